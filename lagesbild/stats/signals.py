"""Rules on a control chart: which points chance hardly gives, in a fixed order of precedence, and how often they are wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lagesbild.model import SignalRule, SignalSide
from lagesbild.stats.control import Limits
from lagesbild.stats.distributions import normal_above

RUN = 7  # points of a trend or a shift
RULES: tuple[SignalRule, ...] = ("outside", "trend", "two_of_three", "shift")  # an earlier rule takes the point
CLOSED = ("outside", "two_of_three")  # a single point between two marked ones does not part them
Marks = NDArray[np.int64]  # 1 above, -1 below, 0 no signal


@dataclass(frozen=True)
class Signal:
    """One pattern on the chart: its rule, side, and the positions of its first and last point."""

    rule: SignalRule
    side: SignalSide
    first: int
    last: int


def marks(values: ArrayLike, limits: Limits) -> dict[SignalRule, Marks]:
    """For each rule which points it marks, and on which side; shape (n,) each, the rules independent of each other."""
    y = np.asarray(values, dtype=float)
    return {
        "outside": np.sign(y - limits.upper).clip(0, 1).astype(int) - np.sign(limits.lower - y).clip(0, 1).astype(int),
        "trend": _trend(y / limits.mean),  # a season rises every spring
        "two_of_three": _two_of_three((y > limits.near_upper).astype(int) - (y < limits.near_lower).astype(int)),
        "shift": _runs(np.sign(y - limits.centre).astype(int)),
    }


def ruled(found: dict[SignalRule, Marks]) -> tuple[list[SignalRule | None], Marks]:
    """One rule and side per point by precedence; None and 0 where no rule marks the point."""
    n = len(found["outside"])
    rules: list[SignalRule | None] = [None] * n
    sides = np.zeros(n, dtype=int)
    for rule in RULES:
        for i in np.flatnonzero(found[rule]):
            if rules[i] is None:
                rules[i], sides[i] = rule, found[rule][i]
    return rules, sides


def spans(found: dict[SignalRule, Marks]) -> list[tuple[int, int] | None]:
    """First and last position of the pattern that each point's own rule makes; a firmer rule may have taken points within it."""
    told: list[tuple[int, int] | None] = [None] * len(found["outside"])
    for rule in RULES:
        for first, last in _stretches(found[rule], closed=rule in CLOSED):
            for i in range(first, last + 1):
                told[i] = told[i] or ((first, last) if found[rule][i] else None)
    return told


def signals(values: ArrayLike, limits: Limits, since: int) -> list[Signal]:
    """The patterns with a point at position `since` or later that no rule of higher precedence has taken, the firmest first.

    Together they hold every marked point of the watched positions; a pattern's first point may lie earlier.
    """
    found = marks(values, limits)
    rules, _ = ruled(found)
    seen: list[Signal] = []
    for rule in RULES:
        for first, last in _stretches(found[rule], closed=rule in CLOSED):
            if any(rules[i] == rule for i in range(max(first, since), last + 1)):
                seen.append(Signal(rule, "above" if found[rule][last] > 0 else "below", first, last))
    return seen


def chance(signal: Signal, values: ArrayLike, limits: Limits, watched: int) -> float:
    """How likely chance gives so strong a pattern of this rule within the watched months, at most 1 (Bonferroni over them)."""
    n = signal.last - signal.first + 1
    if signal.rule == "outside":
        p = min(_tail(float(np.asarray(values, dtype=float)[i]), limits, i) for i in range(signal.first, signal.last + 1))
    elif signal.rule == "trend":
        p = 2 / math.factorial(n)
    elif signal.rule == "two_of_three":
        p = 2 * 3 * float(normal_above(2)) ** 2
    else:
        p = 2 * 0.5**n
    return min(1.0, p * watched)


def _tail(value: float, limits: Limits, at: int) -> float:
    """Two-sided probability of a value as far out as this one, by the chart's own model."""
    from scipy.stats import nbinom, poisson  # slow to load

    mean, upper = limits.mean[at], limits.upper[at]
    if limits.model == "xmr":
        return 2 * float(normal_above(abs(value - mean) / ((upper - mean) / 3)))
    law, terms = (nbinom, (limits.shape, limits.shape / (limits.shape + mean))) if limits.shape else (poisson, (mean,))
    return min(1.0, 2 * float(law.sf(value - 1, *terms) if value > mean else law.cdf(value, *terms)))


def _runs(side: Marks) -> Marks:
    """Points of seven or more in a row on one side; a point on the centre ends the run."""
    found = np.zeros(len(side), dtype=int)
    for first, last in _stretches(side):
        if last - first + 1 >= RUN:
            found[first : last + 1] = side[last]
    return found


def _trend(y: NDArray[np.float64]) -> Marks:
    """Points of seven or more that each lie higher, or each lower, than the one before; a tie ends the trend."""
    step = np.sign(np.diff(y)).astype(int)
    found = np.zeros(len(y), dtype=int)
    for first, last in _stretches(step):
        if last - first + 2 >= RUN:
            found[first : last + 2] = step[last]
    return found


def _two_of_three(beyond: Marks) -> Marks:
    """Points beyond the near limits that have another such point on the same side among three in a row."""
    found = np.zeros(len(beyond), dtype=int)
    for side in (1, -1):
        for i in np.flatnonzero(beyond == side):
            if (beyond[max(i - 2, 0) : i + 3] == side).sum() > 1:
                found[i] = side
    return found


def _stretches(side: Marks, closed: bool = False) -> Iterator[tuple[int, int]]:
    """Runs of equal sides other than 0 as first and last position; closed: a single point between two of them does not part them."""
    points = [int(i) for i in np.flatnonzero(side)]
    first = last = None
    for i in points:
        if last is not None and side[i] == side[last] and i - last <= (2 if closed else 1):
            last = i
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = i
    if first is not None and last is not None:
        yield first, last
