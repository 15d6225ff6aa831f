"""A survey's file as columns of text with labels, whether it came as SPSS, as a workbook or as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake.convert_incidents import screen
from lagesbild.intake.receipt import Rejection
from lagesbild.intake.recognise import Opened, heading_lines
from lagesbild.intake.refusal import Refusal
from lagesbild.intake.survey_fit import Fit
from lagesbild.intake.text_reader import table
from lagesbild.intake.text_table import Column
from lagesbild.intake.values import as_text
from lagesbild.intake.workbook_reader import Grid, is_blank


@dataclass(frozen=True)
class Sheet:
    """The rows below the headings; labels and missing are what an SPSS file says about each column's values."""

    headings: list[str]
    columns: list[Column]
    lines: np.ndarray
    above: list[str] = field(default_factory=list)  # what stands above the headings of a workbook
    labels: list[dict[str, str]] = field(default_factory=list)
    missing: list[frozenset[str]] = field(default_factory=list)
    ragged: list[Rejection] = field(default_factory=list)
    repeated: list[Rejection] = field(default_factory=list)

    def label(self, index: int, value: str) -> str:
        """What a value is called in the file, or an empty string."""
        return self.labels[index].get(value, "") if self.labels else ""

    def is_missing(self, index: int, value: str) -> bool:
        """Whether the file itself declares a value as no answer."""
        return bool(self.missing) and value in self.missing[index]


def sheet(opened: Opened, wanted: Callable[[list[str]], Fit | None], *, until_blank: bool = False) -> tuple[Sheet, Fit]:
    """The first table of a file whose headings are wanted, with what they mean.

    until_blank: a blank row ends the table, and what follows is its footer; otherwise blank rows are passed over.
    """
    found = next(((name, row, fit) for name, row, headings in heading_lines(opened) if (fit := wanted(headings))), None)
    if found is None:
        raise Refusal("survey.unknown_headings")
    name, row, fit = found
    if opened.labelled is not None:
        read = opened.labelled
        return Sheet(read.headings, read.columns, np.arange(1, read.rows + 1), [], read.labels, read.missing), fit
    if opened.records is not None:
        rows = opened.records
        above = [opened.cube.title] if opened.cube else []
        return Sheet(rows.headings, [rows.column(index) for index in range(len(rows.headings))], rows.lines, above), fit
    if opened.document is not None:
        text = table(opened.document)
        screen(text)
        columns = [text.column(index) for index in range(len(text.headings))]
        return Sheet(text.headings, columns, text.lines, ragged=text.ragged, repeated=text.repeated), fit
    return _grid(opened.sheets[name], row, until_blank=until_blank), fit


def _grid(grid: Grid, head: int, *, until_blank: bool) -> Sheet:
    headings = [as_text(cell) for cell in grid[head]]
    kept = [index for index in range(head + 1, len(grid)) if not is_blank(grid[index])]
    if until_blank:
        kept = [index for place, index in enumerate(kept) if index == head + 1 + place]
    if not kept:
        raise Refusal("survey.no_rows")
    cells = zip(*(grid[index] for index in kept), strict=True)
    above = [text for row in grid[:head] for cell in row if (text := as_text(cell))]
    return Sheet(headings, [_column(values) for values in cells], np.array(kept) + 1, above)


def _column(cells: tuple[Any, ...]) -> Column:
    codes, met = pd.factorize(np.array(cells, dtype=object), use_na_sentinel=False)
    return Column(pd.Series([as_text(cell) for cell in met], dtype="str"), np.asarray(codes))
