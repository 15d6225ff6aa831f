"""Writes records as an Excel workbook that can be filled in and read back: one row each, lists to choose from, and how to do it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lagesbild.texts import text
from lagesbild.work.base import Field
from lagesbild.work.models import KINDS
from lagesbild.work.values import label

Row = Mapping[str, Any]
Names = Mapping[str, Mapping[str, str]]  # field -> {what is stored: what people read}
WIDTHS = {"line": 24, "long": 44, "day": 12, "flag": 10, "amount": 12, "whole": 10}
EMPTY_ROWS = 200  # so far below the records the lists to choose from go on


def export_workbook(kind: str, rows: Sequence[Row], names: Names) -> bytes:
    """The records as .xlsx; without records it is the template. Text is always text: no cell can act as a formula."""
    into = io.BytesIO()
    with Workbook(into, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(text(f"work.{kind}.many"))
        head, when = book.add_format({"bold": True, "bottom": 1, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        fields = KINDS[kind].fields()
        sheet.write_row(0, 0, [text("work_excel.id"), text("work_excel.version")], head)
        for column, field in enumerate(fields, start=2):
            sheet.write_string(0, column, label(kind, field.name), head)
            sheet.set_column(column, column, WIDTHS.get(field.kind, 24))
        for line, row in enumerate(rows, start=1):
            sheet.write_string(line, 0, row["id"])
            sheet.write_number(line, 1, row["version"])
            for column, field in enumerate(fields, start=2):
                _write(sheet, line, column, row[field.name], field, names, when)
        for column, field in enumerate(fields, start=2):
            _offer(sheet, column, len(rows) + EMPTY_ROWS, field, names)
        sheet.set_column(0, 1, 6, None, {"hidden": True})
        sheet.freeze_panes(1, 3)
        help_ = book.add_worksheet(text("work_excel.help_sheet"))
        help_.set_column(0, 0, 110)
        for line, sentence in enumerate(text("work_excel.help").splitlines()):
            help_.write_string(line, 0, sentence)
    return into.getvalue()


def _write(sheet: Worksheet, line: int, column: int, value: Any, field: Field, names: Names, when: Any) -> None:
    if value is None or value == "":
        return
    if field.kind == "day":
        sheet.write_datetime(line, column, value, when)
    elif field.kind in ("whole", "amount"):
        sheet.write_number(line, column, value)
    elif field.kind == "flag":
        sheet.write_string(line, column, text("work_excel.yes" if value else "work_excel.no"))
    else:
        sheet.write_string(line, column, names.get(field.name, {}).get(value, str(value)))


def _offer(sheet: Worksheet, column: int, last: int, field: Field, names: Names) -> None:
    """A list to choose from, as long as Excel can hold it in the cell's own rule (255 letters)."""
    words = [text("work_excel.yes"), text("work_excel.no")] if field.kind == "flag" else list(names.get(field.name, {}).values())
    if words and len(",".join(words)) <= 255 and not any("," in word for word in words):
        sheet.data_validation(1, column, last, column, {"validate": "list", "source": words, "error_type": "warning"})
