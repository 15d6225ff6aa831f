"""What is experienced and what is reported on paper: two lists of areas side by side, one row per area in alphabetical order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from lagesbild.charts import theme
from lagesbild.charts.marks import present, scale, swedish, ticks
from lagesbild.charts.printed_dots import drawable, mark
from lagesbild.charts.printed_style import Sheet, style

ROW = 0.235  # inches
LEFT, RIGHT, GAP, HEAD = 1.35, 0.5, 0.75, 0.24  # inches: names, the last values, between the panels, their titles


def draw(
    felt: pd.DataFrame, reported: pd.DataFrame, *, marked: Collection[str], felt_line: float | None, reported_line: float | None,
    felt_title: str, reported_title: str, title: str, source: str, sub: str,
) -> str:  # fmt: skip
    """The picture as SVG text; frames as for `interactive.area_dots`, the first in per cent, the second per 1 000."""
    order = sorted(felt["area"], key=dict(zip(felt["area"], felt["name"].map(swedish), strict=True)).__getitem__)
    with style():
        sheet = Sheet(ROW * max(len(order), 1) + HEAD, title=title, sub=sub, source=source, left=LEFT, right=RIGHT)
        whole = sheet.axes.get_position()
        width, gap = whole.width * (1 - GAP / (whole.width * sheet.figure.get_figwidth())) / 2, GAP / sheet.figure.get_figwidth()
        height = whole.height - HEAD / sheet.height
        sheet.axes.set_position((whole.x0, whole.y0, width, height))
        other = sheet.figure.add_axes((whole.x0 + width + gap, whole.y0, width, height))
        panels = ((sheet.axes, felt, "share", felt_line, felt_title), (other, reported, "per_1000", reported_line, reported_title))
        for axes, frame, unit, line, head in panels:
            rows = frame.set_index("area").loc[order].reset_index().to_dict("records")
            _panel(axes, rows, unit, line, head, marked, named=axes is sheet.axes)
        return sheet.svg()


def _panel(
    axes: Axes, rows: list[dict[str, Any]], unit: str, line: float | None, head: str, marked: Collection[str], *, named: bool
) -> None:
    factor = scale(unit)
    ends = [row[key] * factor for row in rows for key in ("value", "upper") if drawable(row) and present(row[key])]
    positions, words, last = ticks(max([*ends, (line or 0) * factor]) if ends else 1.0, unit, at_most=4)
    axes.set_xticks(positions, words)
    axes.set_xlim(0, last)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_yticks([])
    axes.grid(axis="x")
    axes.spines["bottom"].set_visible(False)
    axes.text(0, 1, head, transform=axes.transAxes, va="bottom", fontweight=600)
    if line is not None and present(line):
        axes.axvline(line * factor, color=theme.INK, linewidth=0.9)
    for place, row in enumerate(rows):
        if row["area"] in marked:
            axes.axhspan(place - 0.5, place + 0.5, color=theme.HIGHLIGHT, linewidth=0)
        if named:
            weight = 600 if row["area"] in marked else 400
            axes.text(-0.03, place, str(row["name"]), transform=axes.get_yaxis_transform(), ha="right", va="center", fontweight=weight)
        mark(axes, place, row, unit, 600 if row["area"] in marked else 400)
