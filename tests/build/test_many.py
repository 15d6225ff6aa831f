"""Many municipalities at once: only what changed is built, a fault stops nobody else, and what a dead worker left is done anew."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lagesbild import cli_national, store
from lagesbild.build import many
from lagesbild.intake import receive
from lagesbild.settings import ROOT, settings
from tests.build.conftest import DAY
from tests.intake.kolada_files import values
from tests.soak.small import CODE, copied

CODES = ("0319", "2480", "2580")
OVERLAY = Path("catalogue") / "municipalities"


@pytest.fixture
def built(small_home: Path, tmp_path: Path) -> Path:
    """A copy of the small municipality that is built and published."""
    return copied(small_home, tmp_path / "home")


def to_do(home: Path, *codes: str, publishing: bool = True) -> list[tuple[str, bool, bool]]:
    found = many.tasks(home, codes or (CODE,), lambda _: DAY, publishing=publishing)
    return [(task.municipality, task.builds, task.publishes) for task in found]


def test_what_has_not_changed_is_left_until_a_file_comes(built: Path, small_home: Path) -> None:
    assert to_do(built) == []
    assert receive(small_home.parent / "nyare.csv", built, CODE, None, DAY).outcome == "accepted"
    assert to_do(built) == [(CODE, True, True)] and to_do(built, publishing=False) == [(CODE, True, False)]


def test_a_build_that_is_not_published_waits_for_its_publication_only(built: Path) -> None:
    (built / "build" / CODE / "public.json").unlink()
    assert to_do(built, publishing=False) == [] and to_do(built) == [(CODE, False, True)]


def test_what_is_authored_for_one_municipality_builds_that_one_alone(built: Path) -> None:
    for folder, changes in (("2580-lulea", False), ("9999-norrhamn", True)):
        own = built / OVERLAY / folder
        own.mkdir(parents=True)
        told = (ROOT / "data" / "municipalities" / folder / "municipality.toml").read_text(encoding="utf-8")
        (own / "municipality.toml").write_text(told + "\n# Ändrad\n", encoding="utf-8")
        assert bool(to_do(built, publishing=False)) is changes, folder


def test_a_damaged_build_is_made_again(built: Path) -> None:
    told = store.pointer(built, CODE, "internal")
    assert told
    file = built / "build" / CODE / told["build"] / "made_with.json"
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert to_do(built, publishing=False) == [(CODE, True, False)]


def test_the_command_tells_what_it_did_and_fails_when_one_did(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_HOME", str(built))
    settings.cache_clear()
    done = [many.Done(CODE, "failed", fault="Disken är full."), many.Done("2580", "built", "b1", seconds=2.04, peak_mb=812)]
    monkeypatch.setattr(many, "build_many", lambda *_: iter(done))
    told = CliRunner().invoke(cli_national.app, ["build", "--again", "--json"])
    assert told.exit_code == 2
    assert {row["municipality"]: row["state"] for row in json.loads(told.stdout)} == {CODE: "failed", "2580": "built"}
    monkeypatch.setattr(many, "build_many", lambda *_: iter([]))
    told = CliRunner().invoke(cli_national.app, ["build"])
    assert told.exit_code == 0 and "1 oförändrade" in told.stdout
    assert many.memory_for(10_000) == f"{many.LEAST_MB}MB"


def faulty(_home: Path, task: many.Task) -> many.Done:
    """A worker's task: one municipality's figures meet a fault of the program, one kills its process each time, the others are done."""
    if task.municipality == "0319":
        raise ZeroDivisionError
    if task.municipality == "2480":
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.2)
    return many.Done(task.municipality, "built", build="x")


@pytest.mark.acceptance
def test_a_fault_and_a_dying_worker_leave_the_others_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(many, "_do", faulty)
    todo = [many.Task(code, DAY, builds=True, publishes=False) for code in (*CODES, "2581")]
    done = {one.municipality: one for one in many.build_many(tmp_path, todo, 2, "256MB")}
    assert {code: one.state for code, one in done.items()} == {"0319": "failed", "2480": "failed", "2580": "built", "2581": "built"}
    assert "ZeroDivisionError" in done["0319"].fault and "avbröts" in done["2480"].fault


@pytest.mark.acceptance
def test_three_are_built_at_once_and_one_new_file_touches_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for n, code in enumerate((*CODES, "2480")):
        told = values(tmp_path / f"{n}.json", [("N00610", year, {"T": 70.0 + n}) for year in (2023, 2024)], code)
        if n == len(CODES):
            todo = many.tasks(home, CODES, lambda _: DAY, publishing=True)
            done = list(many.build_many(home, todo, 2, "256MB"))
            assert {(one.municipality, one.state, one.published) for one in done} == {(code, "built", True) for code in CODES}
            assert all(100 < one.peak_mb < 4_000 and one.seconds > 0 for one in done)
            assert store.built(home, "public") == sorted(CODES) and to_do(home, *CODES) == []
        assert receive(told, home, code, None, DAY).outcome == "accepted"
    before = {code: store.pointer(home, code, "internal") for code in CODES}
    (one,) = many.build_many(home, many.tasks(home, CODES, lambda _: DAY, publishing=True), 1, "256MB")
    assert one.state == "built" and {code for code in CODES if store.pointer(home, code, "internal") != before[code]} == {"2480"}
