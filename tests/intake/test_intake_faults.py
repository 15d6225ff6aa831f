"""A disk that is full, a disk that fails and a memory that is spent, at every step of an import: what was there stays, nothing is left."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lagesbild.intake import Receipt, examine, facts, receipts, receive, register
from tests.intake.made_files import police_file, sound_rows

DAY = date(2026, 11, 22)
FAULTS: dict[str, Callable[[], Exception]] = {
    "ENOSPC": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "EIO": lambda: OSError(errno.EIO, "Input/output error"),
    "MemoryError": MemoryError,
}
# Every call that an import makes of the disk, and the steps of reading between them.
STEPS: list[tuple[Any, str]] = [
    *((os, name) for name in ("open", "fsync", "replace", "mkdir")),
    *((io, "open"), (tempfile, "mkstemp"), (shutil, "copyfile"), (pq, "write_table"), (Path, "write_text"), (hashlib, "file_digest")),
    *(
        (examine, name)
        for name in ("check_file", "open_file", "screen_sheets", "recognise", "converter", "choose", "table", "cells_sha256")
    ),
    *((register, name) for name in ("sha256_of", "receipts")),
]
HALF = {"copyfile", "write_table", "write_text"}  # these fail when half is written


class Failing:
    """Counts the steps that concern one import and lets one of them fail."""

    def __init__(self, concerned: tuple[Path, ...], at: int, fault: Callable[[], Exception]) -> None:
        self.concerned, self.at, self.fault = tuple(map(str, concerned)), at, fault
        self.steps: list[str] = []

    def around(self, owner: Any, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, which fails when its turn comes."""
        disk = owner not in (examine, register, hashlib, tempfile) and name != "fsync"

        def tried(*args: Any, **kwargs: Any) -> Any:
            elsewhere = disk and not any(place in str(value) for value in args for place in self.concerned)
            if elsewhere or (name == "mkdir" and Path(args[0]).is_dir()):  # a folder that is there already is not made
                return real(*args, **kwargs)
            self.steps.append(name)
            if len(self.steps) - 1 != self.at:
                return real(*args, **kwargs)
            if name in HALF:
                real(*args, **kwargs)
                target = next(Path(str(value)) for value in reversed(args) if str(value).startswith(self.concerned[0]))
                os.truncate(target, target.stat().st_size // 2)
            raise self.fault()

        return tried


@contextmanager
def failing(concerned: tuple[Path, ...], at: int = -1, fault: Callable[[], Exception] = MemoryError) -> Iterator[list[str]]:
    """Let the step number `at` fail; the steps that were taken."""
    harness = Failing(concerned, at, fault)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, harness.around(owner, name, getattr(owner, name)))
        yield harness.steps


def held(home: Path) -> dict[str, bytes]:
    """Every file of archive and register, and every folder of the archive."""
    files = {
        str(path.relative_to(home)): path.read_bytes()
        for part in ("archive", "register")
        for path in (home / part).rglob("*.*")
        if path.is_file()
    }
    return files | {str(path.relative_to(home)): b"" for path in (home / "archive").iterdir()}


def handed_in(home: Path, path: Path) -> Receipt:
    """The receipt, whose rows add up."""
    receipt = receive(path, home, "0319", None, DAY)
    assert receipt.rows_read == receipt.rows_stored + receipt.rows_rejected + receipt.rows_outside
    return receipt


@pytest.fixture
def stocked(home: Path, tmp_path: Path) -> tuple[Path, Path]:
    """(a home that has received a file, another file to hand in)."""
    assert handed_in(home, police_file(tmp_path / "mars.csv", sound_rows(5))).outcome == "accepted"
    return home, police_file(tmp_path / "fler.csv", sound_rows(9))


def test_every_step_is_met_by_the_harness(stocked: tuple[Path, Path]) -> None:
    home, path = stocked
    with failing((home, path)) as steps:
        assert handed_in(home, path).outcome == "accepted"
    assert {name for _, name in STEPS} <= set(steps), "a step that no import takes proves nothing"


def every_step_failed_once(stocked: tuple[Path, Path], patch: pytest.MonkeyPatch, names: list[str]) -> int:
    """Hand the file in again and again, each time with the next step failing; how many steps there were."""
    home, path = stocked
    scratch = home.parent / "scratch"
    scratch.mkdir()
    patch.setattr(tempfile, "tempdir", str(scratch))
    before, at = held(home), 0
    while True:
        name = names[at % len(names)]
        with failing((home, path), at, FAULTS[name]) as steps:
            receipt = handed_in(home, path)
        if len(steps) <= at:
            break
        where = f"{name} at step {at}, {steps[at]}"
        assert receipt.outcome == "refused", where
        assert receipt.message.startswith(path.name), where
        assert str(home) not in receipt.message, where
        assert held(home) == before, where
        assert not list(scratch.iterdir()), where
        at += 1
    assert receipt.outcome == "accepted", "the same file is received once nothing fails any more"
    assert [len(facts(home, item)) for item in receipts(home)] == [5, 9]
    return at


def test_a_fault_at_any_step_leaves_what_was_there_and_nothing_more(stocked: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert every_step_failed_once(stocked, monkeypatch, list(FAULTS)) > 20


@pytest.mark.acceptance
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_at_every_step(stocked: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    steps = every_step_failed_once(stocked, monkeypatch, [name])
    print(f"{name}: {steps} steps, each failed once")
    assert steps > 20


def test_without_the_way_back_a_fault_would_leave_something(stocked: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an import that does not take its earlier steps back is caught by the same harness."""
    home, path = stocked
    before, left = held(home), 0
    with failing((home, path)) as steps, monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        for at in range(60):
            with failing((home, path), at, FAULTS["ENOSPC"]) as steps:
                handed_in(home, path)
            left += held(home) != before
            if left or len(steps) <= at:
                break
    assert left
