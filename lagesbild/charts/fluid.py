"""A trend as one SVG for all widths: text never scales, marks sit at per cent, no script and no inline style.

The years stand at their true place: a whole year's figure at the middle of the year. Lines and bands are never drawn
over a missing year or across a break.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.texts import number

HEIGHT, SMALL = 290, 84
AHEAD = 2  # years that the axis may run beyond the figures, to the end of an agreement


@dataclass(frozen=True)
class Scale:
    """Where a year and a value lie, in per cent of the plot's width and height."""

    first: int
    last: int
    top: float

    def x(self, year: float) -> float:
        """Per cent from the left; a whole year's figure belongs at year + 0.5."""
        return round((year - self.first) / (self.last + 1 - self.first) * 100, 2)

    def y(self, value: float) -> float:
        """Per cent from the top."""
        return round(100 - value / self.top * 100, 2)


def ticks(highest: float) -> list[float]:
    """Four to six round values from 0 that reach above the highest."""
    if not math.isfinite(highest) or highest <= 0:
        return [0.0, 1.0]
    rough = highest / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * 0.999)
    return [round(i * step, 10) for i in range(math.ceil(highest / step - 1e-9) + 1)]


def pieces(years: pd.DataFrame, breaks: Sequence[date]) -> list[pd.DataFrame]:
    """The runs of consecutive years with a value and no break between them."""
    shown = years[np.isfinite(years["value"].astype(float))].sort_values("year")
    run = []
    for year in shown["year"]:
        cut = not run or year != run[-1][-1] + 1 or any(run[-1][-1] < b.year <= year for b in breaks)
        run = [*run, [year]] if cut else [*run[:-1], [*run[-1], year]]
    return [shown[shown["year"].isin(part)] for part in run]


@dataclass(frozen=True)
class Shade:
    """A stretch of time behind a trend, and what it is called: the period of an agreement."""

    start: date
    end: date
    name: str


def trend(
    years: pd.DataFrame,
    *,
    told: str,
    base: int | None,
    latest: int | None,
    decimals: int = 1,
    breaks: Sequence[date] = (),
    shade: Shade | None = None,
    small: bool = False,
) -> str:
    """The yearly figures with band, line, whiskers, dashed base level and two value labels, as SVG text.

    `years` has one row per year: year, value, lower, upper (NaN where nothing may or can be shown). `told` is the
    sentence for those who do not see the picture. The axis runs to the end of `shade`. A `small` one names
    only its first and latest year, zero and the top. An empty frame gives an empty string.
    """
    runs = pieces(years, breaks)
    if not runs:
        return ""
    shown = pd.concat(runs)
    lines = ticks(float(np.nanmax(shown[["value", "upper"]].astype(float))) * 1.06)
    last = int(years["year"].max())
    scale = Scale(int(years["year"].min()), max(last, min(shade.end.year, last + AHEAD)) if shade else last, lines[-1])
    inside = [b for b in breaks if scale.first < b.year <= scale.last]
    parts = [
        f'<svg class="trend" role="img" aria-label="{escape(told)}" width="100%" height="{SMALL if small else HEIGHT}">',
        *_shaded(shade, scale, named=not small),
        *_grid([lines[0], lines[-1]] if small else lines, scale),
        *_years(scale, latest or scale.last, small),
        *(f'<line class="break" x1="{scale.x(b.year)}%" x2="{scale.x(b.year)}%" y1="0" y2="100%"/>' for b in inside),
        *_shapes(runs, scale),
        *_base_level(shown, scale, base, latest, inside),
        *_marks(shown, scale, {base, latest}),
        *_labels(shown, scale, base, latest, decimals),
        "</svg>",
    ]
    return "".join(parts)


def has_level(years: pd.DataFrame, base: int | None, latest: int | None, breaks: Sequence[date] = ()) -> bool:
    """Whether a trend of these years has the dashed level of its comparison year."""
    if base is None or latest is None or any(base < b.year <= latest for b in breaks):
        return False
    return bool(np.isfinite(years.loc[years["year"] == base, "value"].astype(float)).any())


def spark(years: pd.DataFrame, *, base: int | None, latest: int | None, breaks: Sequence[date] = ()) -> str:
    """The same years as a line a thumb wide, from zero, for a row of a list; it has no text of its own."""
    runs = pieces(years, breaks)
    if not runs:
        return ""
    shown = pd.concat(runs)
    scale = Scale(int(years["year"].min()), int(years["year"].max()), float(shown["value"].max()) * 1.15 or 1.0)
    parts = ['<svg class="spark" aria-hidden="true" width="100%" height="34"><line class="axis" x1="0" x2="100%" y1="100%" y2="100%"/>']
    parts += _shapes(runs, scale, band=False)
    for row in shown[shown["year"].isin([base, latest])].itertuples():
        parts.append(_mark(row, scale, 3.5 if row.year == latest else 2.5))
    return "".join([*parts, "</svg>"])


def _grid(lines: list[float], scale: Scale) -> list[str]:
    decimals = 0 if all(float(v).is_integer() for v in lines) else 1 if all(float(v * 10).is_integer() for v in lines) else 2
    found = []
    for value in lines:
        y = scale.y(value)
        found.append(f'<line class="{"grid" if value else "axis"}" x1="0" x2="100%" y1="{y}%" y2="{y}%"/>')
        found.append(f'<text class="tick end" x="-8" y="{y}%" dy="5">{number(value, decimals)}</text>')
    return found


def _years(scale: Scale, latest: int, few: bool = False) -> list[str]:
    found, step = [], 2 if scale.last - scale.first > 5 and not few else 1
    for year in (scale.first, latest) if few else range(scale.first, scale.last + 1):
        only_wide = " wide" if (latest - year) % step else ""
        found.append(f'<text class="tick mid{only_wide}" x="{scale.x(year + 0.5)}%" y="100%" dy="23">{year}</text>')
    return found


def _shaded(shade: Shade | None, scale: Scale, *, named: bool) -> list[str]:
    """The shaded stretch as far as the axis reaches; where it is `named` its name, which may be wider, stands above its right end."""
    if shade is None:
        return []
    ends = [scale.x(day.year + (day.timetuple().tm_yday - 1) / 365) for day in (shade.start, shade.end)]
    left, right = max(ends[0], 0.0), min(ends[1], 100.0)
    if right <= left:
        return []
    name = f'<text class="shade-name end" x="{right}%" y="-5">{escape(shade.name)}</text>'
    return [f'<rect class="shade" x="{left}%" width="{round(right - left, 2)}%" y="0" height="100%"/>', *([name] if named else [])]


def _shapes(runs: list[pd.DataFrame], scale: Scale, band: bool = True) -> list[str]:
    found = ['<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">']
    for run in runs:
        sure = run[np.isfinite(run["lower"].astype(float)) & np.isfinite(run["upper"].astype(float))]
        if band and len(sure) > 1 and len(sure) == len(run):
            edge = [(row.year, row.upper) for row in run.itertuples()] + [(row.year, row.lower) for row in run[::-1].itertuples()]
            found.append(f'<polygon class="band" points="{_points(edge, scale)}"/>')
        if len(run) > 1:
            found.append(f'<polyline class="line" points="{_points([(row.year, row.value) for row in run.itertuples()], scale)}"/>')
    return [*found, "</svg>"]


def _points(values: list[tuple[int, float]], scale: Scale) -> str:
    return " ".join(f"{scale.x(year + 0.5)},{scale.y(value)}" for year, value in values)


def _base_level(shown: pd.DataFrame, scale: Scale, base: int | None, latest: int | None, inside: Sequence[date]) -> list[str]:
    if base is None or latest is None or not has_level(shown, base, latest, inside):
        return []
    y = scale.y(float(shown.loc[shown["year"] == base, "value"].iloc[0]))
    return [f'<line class="level" x1="{scale.x(base + 0.5)}%" x2="{scale.x(latest + 0.5)}%" y1="{y}%" y2="{y}%"/>']


def _marks(shown: pd.DataFrame, scale: Scale, large: set[int | None]) -> list[str]:
    found = []
    for row in shown.itertuples():
        x = scale.x(row.year + 0.5)
        if math.isfinite(row.lower) and math.isfinite(row.upper):
            found.append(f'<line class="whisker" x1="{x}%" x2="{x}%" y1="{scale.y(row.upper)}%" y2="{scale.y(row.lower)}%"/>')
        found.append(_mark(row, scale, 5.5 if row.year in large else 3.5))
    return found


def _mark(row: Any, scale: Scale, radius: float) -> str:
    return f'<circle class="mark" cx="{scale.x(row.year + 0.5)}%" cy="{scale.y(row.value)}%" r="{radius}"/>'


def _labels(shown: pd.DataFrame, scale: Scale, base: int | None, latest: int | None, decimals: int) -> list[str]:
    found = []
    for row in shown[shown["year"].isin([base, latest])].itertuples():
        x, value = scale.x(row.year + 0.5), number(row.value, decimals)
        if row.year == latest:
            found.append(f'<text class="label" x="{x}%" y="{scale.y(row.value)}%" dx="11" dy="5">{value}</text>')
        else:
            above = row.upper if math.isfinite(row.upper) else row.value
            found.append(f'<text class="label mid" x="{x}%" y="{scale.y(above)}%" dy="-10">{value}</text>')
    return found
