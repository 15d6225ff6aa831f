"""Reads delimited text strictly: every field as text, nothing guessed silently, every odd line told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pandas as pd

from lagesbild.intake.container import ENCODINGS
from lagesbild.intake.receipt import Rejection
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.settings import settings
from lagesbild.texts import number, text

DELIMITERS = (",", ";", "\t", "|")
MOJIBAKE = re.compile("Ã[¥¤¶„–…]")
SAMPLE = 60


@dataclass(frozen=True)
class Document:
    """A decoded text file with its delimiter and headings; the rows are not read yet."""

    content: str
    delimiter: str
    headings: list[str]
    start: int  # the line of the headings, from 1


@dataclass
class Table:
    """The rows as text, one column per heading, with each row's line in the file."""

    headings: list[str]
    frame: pd.DataFrame  # columns 0..n-1, all str
    lines: np.ndarray
    ragged: list[Rejection] = field(default_factory=list)
    repeated: list[Rejection] = field(default_factory=list)
    ragged_texts: list[str] = field(default_factory=list)  # what stood on the ragged lines, for screening only


def document(raw: bytes) -> Document:
    """Decode, find the delimiter and read the headings."""
    content = decode(raw)
    delimiter = _delimiter(content)
    skipped = next((record for record in _records(content, delimiter) if any(cell.strip() for cell in record[1])), None)
    if skipped is None:
        raise Refusal("file.empty")
    start, headings = skipped
    return Document(content, delimiter, [heading.strip().lstrip("\ufeff") for heading in headings], start)


def decode(raw: bytes) -> str:
    """Text by byte order mark, else strict UTF-8, else the likeliest of the few encodings that Swedish sources use."""
    for bom, encoding in ENCODINGS:
        if raw.startswith(bom):
            return _strict(raw, encoding)
    if b"\0" in raw:
        return _strict(raw, _wide(raw))
    try:
        content = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data":
            raise Refusal("csv.cut", line=number(_line(raw, fault.start))) from fault
        content = _strict(raw, _single_byte(raw))
    found = MOJIBAKE.search(content)
    if found:
        raise Refusal("csv.mixed_encoding", line=number(content.count("\n", 0, found.start()) + 1), sample=shown(found.group(0)))
    return content


def table(source: Document) -> Table:
    """All rows; ragged lines and repeated headings are set aside, a cut last line refuses the file."""
    width = len(source.headings)
    _check_headings(source)
    kept, lines, ragged, repeated, odd = [], [], [], [], []
    folded = [heading.casefold() for heading in source.headings]
    last: tuple[int, int] = (0, width)
    for line, cells in _records(source.content, source.delimiter):
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
    if last[1] < width and not source.content.endswith(("\n", "\r")):
        raise Refusal("csv.cut", line=number(last[0]))
    if not kept and not ragged:
        raise Refusal("csv.no_rows", line=number(source.start))
    columns = list(zip(*kept, strict=True)) or [()] * width
    frame = pd.DataFrame({index: strip(pd.Series(values, dtype="str")) for index, values in enumerate(columns)})
    return Table(source.headings, frame, np.array(lines, dtype="int64"), ragged, repeated, odd)


def strip(column: pd.Series) -> pd.Series:
    """A text column without surrounding blanks, no-break and zero-width ones included."""
    return column.str.strip(" \t\r\n\u00a0\u200b\u2007\u202f\ufeff")


def _check_headings(source: Document) -> None:
    if len(source.headings) > settings().max_columns:
        raise Refusal("csv.too_many_columns", columns=number(len(source.headings)), limit=number(settings().max_columns))
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


def _records(content: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if start > 1 or not (cells and len(cells) <= 2 and cells[0].lower().startswith("sep=")):  # Excel's own hint
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as fault:
        raise Refusal("csv.broken_quote", line=number(start)) from fault


def _delimiter(content: str) -> str:
    """The mark that gives most columns and the same number on most of the first lines."""

    def score(mark: str) -> tuple[float, int]:
        widths: list[int] = []
        with suppress(Refusal):  # a broken quote further down is told when the rows are read
            widths.extend(len(cells) for _, cells in islice(_records(content, mark), SAMPLE) if cells)
        if not widths or widths[0] < 2:
            return (0.0, 0)
        agreeing = sum(width == widths[0] for width in widths) / len(widths)
        return (1.0 if agreeing > 0.5 else agreeing, widths[0])

    return max(DELIMITERS, key=score)


def _strict(raw: bytes, encoding: str) -> str:
    try:
        content = raw.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Refusal("csv.broken_encoding", line=number(_line(raw, fault.start)), encoding=encoding) from fault
    if "\0" in content:
        raise Refusal("csv.nul", line=number(content.count("\n", 0, content.index("\0")) + 1))
    return content


def _line(raw: bytes, position: int) -> int:
    return raw.count(b"\n", 0, position) + 1


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark has a NUL in nearly every other byte; stray NULs leave the text as UTF-8, where they are refused."""
    head = raw[:4_000]
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) / half > 0.6 and head[0::2].count(0) / half < 0.1:
        return "utf-16-le"
    if head[0::2].count(0) / half > 0.6 and head[1::2].count(0) / half < 0.1:
        return "utf-16-be"
    raise Refusal("csv.nul", line=number(_line(raw, raw.index(b"\0"))))


def _single_byte(raw: bytes) -> str:
    """cp1252 or cp850: the one in which the high bytes are Swedish letters more often."""

    def swedish(encoding: str) -> int:
        return sum(raw.count(letter.encode(encoding)) for letter in "åäöÅÄÖéÉ")

    return "cp850" if swedish("cp850") > swedish("cp1252") else "cp1252"
