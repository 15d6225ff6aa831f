"""Tables of events as series of their own: which types are counted together, and what each series is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog, count_behind
from lagesbild.intake.vintage import OWN
from lagesbild.model import CodeSpan, CrimeGroup, Indicator
from lagesbild.texts import text

PREFIX = "event_"
ORDER = 400


@dataclass(frozen=True)
class EventSeries:
    """One thing that is counted from a format's events: a type, or all types together."""

    format: str
    group: CrimeGroup
    indicator: Indicator


def event_series(deliveries: Sequence[Delivery], catalog: Catalog) -> dict[str, EventSeries]:
    """{indicator: its series} of every table of events among the deliveries: the total first, then type by type."""
    found: dict[str, EventSeries] = {}
    events = sorted((d for d in deliveries if d.kind == "event"), key=lambda d: d.arrival)
    for slug in sorted({d.told.format for d in events}):
        of_format = [d for d in events if d.told.format == slug]
        fmt = catalog.formats.get(slug)
        declared: dict[str, Any] = fmt.spec.get("types", {}) if fmt else {}
        event: dict[str, Any] = (fmt.spec.get("event", {}) if fmt else {}) | {"source": of_format[-1].told.source}
        event.setdefault("title", of_format[-1].title)
        names = {code: title for d in of_format for code, title in d.told.type_names.items()}
        types = {f"{slug}{OWN}{told['slug']}": told for told in declared.values()}
        total = _series(slug, "", tuple(sorted(names)), event, event, catalog)
        found[total.indicator.slug] = total
        for code in sorted(names) if len(names) > 1 else ():
            told = types.get(code, {"title": names[code]})
            one = _series(slug, code.partition(OWN)[2], (code,), event, told, catalog)
            found[one.indicator.slug] = one
    return found


def groups(series: dict[str, EventSeries]) -> dict[str, CrimeGroup]:
    """{indicator: the codes that it counts}."""
    return {slug: one.group for slug, one in series.items()}


def indicators(series: dict[str, EventSeries]) -> list[Indicator]:
    """The rate and the number behind it of every series."""
    return [i for one in series.values() for i in (one.indicator, count_behind(one.indicator))]


def origins(slugs: Iterable[str], deliveries: Sequence[Delivery], series: dict[str, EventSeries]) -> pd.DataFrame:
    """Who told the figures of each indicator and how far the telling reaches: columns indicator, source, data_date."""
    rows = []
    for slug in slugs:
        own = series.get(slug)
        mine = [d for d in deliveries if (d.told.format == own.format if own else d.kind == "incident")]
        last = max(d.told.data_date for d in mine if d.told.data_date)
        rows.append({"indicator": slug, "source": mine[0].told.source, "data_date": pd.Timestamp(last)})
    return pd.DataFrame(rows)


def _series(fmt: str, kind: str, codes: tuple[str, ...], event: dict[str, Any], told: dict[str, Any], catalog: Catalog) -> EventSeries:
    """kind: the type's slug, empty for all types together. told: the words of the type, else of the whole format."""
    slug = PREFIX + (f"{fmt}_{kind}" if kind else fmt).replace("-", "_")
    title = str(told["title"])
    words = {"event": event["title"], "title": title, "definition": event.get("definition", "")}
    made = Indicator(
        slug=slug,
        title=title,
        short_title=str(told.get("short_title", title)),
        definition=str(told.get("definition") or text("build.event_type_definition", **words)) if kind else words["definition"] or title,
        source=str(event["source"]),
        measure="rate",
        unit="per_1000",
        better=told.get("better", event.get("better", "neither")),
        family="event",
        sentence_name=str(told.get("sentence_name", title[:1].lower() + title[1:])),
        plural=bool(told.get("plural", False)),
        caveat=str(told.get("caveat", event.get("caveat", text("build.event_caveat")))),
        order=ORDER + bool(kind),
    )
    indicator = catalog.indicators.get(slug, made)
    return EventSeries(fmt, CrimeGroup(slug, title, (CodeSpan(codes),)), indicator)
