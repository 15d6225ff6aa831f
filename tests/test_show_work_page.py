"""Records on a page: read once until somebody changes one, and no page can spoil them for the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lagesbild.show_work_page import Work
from lagesbild.work import WorkStore, open_work

CODE = "2580"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WorkStore]:
    store = open_work(f"sqlite:///{tmp_path}/work.sqlite")
    yield store
    store.close()
    open_work.cache_clear()


def run_of(store: WorkStore) -> Work:
    """What one run of a page stands on."""
    page: Any = SimpleNamespace(code=CODE, reader=None)
    return Work(page, store, "Eva", date(2026, 11, 22))


def test_a_second_run_reads_nothing_until_something_has_changed(store: WorkStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add("activity", CODE, {"title": "Belysning"}, "Eva")
    asked: list[str] = []
    rows = store.rows
    monkeypatch.setattr(store, "rows", lambda kind, code: asked.append(kind) or rows(kind, code))
    assert [row["title"] for run in range(3) for row in run_of(store).rows("activity")] == ["Belysning"] * 3
    assert asked == ["activity"]
    store.add("activity", CODE, {"title": "Städning"}, "Bo")
    assert sorted(row["title"] for row in run_of(store).rows("activity")) == ["Belysning", "Städning"]


def test_what_a_page_does_with_its_rows_is_not_seen_by_the_next(store: WorkStore) -> None:
    store.add("activity", CODE, {"title": "Belysning"}, "Eva")
    run_of(store).rows("activity")[0]["title"] = "Annat"
    assert run_of(store).rows("activity")[0]["title"] == "Belysning"


def test_somebody_who_may_only_read_shares_what_was_read(store: WorkStore) -> None:
    assert store.reading() is store.reading()
