"""Reads .xls and .xlsx as plain grids of cells, after the guard has looked at them from outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import python_calamine

from lagesbild.intake.container import Container
from lagesbild.intake.guard import check_workbook, members, unpack
from lagesbild.intake.refusal import Refusal
from lagesbild.intake.values import as_text
from lagesbild.texts import number

Grid = list[list[Any]]
MOST_SHEETS = 100
LOOSE = re.compile(
    r"/?(?:docProps/.*|xl/(?:sharedStrings|workbook|comments[^/]*|persons/.*|threadedComments/.*|drawings/.*))\.(?:xml|vml)", re.IGNORECASE
)
TAG = re.compile(r"<[^>]*>")


def sheets(path: Path, kind: Container) -> dict[str, Grid]:
    """Every sheet by name as rows of cells of equal length, from cell A1."""
    if kind == "xlsx":
        check_workbook(path)
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            names = book.sheet_names
            if len(names) > MOST_SHEETS:
                raise Refusal("workbook.too_many_sheets", sheets=number(len(names)), limit=number(MOST_SHEETS))
            return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (KeyboardInterrupt, SystemExit, Refusal):
        raise
    except BaseException as fault:  # a panic in the library is no Exception
        raise Refusal("workbook.broken") from fault


def loose_texts(path: Path, kind: Container) -> list[str]:
    """What an xlsx says outside its sheets: comments, properties, texts no cell shows any more."""
    if kind != "xlsx":
        return []
    names = [name for name in members(path) if LOOSE.fullmatch(name)]
    return [TAG.sub("\n", unpack(path, name).decode("utf-8", "replace")) for name in names]


def title(grid: Grid) -> str:
    """The text of cell A1, where Swedish statistics keep the table's title."""
    return as_text(grid[0][0]) if grid and grid[0] else ""


def texts_by_column(grid: Grid) -> list[tuple[int, list[str]]]:
    """Every distinct text of a sheet by column index, for screening."""
    width = max((len(row) for row in grid), default=0)
    return [(index, list({as_text(row[index]) for row in grid if len(row) > index})) for index in range(width)]


def is_blank(row: list[Any]) -> bool:
    """Whether a row has no content at all."""
    return not any(as_text(cell) for cell in row)
