"""From an exhibit's judged frame to the numbers behind a native chart: the drawn units, absences kept apart from zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.briefing.document import Bar, BarData, Mark, Point, TrendData
from lagesbild.charts.icons import area_icon, change_icon
from lagesbild.charts.marks import ABSENT_STATES, decimals, middle, present, scale
from lagesbild.sentences import unit_words
from lagesbild.texts import text


def trend_data(frame: pd.DataFrame, unit: str, *, name: str, cuts: Sequence[Any] = (), bands: Sequence[tuple[date, date, str]] = (),
               neutral: bool = False, base: Any = None) -> TrendData:  # fmt: skip
    """A series: frame with period_start, period_end, label, value, lower, upper, complete, preliminary and state.

    base: the first day of the period that the latest is compared with.
    """
    factor = scale(unit)
    rows = frame.sort_values("period_start").to_dict("records")
    points = [
        Point(
            middle(row["period_start"], row["period_end"]),
            str(row["label"]),
            *(_drawn(row, key, factor) for key in ("value", "lower", "upper")),
            firm=bool(row["complete"]) and not bool(row["preliminary"]),
        )
        for row in rows
    ]
    is_base = [None if base is None else pd.Timestamp(row["period_start"]) == pd.Timestamp(base) for row in rows]
    compared = next((point.at for point, same in zip(points, is_base, strict=True) if same), None)
    days = tuple(cut[0] if isinstance(cut, tuple) else cut for cut in cuts)
    return TrendData(tuple(points), unit_words(unit), decimals(unit, share=1), days, tuple(bands), neutral, name, compared)


def area_bars(rows: Sequence[Mapping[str, Any]], unit: str, *, name: str, reference: float | None = None, words: str = "") -> BarData:
    """Areas or indicators against the rest: each row with value, lower, upper, rest_value, verdict, polarity and state."""
    factor = scale(unit)
    bars = [_bar(row, name, factor, "rest_value", area_mark(row)) for row in rows]
    level = None if reference is None or not present(reference) else reference * factor
    return BarData(tuple(bars), unit_words(unit), decimals(unit, share=1), level, words)


def question_bars(rows: Sequence[Mapping[str, Any]], unit: str, since: str) -> BarData:
    """Questions against an earlier wave: each row with value, lower, upper, then_value, verdict, polarity and state."""
    factor = scale(unit)
    bars = [_bar(row, "short_title", factor, "then_value", change_mark(row)) for row in rows]
    return BarData(tuple(bars), unit_words(unit), decimals(unit, share=1), None, text("briefing.then", since=since) if since else "")


def change_mark(row: Mapping[str, Any]) -> Mark:
    """The verdict on a change as icon and word; without polarity where police work decides how much is found."""
    polarity = "neutral" if row.get("policing_dependent") else row["polarity"]
    return Mark(change_icon(row["verdict"], polarity), text(f"sentences.change.{row['verdict']}"))


def area_mark(row: Mapping[str, Any]) -> Mark:
    """The verdict on an area held against the rest as icon and word; without polarity where police work decides how much is found."""
    polarity = "neutral" if row.get("policing_dependent") else row["polarity"]
    return Mark(area_icon(row["verdict"], polarity), text(f"sentences.area_verdict.{row['verdict']}").rstrip("."))


def _bar(row: Mapping[str, Any], name: str, factor: float, reference: str, mark: Mark) -> Bar:
    value, lower, upper, held = (_drawn(row, key, factor) for key in ("value", "lower", "upper", reference))
    state = str(row.get("state") or "value")
    absent = "" if value is not None else text(f"charts.list.{state if state in ABSENT_STATES else 'missing'}")
    title = str(row[name]) + (" *" if row.get("policing_dependent") and name != "name" else "")
    return Bar(title, value, lower, upper, None if absent else mark, absent, held)


def _drawn(row: Mapping[str, Any], key: str, factor: float) -> float | None:
    """A figure in drawn units; None where there is none to show."""
    figure = row.get(key)
    if row.get("state") in ABSENT_STATES and key in ("value", "lower", "upper"):
        return None
    return float(figure) * factor if figure is not None and present(float(figure)) else None
