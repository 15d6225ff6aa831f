"""Activities as numbered bars under a printed series; what each number is stands in the words below."""

from __future__ import annotations

from datetime import date

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.lanes import in_lanes, marks_words
from lagesbild.charts.printed_style import Sheet
from lagesbild.texts import text

LANE, HEAD = 0.135, 0.2  # inches


class Strip:
    """The bars of a sheet's activities: the room that they need, their words, and drawing them; empty without activities."""

    def __init__(self, marks: pd.DataFrame | None, span: tuple[date, date]) -> None:
        self.span = span
        self.bars = pd.DataFrame() if marks is None or marks.empty else in_lanes(marks, span)
        self.lanes = 0 if self.bars.empty else int(self.bars["lane"].max()) + 1
        self.room = HEAD + LANE * self.lanes if self.lanes else 0.0  # inches under the years
        self.words = [marks_words(self.bars)] if self.lanes else []  # what each number is, for the foot

    def draw(self, sheet: Sheet) -> None:
        """Draw the bars in the room below the years, on the plot's own time axis."""
        if not self.lanes:
            return
        box, height = sheet.axes.get_position(), sheet.height
        strip = sheet.figure.add_axes((box.x0, sheet.foot / height, box.width, LANE * self.lanes / height))
        strip.set_axis_off()
        strip.set_xlim(*(day.toordinal() for day in self.span))
        strip.set_ylim(self.lanes - 0.5, -0.5)
        for bar in self.bars.to_dict("records"):
            colour, width = (theme.UNSURE, 1.0) if bar["status"] == "planned" else (theme.MUTED, 3.6)
            first, last, lane = bar["low"].toordinal(), bar["high"].toordinal(), bar["lane"]
            strip.plot([first, last], [lane, lane], color=colour, linewidth=width, solid_capstyle="butt", clip_on=False)
            strip.annotate(
                str(bar["number"]), (first, lane), xytext=(-2, 0), textcoords="offset points", ha="right", va="center_baseline",
                fontsize=7.5, color=theme.MUTED, annotation_clip=False,
            )  # fmt: skip
        above = (sheet.foot + LANE * self.lanes + 0.04) / height
        sheet.figure.text(box.x0, above, text("activity_marks.caption"), fontsize=8, fontweight=600, color=theme.MUTED)
