"""One area's answers or reports on paper: a dot with its interval on each row, and an upright stroke for the rest."""

from __future__ import annotations

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.marks import SURE, present, scale, ticks
from lagesbild.charts.printed_dots import drawable, mark
from lagesbild.charts.printed_style import FULL, NARROW, Sheet, rows_across, style

ROW, NARROW_ROW = 0.235, 0.195  # inches
STROKE = 0.32  # half the height of the rest's stroke, in rows


def draw(frame: pd.DataFrame, *, unit: str, title: str, source: str, sub: str, width: float = FULL) -> str:
    """The picture as SVG text; frame as for `interactive.profile_dots`, drawn in its own order."""
    rows = frame.to_dict("records")
    left, right = (2.3, 0.9) if width > NARROW else (1.42, 0.62)
    with style():
        sheet = Sheet(
            (ROW if width > NARROW else NARROW_ROW) * max(len(rows), 1),
            title=title,
            sub=sub,
            source=source,
            left=left,
            right=right,
            width=width,
        )
        axes, factor = sheet.axes, scale(unit)
        ends = [row[key] * factor for row in rows for key in ("value", "upper", "rest_value") if drawable(row) and present(row[key])]
        rows_across(axes, len(rows), *ticks(max(ends, default=0.0) or 1.0, unit))
        for place, row in enumerate(rows):
            policing = bool(row.get("policing_dependent"))
            told = row | ({"polarity": "neutral"} if policing else {})
            weight = 600 if drawable(row) and row["verdict"] in SURE else 400
            name = str(row["short_title"]) + (" *" if policing else "")
            axes.text(-0.05, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center", fontweight=weight)
            if drawable(row) and present(row["rest_value"]):
                axes.vlines(row["rest_value"] * factor, place - STROKE, place + STROKE, color=theme.INK, linewidth=1.3)
            mark(axes, place, told, unit, weight)
        return sheet.svg()
