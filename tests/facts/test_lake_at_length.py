"""A lake at length: Norrhamn in both places, twenty municipalities at once, every death of a worker, a frozen build and a retention."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from lagesbild import build as builds
from lagesbild import store_lake
from lagesbild.build.intact import damages
from lagesbild.build.lake import tidy_lake
from lagesbild.cli import app
from lagesbild.facts.shared import InLake, make_tables
from lagesbild.intake import receipts, receive
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.store import current
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import take
from tests.build.test_build import FULL
from tests.facts.conftest import handed_in
from tests.facts.many import POINTS, Told, half, in_lake, incidents, run
from tests.soak.small import NEWER, frozen_too
from tests.work.postgres import Postgres

pytestmark = pytest.mark.acceptance
CODE = "9999"
CODES = [f"70{n:02d}" for n in range(1, 21)]
WORKERS = 4


@pytest.fixture
def lake(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InLake:
    """A lake that nothing else has been put into."""
    url, files = postgres.new_database(), tmp_path / "lake"
    files.mkdir()
    in_lake(monkeypatch, url, files)
    make_tables(url)
    return InLake(url)


def tables(home: Path, code: str) -> dict[str, pd.DataFrame]:
    """Every table of a build."""
    reader = current(home, code, "internal")
    assert reader is not None
    return {name: reader.frame(f'FROM "{name}"') for name in reader.frame("SHOW TABLES")["name"]}


def test_norrhamn_is_the_same_in_every_row_and_column(lake: InLake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, found = settings().lake, []
    for name in ("files", "lake"):
        monkeypatch.setenv("LAGESBILD_HOME", str(tmp_path / f"in-{name}"))
        in_lake(monkeypatch, url if name == "lake" else "", tmp_path / "lake")
        done = CliRunner().invoke(app, ["example"])
        assert done.exit_code == 0, done.output
        home = settings().home
        found.append(tables(home, CODE) | {f"shared {key}": rows for key, rows in tables(home, "reference").items()})
        assert bool(list(home.glob("archive/*/*.parquet"))) == (name == "files")
    assert found[0].keys() == found[1].keys() and len(found[0]["estimate"]) > 10_000
    for name, rows in found[0].items():
        pd.testing.assert_frame_equal(found[1][name], rows, check_exact=True, obj=name)
    print(f"norrhamn: {len(found[0]['estimate'])} estimates and {len(found[0])} tables alike")


def many(folder: Path) -> Path:
    """A home with twenty municipalities in its catalogue; the files of each lie beside it."""
    home = folder / "home"
    for n, code in enumerate(CODES):
        own = home / "catalogue" / "municipalities" / f"{code}-ort{n}"
        own.mkdir(parents=True)
        named = f'name = "Ort{n}"\ngenitive = "Ort{n}s"\npolice_area = "Ort"\ncounty = "Län"\naliases = []'
        place = f'code = "{code}"\n{named}\nmetric_crs = 3006\nbounds = [15.5, 63.1, 16.1, 63.5]\n'
        (own / "municipality.toml").write_text(place, encoding="utf-8")
        files = folder / "files" / code
        files.mkdir(parents=True)
        squares(files / "a-areas.geojson")
        people(files / "b-people.xlsx", {2025: (1000, 2000 + n)})
        told = reports(files / "c-reports.csv", FULL)
        told.write_text(told.read_text(encoding="utf-8").replace("Norrhamn", f"Ort{n}"), encoding="utf-8")
    return home


def test_four_workers_take_in_twenty_municipalities_while_two_read_and_one_is_killed(lake: InLake, tmp_path: Path) -> None:
    home, stop = many(tmp_path), tmp_path / "stop"
    logs = [tmp_path / f"worker{n}.log" for n in range(WORKERS)]
    shares = [",".join(CODES[n::WORKERS]) for n in range(WORKERS)]
    readers = [run("read", str(stop), told=tmp_path / f"reader{n}.log") for n in range(2)]
    running = [run("work", str(home), share, *(["vault"] if n == 0 else []), told=logs[n]) for n, share in enumerate(shares)]
    ends = [process.wait(1800) for process in running]
    assert ends == [-signal.SIGKILL, 0, 0, 0], [log.read_text()[-2000:] for log in logs]
    acknowledged = set(re.findall(r"^accepted \S+ (\S+)", logs[0].read_text(), re.MULTILINE))
    assert run("work", str(home), shares[0], told=logs[0]).wait(1800) == 0, logs[0].read_text()[-2000:]
    stop.touch()
    assert [reader.wait(60) for reader in readers] == [0, 0]
    looked = [re.search(r"looks (\d+) wrong (.*)", (tmp_path / f"reader{n}.log").read_text()) for n in range(2)]
    assert all(told and int(told[1]) and told[2] == "[]" for told in looked), looked
    kept = receipts(home)
    assert acknowledged and acknowledged <= {r.receipt for r in kept} and len(kept) == 3 * len(CODES)
    assert not half(settings().lake) and damages(home) == []
    reports_of = {code: lake.rows(r) for code in CODES for r in kept if r.municipality == code and r.kind == "incident"}
    assert set(reports_of.values()) == {sum(times for *_, times in FULL)} and len(reports_of) == len(CODES)
    looks = [int(told[1]) for told in looked if told]
    print(f"lake: {len(CODES)} municipalities, {WORKERS} workers, 1 killed, looks {looks}: nothing half, lost or twice")


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_dies_at_any_point_begins_again(lake: InLake, point: str, tmp_path: Path) -> None:
    code, there = f"82{POINTS.index(point):02d}", point == "receipt"
    told = Told(f"archive/{code}/a.parquet", code)
    assert run("put", code, point, told=tmp_path / "log").wait(120) == -signal.SIGKILL
    assert bool(lake.rows(told)) == there
    assert run("put", code, told=tmp_path / "log").wait(120) == 0
    assert lake.table(told).equals(incidents(code)) and not half(settings().lake)


def test_a_file_read_by_the_process_that_is_shut_in_knows_the_areas_of_the_lake(lake: InLake, tmp_path: Path) -> None:
    home = tmp_path / "home"
    take(home, squares(tmp_path / "o.geojson"))
    told = receive(reports(tmp_path / "b.csv", FULL), home, CODE, None, DAY, apart=True)
    assert (told.outcome, told.rows_unplaced) == ("accepted", 1), told.message


def test_a_frozen_build_keeps_its_moment_and_retention_lets_go_of_it(lake: InLake, tmp_path: Path) -> None:
    taken_in = handed_in(tmp_path)
    builds.build(taken_in, CODE, DAY)
    frozen_too(taken_in)
    moment = json.loads(next(taken_in.glob(f"build/{CODE}/*/lake.json")).read_text())["snapshot"]
    take(taken_in, reports(tmp_path / "nyare.csv", NEWER))
    builds.build(taken_in, CODE, DAY)
    assert tidy_lake(taken_in, days=0).moments > 0
    assert vault(moment) == sum(times for *_, times in FULL) < vault() == vault(moment) + sum(times for *_, times in NEWER)
    builds.retain(taken_in, CODE, 2025, DAY, remove_frozen=True)
    with pytest.raises(LagesbildError):
        vault(moment)
    days = [pq.read_table(file, columns=["reported_on"])["reported_on"] for file in lake_files("incident")]
    assert days and min(pc.min(day).as_py() for day in days).year == 2025, "no file holds a row of an earlier year"  # pyright: ignore
    assert damages(taken_in) == [] and not half(settings().lake)


def vault(moment: int | None = None) -> int:
    """How many incidents the municipality's vault has, now or at a moment of the lake."""
    at = f"AT (VERSION => {moment})" if moment else ""
    with store_lake.opened(settings().lake).read() as lake:
        return lake.run(f"SELECT count(*) FROM lake.vault.incident {at} WHERE municipality = '{CODE}'")[0][0]


def lake_files(table: str) -> list[Path]:
    """The files of a table of the municipality, facts and vault."""
    return list(settings().lake_files.glob(f"*/{table}/municipality={CODE}/*.parquet"))  # pyright: ignore[reportOptionalMemberAccess]
