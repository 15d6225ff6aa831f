"""The importer on a small municipality: files looked at, taken in, built, published and undone, and what a death on the way leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lagesbild import audit, spool, steps
from lagesbild.importer import loop, orders, step
from lagesbild.intake import receipts
from lagesbild.settings import ROOT
from lagesbild.show_desk_publish import changes_outside
from lagesbild.show_event_log import _about
from lagesbild.spool_progress import last_time
from lagesbild.store import pointer
from tests.build.conftest import give, home, people, reports, squares
from tests.build.made_wave import answers, declare
from tests.build.overlapping import bra, take
from tests.connect.conftest import source
from tests.connect.source_server import Answer, Source
from tests.intake import unknown_files

__all__ = ["give", "home", "source"]
YEARS = [("N01", f"1301 {year}-{month:02}-15", 20 + month % 3) for year in (2024, 2025) for month in range(1, 13)]


@pytest.fixture
def started(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> Path:
    """The home of a municipality with areas, people and the reports of two years."""
    give(squares(tmp_path / "omraden.geojson"))
    give(people(tmp_path / "folk.xlsx", {2024: (900, 100), 2025: (900, 100)}))
    give(reports(tmp_path / "brott_2024-2025.csv", YEARS))
    return home


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds that only have a name: for what is about the order of things."""
    monkeypatch.setattr(orders, "_built", lambda *_: "0" * 12)
    monkeypatch.setattr(orders, "_published", lambda *_: "0" * 12)


def hand_in(home: Path, path: Path) -> spool.Job:
    return now(home, spool.hand_in(home, "9999", path.name, path.read_bytes(), "Siv", "steward"))


def now(home: Path, job: spool.Job | str) -> spool.Job:
    found = spool.find(home, job if isinstance(job, str) else job.id)
    assert found
    return found


def work(home: Path) -> None:
    """Let the importer do all that waits."""
    while step(home):
        pass


def order(home: Path, job: spool.Job, kind: spool.OrderKind, **said: object) -> spool.Job:
    spool.order(home, job.id, kind, "Siv", "steward", said)
    work(home)
    return now(home, job)


def stored(home: Path) -> set[str]:
    return {receipt.file for receipt in receipts(home)}


def test_a_look_stores_nothing_and_tells_what_would_change(started: Path, tmp_path: Path) -> None:
    revised = [(area, what, n + (what == "1301 2025-06-15")) for area, what, n in YEARS if what != "1301 2025-02-15"]
    new = [("N01", "1301 2026-01-15", 21), ("N01", "1301 2026-02-15", 90)]
    job = hand_in(started, reports(tmp_path / "brott_2026.csv", [*revised, *new]))
    work(started)
    told = now(started, job).result
    assert told["state"] == "ready"
    assert stored(started) == {"omraden.geojson", "folk.xlsx", "brott_2024-2025.csv"}
    receipt = told["receipt"]
    assert receipt["rows_read"] == receipt["rows_stored"] + receipt["rows_rejected"] + receipt["rows_outside"]
    assert {key: told["changes"]["counts"].get(key) for key in ("new", "changed", "vanished", "unusual")} == {
        "new": 2, "changed": 1, "vanished": 1, "unusual": 1,
    }  # fmt: skip
    first, *rest = told["changes"]["rows"]
    assert (first["place"], first["period"], first["after"], bool(first.get("unusual"))) == ("Väst", "februari 2026", "90", True)
    assert {(row["kind"], row["period"], row["before"], row["after"]) for row in rest} >= {
        ("changed", "juni 2025", "20", "21"),
        ("vanished", "februari 2025", "22", "–"),
    }
    assert told["preview"]["columns"][0] == "Anmält"
    assert told["preview"]["rows"][0][0] == "2024-01-15"


def test_from_a_file_to_published_and_back(started: Path, tmp_path: Path) -> None:
    job = hand_in(started, reports(tmp_path / "brott_2026.csv", [("N01", "1301 2026-01-15", 21)]))
    work(started)
    job = order(started, job, "accept")
    assert (job.state, job.source) == ("built", None)
    built = pointer(started, "9999", "internal")
    assert built and built["build"] == job.result["build"]
    assert pointer(started, "9999", "public") is None
    seen = changes_outside(started, "9999", built["build"])
    assert seen["first"] and seen["new"] > 0 and (seen["same"], seen["changed"]) == (0, 0) and seen["until"] == "2025-12-31"
    job = order(started, job, "publish", build=job.result["build"], told=seen)
    assert [*last_time(started, "9999")] == [*steps.BUILD, *steps.PUBLISH], "every step was told, in its order"
    public = pointer(started, "9999", "public")
    assert job.state == "published" and public and public["build"] == job.result["build"]
    assert job.result["published_at"] == pytest.approx(time.time(), abs=120), "the time on the clock, for the list of publications"
    again = changes_outside(started, "9999", job.result["build"])
    assert not again["first"] and again["same"] == seen["new"] == job.result["told"]["new"] and again["new"] == 0
    job = order(started, job, "undo")
    public = pointer(started, "9999", "public")
    assert job.state == "undone" and public and public["build"] == job.result["build"]
    assert stored(started) == {"omraden.geojson", "folk.xlsx", "brott_2024-2025.csv"}
    kept = [(event["event"], event["who"], event["role"]) for event in audit.events(started)]
    assert kept == [(event, "Siv", "steward") for event in ("accept", "build", "publish", "undo", "build", "publish")]
    about = [_about({"what": event.get("what", "")}) for event in audit.events(started)]
    assert about[:4] == ["brott_2026.csv, inläst", "–", "brott_2026.csv", "brott_2026.csv"]


def test_only_the_build_that_was_looked_at_is_published(started: Path, tmp_path: Path) -> None:
    one = hand_in(started, reports(tmp_path / "januari.csv", [("N01", "1301 2026-01-15", 21)]))
    two = hand_in(started, reports(tmp_path / "februari.csv", [("N02", "1301 2026-02-15", 3)]))
    work(started)
    one = order(started, one, "accept")
    seen = spool.current_build(started, "9999")
    spool.order(started, two.id, "accept", "Siv", "steward")
    step(started)
    assert (now(started, two).state, seen) == ("stored", one.result["build"])
    spool.order(started, one.id, "publish", "Siv", "steward", {"build": seen})
    step(started)  # while the other file waits for its build
    one = now(started, one)
    assert one.state == "built" and "En annan fil har räknats in" in one.result["fault"]
    work(started)
    one = order(started, one, "publish", build=seen)  # the page was drawn before the other file was built
    assert one.state == "built" and "En annan fil har räknats in" in one.result["fault"]
    assert pointer(started, "9999", "public") is None
    one = order(started, one, "publish", build=spool.current_build(started, "9999"))
    assert (one.state, now(started, two).state, one.result["fault"]) == ("published", "published", "")


def test_two_files_are_built_once_and_published_together(started: Path, tmp_path: Path, quick: None) -> None:
    one = hand_in(started, reports(tmp_path / "januari.csv", [("N01", "1301 2026-01-15", 21)]))
    two = hand_in(started, reports(tmp_path / "februari.csv", [("N02", "1301 2026-02-15", 3)]))
    work(started)
    for job in (one, two):
        spool.order(started, job.id, "accept", "Siv", "steward")
    work(started)
    assert {now(started, one).state, now(started, two).state} == {"built"}
    assert sum(event["event"] == "build" for event in audit.events(started)) == 1
    order(started, one, "publish")
    assert now(started, two).state == "published"


def test_a_wrong_file_is_explained_and_nothing_of_it_is_kept(started: Path, tmp_path: Path) -> None:
    path = tmp_path / "svar 19900101-0017.csv"
    path.write_text("namn;personnummer\nAnna;19900101-0017\n", encoding="utf-8")
    job = hand_in(started, path)
    work(started)
    job = now(started, job)
    assert job.state == "refused" and "personnummer" in job.result["receipt"]["message"]
    (told,) = audit.events(started)
    assert _about(told).startswith("svar ") and _about(told).endswith(".csv, avvisad") and "19900101" not in _about(told)
    assert job.source is None and b"19900101" not in b"".join(p.read_bytes() for p in job.folder.rglob("*") if p.is_file())


def test_an_unknown_table_asks_and_the_answer_becomes_a_format(started: Path, tmp_path: Path, quick: None) -> None:
    job = hand_in(started, unknown_files.rescue(tmp_path / "utryckningar.csv"))
    work(started)
    job = now(started, job)
    assert job.state == "asks" and job.result["proposal"]["questions"] is not None
    answers = {"columns": {}, "says": {"source": "Räddningstjänsten"}, "name": "brander", "title": "Bränder"}
    job = order(started, job, "inspect", answers=answers)
    assert job.result["proposal"]["title"] == "Bränder", job.result
    job = order(started, job, "accept", answers=answers)
    assert job.state == "built", job.result.get("fault")
    assert (started / "catalogue" / "formats" / "brander.toml").is_file()


def test_what_cannot_be_built_is_told_and_tried_again_when_asked(started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = hand_in(started, reports(tmp_path / "brott_2026.csv", [("N01", "1301 2026-01-15", 21)]))
    work(started)
    with monkeypatch.context() as full:
        full.setattr(sys.modules["lagesbild.build.build"], "SPACE_FLOOR_MB", 10**9)
        job = order(started, job, "accept")
    assert job.state == "failed" and "plats på disken" in job.result["fault"]
    assert not step(started)  # it is not tried again unasked
    monkeypatch.setattr(orders, "_built", lambda *_: "0" * 12)
    assert order(started, job, "build").state == "built"


def test_a_corrupt_order_is_told_and_changes_nothing(started: Path, tmp_path: Path, quick: None) -> None:
    job = hand_in(started, reports(tmp_path / "brott_2026.csv", [("N01", "1301 2026-01-15", 21)]))
    work(started)
    (job.folder / "order-0002.json").write_text('{"kind": "acc')
    work(started)
    job = now(started, job)
    assert (job.state, job.pending) == ("ready", None) and "kan inte läsas" in job.result["fault"]
    assert order(started, job, "accept").state == "built"


def test_the_same_rows_again_are_told(started: Path, tmp_path: Path) -> None:
    job = hand_in(started, reports(tmp_path / "igen.csv", YEARS))
    work(started)
    assert now(started, job).state == "already"


def test_an_order_that_ended_the_importer_twice_is_not_tried_a_third_time(started: Path, tmp_path: Path) -> None:
    job = hand_in(started, reports(tmp_path / "brott_2026.csv", [("N01", "1301 2026-01-15", 21)]))
    (started / spool.FOLDER / loop.TAKEN_BESIDE).write_text(json.dumps({"what": f"{job.id}/1", "tries": 2}))
    work(started)
    assert now(started, job).state == "interrupted"
    job = order(started, job, "inspect")
    assert job.state == "ready"


def test_a_file_handed_in_during_a_build_is_looked_at_before_it_is_done(
    started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = hand_in(started, reports(tmp_path / "januari.csv", [("N01", "1301 2026-01-15", 21)]))
    work(started)
    wrong = tmp_path / "fel.csv"
    wrong.write_text("namn;personnummer\nAnna;19900101-0017\n", encoding="utf-8")
    seen = []

    def slow(*_: object) -> str:
        late = hand_in(started, wrong)
        until(lambda: now(started, late).state == "refused")
        seen.append((now(started, job).state, pointer(started, "9999", "internal")))
        spool.order(started, late.id, "abandon", "Siv", "steward")  # and it need not lie there until the figures are made
        until(lambda: spool.find(started, late.id) is None)
        return "0" * 12

    monkeypatch.setattr(orders, "_built", slow)
    assert order(started, job, "accept").state == "built"
    assert seen == [("stored", None)]
    assert not list((started / spool.FOLDER).glob(".taken*")), "nothing is left that says it is being done"


def test_a_killed_importer_leaves_the_file_to_the_next(started: Path, tmp_path: Path) -> None:
    job = hand_in(started, reports(tmp_path / "brott_2026.csv", [("N01", "1301 2026-01-15", 21)]))
    command = [sys.executable, "-m", "lagesbild", "importer"]
    first = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"LAGESBILD_HOME": str(started)})
    until(lambda: (started / spool.FOLDER / loop.TAKEN_BESIDE).exists() or now(started, job).state == "ready")
    first.send_signal(signal.SIGKILL)
    first.wait()
    work(started)
    assert now(started, job).state == "ready"
    assert not list((started / spool.FOLDER).glob("*.json.*.new"))


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end, "the importer did nothing"
        time.sleep(0.02)


def test_ready_figures_are_compared_cell_by_cell_and_a_survey_never_shows_a_person(started: Path, tmp_path: Path) -> None:
    months = [["2025 prel.", "2025 prel."], ["Jan", "Feb"]]
    take(started, bra(tmp_path / "prel.xlsx", months, ["Totalt antal brott", 100, 90], ["Stöld", 10, 9]))
    final = [["2025"] * 3, ["Jan", "Feb", "Mar"]]
    revised = hand_in(started, bra(tmp_path / "slutlig.xlsx", final, ["Totalt antal brott", 103, 90, 80]))
    declare(started)
    survey = hand_in(started, answers(tmp_path / "svar.csv", 2026, {"F1": (40, 30)}))
    work(started)
    counts = now(started, revised).result["changes"]["counts"]
    assert (counts["new"], counts["changed"], counts["same"], counts.get("vanished")) == (1, 1, 1, None)  # the stored thefts stay
    shown = now(started, survey).result["preview"]
    assert shown["columns"] == ["Fråga", "Svar", "Ej svar", "Olika svar"]
    assert len(shown["rows"]) == 4 and shown["rows"][0][1] == "200"


def test_a_fetch_becomes_files_to_look_at_and_a_newer_one_takes_their_place(home: Path, source: Source) -> None:
    for _ in range(2):
        spool.ask(home, "0319", "Områdesgränser", "fetch", "Siv", "steward", {"source": "boundaries"})
        work(home)
    found = spool.jobs(home)
    assert [(job.state, job.file) for job in found] == [("ready", f"gränser-0319-{name}_2025.geojson") for name in ("DeSO", "RegSO")]
    assert all(job.who == "Siv" and job.result["preview"]["rows"] for job in found) and not receipts(home)
    assert [told["event"] for told in audit.events(home)] == ["fetch", "fetch"]


def test_a_fetch_that_fails_tells_why_and_can_be_ordered_again(home: Path, source: Source) -> None:
    source.faults = [Answer(status=404)]
    job = now(home, spool.ask(home, "0319", "Nyckeltal", "fetch", "Siv", "steward", {"source": "kolada"}))
    work(home)
    assert (now(home, job).state, "(404)" in now(home, job).result["fault"]) == ("interrupted", True)
    spool.order(home, job.id, "fetch", "Siv", "steward", {"source": "kolada"})
    work(home)
    assert [(job.state, job.file) for job in spool.jobs(home)] == [("ready", "kolada-0319-2026-11-22.json")]
