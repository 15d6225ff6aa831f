"""Exact intervals, checked against what other software computed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.rates import poisson_interval, rate

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"


@pytest.mark.shared
def test_intervals_equal_r() -> None:
    expected = pd.read_csv(ORACLES / "r" / "rate_poisson_ci.csv")
    for confidence, rows in expected.groupby("conf"):
        lower, upper = poisson_interval(rows["x"], confidence=float(confidence))
        np.testing.assert_allclose(lower, rows["exact_lo"], atol=5e-7)
        np.testing.assert_allclose(upper, rows["exact_hi"], atol=5e-7)


@pytest.mark.shared
def test_exact_rates_equal_those_of_the_health_service() -> None:
    """Its tool takes Byar's approximation from ten events on; ours is exact always, and within 1.5 % of half its width."""
    for row in pd.read_csv(ORACLES / "peer" / "phe_rate.csv").dropna(subset="lower95_0cl").itertuples():
        for confidence, low, high in ((0.95, row.lower95_0cl, row.upper95_0cl), (0.998, row.lower99_8cl, row.upper99_8cl)):
            lower, upper = poisson_interval(row.Numerator, confidence=confidence)
            factor = row.multiplier / row.Denominator
            assert row.Numerator * factor == pytest.approx(row.value)
            near = 1e-9 * high if row.method == "Exact" else 0.015 * (high - low)
            assert (float(lower) * factor, float(upper) * factor) == pytest.approx((low, high), abs=near), row.Area


@pytest.mark.parametrize(("events", "low", "high"), [(0, 0.0, 3.688879), (1, 0.025318, 5.571643), (10, 4.795389, 18.390356)])
def test_interval_of_small_counts(events: int, low: float, high: float) -> None:
    lower, upper = poisson_interval([events])
    assert (lower[0], upper[0]) == pytest.approx((low, high), abs=1e-6)


def test_no_population_gives_no_rate() -> None:
    value, lower, upper = rate([3, 3, 0], [0, np.nan, 1000], per=1000)
    assert np.isnan(value[:2]).all() and np.isnan(lower[:2]).all() and np.isnan(upper[:2]).all()
    assert value[2] == 0 and lower[2] == 0 and upper[2] > 3.6
