"""Funnel limits against FunnelPlotR's own figures, their coverage, and overdispersion."""

import json

import numpy as np
import pytest
from scipy.stats import poisson

from lagesbild.stats.funnel import ALARM, WARNING, dispersion, outside, poisson_limits, widened_limits
from tests.conftest import SHARED


@pytest.mark.shared
def test_limits_equal_funnelplotr() -> None:
    told = json.loads((SHARED / "oracles" / "peer" / "funnel_poisson_limits_funnelplotr.json").read_text())
    for level, name in ((WARNING, "95"), (ALARM, "998")):
        found = poisson_limits(told["number_seq"], level)
        np.testing.assert_allclose(found.lower, told[f"ll{name}"], atol=5e-7)
        np.testing.assert_allclose(found.upper, told[f"ul{name}"], atol=5e-7)


@pytest.mark.parametrize("expected", [1.5, 8.0, 40.0])
@pytest.mark.parametrize("level", [WARNING, ALARM])
def test_chance_alone_falls_outside_at_most_as_often_as_the_level_says(expected: float, level: float) -> None:
    """The drawn limits would call every zero of 1.5 expected an alarm, which chance makes in one year of five: so counts decide."""
    seen = np.arange(200)
    assert poisson.pmf(seen[outside(seen, np.full(200, expected), level) != 0], expected).sum() <= 1 - level


def test_outside_knows_its_side() -> None:
    assert outside([2, 8, 20, np.nan, 3], [8, 8, 8, 8, 0], WARNING).tolist() == [-1, 0, 1, 0, 0]
    assert outside([2, 8, 20], [8, 8, 8], WARNING, between=0.5).tolist() == [0, 0, 0], "where areas differ this much, none stands out"


def test_nothing_expected_gives_no_limits() -> None:
    assert np.isnan(poisson_limits([0.0, np.nan], WARNING).upper).all()


def test_areas_that_differ_by_chance_only_have_no_dispersion() -> None:
    random = np.random.default_rng(3)
    expected = random.uniform(20, 200, 4000)
    found = dispersion(random.poisson(expected), expected, trimmed=0.0)
    assert found.phi == pytest.approx(1, abs=0.07) and found.between < 2e-4


def test_the_variance_between_areas_is_found_and_widens_the_funnel() -> None:
    """True ratios spread with standard deviation 0.2 on the square root's scale."""
    random = np.random.default_rng(4)
    expected = random.uniform(50, 200, 4000)
    observed = random.poisson(expected * random.normal(1, 0.2, 4000) ** 2)
    found = dispersion(observed, expected, trimmed=0.0)
    assert np.sqrt(found.between) == pytest.approx(0.2, abs=0.02) and found.phi > 5
    wide, exact = widened_limits(expected, WARNING, found.between), poisson_limits(expected, WARNING)
    ratio = observed / expected
    assert np.mean((ratio < wide.lower) | (ratio > wide.upper)) == pytest.approx(0.05, abs=0.02)
    assert np.mean((ratio < exact.lower) | (ratio > exact.upper)) > 0.4


def test_one_extreme_area_does_not_widen_the_funnel_much() -> None:
    expected = np.full(20, 50.0)
    observed = np.array([50, 45, 55, 52, 48] * 4, dtype=float)
    observed[0] = 400
    assert dispersion(observed, expected).phi < 1 < dispersion(observed, expected, trimmed=0.0).phi
    assert dispersion(observed, expected).between == 0


def test_without_variance_the_exact_limits_hold() -> None:
    np.testing.assert_array_equal(widened_limits([10.0], WARNING, 0.0).upper, poisson_limits([10.0], WARNING).upper)
    assert widened_limits([2.0], ALARM, 0.5).lower == 0, "never below nothing"
