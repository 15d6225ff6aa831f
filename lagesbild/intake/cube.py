"""A statistical table as its source describes it: dimensions with codes and texts, and one cell for each combination."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from lagesbild.intake.area_codes import describe
from lagesbild.intake.guard import MOST_CELLS
from lagesbild.intake.refusal import Refusal
from lagesbild.intake.text_table import ArrowTable
from lagesbild.texts import number, text

MOST_DIMENSIONS = 30
COUNTED = re.compile(r"\d{2}|\d{4}")  # the nation, counties and municipalities by SCB's codes


@dataclass(frozen=True)
class CubeDimension:
    """One dimension: its identity and title in the file, its codes in order and what each code is called."""

    code: str
    title: str
    codes: list[str]
    labels: list[str]
    role: str = ""  # time or metric, where the file says so

    def spoken(self) -> list[str]:
        """The values as people would write them: areas by their codes, everything else by its text, no two alike."""
        if self.role != "time" and self._has_areas():
            return self.codes
        twice = len(set(self.labels)) < len(self.labels)
        return [f"{label} ({code})" for code, label in zip(self.codes, self.labels, strict=True)] if twice else self.labels

    def _has_areas(self) -> bool:
        """Whether the codes are those of areas: of a division, or SCB's digits with names beside them."""
        coded = [bool(describe(code).level) or bool(COUNTED.fullmatch(code)) for code in self.codes]
        named = any(any(letter.isalpha() for letter in label) for label in self.labels)
        return all(coded) and (named or any(describe(code).level for code in self.codes))


@dataclass(frozen=True)
class Cube:
    """Cells in row-major order (the last dimension runs fastest); a cell is a number or the source's symbol, as text."""

    title: str
    source: str
    dimensions: list[CubeDimension]
    cells: list[str]
    contents: str = ""  # what the numbers are, where it is one thing
    texts: list[str] = field(default_factory=list)  # everything that the file says, for screening

    def places(self) -> list[np.ndarray]:
        """For each dimension the position of every cell's value in it."""
        sizes = [len(dimension.codes) for dimension in self.dimensions]
        inner = [math.prod(sizes[place + 1 :]) for place in range(len(sizes))]
        ranges = zip(sizes, inner, strict=True)
        return [np.resize(np.repeat(np.arange(size, dtype="int32"), length), len(self.cells)) for size, length in ranges]

    def table(self) -> ArrowTable:
        """The cube as a table with one row per cell: a column for each dimension and one for the number."""
        arrays: list[pa.Array] = [
            pa.DictionaryArray.from_arrays(pa.array(place), pa.array(dimension.spoken(), type=pa.string()))
            for place, dimension in zip(self.places(), self.dimensions, strict=True)
        ]
        codes, met = pd.factorize(np.array(self.cells, dtype=object))
        arrays.append(pa.DictionaryArray.from_arrays(pa.array(codes.astype("int32")), pa.array(list(met), type=pa.string())))
        return ArrowTable(self._headings(), arrays, np.arange(1, len(self.cells) + 1))

    def _headings(self) -> list[str]:
        names = [dimension.title or dimension.code for dimension in self.dimensions]
        alike = {name.casefold() for name in names if [other.casefold() for other in names].count(name.casefold()) > 1}
        said = [f"{name} ({d.code})" if name.casefold() in alike else name for name, d in zip(names, self.dimensions, strict=True)]
        return [*said, self.contents if self.contents and self.contents not in said else text("intake.word.figure")]


def check_extent(sizes: list[int]) -> int:
    """How many cells the declared dimensions make; refused before anything is read when that is more than any table has."""
    if len(sizes) > MOST_DIMENSIONS:
        raise Refusal("cube.too_many_dimensions", dimensions=number(len(sizes)), limit=number(MOST_DIMENSIONS))
    cells = math.prod(sizes)
    if cells * (len(sizes) + 1) > MOST_CELLS:
        told = number(cells) if cells < 10**12 else text("intake.word.countless")
        raise Refusal("cube.too_many_cells", cells=told, dimensions=number(len(sizes)), limit=number(MOST_CELLS // (len(sizes) + 1)))
    return cells
