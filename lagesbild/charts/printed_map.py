"""The map on paper: filled where the difference is sure, hatched where it is not, dotted where nothing is shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib import patheffects
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from lagesbild.charts import theme
from lagesbild.charts.geometry import Shape, extent_of, shapes_of
from lagesbild.charts.interactive_map import class_words
from lagesbild.charts.marks import ABSENT_STATES, SURE, present
from lagesbild.charts.names import Name, place
from lagesbild.charts.printed_style import FULL, Sheet, style
from lagesbild.texts import text

LEGEND = 1.95  # inches to the right of the map
TALLEST = 6.2
NAME_POINTS = 8.5
PIXELS_PER_POINT = 13 / NAME_POINTS  # the names' widths are known for 13 px
MANY = 20  # with more areas than this only the sure and the selected are named


def draw(
    areas: pd.DataFrame,
    boundary: pd.DataFrame,
    *,
    classes: Sequence[float],
    unit: str,
    title: str,
    source: str,
    selected: str | None,
    sub: str,
) -> str:
    """The picture as SVG text; areas without borders are left out, and without any border only the words remain."""
    rows = areas.assign(area=areas["area"].astype(str)).set_index("area")
    shapes, _ = shapes_of(boundary[boundary["area"].astype(str).isin(rows.index)])
    west, south, east, north = extent_of(list(shapes.values())) if shapes else (0.0, 0.0, 1.0, 1.0)
    height = min((FULL - LEGEND) * (north - south) / max(east - west, 1), TALLEST)
    with style():
        sheet = Sheet(height, title=title, sub=sub, source=source, left=0.02, right=LEGEND)
        axes = sheet.axes
        axes.set_axis_off()
        axes.set_aspect("equal", anchor="NW")
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        legend = class_words(classes, unit)
        for area in sorted(shapes, key=lambda code: (code == selected, _sure(rows.loc[code]), -shapes[code].size)):
            axes.add_patch(_patch(shapes[area], rows.loc[area], classes, legend, area == selected))
        if shapes:
            _names(sheet, shapes, rows, selected, classes)
        _legend(sheet, legend, rows)
        return sheet.svg()


def _absent(row: Any) -> bool:
    return row.get("state", "value") in ABSENT_STATES or not present(row["value"])


def _sure(row: Any) -> bool:
    return row["verdict"] in SURE and not _absent(row)


def _look(colour: str, kind: str) -> dict[str, Any]:
    """How an area is filled: sure, unsure (faded and hatched) or absent (dots on white)."""
    if kind == "absent":
        return {"facecolor": "white", "hatch": "....", "linewidth": 0.6}
    if kind == "unsure":
        return {"facecolor": theme.FADED[theme.CLASSES.index(colour)], "hatch": "////", "linewidth": 0.6}
    return {"facecolor": colour, "linewidth": 1.0}


def _patch(shape: Shape, row: Any, classes: Sequence[float], legend: list[tuple[str, str]], selected: bool) -> PathPatch:
    kind = "absent" if _absent(row) else "sure" if _sure(row) else "unsure"
    colour = "" if kind == "absent" or not legend else legend[bisect_right(list(classes[:-1]), row["value"])][0]
    outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in shape.rings))
    how = _look(colour or theme.CLASSES[2], kind) | ({"linewidth": 2.2} if selected else {})
    edge = theme.INK if kind == "sure" or selected else theme.OUTLINE
    patch = PathPatch(outline, edgecolor=edge, joinstyle="round", **how)
    patch.set_hatchcolor(theme.UNSURE)
    return patch


def _names(sheet: Sheet, shapes: dict[str, Shape], rows: pd.DataFrame, selected: str | None, classes: Sequence[float]) -> None:
    frame = extent_of(list(shapes.values()))
    few = len(shapes) > MANY
    asking = [
        Name(shapes[area], str(rows.loc[area, "name"]), bold=_sure(rows.loc[area]) or area == selected, rank=0 if area == selected else 1)
        for area in shapes
        if not few or _sure(rows.loc[area]) or area == selected
    ]
    box = sheet.axes.get_position()
    points = min(box.width * FULL * 72 / (frame[2] - frame[0]), box.height * sheet.height * 72 / (frame[3] - frame[1]))
    dark = class_words(classes, "count")
    for spot in place(asking, scale=1 / (points * PIXELS_PER_POINT), frame=frame, must=0 if few else 2):
        row = rows.loc[spot.name.shape.area]
        deep = (
            _sure(row)
            and bool(dark)
            and dark[bisect_right(list(classes[:-1]), row["value"])][0] in theme.CLASSES[theme.DARK_CLASSES_FROM :]
        )
        ink, halo = (theme.PAPER, theme.INK) if deep and spot.within else (theme.INK, theme.PAPER)
        effects = [] if deep and spot.within else [patheffects.withStroke(linewidth=3, foreground=halo)]
        weight = 600 if spot.name.bold else 400
        at = float(spot.x), float(spot.y)
        sheet.axes.text(
            *at, spot.name.words, ha="center", va="center", fontsize=NAME_POINTS, color=ink, fontweight=weight, path_effects=effects
        )


def _legend(sheet: Sheet, legend: list[tuple[str, str]], rows: pd.DataFrame) -> None:
    entries = [(_look(colour, "sure"), words) for colour, words in legend]
    flags = [(_absent(row), _sure(row)) for _, row in rows.iterrows()]
    if any(not absent and not sure for absent, sure in flags) and legend:
        entries.append((_look(legend[len(legend) // 2][0], "unsure"), text("printed.map_hatched")))
    if any(absent for absent, _ in flags):
        entries.append((_look("", "absent"), text("printed.map_absent")))
    box, figure = sheet.axes.get_position(), sheet.figure
    left, y = (FULL - LEGEND + 0.2) / FULL, box.y1 - 0.2 / sheet.height
    for how, words in entries:
        swatch = Rectangle((left, y), 0.26 / FULL, 0.15 / sheet.height, transform=figure.transFigure, edgecolor=theme.OUTLINE, **how)
        swatch.set_hatchcolor(theme.UNSURE)
        figure.add_artist(swatch)
        for line, part in enumerate(_two_lines(words)):
            figure.text(left + 0.36 / FULL, y + (0.02 - line * 0.15) / sheet.height, part, fontsize=8.5)
        y -= (0.25 + 0.15 * (len(_two_lines(words)) - 1)) / sheet.height


def _two_lines(words: str) -> list[str]:
    if len(words) <= 24:
        return [words]
    cut = words.rfind(" ", 0, 24)
    return [words[:cut], words[cut + 1 :]]
