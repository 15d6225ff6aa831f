"""The map of a municipality's areas: filled where the difference is sure, hatched and faded where it is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.geometry import Shape, extent_of, hit_points, shapes_of
from lagesbild.charts.interactive_template import Drawing, axis, halo
from lagesbild.charts.marks import ABSENT_STATES, SURE, hover_text, present, scale, short
from lagesbild.charts.names import CLEAR, POOR, Name, Placed, place
from lagesbild.texts import number, text

WIDE, NARROW = (540, 536), (340, 376)  # the smallest drawings, in pixels, that the names are placed for
SCATTER = {
    "fillpattern": {"fgcolor": theme.fade(theme.UNSURE, 0.55), "size": 7, "solidity": 0.12, "fillmode": "overlay"},
    "mode": "markers",
    "marker": {"size": 18, "opacity": 0, "color": theme.PRIMARY},
    "selected": {"marker": {"opacity": 0}},
    "unselected": {"marker": {"opacity": 0}},
}  # what takes hover and click is never seen; the areas say that they are lines
NAME = {
    "xanchor": "center",
    "yanchor": "middle",
    "align": "center",
    "captureevents": False,
    "font": {"color": theme.INK, "size": 13, "shadow": halo()},
}
MANY = 20  # with more areas than this only the sure and the selected are named


def area_map(
    areas: pd.DataFrame,
    boundary: pd.DataFrame,
    *,
    classes: Sequence[float],
    unit: str,
    selected: str | None = None,
    narrow: bool = False,
    height: int | None = None,
    clickable: bool = True,
) -> go.Figure:
    """Draw the areas by class of value and certainty of their difference from the rest of the municipality.

    areas: area, name, value, lower, upper, verdict, state. boundary: rows of the table boundary for one area version.
    classes: rising upper limits of at most five classes, in stored units, the last at or beyond the highest value.
    Each clickable point carries its area code as its group; `picked_area` reads it from the selection.
    The names of the sure and the selected come first and have room also on a phone; layout.meta tells how many they are.
    narrow: draw only those. clickable: lay the points over the areas that take hover and click.
    """
    rows = areas.assign(area=areas.area.astype(str)).set_index("area")
    shapes, _ = shapes_of(boundary[boundary.area.astype(str).isin(rows.index)])
    drawn = Drawing(height=height or (380 if narrow else 540), left=1, right=1, top=1, bottom=1)
    if not shapes:
        return drawn.figure()
    drawn.notes(**NAME)
    drawn.scatters(**SCATTER)
    order = sorted(shapes, key=lambda area: (area == selected, rows.verdict[area] in SURE, -shapes[area].size))
    for area in order:
        _fill(drawn, shapes[area], rows.loc[area], classes, area == selected)
    for area, points in hit_points(list(shapes.values())).items() if clickable else ():
        _hits(drawn, points.tolist(), area, rows.loc[area], unit)
    frame = _frame(list(shapes.values()), NARROW if narrow else WIDE)
    named, kept = _names(shapes, rows, classes, selected, narrow, frame)
    drawn.update_layout(annotations=named, meta={"names_when_narrow": kept}, clickmode="event+select", hoverdistance=12, **_axes(frame))
    return drawn.figure()


def class_words(classes: Sequence[float], unit: str) -> list[tuple[str, str]]:
    """The legend as (colour, words), lightest first: "under 16", "16–21", ... "34 och över"."""
    edges = [short(edge * scale(unit), 6) for edge in classes[:-1]]
    if not edges:
        return []
    even = all(edge == int(edge) for edge in edges)
    places = 0 if even else 1
    less = 1 if even and unit in ("count", "persons") else 0  # whole numbers: 16–21, then 22–27
    said = [text("charts.map.under", edge=number(edges[0], places))]
    said += [text("charts.map.between", low=number(low, places), high=number(high - less, places)) for low, high in pairwise(edges)]
    said.append(text("charts.map.over", edge=number(edges[-1], places)))
    return list(zip(_palette(len(classes)), said, strict=True))


def picked_area(selection: Any) -> str | None:
    """The area code of the first clicked point in Streamlit's selection, or None when nothing is clicked."""
    try:
        point = selection["selection"]["points"][0]
    except (KeyError, IndexError, TypeError):
        return None
    return str(point["legendgroup"]) if point.get("legendgroup") else None


def _palette(classes: int, faded: bool = False) -> list[str]:
    """The class colours that a number of classes uses; fewer classes keep the ends of the scale apart."""
    source = theme.FADED if faded else theme.CLASSES
    chosen = {0: (2,), 1: (2,), 2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(classes, (0, 1, 2, 3, 4))
    return [source[index] for index in chosen]


def _class(value: float, classes: Sequence[float]) -> int:
    return bisect_right(list(classes[:-1]), value)


def _absent(row: Any) -> bool:
    return getattr(row, "state", "value") in ABSENT_STATES or not present(row.value)


def _fill(drawn: Drawing, shape: Shape, row: Any, classes: Sequence[float], selected: bool) -> None:
    xs, ys = shape.path()
    sure = row.verdict in SURE and not _absent(row)
    settings: dict[str, Any] = {"fillcolor": theme.PAPER}
    if _absent(row):
        settings["fillpattern"] = {"shape": ".", "fgcolor": theme.UNSURE, "bgcolor": theme.PAPER, "size": 8, "solidity": 0.1}
    elif sure:
        settings["fillcolor"] = _palette(len(classes))[_class(row.value, classes)]
    else:
        faded = _palette(len(classes), faded=True)[_class(row.value, classes)]
        settings["fillcolor"] = faded
        settings["fillpattern"] = {"shape": "/", "bgcolor": faded}
    line = {"color": theme.INK if sure or selected else theme.OUTLINE, "width": 3.2 if selected else 1.4 if sure else 0.9}
    drawn.add_scatter(x=xs, y=ys, fill="toself", mode="lines", line=line, hoverinfo="skip", name=shape.area, **settings)


def _hits(drawn: Drawing, points: list[list[int]], area: str, row: Any, unit: str) -> None:
    """Invisible points over the area that take hover and click, because fills take neither."""
    if _absent(row):
        state = getattr(row, "state", "missing")
        said = text(f"charts.hover.{state if state in ABSENT_STATES else 'missing'}")
    else:
        said = f"{hover_text(row.value, row.lower, row.upper, unit)}<br>{text(f'charts.verdict.{row.verdict}')}"
    drawn.add_scatter(
        x=[point[0] for point in points],
        y=[point[1] for point in points],
        legendgroup=area,
        hovertemplate=f"<b>{row['name']}</b><br>{said}<extra></extra>",
    )


def _per_pixel(extent: tuple[float, float, float, float], size: tuple[int, int]) -> float:
    """Map units per pixel when an extent is fitted into a drawing of a width and height."""
    return max((extent[2] - extent[0]) / size[0], (extent[3] - extent[1]) / size[1])


def _frame(shapes: Sequence[Shape], size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The drawn extent: the areas with some air around them."""
    extent = extent_of(shapes)
    air = 12 * _per_pixel(extent, (size[0] - 24, size[1] - 24))
    return extent[0] - air, extent[1] - air, extent[2] + air, extent[3] + air


def _axes(frame: tuple[float, float, float, float]) -> dict[str, Any]:
    """Both axes unseen and of one scale, so that the frame is whole whatever the drawing's shape."""
    across = axis(visible=False, range=[frame[0], frame[2]], constrain="domain")
    return {"xaxis": across, "yaxis": axis(visible=False, range=[frame[1], frame[3]], constrain="domain", scaleanchor="x", scaleratio=1)}


def _names(
    shapes: dict[str, Shape],
    rows: pd.DataFrame,
    classes: Sequence[float],
    selected: str | None,
    narrow: bool,
    frame: tuple[float, float, float, float],
) -> tuple[list[dict[str, Any]], int]:
    """The names as annotations, and how many of them, the first, have room also in the narrow drawing."""
    sure = {area: rows.verdict[area] in SURE and not _absent(rows.loc[area]) for area in shapes}
    asking = [
        Name(
            shapes[area],
            str(rows["name"][area]),
            bold=sure[area] or area == selected,
            rank=0 if area == selected else 1 if sure[area] else 2,
        )
        for area in shapes
    ]
    many = len(shapes) > MANY
    land, least = ([], CLEAR) if many else (list(shapes.values()), POOR)
    certain = [name for name in asking if name.rank < 2]
    first = place(certain, scale=_per_pixel(frame, NARROW), frame=frame, must=0 if many else 1, land=land, least=least)
    more = [] if narrow or many else [name for name in asking if name.rank == 2]
    spots = [*first, *place(more, scale=_per_pixel(frame, WIDE), frame=frame, must=2, beside=first, land=land)]
    return [_name(spot, sure, rows, classes) for spot in spots], len(first)


def _name(spot: Placed, sure: dict[str, bool], rows: pd.DataFrame, classes: Sequence[float]) -> dict[str, Any]:
    """One name: pale on a dark area when it lies wholly within it, else ink with a halo."""
    area = spot.name.shape.area
    dark = sure[area] and _palette(len(classes))[_class(rows.value[area], classes)] in theme.CLASSES[theme.DARK_CLASSES_FROM :]
    on_dark = dark and spot.within
    pale = {"font": {"color": theme.PAPER, "shadow": "none"}} if on_dark else {}
    said = f"<b>{spot.name.words}</b>" if spot.name.bold else spot.name.words
    return {"text": said, "x": round(spot.x), "y": round(spot.y)} | pale
