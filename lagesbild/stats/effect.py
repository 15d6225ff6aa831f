"""Did an activity go together with a change that comparison areas did not see? An indication, never a proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lagesbild.model import ChangeVerdict
from lagesbild.stats.distributions import normal_above, normal_quantile, t_above, t_quantile

SURE = 0.05  # p-value below which an effect is told as certain
TOO_FEW_TO_JUDGE = 20  # events in all areas and both periods together


@dataclass(frozen=True)
class Counts:
    """Events in a group of areas before and after the activity began."""

    before: float
    after: float


@dataclass(frozen=True)
class Effect:
    """How much more the activity's areas changed than the comparison's; negative: fewer events, a lower share."""

    difference: float
    lower: float
    upper: float
    standard_error: float
    p_value: float


def displacement_difference(
    target: Counts,
    comparison: Counts,
    near: Counts | None = None,
    near_comparison: Counts | None = None,
    exposure: float = 1.0,
    confidence: float = 0.95,
) -> Effect:
    """Weighted displacement difference (Wheeler & Ratcliffe 2018, Crime Science 7:11), in events per period of the length before.

    (target after - before) - (comparison after - before), plus the same for areas near by where crime may have moved to, with a
    comparison of their own. Counts are Poisson, so the variance is the sum of all counts. `exposure` is the length of the time
    before divided by the time after: counts after are brought to the length before. `near` needs `near_comparison`.
    """
    if (near is None) != (near_comparison is None):
        raise ValueError("areas near by need a comparison of their own")
    signed = [(1.0, target), (-1.0, comparison)]
    if near is not None and near_comparison is not None:
        signed += [(1.0, near), (-1.0, near_comparison)]
    difference = sum(sign * (c.after * exposure - c.before) for sign, c in signed)
    error = float(np.sqrt(sum(c.before + c.after * exposure**2 for _, c in signed)))
    if error == 0:
        return Effect(0.0, np.nan, np.nan, 0.0, np.nan)
    half = float(normal_quantile((1 + confidence) / 2)) * error
    return Effect(difference, difference - half, difference + half, error, float(2 * normal_above(abs(difference) / error)))


@dataclass(frozen=True)
class Share:
    """An estimated share with its standard error (both 0-1) and the degrees of freedom of that error."""

    value: float
    error: float
    degrees: float = np.inf


def difference_in_differences(
    target_before: Share, target_after: Share, comparison_before: Share, comparison_after: Share, confidence: float = 0.95
) -> Effect:
    """(target after - before) - (comparison after - before) of survey shares from four independent samples.

    Variances add; degrees of freedom by Welch & Satterthwaite. A sample without spread (0 or 100 %) gives no test: its standard
    error is zero only on paper, so interval and p-value are NaN.
    """
    told = (target_before, target_after, comparison_before, comparison_after)
    difference = (target_after.value - target_before.value) - (comparison_after.value - comparison_before.value)
    variances = np.array([share.error**2 for share in told])
    error = float(np.sqrt(variances.sum()))
    if not (variances > 0).all():
        return Effect(difference, np.nan, np.nan, error, np.nan)
    degrees = float(variances.sum() ** 2 / (variances**2 / [share.degrees for share in told]).sum()) if _finite(told) else np.inf
    half = float(t_quantile((1 + confidence) / 2, degrees)) * error
    return Effect(difference, difference - half, difference + half, error, float(2 * t_above(abs(difference) / error, degrees)))


def effect_verdict(effect: Effect, events: float | None = None) -> ChangeVerdict:
    """The effect in the words of a change; `events` is the sum of all counts, None for shares."""
    if not np.isfinite(effect.p_value) or (events is not None and events < TOO_FEW_TO_JUDGE):
        return "too_uncertain"
    if effect.p_value >= SURE:
        return "no_clear_change"
    return "increase" if effect.difference > 0 else "decrease"


def _finite(told: Sequence[Share]) -> bool:
    return any(np.isfinite(share.degrees) for share in told)
