"""Reads a table below its line of headings, wherever in the file that stands, and sets aside what is no row of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from lagesbild.intake.receipt import Rejection
from lagesbild.intake.recognise import Opened, has_headings, heading_lines
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.intake.survey_fit import Fit, roles
from lagesbild.intake.survey_sheet import Sheet, sheet
from lagesbild.intake.text_table import Column
from lagesbild.intake.values import folded
from lagesbild.model import Format
from lagesbild.texts import text


def read_table(opened: Opened, fmt: Format) -> tuple[Sheet, dict[str, int]]:
    """The rows below the first line of headings that has what the format needs, and which column is what.

    Rows that are no rows (headings met again, footers, sums) are told in the sheet's `repeated`.
    """
    spellings: Mapping[str, Iterable[str]] = fmt.spec["columns"]
    needed = fmt.spec["recognise"].get("required_columns", ())

    def wanted(headings: list[str]) -> Fit | None:
        return Fit(None, roles(headings, spellings)) if has_headings(headings, fmt) else None

    if not any(wanted(headings) for _, _, headings in heading_lines(opened)):
        raise Refusal("table.no_headings", wanted=listed([str(next(iter(spellings[name]))) for name in needed]), title=fmt.title)
    found, fit = sheet(opened, wanted)
    return body(found, fmt.spec["read"].get("totals", ())), fit.roles


def body(read: Sheet, totals: Collection[str]) -> Sheet:
    """The rows proper: without headings met again, without notes below the table and without rows that begin with a word for a sum."""
    if not len(read.lines):
        return read
    cells = pd.DataFrame({index: column.rows() for index, column in enumerate(read.columns)})
    filled = (cells != "").sum(axis=1).to_numpy()
    heading = (cells == [h.strip() for h in read.headings]).all(axis=1).to_numpy()
    last = int(np.flatnonzero(filled > 1).max(initial=-1))
    note = (filled == 1) & (np.arange(len(cells)) > last) & (len(read.headings) > 1)
    words = {folded(word) for word in totals}
    texts = cells.to_numpy(dtype=object)
    leading = pd.Series(texts[np.arange(len(texts)), (texts != "").argmax(axis=1)])
    summed = leading.map({raw: folded(raw) in words for raw in leading.unique()}).to_numpy(dtype=bool)
    told = [*read.repeated]
    for marks, key in ((heading, "row.repeated_heading"), (note & ~heading, "row.note"), (summed & ~note & ~heading, "row.sum")):
        told += [_said(key, int(read.lines[at]), leading.iloc[at]) for at in np.flatnonzero(marks)]
    ragged, below = [], int(read.lines[last]) if last >= 0 else 0
    for item in read.ragged:
        (told if item.line > below else ragged).append(item)  # a short line below the last row is a note
    return _kept(replace(read, ragged=ragged, repeated=told), ~(heading | note | summed))


def _said(key: str, line: int, value: str) -> Rejection:
    return Rejection(line, "", text(f"intake.{key}", line=line, value=value[:60]))


def _kept(read: Sheet, keep: np.ndarray) -> Sheet:
    if keep.all():
        return read
    columns = [
        Column(c.values, c.codes[keep]) if c.codes is not None else Column(c.values[keep].reset_index(drop=True)) for c in read.columns
    ]
    return replace(read, columns=columns, lines=read.lines[keep])
