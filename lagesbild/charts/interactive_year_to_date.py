"""This year so far: one dot a year over the counts that chance gives."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_template import Drawing, axis, words
from lagesbild.charts.signal_marks import signal_colour
from lagesbild.texts import number


def year_to_date(rows: pd.DataFrame, *, low: float, high: float, tone: str) -> go.Figure:
    """Draw the years, this one last. rows: period_start and events. low, high: the counts within chance. tone: good, bad, neutral."""
    events = [float(value) for value in rows["events"]]
    years = [day.year for day in rows["period_start"]]
    start, end = min(*events, low), max(*events, high)
    slack = (end - start) * 0.12 or 1
    span = (start - slack, end + slack)
    drawn = Drawing(height=112, left=14, right=14, top=6, bottom=26)
    drawn.add_scatter(
        x=events[:-1], y=[0.56] * (len(events) - 1), text=[str(year) for year in years[:-1]], mode="markers", cliponaxis=False,
        marker={"size": 8, "color": theme.OUTLINE},
        hovertemplate="<b>%{text}</b><br>%{x:,.0f}<extra></extra>", name="earlier",
    )  # fmt: skip
    colour = theme.PRIMARY if tone == "neutral" else signal_colour(tone)
    drawn.add_scatter(
        x=events[-1:], y=[0.56], text=[str(years[-1])], mode="markers", marker={"size": 12, "color": colour}, cliponaxis=False,
        hovertemplate="<b>%{text}</b><br>%{x:,.0f}<extra></extra>", name="now",
    )  # fmt: skip
    band = {
        "type": "rect",
        "x0": low,
        "x1": high,
        "y0": 0.36,
        "y1": 0.76,
        "fillcolor": theme.HIGHLIGHT,
        "line": {"width": 0},
        "layer": "below",
    }
    drawn.update_layout(
        shapes=[band],
        annotations=_labels(events, years, colour),
        xaxis=axis(range=list(span), tickmode="array", tickvals=[low, high], ticktext=[number(low), number(high)]),
        yaxis=axis(range=[0.14, 1], showticklabels=False),
    )
    return drawn.figure()


def _labels(events: list[float], years: list[int], colour: str) -> list[dict[str, Any]]:
    """This year's name above its dot, the earlier years' below theirs."""
    middle = sum(events[:-1]) / len(events[:-1])
    return [
        words(f"<b>{years[-1]}</b>", x=events[-1], y=0.78, yanchor="bottom", xanchor="center", font={"color": colour, "size": 13}),
        words(f"{years[0]}–{years[-2]}", x=middle, y=0.34, yanchor="top", xanchor="center", font={"color": theme.MUTED, "size": 13}),
    ]
