"""Trender by month: one series with the limits of chance, its signals judged and named."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences, sentences_control
from lagesbild.charts import interactive, printed
from lagesbild.charts.signal_marks import runs_of
from lagesbild.exhibits import activity_marks
from lagesbild.exhibits.breaks import QUERIES as BREAKS
from lagesbild.exhibits.breaks import breaks as breaks_of
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.exhibits.trend import FIRST_YEAR, Place, bands, fields_of, indicators, series
from lagesbild.stats import false_alarms
from lagesbild.stats.change import polarity
from lagesbild.stats.watch import BASELINE, LEAST, WATCHED, control
from lagesbild.store import Reader
from lagesbild.texts import period_name, text

COLUMNS = {
    "label": "period", "value": "value", "mean": "mean", "limit_lower": "limit_lower", "limit_upper": "limit_upper",
    "signal": "signal", "note": "note", "vintage": "vintage",
}  # fmt: skip


def judge(rows: pd.DataFrame, indicator: pd.Series, breaks: pd.DataFrame) -> pd.DataFrame:
    """The monthly rows with limits, rules and the tone of each signal; limits need all months, so judge before cutting."""
    found = control(rows, [day.date() for day in breaks["break_date"]])
    found["tone"] = [tone(rule, side, indicator) for rule, side in zip(found["rule"], found["side"], strict=True)]
    runs = [(i, run) for run in runs_of(found) for i in run.points]
    words = {i: sentences_control.rule_words(run.rule, run.side, length(found.iloc[i])) for i, run in runs}
    return found.assign(signal=[words.get(i, "") for i in range(len(found))])


def tone(rule: str, side: str, indicator: Any) -> str:
    """Good, bad or neutral: a signal of crime that police work finds is never judged."""
    if not rule or indicator["policing_dependent"]:
        return "neutral"
    return polarity("increase" if side == "above" else "decrease", indicator["better"])


def length(row: pd.Series) -> int:
    """How many months the pattern of a marked month spans, those within it that a firmer rule has taken included."""
    first, last = row["pattern_since"], row["pattern_until"]
    return int(12 * (last.year - first.year) + last.month - first.month + 1)


def watched_signal(judged: pd.DataFrame) -> dict[str, Any] | None:
    """The latest signal with a point among the watched months, for a heading; None where there is none."""
    final = np.flatnonzero(judged["stretch"].to_numpy() == judged["stretch"].max()) if len(judged) else np.array([], dtype=int)
    if len(final) == 0 or judged["stretch"].max() < 0:
        return None
    runs = [run for run in runs_of(judged) if run.points[-1] in final[-WATCHED:]]
    if not runs:
        return None
    run = runs[-1]
    row = judged.iloc[run.points[-1]]
    last = row["pattern_until"]
    told = {"rule": run.rule, "side": run.side, "tone": run.tone, "months": length(row), "since": row["pattern_since"], "last": last}
    return told | {"at": int(np.flatnonzero(judged["period_start"] == last)[0])}


def exhibit(reader: Reader, indicator: pd.Series, place: Place, since: int, today: date | None = None) -> Exhibit:
    """The months of an indicator (a count) in one place from a year on; the limits are made from all months.

    today: the day that the activities' marks are judged on.
    """
    return _exhibit(reader, str(indicator["indicator"]), place, since, today)


@lru_cache(maxsize=128)  # a build never changes, so neither does what is said of it
def _exhibit(reader: Reader, slug: str, place: Place, since: int, today: date | None) -> Exhibit:
    indicator, area_name = indicators(reader).loc[slug], place.name
    breaks = breaks_of(reader, slug, place.area, place.area_version)
    judged = judge(series(reader, indicator, place, "month", FIRST_YEAR), indicator, breaks)
    drawn = judged[judged["period_start"].dt.year >= since].reset_index(drop=True)
    signal, told = watched_signal(drawn), drawn[drawn["stretch"] >= 0]
    final = drawn[drawn["complete"] & ~drawn["preliminary"] & drawn["value"].notna()]
    last = final.iloc[-1] if len(final) else None
    name = indicator["sentence_name"]
    heading = sentences_control.control_heading(name, signal, last["period_start"], limits=len(told) > 0) if last is not None else ""
    cuts = [(row.break_date.date(), row.label) for row in breaks.itertuples()]
    line = _source(drawn, told, cuts)
    marks = activity_marks.of_crime(reader, slug, place.area, place.level, drawn, today)
    draw = {"frame": drawn, "breaks": cuts, "bands": bands(reader), "neutral": bool(indicator["policing_dependent"]), "marks": marks}
    title = heading or text("exhibits.trend.empty", what=indicator["short_title"], area=area_name)
    note = text("control.season_note" if len(told) and _seasonal(told) else "control.limits_note") if len(told) else ""
    sub = text("control.sub", what=indicator["title"], area=area_name, note=f"{note} {fields_of(reader, drawn)}").strip()
    return Exhibit(
        slug="control",
        place=place.name,
        heading=title,
        sub=sub,
        sentence=_sentence(indicator, signal, drawn, last),
        source_line=line,
        frame=drawn,
        table=swedish_table(drawn, COLUMNS),
        queries=("series", *BREAKS),
        definition=f"{indicator['definition']} {text('control.definition')}",
        caveat=indicator["caveat"],
        figure=cache(partial(interactive.control_chart, **draw)) if len(final) else None,
        picture=partial(printed.control_svg, **draw, title=title, sub=sub, source=line) if len(final) else None,
        facts={"signal": signal, "latest": last, "breaks": list(breaks["reason"]), "cuts": cuts, "limits": len(told) > 0},
        marks=marks,
    )


def _seasonal(told: pd.DataFrame) -> bool:
    latest = told[told["stretch"] == told["stretch"].max()]
    return bool(latest["mean"].nunique() > 1)


def _sentence(indicator: pd.Series, signal: dict[str, Any] | None, rows: pd.DataFrame, last: pd.Series | None) -> str:
    """The value of the signal's month, or of the latest final one, and what chance gives."""
    if last is None:
        return text("exhibits.trend.empty_why")
    row = rows.iloc[signal["at"]] if signal else last
    unit = sentences.measured_in(indicator)
    month = sentences.capital(period_name(row["period_start"].date(), row["period_end"].date()))
    if np.isnan(row["limit_upper"]):
        return f"{month}: {text('control.without_limits', value=sentences.value(row['value'], 'count'), unit=unit)}"
    return f"{month}: {sentences_control.chance_sentence(row['value'], row['limit_lower'], row['limit_upper'], unit)}"


def _source(rows: pd.DataFrame, told: pd.DataFrame, cuts: list[tuple[date, str]]) -> str:
    """Source, data date, which limits, how often they are wrong, and what is preliminary."""
    rough = text("exhibits.preliminary") if (rows["preliminary"] | ~rows["complete"]).any() else ""
    if told.empty:
        return source_line(rows, text("control.no_limits", least=LEAST), rough)
    latest = told[told["stretch"] == told["stretch"].max()]
    baseline = min(len(latest) - WATCHED, BASELINE)
    until = latest["period_start"].iloc[-WATCHED - 1]
    often = false_alarms.per_month(float(latest["mean"].mean()))
    limits = text(
        "control.source", model=text(f"control.model.{latest['model'].iloc[-1]}"), baseline=baseline, until=sentences_control.month(until),
        breaks=text("control.source_breaks") if cuts else "", months=round(1 / often, -1 if often < 0.01 else 0).__int__(),
    )  # fmt: skip
    return source_line(rows, limits, rough)
