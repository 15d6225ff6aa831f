"""The signal list is wrong as often as it says, and right as soon as it must be: simulated anew, within Monte Carlo error."""

import math

import numpy as np
import pytest

from lagesbild.stats.false_alarms import listed, measured, per_month
from lagesbild.stats.simulate_signals import MEANS, measure

AGAIN = 700


def near(share: float, again: float, series: int) -> bool:
    """Whether two simulations of one probability agree within four standard errors."""
    pooled = (share * series + again * AGAIN) / (series + AGAIN)
    return abs(share - again) <= 4 * math.sqrt(pooled * (1 - pooled) * (1 / series + 1 / AGAIN)) + 1e-12


@pytest.mark.parametrize("mean", MEANS)
def test_the_stored_rate_of_false_alarms_is_found_again(mean: float) -> None:
    stored = next(row for row in measured()["stationary"] if row["mean"] == mean)
    found = measure(mean, measured()["months"], AGAIN, np.random.default_rng(round(mean * 10)))
    assert near(stored["listed"], found.listed, measured()["series"])
    assert near(stored["per_month"], found.per_month, measured()["series"])
    assert stored["listed"] < 0.08, "a list that cries wolf is not read"


def test_a_doubling_from_8_to_16_a_month_is_found_within_three_months() -> None:
    stored, series = measured()["doubling"]["found"], measured()["series"]
    assert measured()["watched"] == 3 and stored >= 0.80
    assert near(stored, measure(8.0, measured()["months"], AGAIN, np.random.default_rng(5), factor=2.0).listed, series)


def test_between_measured_means_the_rate_lies_between() -> None:
    low, high = per_month(8), per_month(40)
    assert min(low, high) <= per_month(20) <= max(low, high)
    assert per_month(0) == per_month(0.5) and listed(1e6) == listed(40)
