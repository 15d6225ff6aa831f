"""Reads SPSS files (.sav, .zsav): the values with their labels, and which of them the file itself calls missing."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lagesbild.intake import sav_child
from lagesbild.intake.guard import MOST_CELLS
from lagesbild.intake.refusal import Refusal
from lagesbild.intake.text_table import Column
from lagesbild.intake.values import as_text
from lagesbild.settings import settings
from lagesbild.texts import number

ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8"}  # nothing of ours reaches the other process


@dataclass(frozen=True)
class Labelled:
    """A table whose values have labels: one column of text per variable, each row's line counted from 1."""

    headings: list[str]
    columns: list[Column]
    labels: list[dict[str, str]]  # per variable: value -> label
    missing: list[frozenset[str]]  # per variable: the values met that the file calls missing
    texts: list[str]  # labels and notes, for screening

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].rows()) if self.columns else 0


def labelled(path: Path) -> Labelled:
    """The whole file; one that is broken, or larger than a table may be, is refused."""
    with tempfile.TemporaryDirectory() as folder:
        _run(path, Path(folder))
        about = json.loads((Path(folder) / "told.json").read_text(encoding="utf-8"))
        with pa.OSFile(str(Path(folder) / "rows.arrow")) as source:
            rows = pa.ipc.open_file(source).read_all()
    names = rows.column_names
    columns = [rows.column(index).to_pandas() for index in range(len(names))]
    labels = [{as_text(value): str(label) for value, label in about["labels"].get(name, [])} for name in names]
    missing = [_missing(values, about["missing"].get(name, [])) for name, values in zip(names, columns, strict=True)]
    texts = [*about["titles"].values(), *about["texts"], *(label for found in labels for label in found.values())]
    return Labelled(names, [_column(values) for values in columns], labels, missing, [str(text) for text in texts if text])


def _run(path: Path, folder: Path) -> None:
    """Let the process that is shut in read the file, or another one: what brings that down does not bring this one down."""
    limits = (settings().max_columns, MOST_CELLS)
    try:
        code = sav_child.read(str(path), folder, *limits) if settings().contained else _apart(path, folder, limits)
    except MemoryError:
        raise
    except Exception as fault:  # the library has no common error
        raise Refusal("sav.broken") from fault
    if code == sav_child.TOO_MANY_COLUMNS:
        raise Refusal("sav.too_many_columns", limit=number(limits[0]))
    if code == sav_child.TOO_MANY_ROWS:
        raise Refusal("sav.too_many_rows", limit=number(limits[1]))
    if code:
        raise Refusal("sav.no_rows" if code == sav_child.NO_ROWS else "sav.broken")


def _apart(path: Path, folder: Path, limits: tuple[int, int]) -> int:
    command = [sys.executable, "-I", sav_child.__file__, str(path.resolve()), str(folder), *map(str, limits)]
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(command, timeout=2 * sav_child.SECONDS, env=ENVIRONMENT, check=False, **quiet).returncode


def _column(values: pd.Series) -> Column:
    codes, met = pd.factorize(values, use_na_sentinel=False)
    return Column(pd.Series(["" if pd.isna(value) else as_text(value) for value in met], dtype="str"), np.asarray(codes))


def _missing(values: pd.Series, ranges: list[dict[str, Any]]) -> frozenset[str]:
    """The distinct values within the ranges that a variable declares as missing."""
    met = values.dropna().unique()
    return frozenset(as_text(value) for value in met for span in ranges if _within(value, span))


def _within(value: Any, span: dict[str, Any]) -> bool:
    low, high = span["lo"], span["hi"]
    if isinstance(value, str) or isinstance(low, str):
        return str(value).strip() == str(low).strip()
    return low <= value <= high
