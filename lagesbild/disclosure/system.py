"""Everything that is published together, as one system of equations over the finest cells.

A cell is the finest count that there is (one crime group in one area and year, or those without area); a figure is a sum
of cells that may be published. A shown figure is an equation that a reader can write down, a hidden one is not. What is
never published (reports without area) is a cell without a figure of its own: the sums over areas leave an unknown rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack, kron, vstack
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
SAME = 1e-6


@dataclass(frozen=True)
class Dimension:
    """One way to divide the cells (area, crime group, period): the finest parts, and the named sets of them that are published."""

    parts: tuple[str, ...]
    sets: dict[str, tuple[str, ...]]  # published name -> finest parts; a part that is published itself is a set of one

    def matrix(self) -> csr_array:
        """(sets x parts) with 1 where a set holds a part."""
        place = {part: n for n, part in enumerate(self.parts)}
        pairs = [(row, place[part]) for row, held in enumerate(self.sets.values()) for part in held]
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        return csr_array(coo_array((np.ones(len(pairs)), (rows, columns)), shape=(len(self.sets), len(self.parts))))


@dataclass(frozen=True)
class System:
    """The figures of a publication and the cells that they sum.

    `least` is the limit below which a figure above zero may not be told, and the narrowest interval that a reader may be
    able to give a protected figure. `weight` is what it costs the reader when a figure is hidden. `told` marks what an
    earlier publication has told and nothing can take back; `held` what this publication may show.
    """

    names: tuple[tuple[str, ...], ...]  # (figures,)
    sums: csr_array  # (figures, cells), 0 or 1
    cells: Floats  # (cells,) true counts
    least: Floats  # (figures,)
    weight: Floats  # (figures,)
    place: NDArray[np.int64]  # (cells, dimensions): where a cell lies, to look for neighbours
    told: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))  # (figures,)
    held: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))  # (figures,)

    def __post_init__(self) -> None:
        for name, fill in (("told", False), ("held", True)):
            if len(getattr(self, name)) != len(self.names):
                object.__setattr__(self, name, np.full(len(self.names), fill))

    @property
    def counts(self) -> Floats:
        """(figures,) what each figure is."""
        return self.sums @ self.cells

    def without(self, gone: Flags) -> System:
        """The system of the figures that are left when some do not exist, for example areas of a sensitive crime."""
        keep = ~gone
        names = tuple(name for name, kept in zip(self.names, keep, strict=True) if kept)
        columns = {key: getattr(self, key)[keep] for key in ("least", "weight", "told", "held")}
        return replace(self, names=names, sums=csr_array(self.sums[keep]), **columns)

    def blocks(self) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """The parts that share no figure, as (figures, cells): what is hidden in one tells nothing of another."""
        figures, cells = self.sums.shape
        links = self.sums.tocoo()
        ends = (links.row, links.col + figures)
        graph = coo_array((np.ones(len(links.data)), ends), shape=(figures + cells, figures + cells))
        _, label = connected_components(graph, directed=False)
        order = [np.flatnonzero(label[:figures] == one) for one in np.unique(label[:figures])]
        return [(rows, np.flatnonzero(label[figures:] == label[rows[0]])) for rows in order]


def crossed(counts: Floats, dimensions: Sequence[Dimension], least: float = 5, weights: Sequence[dict[str, float]] = ()) -> System:
    """The system of a table with every set of every dimension crossed with every set of the others.

    `counts` has one axis for each dimension, in the order of its parts. `weights` says per dimension what a set's figures
    weigh (default 1); a figure weighs the product.
    """
    sums = csr_array(np.ones((1, 1)))
    names: list[tuple[str, ...]] = [()]
    weight = np.ones(1)
    for n, dimension in enumerate(dimensions):
        sums = csr_array(kron(sums, dimension.matrix(), format="coo"))  # other formats keep zeros as if they were links
        names = [(*name, one) for name in names for one in dimension.sets]
        told = weights[n] if n < len(weights) else {}
        weight = np.outer(weight, [told.get(one, 1.0) for one in dimension.sets]).ravel()
    place = np.indices(counts.shape).reshape(counts.ndim, -1).T
    return System(tuple(names), sums, counts.astype(float).ravel(), np.full(len(names), float(least)), weight, place)


def with_earlier(system: System, earlier: dict[tuple[str, ...], float], old_cells: Floats | None = None) -> System:
    """The system together with what an earlier publication told: {name: count} of its shown figures.

    `old_cells` are the finest counts as they were then. A cell that has not changed is the same unknown in both, because a
    reader may guess that it stands; a changed one is an unknown of its own. Without them a figure that has changed is left
    out. A figure that was told as it is now is `told`: hiding it again protects nothing.
    """
    old = system.cells if old_cells is None else old_cells
    changed = np.flatnonzero(old != system.cells)
    place = {name: n for n, name in enumerate(system.names)}
    then = system.sums @ old
    known = [place[name] for name, count in earlier.items() if name in place and abs(then[place[name]] - count) < SAME]
    moved = csr_array(system.sums[:, changed]) if len(changed) else csr_array((len(system.names), 0))
    touched = np.asarray(moved.sum(axis=1)).ravel() > 0
    told = system.told.copy()
    told[[n for n in known if not touched[n]]] = True
    copies = np.flatnonzero(touched)
    if not len(copies):
        return replace(system, told=told)
    still = system.sums.copy().tolil()
    still[:, changed] = 0
    sums = vstack([hstack([system.sums, csr_array(moved.shape)]), hstack([csr_array(still)[copies], moved[copies]])])
    was_told = np.isin(copies, known)
    return System(
        (*system.names, *(("tidigare", *system.names[n]) for n in copies)),
        csr_array(sums),
        np.concatenate([system.cells, old[changed]]),
        np.concatenate([system.least, system.least[copies]]),
        np.concatenate([system.weight, system.weight[copies]]),
        np.concatenate([system.place, system.place[changed]]),
        np.concatenate([told, was_told]),
        np.concatenate([system.held, np.zeros(len(copies), dtype=bool)]),
    )


def of_one_or_more(system: System, hidden: Flags) -> System:
    """The system as a reader has it who knows that each `hidden` finest count is at least one: what is unknown is what exceeds it.

    That is what hiding small counts alone tells, since every zero is then shown. Widths of intervals stay comparable.
    """
    single = np.flatnonzero(hidden & (np.diff(system.sums.indptr) == 1) & (system.counts >= 1))
    cells = system.cells.copy()
    cells[np.unique(system.sums.indices[system.sums.indptr[single]])] -= 1
    return replace(system, cells=cells)
