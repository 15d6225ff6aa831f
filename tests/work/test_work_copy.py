"""The work store as lines and back: the same on SQLite and PostgreSQL, from one to the other, and all or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.model import LagesbildError
from lagesbild.work import WorkStore, copy, open_work
from lagesbild.work.erase import erase_reports, old_reports
from tests.work.conftest import CODE, DATABASES, NewAddress

PLACE = {"observation": "Trasig lampa", "place": "Torget"}


def filled(address: str) -> WorkStore:
    """A store with records of several kinds: referring, deleted, changed, with lists, days and nothing at all."""
    store = open_work(address)
    party = store.add("party", CODE, {"name": "Skolan"}, "anna")
    council = store.add("council", CODE, {"name": "Hamnrådet", "areas": ["N01", "N02"], "parties": [party["id"]]}, "anna")
    store.add("meeting", CODE, {"council": council["id"], "held_on": date(2026, 3, 1), "present": [party["id"]]}, "bo")
    for day in (date(2023, 5, 2), date(2025, 5, 2)):
        store.add("place_report", CODE, PLACE | {"observed_on": day}, "anna")
    gone = store.add("party", CODE, {"name": "Föreningen"}, "anna")
    store.delete("party", gone["id"], gone["version"], "bo")
    return store


@pytest.mark.parametrize("source", DATABASES)
@pytest.mark.parametrize("target", DATABASES)
def test_what_comes_back_is_what_was_there(new_address: NewAddress, source: str, target: str) -> None:
    first, second = new_address(source), new_address(target)
    filled(first)
    open_work(second).add("party", CODE, {"name": "Det som fanns"}, "bo")
    told = copy.dump(first)
    copy.load(second, told)
    assert copy.dump(second) == told
    store = open_work(second)
    assert [row["name"] for row in store.rows("party", CODE)] == ["Skolan"]
    assert [row["name"] for row in store.rows("party", CODE, deleted=True)] == ["Föreningen"]
    added = store.add("party", CODE, {"name": "Polisen"}, "anna")
    assert store.changes(CODE, "party")[0]["record"] == added["id"], "the log goes on where it was"


@pytest.mark.parametrize("kind", DATABASES)
def test_lines_that_are_wrong_change_nothing(new_address: NewAddress, kind: str) -> None:
    address = new_address(kind)
    filled(address)
    told = copy.dump(address)
    for wrong in (told[: len(told) // 2], told.replace(b'"party"', b'"okand"'), b""):
        with pytest.raises(LagesbildError, match="Inget är ändrat"):
            copy.load(address, wrong)
        assert copy.dump(address) == told


@pytest.mark.parametrize("kind", DATABASES)
def test_old_observations_are_erased_with_what_the_log_says_of_them(new_address: NewAddress, kind: str) -> None:
    address = new_address(kind)
    store = filled(address)
    assert old_reports(address, CODE, date(2024, 1, 1)) == 1
    assert erase_reports(address, CODE, date(2024, 1, 1)) == 1
    assert [row["observed_on"] for row in store.rows("place_report", CODE)] == [date(2025, 5, 2)]
    assert len(store.changes(CODE, "place_report")) == 1 and b"2023-05-02" not in copy.dump(address)
    assert len(store.changes(CODE, "party")) == 3
