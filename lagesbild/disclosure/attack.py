"""Attacks a publication: what can be worked out about each hidden figure from everything that is shown at once?

The attacker has the shown figures and knows how they add up, that counts are whole and not below zero, and nothing else.
For each hidden figure it finds the smallest and the largest value that fit (Fischetti & Salazar 2001, "Solving the cell
suppression problem on tabular data with linear constraints", Management Science 47). Linear programmes first: each solution
is a possible truth, and shows at once for many figures that they are safe. A figure that no pair of possible truths in
whole numbers clears is solved by itself, in whole numbers where that makes a difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from lagesbild.disclosure.programme import CLOSE, is_whole, lowest
from lagesbild.disclosure.system import Flags, Floats, System

ROUNDS = 200  # random directions before figures are solved one by one
SEED = 20_260_101


@dataclass(frozen=True)
class Audit:
    """What the attack found about the hidden figures that must be protected; arrays of shape (targets,)."""

    targets: NDArray[np.int64]  # figures of the system
    lower: Floats  # what a reader can be sure of; where a figure is safe, the widest that was needed to see it
    upper: Floats
    least: Floats

    @property
    def exact(self) -> NDArray[np.int64]:
        """The figures that can be worked out to one number."""
        return self.targets[self.upper - self.lower < 1 - CLOSE]

    @property
    def narrow(self) -> NDArray[np.int64]:
        """The figures whose interval is narrower than the limit, the exact ones among them."""
        return self.targets[self.upper - self.lower < self.least - CLOSE]


@dataclass(frozen=True)
class Known:
    """What follows at once from the shown figures."""

    fixed: Floats  # (cells,) the value, NaN where it is open
    free: Flags  # (cells,) in no equation that is left
    rows: csr_array  # (equations left, cells)
    equal: Floats


def attack(system: System, shown: Flags, targets: NDArray[np.int64], told: Floats | None = None) -> Audit:
    """Attack the figures `targets`; `told` are the numbers as published, for shown figures (default: as the system has them)."""
    published = system.counts if told is None else told
    known = _known(csr_array(system.sums[shown]), published[shown])
    wanted = csr_array(system.sums[targets])
    least = system.least[targets]
    fixed = wanted @ np.nan_to_num(known.fixed)
    lower, upper = fixed.copy(), fixed.copy()
    upper[wanted @ known.free.astype(float) > 0] = np.inf
    for rows, cells in _parts(known):
        here = csr_array(wanted[:, cells])
        asked = np.flatnonzero(np.isfinite(upper) & (np.diff(here.indptr) > 0))
        if len(asked):
            need = least[asked] - (upper[asked] - lower[asked])
            equations = csr_array(known.rows[rows][:, cells])
            low, high = _ranges(csr_array(here[asked]), equations, known.equal[rows], need, system.cells[cells])
            lower[asked], upper[asked] = lower[asked] + low, upper[asked] + high
    return Audit(targets, lower, upper, least)


def bounds(system: System, shown: Flags, figure: int) -> tuple[float, float]:
    """The smallest and largest value, in whole numbers, that a reader must think possible for one figure."""
    rows, equal = csr_array(system.sums[shown]), system.counts[shown]
    wanted = system.sums[[figure]].toarray().ravel()
    known = _known(rows, equal)
    if wanted @ known.free.astype(float) > 0:
        return float(wanted @ np.nan_to_num(known.fixed)), float("inf")
    low, high = lowest(wanted, rows, equal, whole=True), lowest(-wanted, rows, equal, whole=True)
    assert low is not None and high is not None, "what is published contradicts itself"
    return float(np.round(wanted @ low)), float(np.round(wanted @ high))


def _known(rows: csr_array, equal: Floats) -> Known:
    """Substitute until nothing follows at once: an equation with one open cell gives it, one that is zero gives all its cells."""
    fixed = np.full(rows.shape[1], np.nan)
    live = np.ones(rows.shape[0], dtype=bool)
    while True:
        open_cells = np.isnan(fixed)
        rest = equal - rows @ np.nan_to_num(fixed)
        many = rows @ open_cells.astype(float)
        live &= many > 0
        zero = live & (np.abs(rest) < CLOSE)
        alone = live & (many == 1) & ~zero
        if not zero.any() and not alone.any():
            left = csr_array(rows[live] @ csr_array(np.diag(open_cells.astype(float)))) if live.any() else csr_array((0, rows.shape[1]))
            left.eliminate_zeros()
            return Known(fixed, open_cells & (np.asarray(left.sum(axis=0)).ravel() == 0), left, rest[live])
        fixed[open_cells & (np.asarray(rows[zero].sum(axis=0)).ravel() > 0)] = 0.0
        single = csr_array(rows[alone])
        for row, value in enumerate(rest[alone]):
            cells = single.indices[single.indptr[row] : single.indptr[row + 1]]
            fixed[cells[open_cells[cells]]] = value


def _parts(known: Known) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """The equations that are left, divided where they share no open cell."""
    equations, cells = known.rows.shape
    if not equations:
        return []
    links = known.rows.tocoo()
    graph = coo_array((np.ones(len(links.data)), (links.row, links.col + equations)), shape=(equations + cells, equations + cells))
    _, label = connected_components(graph, directed=False)
    found = (np.flatnonzero(label[:equations] == one) for one in np.unique(label[:equations]))
    return [(rows, np.flatnonzero(label[equations:] == label[rows[0]])) for rows in found]


class _Seen:
    """The range of every target over the possible truths found so far."""

    def __init__(self, wanted: csr_array) -> None:
        self.wanted = wanted
        self.low, self.high = np.full(wanted.shape[0], np.inf), np.full(wanted.shape[0], -np.inf)

    def add(self, x: Floats | None) -> None:
        if x is not None and is_whole(x):
            value = np.round(self.wanted @ np.round(x))
            self.low, self.high = np.minimum(self.low, value), np.maximum(self.high, value)

    def open(self, need: Floats) -> NDArray[np.int64]:
        return np.flatnonzero(~(self.high - self.low >= need - CLOSE))


def _ranges(wanted: csr_array, rows: csr_array, equal: Floats, need: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """(low, high) of every target in one connected part: wide enough to clear it, else as narrow as they can be shown to be.

    What is true is possible too, where it agrees with what is published; it spares half of the search.
    """
    seen, random = _Seen(wanted), np.random.default_rng(SEED)
    if np.allclose(rows @ truth, equal, atol=CLOSE):
        seen.add(truth)

    def solve(direction: Floats, whole: bool = False) -> Floats | None:
        return lowest(direction, rows, equal, whole=whole)

    for _ in range(ROUNDS):
        left = seen.open(need)
        if len(left) < 3:
            break
        mixed = random.choice((-1.0, 1.0), len(left)) * random.random(len(left))
        for direction in (np.ones(len(left)), -np.ones(len(left)), mixed, -mixed):
            seen.add(solve(csr_array(wanted[left]).T @ direction))
        if len(left) - len(seen.open(need)) < 2:  # one by one is as quick
            break
    for n in seen.open(need):
        if seen.high[n] - seen.low[n] < need[n] - CLOSE or not np.isfinite(seen.high[n]):
            seen.low[n], seen.high[n] = _alone(wanted[[n]].toarray().ravel(), solve, seen, n, float(need[n]))
    return seen.low, seen.high


def _alone(target: Floats, solve: Callable[..., Floats | None], seen: _Seen, n: int, need: float) -> tuple[float, float]:
    """One target's range: by linear programmes, and in whole numbers where they leave it open."""
    ends = [solve(target), solve(-target)]
    for x in ends:
        seen.add(x)
    if seen.high[n] - seen.low[n] >= need - CLOSE:
        return float(seen.low[n]), float(seen.high[n])
    low, high = (float(target @ x) if x is not None else sign * np.inf for x, sign in zip(ends, (-1, 1), strict=True))
    if np.ceil(low - CLOSE) < np.floor(high + CLOSE) or not (is_whole(ends[0]) and is_whole(ends[1])):  # type: ignore[arg-type]
        ends = [solve(target, True), solve(-target, True)]
        for x in ends:
            seen.add(x)
        low, high = (float(np.round(target @ x)) if x is not None else end for x, end in zip(ends, (low, high), strict=True))
    return low, high
