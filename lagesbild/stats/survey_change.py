"""Has a survey figure changed, does an area differ from the rest, do two instruments say the same? One declared family at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.model import AreaVerdict, ChangeVerdict
from lagesbild.stats.change import FALSE_FINDINGS, adjusted
from lagesbild.stats.distributions import normal_above, t_above, t_quantile
from lagesbild.stats.proportion import at_edge, effective_base, freedom, newcombe
from lagesbild.stats.survey import Design, Estimates, Floats, Tallies, covariances, divided, estimates

SMALLEST_BASE = 30  # effective answers on either side; with fewer only a change of some 25 percentage points could be seen
FEW_EXPECTED = 5  # expected answers in a cell; below this the normal approximation is left for Fisher's exact test


@dataclass(frozen=True)
class Difference:
    """Second figure less the first, row by row, with interval and two-sided p-value; NaN where it cannot be known.

    `base` is the smaller effective base of the two, which decides whether a row is judged at all.
    """

    value: Floats
    lower: Floats
    upper: Floats
    p_value: Floats
    base: Floats


def mean_difference(first: Estimates, second: Estimates, covariance: ArrayLike = 0.0, confidence: float = 0.95) -> Difference:
    """Second less first, as d / sqrt(se1^2 + se2^2 - 2 cov) against Student's t with Welch & Satterthwaite's df.

    For means and weighted figures; two independent waves have covariance 0. Where an error is unknown, or there is no
    spread at all, the value stands without interval and p-value.
    """
    value = second.estimate - first.estimate
    parts = np.stack([first.se**2, second.se**2])
    shrink = np.where(parts == 0, 0.0, divided(parts**2, np.stack([freedom(first), freedom(second)]))).sum(axis=0)
    df = np.where(shrink == 0, np.inf, divided(parts.sum(axis=0) ** 2, shrink))
    error = np.sqrt(np.maximum(parts.sum(axis=0) - 2 * np.asarray(covariance, dtype=float), 0))
    error = np.where((error > 0) & (df >= 1), error, np.nan)
    half = error * t_quantile((1 + confidence) / 2, df)
    base = np.minimum(first.kish, second.kish)
    return Difference(value, value - half, value + half, 2 * t_above(np.abs(value) / error, df), base)


def share_difference(first: Estimates, second: Estimates, covariance: ArrayLike = 0.0, confidence: float = 0.95) -> Difference:
    """Second less first for weighted shares: as `mean_difference`, and Newcombe's where a share is 0 or 1 (its error is zero)."""
    usual = mean_difference(first, second, covariance, confidence)
    exact = aggregate_difference(first, second, confidence)
    edge = at_edge(first.estimate) | at_edge(second.estimate) | ~np.isfinite(usual.p_value)
    pairs = ((getattr(exact, name), getattr(usual, name)) for name in ("value", "lower", "upper", "p_value", "base"))
    return Difference(*(np.where(edge, e, u) for e, u in pairs))


def aggregate_difference(first: Estimates, second: Estimates, confidence: float = 0.95) -> Difference:
    """Second less first for independent shares of which only share and base are known: Newcombe's interval on effective bases.

    The p-value is the pooled score test's; Fisher's where both bases are whole answers and a cell expects fewer than five.
    """
    base_a, base_b = effective_base(first, confidence), effective_base(second, confidence)
    lower, upper = newcombe(first.estimate, base_a, second.estimate, base_b, confidence)
    p = share_p_values(first.estimate, base_a, second.estimate, base_b)
    return Difference(second.estimate - first.estimate, lower, upper, p, np.minimum(base_a, base_b))


def share_p_values(share_a: ArrayLike, base_a: ArrayLike, share_b: ArrayLike, base_b: ArrayLike) -> Floats:
    """Two-sided p-values of equal shares: pooled score test (chi-square without correction), Fisher's where few are expected."""
    from scipy.stats import fisher_exact  # slow to load

    p_a, n_a, p_b, n_b = np.broadcast_arrays(*(np.asarray(c, dtype=float) for c in (share_a, base_a, share_b, base_b)))
    pooled = divided(p_a * n_a + p_b * n_b, n_a + n_b)
    error = np.sqrt(np.maximum(pooled * (1 - pooled) * (divided(1, n_a) + divided(1, n_b)), 0))
    found = np.where(at_edge(pooled), 1.0, 2 * normal_above(divided(np.abs(p_b - p_a), error)))
    fewest = np.minimum(n_a, n_b) * np.minimum(pooled, 1 - pooled)
    counts = np.stack([p_a * n_a, (1 - p_a) * n_a, p_b * n_b, (1 - p_b) * n_b], axis=-1)
    whole = (np.isclose(counts, np.round(counts), atol=1e-6) & (counts > -1e-6)).all(
        axis=-1
    )  # a mean is no share: it may leave a count below 0
    found = np.atleast_1d(np.where(np.isfinite(error), found, np.nan))
    for i in np.argwhere(np.atleast_1d(whole & (fewest < FEW_EXPECTED) & np.isfinite(error))):
        table = np.round(np.atleast_2d(counts)[tuple(i)]).astype(int).reshape(2, 2)
        found[tuple(i)] = fisher_exact(table)[1]
    return found.reshape(p_a.shape)


def domain_difference(one: Tallies, other: Tallies, plan: Design, *, share: bool) -> Difference:
    """Other less one for domains of the same survey that share no respondent: subgroups, or an area and the rest."""
    compare = share_difference if share else mean_difference
    return compare(estimates(one, plan), estimates(other, plan), covariances(one, other, plan))


def area_against_rest(areas: Tallies, plan: Design, *, share: bool) -> Difference:
    """Each area less the rest of the municipality, shape (areas,): never against a total that it is part of."""
    return domain_difference(areas.rest(), areas, plan, share=share)


def rest_of(figures: Estimates, population: ArrayLike) -> Estimates:
    """For each area the rest of the municipality, where figures came per area only: the others' mean by population.

    `population` is people per area. Areas without a figure, an error or a population are left out of every rest, and
    have none themselves. A share of 0 or 1 lends the rest a variance as if two more had answered each way (Agresti &
    Coull 1998): its own error is zero.
    """
    people = np.asarray(population, dtype=float)
    usable = np.isfinite(figures.estimate) & np.isfinite(figures.se) & (people > 0)
    base = figures.kish
    careful = divided(2 * (base + 2), (base + 4) ** 3)
    spread = np.where((figures.se == 0) & at_edge(figures.estimate), careful, figures.se**2)
    weight = np.where(usable, people, 0.0) * (1 - np.eye(len(people)))
    weight = np.where(usable[:, None], divided(weight, weight.sum(axis=1)[:, None]), np.nan)

    def total(amount: Floats, power: int) -> Floats:
        return (weight**power * np.where(usable, amount, 0.0)).sum(axis=1)

    return Estimates(
        estimate=total(figures.estimate, 1),
        se=np.sqrt(total(spread, 2)),
        df=divided(total(spread, 2) ** 2, total(divided(spread**2, figures.df), 4)),
        n=((weight > 0) * np.where(usable, figures.n, 0.0)).sum(axis=1),
        weight=((weight > 0) * np.where(usable, people, 0.0)).sum(axis=1),
        kish=divided(1, total(divided(1, base), 2)),
        design_effect=np.full(len(people), np.nan),
    )


def family(found: Difference, allowed: NDArray[np.bool_]) -> Floats:
    """Benjamini-Hochberg adjusted p-values over the allowed rows with a base of at least SMALLEST_BASE, NaN for the others."""
    return adjusted(np.where(allowed & (found.base >= SMALLEST_BASE), found.p_value, np.nan))


def survey_change_verdicts(found: Difference, broken: Sequence[bool] | None = None) -> list[ChangeVerdict]:
    """One verdict per row, over the family that the rows make up together (the areas x questions of a page).

    `broken` rows (other question, scale, method or borders) are not comparable. Neither they, nor rows without a figure,
    nor rows whose smaller effective base is unknown or below SMALLEST_BASE are tests of the family.
    """
    cut = np.zeros(found.value.shape, dtype=bool) if broken is None else np.asarray(broken, dtype=bool)
    sure = family(found, ~cut)
    words: list[ChangeVerdict] = []
    for value, p, torn in zip(found.value, sure, cut, strict=True):
        if torn:
            words.append("not_comparable")
        elif not np.isfinite(value):
            words.append("not_measured")
        elif not np.isfinite(p):
            words.append("too_uncertain")
        elif p < FALSE_FINDINGS:
            words.append("increase" if value > 0 else "decrease")
        else:
            words.append("no_clear_change")
    return words


def survey_area_verdicts(found: Difference) -> list[AreaVerdict]:
    """One verdict per area against the rest, one family; an area without a figure or with too small a base is not judged."""
    sure = family(found, np.ones(found.value.shape, dtype=bool))
    words: list[AreaVerdict] = []
    for value, p in zip(found.value, sure, strict=True):
        if not np.isfinite(p):
            words.append("too_uncertain")
        elif p < FALSE_FINDINGS:
            words.append("clearly_higher" if value > 0 else "clearly_lower")
        else:
            words.append("no_clear_difference")
    return words
