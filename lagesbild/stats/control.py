"""Control charts: what chance alone gives a month, and which months are more than that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.model import LimitModel
from lagesbild.stats.distributions import chi2_above

SMALL_MEAN = 10  # below this counts have Poisson or negative binomial limits, for they are too skewed for XmR
OVERDISPERSED = 0.01  # p-value of the dispersion test below which counts are negative binomial rather than Poisson
OUTER, NEAR = 0.00135, 0.025  # tails of counts: three standard errors of a normal distribution, and the usual 95 % limits
XMR, SCREEN = 2.66, 3.267  # Wheeler's constants for moving ranges of two points
CHANCE = 3.0  # standard errors of a count that chance alone makes, as far out as XmR's limits are meant to lie
SEASON_YEARS, SEASON_SURE, LEAST_FACTOR = 2, 0.001, 0.1


@dataclass(frozen=True)
class Limits:
    """What chance gives at each point: arrays of one length. `centre` divides chance in halves, for runs on one side of it."""

    model: LimitModel
    mean: NDArray[np.float64]
    centre: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    near_lower: NDArray[np.float64]
    near_upper: NDArray[np.float64]
    shape: float = 0.0  # of the negative binomial distribution


def limits(values: ArrayLike, month: ArrayLike, baseline: ArrayLike) -> Limits:
    """The limits at every point, made from the points of a baseline.

    values: counts, shape (n,). month: 1-12, shape (n,). baseline: booleans, shape (n,), at least two of them true.
    A season that the baseline proves is part of what is expected of a month.
    """
    y, use = np.asarray(values, dtype=float), np.asarray(baseline, dtype=bool)
    calendar = np.asarray(month, dtype=int) - 1
    factor = season(y[use], calendar[use] + 1)[calendar]
    level = float(y[use].mean() / factor[use].mean())
    expected = level * factor
    if level >= SMALL_MEAN:
        residual = (y[use] - expected[use]) / np.sqrt(factor[use])
        return _xmr(expected, np.sqrt(factor), residual, _fitted(factor[use]), CHANCE * np.sqrt(level))
    return _counts(y[use], expected, expected[use])


def xmr_limits(values: ArrayLike, *, screen: bool = True) -> tuple[float, float, float]:
    """Mean, lower and upper limit of an XmR chart (Wheeler & Chambers): mean -+ 2.66 x the mean moving range.

    screen: ranges of at least 3.267 times the mean range are left out once before the mean range is taken.
    """
    y = np.asarray(values, dtype=float)
    ranges = np.abs(np.diff(y))
    kept = ranges[ranges < SCREEN * ranges.mean()] if screen and ranges.any() else ranges
    reach = XMR * float(kept.mean())
    return float(y.mean()), float(y.mean() - reach), float(y.mean() + reach)


def season(values: ArrayLike, month: ArrayLike) -> NDArray[np.float64]:
    """What each calendar month has against the average month, shape (12,); ones where no season is proven.

    Proven: every month is there at least twice and the months differ more than the noise within them (quasi-Poisson
    test, p < 0.001). The factors are two harmonics of the monthly means, so that one odd July does not become a season.
    """
    y, calendar = np.asarray(values, dtype=float), np.asarray(month, dtype=int) - 1
    times = np.bincount(calendar, minlength=12)
    if times.min() < SEASON_YEARS or y.mean() <= 0:
        return np.ones(12)
    means = np.bincount(calendar, weights=y, minlength=12) / times
    within = float(((y - means[calendar]) ** 2).sum() / (len(y) - 12)) / y.mean()
    between = float((times * (means - y.mean()) ** 2).sum()) / y.mean() / max(within, 1.0)
    if chi2_above(between, 11) >= SEASON_SURE:
        return np.ones(12)
    angle = 2 * np.pi * np.arange(12) / 12
    waves = np.column_stack([np.ones(12), np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)])
    factors = np.maximum(waves @ np.linalg.lstsq(waves, means / means.mean(), rcond=None)[0], LEAST_FACTOR)
    return factors / factors.mean()


def _fitted(factor: NDArray[np.float64]) -> float:
    """How much wider limits must be because a season was fitted to the same points: residuals are too small, new points are not."""
    if np.ptp(factor) == 0:
        return 1.0
    n, fitted = len(factor), 5
    return float(np.sqrt((n + fitted) / (n - fitted)))


def _xmr(expected: NDArray[np.float64], spread: NDArray[np.float64], residual: NDArray[np.float64], wider: float, least: float) -> Limits:
    """Limits around the expected count; a month's noise follows the root of its season, as counts do.

    They are never nearer than `least`: counts of separate events vary at least as much as chance makes them, so moving
    ranges that happen to be small say nothing but that they happened to be small.
    """
    _, _, upper = xmr_limits(residual - residual.mean())
    outer = max(upper * wider, least) * spread
    near = outer * 2 / 3
    floor = np.zeros(len(expected))
    return Limits(
        "xmr",
        expected,
        expected,
        np.maximum(expected - outer, floor),
        expected + outer,
        np.maximum(expected - near, floor),
        expected + near,
    )


def _counts(baseline: NDArray[np.float64], expected: NDArray[np.float64], fitted: NDArray[np.float64]) -> Limits:
    """Exact tails of a Poisson distribution, or of a negative binomial one where the counts vary more than that."""
    shape = 0.0
    if baseline.sum() == 0:  # nothing has happened yet: the most events that so many months without any are compatible with
        expected = np.full(len(expected), -np.log(0.05) / len(baseline))
    else:
        shape = _shape(baseline, fitted)
    centre, *ends = (quantile(tail, expected, shape) for tail in (0.5, OUTER, 1 - OUTER, NEAR, 1 - NEAR))
    lower, upper, near_lower, near_upper = ends
    return Limits("negative_binomial" if shape else "poisson", expected, centre, lower, upper, near_lower, near_upper, shape)


def quantile(tail: float, mean: NDArray[np.float64], shape: float) -> NDArray[np.float64]:
    """The smallest count that at least the part `tail` lies at or below: negative binomial with a shape, Poisson without."""
    from scipy.stats import nbinom, poisson  # slow to load, and only control limits need a count's quantile

    levels, where = np.unique(mean, return_inverse=True)
    found = nbinom.ppf(tail, shape, shape / (shape + levels)) if shape else poisson.ppf(tail, levels)
    return np.asarray(found, dtype=float)[where]


def _shape(baseline: NDArray[np.float64], fitted: NDArray[np.float64]) -> float:
    """The negative binomial shape by moments, or 0 where a Poisson distribution explains the spread."""
    excess = float(((baseline - fitted) ** 2 / fitted).sum())
    if chi2_above(excess, len(baseline) - 1) >= OVERDISPERSED:
        return 0.0
    return float((fitted**2).sum() / ((baseline - fitted) ** 2 - fitted).sum())
