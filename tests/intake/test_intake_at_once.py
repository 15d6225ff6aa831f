"""Two that hand in the same file at the same moment: one stores it, the other is told that it is there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import facts, receipts, reception, register
from lagesbild.intake.examine import Examined, examine
from tests.intake.made_files import police_file, sound_rows

DAY = date(2026, 11, 22)


@contextmanager
def nobody_alone(_: Path) -> Iterator[None]:
    """A lock that holds nobody out."""
    yield


def at_once(home: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> list[str]:
    """The outcomes of two who store the same file, each slow between looking into the register and writing."""
    path, answered = police_file(tmp_path / "brott.csv", sound_rows(5)), reception.answered

    def slowly(found: Examined, home: Path) -> object:
        told = answered(found, home)
        time.sleep(0.3)
        return told

    patch.setattr(reception, "answered", slowly)
    with ThreadPoolExecutor(2) as both:
        found = [examine(path, home, "0319", None, DAY) for _ in range(2)]
        stored = [both.submit(reception.store, one, path, home) for one in found]
        return sorted(item.result().outcome for item in stored)


def test_one_stores_and_the_other_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_once(home, tmp_path, monkeypatch) == ["accepted", "already_received"]
    assert [len(facts(home, receipt)) for receipt in receipts(home)] == [5]


def test_without_the_lock_both_would_store(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "alone", nobody_alone)
    assert at_once(home, tmp_path, monkeypatch) == ["accepted", "accepted"]


def test_the_lock_holds_between_processes_and_ends_with_its_holder(home: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with register.alone(home):
            os.write(writing, b"x")
            time.sleep(0.4)
            os._exit(0)  # as a process that is killed: nothing lets the lock go but its end
    os.read(reading, 1)
    began = time.monotonic()
    with register.alone(home):
        waited = time.monotonic() - began
    os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    assert waited > 0.2
