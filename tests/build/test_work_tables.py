"""The year's work in a build: a snapshot beside the figures, part of the build's identity, and only public rows in the public file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.build.tables import write_tables
from lagesbild.example import work_records
from lagesbild.read import read
from lagesbild.store import Reader, current, write
from lagesbild.work import WorkStore, default_url, fill, open_work, snapshot
from lagesbild.work.tables import work_tables
from tests.build.conftest import DAY, people, squares

CODE = "9999"


@pytest.fixture
def work(home: Path, give: Callable[[Path], str], tmp_path: Path) -> Iterator[WorkStore]:
    """Norrhamn's invented work beside two areas with people."""
    give(squares(tmp_path / "o.geojson"))
    give(people(tmp_path / "f.xlsx", {2025: (1000, 2000)}))
    store = open_work(default_url(home))
    fill(store, CODE, work_records(), "Eva")
    yield store
    store.close()
    open_work.cache_clear()


def test_the_same_work_gives_the_same_build_and_another_work_another(home: Path, work: WorkStore) -> None:
    first = builds.build(home, CODE, DAY).build
    assert builds.build(home, CODE, DAY).build == first
    made = work.add("activity", CODE, {"title": "Nattvandring"}, "Bo")
    second = builds.build(home, CODE, DAY).build
    assert second != first
    work.delete("activity", made["id"], made["version"], "Bo")
    assert builds.build(home, CODE, DAY).build == first, "who wrote and when is no part of a build"


def test_activities_are_read_with_lateness_owner_and_follow_up(home: Path, work: WorkStore) -> None:
    builds.build(home, CODE, DAY)
    reader = current(home, CODE, "internal")
    assert reader is not None
    rows = read(reader, "activities", day=date(2026, 11, 22)).set_index("activity")
    early = rows[rows["goal"] == "tidiga-insatser"]
    assert (len(early), (early["status"] == "done").sum(), early["late"].sum()) == (14, 9, 2)
    assert set(early.loc[early["late"], "owner"]) == {"Skolan"}
    assert rows.loc["a-falt", "problem"] == "" and rows.loc["a-belysning", "followed_on"].date() == date(2025, 2, 20)
    assert rows.loc["a-belysning", "cost"] == 640_000
    problems = read(reader, "problems").set_index("problem")
    assert problems.loc["p-klotter", "activities"] == 0 and problems.loc["p-kvall", "activities"] == 2


def test_comments_on_signals_are_read_newest_first_with_whose_they_are(home: Path, work: WorkStore) -> None:
    rows = work_tables(snapshot.snapshot(work, CODE), CODE)["signal_comment"]
    assert set(rows["owner"]) == {"Polisen", "Gata och park"} and set(rows["owner_kind"]) == {"police", "municipality"}
    with write(home / "small.duckdb") as file:
        write_tables(file, {"signal_comment": rows})
    told = read(Reader(home / "small.duckdb"), "signal_comments")
    assert told["signal_comment"].tolist() == ["sk-bilar-2", "sk-bilar-1", "sk-narkotika-1", "sk-hamnen-1"]
    assert (told["value"].iloc[0], told["period_to"].iloc[0].date()) == (13.0, date(2026, 9, 30))


def test_the_public_file_holds_only_what_is_marked_public(home: Path, work: WorkStore) -> None:
    work.add("promise", CODE, {"text": "Hemligt utkast", "period_from": DAY, "period_to": DAY}, "Bo")
    work.add("activity", CODE, {"title": "Spaning i tysthet", "cost": 1}, "Bo")
    comment = work.rows("signal_comment", CODE)[0]
    work.save("signal_comment", comment["id"], comment["version"], {"comment": "Viskat på stationen"}, "Bo")
    builds.build(home, CODE, DAY)
    builds.publish(home, CODE, DAY)
    reader = current(home, CODE, "public")
    assert reader is not None
    activities, promises = read(reader, "activities", day=DAY), read(reader, "promises")
    assert len(promises) == 6 and "Hemligt utkast" not in set(promises["promise_text"])
    assert "Spaning i tysthet" not in set(activities["title"]) and activities["public"].all() and activities["cost"].isna().all()
    assert set(activities["problem"]) | set(activities["description"]) == {""}
    for table in ("problem", "cause", "direction", "dialogue", "walk", "meeting", "follow_up", "report", "signal_comment"):
        assert reader.frame(f'FROM "{table}"').empty
    for secret in ("Spaning i tysthet", "Viskat på stationen"):
        assert secret.encode() not in reader.path.read_bytes()


def test_nothing_written_is_an_empty_snapshot_and_makes_no_store(home: Path, give: Callable[[Path], str], tmp_path: Path) -> None:
    give(people(tmp_path / "f.xlsx", {2025: (1000, 2000)}))
    builds.build(home, CODE, DAY)
    assert not (home / "work.sqlite").exists()
