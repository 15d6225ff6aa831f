"""Tables as native tables of a slide: row heights are reckoned first, and a table that is too long goes on on the next slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from lagesbild.briefing import measure, office
from lagesbild.briefing.document import Cell, Column, Mark, Table
from lagesbild.briefing.pptx_parts import HEAD_LINE, ROW_LINE, Box, Line, describe, fill_text, line_under
from lagesbild.texts import text

PAD = 0.06  # inches: above and under a cell's text
GAP, NUMBER_GAP = 0.16, 0.3  # inches: right of a cell's text
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "no style, no grid"
Row = tuple[Cell, ...]


def size_of(table: Table) -> int:
    """The size of a table's text in points: smaller where many columns share the width or many rows the slides."""
    by_columns = next((size for most, size in ((4, 15), (6, 14), (8, 12)) if len(table.columns) <= most), 10)
    return min(by_columns, 15 if len(table.rows) <= 11 else 12)


def widths_of(table: Table, width: float) -> list[float]:
    """The columns' widths in inches by their shares."""
    total = sum(column.share for column in table.columns)
    return [width * column.share / total for column in table.columns]


def rooms_of(table: Table, width: float) -> list[float]:
    """The room for text in each column, in inches."""
    return [share - gap_of(column) for share, column in zip(widths_of(table, width), table.columns, strict=True)]


def gap_of(column: Column) -> float:
    """The air right of a column: more after figures, which stand at their column's right edge."""
    return NUMBER_GAP if column.number else GAP


def parts_of(table: Table, box: Box) -> list[tuple[Row, ...]]:
    """The rows in as many slides as they need; a row that fills more than a slide is continued on the next."""
    size, widths = size_of(table), rooms_of(table, box.width)
    rows = table.rows or ((text("office.empty_table"), *[""] * (len(table.columns) - 1)),)
    room = box.height - height_of(tuple(column.title for column in table.columns), widths, size - 2)
    waiting = list(rows)
    parts: list[tuple[Row, ...]] = []
    page: list[Row] = []
    left = room
    while waiting:
        row = waiting.pop(0)
        tall = height_of(row, widths, size)
        if tall <= left:
            page.append(row)
            left -= tall
        elif page:
            parts, page, left, waiting = [*parts, tuple(page)], [], room, [row, *waiting]
        else:
            first, rest = _torn(row, widths, size, room)
            parts, waiting = [*parts, (first,)], [rest, *waiting]
    return [*parts, tuple(page)] if page else parts


def height_of(row: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    """How tall a row is in inches at a size in points."""
    texts = [office.words_of(cell) if isinstance(cell, Mark) else office.clean(cell) for cell in row]
    return max(measure.height_of(told, size, width, True) for told, width in zip(texts, widths, strict=True)) + 2 * PAD


def _torn(row: Row, widths: Sequence[float], size: float, room: float) -> tuple[Row, Row]:
    """A row cut where a slide ends: what fits, and what goes on."""
    most = max(1, int((room - 2 * PAD) / (size * measure.LINE / 72)))
    first: list[Cell] = []
    rest: list[Cell] = []
    for cell, width in zip(row, widths, strict=True):
        lines = [] if isinstance(cell, Mark) else measure.lines_of(office.clean(cell), size, width, True)
        first.append(cell if isinstance(cell, Mark) else " ".join(lines[:most]))
        rest.append("" if isinstance(cell, Mark) else " ".join(lines[most:]))
    return tuple(first), tuple(rest)


def add_table(slide: Any, table: Table, rows: Sequence[Row], box: Box) -> None:
    """Put the head row and some rows into a box of a slide."""
    size, widths = size_of(table), widths_of(table, box.width)
    heads = tuple(column.title for column in table.columns)
    rooms = rooms_of(table, box.width)
    heights = [height_of(heads, rooms, size - 2), *[height_of(row, rooms, size) for row in rows]]
    shape = slide.shapes.add_table(len(heights), len(widths), *Box(box.left, box.top, box.width, sum(heights)).edges)
    describe(shape, text("office.caption.table"), table.caption)
    made = shape.table
    made.first_row, made.horz_banding = True, False
    made._tbl.tblPr.find("{*}tableStyleId").text = _PLAIN
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Inches(width)
    for i, (row, height) in enumerate(zip((heads, *rows), heights, strict=True)):
        made.rows[i].height = Inches(height)
        for j, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            place = made.cell(i, j)
            line = Line(cell, "muted" if i == 0 else "ink")
            fill_text(place.text_frame, [line], size - 2 if i == 0 else size, right=column.number)
            place.margin_left, place.margin_right = 0, Inches(gap_of(column))
            place.margin_top = place.margin_bottom = Inches(PAD)
            line_under(place, HEAD_LINE if i == 0 else ROW_LINE)
