"""Reads delimited text strictly: every field as text, nothing guessed silently, every odd line told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from lagesbild.intake import fast_reader
from lagesbild.intake.encoding import decode, encoding
from lagesbild.intake.receipt import Rejection
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.intake.text_table import Table, strip
from lagesbild.settings import settings
from lagesbild.texts import number, text

__all__ = ["Document", "Table", "decode", "document", "strip", "table"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 60


@dataclass
class Document:
    """A text file with its encoding, delimiter and headings; the rows are not read yet."""

    raw: bytes  # in an encoding in which delimiters, quotes and line ends are as in ASCII
    encoding: str
    delimiter: str
    headings: list[str]
    start: int  # the line of the headings, from 1

    def forget(self) -> None:
        """Give the file's bytes back when its rows have been read: a large file is then held once, not twice."""
        self.raw = b""


def document(raw: bytes) -> Document:
    """Prove the encoding, find the delimiter and read the headings."""
    name = encoding(raw)
    if name.startswith("utf-16"):
        raw, name = raw.decode(name).encode(), "utf-8"
    delimiter = _delimiter(raw, name)
    first = next((record for record in _records(raw, name, delimiter) if any(cell.strip() for cell in record[1])), None)
    if first is None:
        raise Refusal("file.empty")
    start, headings = first
    check_width(headings)
    return Document(raw, name, delimiter, [heading.strip().lstrip("\ufeff") for heading in headings], start)


def check_width(headings: list[str]) -> None:
    """Refuse more columns than the limit before anybody compares them with the headings of formats."""
    if len(headings) > settings().max_columns:
        raise Refusal("csv.too_many_columns", columns=number(len(headings)), limit=number(settings().max_columns))


def table(source: Document) -> Table:
    """All rows; ragged lines and repeated headings are set aside, a cut last line refuses the file."""
    _check_headings(source)
    whole = body(source)
    fast = fast_reader.read(whole) if whole else None
    return fast or strict(source)


def strict(source: Document) -> Table:
    """All rows, one by one: for files in which something is unusual, and as the measure of the fast reader."""
    width = len(source.headings)
    kept, lines, ragged, repeated, odd = [], [], [], [], []
    folded = [heading.casefold() for heading in source.headings]
    last: tuple[int, int] = (0, width)
    for line, cells in _records(source.raw, source.encoding, source.delimiter):
        if line <= source.start or not any(cells):
            continue
        last = (line, len(cells))
        if len(cells) != width:
            reason = text("intake.row.ragged", line=line, found=len(cells), wanted=width)
            ragged.append(Rejection(line, "", reason))
            odd += cells
        elif _is_heading(cells, folded, line):
            repeated.append(Rejection(line, "", text("intake.row.repeated_heading", line=line)))
        else:
            kept.append(cells)
            lines.append(line)
    if last[1] < width and not source.raw.endswith((b"\n", b"\r")):
        raise Refusal("csv.cut", line=number(last[0]))
    if not kept and not ragged:
        raise Refusal("csv.no_rows", line=number(source.start))
    columns = list(zip(*kept, strict=True)) or [()] * width
    frame = pd.DataFrame({index: strip(pd.Series(values, dtype="str")) for index, values in enumerate(columns)})
    return Table(source.headings, frame, np.array(lines, dtype="int64"), ragged, repeated, odd)


def body(source: Document) -> fast_reader.Body | None:
    """The bytes below the headings, if the headings are one whole line."""
    start = 0
    for _ in range(source.start - 1):
        start = source.raw.find(b"\n", start) + 1
    end = source.raw.find(b"\n", start) + 1
    with suppress(Refusal):
        records = [cells for _, cells in _records(source.raw[start:end], source.encoding, source.delimiter)]
        if end and [[cell.strip().lstrip("\ufeff") for cell in cells] for cells in records] == [source.headings]:
            return fast_reader.Body(source.raw, end, source.start + 1, source.delimiter, source.encoding, source.headings)
    return None


def _check_headings(source: Document) -> None:
    seen: set[str] = set()
    for heading in source.headings:
        if heading and heading.casefold() in seen:
            raise Refusal("csv.duplicate_heading", column=shown(heading), line=number(source.start))
        seen.add(heading.casefold())


def _is_heading(cells: list[str], folded: list[str], line: int) -> bool:
    if cells[-1].strip().casefold() not in folded:
        return False
    here = [cell.strip().casefold() for cell in cells]
    if here == folded:
        return True
    if len(folded) > 1 and sorted(here) == sorted(folded):
        raise Refusal("csv.other_heading", line=number(line))
    return False


def _records(raw: bytes, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(line of its beginning, cells) of each record, decoded as it is asked for."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(raw), name, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if start > 1 or not (cells and len(cells) <= 2 and cells[0].lower().startswith("sep=")):  # Excel's own hint
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as fault:
        raise Refusal("csv.broken_quote", line=number(start)) from fault


def _delimiter(raw: bytes, name: str) -> str:
    """The mark that gives most columns and the same number on most of the first lines."""

    def score(mark: str) -> tuple[float, int]:
        widths: list[int] = []
        with suppress(Refusal):  # a broken quote further down is told when the rows are read
            widths.extend(len(cells) for _, cells in islice(_records(raw, name, mark), SAMPLE) if cells)
        if not widths or widths[0] < 2:
            return (0.0, 0)
        agreeing = sum(width == widths[0] for width in widths) / len(widths)
        return (1.0 if agreeing > 0.5 else agreeing, widths[0])

    return max(DELIMITERS, key=score)
