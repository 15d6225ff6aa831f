"""Makes Norrhamn's extract as large as a bench asks for: the real layout, quoted as the police quote, slips included."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lagesbild.example.layout import layout
from lagesbild.example.reports import reports, story

ROWS = int(os.environ.get("LAGESBILD_BENCH_ROWS", "1000000"))
BLOCK = 500_000
SLIPS = 40_000  # one row in so many is faulty, like those of the example
SEED = 20_261_122


def large_file(folder: Path, rows: int = ROWS, encoding: str = "utf-8", start: int = 0) -> Path:
    """One extract of so many rows; the same rows for the same size and start, equal to the byte every time."""
    path = folder / f"anmalda_brott_norrhamn_{rows}_{start}_{encoding}.csv"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("wb") as stream:
        stream.write(head(encoding))
        for first in range(start, start + rows, BLOCK):
            stream.write(block(first, min(BLOCK, start + rows - first), encoding))
    draft.rename(path)
    return path


def head(encoding: str) -> bytes:
    """The extract's first line."""
    return (",".join(f'"{heading}"' for heading in layout()["rows"]["headings"]) + "\n").encode(encoding)


def block(first: int, size: int, encoding: str, place: str = "", areas: Sequence[str] = ()) -> bytes:
    """So many lines from a row number on, drawn with replacement from the example's reports; of another place if one is told."""
    random = np.random.default_rng([SEED, first])
    told = reports()
    drawn = random.integers(0, len(told), size)
    drawn = drawn[np.argsort(told["reported"].to_numpy()[drawn], kind="stable")]
    rows = {name: told[name].to_numpy()[drawn] for name in ("code", "area", "events")}
    if areas:
        rows["area"] = np.array(areas)[random.integers(0, len(areas), size)]
    days = {name: np.datetime_as_string(told[name].to_numpy()[drawn].astype("datetime64[D]")) for name in ("reported", "occurred")}
    hours = told["hour"].fillna(-1).to_numpy().astype("int64")[drawn]
    times = np.array([*(f"{hour:02d}:{quarter * 15:02d}" for hour in range(24) for quarter in range(4)), ""])
    slot = np.where(hours < 0, 96, hours * 4 + random.integers(0, 4, size))
    columns = [
        _quoted(np.arange(first + 1, first + size + 1)),
        pa.array(140_000 + 7 * np.arange(first, first + size)).cast(pa.string()),
        _quoted(rows["code"]),
        _quoted(np.array([story()["text"][code] for code in np.unique(rows["code"])])[np.unique(rows["code"], return_inverse=True)[1]]),
        _quoted(_slipped(days["reported"], random, "2016-06-31")),
        _quoted(days["occurred"]),
        *(pa.array([f'"{name}"'] * size) for name in (place or layout()["municipality"], layout()["county"])),
        _quoted(rows["area"]),
        pa.array(_slipped(rows["events"].astype("U2"), random, "-1")),
        _quoted(times[slot]),
    ]
    lines = pc.binary_join_element_wise(*columns, ",").to_pylist()  # type: ignore[attr-defined]
    return ("\n".join(lines) + "\n").encode(encoding)


def _quoted(values: np.ndarray) -> pa.Array:
    return pc.binary_join_element_wise('"', pa.array(values).cast(pa.string()), '"', "")  # type: ignore[attr-defined]


def _slipped(values: np.ndarray, random: np.random.Generator, slip: str) -> np.ndarray:
    """The values with a faulty one here and there."""
    found = values.copy()
    found[random.integers(0, len(values), max(len(values) // SLIPS, 1))] = slip
    return found
