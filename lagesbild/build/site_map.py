"""The municipality's areas as one small SVG: links for the mouse, with the list beside it for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import numpy as np
import pandas as pd

from lagesbild.charts.geometry import Shape, extent_of, shapes_of
from lagesbild.charts.names import CLEAR, Name, place, shares

WIDTH, EDGE, SIGN = 920.0, 6.0, 26
LETTER = 25 / 13  # how much larger the names are written here than names.py counts with
MANY = 20  # with more areas than this only names that have room are written; the list beside the map has them all
ASIDE = (0, 12, -12, 24, -24, 36, -36)  # how far from the middle of a name its symbol may stand
NO_SIGNS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Ground:
    """What is the same on every map of a site, worked out once: the areas' outlines, and where their names have room."""

    shapes: Mapping[str, Shape]
    outlines: Mapping[str, str]  # of the paths, in whole units
    frame: tuple[float, float, float, float]  # west, south, east and north in map units
    scale: float  # the picture's units for one of the map
    names: Mapping[str, str]
    pages: Mapping[str, str]
    known: dict[str, np.ndarray] = field(default_factory=dict)  # how much of a name lies inside its area, once asked

    def put(self, points: np.ndarray) -> np.ndarray:
        """Points of the map as whole units of the picture."""
        return _put(points, self.frame, self.scale)

    def inside(self, name: Name, scale: float) -> np.ndarray:
        """`names.shares` of this map, which is drawn in one scale."""
        if name.shape.area not in self.known:
            self.known[name.shape.area] = shares(name, scale)
        return self.known[name.shape.area]


def ground(boundary: pd.DataFrame, names: Mapping[str, str], pages: Mapping[str, str]) -> Ground | None:
    """The ground of all maps of these areas; None where no borders are known."""
    shapes, _ = shapes_of(boundary[boundary["area"].isin(list(names))]) if len(boundary) else ({}, 1)
    if not shapes:
        return None
    frame = extent_of(list(shapes.values()))
    scale = (WIDTH - 2 * EDGE) / max(frame[2] - frame[0], 1)
    outlines = {area: "".join(_ring(_put(ring, frame, scale)) for ring in shape.rings) for area, shape in shapes.items()}
    return Ground(shapes, outlines, frame, scale, names, pages)


def area_map(on: Ground | None, *, tones: Mapping[str, str], selected: str | None = None, signs: Mapping[str, str] = NO_SIGNS) -> str:
    """Every area as a path in whole units; `tones` gives an area's class (good, bad, neutral, none, unsure, hidden).

    `signs` gives the symbol (see `fluid_change.symbol`) above an area's name: better and worse have the same grey value.
    """
    if on is None:
        return ""
    spots = _spots(on, {selected: 0} | dict.fromkeys(signs, 1))
    parts, labels = [], []
    for area, outline in on.outlines.items():
        tone = "selected" if area == selected else tones.get(area, "none")
        parts.append(f'<a href="{escape(on.pages[area])}" tabindex="-1"><path class="area {tone}" d="{outline}"/></a>')
        if area not in spots and area not in signs:
            continue
        x, y = on.put(np.array([spots.get(area, on.shapes[area].label)]))[0]
        if area in signs and area not in spots:
            labels.append(f'<use class="sign {tone}" href="#s-{signs[area]}" x="{x - 8}" y="{y - 8}" width="16" height="16"/>')
            continue
        if area in signs:
            labels.append(_sign(on, area, f"sign {tone}", signs[area], spots[area]))
        own = (" own" if area == selected else "") + (" across" if _crosses(on, area) else "")
        labels.append(f'<text class="place {tone}{own}" x="{x}" y="{y}">{escape(on.names[area])}</text>')
    height = round((on.frame[3] - on.frame[1]) * on.scale + 2 * EDGE)
    body = "".join([*parts, *labels])
    return f'<svg class="areas" viewBox="0 0 {int(WIDTH)} {height}" aria-hidden="true" focusable="false">{body}</svg>'


def _sign(on: Ground, area: str, kind: str, symbol: str, spot: tuple[float, float]) -> str:
    """The symbol above a name, or else below it or a little aside, where all of it lies on the area; above where it has room nowhere."""
    x, y = on.put(np.array([spot]))[0] - SIGN // 2
    places = [(x + aside, y + down) for aside in ASIDE for down in (-24 - SIGN // 2, 12 + SIGN // 2)]
    left, top = next((place for place in places if _holds(on, area, *place)), places[0])
    return f'<use class="{kind}" href="#s-{symbol}" x="{left}" y="{top}" width="{SIGN}" height="{SIGN}"/>'


def _holds(on: Ground, area: str, left: int, top: int) -> bool:
    """Whether all of a symbol's square lies within its area."""
    steps = np.linspace(0, SIGN, 5)
    points = np.array([(left + across, top + down) for across in steps for down in steps]) - EDGE
    return bool(on.shapes[area].holds(points * (1, -1) / on.scale + (on.frame[0], on.frame[3])).all())


def _crosses(on: Ground, area: str) -> bool:
    """Whether a name of few stands partly on a neighbour or on the water, where white letters would not be read."""
    name = Name(on.shapes[area], on.names[area], bold=True, rank=0)
    return len(on.shapes) <= MANY and bool(on.inside(name, LETTER / on.scale)[0] < CLEAR)


def _spots(on: Ground, ranks: Mapping[str | None, int]) -> Mapping[str, tuple[float, float]]:
    """Where each name stands, in map units: at its area's own point, or of many the first of them that have room.

    ranks: of the areas whose names come first.
    """
    if len(on.shapes) <= MANY:
        return {area: shape.label for area, shape in on.shapes.items()}
    asking = [Name(shape, on.names[area], bold=False, rank=ranks.get(area, 2)) for area, shape in on.shapes.items()]
    found = place(asking, scale=LETTER / on.scale, frame=on.frame, must=0, inside=on.inside, least=CLEAR)
    return {spot.name.shape.area: (spot.x, spot.y) for spot in found}


def _put(points: np.ndarray, frame: tuple[float, float, float, float], scale: float) -> np.ndarray:
    return np.column_stack([EDGE + (points[:, 0] - frame[0]) * scale, EDGE + (frame[3] - points[:, 1]) * scale]).round().astype(int)


def _ring(points: np.ndarray) -> str:
    steps = np.diff(points, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps[:-1]) + "z"
