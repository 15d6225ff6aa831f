"""What the drawings of an effect share: ticks on both sides of zero, and how a row looks."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.marks import CHANGED, change_colour, present, short, square
from lagesbild.texts import signed


def even(frame: pd.DataFrame) -> tuple[list[float], list[str], float]:
    """Ticks on both sides of zero: positions, signed words and the outermost position."""
    reach = max([abs(v) for name in ("value", "lower", "upper") for v in frame[name] if present(v)] or [1.0])
    rough = reach / 2
    magnitude = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= rough)
    step = max(step, 1.0)
    at = [short(i * step) for i in range(-2, 3)]
    return at, [signed(v) if v else "0" for v in at], 2 * step


def look(row: dict[str, Any], neutral: bool) -> tuple[str, bool, bool]:
    """(colour, filled, square) of a row: judged only when certain, and square where it is neither good nor bad."""
    sure = row["verdict"] in CHANGED
    polarity = "neutral" if neutral else row["polarity"]
    return change_colour(row["verdict"], polarity) if sure else theme.UNSURE, sure, square(row["verdict"], polarity)
