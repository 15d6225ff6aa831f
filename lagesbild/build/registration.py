"""How much of every month is registered: extracts of the same month compared, and this year's days counted by it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lagesbild.build.periods import QUIET_DAYS_OF_MONTH
from lagesbild.read import query
from lagesbild.stats.registration import Completeness, completeness
from lagesbild.store import Writer

PROMPT = 62  # days after its last day within which an extract must have been taken out or come for its age to be known
MONTHS_TOLD = 12


def month_shares(vault: Writer) -> pd.DataFrame:
    """One row per indicator and month: period_start, period_end, preliminary, age, share, spread, share_lower, share_upper.

    The shares are of all reports of the month's series together, for one crime type has too few late ones to tell. NaN
    where earlier extracts are too few to tell.
    """
    days = {"quiet": QUIET_DAYS_OF_MONTH, "prompt": PROMPT}
    pairs = vault.frame(query("tally", "registered_again"), days)
    known = {series: completeness(rows) for series, rows in pairs.groupby("series")}
    months = vault.frame(query("tally", "month_ages"), days)
    told: list[dict[str, Any]] = [_told(known.get(series), age) for series, age in zip(months["series"], months["age"], strict=True)]
    return months.join(pd.DataFrame(told, index=months.index, columns=["share", "spread", "share_lower", "share_upper"], dtype=float))


def registration_table(shares: pd.DataFrame) -> pd.DataFrame:
    """The table `registration`: the latest months of every indicator whose months can be judged."""
    last = shares.groupby("indicator")["period_start"].transform("max")
    recent = shares[(shares["period_start"] > last - pd.DateOffset(months=MONTHS_TOLD)) & shares["share"].notna()]
    found = recent.drop(columns=["period_end", "preliminary", "series", "spread"])
    return found.assign(indicator=found["indicator"] + "_count")


def registered_days(years: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """The days of every indicator's years so far, each counted as much as is registered of it.

    years: indicator, period_start, period_end, once each. Adds registered_days and registered_error, the standard error of
    its logarithm; the months' errors are taken as one and the same, which makes it the larger. NaN where no month can be judged.
    """
    final = shares[~shares["preliminary"]].rename(columns={"period_start": "month", "period_end": "month_end"})
    rows = years.merge(final[["indicator", "month", "month_end", "share", "spread"]], on="indicator")
    rows = rows[(rows["month"] >= rows["period_start"]) & (rows["month"] <= rows["period_end"])]
    days = (rows[["month_end", "period_end"]].min(axis=1) - rows["month"]).dt.days + 1
    rows = rows.assign(registered_days=days * rows["share"], error=days * rows["share"] * rows["spread"])
    summed = rows.groupby(["indicator", "period_start"], as_index=False)[["registered_days", "error"]].agg(
        lambda part: part.sum(skipna=False)
    )
    summed["registered_error"] = summed["error"] / summed["registered_days"]
    return years.merge(summed.drop(columns="error"), how="left", on=["indicator", "period_start"])


def _told(known: Completeness | None, age: int) -> dict[str, Any]:
    if known is None:
        return {}
    at = np.array([age])
    lower, upper = known.interval(at)
    return {"share": known.share(at)[0], "spread": known.error(at)[0], "share_lower": lower[0], "share_upper": upper[0]}
