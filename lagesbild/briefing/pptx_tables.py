"""Tables as native tables of a slide: row heights are reckoned first, and a table that is too long goes on on the next slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from lagesbild.briefing import columns, measure, office
from lagesbild.briefing.document import Cell, Column, Mark, Table
from lagesbild.briefing.pptx_parts import HEAD_LINE, ROW_LINE, Box, Line, describe, fill_text, line_under
from lagesbild.texts import text

GAP, NUMBER_GAP = 0.16, 0.3  # inches: right of a cell's text
SIZES, SPLIT, HEAD = (15, 14, 13, 12, 11), 12, 1.5  # points: on one slide, on several, and how much smaller the head is
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "no style, no grid"
Row = tuple[Cell, ...]


def pad(size: float) -> float:
    """The air above and under a cell's text, in inches."""
    return size * 0.0038


def gap_of(column: Column) -> float:
    """The air right of a column: more after figures, which stand at their column's right edge."""
    return NUMBER_GAP if column.number else GAP


def widths_of(table: Table, width: float, size: float) -> list[float]:
    """The columns' widths in inches."""
    return columns.widths_of(table, width, size, [gap_of(column) for column in table.columns])


def size_of(table: Table, box: Box) -> float:
    """The largest size in points at which a table fits one slide; for a longer one the largest at which it takes no further slide."""
    one = next((size for size in SIZES if _height(table, rows_of(table), box.width, size) <= box.height), 0)
    if one:
        return one
    slides = {size: len(_pages(table, box, size)) for size in SIZES if size >= SPLIT}
    return next(size for size, n in slides.items() if n == slides[SPLIT])


def _pages(table: Table, box: Box, size: float) -> list[tuple[Row, ...]]:
    """The rows on slides that are filled one after the other."""
    room = box.height - _height(table, (), box.width, size)
    return _filled(table, box.width, size, room, room)


def rows_of(table: Table) -> tuple[Row, ...]:
    """The rows, or one that says that there are none."""
    return table.rows or ((text("office.empty_table"), *[""] * (len(table.columns) - 1)),)


def parts_of(table: Table, box: Box) -> list[tuple[Row, ...]]:
    """The rows in as many slides as they need, about as many on each; a row that fills more than a slide goes on on the next."""
    size = size_of(table, box)
    room = box.height - _height(table, (), box.width, size)
    parts = _pages(table, box, size)
    total = _height(table, rows_of(table), box.width, size) - (box.height - room)
    even = [_filled(table, box.width, size, room, total / len(parts) * share) for share in (1.04, 1.12, 1.2)]
    return next((found for found in even if len(found) == len(parts)), parts)


def _filled(table: Table, width: float, size: float, room: float, most: float) -> list[tuple[Row, ...]]:
    """Rows on slides of a height, each filled up to `most` and torn only where a row is taller than the slide."""
    most, rooms = min(most, room), rooms_of(table, width, size)
    waiting = list(rows_of(table))
    parts: list[tuple[Row, ...]] = []
    page: list[Row] = []
    used = 0.0
    while waiting:
        row = waiting.pop(0)
        tall = height_of(row, rooms, size)
        if used + tall <= (most if page else room):
            page.append(row)
            used += tall
        elif page:
            parts, page, used, waiting = [*parts, tuple(page)], [], 0.0, [row, *waiting]
        else:
            first, rest = _torn(row, rooms, size, room)
            parts, waiting = [*parts, (first,)], [rest, *waiting]
    return [*parts, tuple(page)] if page else parts


def rooms_of(table: Table, width: float, size: float) -> list[float]:
    """The room for text in each column, in inches."""
    return [wide - gap_of(column) for wide, column in zip(widths_of(table, width, size), table.columns, strict=True)]


def height_of(row: Sequence[Cell], rooms: Sequence[float], size: float) -> float:
    """How tall a row is in inches at a size in points."""
    told = [(columns.words_of(cell), room, columns.is_bold(cell)) for cell, room in zip(row, rooms, strict=True)]
    return max(measure.height_of(words, size, room, bold) for words, room, bold in told) + 2 * pad(size)


def height(table: Table, rows: Sequence[Row], box: Box) -> float:
    """How tall a table of some of its rows is on a slide, in inches."""
    return _height(table, rows, box.width, size_of(table, box))


def _height(table: Table, rows: Sequence[Row], width: float, size: float) -> float:
    rooms = rooms_of(table, width, size)
    return sum([height_of(_heads(table), rooms, size - HEAD), *[height_of(row, rooms, size) for row in rows]])


def _heads(table: Table) -> Row:
    return tuple(column.title for column in table.columns)


def _torn(row: Row, widths: Sequence[float], size: float, room: float) -> tuple[Row, Row]:
    """A row cut where a slide ends: what fits, and what goes on."""
    most = max(1, int((room - 2 * pad(size)) / (size * measure.LINE / 72)))
    first: list[Cell] = []
    rest: list[Cell] = []
    for cell, width in zip(row, widths, strict=True):
        lines = [] if isinstance(cell, Mark) else measure.lines_of(office.clean(cell), size, width)
        first.append(cell if isinstance(cell, Mark) else " ".join(lines[:most]))
        rest.append("" if isinstance(cell, Mark) else " ".join(lines[most:]))
    return tuple(first), tuple(rest)


def add_table(slide: Any, table: Table, rows: Sequence[Row], box: Box) -> None:
    """Put the head row and some rows into a box of a slide."""
    size = size_of(table, box)
    heads, widths, rooms = _heads(table), widths_of(table, box.width, size), rooms_of(table, box.width, size)
    heights = [height_of(heads, rooms, size - HEAD), *[height_of(row, rooms, size) for row in rows]]
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
            fill_text(place.text_frame, [line], size - HEAD if i == 0 else size, right=column.number)
            place.margin_left, place.margin_right = 0, Inches(gap_of(column))
            place.margin_top = place.margin_bottom = Inches(pad(size - HEAD if i == 0 else size))
            line_under(place, HEAD_LINE if i == 0 else ROW_LINE)
