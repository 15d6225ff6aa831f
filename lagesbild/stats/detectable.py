"""The smallest change that the next survey can show: what a goal is held against when it is written."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lagesbild.stats.distributions import normal_quantile
from lagesbild.stats.proportion import at_edge
from lagesbild.stats.survey import Floats, divided

POWER = 0.8
CONFIDENCE = 0.95


def detectable_shares(
    share: ArrayLike, base: ArrayLike, next_base: ArrayLike, power: float = POWER, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """The smallest decrease and the smallest increase, both positive, on the share's scale (0.08 = 8 percentage points).

    Solves (p2 - p1)^2 = (z_confidence + z_power)^2 (p1 q1 / n1 + p2 q2 / n2) for p2, so the next wave has its own
    variance (a quadratic; Fleiss et al. 2003, section 4). Bases are effective answers. NaN where no change in that
    direction could be shown, and where something is missing. A share of 0 or 1 gets a variance as if two more had
    answered each way.
    """
    p, n, m = np.broadcast_arrays(*(np.asarray(c, dtype=float) for c in (share, base, next_base)))
    k = _quantiles(power, confidence)
    careful = divided(p * n + 2, n + 4)
    now = np.where(at_edge(p), divided(careful * (1 - careful), n + 4), divided(p * (1 - p), n))
    square, linear = 1 + divided(k, m), 2 * p + divided(k, m)
    root = np.sqrt(np.maximum(linear**2 - 4 * square * (p**2 - k * now), 0))
    low, high = (linear - root) / (2 * square), (linear + root) / (2 * square)
    return np.where(low >= 0, p - low, np.nan), np.where(high <= 1, high - p, np.nan)


def detectable_means(
    deviation: ArrayLike, base: ArrayLike, next_base: ArrayLike, power: float = POWER, confidence: float = CONFIDENCE
) -> Floats:
    """The smallest change of a mean, either way, in the scale's points; `deviation` is one answer's standard deviation.

    (z_confidence + z_power) x deviation x sqrt(1 / n1 + 1 / n2), with effective answers; NaN where something is missing.
    """
    spread = divided(1, base) + divided(1, next_base)
    return np.sqrt(_quantiles(power, confidence) * spread) * np.asarray(deviation, dtype=float)


def detectable_rates(
    events: ArrayLike, base: ArrayLike, next_base: ArrayLike, power: float = POWER, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """The smallest decrease and the smallest increase of a rate of events, both positive, per unit of base.

    Solves (r2 - r1)^2 = (z_confidence + z_power)^2 (r1 / b1 + r2 / b2) for r2, Poisson variance on both sides; a count has
    base 1. NaN where no decrease could be shown, and where something is missing. No events count as a variance of one.
    """
    x, b, m = np.broadcast_arrays(*(np.asarray(c, dtype=float) for c in (events, base, next_base)))
    rate, k = divided(x, b), _quantiles(power, confidence)
    linear = 2 * rate + divided(k, m)
    root = np.sqrt(np.maximum(linear**2 - 4 * (rate**2 - k * divided(np.maximum(x, 1), b**2)), 0))
    low, high = (linear - root) / 2, (linear + root) / 2
    return np.where(low >= 0, rate - low, np.nan), high - rate


def _quantiles(power: float, confidence: float) -> float:
    """The squared sum of the normal quantiles for the test and for the power."""
    return float((normal_quantile((1 + confidence) / 2) + normal_quantile(power)) ** 2)
