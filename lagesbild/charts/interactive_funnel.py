"""The funnel: every area's rate against its number of people, with the limits that chance keeps within."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_template import figure, grid_axis, halo, words
from lagesbild.charts.marks import SURE, colour_of, hover_text, present, square, ticks, value_text
from lagesbild.texts import number, text

LIMITS = (("998", 1.1, "solid"), ("95", 1.1, "dash"))  # name in the columns, width, dash


def funnel(
    frame: pd.DataFrame, limits: pd.DataFrame, *, mean: float, unit: str, selected: str | None = None, height: int = 440
) -> go.Figure:
    """Draw the areas as dots inside or outside the limits.

    frame: area, name, people, value, lower, upper, smoothed, verdict, polarity, position (-2 ... 2: outside the outer or inner
    limits, below or above). limits: people, lower95, upper95, lower998, upper998 in the frame's unit, along the horizontal axis.
    mean: all areas together.
    """
    rows = [row for row in frame.to_dict("records") if present(row["value"]) and present(row["people"])]
    top = max([row["value"] for row in rows] + [mean]) * 1.12
    wide = float(limits["people"].max())
    up, up_words, last = ticks(top, unit)
    along, along_words, _ = ticks(wide, "persons", at_most=4)
    drawn = figure(height=height, left=44, right=18, top=10, bottom=44)
    drawn.update_layout(
        xaxis=grid_axis(along, along_words, (float(limits["people"].min()), wide))
        | {"showgrid": False, "showline": True, "linecolor": theme.AXIS},
        yaxis=grid_axis(up, up_words, (0, last)),
    )
    _limits(drawn, limits, mean)
    _smoothed(drawn, rows)
    for row in rows:
        _dot(drawn, row, unit, str(row["area"]) == selected)
    drawn.update_layout(annotations=[*_names(rows, selected), _axis_name(), *_limit_names(limits, last)])
    return drawn


def _limits(drawn: go.Figure, limits: pd.DataFrame, mean: float) -> None:
    ends = [float(limits["people"].min()), float(limits["people"].max())]
    drawn.add_scatter(x=ends, y=[mean, mean], mode="lines", line={"color": theme.INK, "width": 1.3}, hoverinfo="skip", name="mean")
    for name, width, dash in LIMITS:
        for side in ("lower", "upper"):
            line = {"color": theme.UNSURE, "width": width, "dash": dash}
            drawn.add_scatter(
                x=limits["people"].round(0).tolist(),
                y=limits[f"{side}{name}"].round(3).tolist(),
                mode="lines",
                line=line,
                hoverinfo="skip",
                name=f"{side}{name}",
            )


def _smoothed(drawn: go.Figure, rows: list[dict[str, Any]]) -> None:
    """A thin line from each raw rate to its smoothed one, with a short bar at the end."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row in rows:
        if present(row.get("smoothed")):
            xs += [row["people"], row["people"], None]
            ys += [row["value"], row["smoothed"], None]
    marks = [row for row in rows if present(row.get("smoothed"))]
    drawn.add_scatter(x=xs[:-1], y=ys[:-1], mode="lines", line={"color": theme.OUTLINE, "width": 1}, hoverinfo="skip", name="pull")
    bar = {"symbol": "line-ew", "size": 9, "line": {"color": theme.INK, "width": 1.6}}
    drawn.add_scatter(
        x=[row["people"] for row in marks],
        y=[row["smoothed"] for row in marks],
        mode="markers",
        marker=bar,
        hoverinfo="skip",
        name="smoothed",
    )


def _dot(drawn: go.Figure, row: dict[str, Any], unit: str, selected: bool) -> None:
    sure, colour = row["verdict"] in SURE, colour_of(row["verdict"], row["polarity"])
    said = [
        hover_text(row["value"], row["lower"], row["upper"], unit),
        text("charts.funnel.people", n=number(row["people"])),
        text("charts.funnel.smoothed", value=value_text(row.get("smoothed"), unit)),
        text(f"charts.verdict.{row['verdict']}"),
    ]
    marker: dict[str, Any] = {"size": 15 if selected else 11, "color": colour if sure else theme.PAPER}
    marker |= {"symbol": "square"} if square(row["verdict"], row["polarity"]) else {}
    marker["line"] = {"color": theme.INK if selected else theme.PAPER if sure else colour, "width": 2.4 if selected else 1.5}
    drawn.add_scatter(
        x=[row["people"]], y=[row["value"]], mode="markers", marker=marker, cliponaxis=False, name=str(row["area"]),
        hovertext=[f"<b>{row['name']}</b><br>" + "<br>".join(said)], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _names(rows: list[dict[str, Any]], selected: str | None) -> list[dict[str, Any]]:
    """Names beside the dots outside the outer limits and the selected one; the others have theirs in the hover box."""
    middle = max((row["people"] for row in rows), default=0) * 0.72
    return [
        words(
            f"<b>{row['name']}</b>", x=row["people"], y=row["value"], xanchor="right" if row["people"] > middle else "left",
            xshift=-10 if row["people"] > middle else 10, font={"color": theme.INK, "size": 13, "shadow": halo()},
        )
        for row in rows if abs(row["position"]) == 2 or str(row["area"]) == selected
    ]  # fmt: skip


def _axis_name() -> dict[str, Any]:
    return words(text("charts.funnel.axis"), x=1, y=0, xref="paper", yref="paper", xanchor="right", yanchor="top", yshift=-24)


def _limit_names(limits: pd.DataFrame, last: float) -> list[dict[str, Any]]:
    """The names of the limits at the narrow end, where the curves have parted most."""
    end, how = limits.iloc[-1], {"xanchor": "right", "yanchor": "bottom", "font": {"size": 12}}
    return [
        words(text(f"charts.funnel.limit{name}"), x=end["people"], y=end[f"upper{name}"], **how)
        for name, *_ in LIMITS
        if end[f"upper{name}"] < last
    ]
