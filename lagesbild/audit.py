"""The audit log: who did what in which role, one line of JSON for each event, chained by hashes so that a change is found.

It tells that something happened and to which municipality, build and receipt, never a value of a cell. Each line holds the hash of
the line before it. What a chain alone cannot show is that its end was cut off, so the last number and hash also lie in an anchor
beside the log; who distrusts the machine itself notes that anchor elsewhere (`audit verify` prints it, a backup holds it).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from lagesbild.store import write_atomically

Event = Literal[
    "login", "logout", "refused", "receive", "accept", "build", "publish", "undo", "freeze", "clean_up",
    "export", "briefing", "create", "retain", "backup", "restore", "mended", "fetch",
]  # fmt: skip
Fault = Literal["unreadable", "changed", "chain", "number", "cut", "missing"]
EVENTS: tuple[Event, ...] = get_args(Event)
COMMAND_LINE = "command_line"  # the role of somebody who works on the machine itself
FOLDER, LOG, ANCHOR, LOCK = "audit", "log.jsonl", "anchor.json", "lock"
START = "0" * 64  # what the first line says came before it
LONGEST = 200  # characters of one word that an event tells


@dataclass(frozen=True)
class Anchor:
    """How far the log had come when it was last written: its lines, the last hash and its size in bytes."""

    lines: int = 0
    hash: str = START
    size: int = 0


@dataclass(frozen=True)
class Verified:
    """What a look through the log found: how many lines hold, the anchor of the last, and the first that does not hold."""

    lines: int
    hash: str
    fault: Fault | None = None
    line: int = 0


def record(
    home: Path,
    event: Event,
    *,
    who: str,
    role: str,
    municipality: str | None = None,
    build: str | None = None,
    receipt: str | None = None,
    what: str = "",
) -> None:
    """Append one event; it is on disk when this returns, whichever process calls and however many do at once.

    who: the signed-in name, or the account on the command line; role: the roles that were held; what: a page, a document or a
    file's name (after an outcome, where it has one), never a value. A log that was tampered with is still written to: the break
    stays for `verify` to find.
    """
    if event not in EVENTS:
        raise ValueError(f"unknown event {event}")
    told = {"who": who, "role": role, "municipality": municipality, "build": build, "receipt": receipt, "what": what}
    said: dict[str, Any] = {"event": event} | {key: _short(value) for key, value in told.items() if value}
    with _locked(home) as folder:
        before, mended = _mended(folder)
        if mended:
            before = _append(folder, before, {"event": "mended", "who": "lagesbild", "what": mended})
        _append(folder, before, said)


def verify(home: Path, known: tuple[int, str] | None = None) -> Verified:
    """Look through the whole log: every line's own hash, number and link to the line before, and the end against the anchor.

    known: a number and a hash noted at an earlier time and kept elsewhere; they must still stand in the log.
    """
    folder = home / FOLDER
    if not folder.is_dir():
        return Verified(0, START, "missing" if known else None)
    with _locked(home):
        content = _read(folder / LOG)
        anchor = _anchor(folder)
        anchored = (folder / ANCHOR).is_file()
    before, hashes = START, {0: START}
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        fault, before_ = _fault(line, number, before)
        if fault:
            return Verified(number - 1, before, fault, number)
        before = hashes[number] = before_
    lines = len(hashes) - 1
    if content and not anchored:
        return Verified(lines, before, "missing", lines)
    for number, noted in [(anchor.lines, anchor.hash), *([known] if known else [])]:
        if number > lines:
            return Verified(lines, before, "cut" if content or number else "missing", lines + 1)
        if hashes[number] != noted:
            return Verified(number - 1, hashes[max(number - 1, 0)], "changed", number)
    return Verified(lines, before)


def events(home: Path) -> list[dict[str, Any]]:
    """Every event that can be read, oldest first, as it was written; unreadable lines are left to `verify`."""
    found = []
    for line in _read(home / FOLDER / LOG).splitlines():
        told = _parsed(line)
        if told is not None:
            found.append(told)
    return found


def head(home: Path) -> tuple[int, str]:
    """The number and hash of the last event: what to note elsewhere."""
    told = _anchor(home / FOLDER)
    return told.lines, told.hash


def _fault(line: bytes, number: int, before: str) -> tuple[Fault | None, str]:
    """What is wrong with one line, and its own hash."""
    told = _parsed(line)
    if told is None or not line.endswith(b"\n") or _written(told) != line:
        return "unreadable", before
    own = told.pop("hash", "")
    if own != _hash(told):
        return "changed", before
    if told.get("before") != before:
        return "chain", before
    return (None if told.get("n") == number else "number"), own


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _append(folder: Path, before: Anchor, said: dict[str, Any]) -> Anchor:
    told = {"n": before.lines + 1, "at": datetime.now(UTC).isoformat(timespec="milliseconds"), **said, "before": before.hash}
    own = _hash(told)
    line = _written(told | {"hash": own})
    handle = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o660)
    try:
        left = memoryview(line)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
        size = os.fstat(handle).st_size
    finally:
        os.close(handle)
    return _keep(folder, Anchor(before.lines + 1, own, size))


def _keep(folder: Path, anchor: Anchor) -> Anchor:
    write_atomically(folder / ANCHOR, json.dumps(asdict(anchor)))
    return anchor


def _mended(folder: Path) -> tuple[Anchor, str]:
    """Where to go on, and what had to be mended: after a crash the log is ahead of its anchor, and its last line may be half.

    Whole lines that continue the chain are adopted. Half a line was never told as written, so it is taken away. An anchor that is
    gone is made anew, and the log says so.
    """
    told, log = _anchor(folder), folder / LOG
    size = log.stat().st_size if log.exists() else 0
    lost = "" if (folder / ANCHOR).exists() else "anchor" if size else "first"
    if lost == "first":  # before the first line, so that a log without an anchor is never our own doing
        _keep(folder, told)
    if size <= told.size:
        return told, ""
    tail = _read(log)[told.size :]
    whole = tail[: tail.rfind(b"\n") + 1]
    for line in whole.splitlines(keepends=True):
        fault, own = _fault(line, told.lines + 1, told.hash)
        if fault:
            return told, lost
        told = Anchor(told.lines + 1, own, told.size + len(line))
    if len(whole) < len(tail):
        os.truncate(log, told.size)
        lost = lost or "half a line"
    return told, lost


def _anchor(folder: Path) -> Anchor:
    told = _parsed(_read(folder / ANCHOR))
    try:
        return Anchor(int(told["lines"]), str(told["hash"]), int(told["size"])) if told else Anchor()
    except (KeyError, TypeError, ValueError):
        return Anchor()


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _written(told: dict[str, Any]) -> bytes:
    """A line as it stands in the log; one way only, so that no change of spelling goes unseen."""
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _hash(told: dict[str, Any]) -> str:
    return hashlib.sha256(_written(told)).hexdigest()


def _short(value: str) -> str:
    """One line of limited length without control characters."""
    return "".join(sign if sign.isprintable() else " " for sign in value)[:LONGEST]


@contextmanager
def _locked(home: Path) -> Iterator[Path]:
    """Only one process at a time reads the end of the log and writes after it."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o660)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(handle)
