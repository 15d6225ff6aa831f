"""The tray between the data desk and the importer: uploads, orders and answers as files in `LAGESBILD_HOME/desk/<job>/`.

The web process hands in a file and writes orders; the importer, a process of its own, takes them one at a time and writes what came of
it. Every file is written in one step, so that a reload, a closed browser or a killed process finds the job as it was left.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from lagesbild.model import LagesbildError
from lagesbild.personal_number import mask
from lagesbild.settings import settings
from lagesbild.store import pointer, write_atomically
from lagesbild.texts import text

OrderKind = Literal["inspect", "accept", "build", "publish", "undo", "abandon", "fetch", "rebuild"]
State = Literal[
    "waiting",  # handed in, not yet looked at
    "ready",  # read and understood: may be taken in
    "asks",  # no format claims it: the mapping must be seen by a person
    "refused",
    "already",  # the same rows are stored
    "stored",  # taken in, to be built
    "built",  # in the internal figures
    "published",
    "undoing",  # struck, to be built without
    "undone",
    "failed",  # the build did not succeed; the figures that are shown are the old ones
    "interrupted",
]
OPEN: tuple[State, ...] = ("waiting", "ready", "asks", "refused", "already", "stored", "built", "undoing", "failed", "interrupted")
REPLACEABLE: tuple[State, ...] = ("ready", "asks", "refused", "already", "interrupted")  # nothing of it is stored
FOLDER, LOCK, DRAFT = "desk", ".importer.lock", ".new-"
JOB, RESULT, PROGRESS, BYTES = "job.json", "result.json", "progress.json", "file"
LONGEST_NAME = 120
_ID = re.compile(r"[0-9a-f]{14,20}-[0-9a-f]{6}")
_ORDER = re.compile(r"order-(\d{4})\.json")


@dataclass(frozen=True)
class Order:
    """What somebody asked the importer to do with a job; number 1 comes first."""

    number: int
    kind: OrderKind | Literal[""]  # empty: the order's file cannot be read
    who: str
    role: str
    said: dict[str, Any] = field(default_factory=dict)  # the answers to a mapping's questions, the receipt to undo


@dataclass(frozen=True)
class Job:
    """One file on the desk, or the undoing of one that is long taken in: its orders and what the importer has answered."""

    id: str
    folder: Path
    municipality: str
    file: str  # as people may see it: a personnummer in a name is masked
    who: str
    orders: tuple[Order, ...]
    result: dict[str, Any]

    @property
    def state(self) -> State:
        """How far the importer has come with it."""
        told = self.result.get("state", "waiting")
        return told if told in get_args(State) else "interrupted"

    @property
    def done(self) -> int:
        """The number of the last order that the importer has answered."""
        return int(self.result.get("done", 0))

    @property
    def pending(self) -> Order | None:
        """The next order that the importer has not answered."""
        return next((order for order in self.orders if order.number > self.done), None)

    @property
    def busy(self) -> bool:
        """Whether the importer has something left to do with it."""
        return self.pending is not None or self.state in ("stored", "undoing")

    @property
    def undoes(self) -> bool:
        """Whether an undo of it is ordered or under way."""
        return bool(self.state != "undone" and self.result.get("striking")) or (self.pending is not None and self.pending.kind == "undo")

    def replaced_by(self, name: str) -> bool:
        """Whether a file of this name takes its place: it has the same name, nothing of it is stored and nobody works with it."""
        return self.file == shown_name(name) and self.state in REPLACEABLE and not self.busy

    @property
    def counting(self) -> bool:
        """Whether what it brings or takes away is on its way into the figures."""
        return self.state in ("stored", "undoing") or (self.pending is not None and self.pending.kind in ("accept", "build", "undo"))

    @property
    def changes_figures(self) -> bool:
        """Whether the figures that are shown are about to be others because of it."""
        return self.counting or (self.pending is not None and self.pending.kind == "rebuild")

    @property
    def source(self) -> Path | None:
        """The uploaded file while the desk keeps it."""
        return next(iter((self.folder / BYTES).glob("*")), None)


def hand_in(home: Path, municipality: str, name: str, content: bytes, who: str, role: str) -> str:
    """Put a file on the desk with the order to look at it; returns the job's identity. LagesbildError where it is too large."""
    limit = settings().max_file_mb
    if len(content) > limit * 1_000_000:
        raise LagesbildError(text("desk.spool.too_large", file=shown_name(name), limit=limit))

    def fill(draft: Path) -> None:
        (draft / BYTES).mkdir()
        write_atomically(draft / BYTES / safe_name(name), content)

    return _new(home, {"municipality": municipality, "file": shown_name(name), "who": who}, ("inspect", role, {}), fill)


def ask(home: Path, municipality: str, shown: str, kind: OrderKind, who: str, role: str, said: Mapping[str, Any] | None = None) -> str:
    """Order what no file on the desk is needed for; returns the new job's identity.

    To fetch from a source, to build anew, or to undo a delivery that no job brought. shown: what the desk calls it.
    """
    return _new(home, {"municipality": municipality, "file": shown, "who": who}, (kind, role, dict(said or {})), lambda _: None)


def order(home: Path, identity: str, kind: OrderKind, who: str, role: str, said: Mapping[str, Any] | None = None) -> None:
    """Write the next order for a job; two people who order at once both get theirs, one after the other."""
    job = find(home, identity)
    if job is None:
        raise LagesbildError(text("desk.spool.gone"))
    _write_order(job.folder, kind, who, role, dict(said or {}))


def find(home: Path, identity: str) -> Job | None:
    """One job by its identity; None where it is gone."""
    return load(home / FOLDER / identity) if _ID.fullmatch(identity) else None


def jobs(home: Path, municipality: str | None = None) -> list[Job]:
    """The jobs on the desk, oldest first, of one municipality or of all; what cannot be read at all is left out."""
    found = [job for folder in sorted((home / FOLDER).glob("*-*")) if _ID.fullmatch(folder.name) and (job := load(folder))]
    return [job for job in found if municipality in (None, job.municipality)]


def load(folder: Path) -> Job | None:
    """A job as its files tell it now."""
    told = _read(folder / JOB)
    if not told or not isinstance(told.get("municipality"), str):
        return None
    orders = _orders(folder)
    result = _read(folder / RESULT)
    if result is None and (folder / RESULT).exists():  # damaged: nothing is done again unasked
        result = {"state": "interrupted", "done": len(orders), "fault": text("desk.spool.damaged")}
    return Job(folder.name, folder, told["municipality"], str(told.get("file", "")), str(told.get("who", "")), orders, result or {})


def settle(job: Job, **result: Any) -> Job:
    """Write what came of a job, beside what was known of it; the importer's alone."""
    whole = job.result | result
    write_atomically(job.folder / RESULT, json.dumps(whole, ensure_ascii=False, indent=1))
    (job.folder / PROGRESS).unlink(missing_ok=True)
    if whole["state"] not in ("ready", "asks", "interrupted"):
        shutil.rmtree(job.folder / BYTES, ignore_errors=True)  # taken in: the archive has it; refused: nothing of it is kept
    found = load(job.folder)
    assert found is not None, "its files were read a moment ago"
    return found


def remove(job: Job) -> None:
    """Take a job off the desk."""
    shutil.rmtree(job.folder, ignore_errors=True)


def current_build(home: Path, municipality: str) -> str:
    """The identity of the build that is shown to those who are signed in; empty where there is none."""
    return str((pointer(home, municipality, "internal") or {}).get("build", ""))


@contextmanager
def only_importer(home: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the desk's lock; a second importer waits until the first is gone, or is told False when it does not want to wait."""
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    handle = os.open(home / FOLDER / LOCK, os.O_RDWR | os.O_CREAT, 0o660)
    try:
        yield _locked(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    finally:
        os.close(handle)


def importer_runs(home: Path) -> bool:
    """Whether an importer holds the desk's lock."""
    try:
        handle = os.open(home / FOLDER / LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _locked(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    finally:
        os.close(handle)


def shown_name(name: str) -> str:
    """A file's name as people may see it."""
    return mask(safe_name(name))


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and leading dots, its ending kept."""
    plain = "".join(sign for sign in re.split(r"[/\\]", name)[-1] if sign.isprintable()).strip().lstrip(".") or "fil"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - 12]}.{ending[:10]}" if dot else plain[:LONGEST_NAME]


def _locked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    return True


def _new(home: Path, told: dict[str, Any], first: tuple[OrderKind, str, dict[str, Any]], fill: Any) -> str:
    """Make a job beside the others and put it in place when it is whole."""
    identity = f"{time.time_ns():x}-{secrets.token_hex(3)}"
    draft = home / FOLDER / f"{DRAFT}{identity}"
    draft.mkdir(parents=True)
    try:
        fill(draft)
        write_atomically(draft / JOB, json.dumps(told, ensure_ascii=False))
        kind, role, said = first
        _write_order(draft, kind, told["who"], role, said)
        draft.rename(home / FOLDER / identity)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return identity


def _write_order(folder: Path, kind: OrderKind, who: str, role: str, said: dict[str, Any]) -> None:
    draft = folder / f"{DRAFT}{secrets.token_hex(6)}"
    write_atomically(draft, json.dumps({"kind": kind, "who": who, "role": role, "said": said}, ensure_ascii=False))
    try:
        for number in range(1 + max((o.number for o in _orders(folder)), default=0), 10_000):
            try:
                os.link(draft, folder / f"order-{number:04}.json")  # fails where somebody was first with this number
                return
            except FileExistsError:
                continue
    finally:
        draft.unlink()


def _orders(folder: Path) -> tuple[Order, ...]:
    found = []
    for path in sorted(folder.glob("order-*.json")):
        if match := _ORDER.fullmatch(path.name):
            told = _read(path) or {}
            kind: OrderKind | Literal[""] = next((known for known in get_args(OrderKind) if known == told.get("kind")), "")
            said = told.get("said")
            who, role = str(told.get("who", "")), str(told.get("role", ""))
            found.append(Order(int(match[1]), kind, who, role, said if isinstance(said, dict) else {}))
    return tuple(found)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None
