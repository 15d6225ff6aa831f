"""Do what people experience and what is reported tell the same about an area, held against the rest of the municipality?

The two cannot be compared as they stand: one is a share of those asked, the other reports per inhabitant. Both can be
held against the rest of the municipality, as a ratio: the area's figure divided by the rest's. An area is a place where
the two part ways only where the two ratios certainly differ ("Certain" is Benjamini-Hochberg over the rows given
together). That one side is certainly above the rest while the other is not certain says nothing by itself: the
difference between certain and uncertain need not be certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lagesbild.model import AccordVerdict, AreaVerdict
from lagesbild.stats.change import FALSE_FINDINGS, adjusted, rate_ratio
from lagesbild.stats.proportion import from_intervals, p_of_interval
from lagesbild.stats.survey import Floats, divided

NOBODY = 0.5  # reports that stand for none, so that their ratio has a logarithm (Haldane); its interval stays the exact one


@dataclass(frozen=True)
class Ratio:
    """How many times the rest's figure an area's own is, row by row as natural logarithms; NaN where it cannot be known."""

    value: Floats
    lower: Floats
    upper: Floats


def share_ratio(
    share: ArrayLike, interval: tuple[ArrayLike, ArrayLike], rest: ArrayLike, rest_interval: tuple[ArrayLike, ArrayLike]
) -> Ratio:
    """An area's share against that of the others who were asked, independent of each other (MOVER on logarithms)."""
    here, there = (_logarithm(np.where(np.asarray(figure) > 0, figure, np.nan)) for figure in (share, rest))
    own, others = ((_logarithm(low), _logarithm(high)) for low, high in (interval, rest_interval))
    low, high = from_intervals(there, others, here, own)
    return _known(here - there, low, high)


def count_ratio(events: ArrayLike, base: ArrayLike, rest_events: ArrayLike, rest_base: ArrayLike) -> Ratio:
    """An area's rate of reports against the rate of the rest, with the exact conditional interval."""
    columns = [np.asarray(column, dtype=float) for column in (events, base, rest_events, rest_base)]
    rows = np.column_stack(np.broadcast_arrays(*columns))
    ends = np.array([_ends(row) for row in rows]).reshape(-1, 2)
    inside, outside = (np.where(rows[:, place] == 0, NOBODY, rows[:, place]) for place in (0, 2))
    value = _logarithm(divided(inside, rows[:, 1])) - _logarithm(divided(outside, rows[:, 3]))
    return _known(value, ends[:, 0], ends[:, 1])


def accord_verdicts(
    felt: Sequence[AreaVerdict], reported: Sequence[AreaVerdict], felt_ratio: Ratio, reported_ratio: Ratio
) -> list[AccordVerdict]:
    """One verdict per row (an area and a pair of question and crime); the rows make up one family.

    `felt` and `reported` are each side's own verdict against the rest. Rows with a side that is too uncertain are not
    judged and are no tests of the family.
    """
    judged = np.array([_judged(one, other) for one, other in zip(felt, reported, strict=True)], dtype=bool)
    gap = felt_ratio.value - reported_ratio.value
    own, other = ((side.lower, side.upper) for side in (felt_ratio, reported_ratio))
    low, high = from_intervals(reported_ratio.value, other, felt_ratio.value, own)
    sure = adjusted(np.where(judged, p_of_interval(gap, low, high), np.nan))
    return [_word(one, other, g, p) for one, other, g, p in zip(felt, reported, gap, sure, strict=True)]


def _word(felt: AreaVerdict, reported: AreaVerdict, gap: float, p: float) -> AccordVerdict:
    if not np.isfinite(p):
        return "too_uncertain"
    if felt == reported == "clearly_higher":
        return "both_higher"
    if felt == reported == "clearly_lower":
        return "both_lower"
    if p < FALSE_FINDINGS:
        return "more_felt" if gap > 0 else "more_reported"
    return "no_clear_difference"


def _judged(felt: AreaVerdict, reported: AreaVerdict) -> bool:
    return "too_uncertain" not in (felt, reported)


def _ends(row: Floats) -> tuple[float, float]:
    """The logarithms of a rate ratio's exact ends; an end at zero or beyond all numbers is infinite."""
    events, base, rest_events, rest_base = row
    if not np.isfinite(row).all() or base <= 0 or rest_base <= 0 or events + rest_events == 0:
        return np.nan, np.nan
    found = rate_ratio(rest_events, rest_base, events, base)
    with np.errstate(divide="ignore"):
        return float(np.log(found.lower)), float(np.log(found.upper))


def _logarithm(figure: ArrayLike) -> Floats:
    """Natural logarithm; minus infinity for zero, NaN below it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(np.asarray(figure, dtype=float))


def _known(value: Floats, low: Floats, high: Floats) -> Ratio:
    known = np.isfinite(value) & ~np.isnan(low) & ~np.isnan(high)
    return Ratio(*(np.where(known, column, np.nan) for column in (value, low, high)))
