"""Trender: one crime type in one area over time, the latest whole period against the same period a year earlier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
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


def trend(reader: Reader, indicator: pd.Series, *, area: str, area_name: str, area_version: str, period_kind: str, since: int) -> Exhibit:
    """The series of one indicator (a row of queries/read/indicators) in one area from a year on."""
    rows = series(reader, indicator["indicator"], area, area_version, period_kind, since)
    breaks = read(reader, "breaks", indicator=indicator["indicator"])
    judged = judge(rows, indicator, breaks)
    if judged is None:
        return _empty(indicator, area_name)
    title = text("exhibits.trend.title", heading=sentences.trend_heading(judged), area=area_name)
    sub = text(f"exhibits.trend.sub_{period_kind}", what=indicator["title"], unit=sentences.unit_words(indicator["unit"]), area=area_name)
    notes = text("exhibits.trend.published") if indicator["family"] == "published" and indicator["measure"] == "rate" else text("exhibits.exact")
    line = source_line(rows, notes, text("exhibits.preliminary") if rows["preliminary"].any() else "")
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
        facts={"judged": judged, "breaks": breaks},
    )


def series(reader: Reader, indicator: str, area: str, area_version: str, period_kind: str, since: int) -> pd.DataFrame:
    """The rows of one series with their Swedish period names, unit and notes."""
    rows = read(reader, "series", indicator=indicator, area=area, area_version=area_version, period_kind=period_kind, since=date(since, 1, 1))
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
        return row | {"verdict": "not_measured", "polarity": "neutral", "reason": "", "base_label": text("exhibits.trend.no_year_before")}
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
    return Exhibit("trend", heading, "", text("exhibits.trend.empty_why"), "", nothing, nothing, ("series",), indicator["definition"], indicator["caveat"])
