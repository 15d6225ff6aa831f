"""Trender by year: has a rate grown or fallen over the years since the last break?"""

from __future__ import annotations

import pandas as pd

from lagesbild import sentences_control
from lagesbild.charts.marks import CHANGED
from lagesbild.sentences import SMALL_COUNT
from lagesbild.stats.trend import LEAST_POINTS, poisson_trend

CERTAIN = 0.05


def over_years(rows: pd.DataFrame, indicator: pd.Series, breaks: pd.DataFrame, period_kind: str, change: str = "", both: str = "") -> str:
    """One sentence on the trend of a yearly rate of reported crime; empty where the last five whole years or more are not there.

    change: the verdict on two of the years that stands beside it; both: why the two can be true at once, said where they differ.
    """
    if period_kind != "year" or indicator["family"] != "crime" or indicator["measure"] != "rate":
        return ""
    known = rows[rows["complete"] & ~rows["preliminary"] & rows["numerator"].notna() & (rows["base"] > 0)]
    last_break = breaks["break_date"].max()
    known = known if pd.isna(last_break) else known[known["period_start"] >= last_break]
    if len(known) < LEAST_POINTS or known["numerator"].sum() == 0:
        return ""
    years = known["period_start"].dt.year
    found = poisson_trend(years, known["numerator"], known["base"])
    sure = found.p_value < CERTAIN
    few = bool(known["numerator"].min() < SMALL_COUNT)
    told = sentences_control.over_years(found.factor, found.lower, found.upper, f"{years.min()}–{years.max()}", sure=sure, few=few)
    trend = ("increase" if found.factor > 1 else "decrease") if sure else ""
    differs = trend != (change if change in CHANGED else "")
    return f"{told} {both}".strip() if differs else told
