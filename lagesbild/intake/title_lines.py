"""Finds the headings of a text file that begins with a title, so that the title is not taken for its only heading."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from itertools import islice

from lagesbild.intake.text_reader import DELIMITERS, Document, check_width

HEAD_BYTES = 65_536
HEAD_LINES = 60


def below_title(source: Document) -> Document:
    """A text file whose first lines are a title: its headings are the first line that is as wide as most lines are."""
    if sum(bool(heading) for heading in source.headings) != 1:
        return source
    head = source.raw[:HEAD_BYTES].decode(source.encoding, "replace")
    found = [(mark, *_widest(head, mark)) for mark in DELIMITERS]
    mark, line, headings = max(found, key=lambda item: len(item[2]))
    check_width(headings)
    return replace(source, delimiter=mark, headings=headings, start=line) if len(headings) > 1 else source


def _widest(head: str, mark: str) -> tuple[int, list[str]]:
    """(line, headings) of the first line that has as many filled fields as the usual line of the beginning has fields."""
    try:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=mark)
        lines = [(reader.line_num, [cell.strip().lstrip("\ufeff") for cell in cells]) for cells in islice(reader, HEAD_LINES)]
    except csv.Error:
        return 1, []
    usual = Counter(len(cells) for _, cells in lines if cells).most_common(1)
    width = usual[0][0] if usual else 0
    return next(((line, cells) for line, cells in lines if len(cells) == width > 1 and all(cells)), (1, []))
