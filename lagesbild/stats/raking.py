"""Weights that make the respondents add up to the population: by stratum, by raking and by linear calibration.

The standard errors of estimates with raked weights count that the margins are known (R's survey does the same).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.stats.survey import Design, Estimates, Floats, SurveyError, described, divided, tally

ROUNDS = 200
CLOSE = 1e-10  # largest relative distance from a margin that counts as met


class CalibrationError(SurveyError):
    """The respondents cannot be weighted to the margins; `margin` and `level` are positions, or None where it is none of them."""

    def __init__(self, reason: str, margin: int | None = None, level: int | None = None) -> None:
        super().__init__(reason)
        self.margin = margin
        self.level = level


def stratum_weights(stratum: ArrayLike, population: ArrayLike) -> Floats:
    """The weight N / n of each respondent, from stratum codes and people per stratum; raises CalibrationError without respondents."""
    code, people = np.asarray(stratum, dtype=int), np.asarray(population, dtype=float)
    _checked(0, np.ones(len(code)), code, people)
    return divided(people, np.bincount(code, minlength=len(people)))[code]


def rake(weight: ArrayLike, levels: Sequence[ArrayLike], totals: Sequence[ArrayLike]) -> Floats:
    """Raked weights (iterative proportional fitting, Deming & Stephan 1940), shape (respondents,).

    Per margin `levels` holds a level code for each respondent and `totals` the people on each level. Raises
    CalibrationError where a level with people has no respondents, where respondents have no people to stand for, and
    where the margins cannot be met together within the rounds (most often because they add up to different totals).
    """
    raked = np.array(weight, dtype=float)
    margins = [(np.asarray(code, dtype=int), np.asarray(people, dtype=float)) for code, people in zip(levels, totals, strict=True)]
    for position, (code, people) in enumerate(margins):
        _checked(position, raked, code, people)
    for _ in range(ROUNDS):
        farthest = 0.0
        for code, people in margins:
            factor = np.divide(people, np.bincount(code, raked, minlength=len(people)), out=np.ones(len(people)), where=people > 0)
            farthest = max(farthest, float(np.abs(factor - 1).max()))
            raked = raked * factor[code]
        if farthest < CLOSE:
            return raked
    raise CalibrationError("the margins cannot be met together")


def calibrate_linear(weight: ArrayLike, levels: Sequence[ArrayLike], totals: Sequence[ArrayLike]) -> Floats:
    """Weights by linear calibration to the same margins (GREG; Deville & Särndal 1992). A weight can become negative.

    Raises CalibrationError as `rake` does.
    """
    base = np.asarray(weight, dtype=float)
    for position, (code, people) in enumerate(zip(levels, totals, strict=True)):
        _checked(position, base, np.asarray(code, dtype=int), np.asarray(people, dtype=float))
    known = np.concatenate([np.asarray(people, dtype=float) for people in totals])
    column = _indicators(levels, totals)
    shortfall = known - column.T @ base
    slope = np.linalg.lstsq((column * base[:, None]).T @ column, shortfall, rcond=1e-12)[0]
    found = base * (1 + column @ slope)
    if np.abs(column.T @ found - known).max() > 1e-8 * known.max():
        raise CalibrationError("the margins cannot be met together")
    return found


def raked_estimates(
    weight: ArrayLike, stratum: ArrayLike, domain: ArrayLike, value: ArrayLike, levels: Sequence[ArrayLike], domains: int, plan: Design
) -> Estimates:
    """The estimates of `survey.estimates` for weights raked to `levels`: errors of what the margins do not explain.

    The linearised values, per unit of weight, are replaced by their residuals on all margins (as R's svymean does after
    rake); all respondents, also those outside the domain, then belong to its variance. Shapes as in `survey.tally`.
    """
    w, area, y = np.asarray(weight, dtype=float), np.asarray(domain, dtype=int), np.asarray(value, dtype=float)
    code, strata = np.asarray(stratum, dtype=int), len(plan.respondents)
    sums = tally(w, code, area, y, domains=domains, strata=strata)
    mean, total = divided(sums.wy.sum(axis=1), sums.w.sum(axis=1)), sums.w.sum(axis=1)
    used = np.isfinite(y) & (w > 0) & (area >= 0)
    error = np.zeros((len(w), domains))
    error[used, area[used]] = (y[used] - mean[area[used]]) / total[area[used]]
    explained = _spanned(_indicators(levels, [np.zeros(int(np.max(np.asarray(codes))) + 1) for codes in levels]))
    residual = (error - explained @ (explained.T @ error)) * w[:, None]
    return described(sums, np.sqrt(_stratified(residual, code, plan)), plan)


def _stratified(residual: Floats, stratum: NDArray[np.int_], plan: Design) -> Floats:
    """Variance of a stratified total, per column of values with one row per respondent."""
    member = np.equal.outer(np.arange(len(plan.respondents)), stratum).astype(float)
    squares, sums = member @ residual**2, member @ residual
    return np.maximum(plan.scale @ (squares - plan.centre[:, None] * sums**2), 0)


def _indicators(levels: Sequence[ArrayLike], totals: Sequence[ArrayLike]) -> Floats:
    """A 0-1 column for each level of each margin."""
    return np.hstack([np.eye(len(np.asarray(people)))[np.asarray(code, dtype=int)] for code, people in zip(levels, totals, strict=True)])


def _spanned(columns: Floats) -> Floats:
    """An orthogonal basis of what the columns span: the margins each add up to one, so some columns say nothing new."""
    left, size, _ = np.linalg.svd(columns, full_matrices=False)
    return left[:, size > size[0] * 1e-10]


def _checked(margin: int, weight: Floats, code: NDArray[np.int_], people: Floats) -> None:
    """Refuse a margin that some respondents or some people have no counterpart for."""
    if not (weight >= 0).all():
        raise CalibrationError("a weight is missing or negative", margin)
    if not (people >= 0).all() or (code < 0).any() or (code >= len(people)).any():
        raise CalibrationError("a level has no known number of people", margin)
    weighed = np.bincount(code, weight, minlength=len(people))
    for level in np.flatnonzero((people > 0) != (weighed > 0)):
        reason = "no respondents on a level" if people[level] > 0 else "no people on a level that has respondents"
        raise CalibrationError(reason, margin, int(level))
