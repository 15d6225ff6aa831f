"""Rolling twelve months: sums of a year that end in every month, with exact intervals, never over a break."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lagesbild.stats.rates import poisson_interval, rate
from lagesbild.texts import month_name, text

MONTHS, PER = 12, 1000.0


def rolling(months: pd.DataFrame, years: pd.DataFrame, breaks: Sequence[pd.Timestamp], *, rated: bool) -> pd.DataFrame:
    """The sums in the columns of `queries/read/series.sql`, one row per month that ends a whole year of months.

    months: the monthly counts in order. years: the yearly rates, whose base is the year's person-years; a month has a twelfth of
    its year's. A window with a preliminary month is preliminary; one over a gap or a break is left out.
    """
    kept = [rows for rows in (months.iloc[i - MONTHS + 1 : i + 1] for i in range(MONTHS - 1, len(months))) if _whole(rows, breaks)]
    base = dict(zip(years["period_start"].dt.year, years["base"], strict=True)) if rated else {}
    found = pd.DataFrame([_window(rows, base, rated=rated) for rows in kept])
    if found.empty:
        return months.iloc[:0].assign(label=pd.Series(dtype=object))
    lower, upper = poisson_interval(found["numerator"])
    value = found["numerator"]
    if rated:
        value, lower, upper = rate(found["numerator"], found["base"], PER)
    state = np.where(np.isnan(value), "missing", np.where(found["numerator"] == 0, "zero", "value"))
    return found.assign(value=value, lower=lower, upper=upper, state=state)


def _whole(rows: pd.DataFrame, breaks: Sequence[pd.Timestamp]) -> bool:
    first, last = rows["period_start"].iloc[0], rows["period_start"].iloc[-1]
    follows = (last.year - first.year) * 12 + last.month - first.month == MONTHS - 1
    return follows and bool(rows["complete"].all() and rows["value"].notna().all()) and not any(first < cut <= last for cut in breaks)


def _window(rows: pd.DataFrame, base: dict[int, float], *, rated: bool) -> dict:
    last = rows.iloc[-1]
    people = sum(base.get(year, np.nan) / MONTHS for year in rows["period_start"].dt.year) if rated else np.nan
    told = {name: last[name] for name in ("source", "vintage", "data_date")}
    return told | {
        "period_start": rows["period_start"].iloc[0], "period_end": last["period_end"], "complete": True, "withheld": None,
        "preliminary": bool(rows["preliminary"].any()), "numerator": float(rows["value"].sum()), "base": people,
        "unit": "per_1000" if rated else "count",
        "label": text("control.rolling", first=short_month(rows["period_start"].iloc[0]), last=short_month(last["period_start"])),
    }  # fmt: skip


def short_month(day: pd.Timestamp) -> str:
    """ "okt 2025"."""
    return f"{month_name(day)[:3]} {day.year}"
