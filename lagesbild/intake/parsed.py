"""The shape between a reader and the register: canonical rows of a whole file with the faults found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.intake.receipt import Notice, Rejection
from lagesbild.intake.refusal import shown
from lagesbild.model import Grain
from lagesbild.texts import text

RECEIVER = "*"  # a row that names no municipality belongs to the one that the file is received for
NOWHERE = ""  # a row of a municipality that the catalogue does not have, or of none at all


@dataclass
class Faults:
    """The first fault of each faulty row: position in the rows -> column, text key and the value met."""

    found: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    cures: dict[str, str] = field(default_factory=dict)  # a value met -> what it may have meant, a sentence

    def mark(self, bad: pd.Series, column: str, key: str, values: pd.Series) -> None:
        """Note a fault for every row where `bad` is true and no earlier fault was noted."""
        for position in bad.to_numpy().nonzero()[0].tolist():
            self.note(position, column, key, values.iloc[position])

    def note(self, position: int, column: str, key: str, value: Any) -> None:
        """Note a fault for one row, unless an earlier fault was noted."""
        if position not in self.found:
            self.found[position] = (column, key, shown(value))

    def rejection(self, position: int, line: int) -> Rejection:
        """The rejection of one row, its reason naming line, column, value and cure."""
        column, key, value = self.found[position]
        reason = text(f"intake.{key}", line=line, column=column, value=value)
        return Rejection(line, column, " ".join(filter(None, (reason, self.cures.get(value)))))


@dataclass
class Parsed:
    """A whole file as canonical rows; `municipality` in rows is a code, RECEIVER or NOWHERE."""

    rows: pd.DataFrame
    faults: Faults = field(default_factory=Faults)
    ragged: list[Rejection] = field(default_factory=list)  # lines that make no row; they count towards the limit
    repeated: list[Rejection] = field(default_factory=list)  # headings met again; told, but no data is lost
    partial: list[Rejection] = field(default_factory=list)  # single cells that were not stored, of rows that were
    warnings: list[Notice] = field(default_factory=list)
    source: str = ""  # who publishes this file; empty: the format's source
    data_from: date | None = None
    data_date: date | None = None
    preliminary_from: date | None = None
    coverage_codes: tuple[str, ...] = ()
    listed: bool = False  # the file covers its coverage codes only, however many these are
    grain: Grain = "day"  # how exactly the days are known
    type_names: dict[str, str] = field(default_factory=dict)  # type code of an event -> what the file or its format calls it
    names: dict[str, str] = field(default_factory=dict)  # municipality code -> name as the file has it
    candidates: tuple[str, ...] = ()  # where the rows lie, when no row names its municipality
    national: bool = False  # so many municipalities that none of ours means none happened
