"""The effect on paper: change here, change there and their difference around zero."""

from __future__ import annotations

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.effect_scale import even, look
from lagesbild.charts.marks import present
from lagesbild.charts.printed_style import Sheet, style
from lagesbild.texts import signed

ROW = 0.42  # inches


def draw(frame: pd.DataFrame, *, neutral: bool, title: str, source: str, sub: str) -> str:
    """The picture as SVG text; frame as for the interactive one."""
    at, words, last = even(frame)
    with style():
        sheet = Sheet(ROW * len(frame), title=title, sub=sub, source=source, left=2.3, right=0.7)
        axes = sheet.axes
        axes.set_xlim(-last * 1.04, last * 1.04)
        axes.set_ylim(len(frame) - 0.5, -0.5)
        axes.set_xticks(at, words)
        axes.set_yticks([])
        axes.grid(axis="x")
        axes.axvline(0, color=theme.INK, linewidth=0.9)
        for place, row in enumerate(frame.to_dict("records")):
            colour, sure, squared = look(row, neutral)
            if present(row["lower"]) and present(row["upper"]):
                axes.plot([row["lower"], row["upper"]], [place, place], color=colour, linewidth=1.4)
            axes.plot(
                [row["value"]],
                [place],
                "s" if squared else "o",
                markerfacecolor=colour if sure else "white",
                markeredgecolor=colour,
                clip_on=False,
            )
            axes.text(-0.02, place, str(row["name"]), transform=axes.get_yaxis_transform(), ha="right", va="center")
            axes.text(1.03, place, signed(round(row["value"])), transform=axes.get_yaxis_transform(), va="center")
        return sheet.svg()
