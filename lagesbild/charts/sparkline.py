"""The small series of a table row: an SVG of 188 x 52 with ribbon, line and latest point, without words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.icons import both_themes, svg_uri
from lagesbild.charts.marks import Breaks, as_day, cuts_of, middle, present, segments

WIDTH, HEIGHT, PADDING = 188, 52, 6


@dataclass(frozen=True)
class _Scales:
    """From days and values to the drawing's pixels."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        """On a whole pixel: a page sends a drawing for every row, with two points or three for every period."""
        return round(PADDING + (WIDTH - 2 * PADDING) * (day - self.first).days / max(1, (self.last - self.first).days))

    def y(self, value: float) -> float:
        return round(HEIGHT - PADDING - (HEIGHT - 2 * PADDING) * (value - self.low) / ((self.high - self.low) or 1), 1)


def sparkline_svg(
    frame: pd.DataFrame,
    breaks: Breaks = (),
    *,
    alt: str = "",
    target: float | None = None,
    bands: Sequence[tuple[date, date, str]] = (),
    neutral: bool = False,
    span: tuple[date, date] | None = None,
    waves: bool = False,
) -> str:
    """A series with its interval as an <img>; same columns and same rules for joining as `trend`.

    alt: the sentence, or empty when the words beside it say the same. span: a common first and last day for a column of rows.
    waves: the rows are a survey's waves, joined over the time between them.
    """
    rows = _prepare(frame)
    known = [value for column in (rows.y, rows.low, rows.high) for value in column if present(value)] + (
        [target] if target is not None else []
    )
    if rows.empty or not known:
        return image("", alt)
    ends = span or (rows.middle.min(), max([rows.middle.max(), *(as_day(end) for _, end, _ in bands)]))
    slack = (max(known) - min(known)) * 0.06 or 1.0
    scales = _Scales(ends[0], ends[1], min(known) - slack, max(known) + slack)
    colour = theme.NEUTRAL if neutral else theme.PRIMARY
    return image(
        _fields(bands, scales)
        + _target(target, bands, scales)
        + _series(rows, segments(rows, [day for day, _ in cuts_of(breaks)], waves=waves), scales, colour),
        alt,
    )


def _prepare(frame: pd.DataFrame) -> pd.DataFrame:
    rows = frame.sort_values("period_start").reset_index(drop=True).copy()
    for column, source in (("y", "value"), ("low", "lower"), ("high", "upper")):
        rows[column] = pd.to_numeric(rows[source]).astype(float)
    rows["middle"] = [middle(start, end) for start, end in zip(rows.period_start, rows.period_end, strict=True)]
    rows["solid"] = [bool(whole) and not bool(early) for whole, early in zip(rows.complete, rows.preliminary, strict=True)]
    return rows


def _fields(bands: Sequence[tuple[date, date, str]], scales: _Scales) -> str:
    drawn = ""
    for index, (start, end, _) in enumerate(bands):
        left, right = max(scales.x(as_day(start)), 0), min(scales.x(as_day(end)), WIDTH)
        colour = theme.BAND if index == len(bands) - 1 else theme.BAND_EARLIER
        drawn += f'<rect x="{left}" y="0" width="{max(0, right - left):.1f}" height="{HEIGHT}" fill="{colour}"/>' if right > left else ""
    return drawn


def _target(target: float | None, bands: Sequence[tuple[date, date, str]], scales: _Scales) -> str:
    if target is None:
        return ""
    left = scales.x(as_day(bands[-1][0])) if bands else PADDING
    right = min(scales.x(as_day(bands[-1][1])), WIDTH) if bands else WIDTH - PADDING
    at = scales.y(target)
    return f'<line x1="{left}" x2="{right}" y1="{at}" y2="{at}" stroke="{theme.INK}" stroke-width="1.5" stroke-dasharray="3 2.5"/>'


def _series(rows: pd.DataFrame, runs: list[list[int]], scales: _Scales, colour: str) -> str:
    """Ribbon, line and dots; a hollow point stands by itself."""
    drawn = ""
    for run in runs:
        part = rows.iloc[run]
        ribbon = [(scales.x(row.middle), scales.y(row.high)) for row in part.itertuples() if present(row.high)]
        ribbon += [(scales.x(row.middle), scales.y(row.low)) for row in part[::-1].itertuples() if present(row.low)]
        line = [(scales.x(row.middle), scales.y(row.y)) for row in part.itertuples()]
        if len(ribbon) > 3:
            drawn += f'<polygon points="{points(ribbon)}" fill="{colour}" fill-opacity=".18"/>'
        if len(line) > 1:
            drawn += f'<polyline points="{points(line)}" fill="none" stroke="{colour}" stroke-width="1.8" stroke-linejoin="round"/>'
        elif line:
            drawn += f'<circle cx="{line[0][0]}" cy="{line[0][1]}" r="2" fill="{colour}"/>'
    if runs:
        last = rows.iloc[runs[-1][-1]]
        place = f'cx="{scales.x(last.middle)}" cy="{scales.y(last.y)}"'
        drawn += f'<circle {place} r="4" fill="{colour}" stroke="{theme.PAPER}" stroke-width="1.5"/>'
    for row in rows[~rows.solid & rows.y.map(present)].itertuples():
        place = f'cx="{scales.x(row.middle)}" cy="{scales.y(row.y)}" r="3"'
        drawn += f'<circle {place} fill="{theme.PAPER}" stroke="{colour}" stroke-width="1.4"/>'
    return drawn


def points(pairs: list[tuple[float, float]]) -> str:
    """Pairs as an SVG list of points."""
    return " ".join(f"{x:g},{y:g}" for x, y in pairs)


def image(body: str, alt: str, *, scale: int = 1) -> str:
    """The drawing as an <img> that follows the page's theme; scale: how many units of the drawing one pixel has."""
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    drawing = both_themes(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * scale} {HEIGHT * scale}" {size}>{body}</svg>')
    return f'<img class="lb-spark" src="{svg_uri(drawing)}" {size} alt="{escape(alt, quote=True)}">'
