"""What survives a long collection is set aside, and in time looked at again."""

import gc
from collections.abc import Iterator

import pytest

from lagesbild.web import garbage


@pytest.fixture
def callback(monkeypatch: pytest.MonkeyPatch) -> Iterator[garbage.SettledGarbage]:
    monkeypatch.setattr(garbage, "LONG", -1.0)  # every full collection is long
    found = garbage.SettledGarbage()
    gc.callbacks.append(found)
    yield found
    gc.callbacks.remove(found)
    gc.unfreeze()


class Circle:
    """Something that only the collector can free."""

    alive = 0

    def __init__(self) -> None:
        self.self, Circle.alive = self, Circle.alive + 1

    def __del__(self) -> None:
        Circle.alive -= 1


def test_what_survives_is_set_aside_and_garbage_is_not(callback: garbage.SettledGarbage) -> None:
    Circle()
    before = gc.get_freeze_count()
    gc.collect()
    assert gc.get_freeze_count() > before and Circle.alive == 0


def test_what_was_set_aside_is_freed_when_everything_is_looked_at(
    callback: garbage.SettledGarbage, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Circle()
    gc.collect()
    del kept
    gc.collect()
    assert Circle.alive == 1, "set aside"
    monkeypatch.setattr(garbage, "AGAIN", 1)
    gc.collect()
    assert Circle.alive == 0


def test_a_short_collection_sets_nothing_aside(callback: garbage.SettledGarbage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LONG", 60.0)
    before = gc.get_freeze_count()
    gc.collect()
    assert gc.get_freeze_count() == before
