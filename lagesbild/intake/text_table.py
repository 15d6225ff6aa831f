"""The rows of a delimited text or of records: a frame of text, or Arrow columns that know their distinct texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lagesbild.intake.receipt import Rejection


@dataclass(frozen=True)
class Column:
    """A column of text: `values` row by row, or texts with the place of each row's text among them in `codes`."""

    values: pd.Series
    codes: np.ndarray | None = None

    def rows(self, judged: pd.Series | None = None) -> pd.Series:
        """What was judged for each value (without it: the values) row by row."""
        told = self.values if judged is None else judged
        return told if self.codes is None else pd.Series(told.array.take(self.codes))

    def category(self, judged: pd.Series | None = None) -> pd.Series:
        """What was judged for each value (without it: the values) row by row, as a category of texts."""
        places, met = pd.factorize(self.values if judged is None else judged)
        return pd.Series(pd.Categorical.from_codes(places if self.codes is None else places[self.codes], met))

    def flags(self, judged: pd.Series) -> np.ndarray:
        """For each row whether its value was judged true."""
        told = judged.to_numpy(dtype=bool)
        return told if self.codes is None else told[self.codes]

    def at(self, position: int) -> Any:
        """The text of one row."""
        return self.values.iloc[position if self.codes is None else int(self.codes[position])]

    def instead(self, values: pd.Series) -> Column:
        """The same rows with other values in the place of each."""
        return Column(values, self.codes)

    def by_last(self) -> np.ndarray:
        """The positions of the values in the order in which each is met last."""
        if self.codes is None:
            return np.arange(len(self.values))
        last = np.full(len(self.values), -1)
        last[self.codes] = np.arange(len(self.codes))
        return np.argsort(last, kind="stable")


@dataclass
class Table:
    """The rows as text, one column per heading, with each row's line in the file."""

    headings: list[str]
    frame: pd.DataFrame  # columns 0..n-1, all str
    lines: np.ndarray
    ragged: list[Rejection] = field(default_factory=list)
    repeated: list[Rejection] = field(default_factory=list)
    ragged_texts: list[str] = field(default_factory=list)  # what stood on the ragged lines, for screening only

    def column(self, index: int) -> Column:
        """One column, to be judged text by text."""
        return Column(self.frame[index])

    def texts(self, index: int) -> pa.Array:
        """The texts that one column holds, for screening: each at least once."""
        return pa.array(self.frame[index].unique(), type=pa.large_string())


class ArrowTable(Table):
    """Rows that Arrow has read: a column is an array of text or, where texts come again, a dictionary array."""

    def __init__(self, headings: list[str], arrays: list[pa.Array], lines: np.ndarray) -> None:
        self.headings, self.arrays, self.lines = headings, arrays, lines
        self.ragged, self.repeated, self.ragged_texts = [], [], []

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Every row of every column as text."""
        return pd.DataFrame({index: self.column(index).rows() for index in range(len(self.arrays))})

    def column(self, index: int) -> Column:
        """One column; what is judged once for each distinct text holds for all rows with it."""
        values = strip(pd.Series(self.texts(index), dtype="str"))
        array = self.arrays[index]
        return Column(values, array.indices.to_numpy() if isinstance(array, pa.DictionaryArray) else None)

    def texts(self, index: int) -> pa.Array:
        """The texts of one column as they stand in the file."""
        array = self.arrays[index]
        return array.dictionary if isinstance(array, pa.DictionaryArray) else array


def strip(column: pd.Series) -> pd.Series:
    """A text column without surrounding blanks, no-break and zero-width ones included."""
    return column.str.strip(" \t\r\n\u00a0\u200b\u2007\u202f\ufeff")
