"""The start page's contents: the answers with their charts, the lists of areas and offences and the table, as text and SVG."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from lagesbild.build.site_answer import Answer, answer, list_finding
from lagesbild.build.site_area import Areas
from lagesbild.build.site_data import SiteData
from lagesbild.build.site_languages import EASY
from lagesbild.build.site_rows import SMALL, Figure, Row
from lagesbild.build.site_safety import Safety, safety_areas, safety_screen
from lagesbild.charts import fluid, fluid_change
from lagesbild.model import Thresholds
from lagesbild.texts import day, long_day, number, spoken, text


def start(data: SiteData, found: list[Row], limits: Thresholds, safe: Safety | None = None, around: Areas | None = None) -> dict[str, Any]:
    """Everything index.html shows for the judged rows; works with no row, and with no row that may be shown.

    Where the municipality's own survey asks about safety the page begins with that, and reported crime comes after.
    """
    told = answer(found, data.name)
    crime = _screen(data, told)
    begun = safety_screen(safe, data, list_finding(found) if told.hero else "") if safe else None
    return {
        "page": "start",
        "about_what": "safety" if begun else "start",
        "first": begun or crime,
        "crime": crime if begun and told.hero else None,
        "places": safety_areas(safe, around) if safe and around else None,
        "hero": told.hero is not None,
        "list": _list(found) if found else None,
        "table": _table(data, found) if found and spoken() != EASY else None,
        "table_elsewhere": bool(found) and spoken() == EASY,
        "empty": "" if told.hero else _empty(data, found, limits),
        "pooled": any(row.pooled for row in found),
    }


def _screen(data: SiteData, told: Answer) -> dict[str, Any]:
    """The question about reported crime with its answer, and figure and chart where a number is shown."""
    begun = {"question": text("site.start.question", name=data.name), "headline": told.headline, "but": told.but}
    nothing = {"value": "", "unit": "", "comparison": "", "word": "", "chart": ""}
    return begun | (_hero(data, told.hero, told) if told.hero else nothing)


def _empty(data: SiteData, found: list[Row], limits: Thresholds) -> str:
    return text("site.empty.hidden" if found else "site.empty.nothing", name=data.name, largest=limits.smallest_count - 1)


def _hero(data: SiteData, row: Row, told: Answer) -> dict[str, Any]:
    latest, notes = row.latest, []
    if math.isfinite(latest.lower) and math.isfinite(latest.upper):
        ends = number(latest.lower, row.decimals), number(latest.upper, row.decimals)
        notes.append(text("site.chart.shadow", year=latest.year, lower=ends[0], upper=ends[1]))
    else:
        notes.append(text("site.chart.no_interval"))
    if fluid.has_level(row.years, row.base.year, latest.year, [when for when, _ in row.breaks]):
        notes.append(text("site.chart.level", base=row.base.year))
    first = int(row.years["year"].min())
    notes += [text("site.chart.break", reason=reason) for when, reason in row.breaks if first < when.year <= (latest.year or 0)]
    if row.counts:
        notes.append(f"{row.counts}.")
    notes.append(text("site.chart.why"))
    if row.data_date:
        notes.append(text("site.chart.source", source=row.source, day=long_day(row.data_date)))
    return {
        "value": row.told(latest),
        "unit": told.unit,
        "comparison": told.comparison,
        "tone": row.tone,
        "word": row.word,
        "symbol": fluid_change.symbol(row.symbol),
        "finding": told.finding,
        "sub": text("site.chart.sub_count") if row.unit == "count" else text("site.chart.sub", unit=told.unit),
        "chart": _trend(data, row, told),
        "large": float(row.years["value"].max()) >= 1000,
        "notes": " ".join(notes),
    }


def _trend(data: SiteData, row: Row, told: Answer) -> str:
    key = "site.chart.told_base" if row.base.shown else "site.chart.told"  # the picture in one sentence
    sentence = text(
        key,
        finding=told.finding,
        base=row.base.year,
        then=row.told(row.base),
        year=row.latest.year,
        value=row.told(row.latest),
        unit=told.unit,
        certainty=row.word,
    )
    breaks = [when for when, _ in row.breaks]
    base, latest = row.base.year, row.latest.year
    return fluid.trend(row.years, told=sentence, base=base, latest=latest, decimals=row.decimals, breaks=breaks, shade=data.shade())


def _list(found: list[Row]) -> dict[str, Any]:
    base, latest, unit = _common(found)
    reach = fluid_change.limit([row.change for row in found])
    compared = any(row.change.drawn for row in found)
    notes = [text("site.list.note", base=base, latest=latest)] if compared else []
    notes += [text("site.list.note_small", small=SMALL, base=base)] if any(row.small for row in found) else []
    notes += [text("site.list.note_policing")] if any(row.policing and row.certain for row in found) else []
    notes += [text("site.list.note_hidden")] if any(row.hidden or row.base.state == "suppressed" for row in found) else []
    notes += [text("site.list.note_unknown")] if any(row.latest.shown and not math.isfinite(row.latest.count) for row in found) else []
    years = [int(year) for row in found for year in row.years["year"]]
    return {
        "finding": list_finding(found),
        "sub": text(
            f"site.list.{'sub' if compared else 'sub_latest'}{'_count' if unit == 'count' else ''}",
            unit=text(f"site.unit.{unit}"),
            base=base,
            latest=latest,
        ),
        "years": text("site.list.head_years", first=min(years), last=max(years)) if len(set(years)) > 1 else "",
        "latest": latest,
        "since": text("site.list.head_since", base=base) if base else text("site.list.head_certainty"),
        "scale": fluid_change.scale(reach) if compared else "",
        "rows": [_line(row, reach, unit) for row in found],
        "notes": " ".join(notes),
    }


def _line(row: Row, reach: float, unit: str) -> dict[str, Any]:
    breaks = [when for when, _ in row.breaks]
    latest = row.latest.year if row.latest.shown else None
    return {
        "row": row,
        "value": row.told(row.latest),
        "unit": text(f"site.unit.short_{row.unit}") if row.unit != unit and row.latest.shown else "",
        "symbol": fluid_change.symbol(row.symbol),
        "spark": fluid.spark(row.years, base=row.base.year, latest=latest, breaks=breaks),
        "change": fluid_change.row(row.change, reach, row.tone),
    }


def _table(data: SiteData, found: list[Row]) -> dict[str, Any]:
    base, latest, unit = _common(found)
    units = {row.unit for row in found if row.base.shown or row.latest.shown}  # what is hidden needs no unit of its own
    mixed, sure = len(units) > 1, any(row.told_interval(row.latest) for row in found)
    rates = any(row.unit != "count" for row in found)
    shown = [year for year in (base, latest) if year]
    unit_name = text(f"site.unit.{unit}").capitalize()
    all_years = sorted({int(year) for year in data.years["year"]})
    return {
        "counts": [text("site.table.count", year=year) for year in shown],
        "rates": [text("site.table.rate_mixed" if mixed else "site.table.rate", unit=unit_name, year=year) for year in shown if rates],
        "certainty": text("site.table.certainty", base=base) if base else text("site.table.certainty_plain"),
        "sure": sure,
        "rows": [_cells(row, mixed, rates, bool(base)) for row in found],
        "years": text("site.table.all_years", first=all_years[0], last=all_years[-1]) if all_years else "",
    }


def _cells(row: Row, mixed: bool, rates: bool, compared: bool) -> dict[str, Any]:
    figures = [row.base, row.latest] if compared else [row.latest]
    return {
        "row": row,
        "counts": [(number(figure.count), _count_interval(row, figure)) for figure in figures],
        "rates": [_rate(row, figure, mixed) for figure in figures] if rates else [],
        "symbol": fluid_change.symbol(row.symbol),
        "day": day(row.data_date) if row.data_date else "–",
    }


def _count_interval(row: Row, figure: Figure) -> str:
    return row.told_interval(figure) if row.unit == "count" else ""


def _rate(row: Row, figure: Figure, mixed: bool) -> tuple[str, str]:
    if row.unit == "count":
        return "–", ""
    told = row.told(figure)
    return (f"{told} {text(f'site.unit.short_{row.unit}')}" if mixed and figure.shown else told), row.told_interval(figure)


def _common(found: list[Row]) -> tuple[int | None, int | None, str]:
    """The comparison year, the latest year and the unit that most rows share; no comparison year where no row has one."""
    base = Counter(row.base.year for row in found if row.base.year and row.base.state != "not_published").most_common(1)
    latest = Counter(row.latest.year for row in found if row.latest.year).most_common(1)
    unit = Counter(row.unit for row in found).most_common(1)
    return (base[0][0] if base else None), (latest[0][0] if latest else None), (unit[0][0] if unit else "per_1000")
