"""A monthly series with its limits: what chance gives as a band, signals ringed and named, nothing joined that may not be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_activities import with_activities
from lagesbild.charts.interactive_template import Drawing, grid_axis, halo, words
from lagesbild.charts.interactive_trend import Band, axis_span, date_axis, hollow_points, prepared
from lagesbild.charts.interactive_trend_notes import band_notes, break_notes, room_for_breaks
from lagesbild.charts.marks import Breaks, cuts_of, present, segments, short, ticks
from lagesbild.charts.signal_marks import Run, edge_words, runs_of, shown_runs, signal_colour
from lagesbild.texts import number, text

SIDE, GAP = 78, 0.06  # pixels for the limits' words; the least part of the height between two of them
RING = 17
RECENT, WATCHED = 13, 4  # rows from the end whose runs are marked; older ones say theirs in the table


@dataclass(frozen=True)
class _Manner:
    """How large the chart is drawn: the page's main one or one of many small ones."""

    height: int
    line: float
    dot: float
    ticks: int
    top: int
    right: int
    named: bool


_HERO = _Manner(height=380, line=2, dot=6, ticks=5, top=26, right=SIDE, named=True)
_SMALL = _Manner(height=138, line=1.8, dot=0.1, ticks=2, top=8, right=14, named=False)


def control_chart(
    frame: pd.DataFrame,
    breaks: Breaks = (),
    *,
    hero: bool = True,
    bands: Sequence[Band] = (),
    neutral: bool = False,
    top: float = 0,
    marks: pd.DataFrame | None = None,
) -> go.Figure:
    """Draw monthly counts with their limits.

    frame: one row per month in order, with period_start, period_end, value, complete, preliminary, label, and from
    `stats.watch.control` stretch, mean, limit_lower, limit_upper, rule and side, and `tone` (good, bad, neutral) of each signal.
    breaks, bands and marks: as for `trend`. neutral: draw in ink, for figures that measure police work. top: an end of the axis to reach.
    """
    manner = _HERO if hero else _SMALL
    rows = prepared(frame.assign(lower=float("nan"), upper=float("nan")), "count")
    span = axis_span(rows)
    cuts = [(day, said) for day, said in cuts_of(breaks) if span[0] < day < span[1]]
    ceiling, axis_y, left = _heights(rows, cuts, span, manner, top)
    drawn = Drawing(height=manner.height, left=left, right=manner.right, top=manner.top, bottom=28)
    colour = theme.NEUTRAL if neutral else theme.PRIMARY
    _limit_band(drawn, rows)
    _line(drawn, rows, [day for day, _ in cuts], colour, manner)
    hollow_points(drawn, rows, colour, "count", size=10 if manner.named else 8)
    _signals(drawn, rows, shown_runs(rows, RECENT if manner.named else WATCHED), manner)
    shapes, notes = band_notes(bands, span, manner.named)
    more_shapes, more_notes = break_notes(cuts, rows, span, ceiling, manner.named)
    if manner.named:
        notes += [*_edge_words(rows, ceiling), *_names(rows, runs_of(rows), span, ceiling)]
    drawn.update_layout(shapes=shapes + more_shapes, annotations=notes + more_notes, xaxis=date_axis(span), yaxis=axis_y)
    return with_activities(drawn.figure(), marks if hero else None)


def _heights(
    rows: pd.DataFrame, cuts: list[tuple[date, str]], span: tuple[date, date], manner: _Manner, top: float
) -> tuple[float, dict[str, Any], int]:
    """Where the value axis ends, the axis itself, and the room for its numbers."""
    highest = max([value for value in (*rows.y, *rows.limit_upper) if present(value)] or [1.0])
    positions, said, last = ticks(max(highest, top) * (1.12 if manner.named else 1.05), "count", at_most=manner.ticks)
    ceiling = last * 1.03
    if manner.named and cuts:
        ceiling = room_for_breaks(cuts, rows, span, ceiling)
    return ceiling, grid_axis(positions, said, (0, ceiling)), max(34, 12 + round(7.4 * max(len(word) for word in said)))


def _limit_band(drawn: Drawing, rows: pd.DataFrame) -> None:
    """One field per stretch between breaks, with its dashed ends and its mean; without a lower limit it stands on the axis."""
    parts = [part for number, part in rows[rows.stretch >= 0].groupby("stretch")]
    shade = {"fill": "toself", "fillcolor": theme.fade(theme.HIGHLIGHT, 0.7), "mode": "lines", "line": {"width": 0}}
    xs, ys = _closed(parts)
    drawn.add_scatter(x=xs, y=ys, hoverinfo="skip", name="limits", **shade)
    for column, line in (
        ("limit_upper", {"color": theme.UNSURE, "width": 1, "dash": "dash"}),
        ("limit_lower", {"color": theme.UNSURE, "width": 1, "dash": "dash"}),
        ("mean", {"color": theme.MUTED, "width": 1.3}),
    ):
        kept = [part for part in parts if column == "mean" or part[column].max() > 0]
        xs, ys = _open(kept, column)
        drawn.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", name=column)


def _closed(parts: list[pd.DataFrame]) -> tuple[list[str | None], list[float | None]]:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for part in parts:
        xs += [*part.x, *part.x[::-1], None]
        ys += [*map(short, part.limit_upper), *map(short, part.limit_lower[::-1]), None]
    return xs[:-1], ys[:-1]


def _open(parts: list[pd.DataFrame], column: str) -> tuple[list[str | None], list[float | None]]:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for part in parts:
        xs += [*part.x, None]
        ys += [*map(short, part[column]), None]
    return xs[:-1], ys[:-1]


def _line(drawn: Drawing, rows: pd.DataFrame, cuts: list[date], colour: str, manner: _Manner) -> None:
    """The months: joined where nothing parts them."""
    order = [index for run in segments(rows, cuts) for index in (*run, -1)][:-1]
    if not order:
        return
    x, y, label = list(rows.x), list(rows.y), list(rows.label)
    drawn.add_scatter(
        x=[x[i] if i >= 0 else None for i in order],
        y=[y[i] if i >= 0 else None for i in order],
        text=[label[i] if i >= 0 else "" for i in order],
        mode="lines+markers",
        line={"color": colour, "width": manner.line},
        marker={"size": manner.dot, "color": colour, "line": {"width": 0}},
        connectgaps=False,
        cliponaxis=False,
        hovertemplate="<b>%{text}</b><br>%{y:,.0f}<extra></extra>",
        name="measure",
    )


def _signals(drawn: Drawing, rows: pd.DataFrame, found: list[Run], manner: _Manner) -> None:
    """Points of a signal: ringed where they lie outside the limits, else larger than the rest, in the colour of their polarity."""
    for ringed in (True, False):
        points = [(i, run) for run in found for i in run.points if (run.rule == "outside") == ringed]
        if not points:
            continue
        colours = [signal_colour(run.tone) for _, run in points]
        size = (RING if manner.named else 12) if ringed else (8 if manner.named else 6)
        marker: dict[str, Any] = {"size": size, "color": colours}
        marker |= {"symbol": "circle-open", "line": {"width": 2.4 if manner.named else 1.8, "color": colours}} if ringed else {}
        drawn.add_scatter(
            x=[rows.x[i] for i, _ in points],
            y=[rows.y[i] for i, _ in points],
            text=[rows.label[i] for i, _ in points],
            customdata=[text(f"control.point.{run.rule}_{run.side}") for _, run in points],
            mode="markers",
            marker=marker,
            cliponaxis=False,
            hovertemplate="<b>%{text}</b><br>%{y:,.0f}, %{customdata}<extra></extra>",
            name="signal_outside" if ringed else "signal_run",
        )


def _edge_words(rows: pd.DataFrame, ceiling: float) -> Iterator[dict[str, Any]]:
    """The latest limits and a hollow month in words, beside the plot at their own heights, moved apart where they would touch."""
    told = edge_words(rows)
    places = [height for height, _ in told]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + ceiling * GAP)
    for place, (_, said) in zip(places, told, strict=True):
        yield words(said, x=1, xref="paper", y=place, xanchor="left", xshift=6, yanchor="middle", font={"color": theme.MUTED, "size": 13})


def _names(rows: pd.DataFrame, found: list[Run], span: tuple[date, date], ceiling: float) -> Iterator[dict[str, Any]]:
    """The latest signal in words: at its point where that lies outside, else at the top, clear of the line."""
    for run in found[-1:]:
        last = run.points[-1]
        left = (rows.middle[last] - span[0]) > (span[1] - span[0]) / 2
        named = text("control.named", value=number(rows.value[last]), month=run.month)
        outside = run.rule == "outside"
        place: dict[str, Any] = {"y": rows.y[last], "xshift": -14 if left else 14, "yanchor": "bottom" if run.side == "above" else "top"}
        yield words(
            f"<b>{named}</b><br>{text(f'control.point.{run.rule}_{run.side}')}",
            x=rows.x[last],
            xanchor="right" if left else "left",
            font={"color": signal_colour(run.tone, words=True), "size": 13, "shadow": halo()},
            **(place if outside else {"y": ceiling * 0.99, "yanchor": "top"}),
        )
