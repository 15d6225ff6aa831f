"""Facts and vaults in a lake: the same estimates as from files, each delivery once, nothing half when a worker dies, and what is told."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from lagesbild import store_lake
from lagesbild.build.intact import damages
from lagesbild.build.lake import adopt, leave
from lagesbild.cli import app
from lagesbild.cli_check import check_config
from lagesbild.facts import place, shared
from lagesbild.facts.shared import InLake
from lagesbild.intake import receipts
from lagesbild.model import LagesbildError
from lagesbild.read import query
from lagesbild.settings import settings
from lagesbild.store import current
from tests.facts.many import INCIDENTS, Told, half, incidents, put, run
from tests.soak.small import copied
from tests.work.postgres import Postgres

CODE = "9999"


def estimates(home: Path, code: str = CODE) -> pd.DataFrame:
    """Every row and column of the table, in its own order."""
    reader = current(home, code, "internal")
    assert reader is not None
    return reader.frame("FROM estimate")


def test_facts_move_from_files_into_the_lake_and_out_of_it_for_good(small_home: Path, lake: InLake, tmp_path: Path) -> None:
    home = copied(small_home, tmp_path / "home")
    before = {r.facts: pq.read_table(home / r.facts) for r in receipts(home)}
    assert adopt(home) == len(before) == 3 and adopt(home) == 0
    assert not list(home.glob("archive/*/*.parquet")) and damages(home) == []
    for receipt in receipts(home):
        assert lake.table(receipt).equals(before[receipt.facts].combine_chunks()), "the same rows, in their order, of the same types"
    assert leave(home) == 3 and leave(home) == 0
    assert {r.facts: pq.read_table(home / r.facts) for r in receipts(home)} == before, "and back again"
    assert adopt(home) == 3
    lake.erase(set(), CODE, vault=True)
    assert not list(settings().lake_files.rglob(f"municipality={CODE}/*.parquet")), "not a byte of it is left"  # pyright: ignore
    assert len(damages(home)) == 3


def test_the_same_files_give_the_same_estimates(small_home: Path, taken_in: Path, lake: InLake) -> None:
    assert not list(taken_in.glob("archive/*/*.parquet")) and not list(taken_in.rglob("vault.duckdb")), "facts and vault lie in the lake"
    pd.testing.assert_frame_equal(estimates(taken_in), estimates(small_home), check_exact=True)
    assert damages(taken_in) == [] and not half(settings().lake)


def moment_now() -> int:
    """The number of the lake's present moment."""
    with store_lake.opened(settings().lake).read() as lake:
        return lake.run(query("lake", "snapshot"))[0][0]


def test_a_delivery_is_put_once_and_another_conversion_replaces_it(lake: InLake) -> None:
    told = Told("archive/once/a.parquet", "8001")
    assert lake.settle(told, incidents("8001")) == lake.settle(told, incidents("8001")) and lake.rows(told) == INCIDENTS
    with_less = lake.settle(told, incidents("8001", 7))
    assert lake.table(told).equals(incidents("8001", 7)) and with_less != lake.settle(told, incidents("8001"))
    assert not half(settings().lake)


def test_an_earlier_moment_stays_for_as_long_as_it_is_kept(lake: InLake) -> None:
    told, other = Told("archive/moments/a.parquet", "8003"), Told("archive/moments/b.parquet", "8003")
    asked = "SELECT count(*) FROM lake.facts.incident AT (VERSION => {}) WHERE municipality = '8003'"
    for of in (told, other):
        lake.settle(of, incidents("8003"))
    lake.tidy({told.facts, other.facts}, {"8003"}, set(), days=0)  # both in one file from now on
    moment = moment_now()
    lake.settle(told, incidents("8003", 7))
    lake.tidy({told.facts}, {"8003"}, {moment}, days=0)
    with store_lake.opened(settings().lake).read() as session:
        assert session.run(asked.format(moment)) == [(2 * INCIDENTS,)] and lake.rows(told) == 7
    lake.tidy({told.facts}, {"8003"}, set(), days=0)
    with pytest.raises(LagesbildError), store_lake.opened(settings().lake).read() as session:
        session.run(asked.format(moment))
    assert lake.table(told).equals(incidents("8003", 7)) and not half(settings().lake)


def test_what_no_receipt_names_is_tidied_away_in_ones_own_municipalities_only(lake: InLake) -> None:
    mine, other = Told("archive/stray/a.parquet", "8004"), Told("archive/stray/b.parquet", "8005")
    for told in (mine, other):
        lake.settle(told, incidents(told.municipality, 5))
    assert {mine.facts, other.facts} <= set(lake.strays(set()))
    assert lake.tidy(set(), {"8004"}, set(), days=30).deliveries == 1
    assert lake.rows(mine) == 0 and lake.rows(other) == 5


def test_what_was_changed_behind_its_back_is_told(lake: InLake) -> None:
    told = Told("archive/changed/a.parquet", "8002")
    told = replace(told, facts_sha256=lake.settle(told, incidents("8002")))
    assert lake.sound(told)
    with store_lake.opened(settings().lake).write() as session:
        session.run("UPDATE lake.facts.incident SET area = 'N02' WHERE municipality = '8002' AND line = 5")
    assert not lake.sound(told)


def test_two_put_at_once_and_one_that_is_killed_leaves_nothing_half(lake: InLake, tmp_path: Path) -> None:
    log, looks = tmp_path / "log", 0
    killed = run("put", "8101,8102", "marker", told=log)
    put(["8103"])
    while killed.poll() is None:
        assert not half(settings().lake)
        looks += 1
    assert killed.returncode == -signal.SIGKILL and looks and not lake.rows(Told("archive/8101/a.parquet", "8101")), log.read_text()
    again = run("put", "8101,8102", told=log)
    put(["8104", "8103"])
    assert again.wait(120) == 0 and not half(settings().lake), log.read_text()
    for code in ("8101", "8102", "8103", "8104"):
        assert lake.table(Told(f"archive/{code}/a.parquet", code)).equals(incidents(code))


SECRET = "hemligt"


def told(url: str, files: Path | None, patch: pytest.MonkeyPatch) -> str:
    """The sentence for whoever starts with these settings."""
    patch.setenv("LAGESBILD_LAKE", url)
    patch.setenv("LAGESBILD_LAKE_FILES", str(files)) if files else patch.delenv("LAGESBILD_LAKE_FILES", raising=False)
    settings.cache_clear()
    with pytest.raises(LagesbildError) as fault:
        place(Path()).check()
    assert SECRET not in f"{fault.value} {settings()!r}"
    return str(fault.value)


def test_settings_that_cannot_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"postgresql://anna:{SECRET}@localhost/sjo"
    assert "LAGESBILD_LAKE_FILES" in told(url, None, monkeypatch)
    assert "Skapa den" in told(url, tmp_path / "saknas", monkeypatch)
    assert "adress till PostgreSQL" in told(f"/srv/{SECRET}.ducklake", tmp_path, monkeypatch)
    monkeypatch.setattr(store_lake.metadata, "version", lambda package: "1.4.0")
    assert "pip install duckdb-extension-postgres-scanner==1.5.5" in told(url, tmp_path, monkeypatch)


def test_a_catalogue_that_is_not_there_and_one_that_is_not_made(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "går inte att nå" in told(f"postgresql://anna:{SECRET}@127.0.0.1:9/sjo", tmp_path, monkeypatch)
    assert "lake create" in told(postgres.new_database(), tmp_path, monkeypatch)


def test_another_folder_than_the_one_it_was_made_with(made: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "samma mapp på alla maskiner" in told(made[0], tmp_path, monkeypatch)


def test_tables_of_another_version(lake: InLake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "_shape", lambda: "another")
    with pytest.raises(LagesbildError, match="lake leave"):
        lake.check()


def test_who_waits_too_long_for_the_turn_is_told(lake: InLake, monkeypatch: pytest.MonkeyPatch) -> None:
    url = settings().lake
    with store_lake.opened(url).write():
        monkeypatch.setenv("LAGESBILD_LAKE_WAIT", "0.2")
        settings.cache_clear()
        with pytest.raises(LagesbildError, match="En annan process har skrivit"), store_lake.opened(url).write():
            pass


def test_the_commands(lake: InLake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_HOME", str(tmp_path))
    settings.cache_clear()
    check_config(None)
    said = [CliRunner().invoke(app, ["lake", *command]).output for command in (["create"], ["adopt"], ["tidy", "--days", "30"])]
    assert "kan användas" in said[0] and said[1].startswith("0 leveranser") and "0 leveranser utan kvitto" in said[2]
    monkeypatch.delenv("LAGESBILD_LAKE")
    settings.cache_clear()
    assert "LAGESBILD_LAKE är inte inställd" in str(CliRunner().invoke(app, ["lake", "tidy"]).exception)
