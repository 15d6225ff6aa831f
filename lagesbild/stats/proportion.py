"""Intervals for shares and means: a share's never leaves 0-1 and never has no width, however few or alike the answers are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.stats.distributions import beta_quantile, normal_above, normal_quantile, t_quantile
from lagesbild.stats.survey import Estimates, Floats, divided

EDGE = 1e-12  # a share nearer than this to 0 or 1 is 0 or 1: weights were summed in another order


def wilson(share: ArrayLike, base: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's (1927) score interval for shares (0-1) on a base that may be fractional; a base of 0 or NaN gives NaN."""
    p, n = np.broadcast_arrays(np.asarray(share, dtype=float), np.asarray(base, dtype=float))
    z = normal_quantile((1 + confidence) / 2)
    middle = divided(p * n + z**2 / 2, np.where(n > 0, n + z**2, np.nan))
    half = divided(z * np.sqrt(np.maximum(n * p * (1 - p) + z**2 / 4, 0)), np.where(n > 0, n + z**2, np.nan))
    return np.where(p <= 0, np.minimum(middle - half, 0), middle - half), np.where(p >= 1, np.maximum(middle + half, 1), middle + half)


def clopper_pearson(events: ArrayLike, base: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact (Clopper & Pearson 1934) interval of a share from events and base, both may be fractional; base 0 or NaN gives NaN."""
    x, n = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(base, dtype=float))
    known, tail = (n > 0) & np.isfinite(x), (1 - confidence) / 2
    a, b = np.where(known, np.maximum(x, 0), np.nan), np.where(known, np.maximum(n - x, 0), np.nan)
    low = np.where(a > n * EDGE, beta_quantile(tail, np.maximum(a, 1e-300), b + 1), 0.0)
    high = np.where(b > n * EDGE, beta_quantile(1 - tail, a + 1, np.maximum(b, 1e-300)), 1.0)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def korn_graubard(share: ArrayLike, base: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Clopper-Pearson on the effective base of a weighted share (Korn & Graubard 1998; R's svyciprop method "beta")."""
    return clopper_pearson(np.asarray(share, dtype=float) * np.asarray(base, dtype=float), base, confidence)


def df_adjusted(base: ArrayLike, n: ArrayLike, df: ArrayLike, confidence: float = 0.95) -> Floats:
    """An effective base made smaller for a variance estimated from few answers: base x (t with n - 1 df / t with `df`)^2.

    NaN where the base is not known or df is below 1 (Korn & Graubard 1998).
    """
    tail = (1 + confidence) / 2
    enough = np.asarray(df, dtype=float) >= 1
    top, low = t_quantile(tail, np.maximum(np.asarray(n, dtype=float) - 1, 1)), t_quantile(tail, np.where(enough, df, 1))
    return np.where(enough, np.asarray(base, dtype=float) * (top / low) ** 2, np.nan)


def effective_base(figures: Estimates, confidence: float = 0.95) -> Floats:
    """The number of answers of a simple random sample that would know a share as well: p (1 - p) / se^2, adjusted for df.

    Never more than Kish's base, which the weights alone allow: a few heavy answers that happen to agree hide their
    spread (in our simulation intervals without this cap held a group's share in 85 % of the surveys instead of 95).
    Where the error is zero (all answers alike, or alike within each stratum) it says nothing, and Kish's base stands in;
    with df below 1 the base is 1 (the widest interval); without a known base NaN.
    """
    p = figures.estimate
    by_error = divided(p * (1 - p), figures.se**2)
    base = np.where((figures.se > 0) & ~at_edge(p), by_error, figures.kish)
    base = np.minimum(df_adjusted(base, figures.n, figures.df, confidence), figures.kish)
    return np.where(np.isfinite(base), base, np.where(figures.n >= 1, 1.0, np.nan))


def freedom(figures: Estimates) -> Floats:
    """Degrees of freedom for Student's t: R's, less what uneven weights take away (Kish's base less the strata answered in).

    At least 1 where R's are, NaN where they are below 1: then no spread is known.
    """
    weighed = np.minimum(figures.df, figures.kish - (figures.n - figures.df))
    return np.where(figures.df >= 1, np.maximum(weighed, 1), np.nan)


def at_edge(share: ArrayLike) -> NDArray[np.bool_]:
    """Whether a share is 0 or 1."""
    p = np.asarray(share, dtype=float)
    return (p <= EDGE) | (p >= 1 - EDGE)


def share_interval(figures: Estimates, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Interval of each share: Wilson's on the effective base, Korn & Graubard's at exactly 0 or 1; NaN without a base."""
    base = effective_base(figures, confidence)
    exact = at_edge(figures.estimate) | (base <= 1)
    ordinary, cautious = wilson(figures.estimate, base, confidence), korn_graubard(figures.estimate, base, confidence)
    low, high = (np.where(exact, c, o) for o, c in zip(ordinary, cautious, strict=True))
    return low, high


def mean_interval(figures: Estimates, scale: tuple[float, float], confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Interval of each mean on a bounded scale such as 0-6: mean -+ t x se, kept inside the scale; NaN without a base.

    With df below 1 (one answer) it is the whole scale; with an error that was not delivered there is none (NaN). Where
    all answers are alike the error is zero: as many people as Korn & Graubard's limit for 0 allows may still answer
    otherwise, at the far end of the scale.
    """
    bottom, top = scale
    mean, df = figures.estimate, figures.df
    half = figures.se * t_quantile((1 + confidence) / 2, freedom(figures))
    low, high = mean - half, mean + half
    otherwise = korn_graubard(0.0, df_adjusted(figures.kish, figures.n, df, confidence), confidence)[1]
    low = np.where(half == 0, mean - otherwise * (mean - bottom), low)
    high = np.where(half == 0, mean + otherwise * (top - mean), high)
    unknown = (figures.n >= 1) & (df < 1)
    return np.where(unknown, bottom, np.maximum(low, bottom)), np.where(unknown, top, np.minimum(high, top))


def newcombe(
    share_a: ArrayLike, base_a: ArrayLike, share_b: ArrayLike, base_b: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Interval of share_b - share_a for two independent shares, from their Wilson intervals (Newcombe 1998, method 10)."""
    return from_intervals(share_a, wilson(share_a, base_a, confidence), share_b, wilson(share_b, base_b, confidence))


def from_intervals(
    a: ArrayLike, interval_a: tuple[Floats, Floats], b: ArrayLike, interval_b: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Interval of b - a for two independent figures of which only value and interval are known (MOVER, Zou & Donner 2008)."""
    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    (low_a, high_a), (low_b, high_b) = interval_a, interval_b
    return second - first - np.hypot(second - low_b, high_a - first), second - first + np.hypot(high_b - second, first - low_a)


def p_of_interval(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, confidence: float = 0.95) -> Floats:
    """Two-sided p-value of zero for a figure of which only value and interval are known, from the side where zero lies.

    Exactly 1 - `confidence` where an end of the interval is zero; NaN where that side is not known.
    """
    found = np.asarray(value, dtype=float)
    half = np.where(found > 0, found - lower, upper - found)
    known = np.where(np.isfinite(found), np.abs(found), np.nan)
    return 2 * normal_above(normal_quantile((1 + confidence) / 2) * divided(known, half))
