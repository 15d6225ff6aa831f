"""A municipality among others: how like they are, where the middle half lies, and whether it is certainly ahead of most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.stats.change import FALSE_FINDINGS, adjusted
from lagesbild.stats.distributions import normal_above


@dataclass(frozen=True)
class Distances:
    """How unlike each municipality is one of them, and what each term adds: total[i] = sqrt(mean of known parts[i]^2)."""

    total: NDArray[np.float64]
    parts: NDArray[np.float64]  # shape (municipalities, terms): difference in standard deviations, NaN where a value is missing


def distances(terms: ArrayLike, own: int) -> Distances:
    """Root mean square of the standardised differences from row `own`.

    terms: shape (municipalities, terms), already on the scale to compare (sizes as logarithms). Each term is divided by its
    standard deviation over all municipalities (n - 1), so all weigh the same; a missing value leaves its term out of that
    municipality's mean. NaN where no term is known.
    """
    values = np.asarray(terms, dtype=float)
    spread = np.nanstd(values, axis=0, ddof=1)
    parts = (values - values[own]) / np.where(spread > 0, spread, np.nan)
    known = np.isfinite(parts).sum(axis=1)
    squares = np.nansum(parts**2, axis=1)
    return Distances(np.sqrt(np.divide(squares, known, out=np.full(len(values), np.nan), where=known > 0)), parts)


def middle_half(values: ArrayLike) -> tuple[float, float, float]:
    """(lower quartile, median, upper quartile) of the known values; NaN with fewer than four."""
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    if len(known) < 4:
        return np.nan, np.nan, np.nan
    low, middle, high = np.quantile(known, [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)


@dataclass(frozen=True)
class Ahead:
    """How many others are certainly lower and higher than one's own value, of how many that could be tested."""

    lower: int
    higher: int
    tested: int

    def than_most(self, higher: bool) -> bool:
        """Whether one is certainly above (or below) more than half of them."""
        return (self.lower if higher else self.higher) > self.tested / 2


def ahead(value: float, error: float, others: ArrayLike, errors: ArrayLike) -> Ahead | None:
    """One value against each of the others, all tests one Benjamini-Hochberg family; None unless every one has a standard error.

    Errors are those of independent samples; a difference over the root of the summed squares is normal.
    """
    there, spread = np.asarray(others, dtype=float), np.asarray(errors, dtype=float)
    if not (len(there) and np.isfinite([value, error]).all() and np.isfinite(there).all() and (spread > 0).all() and error > 0):
        return None
    z = (there - value) / np.sqrt(spread**2 + error**2)
    sure = adjusted(2 * normal_above(np.abs(z))) < FALSE_FINDINGS
    return Ahead(int((sure & (z < 0)).sum()), int((sure & (z > 0)).sum()), len(there))


Position = Literal["below", "within", "above", "open", "few"]


def against_half(lower: float, upper: float, half: tuple[float, float]) -> Position:
    """Where a whole interval lies against the middle half: "open" without one or over an edge; "few" where there is no half."""
    low, high = half
    if np.isnan(low):
        return "few"
    if not (np.isfinite(lower) and np.isfinite(upper)):
        return "open"
    if upper < low:
        return "below"
    if lower > high:
        return "above"
    return "within" if lower >= low and upper <= high else "open"
