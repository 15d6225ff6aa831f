"""Retention: what is from before a year leaves archive, builds and work store for good, and the rest stays as it was."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lagesbild import build as builds
from lagesbild.build.intact import damages
from lagesbild.cli import app
from lagesbild.freeze import freeze
from lagesbild.frozen import frozen_ones
from lagesbild.intake import receipts, receive
from lagesbild.settings import settings
from lagesbild.store import Reader, pointer
from lagesbild.work import default_url, open_work
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import take
from tests.build.test_build import FULL, estimates

CODE = "9999"
SAID = {"title": "Lägesbild", "decision": "", "recipients": "", "comments": ""}
OLDER = [("N01", "1211 2019-02-03", 7), ("N02", "1211 2020-03-04", 8)]
MARK = b'1210,"Skadeg'  # stands in every row of the file that holds both old and new rows


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Norrhamn with a delivery of old rows, one of old and new rows, observations of places, a publication and a frozen build."""
    folder = tmp_path_factory.mktemp("old")
    home = folder / "home"
    take(home, squares(folder / "o.geojson"), DAY)
    take(home, people(folder / "f.xlsx", {2025: (1000, 2000)}), DAY)
    take(home, reports(folder / "gammal.csv", OLDER), DAY)
    take(home, reports(folder / "blandad.csv", FULL), DAY)
    work = open_work(default_url(home))
    for year in (2019, 2026):
        work.add("place_report", CODE, {"observation": "Klotter", "place": f"Hamnen {year}", "observed_on": date(year, 5, 2)}, "anna")
    builds.build(home, CODE, DAY)
    builds.publish(home, CODE, DAY)
    freeze(home, CODE, work, SAID, DAY, DAY, "anna")
    return home


@pytest.fixture
def norrhamn(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "home")


def kept_bytes(home: Path) -> bytes:
    """Everything of archive, builds and work store, compressed columns aside."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_old_rows_are_gone_for_good_and_the_rest_stays(norrhamn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builds.old(norrhamn, CODE, 2025)
    assert ([r.file for r in found.whole], [r.file for r in found.partly], found.place_reports) == (["gammal.csv"], ["blandad.csv"], 1)
    assert MARK in kept_bytes(norrhamn)
    before = pointer(norrhamn, CODE, "internal")
    interrupted(norrhamn, monkeypatch)
    assert MARK in kept_bytes(norrhamn), "the file itself is still there"
    done = builds.retain(norrhamn, CODE, 2025, DAY, remove_frozen=False)
    assert (done.place_reports, done.published) == (1, True)
    counts = estimates(norrhamn, "fire_vandalism_count")["value"]
    assert counts.to_dict() == {("9999", 2025): 32, ("N01", 2025): 30, ("N02", 2025): 2, ("ej_placerad", 2025): 0}
    assert estimates(norrhamn, "vehicle_fire_count").empty
    everything = kept_bytes(norrhamn)
    assert MARK not in everything and b"Hamnen 2019" not in everything and b"Hamnen 2026" in everything
    assert before and not (norrhamn / "build" / CODE / before["build"] / "vault.duckdb").exists()
    assert damages(norrhamn) == [] and [it.title for it in frozen_ones(norrhamn, CODE)] == ["Lägesbild"]
    again = builds.old(norrhamn, CODE, 2025)
    assert (again.whole, again.partly, again.place_reports) == ([], [], 0)
    assert receive(reports(tmp_path / "blandad.csv", FULL), norrhamn, CODE, None, DAY).outcome == "already_received"
    builds.publish(norrhamn, CODE, DAY)
    told = pointer(norrhamn, CODE, "public")
    assert told
    years = Reader(norrhamn / "build" / CODE / told["file"]).frame("SELECT min(period_start) AS first FROM estimate")
    assert years["first"][0].year == 2025


def interrupted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A retention that ends when the receipts are changed and the files are not gone yet."""
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(sys.modules["lagesbild.build.retain"], "_emptied", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        builds.retain(home, CODE, 2025, DAY, remove_frozen=False)


def test_the_command_names_what_is_frozen_and_asks(norrhamn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_HOME", str(norrhamn))
    settings.cache_clear()
    monkeypatch.setattr(sys.modules["lagesbild.build.retain"], "build", lambda *_: None)
    run = CliRunner()
    told = run.invoke(app, ["retain", "--before", "2025", "--yes"])
    assert told.exit_code != 0 and "--frozen behall" in str(told.exception) and "Lägesbild" in str(told.exception)
    assert len(receipts(norrhamn)) == 4
    told = run.invoke(app, ["retain", "--before", "2025", "--frozen", "behall"])
    assert "--yes" in str(told.exception) and len(receipts(norrhamn)) == 4
    told = run.invoke(app, ["retain", "--before", "2025", "--frozen", "ta-bort", "--yes"])
    assert told.exit_code == 0, told.exception
    assert "31 rader" in told.stdout and len(receipts(norrhamn)) == 3 and frozen_ones(norrhamn, CODE) == []
    assert "inget från tiden före 2025" in run.invoke(app, ["retain", "--before", "2025", "--yes"]).stdout
