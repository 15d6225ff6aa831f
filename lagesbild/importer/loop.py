"""Takes the desk's orders one at a time and survives its own death: what was half done is done again, once, or told as interrupted.

A file that is handed in while another is stored or the figures are made is looked at beside that work: a look stores nothing.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from lagesbild import spool
from lagesbild.importer.orders import ANSWERS, build_all
from lagesbild.model import LagesbildError
from lagesbild.spool import FOLDER, Job, Order
from lagesbild.store import write_atomically
from lagesbild.texts import text

LOG = logging.getLogger(__name__)
PAUSE = 0.3  # seconds between two looks at the desk
MOST_TRIES = 2
TAKEN, TAKEN_BESIDE = ".taken.json", ".taken-beside.json"  # what is being done now, and what beside it
BESIDE = ("inspect", "abandon")  # orders that change nothing but their own job


def run(home: Path, *, starter: int | None = None) -> None:
    """Work until the process is ended; a second importer of the same home waits for the first to go.

    starter: a pipe that the process which started this one holds open; when it closes, this one ends too.
    """
    if starter is not None:
        threading.Thread(target=_end_with, args=(starter,), daemon=True).start()
    with spool.only_importer(home):
        for half in (home / FOLDER).glob(f"{spool.DRAFT}*"):  # an upload whose process died before it was whole
            shutil.rmtree(half, ignore_errors=True)
        while True:
            if not step(home):
                time.sleep(PAUSE)


def _end_with(starter: int) -> None:
    while os.read(starter, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def step(home: Path) -> bool:
    """Do the next thing that waits: the oldest order, or, when no order waits, a build for what was taken in or struck."""
    found = spool.jobs(home)
    waiting = [(job, order) for job in found if (order := job.pending)]
    if waiting:
        _answer(home, *waiting[0])
        return True
    codes = [job.municipality for job in found if job.state in ("stored", "undoing")]
    if codes:
        _build(home, codes[0], [job for job in found if job.municipality == codes[0]])
    return bool(codes)


def _answer(home: Path, job: Job, order: Order) -> None:
    """Carry out one order; whatever happens, the job ends with an answer."""
    place = home / FOLDER / (TAKEN_BESIDE if order.kind in BESIDE else TAKEN)
    try:
        if not order.kind:
            raise LagesbildError(text("desk.spool.unreadable"))
        if not _taken(place, f"{job.id}/{order.number}"):
            spool.settle(job, state=_standing(job), done=order.number, fault=text("desk.fault.interrupted"))
            return
        with nullcontext() if order.kind in BESIDE else _others_beside(home):
            told = ANSWERS[order.kind](home, job, order)
        if told is None:
            spool.remove(job)
        else:
            spool.settle(job, **{"fault": "", **told, "done": order.number})
    except Exception as fault:
        spool.settle(job, state=_standing(job), done=order.number, fault=_words(fault))
    finally:
        place.unlink(missing_ok=True)


def _build(home: Path, code: str, jobs: list[Job]) -> None:
    """Build one municipality for all its jobs that wait for it."""
    waiting, place = [job for job in jobs if job.state in ("stored", "undoing")], home / FOLDER / TAKEN
    try:
        if not _taken(place, f"build/{code}"):
            raise LagesbildError(text("desk.fault.interrupted"))
        with _others_beside(home):
            build_all(home, code, jobs)
    except Exception as fault:
        for job in waiting:
            spool.settle(job, state="failed", fault=_words(fault))
    finally:
        place.unlink(missing_ok=True)


@contextmanager
def _others_beside(home: Path) -> Iterator[None]:
    """While a long work goes on, answer the orders that only look: nobody waits minutes to hear that a file is the wrong one."""
    over = threading.Event()
    beside = threading.Thread(target=_look, args=(home, over), daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


def _look(home: Path, over: threading.Event) -> None:
    while not over.is_set():
        due = next(((job, order) for job in spool.jobs(home) if (order := job.pending) and order.kind in BESIDE), None)
        if due:
            _answer(home, *due)
        else:
            over.wait(PAUSE)


def _standing(job: Job) -> str:
    """The state of a job whose order could not be carried out: as it was, except that a file nobody could look at is told so."""
    return "interrupted" if job.state == "waiting" else job.state


def _words(fault: Exception) -> str:
    """A sentence for people; what nobody foresaw goes to the log, and only its kind to the page."""
    if isinstance(fault, LagesbildError):
        return str(fault)
    LOG.exception("the importer could not carry out an order")
    return text("desk.fault.unexpected", kind=type(fault).__name__)


def _taken(place: Path, what: str) -> bool:
    """Note what is being done before it is done; False when it has been tried often enough, for it ended the importer each time."""
    try:
        told = json.loads(place.read_bytes())
    except (OSError, ValueError):
        told = {}
    tries = 1 + (int(told.get("tries", 0)) if told.get("what") == what else 0)
    write_atomically(place, json.dumps({"what": what, "tries": tries}))
    return tries <= MOST_TRIES
