"""Exact Poisson intervals for counts and rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.stats.distributions import chi2_quantile


def poisson_interval(events: ArrayLike, confidence: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Exact (Garwood 1936) interval for Poisson counts, from chi-square quantiles.

    `events` is any shape of counts >= 0; NaN gives NaN. Returns lower and upper in the same shape, in events.
    """
    count = np.asarray(events, dtype=float)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        lower = np.where(count > 0, chi2_quantile(tail, 2 * np.maximum(count, 1)) / 2, np.where(count == 0, 0.0, np.nan))
        upper = chi2_quantile(1 - tail, 2 * (count + 1)) / 2
    return lower, upper


def rate(events: ArrayLike, base: ArrayLike, per: float) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Rate per `per` person-years with its exact Poisson interval: (value, lower, upper).

    A base of zero or NaN gives NaN: no population, no rate.
    """
    persons = np.asarray(base, dtype=float)
    factor = np.divide(per, persons, out=np.full(persons.shape, np.nan), where=persons > 0)
    lower, upper = poisson_interval(events)
    return np.asarray(events, dtype=float) * factor, lower * factor, upper * factor
