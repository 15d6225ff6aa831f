"""The national set at a scale (LAGESBILD_BENCH_NATION; 1: 290 municipalities, 24 million reports): time, memory, who is built again.

LAGESBILD_BENCH_REPORTS: so many reports in the municipalities of that scale, to see rows by the million without days of work.
"""

from __future__ import annotations

import itertools
import resource
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import store
from lagesbild.build import many, nation
from lagesbild.build.tables import write_tables
from lagesbild.intake import receive
from lagesbild.model import NATIONAL
from lagesbild.read import query
from lagesbild.store import Reader, current
from tests.benchmarks.measure import Line, at_most, in_turns
from tests.benchmarks.nation_set import MUNICIPALITIES, SCALE, Size, code_of, make_nation, new_reports
from tests.benchmarks.raw import DAY

PARTS = (0.25, 0.5, 1.0)  # of the reports: 6, 12 and 24 million at scale 1
DOUBLE = 2.2  # twice the rows, at most so many times the time
GIGABYTES, ROUNDS = 4.0, 40


def built(home: Path, size: Size, workers: int) -> tuple[float, float, list[many.Done]]:
    """(processor seconds, gigabytes of all workers together at their peaks, what was done) of one national build."""
    codes = [code_of(n) for n in range(size.municipalities)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    todo = many.tasks(home, codes, lambda _: DAY, publishing=True)
    done = list(many.build_many(home, todo, workers, many.memory_for(workers)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert all(one.state == "built" for one in done), [one.fault for one in done]
    peaks = sorted((one.peak_mb for one in done), reverse=True)[:workers]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, sum(peaks) / 1000, done


def test_the_national_build_is_linear_in_rows_and_one_file_touches_one_municipality(folder: Path, told: list[Line]) -> None:
    workers = many.default_workers()
    spent, memory = [], []
    for part in PARTS:
        home = make_nation(folder / f"nation{part}", size := Size.of(SCALE, part))
        seconds, peak, _ = built(home, size, workers)
        spent.append(seconds)
        memory.append(peak)
        rows = f"{size.reports / 1e6:.2f} M"
        told.append(Line(f"national build of {size.municipalities} municipalities, {rows} reports", f"{seconds:.0f} s of processor"))
    for (few, less), (more, longer) in itertools.pairwise(zip(PARTS, spent, strict=True)):
        name = f"national build, {more:g} against {few:g} of the reports: time"
        told.append(at_most(name, longer / less, DOUBLE))
    told.append(at_most(f"national build, peak memory of {workers} workers together", max(memory), GIGABYTES, " GB"))
    last = size.municipalities - 1
    path = new_reports(folder / "nytt.csv", last, 500, ["P001", "P002"], first=9_000_000)
    assert receive(path, home, code_of(last), None, DAY).outcome == "accepted"
    _, _, done = built(home, size, workers)
    assert [one.municipality for one in done] == [code_of(last)]
    told.append(at_most("municipalities built again after one new file", len(done), 1, ""))
    assert nation.compare_nation(home, DAY)
    found = current(home, NATIONAL, "public")
    assert found is not None and len(found.frame("FROM municipality")) == size.municipalities


@pytest.fixture(scope="module")
def whole(example: Path, folder: Path) -> Reader:
    """A comparison of 290 municipalities, each with Norrhamn's published figures under a code of its own."""
    reader = current(example, "9999", "public")
    assert reader is not None
    tables = {name: reader.frame(query("nation", name)) for name in nation.TABLES}
    for name in ("area", "municipality", "estimate"):
        own = {"municipality": lambda n: code_of(n)} | ({"area": lambda n: code_of(n)} if name != "municipality" else {})
        copies = [tables[name].assign(**{column: code(n) for column, code in own.items()}) for n in range(MUNICIPALITIES)]
        tables[name] = pd.concat(copies, ignore_index=True)
    with store.write(folder / "whole.duckdb") as database:
        write_tables(database, tables)
    return Reader(folder / "whole.duckdb")


def test_a_national_map_costs_at_most_a_hundred_times_the_smallest_query(whole: Reader, told: list[Line]) -> None:
    sql, asked = query("read", "peer_values"), {"indicator": "bicycle_theft"}
    assert whole.frame(sql, asked)["area"].nunique() == MUNICIPALITIES
    smallest, ours = in_turns([lambda: whole.frame("SELECT 1"), lambda: whole.frame(sql, asked)], ROUNDS, 3)
    note = f" ({ours.processor * 1000:.1f} ms of processor)"
    told.append(
        at_most(
            "national map: all municipalities' figures of one crime against SELECT 1", ours.processor / smallest.processor, 100, note=note
        )
    )
