"""Two that hand in the same file at the same moment: one stores it, the other is told that it is there."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from lagesbild.intake import facts, receipts, reception, register
from lagesbild.intake.examine import Examined, examine
from lagesbild.settings import ROOT
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


HOLDER = """
import os, sys, time
from pathlib import Path
from lagesbild.intake import register
with register.alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(0.4)
    os._exit(0)  # as a process that is killed: nothing lets the lock go but its end
"""


def test_the_lock_holds_between_processes_and_ends_with_its_holder(home: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        began = time.monotonic()
        with register.alone(home):
            waited = time.monotonic() - began
    assert waited > 0.2
