"""Takes the desk's orders one at a time and survives its own death: what was half done is done again, once, or told as interrupted."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import threading
import time
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
TAKEN = ".taken.json"


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
    try:
        if not order.kind:
            raise LagesbildError(text("desk.spool.unreadable"))
        if not _taken(home, f"{job.id}/{order.number}"):
            spool.settle(job, state=_standing(job), done=order.number, fault=text("desk.fault.interrupted"))
            return
        told = ANSWERS[order.kind](home, job, order)
        if told is None:
            spool.remove(job)
        else:
            spool.settle(job, **{"fault": "", **told, "done": order.number})
    except Exception as fault:
        spool.settle(job, state=_standing(job), done=order.number, fault=_words(fault))
    finally:
        _let_go(home)


def _build(home: Path, code: str, jobs: list[Job]) -> None:
    """Build one municipality for all its jobs that wait for it."""
    waiting = [job for job in jobs if job.state in ("stored", "undoing")]
    try:
        if not _taken(home, f"build/{code}"):
            raise LagesbildError(text("desk.fault.interrupted"))
        build_all(home, code, jobs)
    except Exception as fault:
        for job in waiting:
            spool.settle(job, state="failed", fault=_words(fault))
    finally:
        _let_go(home)


def _standing(job: Job) -> str:
    """The state of a job whose order could not be carried out: as it was, except that a file nobody could look at is told so."""
    return "interrupted" if job.state == "waiting" else job.state


def _words(fault: Exception) -> str:
    """A sentence for people; what nobody foresaw goes to the log, and only its kind to the page."""
    if isinstance(fault, LagesbildError):
        return str(fault)
    LOG.exception("the importer could not carry out an order")
    return text("desk.fault.unexpected", kind=type(fault).__name__)


def _taken(home: Path, what: str) -> bool:
    """Note what is being done before it is done; False when it has been tried often enough, for it ended the importer each time."""
    place = home / FOLDER / TAKEN
    try:
        told = json.loads(place.read_bytes())
    except (OSError, ValueError):
        told = {}
    tries = 1 + (int(told.get("tries", 0)) if told.get("what") == what else 0)
    write_atomically(place, json.dumps({"what": what, "tries": tries}))
    return tries <= MOST_TRIES


def _let_go(home: Path) -> None:
    (home / FOLDER / TAKEN).unlink(missing_ok=True)
