"""Plane geometry for the area map: rings, points inside, and where a name can stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

HIT_POINTS = 460  # clickable points over the whole map
UNITS = 1000  # map units across it: each is about half a pixel


@dataclass(frozen=True)
class Shape:
    """One area's rings in map units (closed, holes turned the other way) and the point for its name."""

    area: str
    rings: tuple[np.ndarray, ...]
    label: tuple[float, float]

    @property
    def size(self) -> float:
        """The area's surface in square map units, holes taken away."""
        return abs(sum(turning(ring) for ring in self.rings))

    def path(self) -> tuple[list[int | None], list[int | None]]:
        """All rings as one x and one y list with gaps between the rings."""
        xs: list[int | None] = []
        ys: list[int | None] = []
        for ring in self.rings:
            xs += [*(int(x) for x in ring[:, 0]), None]
            ys += [*(int(y) for y in ring[:, 1]), None]
        return xs[:-1], ys[:-1]

    def holds(self, points: np.ndarray) -> np.ndarray:
        """Which points (n x 2) lie inside the area, holes excepted (even-odd rule)."""
        inside = np.zeros(len(points), dtype=bool)
        for ring in self.rings:
            inside ^= _inside(ring, points)
        return inside


def shapes_of(boundary: pd.DataFrame) -> tuple[dict[str, Shape], int]:
    """The areas' shapes in small whole numbers, and how many metres one map unit is."""
    extent = max((max(max(row.east), max(row.north)) for row in boundary.itertuples()), default=1)
    grain = max(1, round(extent / UNITS))
    found: dict[str, list[np.ndarray]] = {}
    labels: dict[str, tuple[float, float]] = {}
    for row in boundary.sort_values(["area", "ring"]).itertuples():
        ring = np.column_stack([np.rint(np.asarray(row.east) / grain), np.rint(np.asarray(row.north) / grain)])
        ring = ring[np.r_[True, np.any(np.diff(ring, axis=0) != 0, axis=1)]]
        if not np.array_equal(ring[0], ring[-1]):
            ring = np.vstack([ring, ring[:1]])
        if (turning(ring) < 0) != bool(row.hole):
            ring = ring[::-1]
        found.setdefault(str(row.area), []).append(ring)
        labels[str(row.area)] = (row.label_east / grain, row.label_north / grain)
    return {area: Shape(area, tuple(rings), labels[area]) for area, rings in found.items()}, grain


def extent_of(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """West, south, east and north of all shapes together."""
    points = np.vstack([ring for shape in shapes for ring in shape.rings])
    return (*points.min(axis=0), *points.max(axis=0))


def hit_points(shapes: Sequence[Shape]) -> dict[str, np.ndarray]:
    """Points inside each area, evenly spread over the map; the smallest area has at least one."""
    step = math.sqrt(sum(shape.size for shape in shapes) / HIT_POINTS)
    found = {}
    for shape in shapes:
        west, south, east, north = extent_of([shape])
        grid = np.array([(x, y) for x in np.arange(west + step / 2, east, step) for y in np.arange(south + step / 2, north, step)])
        inside = grid[shape.holds(grid)] if len(grid) else grid.reshape(0, 2)
        found[shape.area] = np.rint(inside if len(inside) else np.array([shape.label])).astype(int)
    return found


def turning(ring: np.ndarray) -> float:
    """Signed surface of a closed ring: positive when it runs against the clock."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def _inside(ring: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y = points[:, 0][:, None], points[:, 1][:, None]
    x1, y1, x2, y2 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    crosses = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (x2 - x1) * (y - y1) / np.where(y2 == y1, 1, y2 - y1) + x1
    return (np.sum(crosses & (x < at), axis=1) % 2).astype(bool)
