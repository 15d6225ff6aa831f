"""A monthly series with its limits on paper: the same marks and words as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.marks import Breaks, as_day, cuts_of, present, segments, ticks
from lagesbild.charts.printed_activities import Strip
from lagesbild.charts.printed_style import Sheet, style
from lagesbild.charts.printed_trend import PLOT_HEIGHT, Band, fields, rows_of, years_axis, years_span
from lagesbild.charts.signal_marks import edge_words, runs_of, shown_runs, signal_colour
from lagesbild.texts import number, text

RECENT = 13  # rows from the end whose runs are marked
GAP = 0.065  # the least part of the height between two words at the right edge


def draw(
    frame: pd.DataFrame, breaks: Breaks, *, title: str, source: str, sub: str, bands: Sequence[Band], neutral: bool,
    marks: pd.DataFrame | None = None,
) -> str:  # fmt: skip
    """The picture as SVG text; frame as for `interactive.control_chart`."""
    rows = rows_of(frame.assign(lower=float("nan"), upper=float("nan")), 1.0)
    with style():
        strip = Strip(marks, years_span(rows))
        foot = " ".join([source, *strip.words])
        sheet = Sheet(PLOT_HEIGHT, title=title, sub=sub, source=foot, right=0.85, below=strip.room)
        if rows.empty:
            sheet.axes.set_axis_off()
        else:
            _plot(sheet, rows, [as_day(cut) for cut, _ in cuts_of(breaks)], bands, theme.NEUTRAL if neutral else theme.PRIMARY)
            strip.draw(sheet)
        return sheet.svg()


def _plot(sheet: Sheet, rows: pd.DataFrame, cuts: list[date], bands: Sequence[Band], colour: str) -> None:
    axes = sheet.axes
    highest = max([value for value in (*rows["y"], *rows["limit_upper"]) if present(value)] or [1.0])
    positions, said, last = ticks(highest * 1.12, "count")
    axes.set_yticks(positions, said)
    axes.set_ylim(0, last)
    axes.grid(axis="y")
    years_axis(sheet, rows)
    fields(sheet, bands)
    for _, part in rows[rows["stretch"] >= 0].groupby("stretch"):
        axes.fill_between(part["x"], part["limit_lower"], part["limit_upper"], color=theme.HIGHLIGHT, alpha=0.7, linewidth=0)
        for column in ("limit_upper", "limit_lower"):
            if part[column].max() > 0:
                axes.plot(part["x"], part[column], color=theme.UNSURE, linewidth=0.7, linestyle=(0, (4, 3)))
        axes.plot(part["x"], part["mean"], color=theme.MUTED, linewidth=0.9)
    for run in segments(rows, cuts):
        part = rows.iloc[run]
        axes.plot(part["x"], part["y"], color=colour, linewidth=1.3, marker="o", markersize=2.4, markeredgewidth=0, clip_on=False)
    hollow = rows[~rows["solid"] & rows["y"].notna()]
    axes.plot(hollow["x"], hollow["y"], "o", markerfacecolor="white", markeredgecolor=colour, markeredgewidth=1.2, clip_on=False)
    for cut in cuts:
        if rows["middle"].min() < cut < rows["middle"].max():
            axes.axvline(cut.toordinal(), color=theme.INK, linewidth=0.9, linestyle=(0, (1, 2.5)))
    _signals(sheet, rows)
    _limits(sheet, rows, last)


def _signals(sheet: Sheet, rows: pd.DataFrame) -> None:
    """Rings outside the limits, larger dots for the other rules, the latest in words."""
    for run in shown_runs(rows, RECENT):
        part, shade = rows.iloc[list(run.points)], signal_colour(run.tone)
        ring: dict[str, Any] = (
            {"markersize": 9, "markerfacecolor": "none", "markeredgewidth": 1.5} if run.rule == "outside" else {"markersize": 4}
        )
        sheet.axes.plot(part["x"], part["y"], linestyle="none", marker="o", color=shade, markeredgecolor=shade, clip_on=False, **ring)
    for run in runs_of(rows)[-1:]:
        last = rows.iloc[run.points[-1]]
        left, outside = last["x"] > rows["x"].mean(), run.rule == "outside"
        at = (float(last["x"]), float(last["y"]) if outside else sheet.axes.get_ylim()[1] * 0.99)
        stands = "bottom" if outside and run.side == "above" else "top"
        said = f"{text('control.named', value=number(last['y']), month=run.month)}\n{text(f'control.point.{run.rule}_{run.side}')}"
        sheet.axes.annotate(
            said, at, xytext=(-9 if left else 9, 0), textcoords="offset points", va=stands,
            ha="right" if left else "left", color=signal_colour(run.tone, words=True), fontweight=600, annotation_clip=False,
        )  # fmt: skip


def _limits(sheet: Sheet, rows: pd.DataFrame, top: float) -> None:
    """The limits in words at the right edge, moved apart where they would touch."""
    place = -1.0
    for at, said in edge_words(rows):
        place = max(at, place + top * GAP) if place >= 0 else at
        sheet.axes.annotate(
            said, (1, place), xycoords=("axes fraction", "data"), xytext=(5, 0), textcoords="offset points", va="center",
            color=theme.MUTED, annotation_clip=False,
        )  # fmt: skip
