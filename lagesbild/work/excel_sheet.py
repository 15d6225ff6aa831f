"""Finds the table in an Excel workbook that people have filled in: heading row, columns by name, merged cells spread out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lagesbild.model import LagesbildError
from lagesbild.texts import text, texts
from lagesbild.work.models import KINDS
from lagesbild.work.values import label

MOST_BYTES, MOST_UNZIPPED, MOST_ROWS = 10_000_000, 100_000_000, 5_000
HEADING_WITHIN = 30  # rows: titles and notes may stand above
FEWEST_KNOWN = 2
IDENTITY, VERSION = "id", "version"


@dataclass
class Table:
    """The rows of a workbook's table by field, each with its row number in the sheet; merged cells are told."""

    rows: list[tuple[int, dict[str, Any]]]
    fields: dict[str, str]  # field -> the heading it stood under
    strange: list[str] = field(default_factory=list)  # headings that belong to no field
    merged: list[tuple[str, int, int]] = field(default_factory=list)  # heading, first and last row


def read_table(content: bytes, kind: str) -> Table:
    """The first sheet that has the kind's headings. Raises LagesbildError in Swedish."""
    book = _open(content)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and (found := _table(sheet, kind)) is not None:
            return found
    raise LagesbildError(text("work_excel.fault.no_heading", names=", ".join(label(kind, f.name) for f in KINDS[kind].fields()[:4])))


def _open(content: bytes) -> Any:
    """The workbook, after its size packed and unpacked has been looked at."""
    if len(content) > MOST_BYTES:
        raise LagesbildError(text("work_excel.fault.too_large"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unzipped = sum(item.file_size for item in archive.infolist())
        if unzipped > MOST_UNZIPPED:
            raise LagesbildError(text("work_excel.fault.too_large"))
        from openpyxl import load_workbook

        return load_workbook(io.BytesIO(content), data_only=True)
    except LagesbildError:
        raise
    except Exception as fault:  # a broken workbook fails in many ways, all of which mean the same to the one who sent it
        raise LagesbildError(text("work_excel.fault.not_excel")) from fault


def _table(sheet: Any, kind: str) -> Table | None:
    known = headings(kind)
    if sheet.max_row > MOST_ROWS * 4:
        raise LagesbildError(text("work_excel.fault.too_long", most=MOST_ROWS))
    merged = _spread(sheet)
    for line in range(1, min(sheet.max_row, HEADING_WITHIN) + 1):
        words = {cell.column: " ".join(str(cell.value).split()) for cell in sheet[line] if cell.value is not None}
        found = {column: known[said.casefold()] for column, said in words.items() if said.casefold() in known}
        if len(set(found.values()) - {IDENTITY, VERSION}) >= FEWEST_KNOWN:
            return _rows(sheet, line, words, found, merged)
    return None


def headings(kind: str) -> dict[str, str]:
    """Every heading that is understood, in small letters, and its field: the field's own name and what plans often call it."""
    found = {text("work_excel.id").casefold(): IDENTITY, text("work_excel.version").casefold(): VERSION}
    for each in KINDS[kind].fields():
        also = texts().get(f"work_excel.also.{kind}.{each.name}", "")
        found |= dict.fromkeys([word.strip().casefold() for word in also.split(";") if word.strip()], each.name)
    return found | {label(kind, each.name).casefold(): each.name for each in KINDS[kind].fields()}


def _spread(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Give every row of a cell merged downwards the same value; which rows by column."""
    found: dict[int, list[tuple[int, int]]] = {}
    for area in list(sheet.merged_cells.ranges):
        value = sheet.cell(area.min_row, area.min_col).value
        sheet.unmerge_cells(str(area))
        if value is None or area.max_row == area.min_row or area.max_row - area.min_row > MOST_ROWS:
            continue
        for line in range(area.min_row + 1, area.max_row + 1):
            sheet.cell(line, area.min_col).value = value
        found.setdefault(area.min_col, []).append((area.min_row, area.max_row))
    return found


def _rows(sheet: Any, line: int, words: dict[int, str], found: dict[int, str], merged: dict[int, list[tuple[int, int]]]) -> Table:
    table = Table([], {name: words[column] for column, name in found.items()}, [said for c, said in words.items() if c not in found])
    spread = {column for column in merged if column in found}
    for number in range(line + 1, sheet.max_row + 1):
        values = {name: sheet.cell(number, column).value for column, name in found.items()}
        own = [v for column, name in found.items() if (v := values[name]) not in (None, "") and column not in spread]
        if own:
            table.rows.append((number, values))
        if len(table.rows) > MOST_ROWS:
            raise LagesbildError(text("work_excel.fault.too_long", most=MOST_ROWS))
    table.merged = [(words[column], first, last) for column in sorted(spread) for first, last in merged[column] if last > line]
    return table
