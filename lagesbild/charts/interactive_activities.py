"""Activities as thin numbered bars under a series, on the same time axis: when something was done, never what it led to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_template import axis, words
from lagesbild.charts.lanes import in_lanes
from lagesbild.texts import text

LANE, HEAD, GAP = 18, 22, 2  # pixels: a lane, its caption, and the air between the years and the caption
POINTS = 24  # places along a bar that answer to the pointer


def with_activities(drawn: go.Figure, marks: pd.DataFrame | None) -> go.Figure:
    """The figure with its activities below the years; the plot itself keeps its height.

    marks: rows as from `exhibits.activity_marks.judge`; none or an empty frame gives the figure back as it is.
    """
    if marks is None or marks.empty:
        return drawn
    told = drawn.to_plotly_json()
    layout: dict[str, Any] = dict(told["layout"])
    first, last = (date.fromisoformat(str(end)[:10]) for end in layout["xaxis"]["range"])
    bars = in_lanes(marks, (first, last))
    if bars.empty:
        return drawn
    lanes = int(bars["lane"].max()) + 1
    margin, height = layout["margin"], float(layout["height"])
    years, strip = float(margin["b"]), float(LANE * lanes)
    plot, inner = height - margin["t"] - years, height - margin["t"] + GAP + HEAD + strip
    layout |= {
        "height": inner + margin["t"] + 4,
        "margin": margin | {"b": 4},
        "yaxis": layout["yaxis"] | {"domain": [1 - plot / inner, 1]},
        "yaxis2": axis(domain=[0, strip / inner], range=[lanes - 0.5, -0.5], showticklabels=False),
        "xaxis": layout["xaxis"] | {"anchor": "y"},
        "shapes": [_on_plot(shape) for shape in layout.get("shapes", ())],
        "annotations": [*(_on_plot(note) for note in layout.get("annotations", ())), *_notes(bars, strip / inner)],
    }
    return go.Figure({"data": [*told["data"], *_bars(bars)], "layout": layout})


def _on_plot(part: dict[str, Any]) -> dict[str, Any]:
    """A shape or note that spans the whole picture's height keeps to the plot."""
    return part | {"yref": "y domain"} if part.get("yref") == "paper" else part


def _bars(bars: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One line per activity; one that is only planned is drawn thin."""
    for bar in bars.itertuples():
        days = (bar.high - bar.low).days / POINTS
        yield {
            "type": "scatter", "mode": "lines", "yaxis": "y2", "name": "activity", "cliponaxis": False,
            "x": [(bar.low + timedelta(days=round(n * days))).isoformat() for n in range(POINTS + 1)],
            "y": [int(bar.lane)] * (POINTS + 1), "text": str(bar.hover), "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": theme.UNSURE if bar.status == "planned" else theme.MUTED, "width": 2 if bar.status == "planned" else 7},
        }  # fmt: skip


def _notes(bars: pd.DataFrame, top: float) -> Iterator[dict[str, Any]]:
    """The strip's caption and each bar's number."""
    font = {"color": theme.MUTED, "size": theme.FONT_SIZE}
    yield words(
        f"<b>{text('activity_marks.caption')}</b>", x=0, xref="paper", y=top, yref="paper", xanchor="left", yanchor="bottom", font=font
    )
    for bar in bars.itertuples():
        yield words(
            str(bar.number), x=bar.low.isoformat(), y=int(bar.lane), yref="y2", xanchor="right", yanchor="middle", xshift=-2, font=font
        )
