"""How wide a table's columns are in Word and on slides: by their shares, and as wide as their longest word needs.

What a column does not need goes to those whose lines break.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagesbild.briefing import measure, office
from lagesbild.briefing.document import Cell, Column, Mark, Table

MOST = 0.4  # of the table's width: a single word gets no more
LONG, SLACK = 160, 1.05  # letters: no longer line stays whole; how much wider another program may set the same words


def widths_of(table: Table, width: float, size: float, gaps: Sequence[float]) -> list[float]:
    """The columns' widths in inches at a size in points; gaps: the air right of each column's text, in inches."""
    total = sum(column.share for column in table.columns)
    wished = [width * column.share / total for column in table.columns]
    least = [min(_least(table, i, size) + gap, MOST * width) for i, gap in enumerate(gaps)]
    short = sum(max(0.0, low - wish) for low, wish in zip(least, wished, strict=True))
    spare = sum(max(0.0, wish - low) for low, wish in zip(least, wished, strict=True))
    if short > spare:
        return wished
    if short:
        wished = [max(low, wish - max(0.0, wish - low) * short / spare) for low, wish in zip(least, wished, strict=True)]
    whole = [max(low, _whole(table, i, size) + gap) for i, (low, gap) in enumerate(zip(least, gaps, strict=True))]
    return _handed_on(wished, whole)


def _handed_on(widths: list[float], whole: list[float]) -> list[float]:
    """What columns have beyond the width at which none of their lines breaks, given to those whose lines do."""
    over = [max(0.0, wide - need) for wide, need in zip(widths, whole, strict=True)]
    lack = [max(0.0, need - wide) for wide, need in zip(widths, whole, strict=True)]
    if not sum(over) or not sum(lack):
        return widths
    given = min(sum(over), sum(lack))
    return [wide - spare * given / sum(over) + missing * given / sum(lack) for wide, spare, missing in zip(widths, over, lack, strict=True)]


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


def _whole(table: Table, i: int, size: float) -> float:
    """The longest line of a column's head and cells, unbroken."""
    told = [(office.clean(table.columns[i].title), False), *((words_of(row[i]), is_bold(row[i])) for row in table.rows)]
    return SLACK * max(measure.width_of(line[:LONG], size, bold) for words, bold in told for line in words.split("\n"))


def _pieces(words: str, whole: bool) -> list[str]:
    return words.split("\n") if whole else words.split() or [""]
