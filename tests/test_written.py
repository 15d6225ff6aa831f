"""What people write stands at once beside the figures, which are the build's own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lagesbild.briefing.context import open_context
from lagesbild.briefing.document import Section, Table
from lagesbild.briefing.parts import PARTS
from lagesbild.briefing.request import request_of
from lagesbild.catalog_briefings import load_briefings
from lagesbild.read import WRITTEN, queries, read
from lagesbild.settings import settings
from lagesbild.store import Reader, current
from lagesbild.work import WorkStore, default_url, open_work
from lagesbild.work.tables import TABLES
from lagesbild.written import as_written

CODE, DAY = "9999", date(2026, 11, 22)


@pytest.fixture
def home(watched_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built municipality where nothing was written before the build."""
    kept = shutil.ignore_patterns("work.sqlite*", "archive", "inbox")
    home = shutil.copytree(watched_home, tmp_path / "home", ignore=kept, copy_function=os.link)
    monkeypatch.setenv("LAGESBILD_HOME", str(home))
    settings.cache_clear()  # the build has read them
    return home


@pytest.fixture
def work(home: Path) -> Iterator[WorkStore]:
    """The store that the pages write in."""
    store = open_work(default_url(home))
    yield store
    store.close()
    open_work.cache_clear()


def built(home: Path) -> Reader:
    reader = current(home, CODE, "internal")
    assert reader is not None
    return reader


def titles(reader: Reader) -> list[str]:
    return read(reader, "problems")["title"].tolist()


def test_a_new_problem_is_read_at_once_and_a_changed_one_as_it_is_now(home: Path, work: WorkStore) -> None:
    made = work.add("problem", CODE, {"title": "Buskörning vid kajen", "area": "N01", "opened_on": DAY}, "Bo")
    assert titles(as_written(built(home), CODE)) == ["Buskörning vid kajen"]
    work.save("problem", made["id"], made["version"], {"title": "Buskörning vid bron"}, "Bo")
    assert titles(as_written(built(home), CODE)) == ["Buskörning vid bron"]
    work.delete("problem", made["id"], 2, "Bo")
    assert titles(as_written(built(home), CODE)) == []


def test_what_is_worked_out_is_kept_until_somebody_writes(home: Path, work: WorkStore) -> None:
    work.add("problem", CODE, {"title": "Ett", "opened_on": DAY}, "Bo")
    before = as_written(built(home), CODE)
    work.add("problem", "2580", {"title": "I en annan kommun", "opened_on": DAY}, "Bo")
    assert as_written(built(home), CODE) is before
    work.add("problem", CODE, {"title": "Två", "opened_on": DAY}, "Bo")
    assert as_written(built(home), CODE) is not before and before.written != as_written(built(home), CODE).written


def test_the_figures_are_the_builds_own(home: Path, work: WorkStore) -> None:
    work.add("activity", CODE, {"title": "Nattvandring", "starts_on": DAY, "status": "ongoing"}, "Bo")
    now = as_written(built(home), CODE)
    assert now.figures is built(home) and (now.build, now.path) == (built(home).build, built(home).path)
    assert read(now, "controls")["value"].tolist() == read(built(home), "controls")["value"].tolist() != []


def test_where_nothing_is_written_it_is_the_build_and_no_store_is_made(home: Path) -> None:
    assert as_written(built(home), CODE) is built(home)
    assert not (home / "work.sqlite").exists()


def test_a_briefing_holds_what_was_written_after_the_build(home: Path, work: WorkStore) -> None:
    problem = work.add("problem", CODE, {"title": "Buskörning vid kajen", "opened_on": DAY}, "Bo")
    work.add("activity", CODE, {"title": "Mötesplats i ishallen", "status": "ongoing", "problem": problem["id"]}, "Bo")
    told = _chain(as_written(built(home), CODE))
    assert told is not None and isinstance(told.blocks[0], Table)
    assert told.blocks[0].rows[0][0] == "Buskörning vid kajen" and "Mötesplats i ishallen" in told.blocks[0].rows[0]
    assert _chain(built(home)) is None


def _chain(reader: Reader) -> Section | None:
    kind = load_briefings()["kvartalsunderlag"]
    return PARTS["chain"](open_context(reader, "internal", request_of(kind, {"delar": "chain"}, DAY)))


def test_the_answers_that_change_with_the_work_are_known() -> None:
    """A query that reads what people write has to be named, or its answer would stay as it was when the figures were built."""
    asks = re.compile(rf"\b(FROM|JOIN)\s+({'|'.join(TABLES)})\b", re.IGNORECASE)
    assert {name for name, sql in queries("read").items() if asks.search(sql)} == set(WRITTEN)
