"""Empirical Bayes: what a small area's rate most likely is, given that it is one of many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Smoothed:
    """Rates pulled towards the mean of all areas, the more the fewer people stand behind them.

    estimate, weight: arrays like the input; weight is the share of its own raw rate that an area keeps, 0-1.
    """

    estimate: NDArray[np.float64]
    weight: NDArray[np.float64]
    mean: float  # of all areas: events / people
    variance: float  # between areas' underlying rates; 0 where chance explains all differences


def marshall(events: ArrayLike, people: ArrayLike) -> Smoothed:
    """Marshall's (1991) global empirical Bayes estimator of rates, by the method of moments.

    `events` >= 0 and `people` > 0 are arrays of the same shape; rates come in events per person. An area without people or with
    an unknown number gets NaN and does not count. With b = sum x / sum n, s2 = sum n (x/n - b)^2 / sum n and m = mean n,
    a = max(0, s2 - b/m), and the estimate is b + a / (a + b/n) * (x/n - b).
    """
    count, base = np.asarray(events, dtype=float), np.asarray(people, dtype=float)
    known = np.isfinite(count) & np.isfinite(base) & (base > 0)
    estimate, weight = np.full(count.shape, np.nan), np.full(count.shape, np.nan)
    if not known.any():
        return Smoothed(estimate, weight, np.nan, np.nan)
    x, n = count[known], base[known]
    raw, mean = x / n, float(x.sum() / n.sum())
    between = max(0.0, float((n * (raw - mean) ** 2).sum() / n.sum() - mean / n.mean()))
    kept = between / (between + mean / n) if between > 0 else np.zeros_like(n)
    weight[known], estimate[known] = kept, mean + kept * (raw - mean)
    return Smoothed(estimate, weight, mean, between)
