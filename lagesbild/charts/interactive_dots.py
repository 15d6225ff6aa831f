"""Dot lists: each row a name, its value with interval, and the rest of the municipality to hold it against."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_template import Drawing, grid_axis, words
from lagesbild.charts.marks import (
    ABSENT_STATES,
    SURE,
    UNTESTED,
    colour_of,
    hover_text,
    present,
    scale,
    short,
    square,
    swedish,
    ticks,
    value_text,
)
from lagesbild.texts import text

LONGEST = 21  # letters of a name on one line
ROW, ROW_DENSE = 36, 24
STROKE = 1.4  # how long plotly draws an upright stroke, in sizes of its mark


@dataclass(frozen=True)
class Row:
    """One row of a dot list in drawn units, with everything that decides how it looks."""

    key: str
    name: str
    value: float
    lower: float
    upper: float
    rest: float
    verdict: str
    polarity: str
    absent: str  # why there is no value, or ""
    shown: str  # the text at the right
    hover: str
    smoothed: float = float("nan")  # drawn as a short stroke beside the raw value

    @property
    def sure(self) -> bool:
        """True when the difference from the rest is certain."""
        return self.verdict in SURE and not self.absent


def area_dots(
    frame: pd.DataFrame,
    *,
    rest_value: float | None,
    unit: str,
    selected: str | None = None,
    marked: Collection[str] = (),
    height: int | None = None,
    band: tuple[float, float] | None = None,
) -> go.Figure:
    """Draw the areas in alphabetical order against one upright line.

    frame: area, name, value, lower, upper, verdict, polarity (good, bad, neutral) and optionally state, value_text and smoothed.
    rest_value: where the upright line stands, in the frame's unit; None draws no line. selected: area code of the row in focus;
    marked: area codes of rows that are lifted out in the same way. band: the ends of a field behind all rows, such as the middle
    half, in the frame's unit.
    """
    rows = sorted((_row(record, "area", unit) for record in frame.to_dict("records")), key=lambda row: swedish(row.name))
    drawn, left, right = _canvas(rows, unit, height, values=True, also=(rest_value or 0) * scale(unit))
    shapes = [
        field for index, row in enumerate(rows) if row.key == selected or row.key in marked for field in _highlight(index, left, right)
    ]
    if band is not None:
        field = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "fillcolor": theme.BAND, "line": {"width": 0}}
        shapes.insert(0, field | {"x0": short(band[0] * scale(unit)), "x1": short(band[1] * scale(unit))})
    if present(rest_value):
        at = short((rest_value or 0) * scale(unit))
        line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": {"color": theme.INK, "width": 1.4}}
        shapes.append(line | {"x0": at, "x1": at})
    _marks(drawn, rows)
    _smoothed(drawn, rows)
    drawn.notes(align="right", xref="paper", xanchor="right", xshift=right - 2, font={"color": theme.MUTED, "size": 14})
    drawn.update_layout(shapes=shapes, annotations=[_value(row, index) for index, row in enumerate(rows)])
    return drawn.figure()


def profile_dots(frame: pd.DataFrame, unit: str, *, height: int | None = None) -> go.Figure:
    """Draw one area's indicators, each with its interval against an upright stroke: the rest of the municipality.

    frame, in the order to draw: indicator, short_title, value, lower, upper, rest_value, verdict, polarity and optionally state and
    policing_dependent, whose names get an asterisk and whose marks stay in ink.
    """
    rows = [_row(record, "indicator", unit) for record in frame.to_dict("records")]
    drawn, _, _ = _canvas(rows, unit, height, values=False, also=max((row.rest for row in rows if present(row.rest)), default=0))
    _strokes(drawn, rows)
    _marks(drawn, rows)
    drawn.update_layout(annotations=[_reason(row, index) for index, row in enumerate(rows) if row.absent])
    return drawn.figure()


def _row(record: dict[str, Any], key: str, unit: str) -> Row:
    factor = scale(unit)
    value, lower, upper, rest = (_drawn(record.get(name), factor) for name in ("value", "lower", "upper", "rest_value"))
    state = str(record.get("state") or "value")
    absent = state if state in ABSENT_STATES else "" if present(value) else "missing"
    policing = bool(record.get("policing_dependent"))
    name = str(record["name"] if key == "area" else record["short_title"]) + (" *" if policing and key != "area" else "")
    raw = [float("nan") if record.get(part) is None else float(record[part]) for part in ("value", "lower", "upper")]
    shown = text(f"charts.list.{absent}") if absent else str(record.get("value_text") or value_text(raw[0], unit))
    hover = "" if absent else hover_text(raw[0], raw[1], raw[2], unit)
    smoothed = record.get("smoothed")
    if hover and present(smoothed):
        hover += ", " + text("charts.funnel.smoothed", value=value_text(smoothed, unit))
    polarity = "neutral" if policing else str(record.get("polarity") or "neutral")
    return Row(
        str(record[key]), name, value, lower, upper, rest, str(record["verdict"]), polarity, absent, shown, hover, _drawn(smoothed, factor)
    )


def _drawn(value: Any, factor: float) -> float:
    return short(float(value) * factor) if present(value) else float("nan")


def _canvas(rows: list[Row], unit: str, height: int | None, *, values: bool, also: float) -> tuple[Drawing, int, int]:
    """The figure with its names, grid and room for the values at the right."""
    tall = ROW if len(rows) <= 30 else ROW_DENSE
    reach = [end for row in rows for end in (row.value, row.upper) if present(end)]
    top = max([*reach, also]) * 1.02 or 1.0
    positions, tick_words, last = ticks(top, unit, at_most=5)
    if top < positions[-2] + (last - positions[-2]) * 0.4:
        span_end = top * 1.03  # a nearly empty last step is left out, its line too
        positions, tick_words = (
            positions[:-1],
            [*tick_words[: len(positions) - 2], tick_words[len(positions) - 2] + text(f"charts.units.{unit}")],
        )
    else:
        span_end = last
    names = [fitted(row.name, two_lines=tall == ROW) for row in rows]
    left = 18 + round(6.9 * max((len(line) for name in names for line in name.split("<br>")), default=4))
    right = 14 + round(7.2 * max((len(row.shown) for row in rows), default=4)) if values else 22
    drawn = Drawing(height=height or 34 + tall * max(1, len(rows)), left=left, right=right, top=4, bottom=28)
    drawn.update_layout(
        xaxis=grid_axis(positions, tick_words, (-span_end * 0.015, span_end * 1.015)),
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": [_styled(name, row) for name, row in zip(names, rows, strict=True)],
            "tickfont": {"size": 14 if tall == ROW else 13, "color": theme.INK},
            "ticklabelstandoff": 10,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
    )
    return drawn, left, right


def fitted(name: str, *, two_lines: bool = True) -> str:
    """A long name on two lines, or cut where rows are low; the hover box has all of it."""
    if len(name) <= LONGEST:
        return name
    lines = wrap(name, LONGEST) if two_lines else [name]
    return "<br>".join(line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…" for line in lines[:2])


def _styled(words_: str, row: Row) -> str:
    return f"<b>{words_}</b>" if row.sure else words_


def _highlight(index: int, left: int, right: int) -> list[dict[str, Any]]:
    """The selected row's field, from the name to the value: the plot in the middle, the margins in pixels."""
    field = {"type": "rect", "xref": "paper", "y0": index - 0.5, "y1": index + 0.5, "layer": "below"}
    field |= {"fillcolor": theme.HIGHLIGHT, "line": {"width": 0}}
    return [
        field | {"x0": 0, "x1": 1},
        field | {"xsizemode": "pixel", "xanchor": 0, "x0": -left, "x1": 0},
        field | {"xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": right},
    ]


def _value(row: Row, index: int) -> dict[str, Any]:
    """The row's value in the right margin, in its colour where it is judged; how they all stand is told once for the drawing."""
    if not row.sure:
        return {"text": row.shown, "x": 1, "y": index}
    font = {"color": colour_of(row.verdict, row.polarity, words=True), "size": 14}
    return {"text": f"<b>{row.shown}</b>", "x": 1, "y": index, "font": font}


def _reason(row: Row, index: int) -> dict[str, Any]:
    """Why a row of a profile has no value, inside the plot."""
    return words(row.shown, x=0, y=index, xanchor="left", xshift=6, font={"color": theme.MUTED, "size": 14})


def _marks(drawn: Drawing, rows: list[Row]) -> None:
    """Whiskers and dots by look: unsure hollow and thin, undecided dotted, sure or not tested at all filled in its colour."""
    looks: dict[tuple[str, str], list[int]] = {}  # a certain one that is neither good nor bad is alone in its colour
    for index, row in enumerate(rows):
        if not row.absent:
            looks.setdefault((row.verdict, colour_of(row.verdict, row.polarity)), []).append(index)
    for (verdict, colour), members in looks.items():
        sure, undecided, tested = verdict in SURE, verdict == "too_uncertain", verdict != UNTESTED
        xs: list[float | None] = []
        ys: list[int | None] = []
        for index in members:
            if present(rows[index].lower) and present(rows[index].upper):
                xs += [rows[index].lower, rows[index].upper, None]
                ys += [index, index, None]
        line = {"color": colour, "width": 2.2 if sure else 1.6, "dash": "dot" if undecided else "solid"}
        drawn.add_scatter(x=xs[:-1], y=ys[:-1], mode="lines", line=line, hoverinfo="skip", name="interval")
        shape = {"symbol": "square"} if square(verdict, rows[members[0]].polarity) else {}
        marker = shape | {"size": 11, "color": colour, "line": {"color": theme.PAPER, "width": 1.5}}
        hollow = {"size": 10, "color": theme.PAPER, "line": {"color": colour, "width": 1.6}}
        drawn.add_scatter(
            x=[rows[index].value for index in members],
            y=members,
            text=[rows[index].name for index in members],
            hovertext=[rows[index].hover for index in members],
            hovertemplate="<b>%{text}</b><br>%{hovertext}<br>" + (text(f"charts.verdict.{verdict}") if tested else "") + "<extra></extra>",
            mode="markers",
            cliponaxis=False,
            marker=marker if sure or not tested else hollow,
            name="sure" if sure else "undecided" if undecided else "unsure",
        )


def _smoothed(drawn: Drawing, rows: list[Row]) -> None:
    """What the value would be if it leant on all areas as much as its few events ask for: a short ink stroke, where it is told."""
    told = [(row.smoothed, index) for index, row in enumerate(rows) if present(row.smoothed) and not row.absent]
    _upright(drawn, told, size=7, width=1.6, name="smoothed")


def _strokes(drawn: Drawing, rows: list[Row]) -> None:
    """The rest of the municipality: one upright ink stroke per row, six tenths of the row high."""
    told = [(row.rest, index) for index, row in enumerate(rows) if present(row.rest) and not row.absent]
    tall = (ROW if len(rows) <= 30 else ROW_DENSE) * 0.6 / STROKE
    _upright(drawn, told, size=round(tall, 1), width=2, name="rest")


def _upright(drawn: Drawing, places: list[tuple[float, int]], *, size: float, width: float, name: str) -> None:
    """Short ink strokes at (value, row)."""
    if places:
        xs, ys = (list(part) for part in zip(*places, strict=True))
        marker = {"symbol": "line-ns", "size": size, "line": {"color": theme.INK, "width": width}}
        drawn.add_scatter(x=xs, y=ys, mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False, name=name)
