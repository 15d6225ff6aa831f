"""Where the areas' names stand on a map: inside their area when there is room, never on each other, never over the edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lagesbild.charts.geometry import Shape

LETTER = 6.7  # mean width of a letter at 13 px; bold is 4 % wider
HEIGHT = 15.0
SHIFTS = [(0.0, 0.0)] + [
    (dx * 7.0, dy * 7.0)
    for reach in (1, 2, 3, 4, 5, 6)
    for dx in range(-reach, reach + 1)
    for dy in range(-reach, reach + 1)
    if max(abs(dx), abs(dy)) == reach
]


AROUND = [(dx * 6.0, dy * 6.0) for dx in range(-16, 17) for dy in range(-10, 11)]
BESIDE = 9  # pixels: a name on the water lies so near its own area
POOR, CLEAR, WHOLE = 0.45, 0.9, 0.999  # of a name within its area: less is a poor place; clearly its own; all of it
FINE = 3  # times as many points are tried where a name may touch no islet
Point = tuple[float, float]
STEPS = np.array(SHIFTS)
FARTHER = 0.004 * (np.abs(STEPS[:, 0]) + 1.3 * np.abs(STEPS[:, 1]))  # what a place loses for each pixel from the area's own point


@dataclass(frozen=True)
class Name:
    """A name that wants a place: its area's shape, how it is set, and how important it is (lower comes first)."""

    shape: Shape
    words: str
    bold: bool
    rank: int


@dataclass(frozen=True)
class Placed:
    """A name with its place in map units, and whether all of it lies within its own area."""

    name: Name
    x: float
    y: float
    within: bool


def shares(name: Name, scale: float) -> np.ndarray:
    """How much of the name lies inside its area at each of SHIFTS, 0 to 1: the same for every map that the area is drawn on."""
    box = _box(*name.shape.label, name, scale, padding=2)
    points = (_samples(box)[None, :, :] + STEPS[:, None, :] * scale).reshape(-1, 2)
    return name.shape.holds(points).reshape(len(STEPS), -1).mean(axis=1)


def place(
    names: Sequence[Name], *, scale: float, frame: tuple[float, float, float, float], must: int, beside: Sequence[Placed] = (),
    land: Sequence[Shape] = (), inside: Callable[[Name, float], np.ndarray] = shares, least: float = POOR,
) -> list[Placed]:  # fmt: skip
    """Give each name the nearest free place; names ranked above `must` are left out when only a poor place is free.

    scale: map units per pixel. frame: west, south, east, north that no name may cross. beside: names that already stand.
    land: all areas; a name that its own has no room for stands on the water beside it, if there is any.
    inside: `shares`, or the same remembered by one who places the same names again.
    least: how much of a name above `must` has to lie within its area. Where areas are many and small a name that crosses a
    border, or stands on the water, could be any of several areas'.
    """
    placed: list[Placed] = []
    taken = [_box(spot.x, spot.y, spot.name, scale, padding=3) for spot in beside]
    for name in sorted(names, key=lambda item: (item.rank, -item.shape.size)):
        best = _best(name, scale, frame, taken, inside)
        if land and (best is None or best[0] < WHOLE) and (water := _on_water(name, scale, frame, taken, land)):
            placed.append(Placed(name, *water, within=False))
            taken.append(_box(*water, name, scale, padding=3))
            continue
        if best is None or (best[0] < least and name.rank > must):
            continue
        share, x, y = best
        placed.append(Placed(name, x, y, share >= WHOLE))
        taken.append(_box(x, y, name, scale, padding=3))
    return placed


def _best(
    name: Name, scale: float, frame: tuple[float, float, float, float], taken: list, inside: Callable[[Name, float], np.ndarray]
) -> tuple[float, float, float] | None:
    """The free place with the largest share inside the area; near the area's own point wins among equals."""
    at = np.array(name.shape.label) + STEPS * scale
    box = np.array(_box(0, 0, name, scale)) + np.tile(at, 2)
    free: np.ndarray = np.all(np.column_stack([box[:, :2] >= frame[:2], box[:, 2:] <= frame[2:]]), axis=1)
    if taken:
        there = np.array(taken)
        meets = (box[:, None, :2] < there[None, :, 2:]) & (there[None, :, :2] < box[:, None, 2:])
        free &= ~np.any(np.all(meets, axis=2), axis=1)
    if not free.any():
        return None
    if free[0] and name.shape.holds(_samples(_box(*name.shape.label, name, scale, padding=2))).all():
        return 1.0, *name.shape.label
    share = inside(name, scale)
    best = int(np.argmax(np.where(free, share - FARTHER, -np.inf)))
    return float(share[best]), float(at[best, 0]), float(at[best, 1])


def _on_water(name: Name, scale: float, frame: tuple[float, float, float, float], taken: list, land: Sequence[Shape]) -> Point | None:
    """The nearest free place that touches no area and lies beside the name's own and no other."""
    others = [shape for shape in land if shape.area != name.shape.area]
    for dx, dy in sorted(AROUND, key=lambda at: at[0] ** 2 + 2 * at[1] ** 2):
        x, y = name.shape.label[0] + dx * scale, name.shape.label[1] + dy * scale
        box, near = _box(x, y, name, scale, padding=2), _samples(_box(x, y, name, scale, padding=BESIDE), FINE)
        if box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3] or not name.shape.holds(near).any():
            continue
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        if name.shape.holds(_samples(box, FINE)).any() or any(shape.holds(near).any() for shape in others):
            continue
        return x, y
    return None


def _box(x: float, y: float, name: Name, scale: float, padding: float = 0) -> tuple[float, float, float, float]:
    half = (len(name.words) * LETTER * (1.04 if name.bold else 1) / 2 + padding) * scale
    tall = (HEIGHT / 2 + padding / 2) * scale
    return x - half, y - tall, x + half, y + tall


def _samples(box: tuple[float, float, float, float], fine: int = 1) -> np.ndarray:
    across = np.linspace(box[0], box[2], 8 * fine + 1)
    up = np.linspace(box[1], box[3], 2 * fine + 1)
    return np.array([(x, y) for x in across for y in up])
