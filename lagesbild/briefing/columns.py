"""How wide a table's columns are in Word and on slides: by their shares, but wide enough for their longest word."""

from __future__ import annotations

from collections.abc import Sequence

from lagesbild.briefing import measure, office
from lagesbild.briefing.document import Cell, Column, Mark, Table

MOST = 0.4  # of the table's width: a single word gets no more


def widths_of(table: Table, width: float, size: float, gaps: Sequence[float]) -> list[float]:
    """The columns' widths in inches at a size in points; gaps: the air right of each column's text, in inches."""
    total = sum(column.share for column in table.columns)
    wished = [width * column.share / total for column in table.columns]
    least = [min(_least(table, i, size) + gap, MOST * width) for i, gap in enumerate(gaps)]
    short = sum(max(0.0, low - wish) for low, wish in zip(least, wished, strict=True))
    spare = sum(max(0.0, wish - low) for low, wish in zip(least, wished, strict=True))
    if not short or short > spare:
        return wished
    return [max(low, wish - max(0.0, wish - low) * short / spare) for low, wish in zip(least, wished, strict=True)]


def is_bold(cell: Cell) -> bool:
    """Whether a cell is written in bold: a verdict that is sure."""
    return isinstance(cell, Mark) and cell.tone != "muted"


def words_of(cell: Cell) -> str:
    """What stands in a cell."""
    return office.words_of(cell) if isinstance(cell, Mark) else office.clean(cell)


def _least(table: Table, i: int, size: float) -> float:
    """The longest word of a column's head and cells; a figure is never broken, so all of it counts."""
    column: Column = table.columns[i]
    cells = [(piece, is_bold(row[i])) for row in table.rows for piece in _pieces(words_of(row[i]), column.number)]
    return max(measure.width_of(piece, size, bold) for piece, bold in [*((head, False) for head in _pieces(column.title, False)), *cells])


def _pieces(words: str, whole: bool) -> list[str]:
    return words.split("\n") if whole else words.split() or [""]
