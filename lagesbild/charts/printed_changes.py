"""What is reported over the years on paper: a small series on each row, the counts then and now, and what is certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from lagesbild.charts import theme
from lagesbild.charts.marks import CHANGED, change_colour, cuts_of, present, scale, segments
from lagesbild.charts.printed_style import FULL, NARROW, NO_AXIS, Sheet, style
from lagesbild.charts.printed_trend import rows_of
from lagesbild.texts import number, text

ROW, NARROW_ROW = 0.235, 0.2  # inches
WIDE_ENDS, NARROW_ENDS, AIR = (2.2, 4.45), (1.16, 2.12), 0.1  # inches: where names and counts end; between them
DIGIT = 0.062  # inches: a character of the counts
TALL = 0.74  # of a row: its series
WORD_SIZE = {True: 9, False: 7.5}


def draw(rows: Sequence[dict[str, Any]], *, width: float = FULL, title: str = "", sub: str = "", source: str = "") -> str:
    """The picture as SVG text; rows as `situation.judge` gives them, in their own order, each series on a scale of its own from zero."""
    wide = width > NARROW
    with style():
        tall = (ROW if wide else NARROW_ROW) * max(len(rows), 1)
        sheet = Sheet(tall, title=title, sub=sub, source=source, left=0.02, right=0.02, width=width, below=-NO_AXIS)
        axes = sheet.axes
        axes.set_axis_off()
        axes.set_xlim(0, width - 0.04)
        axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
        names, ends = WIDE_ENDS if wide else NARROW_ENDS
        counts = max((len(_counts(row)) for row in rows), default=0) * DIGIT
        for place, row in enumerate(rows):
            _row(axes, place, row, (names, ends - counts, ends), wide)
        return sheet.svg()


def _row(axes: Axes, place: int, row: dict[str, Any], ends: tuple[float, float, float], wide: bool) -> None:
    polarity = "neutral" if row["policing_dependent"] else row["polarity"]
    sure = row["verdict"] in CHANGED
    weight, colour = 600 if sure else 400, change_colour(row["verdict"], polarity, words=True)
    name = row["short_title"] + (" *" if row["policing_dependent"] else "")
    axes.text(ends[0] - 0.04, place, name, ha="right", va="center", fontweight=weight)
    _series(axes, place, row, (ends[0] + AIR / 2, ends[1]))
    axes.text(ends[2], place, _counts(row), ha="right", va="center", fontweight=weight)
    sign = {"increase": "▲ ", "decrease": "▼ "}.get(row["verdict"], "")
    word = sign + text(f"sentences.change.{row['verdict']}")
    axes.text(ends[2] + AIR * 0.8, place, word, va="center", color=colour, fontweight=weight, fontsize=WORD_SIZE[wide])


def _counts(row: dict[str, Any]) -> str:
    return text("printed.from_to", before=number(row["base_count"]), after=number(row["latest_count"]))


def _series(axes: Axes, place: int, row: dict[str, Any], across: tuple[float, float]) -> None:
    """The row's series with its interval, from its first year to its last; cut where years cannot be compared."""
    rows = rows_of(row["series"], scale(row["unit"]))
    highest = max([value for value in (*rows["y"], *rows["high"]) if present(value)] or [0.0]) or 1.0
    first, last = rows["x"].min(), max(rows["x"].max(), rows["x"].min() + 1)
    rows["at"] = across[0] + (across[1] - across[0]) * (rows["x"] - first) / (last - first)
    base = place + TALL / 2
    for name in ("y", "low", "high"):
        rows[f"{name}_at"] = base - TALL * rows[name] / highest
    axes.plot(across, (base, base), color=theme.LINE, linewidth=0.6)
    colour = theme.NEUTRAL if row["policing_dependent"] else theme.PRIMARY
    for run in segments(rows, [day for day, _ in cuts_of(row["cuts"])]):
        part = rows.iloc[run]
        axes.fill_between(part["at"], part["low_at"], part["high_at"], color=colour, alpha=0.18, linewidth=0)
        axes.plot(part["at"], part["y_at"], color=colour, linewidth=1.1)
        end = part.iloc[-1]
        axes.plot([end["at"]], [end["y_at"]], "o", color=colour, markersize=2.6)
