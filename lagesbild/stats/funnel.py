"""Funnel plots: where an area's count would lie if it had the rate of all areas, for its number of people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.stats.distributions import chi2_quantile, normal_quantile, poisson_above, poisson_below

WARNING, ALARM = 0.95, 0.998  # about two and three standard errors
TRIMMED = 0.1  # share of the areas at each end whose z-scores are pulled in before the overdispersion is measured


@dataclass(frozen=True)
class Limits:
    """Lower and upper limits, as ratios of the expected number."""

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def poisson_limits(expected: ArrayLike, level: float) -> Limits:
    """Exact limits for observed / expected when the true ratio is one, from chi-square quantiles.

    `expected` > 0 is any array of expected counts. The limits are those of Garwood (1936) for a count equal to the expected
    number, as the English public health funnels draw them; NaN where nothing is expected.
    """
    wanted = np.asarray(expected, dtype=float)
    mean, tail = np.where(wanted > 0, wanted, np.nan), (1 - level) / 2
    with np.errstate(invalid="ignore"):
        return Limits(chi2_quantile(tail, 2 * mean) / 2 / mean, chi2_quantile(1 - tail, 2 * (mean + 1)) / 2 / mean)


@dataclass(frozen=True)
class Dispersion:
    """How much more areas differ than chance alone explains."""

    phi: float  # mean of the winsorised squared z-scores: 1 where chance explains everything
    between: float  # variance of the true log ratios, on the scale of the z-scores' square root transform


def dispersion(observed: ArrayLike, expected: ArrayLike, trimmed: float = TRIMMED) -> Dispersion:
    """Spiegelhalter's (2005) overdispersion: z-scores of the square roots, winsorised, and the between-area variance (DerSimonian-Laird).

    z = 2 (sqrt(O) - sqrt(E)); its share `trimmed` at each end is set to that quantile; phi is the mean of z squared. Only where
    phi exceeds one (I phi > I - 1) is there a variance between the areas: (I phi - (I - 1)) / (sum w - sum w^2 / sum w), w = 4 E,
    on the scale of sqrt(O/E). Areas where nothing is expected do not count.
    """
    seen, mean = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    known = np.isfinite(seen) & np.isfinite(mean) & (mean > 0)
    n = int(known.sum())
    if n < 2:
        return Dispersion(1.0, 0.0)
    z = 2 * (np.sqrt(seen[known]) - np.sqrt(mean[known]))
    z = np.clip(z, *np.quantile(z, [trimmed, 1 - trimmed]))
    phi, weight = float((z**2).mean()), 4 * mean[known]
    excess = n * phi - (n - 1)
    between = excess / float(weight.sum() - (weight**2).sum() / weight.sum()) if excess > 0 else 0.0
    return Dispersion(phi, between)


def widened_limits(expected: ArrayLike, level: float, between: float) -> Limits:
    """Limits that allow for a variance between areas: 1 + z-quantile x standard error on the square root's scale, squared back.

    Without such a variance the exact Poisson limits hold.
    """
    if between <= 0:
        return poisson_limits(expected, level)
    mean = np.asarray(expected, dtype=float)
    mean = np.where(mean > 0, mean, np.nan)
    half = float(normal_quantile((1 + level) / 2)) * np.sqrt(1 / (4 * mean) + between)
    return Limits(np.maximum(1 - half, 0) ** 2, (1 + half) ** 2)


def outside(observed: ArrayLike, expected: ArrayLike, level: float, between: float = 0.0) -> NDArray[np.int_]:
    """-1 below the limits, 1 above, 0 within or unknown; with a variance between areas by the widened limits, else by exact tails.

    The tails decide rather than the drawn limits, since a count can only be whole: chance alone is outside at most 1 - level of the time.
    """
    seen, mean = np.broadcast_arrays(np.asarray(observed, dtype=float), np.asarray(expected, dtype=float))
    known, tail = np.isfinite(seen) & (mean > 0), (1 - level) / 2
    count, rate = np.where(known, seen, 0.0), np.where(known, mean, 1.0)
    if between > 0:
        limits = widened_limits(rate, level, between)
        low, high = count / rate < limits.lower, count / rate > limits.upper
    else:
        low, high = poisson_below(count, rate) < tail, poisson_above(count - 1, rate) < tail
    return np.where(known, high.astype(int) - low.astype(int), 0)
