"""How long a backup and its restore take: the large extract built, identical afterwards, within a minute for 5 million rows."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from lagesbild import backup as backups
from lagesbild import build as builds
from lagesbild.example import make_example
from lagesbild.intake import receive
from tests.benchmarks.large import ROWS
from tests.benchmarks.measure import Line, at_most
from tests.benchmarks.raw import DAY
from tests.soak.small import look

EXAMPLE = "9999"
GOAL = 60.0  # seconds for 5 million rows


def test_a_large_home_is_restored_within_a_minute(folder: Path, extract: Path, told: list[Line]) -> None:
    home = folder / "kept"
    files = [path for path in make_example(folder / "files") if not path.name.startswith("anmalda_brott")]
    for path in (*files, extract):
        assert receive(path, home, EXAMPLE, None, DAY).outcome == "accepted"
    builds.build(home, EXAMPLE, DAY)
    began = time.perf_counter()
    taken = backups.backup(home, folder)
    told.append(Line("backup of the large home", f"{time.perf_counter() - began:.1f} s, {taken.size / 1e6:.0f} MB, {ROWS:,} rows"))
    began = time.perf_counter()
    backups.restore(folder / "restored", taken.path)
    told.append(at_most("restore of the large home", time.perf_counter() - began, GOAL, " s"))
    assert look(folder / "restored") == look(home)
    for path in (home, folder / "restored"):
        shutil.rmtree(path)
