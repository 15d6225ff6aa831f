"""SCB's statistical database (PxWebApi 2): how many live in a municipality and its areas, by age and sex, year by year.

The table is asked what it holds before it is asked for numbers: areas, ages and years come from its own lists, and a dimension that is
new is told instead of being summed over unasked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lagesbild.connect.answers import member, parsed
from lagesbild.connect.pages import Pages
from lagesbild.connect.polite import Conversation
from lagesbild.model import LagesbildError
from lagesbild.texts import text

MOST_CELLS = 100_000  # in one answer; SCB's own limit is 150 000
YEARS = 16
REGION, YEAR, CONTENTS = "Region", "Tid", "ContentsCode"
AGE, SEX = "Alder", "Kon"
GROUPS = (AGE, SEX)  # taken in where the table has them
PEOPLE = ("folkmängd", "antal")  # how the wanted contents begin, where a table has several


@dataclass(frozen=True)
class Part:
    """The answer for some years of a table; `both` where it counts women and men together."""

    first: str
    last: str
    content: bytes
    both: bool = False


def parts(talk: Conversation, pages: Pages, table: str, code: str, day: date, tell: Callable[[int], None]) -> list[Part]:
    """Everybody in a municipality and its areas by a table, in as few answers as the service's limit allows; none where it has no area."""
    tell(1)
    about = pages.answer(talk, talk.address(f"/tables/{table}/metadata", {"lang": "sv"}))
    told = parsed(about, talk.source)
    wanted = _wanted(told, talk.source, code, day)
    if not wanted[REGION]:
        return []
    ways = [wanted]
    if _sum_is_asked_for(told["dimension"]):
        ways.append({name: values for name, values in wanted.items() if name != SEX})
    questions = [(way, years) for way in ways for years in _spans(way)]
    found = []
    for way, years in questions:
        tell(2 + len(found))
        chosen = {**way, YEAR: years}
        body = {"selection": [{"variableCode": name, "valueCodes": values} for name, values in chosen.items()]}
        content = pages.answer(talk, talk.address(f"/tables/{table}/data", {"lang": "sv", "outputFormat": "json-stat2"}), body)
        _check(parsed(content, talk.source), chosen, talk.source)
        found.append(Part(years[0], years[-1], content, both=way is not wanted))
    return found


def _wanted(told: dict[str, Any], source: str, code: str, day: date) -> dict[str, list[str]]:
    """The values to ask for in each dimension, by the table's own lists."""
    dimensions = member(told, "dimension", dict, source)
    for name in (REGION, YEAR, CONTENTS):
        member(dimensions, name, dict, source, "dimension.")
    for name, dimension in dimensions.items():
        if name not in (REGION, YEAR, CONTENTS, *GROUPS) and not dimension.get("extension", {}).get("elimination"):
            raise LagesbildError(text("connect.fault.new_dimension", source=source, field=dimension.get("label") or name))
    ours = re.compile(rf"{code}(?:[A-C]\d{{4}}|R\d{{3}})?(?:_\w+)?")
    years = [year for year in _codes(dimensions, YEAR, source) if year.isdigit() and int(year) > day.year - YEARS]
    if not years:
        raise LagesbildError(text("connect.fault.changed", source=source, field=f"dimension.{YEAR}"))
    wanted = {REGION: [value for value in _codes(dimensions, REGION, source) if ours.fullmatch(value)]}
    wanted |= {name: _codes(dimensions, name, source) for name in GROUPS if name in dimensions}
    return wanted | {CONTENTS: [_contents(dimensions, source)], YEAR: sorted(years)}


def _sum_is_asked_for(dimensions: dict[str, Any]) -> bool:
    """Whether a table has women and men but not both together, and gives them together when the dimension is left out."""
    sex = dimensions.get(SEX, {})
    labels = [str(label).casefold() for label in sex.get("category", {}).get("label", {}).values()]
    return bool(sex.get("extension", {}).get("elimination")) and not any(label.startswith("total") for label in labels)


def _codes(dimensions: dict[str, Any], name: str, source: str) -> list[str]:
    category = member(dimensions[name], "category", dict, source, f"dimension.{name}.")
    index = category.get("index")
    if not isinstance(index, dict | list) or not index:
        raise LagesbildError(text("connect.fault.changed", source=source, field=f"dimension.{name}.category.index"))
    return sorted(index, key=lambda code: index[code]) if isinstance(index, dict) else [str(code) for code in index]


def _contents(dimensions: dict[str, Any], source: str) -> str:
    """The code of the number of people among what the table counts."""
    codes, labels = _codes(dimensions, CONTENTS, source), dimensions[CONTENTS]["category"].get("label", {})
    people = [code for code in codes if str(labels.get(code, "")).casefold().startswith(PEOPLE)]
    if not people:
        raise LagesbildError(text("connect.fault.changed", source=source, field=f"dimension.{CONTENTS}"))
    return people[0]


def _spans(wanted: dict[str, list[str]]) -> Iterator[list[str]]:
    """The years in runs whose answers stay below the limit."""
    cells = 1
    for name, values in wanted.items():
        cells *= len(values) if name != YEAR else 1
    length, years = max(1, MOST_CELLS // cells), wanted[YEAR]
    yield from (years[at : at + length] for at in range(0, len(years), length))


def _check(told: dict[str, Any], chosen: dict[str, list[str]], source: str) -> None:
    """Refuse an answer that is about something else than what was asked."""
    values = member(told, "value", list, source)
    dimensions = member(told, "dimension", dict, source)
    cells = 1
    for name, wanted in chosen.items():
        if name not in dimensions or set(_codes(dimensions, name, source)) != set(wanted):
            raise LagesbildError(text("connect.fault.changed", source=source, field=f"dimension.{name}"))
        cells *= len(wanted)
    if len(values) != cells:
        raise LagesbildError(text("connect.fault.changed", source=source, field="value"))
