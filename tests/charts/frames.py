"""Small judged frames for the chart tests."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from lagesbild.texts import period_name


def yearly(values: list[float | None], first: int = 2016) -> pd.DataFrame:
    """Whole years; None is a missing year."""
    return pd.DataFrame(
        {
            "period_start": [pd.Timestamp(first + i, 1, 1) for i in range(len(values))],
            "period_end": [pd.Timestamp(first + i, 12, 31) for i in range(len(values))],
            "value": [np.nan if v is None else v for v in values],
            "lower": [np.nan if v is None else v * 0.9 for v in values],
            "upper": [np.nan if v is None else v * 1.1 for v in values],
            "complete": True,
            "preliminary": False,
            "label": [str(first + i) for i in range(len(values))],
            "state": ["missing" if v is None else "value" for v in values],
        }
    )


def monthly(count: int, first: int = 2016) -> pd.DataFrame:
    """Whole months with a regular wave."""
    starts = [date(first + i // 12, i % 12 + 1, 1) for i in range(count)]
    ends = [(start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) for start in starts]
    values = [25 + 9 * np.sin(i) for i in range(count)]
    frame = yearly(values).assign(period_start=starts, period_end=ends)
    return frame.assign(label=[period_name(start, end) for start, end in zip(starts, ends, strict=True)])


def grid_areas(columns: int, rows: int, side: int = 1500) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A grid of square areas with 40 points each: the areas judged in turn, and their borders."""
    areas, rings = [], []
    verdicts = ("clearly_higher", "clearly_lower", "no_clear_difference", "too_uncertain", "no_clear_difference")
    along = np.linspace(0, 1, 11)[:-1]
    for index in range(columns * rows):
        x, y = index % columns * side, index // columns * side
        path = [(t, 0) for t in along] + [(1, t) for t in along] + [(1 - t, 1) for t in along] + [(0, 1 - t) for t in along]
        points = [(x + int(a * side), y + int(b * side)) for a, b in [*path, (0, 0)]]
        verdict = verdicts[index % len(verdicts)]
        polarity = {"clearly_higher": "bad", "clearly_lower": "good"}.get(verdict, "neutral")
        value = 5.0 + index
        areas.append(
            {"area": f"N{index + 1:02d}", "name": f"Område {index + 1}", "value": value, "lower": value * 0.7, "upper": value * 1.3}
            | {"verdict": verdict, "polarity": polarity, "state": "value"}
        )
        rings.append(
            {"area": f"N{index + 1:02d}", "ring": 0, "hole": False, "east": [p[0] for p in points], "north": [p[1] for p in points]}
            | {"label_east": x + side // 2, "label_north": y + side // 2}
        )
    return pd.DataFrame(areas), pd.DataFrame(rings)
