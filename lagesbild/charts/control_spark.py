"""The small series of a watched row: an SVG of 188 x 52 with the band of chance, the months and their signals, without words."""

from __future__ import annotations

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.signal_marks import runs_of, signal_colour
from lagesbild.charts.sparkline import HEIGHT, PADDING, WIDTH, image, points


def control_spark_svg(months: pd.DataFrame, *, alt: str = "", neutral: bool = False) -> str:
    """A watched series as an <img>.

    months: one row per month in order, all of one stretch without break, with period_start, value, mean, limit_lower, limit_upper,
    rule, side and tone. alt: empty when the words beside it say the same.
    """
    if months.empty:
        return image("", alt)
    top = max(months["value"].max(), months["limit_upper"].max()) or 1.0
    step = (WIDTH - 2 * PADDING) / max(1, len(months) - 1)

    def place(column: str) -> list[tuple[float, float]]:
        return [(round(PADDING + i * step, 1), _y(value, top)) for i, value in enumerate(months[column])]

    series, mean, upper, lower = (place(column) for column in ("value", "mean", "limit_upper", "limit_lower"))
    colour = theme.MUTED if neutral else theme.PRIMARY
    flat = len(set(months["mean"])) == 1  # a level band needs its corners only
    ends = [upper[0], upper[-1], lower[-1], lower[0]] if flat else [*upper, *lower[::-1]]
    middle = [mean[0], mean[-1]] if flat else mean
    drawn = (
        f'<polygon points="{points(ends)}" fill="{theme.HIGHLIGHT}"/>'
        f'<polyline points="{points(middle)}" fill="none" stroke="{theme.UNSURE}" stroke-width="1"/>'
        f'<polyline points="{points(series)}" fill="none" stroke="{colour}" stroke-width="1.4" stroke-linejoin="round"/>'
    )
    for run in runs_of(months):
        latest = run.points[-1] >= len(months) - 3
        if run.rule == "outside" or latest:
            drawn += "".join(_mark(series[i], run.rule, signal_colour(run.tone)) for i in run.points)
    return image(drawn, alt)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - PADDING - (HEIGHT - 2 * PADDING) * value / top, 1)


def _mark(at: tuple[float, float], rule: str, colour: str) -> str:
    ring = rule == "outside"
    how = f'r="4" fill="none" stroke="{colour}" stroke-width="1.6"' if ring else f'r="2.2" fill="{colour}"'
    return f'<circle cx="{at[0]}" cy="{at[1]}" {how}/>'
