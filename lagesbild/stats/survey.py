"""Weighted shares and means of survey answers by area or group, with the errors of a stratified sample.

The figures equal R's survey package (svyby with svymean on a subset; Lumley 2010): every stratum of the survey stays in
the variance, also those without an answer in the domain. A stratum with a single respondent follows R's
`survey.lonely.psu = "adjust"`: its deviation is taken from the mean of the domain instead of its own mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class SurveyError(ValueError):
    """A design or a margin with which no estimate can be made; `args[0]` is a short English reason, for the log."""


@dataclass(frozen=True)
class Design:
    """How the survey was drawn: per stratum the respondents, shape (strata,), and the people it stands for where known."""

    respondents: Floats
    population: Floats | None = None

    def __post_init__(self) -> None:
        if self.population is not None and not bool(np.all(self.population >= self.respondents)):
            raise SurveyError("a stratum has no population, or a smaller one than its number of respondents")

    @property
    def scale(self) -> Floats:
        """What the squared deviations of each stratum are multiplied with: finite population correction x n / (n - 1)."""
        n = self.respondents
        unseen = np.ones(n.shape) if self.population is None else 1 - n / np.maximum(self.population, 1)
        return unseen * np.where(n > 1, n / np.maximum(n - 1, 1), 1.0)

    @property
    def centre(self) -> Floats:
        """The share of the squared stratum sum that is taken off: 1 / n, and none for a single respondent ("adjust")."""
        return np.where(self.respondents > 1, 1 / np.maximum(self.respondents, 1), 0.0)


@dataclass(frozen=True)
class Tallies:
    """Sums over the answers to one question, each of shape (domains, strata): all that an estimate needs to know."""

    n: Floats
    w: Floats
    ww: Floats
    wy: Floats
    wyy: Floats
    wwy: Floats
    wwyy: Floats

    def rest(self) -> Tallies:
        """For each domain the sums over all other domains of the same division (rows without a domain are in neither)."""
        return self.combined(1 - np.eye(self.n.shape[0]))

    def at(self, domains: NDArray[np.bool_]) -> Tallies:
        """The chosen domains alone, by a mask of shape (domains,)."""
        return Tallies(**{name: sums[domains] for name, sums in vars(self).items()})

    def combined(self, member: Floats) -> Tallies:
        """Sums over domains: `member`, shape (new domains, domains), has 1 where a domain belongs to a new one, else 0."""
        return Tallies(**{name: member @ sums for name, sums in vars(self).items()})

    def pooled(self, domains: ArrayLike) -> Tallies:
        """The chosen domains (their positions) as one, shape (1, strata)."""
        chosen = np.asarray(domains, dtype=int)
        return Tallies(**{name: sums[chosen].sum(axis=0, keepdims=True) for name, sums in vars(self).items()})


def stacked(parts: Sequence[Tallies]) -> Tallies:
    """The domains of several tallies below each other, say of one question after another."""
    return Tallies(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])})


@dataclass(frozen=True)
class Estimates:
    """One row per domain, each field of shape (domains,). No answers: n = 0 and everything else NaN.

    `se` is NaN where it is unknown: without answers, and where there is one answer only. `df` is answers less strata
    with answers. `kish` is the effective number of answers by the weights alone, (sum w)^2 / sum w^2; `design_effect` is
    the variance against that of a simple random sample of the same n (from the same population, where the design knows
    one), NaN where all answers are alike.
    """

    estimate: Floats
    se: Floats
    df: Floats
    n: Floats
    weight: Floats
    kish: Floats
    design_effect: Floats


def design(stratum: ArrayLike, population: ArrayLike | None = None) -> Design:
    """The design from one stratum code (0, 1, ...) per respondent, all respondents of the wave, answered or not.

    `population` is people per stratum, shape (strata,); with it the finite population correction applies.
    Raises SurveyError where it is missing for a stratum or smaller than the number of respondents.
    """
    people = None if population is None else np.asarray(population, dtype=float)
    counted = np.bincount(np.asarray(stratum, dtype=int), minlength=0 if people is None else len(people))
    if people is not None and len(people) != len(counted):
        raise SurveyError("there are strata without a population")
    return Design(counted.astype(float), people)


def tally(weight: ArrayLike, stratum: ArrayLike, domain: ArrayLike, value: ArrayLike, *, domains: int, strata: int) -> Tallies:
    """Sums of one question's answers by domain and stratum, all arrays of shape (respondents,).

    `value` is 0 or 1 for a share, the score for a mean, NaN for not answered. `domain` is a code below `domains`, or -1
    for outside all of them. Answers whose weight is missing or not positive do not count.
    """
    w, y = np.asarray(weight, dtype=float), np.asarray(value, dtype=float)
    cell = np.asarray(domain, dtype=np.int64) * strata + np.asarray(stratum, dtype=np.int64)
    used = np.isfinite(y) & np.isfinite(w) & (w > 0) & (np.asarray(domain) >= 0)
    w, y, cell = w[used], y[used], cell[used]

    def summed(amount: Floats | None = None) -> Floats:
        return np.bincount(cell, amount, minlength=domains * strata).reshape(domains, strata).astype(float)

    return Tallies(summed(), summed(w), summed(w * w), summed(w * y), summed(w * y * y), summed(w * w * y), summed((w * y) ** 2))


def divided(above: ArrayLike, below: ArrayLike) -> Floats:
    """Above / below, and NaN where below is not positive."""
    over, under = np.broadcast_arrays(np.asarray(above, dtype=float), np.asarray(below, dtype=float))
    return np.divide(over, under, out=np.full(over.shape, np.nan), where=under > 0)


def estimates(sums: Tallies, plan: Design) -> Estimates:
    """Weighted mean per domain with its standard error by Taylor linearisation of the ratio sum(wy) / sum(w)."""
    mean = _means(sums)
    squares = sums.wwyy - 2 * mean[:, None] * sums.wwy + mean[:, None] ** 2 * sums.ww
    weight = sums.w.sum(axis=1)
    within = divided(np.maximum(squares, 0), (weight**2)[:, None])
    spread = ((within - plan.centre * deviations(sums) ** 2) * plan.scale).sum(axis=1)
    return described(sums, np.sqrt(np.maximum(spread, 0)), plan)


def described(sums: Tallies, se: Floats, plan: Design) -> Estimates:
    """The estimates of some tallies around standard errors that were computed elsewhere, shape (domains,)."""
    mean, n, weight = _means(sums), sums.n.sum(axis=1), sums.w.sum(axis=1)
    known = np.where(n > 1, se, np.nan)
    scatter = np.maximum(divided(sums.wyy.sum(axis=1), weight) - mean**2, 0)
    alike = _alike(sums, mean)
    unseen = 1.0 if plan.population is None else 1 - divided(n, weight)
    simple = np.where(alike, np.nan, divided(scatter, n - 1) * unseen)
    return Estimates(
        estimate=mean,
        se=np.where((n > 1) & alike, 0.0, known),
        df=np.where(n > 0, n - (sums.n > 0).sum(axis=1), np.nan),
        n=n,
        weight=np.where(n > 0, weight, np.nan),
        kish=divided(weight**2, sums.ww.sum(axis=1)),
        design_effect=divided(known**2, simple),
    )


def deviations(sums: Tallies) -> Floats:
    """Sum of the linearised values w (y - mean) / sum(w) per domain and stratum: what two domains' covariance is made of."""
    return divided(sums.wy - _means(sums)[:, None] * sums.w, sums.w.sum(axis=1)[:, None])


def covariances(one: Tallies, other: Tallies, plan: Design) -> Floats:
    """Covariance row by row between the means of domains that share no respondent but the same survey, shape (domains,).

    It is zero where each stratum lies wholly in one of the two, as when areas are the strata.
    """
    shared = np.nan_to_num(deviations(one) * deviations(other))
    return -(shared * plan.centre * plan.scale).sum(axis=1)


def declared(value: ArrayLike, n: ArrayLike, design_effect: float, *, deviation: ArrayLike | None = None) -> Estimates:
    """Figures that were delivered as value and base only: the effective base is n / the design effect declared for the source.

    For shares `deviation` is left out; for a mean it is the standard deviation of one answer, without which no error is
    known. A missing base leaves the value without error and df, so that nothing can be certain about it.
    """
    if not design_effect > 0:
        raise SurveyError("a declared design effect is a positive number")
    figure, base = np.broadcast_arrays(np.asarray(value, dtype=float), np.asarray(n, dtype=float))
    base = np.where(np.isfinite(figure) & (base > 0), base, np.nan)
    spread = figure * (1 - figure) if deviation is None else np.asarray(deviation, dtype=float) ** 2
    effective = base / design_effect
    return Estimates(
        estimate=figure.astype(float),
        se=np.where(base > 1, np.sqrt(divided(np.maximum(spread, 0), effective)), np.nan),
        df=base - 1,
        n=np.where(np.isfinite(figure), base, 0.0),
        weight=base,
        kish=effective,
        design_effect=np.where(np.isfinite(base), design_effect, np.nan),
    )


def largest_deviation(mean: ArrayLike, scale: tuple[float, float]) -> Floats:
    """The largest standard deviation that answers with this mean can have on a bounded scale: all of them at its two ends.

    For a mean that was delivered without its spread; the interval from it is too wide rather than too narrow.
    """
    figure = np.asarray(mean, dtype=float)
    return np.sqrt(np.maximum((figure - scale[0]) * (scale[1] - figure), 0))


def _means(sums: Tallies) -> Floats:
    return divided(sums.wy.sum(axis=1), sums.w.sum(axis=1))


def _alike(sums: Tallies, mean: Floats) -> NDArray[np.bool_]:
    """Whether all answers of a domain are the same, so that rounding is not taken for a spread."""
    scatter = divided(sums.wyy.sum(axis=1), sums.w.sum(axis=1)) - mean**2
    return scatter <= 1e-13 * np.maximum(mean**2, 1)
