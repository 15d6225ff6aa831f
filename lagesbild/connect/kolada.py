"""Kolada, API v3: the values of the key figures that the catalogue knows, for one municipality or for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from lagesbild.connect.answers import each, joined, member, parsed
from lagesbild.connect.pages import Pages
from lagesbild.connect.polite import Conversation
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.texts import text

SLUG = re.compile(r"kolada_([a-z]\d{5})")
AT_ONCE = 20  # key figures, or years, in one address: the service refuses longer lists than 25
PER_PAGE = 5000
MOST_PAGES = 200
YEARS = 20


def key_figures(indicators: Iterable[str]) -> list[str]:
    """The key figures behind the catalogue's indicators: N00610."""
    return sorted({match[1].upper() for slug in indicators if (match := SLUG.fullmatch(slug))})


def values(talk: Conversation, pages: Pages, code: str, kpis: list[str], day: date, tell: Callable[[int], None]) -> bytes:
    """Every value that Kolada has; page after page, as one answer."""
    contents = list(_pages(talk, pages, _addresses(talk, code, kpis, day), tell))
    whole = joined(contents, "values", talk.source)
    if not parsed(whole, talk.source)["values"]:
        raise LagesbildError(text("connect.fault.empty", source=talk.source, code=code))
    return whole


def _addresses(talk: Conversation, code: str, kpis: list[str], day: date) -> Iterator[str]:
    """The first page of each list of key figures; all municipalities are asked for by year, one municipality by its code."""
    for some in (kpis[at : at + AT_ONCE] for at in range(0, len(kpis), AT_ONCE)):
        if code == REFERENCE:
            years = ",".join(str(year) for year in range(day.year - YEARS + 1, day.year + 1))
            yield talk.address(f"/data/kpi/{','.join(some)}/year/{years}", {"page": 1, "per_page": PER_PAGE})
        else:
            yield talk.address(f"/data/kpi/{','.join(some)}/municipality/{code}", {"page": 1, "per_page": PER_PAGE})


def _pages(talk: Conversation, pages: Pages, starts: Iterable[str], tell: Callable[[int], None]) -> Iterator[bytes]:
    met: set[str] = set()
    for start in starts:
        address: str | None = start
        while address:
            if address in met or len(met) >= MOST_PAGES:
                raise LagesbildError(text("connect.fault.endless", source=talk.source))
            met.add(address)
            tell(len(met))
            content = pages.answer(talk, address)
            told = parsed(content, talk.source)
            rows = member(told, "values", list, talk.source)
            each(rows, ("kpi", "municipality", "period", "values"), talk.source, "values")
            each((part for row in rows for part in _parts(row)), ("gender", "status", "value"), talk.source, "values.values")
            yield content
            further = told.get("next_url")
            address = talk.own(further) if isinstance(further, str) and further else None


def _parts(row: dict[str, object]) -> list[object]:
    return row["values"] if isinstance(row["values"], list) else [None]
