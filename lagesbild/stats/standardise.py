"""Rates that allow for age and sex: direct standardisation to a standard population, and observed against expected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lagesbild.stats.distributions import gamma_quantile, normal_quantile
from lagesbild.stats.rates import poisson_interval

FEW = 10  # counts below this get the exact interval where Byar's approximation is asked for, as OHID does


@dataclass(frozen=True)
class Standardised:
    """A standardised rate or ratio with its interval."""

    value: float
    lower: float
    upper: float


def byar_interval(events: float, confidence: float = 0.95) -> tuple[float, float]:
    """Byar's approximation of the Poisson interval (Breslow & Day 1987), exact below ten events; in events."""
    if events < FEW:
        lower, upper = poisson_interval([events], confidence)
        return float(lower[0]), float(upper[0])
    return byar(events, confidence)


def byar(events: float, confidence: float = 0.95) -> tuple[float, float]:
    """Byar's approximation alone, for any count > 0."""
    z = float(normal_quantile((1 + confidence) / 2))
    up = events + 1
    lower = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3 if events > 0 else 0.0
    return lower, up * (1 - 1 / (9 * up) + z / (3 * np.sqrt(up))) ** 3


def direct(events: ArrayLike, people: ArrayLike, standard: ArrayLike, confidence: float = 0.95) -> Standardised:
    """The rate that the standard population would have with these age-specific rates, per person; Fay & Feuer's (1997) gamma interval.

    Arrays have one element per age group; `people` > 0, `standard` is the standard population's number in each.
    """
    x, n, weight = (np.asarray(part, dtype=float) for part in (events, people, standard))
    share = weight / weight.sum() / n
    value, variance, largest = float((share * x).sum()), float((share**2 * x).sum()), float(share.max())
    tail = (1 - confidence) / 2
    lower = float(gamma_quantile(tail, value**2 / variance, variance / value)) if value > 0 else 0.0
    up, spread = value + largest, variance + largest**2
    return Standardised(value, lower, float(gamma_quantile(1 - tail, up**2 / spread, spread / up)))


def expected_events(people: ArrayLike, reference_events: ArrayLike, reference_people: ArrayLike) -> float:
    """How many events the people would have with the reference's rates, summed over age groups."""
    n, x, base = (np.asarray(part, dtype=float) for part in (people, reference_events, reference_people))
    return float((n * x / base).sum())


def ratio(observed: float, expected: float, confidence: float = 0.95) -> Standardised:
    """Observed against expected on the log scale, as epitools computes it: exp(log(O/E) +/- z / sqrt(O)).

    Needs events: without any the lower limit is 0 and the upper the exact one.
    """
    if observed <= 0:
        return Standardised(0.0, 0.0, float(poisson_interval([0], confidence)[1][0]) / expected)
    half = float(normal_quantile((1 + confidence) / 2)) / np.sqrt(observed)
    value = observed / expected
    return Standardised(value, value * float(np.exp(-half)), value * float(np.exp(half)))


def indirect_rate(observed: float, expected: float, reference_rate: float, confidence: float = 0.95) -> Standardised:
    """Observed / expected times the reference's crude rate, with Byar's interval (exact below ten), in the reference rate's unit."""
    lower, upper = byar_interval(observed, confidence)
    return Standardised(*(part / expected * reference_rate for part in (observed, lower, upper)))
