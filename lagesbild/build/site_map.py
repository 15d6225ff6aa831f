"""The municipality's areas as one small SVG: links for the mouse, with the list beside it for everybody else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

import numpy as np
import pandas as pd

from lagesbild.charts.geometry import Shape, extent_of, shapes_of
from lagesbild.charts.names import CLEAR, LETTER, Name, place, shares

WIDTH, EDGE = 920.0, 6.0
SOLID = ("good", "bad", "neutral")  # what is certain: filled, with a symbol
TONES = (*SOLID, "none", "unsure", "hidden")
MANY = 20  # with more areas than this only names that have room are written; the list beside the map has them all
ASIDE = (0, 12, -12, 24, -24, 36, -36)  # how far from the middle of a name its symbol may stand
NO_SIGNS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Lettering:
    """How words are set on the map, in the picture's units, and how their symbol stands by them."""

    letter: float  # how much larger they are written than names.py counts with
    drop: int  # from their own point to their foot
    sign: int  # the symbol's size
    above: int  # from their own point up to the symbol, and down to it where it has no room above
    below: int


NAMES = Lettering(letter=25 / 13, drop=0, sign=26, above=24, below=12)
NUMBERS = Lettering(letter=38 / 13, drop=13, sign=32, above=18, below=20)  # read on a phone, where the picture is less than half as wide

OWN = 52 / 13  # how large the one name of an area's own map is written at most, on a phone or on paper


@dataclass(frozen=True)
class Ground:
    """What is the same on every map of a site, worked out once: the areas' outlines, and where their names have room."""

    shapes: Mapping[str, Shape]
    outlines: Mapping[str, str]  # of the paths, in whole units
    frame: tuple[float, float, float, float]  # west, south, east and north in map units
    scale: float  # the picture's units for one of the map
    names: Mapping[str, str]
    pages: Mapping[str, str]
    known: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)  # how much of the words lies inside an area, once asked

    def put(self, points: np.ndarray) -> np.ndarray:
        """Points of the map as whole units of the picture."""
        return _put(points, self.frame, self.scale)

    def inside(self, name: Name, scale: float) -> np.ndarray:
        """`names.shares` of this map, which is drawn in one scale."""
        asked = name.shape.area, name.words
        if asked not in self.known:
            self.known[asked] = shares(name, scale)
        return self.known[asked]

    def numbers(self) -> dict[str, str]:
        """Each area's number in the alphabetical list, which stands for its name where names have no room."""
        return {area: str(n) for n, area in enumerate(self.names, 1)}


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
    tone_of = {area: "selected" if area == selected else tones.get(area, "none") for area in on.outlines}
    parts = [
        f'<a href="{escape(on.pages[area])}" tabindex="-1"><path class="area {tone_of[area]}" d="{outline}"/></a>'
        for area, outline in on.outlines.items()
    ]
    parts.append(f'<g class="named">{"".join(_labels(on, on.names, NAMES, tone_of, signs, selected))}</g>')
    parts += [f'<g class="numbered">{"".join(_labels(on, on.numbers(), NUMBERS, tone_of, signs))}</g>'] if selected is None else []
    height = round((on.frame[3] - on.frame[1]) * on.scale + 2 * EDGE)
    return f'<svg class="areas" viewBox="0 0 {int(WIDTH)} {height}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def legend(said: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    """What the map's colours and patterns mean: a sample and the words for each tone among (tone, symbol, words)."""
    found: dict[str, dict[str, str]] = {tone: {} for tone in TONES}
    for tone, symbol, words in said:
        found[tone][words] = symbol
    return [{"sample": _sample(tone, next(iter(told.values()))), "word": " / ".join(told)} for tone, told in found.items() if told]


def _sample(tone: str, symbol: str) -> str:
    sign = f'<use class="sign {tone}" href="#s-{symbol}" x="8" y="3" width="12" height="12"/>' if tone in SOLID else ""
    ground = f'<rect class="area {tone}" x="1" y="1" width="26" height="16"/>'
    return f'<svg class="sample" width="28" height="18" aria-hidden="true">{ground}{sign}</svg>'


def _labels(
    on: Ground, words: Mapping[str, str], how: Lettering, tone_of: Mapping[str, str], signs: Mapping[str, str], selected: str | None = None
) -> list[str]:
    """The areas' words with the symbols that belong to them; of many areas a symbol stands alone where its words have no room."""
    spots = _spots(on, {selected: 0} | dict.fromkeys(signs, 1), words, how.letter)
    labels = []
    for area, tone in tone_of.items():
        if area not in spots and area not in signs:
            continue
        x, y = on.put(np.array([spots.get(area, on.shapes[area].label)]))[0]
        if area in signs and area not in spots:
            labels.append(f'<use class="sign {tone}" href="#s-{signs[area]}" x="{x - 8}" y="{y - 8}" width="16" height="16"/>')
            continue
        if area in signs:
            labels.append(_sign(on, area, f"sign {tone}", signs[area], (x, y), how))
        own = " own" if area == selected else ""
        own += " across" if _crosses(on, area, words[area], OWN if own else how.letter) else ""
        x = _within(x, words[area]) if area == selected else x
        labels.append(f'<text class="place {tone}{own}" x="{x}" y="{y + how.drop}">{escape(words[area])}</text>')
    return labels


def _within(x: int, words: str) -> int:
    """Where the middle of an own name stands so that no letter of it lies outside the picture."""
    half = math.ceil(len(words) * LETTER * OWN / 2)
    return int(min(max(x, half), WIDTH - half)) if 2 * half < WIDTH else int(WIDTH / 2)


def _sign(on: Ground, area: str, kind: str, symbol: str, at: tuple[int, int], how: Lettering) -> str:
    """The symbol above words, or else below or a little aside, where all of it lies on the area; above where it has room nowhere."""
    size = how.sign
    places = [(at[0] - size // 2 + aside, at[1] + down) for aside in ASIDE for down in (-how.above - size, how.below)]
    left, top = next((place for place in places if _holds(on, area, *place, size)), places[0])
    return f'<use class="{kind}" href="#s-{symbol}" x="{left}" y="{top}" width="{size}" height="{size}"/>'


def _holds(on: Ground, area: str, left: int, top: int, size: int) -> bool:
    """Whether all of a symbol's square lies within its area."""
    steps = np.linspace(0, size, 5)
    points = np.array([(left + across, top + down) for across in steps for down in steps]) - EDGE
    return bool(on.shapes[area].holds(points * (1, -1) / on.scale + (on.frame[0], on.frame[3])).all())


def _crosses(on: Ground, area: str, words: str, letter: float) -> bool:
    """Whether words of few stand partly on a neighbour or on the water, where white letters would not be read."""
    name = Name(on.shapes[area], words, bold=True, rank=0)
    return len(on.shapes) <= MANY and bool(on.inside(name, letter / on.scale)[0] < CLEAR)


def _spots(on: Ground, ranks: Mapping[str | None, int], words: Mapping[str, str], letter: float) -> Mapping[str, tuple[float, float]]:
    """Where each area's words stand, in map units: at its own point, or of many the first of them that have room.

    ranks: of the areas whose words come first.
    """
    if len(on.shapes) <= MANY:
        return {area: shape.label for area, shape in on.shapes.items()}
    asking = [Name(shape, words[area], bold=False, rank=ranks.get(area, 2)) for area, shape in on.shapes.items()]
    found = place(asking, scale=letter / on.scale, frame=on.frame, must=0, inside=on.inside, least=CLEAR)
    return {spot.name.shape.area: (spot.x, spot.y) for spot in found}


def _put(points: np.ndarray, frame: tuple[float, float, float, float], scale: float) -> np.ndarray:
    return np.column_stack([EDGE + (points[:, 0] - frame[0]) * scale, EDGE + (frame[3] - points[:, 1]) * scale]).round().astype(int)


def _ring(points: np.ndarray) -> str:
    steps = np.diff(points, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps[:-1]) + "z"
