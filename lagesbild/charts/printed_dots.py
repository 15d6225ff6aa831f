"""The areas on paper as a list: a dot with its interval against one upright line, names in alphabetical order."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from lagesbild.charts import theme
from lagesbild.charts.marks import ABSENT_STATES, SURE, UNTESTED, colour_of, present, scale, square, swedish, ticks, value_text
from lagesbild.charts.printed_style import FULL, NARROW, Sheet, rows_across, style
from lagesbild.texts import text

ROW = 0.235  # inches


def draw(
    frame: pd.DataFrame, *, rest_value: float | None, unit: str, title: str, source: str, selected: str | None, sub: str,
    band: tuple[float, float] | None = None, width: float = FULL,
) -> str:  # fmt: skip
    """The picture as SVG text; a row without a value has a dash and its reason, never a mark."""
    rows = sorted(frame.to_dict("records"), key=lambda row: swedish(str(row["name"])))
    known = rest_value is not None and present(rest_value)
    notes = [source, text("printed.rest", value=value_text(rest_value, unit))] if known else [source]
    with style():
        left, right = (1.75, 1.35) if width > NARROW else (1.25, 0.75)
        words = " ".join(filter(None, notes))
        sheet = Sheet(ROW * max(len(rows), 1), title=title, sub=sub, source=words, left=left, right=right, width=width)
        axes, factor = sheet.axes, scale(unit)
        ends = [row[key] * factor for row in rows for key in ("value", "upper") if drawable(row) and present(row[key])]
        rows_across(axes, len(rows), *ticks(max([*ends, (rest_value or 0) * factor if known else 0, 0.0]) or 1.0, unit))
        if band is not None:
            axes.axvspan(band[0] * factor, band[1] * factor, color=theme.BAND, linewidth=0)
        if known and rest_value is not None:
            axes.axvline(rest_value * factor, color=theme.INK, linewidth=0.9)
        for place, row in enumerate(rows):
            _row(sheet, place, row, unit, str(row["area"]) == selected)
        return sheet.svg()


def drawable(row: dict[str, Any]) -> bool:
    """Whether a row has a figure to draw."""
    return row.get("state", "value") not in ABSENT_STATES and present(row["value"])


def mark(axes: Axes, place: int, row: dict[str, Any], unit: str, weight: int) -> None:
    """One row's interval, dot and value; a row without a figure has a dash and its reason, never a mark."""
    across = axes.get_yaxis_transform()
    if not drawable(row):
        state = row.get("state") if row.get("state") in ABSENT_STATES else "missing"
        axes.text(1.03, place, f"–  {text(f'charts.list.{state}')}", transform=across, va="center", color=theme.MUTED, fontsize=8)
        return
    colour, factor, sure = colour_of(row["verdict"], row["polarity"]), scale(unit), row["verdict"] in SURE
    if present(row["lower"]) and present(row["upper"]):
        axes.plot(
            [row["lower"] * factor, row["upper"] * factor], [place, place], color=colour, alpha=0.32, linewidth=5, solid_capstyle="butt"
        )
    face, shape = colour if sure or row["verdict"] == UNTESTED else "white", "s" if square(row["verdict"], row["polarity"]) else "o"
    axes.plot([row["value"] * factor], [place], shape, markerfacecolor=face, markeredgecolor=colour, markeredgewidth=1.1, clip_on=False)
    word = colour_of(row["verdict"], row["polarity"], words=True) if sure else theme.INK
    sign = {"clearly_higher": " ▲", "clearly_lower": " ▼"}.get(row["verdict"], "")
    axes.text(1.03, place, value_text(row["value"], unit) + sign, transform=across, color=word, fontweight=weight, va="center")


def _row(sheet: Sheet, place: int, row: dict[str, Any], unit: str, selected: bool) -> None:
    sure = drawable(row) and row["verdict"] in SURE
    weight = 600 if sure or selected else 400
    across = sheet.axes.get_yaxis_transform()
    sheet.axes.text(-0.02, place, str(row["name"]), transform=across, ha="right", va="center", fontweight=weight)
    mark(sheet.axes, place, row, unit, weight)
