"""What a press on the table's button stores: row by row, only what was changed, and nothing that somebody wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lagesbild import show_work_form, show_work_table
from lagesbild.show_work_table import Unsaved
from lagesbild.work import KINDS, WorkStore, open_work

FIELDS = [field for field in KINDS["activity"].fields() if field.name in ("title", "status", "starts_on", "public", "cost")]


@dataclass
class Desk:
    """A table over a store: what the page keeps, what it told, and how often it ran again."""

    store: WorkStore
    state: dict[str, Any] = field(default_factory=lambda: {"unsaved_t": Unsaved(), "work_seen": {}})
    told: list[str] = field(default_factory=list)
    runs: int = 0

    def press(self, before: list[dict[str, Any]], frame: Any) -> Unsaved:
        work: Any = SimpleNamespace(store=self.store, page=SimpleNamespace(code="2580"), who="Jag")
        show_work_table._save(work, "activity", before, frame, FIELDS, {}, "t")
        return self.state["unsaved_t"]

    def rerun(self) -> None:
        self.runs += 1


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(open_work(f"sqlite:///{tmp_path}/work.sqlite"))
    page = SimpleNamespace(session_state=desk.state, toast=desk.told.append, rerun=desk.rerun)
    for module in (show_work_table, show_work_form):
        monkeypatch.setattr(module, "st", page)
    yield desk
    desk.store.close()
    open_work.cache_clear()


def test_one_row_is_stored_one_meets_another_writer_and_one_is_refused(desk: Desk) -> None:
    store = desk.store
    before = [store.add("activity", "2580", {"title": title}, "Eva") for title in ("Ett", "Två", "Tre", "Fyra")]
    frame = show_work_table._frame(FIELDS, before, Unsaved())
    frame.loc[[0, 1, 2], "title"] = ["Ett nytt", "Mitt", "Samtal med 811218-9876"]
    store.save("activity", before[1]["id"], 1, {"title": "Hennes", "status": "ongoing"}, "Bo")
    left = desk.press(before, frame)
    now = {row["id"]: row for row in store.rows("activity", "2580")}
    assert [now[row["id"]]["title"] for row in before] == ["Ett nytt", "Hennes", "Tre", "Fyra"] and desk.told == ["En rad sparad."]
    assert now[before[3]["id"]]["version"] == 1, "an untouched row is not written"
    mine = desk.state[f"conflict_t_{before[1]['id']}"].mine
    assert mine == {"title": "Mitt"}, "only the changed cell, so that her status is not written over"
    assert left.rows == {before[2]["id"]: {"title": "Samtal med 811218-9876"}} and "Aktivitet innehåller ett personnummer" in left.told[0]
    assert show_work_table._frame(FIELDS, before, left)["title"][2] == "Samtal med 811218-9876", "a refused value stays in its cell"


def test_a_press_before_a_cell_has_arrived_leaves_the_table_for_it(desk: Desk) -> None:
    before = [desk.store.add("activity", "2580", {"title": "Ett"}, "Eva")]
    frame = show_work_table._frame(FIELDS, before, Unsaved())
    left = desk.press(before, frame)
    assert left.presses == 0 and desk.runs == 0, "a new table would not know of the cell that is on its way"
    assert desk.told == ["Inget är ändrat i tabellen sedan den sparades."]
    frame.loc[0, "title"] = "Ett nytt"
    assert desk.press(before, frame).presses == 1
    assert desk.store.one("activity", before[0]["id"])["title"] == "Ett nytt"


def test_a_refused_value_that_is_taken_back_is_no_longer_told(desk: Desk) -> None:
    before = [desk.store.add("activity", "2580", {"title": "Ett"}, "Eva")]
    frame = show_work_table._frame(FIELDS, before, Unsaved())
    frame.loc[0, "title"] = "811218-9876"
    assert desk.press(before, frame).told
    frame.loc[0, "title"] = "Ett"
    left = desk.press(before, frame)
    assert (left.told, left.rows, desk.runs) == ([], {}, 2)
