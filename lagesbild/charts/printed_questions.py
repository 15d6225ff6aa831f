"""A survey wave's questions on paper: a dot with its interval, an arrow from the earlier wave where the change is certain."""

from __future__ import annotations

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.marks import change_colour, decimals, present, scale, ticks
from lagesbild.charts.printed_style import FULL, Sheet, rows_across, style
from lagesbild.charts.questions import Question, change_text, questions
from lagesbild.texts import number, text

ROW = 0.25  # inches
STROKE = 0.3  # half the height of the earlier figure's stroke, in rows


def draw(frame: pd.DataFrame, *, unit: str, title: str, source: str, sub: str, width: float = FULL) -> str:
    """The picture as SVG text; frame as for `interactive.question_dots`."""
    rows = questions(frame)
    with style():
        sheet = Sheet(ROW * max(len(rows), 1), title=title, sub=sub, source=source, left=2.35, right=1.35, width=width)
        axes, factor = sheet.axes, scale(unit)
        ends = [end * factor for row in rows for end in (row.value, row.upper, row.then) if present(end)]
        rows_across(axes, len(rows), *ticks(max(ends, default=0.0) or 1.0, unit))
        for place, row in enumerate(rows):
            _row(sheet, place, row, unit)
        return sheet.svg()


def _row(sheet: Sheet, place: int, row: Question, unit: str) -> None:
    axes, factor = sheet.axes, scale(unit)
    across = axes.get_yaxis_transform()
    weight = 600 if row.sure else 400
    axes.text(-0.02, place, row.name, transform=across, ha="right", va="center", fontweight=weight)
    if row.absent:
        axes.text(1.03, place, f"–  {text(f'charts.list.{row.absent}')}", transform=across, va="center", color=theme.MUTED, fontsize=8)
        return
    colour = change_colour(row.verdict, row.polarity)
    if present(row.lower) and present(row.upper):
        span = [row.lower * factor, row.upper * factor]
        axes.plot(span, [place, place], color=colour, alpha=0.32, linewidth=5, solid_capstyle="butt")
    if row.sure:
        axes.annotate(
            "", xy=(row.value * factor, place), xytext=(row.then * factor, place),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.1, "shrinkA": 2, "shrinkB": 2},
        )  # fmt: skip
        axes.vlines(row.then * factor, place - STROKE, place + STROKE, color=colour, linewidth=1.6, clip_on=False)
    axes.plot([row.value * factor], [place], "o", color=colour, clip_on=False)
    value = number(row.value * factor, decimals(unit, share=1))
    axes.text(1.16, place, value, transform=across, ha="right", va="center", fontweight=600)
    word = change_colour(row.verdict, row.polarity, words=True)
    axes.text(1.2, place, change_text(row, unit), transform=across, va="center", color=word, fontweight=weight)
