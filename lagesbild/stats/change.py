"""Has a count or rate changed, and is one area different from the rest? Exact tests, one declared family at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.model import AreaVerdict, Better, ChangeVerdict, Polarity
from lagesbild.stats.distributions import beta_quantile

FALSE_FINDINGS = 0.05  # Benjamini-Hochberg: expected share of false ones among the findings
TOO_FEW_TO_JUDGE = 20  # events in both periods together; below this only a very large change could be seen


@dataclass(frozen=True)
class RateRatio:
    """The ratio of two Poisson rates (second to first) with exact interval and two-sided p-value."""

    ratio: float
    lower: float
    upper: float
    p_value: float


def rate_ratio(events_a: float, base_a: float, events_b: float, base_b: float, confidence: float = 0.95) -> RateRatio:
    """Exact conditional comparison of two Poisson rates, b against a, given their total.

    Given the total, events_b is binomial (Przyborowski & Wilenski 1940); the two-sided p-value sums all outcomes
    that are no more likely than the observed, the interval is Clopper-Pearson's. Bases are person-years > 0.
    """
    if int(events_a + events_b) == 0:
        return RateRatio(np.nan, 0.0, np.inf, 1.0)
    tail, odds = (1 - confidence) / 2, base_a / base_b
    low = float(beta_quantile(tail, events_b, events_a + 1)) if events_b > 0 else 0.0
    high = float(beta_quantile(1 - tail, events_b + 1, events_a)) if events_a > 0 else 1.0
    ratio = events_b / events_a * odds if events_a > 0 else np.inf
    return RateRatio(
        ratio=ratio,
        lower=low / (1 - low) * odds,
        upper=high / (1 - high) * odds if high < 1 else np.inf,
        p_value=_p_value(events_a, base_a, events_b, base_b),
    )


def _p_value(events_a: float, base_a: float, events_b: float, base_b: float) -> float:
    from scipy.stats import binomtest  # slow to load

    total = int(events_a + events_b)
    return float(binomtest(int(events_b), total, base_b / (base_a + base_b)).pvalue) if total else 1.0


def p_values(events_a: ArrayLike, base_a: ArrayLike, events_b: ArrayLike, base_b: ArrayLike) -> NDArray[np.float64]:
    """Exact conditional p-values row by row; NaN where a count or base is missing or a base is not positive."""
    columns = [np.atleast_1d(np.asarray(c, dtype=float)) for c in (events_a, base_a, events_b, base_b)]
    rows = np.column_stack(np.broadcast_arrays(*columns))
    usable = np.isfinite(rows).all(axis=1) & (rows[:, 1] > 0) & (rows[:, 3] > 0)
    return np.array([_p_value(*row) if ok else np.nan for row, ok in zip(rows, usable, strict=True)])


def adjusted(p: ArrayLike) -> NDArray[np.float64]:
    """Benjamini-Hochberg adjusted p-values over one family; NaN stays NaN and does not count as a test."""
    from scipy.stats import false_discovery_control  # slow to load

    values = np.asarray(p, dtype=float)
    found, tested = np.full(values.shape, np.nan), np.isfinite(values)
    if tested.any():
        found[tested] = false_discovery_control(values[tested], method="bh")
    return found


def lost_among(p: ArrayLike, verdicts: Sequence[ChangeVerdict], tested: int) -> list[int]:
    """How many comparisons each row was tested among, where only that keeps it from being certain; 0 for every other row.

    Of such a row it cannot be said that chance alone easily gives it (p, unadjusted, is below FALSE_FINDINGS): only that it is
    what some of so many comparisons give.
    """
    alone = np.asarray(p, dtype=float) < FALSE_FINDINGS
    return [tested if sure and verdict == "no_clear_change" else 0 for sure, verdict in zip(alone, verdicts, strict=True)]


def change_verdicts(
    events_a: ArrayLike, base_a: ArrayLike, events_b: ArrayLike, base_b: ArrayLike, broken: Sequence[bool] | None = None
) -> list[ChangeVerdict]:
    """One verdict per row for b against a, over the family that the rows make up together.

    `broken` rows (a series break lies between) are not comparable and are not part of the family.
    """
    a, b = np.asarray(events_a, dtype=float), np.asarray(events_b, dtype=float)
    cut = np.zeros(a.shape, dtype=bool) if broken is None else np.asarray(broken, dtype=bool)
    p = p_values(a, base_a, b, base_b)
    p[cut] = np.nan
    sure = adjusted(p) < FALSE_FINDINGS
    rate_a, rate_b = a / np.asarray(base_a, dtype=float), b / np.asarray(base_b, dtype=float)
    found: list[ChangeVerdict] = []
    for i in range(len(a)):
        if cut[i]:
            found.append("not_comparable")
        elif not np.isfinite(p[i]):
            found.append("not_measured")
        elif sure[i]:
            found.append("increase" if rate_b[i] > rate_a[i] else "decrease")
        else:
            found.append("too_uncertain" if a[i] + b[i] < TOO_FEW_TO_JUDGE else "no_clear_change")
    return found


def area_verdicts(events: ArrayLike, base: ArrayLike, rest_events: ArrayLike, rest_base: ArrayLike) -> list[AreaVerdict]:
    """Each area against the rest of the municipality (never against a total that it is part of), one family."""
    inside, outside = np.asarray(events, dtype=float), np.asarray(rest_events, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):  # nothing outside: not a test, told below
        here, there = inside / np.asarray(base, dtype=float), outside / np.asarray(rest_base, dtype=float)
    sure = adjusted(p_values(rest_events, rest_base, events, base))
    found: list[AreaVerdict] = []
    for i in range(len(inside)):
        if not np.isfinite(sure[i]):
            found.append("too_uncertain")
        elif sure[i] < FALSE_FINDINGS:
            found.append("clearly_higher" if here[i] > there[i] else "clearly_lower")
        else:
            found.append("no_clear_difference")
    return found


def polarity(verdict: str, better: Better) -> Polarity:
    """Whether a verdict is good or bad news; neutral without a direction, and for everything that is not certain."""
    if better == "neither" or verdict not in ("increase", "decrease", "clearly_higher", "clearly_lower"):
        return "neutral"
    higher = verdict in ("increase", "clearly_higher")
    return "good" if higher == (better == "higher") else "bad"
