"""How far the importer has come with a job: written beside it as it goes, read by the pages that wait, with what the steps took last."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagesbild.spool import FOLDER, PROGRESS, Job
from lagesbild.store import write_atomically

TOOK = "took-{code}.json"  # on the desk: what each step of a build took last, in seconds


@dataclass(frozen=True)
class Progress:
    """Where the work on a job is: its step, how many are done of how many, since when, and how long each step before it took."""

    step: str = ""
    done: int = 0
    of: int = 0
    began: float = 0.0  # the whole work, in seconds since 1970
    step_began: float = 0.0
    took: Mapping[str, float] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The part of the step that is done; 0 where it cannot be counted."""
        return self.done / self.of if self.of else 0.0


def progress(job: Job) -> Progress:
    """How far a job has come now; nothing said where nobody works with it."""
    try:
        return Progress(**json.loads((job.folder / PROGRESS).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Progress()


def last_time(home: Path, code: str) -> dict[str, float]:
    """Seconds that each step took when a municipality was built last; empty where none was."""
    try:
        return {str(step): float(seconds) for step, seconds in json.loads(_place(home, code).read_bytes()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


class Telling:
    """Writes how far the work on some jobs has come; can be called as `steps.Tell`."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs, self.began = jobs, time.time()
        self.step, self.step_began = "", self.began
        self.took: dict[str, float] = {}

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Say where the work is."""
        now = time.time()
        if step != self.step:
            self._end(now)
            self.step, self.step_began = step, now
        told = json.dumps(Progress(step, done, of, self.began, self.step_began, self.took).__dict__)
        for job in self.jobs:
            with contextlib.suppress(OSError):  # a full disk stops the work itself, not what is said of it
                _replace(job.folder / PROGRESS, told)

    def _end(self, now: float) -> None:
        if self.step:
            self.took[self.step] = round(self.took.get(self.step, 0.0) + now - self.step_began, 2)

    def finished(self) -> dict[str, float]:
        """What every step took, when the last is done."""
        self._end(time.time())
        self.step = ""
        return self.took


@contextmanager
def telling(home: Path, jobs: Sequence[Job]) -> Iterator[Telling]:
    """Tell how far the work on jobs has come; what the steps took is kept for the next time when it went well."""
    tell = Telling(jobs)
    yield tell
    took: dict[str, Any] = last_time(home, jobs[0].municipality) | tell.finished()
    write_atomically(_place(home, jobs[0].municipality), json.dumps(took))


def _replace(path: Path, content: str) -> None:
    """In one step, but not made durable: it is written often and means nothing once the work has stopped."""
    draft = path.with_name(f".{path.name}")
    draft.write_text(content, encoding="utf-8")
    draft.replace(path)


def _place(home: Path, code: str) -> Path:
    return home / FOLDER / TOOK.format(code=code)
