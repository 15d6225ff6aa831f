"""Series over time: ribbon, line and points that never join what may not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_activities import with_activities
from lagesbild.charts.interactive_template import Drawing, axis, grid_axis
from lagesbild.charts.interactive_trend_notes import band_notes, break_notes, latest_notes, room_for_breaks, withheld_note
from lagesbild.charts.marks import Breaks, as_day, cuts_of, decimals, middle, present, scale, segments, short, ticks
from lagesbild.texts import text

Band = tuple[date, date, str]


TIGHT = 20  # with more periods than this the latest values are written beside the plot, not at their points
SIDE = 74  # room for them, in pixels


@dataclass(frozen=True)
class Manner:
    """How large a series is drawn: the page's main chart or one of many small ones."""

    height: int
    line: float
    ribbon: float
    ticks: int
    top: int
    right: int
    notes: bool
    dense: int  # more points than this are drawn as a line without dots


HERO = Manner(height=340, line=3, ribbon=0.18, ticks=5, top=26, right=22, notes=True, dense=60)
SMALL = Manner(height=132, line=1.8, ribbon=0.18, ticks=2, top=8, right=14, notes=False, dense=14)


def trend(
    frame: pd.DataFrame,
    breaks: Breaks = (),
    *,
    unit: str,
    hero: bool = True,
    height: int | None = None,
    bands: Sequence[Band] = (),
    neutral: bool = False,
    top: float | None = None,
    waves: bool = False,
    marks: pd.DataFrame | None = None,
) -> go.Figure:
    """Draw one series with its interval over time.

    frame: one row per period, in order, with period_start, period_end, value, lower, upper, complete, preliminary, label
    (the period's Swedish name) and optionally state. A withheld row has state "suppressed"; an absent value is never drawn as zero.
    breaks: first days of new series (or the rows of series_break), each alone or with its own short label.
    bands: (start, end, label), the last one is the current.
    neutral: draw in ink, for figures that measure police work. top: a common end of the value axis, in the frame's unit.
    waves: the rows are a survey's waves, joined over the time between them and drawn on whole years.
    marks: activities to draw under the large chart, as from `exhibits.activity_marks.judge`.
    """
    manner = HERO if hero else SMALL
    rows = prepared(frame, unit)
    span = axis_span(rows, waves)
    cuts = [(day, words) for day, words in cuts_of(breaks) if span[0] < day < span[1]]
    drawn, ceiling = _canvas(rows, unit, manner, height, (top or 0) * scale(unit))
    if manner.notes and cuts:
        ceiling = room_for_breaks(cuts, rows, span, ceiling)
        drawn.update_layout(yaxis=drawn.layout["yaxis"] | {"range": [0, ceiling]})
    runs = segments(rows, [day for day, _ in cuts], waves=waves)
    _series(drawn, rows, runs, theme.NEUTRAL if neutral else theme.PRIMARY, manner, unit, ceiling)
    shapes, notes = band_notes(bands, span, manner.notes)
    if manner.notes:
        notes += latest_notes(rows, unit, ceiling, len(rows) > TIGHT) + withheld_note(rows)
    more_shapes, more_notes = break_notes(cuts, rows, span, ceiling, manner.notes)
    drawn.update_layout(shapes=shapes + more_shapes, annotations=notes + more_notes, xaxis=date_axis(span))
    return with_activities(drawn.figure(), marks if hero else None)


def small_trend(
    frame: pd.DataFrame,
    breaks: Breaks = (),
    *,
    unit: str,
    height: int = 132,
    bands: Sequence[Band] = (),
    neutral: bool = False,
    top: float | None = None,
) -> go.Figure:
    """Draw one of many small series: the same rules as `trend`, thinner and without words in the picture."""
    return trend(frame, breaks, unit=unit, hero=False, height=height, bands=bands, neutral=neutral, top=top)


def _canvas(rows: pd.DataFrame, unit: str, manner: Manner, height: int | None, top: float) -> tuple[Drawing, float]:
    """The figure with its value axis from zero, and where that axis ends."""
    highest = max([value for value in (*rows.y, *rows.high) if present(value)] or [1.0])
    reach = max(highest, top) * 1.02
    full = unit == "share" and highest <= 100 < reach  # an axis of shares ends at the whole
    positions, tick_words, last = ticks(100.0 if full else reach, unit, at_most=manner.ticks)
    right = SIDE if manner.notes and len(rows) > TIGHT else manner.right
    drawn = Drawing(height=height or manner.height, left=_left(tick_words), right=right, top=manner.top, bottom=28)
    drawn.update_layout(yaxis=grid_axis(positions, tick_words, (0, last * 1.03)))
    return drawn, last * 1.03


def _series(drawn: Drawing, rows: pd.DataFrame, runs: list[list[int]], colour: str, manner: Manner, unit: str, ceiling: float) -> None:
    """All marks of the series, from the back to the front."""
    _ribbon(drawn, rows, runs, colour, manner)
    _whiskers(drawn, rows, runs, colour, ceiling)
    _line(drawn, rows, runs, colour, manner, unit)
    hollow_points(drawn, rows, colour, unit, size=10 if manner.notes else 8)
    _withheld(drawn, rows, ceiling)


def prepared(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Rows with y, low and high in drawn units, the day of the point, and whether it is solid or withheld."""
    rows = frame.sort_values("period_start").reset_index(drop=True).copy()
    factor = scale(unit)
    for column, source in (("y", "value"), ("low", "lower"), ("high", "upper")):
        rows[column] = [short(value * factor) if present(value) else float("nan") for value in pd.to_numeric(rows[source]).astype(float)]
    rows["middle"] = [middle(start, end) for start, end in zip(rows.period_start, rows.period_end, strict=True)]
    rows["x"] = [day.isoformat() for day in rows.middle]
    rows["solid"] = [bool(whole) and not bool(early) for whole, early in zip(rows.complete, rows.preliminary, strict=True)]
    state = rows["state"] if "state" in rows else pd.Series("value", index=rows.index)
    rows["hidden"] = (state == "suppressed") & rows.y.isna()
    rows["hover"] = [_ends(low, high) for low, high in zip(rows.low, rows.high, strict=True)]
    return rows


def _ends(low: float, high: float) -> list[float] | None:
    return [short(low, 3), short(high, 3)] if present(low) and present(high) else None


def _hover(part: pd.DataFrame, unit: str) -> dict[str, Any]:
    """The hover box: the period's name, the value and, where there is one, the interval; numbers are formatted by the browser."""
    shape = f",.{decimals(unit, share=1)}f"
    ends = [pair or [] for pair in part.hover]
    suffix = text(f"charts.units.{unit}")
    plain = f"<b>%{{text}}</b><br>%{{y:{shape}}}{suffix}"
    full = f"{plain} (%{{customdata[0]:{shape}}}–%{{customdata[1]:{shape}}})"
    if all(ends):
        return {"customdata": ends, "hovertemplate": f"{full}<extra></extra>"}
    if not any(ends):
        return {"hovertemplate": f"{plain}<extra></extra>"}
    return {"customdata": ends, "hovertemplate": [f"{full if pair else plain}<extra></extra>" for pair in ends]}


def axis_span(rows: pd.DataFrame, waves: bool = False) -> tuple[date, date]:
    """First and last day of the axis; an incomplete last year is given its whole year, so that its name has room."""
    if rows.empty:
        return date(2000, 1, 1), date(2000, 12, 31)
    first, last = as_day(rows.period_start.min()), as_day(rows.period_end.max())
    if waves:
        return date(first.year, 1, 1), date(last.year + 1, 1, 1)
    longest = max((as_day(end) - as_day(start)).days for start, end in zip(rows.period_start, rows.period_end, strict=True))
    if longest > 300 and last.month < 12:
        last = date(last.year, 12, 31)
    return first, last + timedelta(days=1)


def _left(tick_words: list[str]) -> int:
    return max(34, 12 + round(7.4 * max(len(word) for word in tick_words)))


def _ribbon(drawn: Drawing, rows: pd.DataFrame, runs: list[list[int]], colour: str, manner: Manner) -> None:
    """One closed shape per joined run; rows without an interval leave the ribbon open."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for part in (part for run in runs for part in _with_interval(rows, run) if len(part) > 1):
        there, back = rows.iloc[part], rows.iloc[part[::-1]]
        xs += [*there.x, *back.x, None]
        ys += [*there.high, *back.low, None]
    if xs:
        shade = theme.fade(colour, manner.ribbon)
        drawn.add_scatter(
            x=xs[:-1], y=ys[:-1], fill="toself", fillcolor=shade, mode="lines", line={"width": 0}, hoverinfo="skip", name="interval"
        )


def _with_interval(rows: pd.DataFrame, run: list[int]) -> list[list[int]]:
    parts: list[list[int]] = []
    for index in run:
        if not (present(rows.low[index]) and present(rows.high[index])):
            continue
        parts[-1].append(index) if parts and parts[-1][-1] == index - 1 else parts.append([index])
    return parts


def _whiskers(drawn: Drawing, rows: pd.DataFrame, runs: list[list[int]], colour: str, ceiling: float) -> None:
    """An upright interval for points that stand alone: hollow ones, and runs of a single period."""
    alone = {run[0] for run in runs if len(run) == 1} | set(rows.index[~rows.solid])
    xs: list[str | None] = []
    ys: list[float | None] = []
    for index in sorted(alone):
        if present(rows.low[index]) and present(rows.high[index]):
            xs += [rows.x[index], rows.x[index], None]
            ys += [rows.low[index], min(rows.high[index], ceiling), None]
    if xs:
        line = {"width": 7, "color": theme.fade(colour, 0.18)}
        drawn.add_scatter(x=xs[:-1], y=ys[:-1], mode="lines", line=line, hoverinfo="skip", name="interval_alone")


def _line(drawn: Drawing, rows: pd.DataFrame, runs: list[list[int]], colour: str, manner: Manner, unit: str) -> None:
    """The measure: joined within a run, open between runs; a single period is a dot even where the rest are too many for dots."""
    if not runs:
        return
    # A gap is a row without a place: the first row of the next run, emptied.
    order = [index for run in runs for index in (*run, -1)][:-1]
    part = rows.iloc[[max(index, 0) for index in order]].reset_index(drop=True)
    gap = [index < 0 for index in order]
    solid = sum(len(run) for run in runs)
    size = 0.1 if solid > manner.dense else (9 if solid <= TIGHT else 5) * manner.line / HERO.line + 1
    alone = {run[0] for run in runs if len(run) == 1}
    sizes = [max(size, 6) if index in alone else size for index in order]
    drawn.add_scatter(
        x=[None if empty else x for x, empty in zip(part.x, gap, strict=True)],
        y=[None if empty else y for y, empty in zip(part.y, gap, strict=True)],
        text=["" if empty else label for label, empty in zip(part.label, gap, strict=True)],
        mode="lines+markers",
        line={"color": colour, "width": min(manner.line, 2) if solid > TIGHT else manner.line},
        marker={
            "size": sizes if len(set(sizes)) > 1 else size,
            "color": colour,
            "line": {"color": theme.PAPER, "width": 1.5 if size > 5 else 0},
            "opacity": 1,
        },
        connectgaps=False,
        cliponaxis=False,
        name="measure",
        **_hover(part, unit),
    )


def hollow_points(drawn: Drawing, rows: pd.DataFrame, colour: str, unit: str, *, size: int) -> None:
    """Incomplete and preliminary periods: a hollow point by itself, because a join would read as a fall."""
    part = rows[~rows.solid & rows.y.map(present)]
    if part.empty:
        return
    drawn.add_scatter(
        x=list(part.x),
        y=list(part.y),
        text=list(part.label),
        mode="markers",
        cliponaxis=False,
        marker={"size": size, "color": theme.PAPER, "line": {"color": colour, "width": 2}},
        name="hollow",
        **_hover(part, unit),
    )


def _withheld(drawn: Drawing, rows: pd.DataFrame, ceiling: float) -> None:
    """A hatched mark on the axis where a period is withheld: something is there, but it is not shown."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for row in rows[rows.hidden].itertuples():
        start, end = as_day(row.period_start).isoformat(), (as_day(row.period_end) + timedelta(days=1)).isoformat()
        xs += [start, start, end, end, start, None]
        ys += [0, ceiling * 0.035, ceiling * 0.035, 0, 0, None]
    if xs:
        pattern = {"shape": "/", "fgcolor": theme.UNSURE, "bgcolor": theme.SURFACE, "size": 5, "solidity": 0.25}
        line = {"width": 1, "color": theme.UNSURE}
        drawn.add_scatter(
            x=xs[:-1], y=ys[:-1], fill="toself", fillpattern=pattern, mode="lines", line=line, hoverinfo="skip", name="withheld"
        )


def date_axis(span: tuple[date, date]) -> dict[str, Any]:
    """A true date axis: the year's number in the middle of the year, a short stroke where it begins."""
    first, last = span
    years = range(first.year, last.year + 1)
    named = [year for year in years if first <= date(year, 7, 1) < last] or [first.year]
    every = 1 if len(named) <= 7 else 2 if len(named) <= 14 else 5
    return axis(
        type="date",
        range=[first.isoformat(), last.isoformat()],
        tickmode="array",
        tickvals=[max(date(year, 7, 1), first).isoformat() for year in named if (named[-1] - year) % every == 0],
        ticktext=[str(year) for year in named if (named[-1] - year) % every == 0],
        minor={
            "tickmode": "array",
            "tickvals": [f"{year}-01-01" for year in years if first <= date(year, 1, 1) <= last],
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": theme.AXIS,
        },
        showline=True,
        linecolor=theme.AXIS,
        linewidth=1,
        tickangle=0,
    )
