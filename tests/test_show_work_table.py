"""What a press on the table's button stores: row by row, only what was changed, and nothing that somebody wrote is lost."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lagesbild import show_work_form, show_work_table
from lagesbild.show_work_table import Unsaved
from lagesbild.work import KINDS, open_work

FIELDS = [field for field in KINDS["activity"].fields() if field.name in ("title", "status", "starts_on", "public", "cost")]


def test_one_row_is_stored_one_meets_another_writer_and_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_work(f"sqlite:///{tmp_path}/work.sqlite")
    before = [store.add("activity", "2580", {"title": title}, "Eva") for title in ("Ett", "Två", "Tre", "Fyra")]
    frame = show_work_table._frame(FIELDS, before, Unsaved())
    frame.loc[[0, 1, 2], "title"] = ["Ett nytt", "Mitt", "Samtal med 811218-9876"]
    store.save("activity", before[1]["id"], 1, {"title": "Hennes", "status": "ongoing"}, "Bo")
    state: dict[str, Any] = {"unsaved_t": Unsaved(), "work_seen": {}}
    told: list[str] = []
    page = SimpleNamespace(session_state=state, toast=told.append, rerun=lambda: None)
    for module in (show_work_table, show_work_form):
        monkeypatch.setattr(module, "st", page)
    work: Any = SimpleNamespace(store=store, page=SimpleNamespace(code="2580"), who="Jag")
    show_work_table._save(work, "activity", before, frame, FIELDS, {}, "t")
    now = {row["id"]: row for row in store.rows("activity", "2580")}
    assert [now[row["id"]]["title"] for row in before] == ["Ett nytt", "Hennes", "Tre", "Fyra"] and told == ["En rad sparad."]
    assert now[before[3]["id"]]["version"] == 1, "an untouched row is not written"
    assert state[f"conflict_t_{before[1]['id']}"].mine == {"title": "Mitt"}, "only the changed cell, so that her status is not written over"
    left = state["unsaved_t"]
    assert left.rows == {before[2]["id"]: {"title": "Samtal med 811218-9876"}} and "Aktivitet innehåller ett personnummer" in left.told[0]
    assert show_work_table._frame(FIELDS, before, left)["title"][2] == "Samtal med 811218-9876", "a refused value stays in its cell"
    store.close()
    open_work.cache_clear()
