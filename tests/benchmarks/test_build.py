"""How fast builds are made: Norrhamn as it is, and its areas with the large extract."""

from __future__ import annotations

import shutil
from pathlib import Path

from lagesbild import build as builds
from lagesbild.example import make_example
from lagesbild.intake import receipts, receive
from tests.benchmarks.large import ROWS
from tests.benchmarks.measure import Line, in_turns
from tests.benchmarks.raw import DAY, raw_copy

EXAMPLE = "9999"
ROUNDS = 3 if ROWS <= 2_000_000 else 1


def _anew(home: Path) -> None:
    shutil.rmtree(home / "build", ignore_errors=True)
    builds.build(home, EXAMPLE, DAY)


def test_norrhamn_is_built_in_seconds(example: Path, folder: Path, told: list[Line]) -> None:
    home = folder / "again"
    shutil.copytree(example, home)
    rows = sum(receipt.rows_stored for receipt in receipts(home) if receipt.kind == "incident")
    (ours,) = in_turns([lambda: _anew(home)], ROUNDS)
    told.append(Line("build of Norrhamn", f"{ours} ({rows / ours.wall:,.0f} reports/s)"))


def test_a_large_extract_is_built_in_few_times_a_bare_copy(folder: Path, extract: Path, told: list[Line]) -> None:
    home = folder / "large"
    files = [path for path in make_example(folder / "files") if not path.name.startswith("anmalda_brott")]
    for path in (*files, extract):
        assert receive(path, home, EXAMPLE, None, DAY).outcome == "accepted"
    raw, ours = in_turns([lambda: raw_copy(extract, folder), lambda: _anew(home)], ROUNDS)
    told.append(
        Line(
            "build of the large extract",
            f"{ours} ({ROWS / ours.wall:,.0f} rows/s; {ours.processor / raw.processor:.1f}x the COPY of its rows)",
        )
    )
    shutil.rmtree(home)
