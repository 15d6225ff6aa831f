"""Many municipalities in one lake: workers that take in and build them, readers that look meanwhile, and what both must find.

python -m tests.facts.many work HOME CODES [POINT]   takes in three files for each and builds; dies with SIGKILL at the point
python -m tests.facts.many put CODES [POINT]         puts a delivery for each, without files or builds
python -m tests.facts.many read STOP                 looks until the file STOP is there; prints how often, and what was wrong
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from lagesbild import store_lake
from lagesbild.facts.shared import InLake
from lagesbild.settings import ROOT, settings

POINTS = ("rows", "marker", "commit", "receipt")  # before the rows are put, between rows and marker, before the commit, after it
VAULT = "vault"  # in the middle of the vault of the second municipality
INCIDENTS = 300
HALF = """
WITH there AS (
    SELECT delivery, count(*) AS n FROM lake.facts.incident GROUP BY ALL
    UNION ALL SELECT delivery, count(*) FROM lake.facts.population GROUP BY ALL
    UNION ALL SELECT delivery, count(*) FROM lake.facts.area GROUP BY ALL
)
SELECT coalesce(d.delivery, t.delivery) AS wrong
FROM lake.facts.delivery AS d
FULL JOIN there AS t USING (delivery)
WHERE d.kind IS NULL OR (d.kind IN ('incident', 'population', 'area') AND coalesce(t.n, 0) <> d.rows)
UNION ALL SELECT delivery FROM lake.facts.delivery GROUP BY delivery HAVING count(*) > 1
UNION ALL
SELECT coalesce(b.municipality, v.municipality)
FROM lake.vault.build AS b
FULL JOIN (SELECT municipality, build, count(*) AS n FROM lake.vault.incident GROUP BY ALL) AS v USING (municipality, build)
WHERE b.build IS NULL OR coalesce(v.n, 0) <> b.incident
UNION ALL SELECT municipality FROM lake.vault.build GROUP BY municipality HAVING count(*) > 1
"""


@dataclass(frozen=True)
class Told:
    """As much of a receipt as a place of facts asks for."""

    facts: str
    municipality: str
    kind: str = "incident"
    facts_sha256: str = ""


def incidents(code: str, rows: int = INCIDENTS) -> pa.Table:
    """A delivery of reports that differ by line."""
    fixed = {"municipality": code, "area": "N01", "area_version": "1", "crime_code": "1210"}
    days = [date(2025, 1 + n % 12, 1 + n % 28) for n in range(rows)]
    return pa.table(
        {name: pa.repeat(value, rows) for name, value in fixed.items()}
        | {"reported_on": pa.array(days, pa.date32()), "occurred_on": pa.nulls(rows, pa.date32()), "hour": pa.nulls(rows, pa.int64())}
        | {"events": pa.repeat(1, rows), "lon": pa.nulls(rows, pa.float64()), "lat": pa.nulls(rows, pa.float64())}
        | {"line": pa.array(range(2, rows + 2), pa.int64())}
    )


def in_lake(patch: pytest.MonkeyPatch, url: str, files: Path) -> None:
    """The settings of an installation whose facts lie in a lake."""
    patch.setenv("LAGESBILD_LAKE", url)
    patch.setenv("LAGESBILD_LAKE_FILES", str(files))
    settings.cache_clear()


def half(url: str) -> list[str]:
    """Deliveries and vaults that are not exactly what their marker says, at one moment."""
    with store_lake.opened(url).read() as lake:
        return [name for (name,) in lake.run(HALF)]


def run(*arguments: str, told: Path) -> subprocess.Popen[bytes]:
    """This module in a process of its own, with the settings of this one."""
    environment = os.environ | {"LAGESBILD_LAKE": settings().lake, "LAGESBILD_LAKE_FILES": str(settings().lake_files)}
    with told.open("ab") as sink:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.facts.many", *arguments], cwd=ROOT, env=environment, stdout=sink, stderr=subprocess.STDOUT
        )


def _die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(point: str) -> None:
    """Let this process end itself at a point of its next delivery."""
    vaults = 0
    asked, insert, settle = store_lake.Session.run, store_lake.Session.insert, InLake.settle

    def ran(session: store_lake.Session, sql: str, params: Any = None) -> list[tuple[Any, ...]]:
        nonlocal vaults
        vaults += "INSERT INTO lake.vault.answer" in sql
        return _die() if point == VAULT and vaults == 2 else asked(session, sql, params)

    def inserted(session: store_lake.Session, table: str, rows: pa.Table) -> None:
        if (point, table == "facts.delivery") in (("rows", False), ("marker", True)):
            _die()
        insert(session, table, rows)
        if point == "commit" and table == "facts.delivery":
            _die()

    def settled(place: InLake, of: Any, rows: pa.Table) -> str:
        told = settle(place, of, rows)
        return _die() if point == "receipt" else told

    store_lake.Session.run, store_lake.Session.insert, InLake.settle = ran, inserted, settled  # pyright: ignore[reportAttributeAccessIssue]


def work(home: Path, codes: list[str]) -> None:
    """Take in a municipality's three files and build it, one municipality after the other."""
    from lagesbild import build as builds
    from lagesbild.intake import receive
    from tests.build.conftest import DAY

    for code in codes:
        for file in sorted((home.parent / "files" / code).iterdir()):
            receipt = receive(file, home, code, None, DAY, apart=False)
            print(receipt.outcome, code, receipt.receipt, receipt.message, flush=True)
        print("built", code, builds.build(home, code, DAY).build, flush=True)


def put(codes: list[str]) -> None:
    """Put a delivery for each municipality."""
    for code in codes:
        InLake(settings().lake).settle(Told(f"archive/{code}/a.parquet", code), incidents(code))
        print("accepted", code, flush=True)


def read(stop: Path) -> None:
    """Look again and again."""
    looks, wrong = 0, set()
    while not stop.exists():
        wrong |= set(half(settings().lake))
        looks += 1
        time.sleep(0.05)
    print("looks", looks, "wrong", sorted(wrong), flush=True)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "read":
        read(Path(rest[0]))
    else:
        named = rest[1:] if what == "work" else rest
        if len(named) > 1:
            dying(named[1])
        put(named[0].split(",")) if what == "put" else work(Path(rest[0]), named[0].split(","))
