"""A goal's series with the agreement's time, target and required pace, and the pace so far against the one required."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_activities import with_activities
from lagesbild.charts.interactive_template import axis, figure, grid_axis, halo, words
from lagesbild.charts.interactive_trend import Band, date_axis, trend
from lagesbild.charts.interactive_trend_notes import band_notes
from lagesbild.charts.marks import Breaks, as_day, decimals, middle, present, scale, short
from lagesbild.texts import number, signed, text

TRUNCATE = 0.45  # the value axis begins at zero unless every figure lies above this part of the highest


def goal_trend(
    frame: pd.DataFrame, breaks: Breaks = (), *, unit: str, waves: bool, bands: Sequence[Band] = (), baseline: date | None = None,
    target: float | None = None, target_words: str = "", due: date | None = None, neutral: bool = False, height: int = 400,
    marks: pd.DataFrame | None = None,
) -> go.Figure:  # fmt: skip
    """Draw a measure over all its years: shaded agreements, black baseline point, target line and the pace that the target requires.

    frame and marks: as for `trend`. baseline: first day of the baseline's period. due: the day by which the target shall be met.
    """
    drawn = trend(frame, breaks, unit=unit, waves=waves, neutral=neutral, height=height)
    first, last = (date.fromisoformat(str(end)[:10]) for end in drawn.layout.xaxis.range)
    span = (first, max([last, *(end + timedelta(days=1) for _, end, _ in bands[-1:])]))
    shapes, notes = band_notes(bands, span, True)
    aim = None if target is None else target * scale(unit)
    start = _baseline(frame, baseline, scale(unit))
    if aim is not None:
        more, said = _target(aim, target_words, bands, start, due or span[1])
        shapes, notes = shapes + more, notes + said
    if start is not None:
        notes.append(_mark_baseline(drawn, start, unit))
    low, high = _range(drawn, aim)
    positions, labels = _ticks(low, high, unit)
    before = deepcopy(drawn.to_plotly_json()["layout"])  # an update would be merged into shapes and notes one by one
    drawn.layout.shapes = [*shapes, *before.get("shapes", ())]
    drawn.layout.annotations = [*notes, *before.get("annotations", ())]
    drawn.update_layout(xaxis=date_axis(span), yaxis=grid_axis(positions, labels, (low, high)))
    whole = go.Figure(data=list(drawn.data), layout=drawn.layout)  # made anew: the series' figure is written as it was born
    return with_activities(whole, marks)


def _baseline(frame: pd.DataFrame, first_day: date | None, factor: float) -> tuple[date, float, float] | None:
    """The baseline's middle day, value and upper end in drawn units."""
    for row in frame.itertuples():
        if first_day is not None and as_day(row.period_start) == first_day and present(row.value):
            top = row.upper if present(row.upper) else row.value
            return middle(as_day(row.period_start), as_day(row.period_end)), float(row.value) * factor, float(top) * factor  # pyright: ignore
    return None


def _target(
    aim: float, said: str, bands: Sequence[Band], start: tuple[date, float, float] | None, due: date
) -> tuple[list[Any], list[Any]]:
    """The target as a solid line over the agreement's time, and the required pace dotted from the baseline."""
    begins = bands[-1][0] if bands else start[0] if start else due
    line = {
        "type": "line",
        "x0": begins.isoformat(),
        "x1": due.isoformat(),
        "y0": aim,
        "y1": aim,
        "line": {"color": theme.INK, "width": 1.8},
    }
    falls = start is not None and start[1] > aim
    notes = [
        words(f"<b>{said}</b>", x=due.isoformat(), y=aim, xanchor="right", yanchor="top" if falls else "bottom", yshift=-2 if falls else 2,
              font={"color": theme.INK, "size": theme.FONT_SIZE, "shadow": halo()})
    ]  # fmt: skip
    if start is None:
        return [line], notes
    pace = {"type": "line", "x0": start[0].isoformat(), "y0": start[1], "x1": due.isoformat(), "y1": aim}
    return [line, pace | {"line": {"color": theme.INK, "width": 1.5, "dash": "dot"}}], notes


def _mark_baseline(drawn: go.Figure, start: tuple[date, float, float], unit: str) -> dict[str, Any]:
    day, value, top = start
    drawn.add_scatter(
        x=[day.isoformat()], y=[value], mode="markers", hoverinfo="skip", name="baseline", cliponaxis=False,
        marker={"size": 13, "color": theme.INK, "line": {"color": theme.PAPER, "width": 1.5}},
    )  # fmt: skip
    shown = number(value, decimals(unit, share=1)) + text(f"charts.units.{unit}")
    font = {"color": theme.INK, "size": theme.FONT_SIZE, "shadow": halo()}
    return words(
        text("charts.goal.baseline", value=shown), x=day.isoformat(), y=top, yanchor="bottom", xanchor="center", yshift=4, font=font
    )


def _range(drawn: go.Figure, aim: float | None) -> tuple[float, float]:
    """Both ends of the value axis: from zero, or from below the lowest figure where all lie far from zero."""
    known = [value for trace in drawn.data for value in (trace.y or ()) if present(value)] + ([aim] if aim is not None else [])
    low, high = min(known, default=0.0), max(known, default=1.0)
    slack = (high - low) * 0.18 or abs(high) * 0.2 or 1.0
    return (low - slack if low > TRUNCATE * high else 0.0, high + slack)


def _ticks(low: float, high: float, unit: str) -> tuple[list[float], list[str]]:
    """Even ticks within the axis; the unit on the highest only."""
    rough = (high - low) / 4
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough)
    positions = [short(n * step, 6) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
    places = max(0, -math.floor(math.log10(step))) if step < 1 else 0 if step == int(step) else 1
    labels = [number(position, places) for position in positions]
    labels[-1:] = [labels[-1] + text(f"charts.units.{unit}")] if labels else []
    return positions, labels


def pace_bar(observed: float, lower: float, upper: float, required: float, *, places: int) -> go.Figure:
    """Change per year: a bar for its interval, a dot for what is observed, a stroke for what is required and a thin one for no change."""
    ends = [value for value in (lower, upper, observed, required, 0.0) if present(value)]
    slack = (max(ends) - min(ends)) * 0.22 or 1.0
    drawn = figure(height=112, left=8, right=8, top=30, bottom=26)
    drawn.add_scatter(
        x=[lower, upper], y=[0, 0], mode="lines", hoverinfo="skip", line={"width": 10, "color": theme.fade(theme.PRIMARY, 0.32)}
    )
    dot = {"size": 12, "color": theme.PRIMARY, "line": {"color": theme.PAPER, "width": 1.5}}
    drawn.add_scatter(x=[observed], y=[0], mode="markers", hoverinfo="skip", marker=dot)
    strokes = [(0.0, theme.AXIS, 1.2)] + ([(required, theme.INK, 2.0)] if present(required) else [])
    shapes = [
        {"type": "line", "x0": at, "x1": at, "y0": -1, "y1": 1, "line": {"color": colour, "width": width}} for at, colour, width in strokes
    ]
    room = max(ends) - min(ends) + 2 * slack
    crowded = present(required) and abs(required) < room * 0.3  # then the words for no change stand below, clear of the required pace
    notes = [_label(text("goals.pace.still"), 0.0, theme.MUTED, "center", -1 if crowded else 1)]
    notes.append(_label(f"<b>{text('goals.pace.observed', value=signed(observed, places))}</b>", observed, theme.PRIMARY, "center", -1))
    if present(required):
        notes.append(_label(f"<b>{text('goals.pace.required', value=signed(required, places))}</b>", required, theme.INK, "center", 1))
    drawn.update_layout(
        shapes=shapes, annotations=notes, xaxis=axis(range=[min(ends) - slack, max(ends) + slack], showticklabels=False),
        yaxis=axis(range=[-1, 1], showticklabels=False),
    )  # fmt: skip
    return drawn


def _label(said: str, at: float, colour: str, anchor: str, above: int) -> dict[str, Any]:
    place = {"yanchor": "bottom" if above > 0 else "top"}
    return words(said, x=at, y=above, xanchor=anchor, font={"color": colour, "size": theme.FONT_SIZE}, **place)
