"""A series over time on paper: band, line and points; nothing joined across a break, a gap or into a preliminary point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.marks import Breaks, as_day, cuts_of, middle, present, scale, segments, ticks, value_text
from lagesbild.charts.printed_activities import Strip
from lagesbild.charts.printed_style import FULL, NARROW, Sheet, style
from lagesbild.texts import text

PLOT_HEIGHT, NARROW_HEIGHT = 2.5, 1.5
Band = tuple[date, date, str]
MANY = 40  # more points than this are drawn without dots and whiskers


def draw(
    frame: pd.DataFrame, breaks: Breaks, *, unit: str, title: str, source: str, sub: str, waves: bool, bands: Sequence[Band] = (),
    marks: pd.DataFrame | None = None, width: float = FULL, height: float | None = None,
) -> str:  # fmt: skip
    """The picture as SVG text; a frame without any value gives the words and an empty plot."""
    rows = rows_of(frame, scale(unit))
    notes = [source]
    notes += [text("printed.hollow")] if (~rows["solid"] & rows["y"].notna()).any() else []
    notes += [text("printed.withheld")] if rows["withheld"].any() else []
    strip = Strip(marks, years_span(rows))
    notes += strip.words
    with style():
        tall = height or (NARROW_HEIGHT if width < NARROW else PLOT_HEIGHT)
        words = " ".join(part for part in notes if part)
        sheet = Sheet(tall, title=title, sub=sub, source=words, below=strip.room, width=width)
        _plot(sheet, rows, [as_day(cut) for cut, _ in cuts_of(breaks)], unit, waves, bands)
        strip.draw(sheet)
        return sheet.svg()


def rows_of(frame: pd.DataFrame, factor: float) -> pd.DataFrame:
    rows = frame.sort_values("period_start").reset_index(drop=True).copy()
    for name, column in (("y", "value"), ("low", "lower"), ("high", "upper")):
        rows[name] = pd.to_numeric(rows[column]).astype(float) * factor
    rows["middle"] = [middle(start, end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)]
    rows["x"] = [day.toordinal() for day in rows["middle"]]
    rows["solid"] = [bool(whole) and not bool(early) for whole, early in zip(rows["complete"], rows["preliminary"], strict=True)]
    rows["withheld"] = rows["state"].eq("suppressed") if "state" in rows else False
    rows.loc[rows["withheld"], ["y", "low", "high"]] = np.nan
    return rows


def _plot(sheet: Sheet, rows: pd.DataFrame, cuts: list[date], unit: str, waves: bool, bands: Sequence[Band]) -> None:
    axes = sheet.axes
    if rows.empty:
        axes.set_axis_off()
        return
    highest = max([value for value in (*rows["y"], *rows["high"]) if present(value)] or [1.0])
    positions, words, last = ticks(highest * 1.05, unit)
    axes.set_yticks(positions, words)
    axes.set_ylim(0, last)
    axes.grid(axis="y")
    years_axis(sheet, rows)
    fields(sheet, bands)
    few = len(rows) <= MANY
    for run in segments(rows, cuts, waves=waves):
        part = rows.iloc[run]
        sure = part["low"].notna() & part["high"].notna()
        if sure.all() and len(part) > 1:
            axes.fill_between(part["x"], part["low"], part["high"], color=theme.PRIMARY, alpha=0.18, linewidth=0)
        if few and sure.any():
            axes.vlines(part["x"], part["low"], part["high"], color=theme.PRIMARY, linewidth=0.9)
        dots = {"marker": "o", "markeredgecolor": "white", "markeredgewidth": 0.6} if few or len(part) == 1 else {}
        axes.plot(part["x"], part["y"], color=theme.PRIMARY, clip_on=False, **dots)
    hollow = rows[~rows["solid"] & rows["y"].notna()]
    axes.plot(hollow["x"], hollow["y"], "o", markerfacecolor="white", markeredgecolor=theme.PRIMARY, markeredgewidth=1.2, clip_on=False)
    for row in rows[rows["withheld"]].itertuples():
        axes.annotate("–", (float(row.x), 0), xytext=(0, 4), textcoords="offset points", ha="center", color=theme.MUTED)  # pyright: ignore
    for cut in cuts:
        axes.axvline(cut.toordinal(), color=theme.INK, linewidth=0.9, linestyle=(0, (1, 2.5)))
    _latest(sheet, rows, unit)


def years_span(rows: pd.DataFrame) -> tuple[date, date]:
    """The whole years that a series lies in."""
    if rows.empty:
        return date(2000, 1, 1), date(2001, 1, 1)
    return date(as_day(rows["period_start"].min()).year, 1, 1), date(as_day(rows["period_end"].max()).year + 1, 1, 1)


def years_axis(sheet: Sheet, rows: pd.DataFrame) -> None:
    first, last = as_day(rows["period_start"].min()), as_day(rows["period_end"].max())
    start, end = (day.toordinal() for day in years_span(rows))
    step = max(1, round((last.year - first.year + 1) / (12 * sheet.width / FULL)))
    years = [year for year in range(first.year, last.year + 1) if (last.year - year) % step == 0]
    sheet.axes.set_xlim(start, end)
    sheet.axes.set_xticks([date(year, 7, 2).toordinal() for year in years], [str(year) for year in years])


def fields(sheet: Sheet, bands: Sequence[Band]) -> None:
    """Agreement periods as fields behind the series, cut to the axis; the last one is the current and is named above it."""
    first, last = sheet.axes.get_xlim()
    for index, (start, end, label) in enumerate(bands):
        low, high = max(as_day(start).toordinal(), first), min(as_day(end).toordinal(), last)
        if low >= high:
            continue
        current = index == len(bands) - 1
        sheet.axes.axvspan(low, high, color=theme.BAND if current else theme.BAND_EARLIER, linewidth=0, zorder=0)
        if current:
            sheet.axes.annotate(
                label, (high, 1), xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points", ha="right",
                fontweight=600, annotation_clip=False,
            )  # fmt: skip


def _latest(sheet: Sheet, rows: pd.DataFrame, unit: str) -> None:
    whole = rows[rows["solid"] & rows["y"].notna()]
    if whole.empty:
        return
    row = whole.iloc[-1]
    said = value_text(float(row["value"]), unit)
    place, align = ((8, -3), "left") if row["x"] >= rows["x"].max() else ((0, 12), "center")
    at = float(row["x"]), float(row["y"] if align == "left" or not present(row["high"]) else row["high"])
    sheet.axes.annotate(said, at, xytext=place, textcoords="offset points", ha=align, fontweight=600, annotation_clip=False)
