"""What the public site costs to write as the neighbourhoods become more: Norrhamn's fourteen, and five times as many."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import duckdb

from lagesbild.build.site import write_site
from lagesbild.store import Reader, pointer
from tests.benchmarks.measure import Line, at_most
from tests.browser.running import TODAY

EXAMPLE, TIMES = "9999", 5
AREAS = "area LIKE 'N__'"


def copied(column: str, copy: int, wide: float, high: float) -> str:
    """The SQL of a column in a copy of the areas: other codes and names, and the borders beside the first ones."""
    east, north = (copy % 2) * wide, (copy // 2) * high
    return {
        "area": f"'X{copy}' || substr(area, 2) AS area",
        "name": f"name || ' {copy}' AS name",
        "east": f"list_transform(east, lambda x: x + {east}) AS east",
        "north": f"list_transform(north, lambda y: y + {north}) AS north",
        "label_east": f"label_east + {east} AS label_east",
        "label_north": f"label_north + {north} AS label_north",
    }.get(column, column)


def grown(source: Path, target: Path) -> Path:
    """A copy of a public file in which every neighbourhood stands five times."""
    shutil.copyfile(source, target)
    with duckdb.connect(str(target)) as file:
        extent = "max(list_max(east)) - min(list_min(east)), max(list_max(north)) - min(list_min(north))"
        wide, high = file.execute(f"SELECT {extent} FROM boundary WHERE {AREAS}").fetchall()[0]
        for (table,) in file.execute("SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'").fetchall():
            columns = [row[0] for row in file.execute(f"DESCRIBE {table}").fetchall()]
            if "area" not in columns or table in ("promise", "activity"):
                continue
            for copy in range(1, TIMES):
                told = ", ".join(copied(column, copy, wide, high) for column in columns)
                file.execute(f"INSERT INTO {table} SELECT {told} FROM {table} WHERE {AREAS}")
    return target


def seconds(file: Path, folder: Path) -> float:
    """The processor time of writing the site of a public file."""
    before = time.process_time()
    write_site(Reader(file), folder, today=date.fromisoformat(TODAY))
    return time.process_time() - before


def test_five_times_the_neighbourhoods_cost_at_most_six_times_the_site(example: Path, tmp_path: Path, told: list[Line]) -> None:
    found = pointer(example, EXAMPLE, "public")
    assert found is not None
    source = example / "build" / EXAMPLE / found["build"] / "public.duckdb"
    few, many = seconds(source, tmp_path / "few"), seconds(grown(source, tmp_path / "many.duckdb"), tmp_path / "many")
    assert len(list((tmp_path / "many").glob("omrade-*.html"))) == TIMES * len(list((tmp_path / "few").glob("omrade-*.html")))
    told.append(at_most("site of 70 areas against 14", many / few, 6, note=f" ({many:.0f} s against {few:.0f} s)"))
