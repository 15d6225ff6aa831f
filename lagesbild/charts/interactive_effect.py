"""The change here, the change there and the difference between them, as dots with intervals around zero."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.effect_scale import even, look
from lagesbild.charts.interactive_template import axis, figure, grid_axis, words
from lagesbild.charts.marks import present
from lagesbild.texts import signed

ROW = 46
ZERO = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": 0, "x1": 0, "line": {"color": theme.INK, "width": 1.4}, "layer": "below"}


def effect(frame: pd.DataFrame, *, neutral: bool = False) -> go.Figure:
    """Draw the rows from top to bottom; frame: name, value, lower, upper, verdict, polarity. Numbers below zero mean fewer."""
    at, tick_words, last = even(frame)
    drawn = figure(height=40 + ROW * len(frame), left=136, right=52, top=4, bottom=30)
    drawn.update_layout(
        xaxis=grid_axis(at, tick_words, (-last * 1.04, last * 1.04)),
        yaxis=axis(
            range=[len(frame) - 0.5, -0.5],
            tickmode="array",
            tickvals=list(range(len(frame))),
            ticktext=["<br>".join(wrap(name, 17)) for name in frame["name"]],
            tickfont={"size": 14, "color": theme.INK},
            ticklabelstandoff=10,
        ),
        shapes=[ZERO],
    )
    notes = []
    for place, row in enumerate(frame.to_dict("records")):
        colour, sure, squared = look(row, neutral)
        if present(row["lower"]) and present(row["upper"]):
            line = {"color": colour, "width": 2.2 if sure else 1.6}
            drawn.add_scatter(x=[row["lower"], row["upper"]], y=[place] * 2, mode="lines", line=line, hoverinfo="skip")
        marker = {
            "symbol": "square" if squared else "circle",
            "size": 11,
            "color": colour if sure else theme.PAPER,
            "line": {"color": colour, "width": 1.6},
        }
        drawn.add_scatter(x=[row["value"]], y=[place], mode="markers", marker=marker, hoverinfo="skip", name=str(row["name"]))
        value = signed(round(row["value"]))
        notes.append(words(f"<b>{value}</b>" if sure else value, x=1, y=place, xref="paper", xanchor="right", xshift=50, font={"size": 14}))
    drawn.update_layout(annotations=notes)
    return drawn
