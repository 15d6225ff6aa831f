"""The funnel on paper: rates against people, with the limits that chance keeps within."""

from __future__ import annotations

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.marks import SURE, colour_of, present, square, ticks
from lagesbild.charts.printed_style import Sheet, style
from lagesbild.texts import text


def draw(
    frame: pd.DataFrame, limits: pd.DataFrame, *, mean: float, unit: str, title: str, source: str, selected: str | None, sub: str
) -> str:
    """The picture as SVG text; frame and limits as for the interactive funnel. Dots outside the outer limits have their names."""
    rows = [row for row in frame.to_dict("records") if present(row["value"]) and present(row["people"])]
    with style():
        sheet = Sheet(3.2, title=title, sub=sub, source=f"{source} {text('charts.funnel.reading')}", left=0.45, right=0.3)
        axes = sheet.axes
        axes.grid(axis="y")
        axes.axhline(mean, color=theme.INK, linewidth=0.9)
        for name, dash in (("998", "-"), ("95", "--")):
            for side in ("lower", "upper"):
                axes.plot(limits["people"], limits[f"{side}{name}"], dash, color=theme.UNSURE, linewidth=0.8)
        for row in rows:
            sure, colour = row["verdict"] in SURE, colour_of(row["verdict"], row["polarity"])
            if present(row.get("smoothed")):
                axes.plot([row["people"]] * 2, [row["value"], row["smoothed"]], color=theme.OUTLINE, linewidth=0.6)
                axes.plot([row["people"]], [row["smoothed"]], "_", color=theme.INK, markersize=6)
            shape = "s" if square(row["verdict"], row["polarity"]) else "o"
            axes.plot(
                [row["people"]], [row["value"]], shape, markerfacecolor=colour if sure else "white", markeredgecolor=colour, clip_on=False
            )
            if abs(row["position"]) == 2 or str(row["area"]) == selected:
                axes.annotate(str(row["name"]), (row["people"], row["value"]), xytext=(5, 4), textcoords="offset points", fontweight=600)
        up, up_words, last = ticks(max([row["value"] for row in rows] + [mean]) * 1.12, unit)
        along, along_words, _ = ticks(float(limits["people"].max()), "persons", at_most=4)
        axes.set_yticks(up, up_words)
        axes.set_xticks(along, along_words)
        axes.set_xlim(float(limits["people"].min()), float(limits["people"].max()))
        axes.set_ylim(0, last)
        return sheet.svg()
