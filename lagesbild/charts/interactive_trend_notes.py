"""The words inside a series: agreement periods, breaks, the latest value and what is preliminary, placed where they do not collide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any

import pandas as pd

from lagesbild.charts import theme
from lagesbild.charts.interactive_template import halo, words
from lagesbild.charts.marks import as_day, decimals, present
from lagesbild.texts import number, text

FREE = 0.17  # the part of the height that two lines of words need
Pieces = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def band_notes(bands: Sequence[tuple[date, date, str]], span: tuple[date, date], named: bool) -> Pieces:
    """Agreement periods as full-height fields behind the series; the name stands above, right-aligned to its field."""
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for index, (start, end, label) in enumerate(bands):
        low, high = max(as_day(start), span[0]), min(as_day(end), span[1])
        if low >= high:
            continue
        current = index == len(bands) - 1
        field = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": {"width": 0}}
        shapes.append(field | {"x0": low.isoformat(), "x1": high.isoformat(), "fillcolor": theme.BAND if current else theme.BAND_EARLIER})
        if named and current:
            notes.append(
                words(f"<b>{label}</b>", x=high.isoformat(), y=1, yref="paper", yanchor="bottom", xanchor="right", font=_font(theme.INK))
            )
    return shapes, notes


def break_notes(cuts: Sequence[tuple[date, str]], rows: pd.DataFrame, span: tuple[date, date], ceiling: float, named: bool) -> Pieces:
    """A dotted upright line per break and, in the large chart, the words that forbid comparing across it."""
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for cut, label in cuts:
        line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": {"color": theme.INK, "width": 1.2, "dash": "dot"}}
        shapes.append(line | {"x0": cut.isoformat(), "x1": cut.isoformat()})
        if not named:
            continue
        left = _left_of(cut, span)
        low = _near(rows, cut, span, ceiling)[0] > ceiling * FREE
        place: dict[str, Any] = {"xanchor": "right" if left else "left", "xshift": -7 if left else 7}
        place |= {"y": 0, "yanchor": "bottom", "yshift": 8} if low else {"y": 1, "yanchor": "top", "yshift": -2}
        notes.append(words(_break_words(label), x=cut.isoformat(), yref="paper", font=_font(theme.MUTED, halo()), **place))
    return shapes, notes


def _break_words(label: str) -> str:
    """A short label of its own in lines of at most 24 letters; a whole sentence belongs under the picture, not in it."""
    return "<br>".join(wrap(label, 24)) if 0 < len(label) <= 48 else text("charts.trend.break")


def latest_notes(rows: pd.DataFrame, unit: str, ceiling: float, tight: bool) -> list[dict[str, Any]]:
    """The latest complete value and the last hollow point in words: at their points, or beside the plot where points are tight."""
    solid, hollow = rows[rows.solid & rows.y.map(present)], rows[~rows.solid & rows.y.map(present)]
    last = None if solid.empty else solid.iloc[-1]
    open_ = None if hollow.empty or (last is not None and hollow.iloc[-1].middle < last.middle) else hollow.iloc[-1]
    if tight:
        return _beside(last, open_, unit, ceiling)
    before = solid.iloc[-2].y if len(solid) > 1 else float("-inf")
    notes = [] if last is None else [_value_note(last, unit, ceiling, falling=before > last.y, followed=open_ is not None)]
    return notes if open_ is None else [*notes, _hollow_note(open_, ceiling)]


def _beside(last: Any, open_: Any, unit: str, ceiling: float) -> list[dict[str, Any]]:
    """Both values in the right margin at their own height, moved apart when they would touch."""
    gap = ceiling * 0.075
    rows = [row for row in (last, open_) if row is not None]
    heights = [row.y for row in rows]
    if len(rows) == 2 and abs(heights[0] - heights[1]) < gap:
        middle, half = sum(heights) / 2, gap / 2 if heights[0] >= heights[1] else -gap / 2
        heights = [middle + half, middle - half]
    notes = []
    for row, height in zip(rows, heights, strict=True):
        shown = number(row.y, decimals(unit, share=1)) + text(f"charts.units.{unit}")
        key = "preliminary_short" if bool(row.complete) else "incomplete_short"
        said = f"<b>{shown}</b>" if row is last else text(f"charts.trend.{key}", value=shown)
        font = _font(theme.INK, size=15) if row is last else _font(theme.MUTED)
        notes.append(words(said, x=1, xref="paper", y=max(height, gap / 2), xanchor="left", xshift=8, yanchor="middle", font=font))
    return notes


def _value_note(last: Any, unit: str, ceiling: float, *, falling: bool, followed: bool) -> dict[str, Any]:
    """The latest complete value at its point, on the side that the line does not come from, clear of a hollow point after it."""
    below = falling and _edge(last, "low") > ceiling * 0.14
    shown = number(last.y, decimals(unit, share=1)) + text(f"charts.units.{unit}")
    place: dict[str, Any] = {"yanchor": "top" if below else "bottom", "yshift": -5 if below else 5}
    place |= {"xanchor": "right", "xshift": 8} if followed else {"xanchor": "center"}
    return words(f"<b>{shown}</b>", x=last.x, y=_edge(last, "low" if below else "high"), font=_font(theme.INK, halo(), size=15), **place)


def _hollow_note(row: Any, ceiling: float) -> dict[str, Any]:
    """The last hollow point's name and why it is hollow, on a leader line of its own."""
    key = "preliminary" if bool(row.complete) else "incomplete"
    below = _edge(row, "low") > ceiling * 0.24
    return words(
        text(f"charts.trend.{key}", label=row.label),
        x=row.x,
        y=_edge(row, "low" if below else "high"),
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=theme.MUTED,
        standoff=2,
        ax=0,
        ay=34 if below else -40,
        xanchor="right",
        font=_font(theme.MUTED, halo()),
    )


def withheld_note(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One small word over the first hatched mark on the axis."""
    hidden = rows[rows.hidden]
    if hidden.empty:
        return []
    row = hidden.iloc[len(hidden) // 2]
    return [
        words(
            text("charts.trend.withheld"),
            x=row.x,
            y=0,
            yref="paper",
            yanchor="bottom",
            yshift=14,
            xanchor="center",
            font=_font(theme.MUTED, halo()),
        )
    ]


def _font(colour: str, shadow: str = "", size: int = theme.FONT_SIZE) -> dict[str, Any]:
    return {"color": colour, "size": size} | ({"shadow": shadow} if shadow else {})


def _edge(row: Any, side: str) -> float:
    value = getattr(row, side)
    return value if present(value) else row.y


def room_for_breaks(cuts: Sequence[tuple[date, str]], rows: pd.DataFrame, span: tuple[date, date], ceiling: float) -> float:
    """The value axis' end, raised where a break's words would otherwise lie on the series both at the foot and at the top."""
    for cut, _ in cuts:
        lowest, highest = _near(rows, cut, span, ceiling)
        if lowest <= ceiling * FREE:
            ceiling = max(ceiling, highest / (1 - FREE))
    return ceiling


def _near(rows: pd.DataFrame, cut: date, span: tuple[date, date], ceiling: float) -> tuple[float, float]:
    """Lowest and highest drawn value on the side of a break where its words will stand."""
    reach = (span[1] - span[0]) * 0.5
    left = _left_of(cut, span)
    near = rows[(rows.middle < cut) & (rows.middle > cut - reach)] if left else rows[(rows.middle >= cut) & (rows.middle < cut + reach)]
    known = [row for row in near.itertuples() if present(row.y)]
    return min((_edge(row, "low") for row in known), default=ceiling), max((_edge(row, "high") for row in known), default=0.0)


def _left_of(cut: date, span: tuple[date, date]) -> bool:
    return (cut - span[0]) > (span[1] - span[0]) / 2
