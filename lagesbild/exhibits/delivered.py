"""Delivered figures over time: what may be tested about them, what they rest on, and why a value is absent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lagesbild.exhibits.exhibit import swedish_table
from lagesbild.model import ChangeVerdict
from lagesbild.sentences import measured_in
from lagesbild.stats.change import change_verdicts
from lagesbild.stats.proportion import from_intervals
from lagesbild.stats.survey import Estimates
from lagesbild.stats.survey_change import share_difference, survey_change_verdicts
from lagesbild.texts import number, text

FAMILIES = ("kolada", "figures")  # they come ready made; events are counted by the build, month by month
ABSENT = ("missing", "suppressed", "not_asked", "not_published")
BEHIND = ("value", "standard_error", "degrees", "base", "base", "effective_base", "design_effect")


def earlier(whole: pd.DataFrame, now: pd.Series) -> pd.DataFrame:
    """The last period before this one that shares no day with it, in at most one row: waves and pooled years are not yearly."""
    return whole[whole["period_end"] < now["period_start"]].tail(1)


def verdict(then: pd.Series, now: pd.Series, measure: str, broken: bool) -> ChangeVerdict:
    """Whether a figure has changed, by what stands behind it: answers, counts, or else the source's own intervals."""
    if np.isfinite([then["effective_base"], now["effective_base"]]).all():
        first, second = (Estimates(*(np.array([row[name]], dtype=float) for name in BEHIND)) for row in (then, now))
        return survey_change_verdicts(share_difference(first, second), [broken])[0]
    if np.isfinite([then["numerator"], now["numerator"]]).all():
        exposure = [row["base"] if measure == "rate" else 1.0 for row in (then, now)]
        return change_verdicts([then["numerator"]], [exposure[0]], [now["numerator"]], [exposure[1]], [broken])[0]
    if broken:
        return "not_comparable"
    low, high = from_intervals(then["value"], (then["lower"], then["upper"]), now["value"], (now["lower"], now["upper"]))
    if not np.isfinite([low, high]).all():
        return "not_measured"
    return "increase" if low > 0 else "decrease" if high < 0 else "no_clear_change"


def interval_words(rows: pd.DataFrame) -> str:
    """What the drawn intervals are, or that there are none."""
    bounded = rows[rows["lower"].notna()]
    if bounded.empty:
        return text("exhibits.no_interval")
    effects = sorted(bounded["design_effect"].dropna().unique())
    if effects:
        return text("exhibits.wilson", design_effect=" / ".join(number(effect, 1) for effect in effects))
    return text("exhibits.exact" if bounded["numerator"].notna().any() else "exhibits.source_interval")


def absent_words(rows: pd.DataFrame) -> list[str]:
    """The periods without a value, each reason by itself: a secret, a gap and what does not apply are different things."""
    found = []
    for state in ABSENT:
        labels = rows.loc[rows["state"] == state, "label"]
        if len(labels):
            periods = ", ".join(labels)
            found.append(text("exhibits.trend.states", state=text(f"sentences.state_delivered.{state}"), periods=periods))
    return found


def untested(source: Any) -> str:
    """Why a change cannot be tested where the source gives nothing to test with."""
    return text("exhibits.trend.no_test", source=source)


def table(rows: pd.DataFrame, columns: dict[str, str], measure: str) -> pd.DataFrame:
    """The rows with Swedish headings as their units say: shares in per cent, and answers behind them instead of person-years."""
    numbers = [name for name in ("value", "lower", "upper", "rest_value") if name in columns]
    factor = rows["unit"].map({"share": 100.0}).fillna(1.0)
    scaled = rows.assign(**{name: rows[name] * factor for name in numbers})
    return swedish_table(scaled, columns | ({"base": "answers"} if measure == "share" else {}))


def unit_name(indicator: pd.Series, unit: str) -> str:
    """The unit's words in a table: the indicator's own where the row is in the indicator's unit."""
    own = indicator["unit_words"] if unit == indicator["unit"] else ""
    return measured_in({"unit": unit, "unit_words": own, "family": indicator["family"]})
