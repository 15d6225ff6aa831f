"""Chooses what to hide: what is too small, and what would give it back.

For every protected figure a possible other truth is sought, in both directions, that leaves as much as possible of what is
shown as it is: a small linear programme whose cost is the weight of the shown figures that it changes (Cox 1995; the
"incremental attacker" of Fischetti & Salazar 2001). Those figures are hidden too. Every truth found protects other figures
at the same time. At the end, what no truth needs hidden is shown again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from lagesbild.disclosure.attack import attack
from lagesbild.disclosure.programme import CLOSE, is_whole, lowest
from lagesbild.disclosure.system import Flags, Floats, System

Reason = Literal["", "too_few", "would_reveal_another"]
NEIGHBOURS = (7, 4, 4, 3)  # how many values of each dimension the nearest search looks at
TOGETHER, SEED = 60, 20_260_101
AT_A_TIME = 60
HIDDEN_BEFORE = 0.3  # a figure that was hidden last time weighs so much less: the pattern stays


@dataclass
class _Block:
    """A part of the system that shares no figure with another, while its pattern is being chosen."""

    sums: csr_array
    cells: Floats
    least: Floats
    weight: Floats
    place: NDArray[np.int64]
    fixed: Flags  # shown for good
    shown: Flags
    protected: Flags
    counts: Floats
    low: Floats  # how far below and above what it is each figure is in the truths found
    high: Floats
    reaches: list[Floats] = field(default_factory=list)

    def add(self, move: Floats) -> None:
        """Keep another truth, given as how far each cell is from what it is."""
        reach = self.sums @ move
        self.reaches.append(reach)
        self.low, self.high = np.minimum(self.low, reach), np.maximum(self.high, reach)

    def open(self) -> NDArray[np.int64]:
        """The protected figures that no pair of the truths found clears yet, the largest first."""
        left = np.flatnonzero(self.protected & (self.high - self.low < self.least - CLOSE))
        return left[np.argsort(-self.counts[left], kind="stable")]


def primary(system: System, sensitive: Flags | None = None) -> Flags:
    """(figures,) what is hidden for its own sake: counts above zero and below the limit, and what the caller marks."""
    counts = system.counts
    small = (counts > CLOSE) & (counts < system.least - CLOSE)
    return small if sensitive is None else small | sensitive


def suppress(system: System, hidden: Flags, before: Flags | None = None) -> Flags:
    """(figures,) what to show, when `hidden` may not be told; `before` marks what the last publication hid, to keep the pattern."""
    shown = system.held & ~hidden | system.told
    weight = system.weight * np.where(before, HIDDEN_BEFORE, 1.0) if before is not None else system.weight
    for figures, cells in system.blocks():
        if not (hidden & ~system.told)[figures].any():
            continue
        block = _Block(
            csr_array(system.sums[figures][:, cells]),
            system.cells[cells],
            system.least[figures],
            weight[figures] * (1 + 0.05 * np.log1p(system.counts[figures])),
            system.place[cells],
            system.told[figures],
            shown[figures].copy(),
            (hidden & ~system.told)[figures],
            system.counts[figures],
            np.zeros(len(figures)),
            np.zeros(len(figures)),
        )
        _clear_together(block)
        _protect(block)
        _show_again(block, system.held[figures] & ~hidden[figures])
        shown[figures] = block.shown
    return _confirmed(system, shown, hidden & ~system.told)


def _clear_together(block: _Block) -> None:
    """Truths that change nothing that is shown, each sought for many open figures at once, as long as they clear some."""
    random = np.random.default_rng(SEED)
    size = np.diff(block.sums.indptr)
    loose = np.ones(len(block.cells), dtype=bool)
    loose[block.sums.indices[block.sums.indptr[:-1][(size == 1) & block.shown]]] = False
    cells = np.flatnonzero(loose)
    rows = csr_array(block.sums[block.shown & (size > 1)][:, cells])
    equal, most = rows @ block.cells[cells], block.cells[cells] + 2 * block.least.max()
    for _ in range(TOGETHER):
        left = block.open()
        if len(left) < 3:
            return
        signs = random.choice((-1.0, 1.0), len(left)) * (0.5 + random.random(len(left)))
        for sign in (1.0, -1.0):
            x = lowest(csr_array(block.sums[left][:, cells]).T @ (signs * sign), rows, equal, most)
            if x is not None and is_whole(x):
                move = np.zeros(len(block.cells))
                move[cells] = np.round(x) - block.cells[cells]
                block.add(move)
        if len(left) - len(block.open()) < 2:
            return


def _protect(block: _Block) -> None:
    """Find truths until every protected figure has a pair that is far enough apart."""
    tried: set[int] = set()
    while len(left := [n for n in block.open() if n not in tried]):
        target = left[0]
        tried.add(int(target))
        if len(tried) % AT_A_TIME == 0:  # what is hidden by now may have cleared many others
            _clear_together(block)
        count, least = block.counts[target], block.least[target]
        down = min(count, least)
        for step in (least - down, -down):
            if abs(step) > CLOSE:
                _move(block, int(target), float(step))


def _move(block: _Block, target: int, step: float) -> None:
    """Another truth in which the target is `step` from what it is; hide what it changes. Near neighbours first, then the whole block."""
    for cells in (_near(block, target), np.arange(len(block.cells))):
        found = _cheapest(block, target, step, cells)
        if found is not None:
            changed = np.abs(block.sums @ found) > CLOSE
            block.shown &= ~changed | block.fixed
            block.add(found)
            return


def _near(block: _Block, target: int) -> NDArray[np.int64]:
    """The cells of a box around the target's largest cell: along each dimension, where most is hidden already."""
    own = block.sums.indices[block.sums.indptr[target] : block.sums.indptr[target + 1]]
    centre = block.place[own[np.argmax(block.cells[own])]]
    single = np.diff(block.sums.indptr) == 1
    open_cells = np.ones(len(block.cells), dtype=bool)
    open_cells[block.sums.indices[block.sums.indptr[:-1][single & block.shown]]] = False
    inside = np.ones(len(block.cells), dtype=bool)
    for n in range(block.place.shape[1]):
        others = np.arange(block.place.shape[1]) != n
        line = (block.place[:, others] == centre[others]).all(axis=1) & (block.place[:, n] != centre[n])
        cells = np.flatnonzero(line)
        best = cells[np.lexsort((block.cells[cells], ~(block.cells[cells] > 0), ~open_cells[cells]))][: NEIGHBOURS[min(n, 3)]]
        inside &= np.isin(block.place[:, n], [centre[n], *block.place[best, n]])
    return np.flatnonzero(inside | np.isin(np.arange(len(inside)), own))


def _cheapest(block: _Block, target: int, step: float, cells: NDArray[np.int64]) -> Floats | None:
    """The move of these cells that changes the target by `step` at the least weight of shown figures; None where there is none."""
    sums = csr_array(block.sums[:, cells])
    size = np.diff(sums.indptr)
    rows = np.flatnonzero(block.shown & (size > 0))
    single = np.diff(block.sums.indptr) == 1
    price = np.zeros(len(cells))
    alone = rows[single[rows]]
    np.add.at(price, sums.indices[sums.indptr[alone]], block.weight[alone])
    still = np.zeros(len(cells), dtype=bool)
    still[sums.indices[sums.indptr[alone[block.fixed[alone]]]]] = True
    many = rows[~single[rows]]
    loose = many[~block.fixed[many]]
    wide = csr_array(sums[many])
    slack = csr_array(eye_array(len(block.fixed), format="csr")[many][:, loose])
    equations = csr_array(hstack([wide, -wide, slack, -slack]))
    own = sums[[target]].toarray().ravel()
    aim = csr_array(np.concatenate([own, -own, np.zeros(2 * len(loose))])[None, :])
    upper_up = np.where(still, 0.0, np.inf)
    upper = np.concatenate([upper_up, np.where(still, 0.0, block.cells[cells]), np.full(2 * len(loose), np.inf)])
    cost = np.concatenate([price + 1e-4, price + 1e-4, np.tile(block.weight[loose], 2)])
    found = lowest(cost, csr_array(vstack([equations, aim])), np.concatenate([np.zeros(len(many)), [step]]), upper)
    if found is None:
        return None
    move = np.zeros(len(block.cells))
    move[cells] = found[: len(cells)] - found[len(cells) : 2 * len(cells)]
    return move


def _show_again(block: _Block, may: Flags) -> None:
    """Show what no truth needs hidden: a figure returns when the truths that leave it as it is still clear every protected one."""
    if not block.reaches:
        return
    reaches = np.stack(block.reaches, axis=1)
    cleared = np.flatnonzero(block.protected & (block.high - block.low >= block.least - CLOSE))
    inside = reaches[cleared]
    candidates = np.flatnonzero(may & ~block.shown)
    for figure in candidates[np.argsort(-block.weight[candidates], kind="stable")]:
        still = np.abs(reaches[figure]) < CLOSE
        wide = inside[:, still]
        width = wide.max(axis=1, initial=0) - wide.min(axis=1, initial=0)
        if still.all() or (width >= block.least[cleared] - CLOSE).all():
            block.shown[figure] = True
            reaches, inside = reaches[:, still], wide


def _confirmed(system: System, shown: Flags, protected: Flags) -> Flags:
    """The pattern after an attack on it: where whole numbers still leave a figure too narrow, the figures that meet it are hidden."""
    targets = np.flatnonzero(protected)
    for _ in range(8):
        narrow = attack(system, shown, targets).narrow
        if not len(narrow):
            break
        overlap = np.asarray((csr_array(system.sums[narrow]) @ system.sums.T).sum(axis=0)).ravel() > 0
        worst = np.flatnonzero(overlap & shown & ~system.told)
        if not len(worst):
            break
        shown = shown.copy()
        shown[worst] = False
    return shown
