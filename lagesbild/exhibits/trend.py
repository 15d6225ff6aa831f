"""Trender: one crime type in one area over time, the latest whole period against the same period a year earlier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.read import read
from lagesbild.stats.change import change_verdicts, polarity
from lagesbild.store import Reader
from lagesbild.texts import text

COLUMNS = {
    "label": "period", "value": "value", "lower": "lower", "upper": "upper", "numerator": "count", "base": "base", "unit_name": "unit",
    "note": "note", "vintage": "vintage",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One area of a version, or the municipality as a whole (version "")."""

    area: str
    name: str
    area_version: str
    level: str


def whole(code: str, name: str) -> Place:
    """The municipality as a whole."""
    return Place(code, text("trends.whole", place=name), "", "municipality")


def places(reader: Reader) -> list[Place]:
    """The municipality first, then its areas in alphabetical order, then what has no area."""
    order = {"municipality": 0, "unplaced": 2}
    rows = [Place(r.area, r.name, r.area_version, r.area_level) for r in read(reader, "areas").itertuples(name="Row")]
    rows.sort(key=lambda place: order.get(place.level, 1))
    return [whole(rows[0].area, rows[0].name), *rows[1:]] if rows else []


def indicators(reader: Reader) -> pd.DataFrame:
    """The indicators of reported crime by identity; what Brå publishes is called so."""
    rows = read(reader, "indicators")
    rows = rows[rows["family"].isin(("crime", "published"))].copy()
    published = rows["family"] == "published"
    rows.loc[published, "short_title"] = [text("trends.published", title=title) for title in rows.loc[published, "short_title"]]
    return rows.set_index("indicator", drop=False)


@lru_cache(maxsize=256)
def _available(reader: Reader, crime: str, place: Place) -> pd.DataFrame:
    rows = read(reader, "available", indicator=crime, indicator_count=f"{crime}_count")
    return rows[(rows["area"] == place.area) & (rows["area_version"] == place.area_version)]


def period_kinds(reader: Reader, crime: str, place: Place) -> list[str]:
    """Year, quarter and month, as far as the crime type has figures for the place."""
    found = set(_available(reader, crime, place)["period_kind"])
    return [kind for kind in ("year", "quarter", "month") if kind in found]


def measures(reader: Reader, crime: str, place: Place, kind: str) -> dict[str, str]:
    """The indicators of a crime type with figures for a place and kind of period, the rate first: {indicator: unit}."""
    rows = _available(reader, crime, place)
    return {row.indicator: row.unit for row in rows[rows["period_kind"] == kind].itertuples()}


def start_years(reader: Reader, indicator: str, place: Place, kind: str) -> list[int]:
    """The years that a series can start from."""
    rows = _available(reader, indicator.removesuffix("_count"), place)
    rows = rows[(rows["indicator"] == indicator) & (rows["period_kind"] == kind)]
    return list(range(int(rows["first_year"].iloc[0]), int(rows["last_year"].iloc[0]) + 1)) if len(rows) else []


def trend(reader: Reader, indicator: pd.Series, place: Place, period_kind: str, since: int) -> Exhibit:
    """The series of one indicator (a row of `indicators`) in one place from a year on."""
    rows = series(reader, indicator["indicator"], place.area, place.area_version, period_kind, since)
    breaks = read(reader, "breaks", indicator=indicator["indicator"])
    area_name = place.name
    judged = judge(rows, indicator, breaks)
    if judged is None:
        return _empty(indicator, area_name)
    title = text("exhibits.trend.title", heading=sentences.trend_heading(judged), area=area_name)
    sub = text(f"exhibits.trend.sub_{period_kind}", what=indicator["title"], unit=sentences.unit_words(indicator["unit"]), area=area_name)
    notes = (
        text("exhibits.trend.published")
        if indicator["family"] == "published" and indicator["measure"] == "rate"
        else text("exhibits.exact")
    )
    line = source_line(rows, sentences.events(rows["numerator"]), notes, text("exhibits.preliminary") if rows["preliminary"].any() else "")
    cuts = [(row.break_date.date(), row.reason) for row in breaks.itertuples()]
    draw = {"frame": rows, "breaks": cuts, "unit": indicator["unit"]}
    return Exhibit(
        slug="trend",
        heading=title,
        sub=sub,
        sentence=sentences.trend_sentence(judged),
        source_line=line,
        frame=rows,
        table=swedish_table(rows, COLUMNS),
        queries=("series", "breaks"),
        definition=indicator["definition"],
        caveat=indicator["caveat"],
        figure=partial(interactive.trend, **draw, neutral=bool(indicator["policing_dependent"])),
        picture=partial(printed.trend_svg, **draw, title=title, source=line),
        facts={"judged": judged, "breaks": [reason for _, reason in cuts], "cuts": cuts},
    )


def series(reader: Reader, indicator: str, area: str, area_version: str, period_kind: str, since: int) -> pd.DataFrame:
    """The rows of one series with their Swedish period names, unit and notes."""
    rows = read(
        reader, "series", indicator=indicator, area=area, area_version=area_version, period_kind=period_kind, since=date(since, 1, 1)
    )
    rows["label"] = [sentences.label(row) for _, row in rows.iterrows()]
    rows["unit_name"] = rows["unit"].map(sentences.unit_words)
    rows["note"] = [" ".join(_notes(row)) for row in rows.itertuples()]
    return rows


def _notes(row: Any) -> Iterator[str]:
    if not row.complete:
        yield text("exhibits.note.incomplete")
    if row.preliminary:
        yield text("exhibits.note.preliminary")
    if row.state not in ("value", "zero"):
        yield text(f"sentences.state.{row.state}")


def judge(rows: pd.DataFrame, indicator: pd.Series, breaks: pd.DataFrame) -> dict[str, Any] | None:
    """The latest whole, final period against the same period a year earlier; None where there is no figure at all."""
    whole = rows[rows["complete"] & ~rows["preliminary"] & rows["value"].notna()]
    if whole.empty:
        return None
    now = whole.iloc[-1]
    then = whole[whole["period_start"] == now["period_start"] - pd.DateOffset(years=1)]
    row = {key: indicator[key] for key in ("short_title", "sentence_name", "plural", "better", "policing_dependent", "unit")}
    row |= _point("latest", now) | _point("base", then.iloc[0] if len(then) else None)
    if then.empty:
        return row | {"verdict": "not_measured", "polarity": "neutral", "reason": text("exhibits.trend.no_year_before"), "base_label": ""}
    crossed = breaks[(breaks["break_date"] > then.iloc[0]["period_start"]) & (breaks["break_date"] <= now["period_end"])]
    exposure = [(p["base"] if indicator["measure"] == "rate" else 1.0) for p in (then.iloc[0], now)]
    verdict = change_verdicts([then.iloc[0]["numerator"]], [exposure[0]], [now["numerator"]], [exposure[1]], [not crossed.empty])[0]
    return row | {"verdict": verdict, "polarity": polarity(verdict, indicator["better"]), "reason": " ".join(crossed["reason"])}


def _point(name: str, row: pd.Series | None) -> dict[str, Any]:
    columns = {"value": "value", "lower": "lower", "upper": "upper", "count": "numerator"}
    if row is None:
        return {f"{name}_{key}": None for key in columns}
    found: dict[str, Any] = {f"{name}_{key}": None if pd.isna(row[column]) else float(row[column]) for key, column in columns.items()}
    return found | {f"{name}_label": row["label"]}


def _empty(indicator: pd.Series, area_name: str) -> Exhibit:
    nothing = pd.DataFrame({"value": np.array([], dtype=float)})
    heading = text("exhibits.trend.empty", what=indicator["short_title"], area=area_name)
    return Exhibit(
        "trend",
        heading,
        "",
        text("exhibits.trend.empty_why"),
        "",
        nothing,
        nothing,
        ("series",),
        indicator["definition"],
        indicator["caveat"],
    )
