"""The small series of a watched row: an SVG of 188 x 52 with the band of chance, the months and their signals, without words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.signal_marks import signal_colour
from lagesbild.charts.sparkline import HEIGHT, PADDING, WIDTH, image

SCALE = 2  # the drawing is made on whole half pixels
SHOWN = 39  # months: three years and the watched ones
Pattern = tuple[date, date, str]  # first and last month, and side


def control_spark_svg(months: pd.DataFrame, patterns: Sequence[Pattern] = (), *, alt: str = "", neutral: bool = False) -> str:
    """A watched series as an <img>.

    months: one row per month in order, all of one stretch without break, with period_start, value, mean, limit_lower, limit_upper,
    rule, side and tone. patterns: the signals whose months are marked, as many as their words say. alt: empty when the words beside it
    say the same.
    """
    if months.empty:
        return image("", alt)
    months = months.tail(SHOWN).reset_index(drop=True)
    top = max(months["value"].max(), months["limit_upper"].max()) or 1.0
    across = SCALE * (WIDTH - 2 * PADDING) / max(1, len(months) - 1)

    def place(column: str) -> list[tuple[int, int]]:
        return [(round(SCALE * PADDING + i * across), _y(value, top)) for i, value in enumerate(months[column].tolist())]

    series, mean, upper, lower = (place(column) for column in ("value", "mean", "limit_upper", "limit_lower"))
    colour = theme.NEUTRAL if neutral else theme.PRIMARY
    flat = months["mean"].nunique() == 1  # a level band needs its corners only
    ends = [upper[0], upper[-1], lower[-1], lower[0]] if flat else [*upper, *lower[::-1]]
    drawn = (
        f'<path d="{_path(ends)}" fill="{theme.HIGHLIGHT}"/>'
        f'<path d="{_path([mean[0], mean[-1]] if flat else mean)}" fill="none" stroke="{theme.UNSURE}" stroke-width="2"/>'
        f'<path d="{_path(series)}" fill="none" stroke="{colour}" stroke-width="2.8" stroke-linejoin="round"/>'
    )
    for i, month in enumerate(months.to_dict("records")):
        colour = signal_colour(month["tone"])
        within = any(first <= month["period_start"] <= last and month["side"] == side for first, last, side in patterns)
        drawn += _mark(series[i], colour, ring=True) if month["rule"] == "outside" else ""
        drawn += _mark(series[i], colour) if month["rule"] and within else ""
    return image(drawn, alt, scale=SCALE)


def _y(value: float, top: float) -> int:
    return round(SCALE * (HEIGHT - PADDING - (HEIGHT - 2 * PADDING) * value / top))


def _path(places: list[tuple[int, int]]) -> str:
    """Whole numbers, each place told from the one before: a third of the letters."""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(places)]
    return f"M{places[0][0]} {places[0][1]}l" + " ".join(f"{x}{y if y < 0 else f' {y}'}" for x, y in steps)


def _mark(at: tuple[int, int], colour: str, *, ring: bool = False) -> str:
    how = f'r="8" fill="none" stroke="{colour}" stroke-width="3.2"' if ring else f'r="4.4" fill="{colour}"'
    return f'<circle cx="{at[0]}" cy="{at[1]}" {how}/>'
