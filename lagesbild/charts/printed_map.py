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
from lagesbild.charts.names import CLEAR, POOR, Name, place
from lagesbild.charts.printed_style import FULL, NARROW, NO_AXIS, Sheet, style
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
    width: float = FULL,
) -> str:
    """The picture as SVG text; areas without borders are left out, and without any border only the words remain."""
    rows = areas.assign(area=areas["area"].astype(str)).set_index("area")
    shapes, _ = shapes_of(boundary[boundary["area"].astype(str).isin(rows.index)])
    west, south, east, north = extent_of(list(shapes.values())) if shapes else (0.0, 0.0, 1.0, 1.0)
    beside, below = (LEGEND, 0.0) if width > NARROW else (0.02, 0.14)  # in a column the legend stands below
    height = min((width - beside) * (north - south) / max(east - west, 1), TALLEST)
    with style():
        sheet = Sheet(height, title=title, sub=sub, source=source, left=0.02, right=beside, width=width, below=below)
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


def draw_locator(boundary: pd.DataFrame, names: dict[str, str], selected: str, width: float) -> str:
    """Where one area lies among the others, as SVG text: filled, and named where its name has room, its neighbours in outline."""
    shapes, _ = shapes_of(boundary)
    west, south, east, north = extent_of(list(shapes.values()))
    with style():
        tall = width * (north - south) / max(east - west, 1)
        sheet = Sheet(tall, title="", sub="", source="", left=0.02, right=0.02, width=width, below=-NO_AXIS)
        axes = sheet.axes
        axes.set_axis_off()
        axes.set_aspect("equal", anchor="NW")
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        for area in sorted(shapes, key=lambda code: code == selected):
            outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in shapes[area].rings))
            fill, edge = (theme.PRIMARY, theme.INK) if area == selected else (theme.PAPER, theme.OUTLINE)
            axes.add_patch(PathPatch(outline, facecolor=fill, edgecolor=edge, linewidth=0.7, joinstyle="round"))
        name = Name(shapes[selected], names[selected], bold=True, rank=0)
        for spot in place([name], scale=(east - west) / (width * 72 * PIXELS_PER_POINT), frame=(west, south, east, north), must=1):
            if spot.within:  # elsewhere a name, or the white around it, would hide the small area that the map is there to show
                axes.text(float(spot.x), float(spot.y), spot.name.words, ha="center", va="center", fontweight=600, color=theme.PAPER)
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
    many = len(shapes) > MANY
    land, least = ([], CLEAR) if many else (list(shapes.values()), POOR)
    asking = [
        Name(shapes[area], str(rows.loc[area, "name"]), bold=_sure(rows.loc[area]) or area == selected, rank=0 if area == selected else 1)
        for area in shapes
        if not many or _sure(rows.loc[area]) or area == selected
    ]
    box = sheet.axes.get_position()
    points = min(box.width * sheet.width * 72 / (frame[2] - frame[0]), box.height * sheet.height * 72 / (frame[3] - frame[1]))
    dark = class_words(classes, "count")
    for spot in place(asking, scale=1 / (points * PIXELS_PER_POINT), frame=frame, must=0 if many else 2, land=land, least=least):
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
    if sheet.width < NARROW:
        _legend_below(sheet, entries)
        return
    box = sheet.axes.get_position()
    left, y = (sheet.width - LEGEND + 0.2) / sheet.width, box.y1 - 0.2 / sheet.height
    for how, words in entries:
        _swatch(sheet, left, y, how)
        for line, part in enumerate(_two_lines(words)):
            sheet.figure.text(left + 0.36 / sheet.width, y + (0.02 - line * 0.15) / sheet.height, part, fontsize=8.5)
        y -= (0.25 + 0.15 * (len(_two_lines(words)) - 1)) / sheet.height


def _legend_below(sheet: Sheet, entries: list[tuple[dict[str, Any], str]]) -> None:
    """The classes side by side under the map, and what the patterns mean on a line of its own."""
    classes = [entry for entry in entries if "hatch" not in entry[0]]
    step = (sheet.width - 0.2) / max(len(classes), 4)
    for n, (how, words) in enumerate(classes):
        _swatch(sheet, (0.02 + n * step) / sheet.width, 0.19 / sheet.height, how)
        sheet.figure.text((0.31 + n * step) / sheet.width, 0.21 / sheet.height, words, fontsize=6.8)
    x = 0.02
    for how, words in (entry for entry in entries if "hatch" in entry[0]):
        _swatch(sheet, x / sheet.width, 0.01 / sheet.height, how)
        sheet.figure.text((x + 0.31) / sheet.width, 0.03 / sheet.height, words, fontsize=7.5)
        x += 0.31 + 0.055 * len(words) + 0.15


def _swatch(sheet: Sheet, left: float, y: float, how: dict[str, Any]) -> None:
    size = (0.26 / sheet.width, 0.13 / sheet.height)
    swatch = Rectangle((left, y), *size, transform=sheet.figure.transFigure, edgecolor=theme.OUTLINE, **how)
    swatch.set_hatchcolor(theme.UNSURE)
    sheet.figure.add_artist(swatch)


def _two_lines(words: str) -> list[str]:
    if len(words) <= 24:
        return [words]
    cut = words.rfind(" ", 0, 24)
    return [words[:cut], words[cut + 1 :]]
