"""A survey wave's questions as one picture: each figure with its interval, an arrow where it has certainly changed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lagesbild.charts import theme
from lagesbild.charts.interactive_dots import fitted
from lagesbild.charts.interactive_template import Drawing, grid_axis
from lagesbild.charts.marks import change_colour, decimals, hover_text, present, scale, short, ticks, value_text
from lagesbild.charts.questions import Question, change_text, questions
from lagesbild.texts import number, text

ROW, ROW_NARROW = 37, 46
ABOVE = 15  # px from a row's marks up to its name, where the names stand over the marks
VALUE, CHANGE = 48, 66  # px right of the plot: the value ends, the change ends


def question_dots(frame: pd.DataFrame, unit: str, *, height: int | None = None, narrow: bool = False) -> go.Figure:
    """Draw one row per question, the highest figure first.

    frame: indicator, short_title, value, lower, upper, then_value, difference, verdict (a change's), polarity, state.
    Without an earlier wave then_value is NaN and no arrows are drawn. narrow: each name stands over its marks, which leaves
    a phone's whole width to them.
    """
    rows = questions(frame)
    ends = [end for row in rows for end in (row.value, row.upper, row.then) if present(end)]
    positions, tick_words, last = ticks(max(ends, default=0.0) * scale(unit) or 1.0, unit)
    names = [row.name if narrow else fitted(row.name) for row in rows]
    longest = max((len(line) for name in names for line in name.split("<br>")), default=4)
    left, step = (6, ROW_NARROW) if narrow else (18 + round(6.9 * longest), ROW)
    drawn = Drawing(height=height or 34 + step * max(1, len(rows)), left=left, right=VALUE + CHANGE, top=4, bottom=28)
    drawn.notes(xref="paper", xanchor="right", font={"color": theme.INK, "size": 14})
    said = [f"<b>{name}</b>" if row.sure else name for name, row in zip(names, rows, strict=True)]
    drawn.update_layout(
        xaxis=grid_axis(positions, tick_words, (-last * 0.015, last * 1.015)) | ({"tickangle": 0} if narrow else {}),
        yaxis=_names([] if narrow else said) | {"range": [len(rows) - 0.5, -0.75 if narrow else -0.5]},
    )
    _marks(drawn, rows, unit)
    arrows = [_arrow(row, index, unit) for index, row in enumerate(rows) if row.sure]
    over = [_over(name, index) for index, name in enumerate(said)] if narrow else []
    drawn.update_layout(annotations=[*arrows, *over, *(note for index, row in enumerate(rows) for note in _values(row, index, unit))])
    return drawn.figure()


def _names(said: list[str]) -> dict[str, Any]:
    """The upright axis with a name for every row; without names it shows nothing."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(said))),
        "ticktext": said,
        "tickfont": {"size": 14, "color": theme.INK},
        "ticks": "",
        "ticklabelstandoff": 10,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def _over(name: str, index: int) -> dict[str, Any]:
    """A row's name over its marks, from the left edge."""
    return {"text": name, "x": 0, "xanchor": "left", "y": index, "yshift": ABOVE}


def _marks(drawn: Drawing, rows: list[Question], unit: str) -> None:
    """Bars for the intervals, dots for the figures, upright strokes where a certain change started."""
    factor = scale(unit)
    for colour in sorted({change_colour(row.verdict, row.polarity) for row in rows}):
        mine = [(index, row) for index, row in enumerate(rows) if change_colour(row.verdict, row.polarity) == colour and present(row.value)]
        xs, ys = [], []
        for index, row in mine:
            if present(row.lower) and present(row.upper):
                xs += [short(row.lower * factor), short(row.upper * factor), None]
                ys += [index, index, None]
        bar = {"color": theme.fade(colour, 0.32), "width": 9}
        drawn.add_scatter(x=xs[:-1], y=ys[:-1], mode="lines", line=bar, hoverinfo="skip", name="interval")
        drawn.add_scatter(
            x=[short(row.value * factor) for _, row in mine],
            y=[index for index, _ in mine],
            mode="markers",
            cliponaxis=False,
            customdata=[row.key for _, row in mine],
            hovertext=[f"<b>{row.name}</b><br>{_hover(row, unit)}" for _, row in mine],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={"size": 11, "color": colour, "line": {"color": theme.PAPER, "width": 1.5}},
            name="figure",
        )
        started = [(index, row) for index, row in mine if row.sure]
        drawn.add_scatter(
            x=[short(row.then * factor) for _, row in started],
            y=[index for index, _ in started],
            mode="markers",
            hoverinfo="skip",
            cliponaxis=False,
            marker={"symbol": "line-ns", "size": 9, "line": {"color": colour, "width": 2.2}},
            name="earlier",
        )


def _hover(row: Question, unit: str) -> str:
    told = hover_text(row.value, row.lower, row.upper, unit)
    if present(row.then):
        told += "<br>" + text("charts.question.then", value=value_text(row.then, unit, share_decimals=1))
    return told + "<br>" + text(f"charts.change.{row.verdict}")


def _arrow(row: Question, index: int, unit: str) -> dict[str, Any]:
    """From the earlier figure to the edge of the new dot."""
    colour = change_colour(row.verdict, row.polarity)
    at = {
        "x": short(row.value * scale(unit)),
        "y": index,
        "ax": short(row.then * scale(unit)),
        "ay": index,
        "xref": "x",
        "axref": "x",
        "ayref": "y",
    }
    look = {"arrowhead": 2, "arrowsize": 1.1, "arrowwidth": 1.6, "arrowcolor": colour, "standoff": 7, "startstandoff": 5}
    return {"text": "", "showarrow": True} | at | look


def _values(row: Question, index: int, unit: str) -> list[dict[str, Any]]:
    """The figure and its change in two columns right of the plot, or why there is none."""
    place, end = {"x": 1, "y": index}, VALUE + CHANGE - 2
    if row.absent:
        return [{"text": text(f"charts.list.{row.absent}"), "xshift": end, "font": {"color": theme.MUTED}} | place]
    colour = change_colour(row.verdict, row.polarity, words=True)
    change = change_text(row, unit)
    value = number(row.value * scale(unit), decimals(unit, share=1))
    told: list[dict[str, Any]] = [{"text": f"<b>{value}</b>", "xshift": VALUE} | place]
    if row.verdict != "not_measured":  # a first wave has no changes, and no column for them
        said = f"<b>{change}</b>" if row.sure else change
        told.append({"text": said, "xshift": end, "font": {"color": colour, "size": 13}} | place)
    return told
