"""When in time: bars for months, weekdays and hours beside each other, against a line for an even spread."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_template import Drawing, axis, grid_axis, words
from lagesbild.charts.marks import short
from lagesbild.texts import MONTHS, number, text

PARTS = ("month", "weekday", "hour")


def time_profile(frame: pd.DataFrame, *, stacked: bool = False) -> go.Figure:
    """Draw the parts that the frame has. frame: dimension, bucket, ratio (1 is even), lower, upper. stacked: below each other."""
    parts = [part for part in PARTS if (frame["dimension"] == part).any()]
    drawn = Drawing(height=150 * len(parts) + 20 if stacked else 190, left=34, right=14, top=24, bottom=28)
    top = min(float(frame["upper"].max()), 2 * float(frame["ratio"].max())) * 1.02
    step = 0.5 if top < 2.6 else 1.0
    positions = [step * i for i in range(int(top * 0.93 / step) + 1)]
    layout: dict = {"annotations": [], "shapes": [], "bargap": 0.25}
    for i, part in enumerate(parts):
        rows, suffix = frame[frame["dimension"] == part], "" if i == 0 else str(i + 1)
        room = _room(i, len(parts), stacked)
        drawn.add(
            type="bar", x=[*range(len(rows))], y=[short(value, 3) for value in rows["ratio"]], xaxis=f"x{suffix}", yaxis=f"y{suffix}",
            marker={"color": theme.fade(theme.PRIMARY, 0.75), "line": {"width": 0}}, text=_names(part), textposition="none",
            error_y={"type": "data", "symmetric": False, "array": [short(v, 2) for v in rows["upper"] - rows["ratio"]],
                     "arrayminus": [short(v, 2) for v in rows["ratio"] - rows["lower"]], "thickness": 1, "width": 0, "color": theme.MUTED},
            customdata=list(rows["events"]), hovertemplate="<b>%{text}</b><br>%{y:.2f} (%{customdata:,.0f})<extra></extra>", name=part,
        )  # fmt: skip
        layout[f"xaxis{suffix}"] = axis(
            domain=room[0], anchor=f"y{suffix}", tickmode="array", tickvals=_tick_places(part), ticktext=_tick_words(part),
            range=[-0.6, len(rows) - 0.4], showline=True, linecolor=theme.AXIS,
        )  # fmt: skip
        said = [number(place, 1) if i == 0 or stacked else "" for place in positions]
        layout[f"yaxis{suffix}"] = grid_axis(positions, said, (0, top), domain=room[1], anchor=f"x{suffix}")
        layout["annotations"].append(
            words(text(f"control.profile.{part}"), x=room[0][0], y=room[1][1], xref="paper", yref="paper", xanchor="left", yanchor="bottom")
        )
        line = {"color": theme.INK, "width": 1, "dash": "dot"}
        layout["shapes"].append(
            {"type": "line", "xref": f"x{suffix} domain", "yref": f"y{suffix}", "x0": 0, "x1": 1, "y0": 1, "y1": 1, "line": line}
        )
    drawn.update_layout(**layout)
    return drawn.figure()


def _room(i: int, n: int, stacked: bool) -> tuple[list[float], list[float]]:
    """The part of the width and of the height that panel i of n has."""
    if stacked:
        height = 1 / n
        return [0.0, 1.0], [round(1 - (i + 1) * height + (0.3 * height if i < n - 1 else 0), 3), round(1 - i * height, 3)]
    weights = [1.0, 0.7, 1.5][:n]
    gap, total = 0.05, sum(weights)
    start = sum(weights[:i]) / total
    return [round(start + (gap / 2 if i else 0), 3), round(start + weights[i] / total - (gap / 2 if i < n - 1 else 0), 3)], [0.0, 1.0]


def _names(part: str) -> list[str]:
    if part == "month":
        return list(MONTHS)
    return text("control.profile.weekdays").split(",") if part == "weekday" else [f"{hour:02d}–{(hour + 1) % 24:02d}" for hour in range(24)]


def _tick_places(part: str) -> list[int]:
    return list(range(0, 24, 6)) if part == "hour" else list(range(12 if part == "month" else 7))


def _tick_words(part: str) -> list[str]:
    if part == "hour":
        return [f"{hour:02d}" for hour in range(0, 24, 6)]
    return text("control.profile.initials" if part == "month" else "control.profile.days").split(",")
