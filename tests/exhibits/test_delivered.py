"""Delivered figures over time: tested by what stands behind them, told in the unit that their words say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lagesbild.exhibits import delivered
from lagesbild.texts import text

NAMES = ("value", "lower", "upper", "numerator", "base", "effective_base", "standard_error", "degrees", "design_effect")


def point(**told: float) -> pd.Series:
    """One period of a series; what is not told is absent."""
    return pd.Series(dict.fromkeys(NAMES, np.nan) | told)


def share(value: float, base: float) -> pd.Series:
    """A share of so many effective answers."""
    error = (value * (1 - value) / base) ** 0.5
    return point(value=value, base=base, effective_base=base, standard_error=error, degrees=base - 1, design_effect=1.0)


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (share(0.20, 400), share(0.40, 400), "increase"),
        (share(0.40, 400), share(0.20, 400), "decrease"),
        (share(0.30, 183), share(0.35, 183), "no_clear_change"),
        (share(0.30, 20), share(0.80, 20), "too_uncertain"),
    ],
)
def test_shares_are_judged_by_their_answers(then: pd.Series, now: pd.Series, said: str) -> None:
    assert delivered.verdict(then, now, "share", broken=False) == said
    assert delivered.verdict(then, now, "share", broken=True) == "not_comparable"


def test_counts_are_judged_exactly() -> None:
    assert delivered.verdict(point(value=100, numerator=100), point(value=160, numerator=160), "count", broken=False) == "increase"
    assert delivered.verdict(point(value=3, numerator=3), point(value=6, numerator=6), "count", broken=False) == "too_uncertain"


def test_the_sources_own_intervals_decide_by_the_interval_of_the_difference_and_not_by_their_overlap() -> None:
    then, now = point(value=2.0, lower=1.8, upper=2.2), point(value=2.3, lower=2.1, upper=2.5)
    assert delivered.verdict(then, now, "mean", broken=False) == "increase"
    assert delivered.verdict(then, point(value=2.1, lower=1.9, upper=2.3), "mean", broken=False) == "no_clear_change"


def test_nothing_behind_a_figure_is_never_tested() -> None:
    assert delivered.verdict(point(value=70.0), point(value=90.0), "share", broken=False) == "not_measured"
    assert delivered.verdict(point(value=70.0), point(value=90.0), "share", broken=True) == "not_comparable"


def test_a_period_is_compared_with_the_last_one_that_shares_no_day_with_it() -> None:
    starts = pd.to_datetime(["2018-01-01", "2019-01-01", "2020-01-01", "2021-01-01"])
    rows = pd.DataFrame({"period_start": starts, "period_end": starts + pd.DateOffset(years=3) - pd.DateOffset(days=1)})
    assert delivered.earlier(rows, rows.iloc[3]).index.tolist() == [0]
    assert delivered.earlier(rows, rows.iloc[2]).empty


def test_each_reason_for_an_absent_value_is_told_with_its_periods() -> None:
    rows = pd.DataFrame({"state": ["missing", "suppressed", "value", "missing"], "label": ["2020", "2021", "2022", "2023"]})
    assert delivered.absent_words(rows) == ["Saknas hos källan: 2020, 2023.", "Sekretess hos källan: 2021."]


def test_a_table_writes_shares_in_per_cent_and_answers_behind_them() -> None:
    rows = pd.DataFrame({"value": [0.5], "lower": [0.4], "base": [150.0], "unit": ["share"]})
    found = delivered.table(rows, {"value": "value", "lower": "lower", "base": "base"}, "share")
    assert found.iloc[0].tolist() == [50.0, 40.0, 150.0] and text("exhibits.column.answers") in found.columns
    rate = delivered.table(rows.assign(unit="per_1000"), {"value": "value", "base": "base"}, "rate")
    assert rate.iloc[0].tolist() == [0.5, 150.0] and text("exhibits.column.base") in rate.columns
