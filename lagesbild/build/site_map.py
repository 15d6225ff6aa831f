"""The municipality's areas as one small SVG: links for the mouse, with the list beside it for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import numpy as np
import pandas as pd

from lagesbild.charts.geometry import Shape, extent_of, shapes_of
from lagesbild.charts.names import Name, place

WIDTH, EDGE, SIGN = 920.0, 6.0, 26
LETTER = 25 / 13  # how much larger the names are written here than names.py counts with
MANY = 20  # with more areas than this only names that have room are written; the list beside the map has them all
NO_SIGNS: Mapping[str, str] = {}


def area_map(
    boundary: pd.DataFrame,
    names: Mapping[str, str],
    pages: Mapping[str, str],
    *,
    tones: Mapping[str, str],
    selected: str | None = None,
    signs: Mapping[str, str] = NO_SIGNS,
) -> str:
    """Every area as a path in whole units; `tones` gives an area's class (good, bad, none, unsure, hidden).

    `signs` gives the symbol (see `fluid_change.symbol`) above an area's name: better and worse have the same grey value.
    """
    shapes, _ = shapes_of(boundary[boundary["area"].isin(list(names))]) if len(boundary) else ({}, 1)
    if not shapes:
        return ""
    west, south, east, north = extent_of(list(shapes.values()))
    scale = (WIDTH - 2 * EDGE) / max(east - west, 1)
    height = round((north - south) * scale + 2 * EDGE)

    def put(points: np.ndarray) -> np.ndarray:
        return np.column_stack([EDGE + (points[:, 0] - west) * scale, EDGE + (north - points[:, 1]) * scale]).round().astype(int)

    spots = _spots(shapes, names, {selected: 0} | dict.fromkeys(signs, 1), LETTER / scale)
    parts, labels = [], []
    for area, shape in shapes.items():
        path = "".join(_ring(put(ring)) for ring in shape.rings)
        tone = "selected" if area == selected else tones.get(area, "none")
        parts.append(f'<a href="{escape(pages[area])}" tabindex="-1"><path class="area {tone}" d="{path}"/></a>')
        if area not in spots:
            continue
        x, y = put(np.array([spots[area]]))[0]
        if area in signs:
            at = f'x="{x - SIGN // 2}" y="{y - 24 - SIGN}" width="{SIGN}" height="{SIGN}"'
            labels.append(f'<use class="sign {tone}" href="#s-{signs[area]}" {at}/>')
        own = " own" if area == selected else ""
        labels.append(f'<text class="place {tone}{own}" x="{x}" y="{y}">{escape(names[area])}</text>')
    body = "".join([*parts, *labels])
    return f'<svg class="areas" viewBox="0 0 {int(WIDTH)} {height}" aria-hidden="true" focusable="false">{body}</svg>'


def _spots(
    shapes: Mapping[str, Shape], names: Mapping[str, str], ranks: Mapping[str | None, int], grain: float
) -> Mapping[str, tuple[float, float]]:
    """Where each name stands, in map units: at its area's own point, or of many the first of them that have room.

    ranks: of the areas whose names come first. grain: map units for each pixel that names.py counts with.
    """
    if len(shapes) <= MANY:
        return {area: shape.label for area, shape in shapes.items()}
    asking = [Name(shape, names[area], bold=False, rank=ranks.get(area, 2)) for area, shape in shapes.items()]
    found = place(asking, scale=grain, frame=extent_of(list(shapes.values())), must=1)
    return {spot.name.shape.area: (spot.x, spot.y) for spot in found}


def _ring(points: np.ndarray) -> str:
    steps = np.diff(points, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps[:-1]) + "z"
