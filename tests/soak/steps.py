"""Counts what a process does to the files of a home, one step after the other, and lets something happen at a chosen step.

Steps are what Python reports by its audit hooks (open, rename, make and remove folders and files), every fsync, and every
statement and append to a DuckDB file that is being made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lagesbild import store

EVENTS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.chmod"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Happening = Callable[[int, str], None]  # number of the step from 1, and what it is: "open w", "os.rename", "fsync", "duckdb"


class Steps:
    """The one counter of this process: hooks cannot be taken away again, so they ask it."""

    def __init__(self) -> None:
        self.happens: Happening | None = None
        self.home, self.count, self._hooked = "", 0, False
        self._inside = False

    def step(self, what: str) -> None:
        """One more step."""
        if self.happens is None or self._inside:
            return
        self._inside = True
        try:
            self.count += 1
            self.happens(self.count, what)
        finally:
            self._inside = False

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python's audit hook."""
        if self.happens is None or event not in EVENTS or not isinstance(arguments[0], (str, bytes, os.PathLike)):
            return
        if not os.fsdecode(arguments[0]).startswith(self.home):
            return
        writes = event != "open" or bool(arguments[2] & WRITING)
        self.step(f"{event} {'w' if writes else 'r'}")


STEPS = Steps()


def _wrapped(function: Callable[..., Any], what: str) -> Callable[..., Any]:
    def stepping(*arguments: Any, **named: Any) -> Any:
        STEPS.step(what)
        return function(*arguments, **named)

    return stepping


def _hook() -> None:
    if not STEPS._hooked:
        STEPS._hooked = True
        sys.addaudithook(lambda event, arguments: STEPS.heard(event, arguments))
        os.fsync = _wrapped(os.fsync, "fsync w")
        for name in ("run", "append"):
            setattr(store.Writer, name, _wrapped(getattr(store.Writer, name), "duckdb w"))


@contextmanager
def stepping(home: Path, happens: Happening) -> Iterator[Steps]:
    """Count the steps of a block below a home, and tell `happens` each one before it is done."""
    _hook()
    STEPS.home, STEPS.happens, STEPS.count = str(home), happens, 0
    try:
        yield STEPS
    finally:
        STEPS.happens = None
