"""Builds many municipalities at once, each in a process with its own share of the memory, and only those whose inputs changed."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from lagesbild import facts, store
from lagesbild.build.build import build, publish
from lagesbild.build.inputs import up_to_date
from lagesbild.build.made_with import sources
from lagesbild.catalog import load_catalog
from lagesbild.intake import Receipt, receipts
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import text

State = Literal["built", "unchanged", "failed"]
TRIES = 2  # of a municipality whose worker died: the first time it may have been the neighbour's fault
OF_THE_MEMORY = 0.5  # of the machine's, shared by the workers' databases; the rest is for frames and for the system
LEAST_MB = 256  # for one worker's database


@dataclass(frozen=True)
class Task:
    """One municipality to be built, or only to be published, for a day."""

    municipality: str
    day: date
    builds: bool
    publishes: bool


@dataclass(frozen=True)
class Done:
    """What came of one municipality."""

    municipality: str
    state: State
    build: str = ""
    published: bool = False
    fault: str = ""  # in Swedish, where it failed
    seconds: float = 0.0
    peak_mb: float = 0.0  # the most that its worker has held until then


def default_workers() -> int:
    """One for each processor core that this process may use."""
    return len(os.sched_getaffinity(0))


def memory_for(workers: int) -> str:
    """The share of one worker's database, where nothing else is said."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1_000_000
    return f"{max(int(whole * OF_THE_MEMORY / workers), LEAST_MB)}MB"


def tasks(home: Path, codes: Iterable[str], day_of: Callable[[str], date], *, publishing: bool, again: bool = False) -> list[Task]:
    """What is to be done: municipalities whose inputs are no longer those of their build, and builds that nobody has published.

    The largest come first, so that no worker is left alone with one at the end. `again` builds all.
    """
    catalog, every, program = load_catalog(home), receipts(home), list(sources())
    found = []
    for code in codes:
        stale = again or not up_to_date(home, code, catalog, every, program)
        waits = publishing and code != REFERENCE and (stale or _unpublished(home, code))
        if stale or waits:
            found.append(Task(code, day_of(code), stale, waits))
    return sorted(found, key=lambda task: (-_size(home, task.municipality, every), task.municipality))


def _unpublished(home: Path, code: str) -> bool:
    inner, outer = (store.pointer(home, code, zone) for zone in ("internal", "public"))
    return inner is not None and (outer is None or outer["build"] != inner["build"])


def _size(home: Path, code: str, every: list[Receipt]) -> int:
    place = facts.place(home)
    return sum(place.size(receipt) for receipt in every if receipt.municipality == code and receipt.outcome == "accepted")


def build_many(home: Path, todo: list[Task], workers: int, memory: str) -> Iterator[Done]:
    """Do the tasks, so many at a time; each is told as it ends. A fault in one municipality stops no other.

    A worker that dies takes its pool along: what had not ended is tried again in a new one, each municipality TRIES times.
    """
    left, tried = list(todo), dict.fromkeys((task.municipality for task in todo), 0)
    while left:
        # One database thread each where several work: the cores are taken.
        with _pool(min(workers, len(left)), memory, threads=1 if workers > 1 else 0) as pool:
            waiting = {pool.submit(_do, home, task): task for task in left}
            left = []
            for future in as_completed(waiting):
                task = waiting[future]
                done = _result(future, task)
                if done is None:
                    tried[task.municipality] += 1
                    if tried[task.municipality] < TRIES:
                        left.append(task)
                        continue
                    done = Done(task.municipality, "failed", fault=text("build.worker_died"))
                yield done


def _pool(workers: int, memory: str, threads: int) -> ProcessPoolExecutor:
    told = {"LAGESBILD_BUILD_MEMORY": memory, "LAGESBILD_BUILD_THREADS": str(threads)}
    spawn = multiprocessing.get_context("spawn")  # a forked copy would share the parent's databases and threads
    return ProcessPoolExecutor(workers, mp_context=spawn, initializer=_settle, initargs=(told, os.umask(os.umask(0o077))))


def _settle(told: dict[str, str], umask: int) -> None:
    """Begin a worker: with the parent's umask, and its own share of the machine."""
    os.environ.update(told)
    os.umask(umask)
    settings.cache_clear()


def _result(future: Future[Done], task: Task) -> Done | None:
    """What came of a task; None where its worker, or a neighbour in its pool, died."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as fault:  # a fault of the program in one municipality's figures is told, and the others go on
        return Done(task.municipality, "failed", fault=text("build.worker_fault", kind=type(fault).__name__))


def _do(home: Path, task: Task) -> Done:
    began, done = time.monotonic(), Done(task.municipality, "unchanged")
    try:
        if task.builds:
            done = replace(done, state="built", build=build(home, task.municipality, task.day).build)
        if task.publishes:
            done = replace(done, build=publish(home, task.municipality, task.day), published=True)
    except LagesbildError as fault:
        done = replace(done, state="failed", fault=str(fault))
    return replace(done, seconds=time.monotonic() - began, peak_mb=peak_memory())


def peak_memory() -> float:
    """The most megabytes that this process has held at once; not ru_maxrss, which a process inherits from the one that starts it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
