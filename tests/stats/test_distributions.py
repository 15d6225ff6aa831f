"""The special functions give what scipy's distributions give, at their edges too."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats

from lagesbild.stats import distributions as d

P = np.array([0.0, 1e-12, 0.001, 0.025, 0.5, 0.975, 0.999, 1.0, np.nan])
X = np.array([-40.0, -3.0, -0.5, 0.0, 1e-9, 2.0, 8.0, 40.0, np.nan])
PAIRS: list[tuple[Callable[..., Any], Callable[..., Any], tuple[Any, ...]]] = [
    (d.normal_quantile, stats.norm.ppf, (P,)),
    (d.normal_above, stats.norm.sf, (X,)),
    (d.t_quantile, stats.t.ppf, (P[:, None], np.array([1, 1.5, 3, 40, 1e6]))),
    (d.t_below, stats.t.cdf, (X[:, None], np.array([1, 1.5, 3, 40, 1e6]))),
    (d.t_above, stats.t.sf, (X[:, None], np.array([1, 1.5, 3, 40, 1e6]))),
    (d.chi2_quantile, stats.chi2.ppf, (P[:, None], np.array([1, 2, 7.5, 2_000]))),
    (d.chi2_above, stats.chi2.sf, (X[3:, None], np.array([1, 2, 7.5, 2_000]))),
    (d.beta_quantile, stats.beta.ppf, (P[:, None], np.array([1e-300, 0.4, 3, 900]), np.array([2, 7.3, 1, 50]))),
    (d.gamma_quantile, lambda p, shape, scale: stats.gamma.ppf(p, shape, scale=scale), (P[:, None], np.array([0.2, 5, 300]), 2.5)),
    (d.poisson_below, stats.poisson.cdf, (np.array([0, 1, 7, 40])[:, None], np.array([0.01, 2, 39.5]))),
    (d.poisson_above, stats.poisson.sf, (np.array([0, 1, 7, 40])[:, None], np.array([0.01, 2, 39.5]))),
]


@pytest.mark.parametrize(("ours", "scipys", "given"), PAIRS, ids=[pair[0].__name__ for pair in PAIRS])
def test_each_equals_the_distribution_of_scipy(ours: Callable[..., Any], scipys: Callable[..., Any], given: tuple[Any, ...]) -> None:
    np.testing.assert_allclose(ours(*given), scipys(*given), rtol=1e-9, atol=1e-300)


def test_no_degrees_of_freedom_give_no_number() -> None:
    assert np.isnan(d.t_quantile(0.975, np.array([0.0, np.nan]))).all() and np.isnan(d.t_above(1.0, 0.0))


def test_nothing_above_minus_one_event() -> None:
    """The chance of at least 0 events is 1: funnels ask for more than one event fewer than were seen."""
    assert stats.poisson.sf(-1, 3.0) == 1 == d.poisson_above(-1, 3.0)
