"""The import of police rows against DuckDB's COPY of the same file: time in turns, memory in a process each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lagesbild.settings import ROOT
from tests.benchmarks.large import ROWS, large_file
from tests.benchmarks.measure import Line, at_least, at_most, in_turns
from tests.benchmarks.raw import imported, raw_copy

ROUNDS = 5 if ROWS <= 2_000_000 else 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_import_takes_little_longer_than_a_bare_copy(folder: Path, told: list[Line], encoding: str) -> None:
    path = large_file(folder, encoding=encoding)
    raw, ours = in_turns([lambda: raw_copy(path, folder, encoding), lambda: imported(path, folder / "home")], ROUNDS)
    note = f" ({ROWS / ours.wall:,.0f} rows/s; {ours} against {raw}; {raw.wall / ours.wall:.2f}x by the wall)"
    name = f"import, {encoding}, against {'' if encoding == 'utf-8' else 'transcoding and '}COPY"
    told.append(at_least(name, raw.processor / ours.processor, 0.8, note))
    shutil.rmtree(folder / "home")
    if encoding != "utf-8":
        path.unlink()


def test_import_takes_little_more_memory_than_a_bare_copy(folder: Path, extract: Path, told: list[Line]) -> None:
    raw, ours = (
        float(
            subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.raw", side, str(extract), str(folder)],
                cwd=ROOT,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for side in ("raw", "ours")
    )
    note = f" ({ours:.0f} MB against {raw:.0f} MB, imports subtracted)"
    told.append(at_most("peak memory of the import against COPY", ours / raw, 1.5, note=note))
