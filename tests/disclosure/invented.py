"""Invented tables for the gate: areas, some without area, crime groups and years, with the totals that a publication would have."""

from __future__ import annotations

import numpy as np

from lagesbild.disclosure import Dimension, System, crossed


def years_of(count: int, pooled: tuple[int, ...] = (3, 5)) -> Dimension:
    """Years, and windows of three and five that do not overlap with others of their length."""
    years = tuple(str(2025 - count + n + 1) for n in range(count))
    windows = {f"{size} år till {years[end - 1]}": years[end - size : end] for size in pooled for end in range(count, size - 1, -size)}
    return Dimension(years, {year: (year,) for year in years} | windows)


def places(count: int, districts: dict[str, tuple[str, ...]] | None = None) -> Dimension:
    """Areas, sets of them, and the municipality with those that have no area."""
    areas = tuple(f"område {n:02}" for n in range(count))
    return Dimension((*areas, "ej_placerad"), {a: (a,) for a in areas} | (districts or {}) | {"kommunen": (*areas, "ej_placerad")})


def counts(areas: int, groups: int, years: int, seed: int, mean: float = 6, unplaced: float = 0.06) -> np.ndarray:
    """Reports that vary between areas and groups as real ones do, the last area being those without one."""
    random = np.random.default_rng(seed)
    level = random.gamma(0.7, 1, (areas, 1, 1)) * random.gamma(0.9, 1, (1, groups, 1)) * mean / 0.63
    placed = random.poisson(level * np.ones((1, 1, years)))
    return np.concatenate([placed, random.poisson(placed.sum(axis=0) * unplaced)[None]])


def town(areas: int, groups: int, years: int, seed: int = 1, mean: float = 6, unplaced: float = 0.06) -> System:
    """A municipality whose groups have no total: each is a block of its own, linked over the years by the pooled windows."""
    kinds = tuple(f"slag {n}" for n in range(groups))
    dimensions = [places(areas), Dimension(kinds, {kind: (kind,) for kind in kinds}), years_of(years)]
    pooled = {name: 2.0 for name in dimensions[2].sets if " " in name}
    return crossed(counts(areas, groups, years, seed, mean, unplaced), dimensions, 5, [{"kommunen": 20.0}, {}, pooled])


def hierarchy(seed: int, areas: int = 40, groups: int = 12, years: int = 5) -> System:
    """Random districts, random groups of crime groups and a total over all: everything is linked with everything."""
    random = np.random.default_rng(seed)
    kinds = tuple(f"slag {n}" for n in range(groups))

    def divided(parts: tuple[str, ...], into: int, word: str) -> dict[str, tuple[str, ...]]:
        cuts = np.sort(random.choice(np.arange(1, len(parts)), into - 1, replace=False))
        return {f"{word} {n}": tuple(str(p) for p in part) for n, part in enumerate(np.split(np.array(parts), cuts)) if len(part) > 1}

    names = tuple(f"område {n:02}" for n in range(areas))
    districts = divided(names, int(random.integers(2, 3 + areas // 6)), "distrikt")
    sorts = divided(kinds, int(random.integers(2, 3 + groups // 4)), "sort")
    dimensions = [
        places(areas, districts),
        Dimension(kinds, {kind: (kind,) for kind in kinds} | sorts | {"alla": kinds}),
        years_of(years),
    ]
    weights = [{"kommunen": 20.0} | dict.fromkeys(districts, 5.0), {"alla": 5.0} | dict.fromkeys(sorts, 3.0)]
    drawn = counts(areas, groups, years, seed, random.uniform(2, 12), random.uniform(0, 0.1))
    return crossed(drawn, dimensions, 5, weights)
