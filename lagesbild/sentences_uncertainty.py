"""How uncertain a figure is, in words beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lagesbild.sentences import value
from lagesbild.texts import interval

UNEVEN = 0.15  # of half an interval: sides that differ by more are not told as one number with ±


def half_of(figure: Mapping[Any, Any], unit: str) -> str:
    """Half the interval of a figure: "±2,1"; from and to where its sides are not of a size: "0,5–1,1"; nothing where it has none."""
    lower, upper, half = figure["lower"], figure["upper"], (figure["upper"] - figure["lower"]) / 2
    if not math.isfinite(half):
        return ""
    if abs((upper - figure["value"]) - (figure["value"] - lower)) > UNEVEN * half:
        factor = 100 if unit == "share" else 1
        return interval(lower * factor, upper * factor, 1)
    return f"±{value(half, unit)}"


def span(row: Mapping[str, Any]) -> str:
    """The latest figure's interval in words, or nothing."""
    now, factor = row["latest"], 100 if row["unit"] == "share" else 1
    return interval(now["lower"] * factor, now["upper"] * factor, 1)
