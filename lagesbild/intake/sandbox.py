"""Reads files from outside in a process of its own with limits, and believes nothing that it answers before it is checked."""

from __future__ import annotations

import json
import logging
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from lagesbild import facts as facts_of
from lagesbild.catalog import load_catalog
from lagesbild.intake import register, sandbox_child
from lagesbild.intake.canonical import SCHEMAS
from lagesbild.intake.examine import Examined, named, sentence
from lagesbild.intake.proposal import Answers, Proposal
from lagesbild.intake.receipt import Receipt
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import number, text

LOG = logging.getLogger(__name__)
CHILD = Path(sandbox_child.__file__)
LIMITS = ("memory_mb", "cpu_seconds", "written_mb", "open_files")
PASSED = ("max_rejected_share", "max_file_mb", "max_unzipped_mb", "max_columns", "sandbox_memory_mb")
QUIET = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "LANG": "C.UTF-8", "LAGESBILD_CONTAINED": "true"}
MEGABYTE = 1024 * 1024
MOST_ANSWERED = 64 * MEGABYTE  # of answer.json
LOOKED_AT = 0.25  # seconds between two looks at how much has been written
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
HASH = re.compile(r"[0-9a-f]{64}")
Shape = TypeVar("Shape", Receipt, Proposal)


def examine_apart(
    path: Path, home: Path, municipality: str | None, format_slug: str | None, received_on: date, extracted_on: date | None = None
) -> Examined:
    """`examine` in a process of its own. A process that dies, or answers what does not fit the file, is a refusal in a sentence."""
    file, sha256 = named(path), ""
    order = {"kind": "examine", "format": format_slug, "extracted_on": extracted_on.isoformat() if extracted_on else None}
    try:
        with _answer(path, home, municipality, received_on, order) as (told, folder, sha256):
            receipt = _shaped(Receipt, told.get("receipt"))
            _check_receipt(receipt, file, sha256, municipality, (received_on, extracted_on), home)
            facts = _facts(folder / "facts.arrow", receipt) if receipt.outcome == "accepted" else None
            return Examined(receipt, facts, tuple(map(str, told.get("held", ()))))
    except Died as fault:
        return Examined(Receipt(file, fault.sha256, "", municipality or "", "refused", fault.sentence(file)))
    except (Strange, LagesbildError, OSError, MemoryError) as fault:
        return Examined(Receipt(file, sha256, "", municipality or "", "refused", _said(file, fault)))


def suggest_apart(path: Path, home: Path, municipality: str | None, received_on: date, answers: Answers | None = None) -> Proposal:
    """`suggested` in a process of its own; every refusal, and every death of that process, is a LagesbildError."""
    file = named(path)
    said = {"columns": dict(answers.columns), "says": dict(answers.says), "name": answers.name, "title": answers.title} if answers else None
    try:
        with _answer(path, home, municipality, received_on, {"kind": "suggest", "answers": said}) as (told, _, _):
            if isinstance(told.get("fault"), str):
                raise LagesbildError(told["fault"])
            proposal = _shaped(Proposal, told.get("proposal"))
    except Died as fault:
        raise LagesbildError(fault.sentence(file)) from fault
    except (Strange, OSError, MemoryError) as fault:
        raise LagesbildError(_said(file, fault)) from fault
    if proposal.file != file or not all(map(FILE_NAME.fullmatch, (proposal.slug, *proposal.indicator_tomls))):
        raise LagesbildError(text("intake.sandbox.strange", file=file))
    return proposal


class Died(Exception):
    """The reading process ended without an answer: why, as a key of the texts, and the hash of the file."""

    def __init__(self, why: str, sha256: str = "") -> None:
        super().__init__(why)
        self.why, self.sha256 = why, sha256

    def sentence(self, file: str) -> str:
        """What a person is told, with the limit that was met."""
        limit = {"memory": "memory_mb", "cpu": "cpu_seconds", "wall": "wall_seconds", "written": "written_mb"}.get(self.why)
        met = number(getattr(settings(), f"sandbox_{limit}")) if limit else ""
        return text(f"intake.sandbox.{self.why}", file=file, limit=met)


class Strange(Exception):
    """The reading process answered something that cannot be the answer."""


def _said(file: str, fault: Exception) -> str:
    """What a person is told of an answer that does not fit, or of this machine's own fault."""
    if not isinstance(fault, Strange):
        return sentence(file, fault)
    LOG.warning("the reading process gave an answer that does not fit the file")
    return text("intake.sandbox.strange", file=file)


@contextmanager
def _answer(
    path: Path, home: Path, municipality: str | None, received_on: date, order: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], Path, str]]:
    """(the answer, the folder it lies in, the file's hash) of the reading process. Raises Died or Strange."""
    with _scratch() as folder:
        home = home.resolve()
        limits = {limit: int(getattr(settings(), f"sandbox_{limit}")) for limit in LIMITS}
        readable = [str(path.resolve()), *(str(home / part) for part in ("catalogue", "register", "archive"))]
        order |= {"path": str(path.absolute()), "home": str(home), "municipality": municipality, "received_on": received_on.isoformat()}
        order |= {"limits": limits, "readable": readable}
        (folder / "order.json").write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
        known = facts_of.place(home).at_hand(register.known_places(home, municipality), folder / "facts")
        code, sha256 = _run(folder, path, known)
        if code != 0:
            raise Died(_why(code, folder), sha256)
        answer = folder / "answer.json"
        if answer.is_symlink() or not answer.is_file() or answer.stat().st_size > MOST_ANSWERED:
            raise Strange
        try:
            told = json.loads(answer.read_bytes())
        except (ValueError, RecursionError) as fault:
            raise Strange from fault
        if not isinstance(told, dict) or not isinstance(told.get("held", []), list):
            raise Strange
        yield told, folder, sha256


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder of its own for one reading, gone afterwards even when something fails while it is cleared."""
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-intake-")).resolve()
    try:
        yield folder
    finally:
        for _ in range(2):
            with suppress(OSError, MemoryError):
                shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, path: Path, known: Path) -> tuple[int | None, str]:
    """Let the other process work while the file's hash is taken; (its exit code, or None when it had to be stopped, the hash).

    known: below this folder it finds the facts that it needs; it could reach no lake.
    """
    environment = QUIET | {f"LAGESBILD_{key.upper()}": str(getattr(settings(), key)) for key in PASSED}
    environment |= {"TMPDIR": str(folder), "HOME": str(folder), "TZ": os.environ.get("TZ", "")}
    environment |= {"LAGESBILD_FACTS_AT_HAND": str(known)}
    with (folder / "stderr.txt").open("wb") as told:
        child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD), str(folder)],
            cwd=folder,
            env=environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
    try:
        sha256 = register.sha256_of(path) if path.is_file() else ""
        return _watched(child, folder), sha256
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _watched(child: subprocess.Popen[bytes], folder: Path) -> int | None:
    """The exit code, or None when the time is out; a process that fills the disk with many files is as one that fills it with one."""
    end = time.monotonic() + settings().sandbox_wall_seconds if settings().sandbox_wall_seconds else math.inf
    most = settings().sandbox_written_mb * MEGABYTE or math.inf
    while time.monotonic() < end:
        with suppress(subprocess.TimeoutExpired):
            return child.wait(min(LOOKED_AT, max(0.0, end - time.monotonic())))
        if _size(folder) > most:
            return -signal.SIGXFSZ
    return None


def _size(folder: Path) -> int:
    total = 0
    for place in folder.rglob("*"):
        with suppress(OSError):
            total += place.lstat().st_size
    return total


def _why(code: int | None, folder: Path) -> str:
    """What ended the process, from how it ended and from its last words, which are only looked at."""
    if code is None:
        return "wall"
    if code == sandbox_child.OPEN:
        return "open"
    ends = {-signal.SIGXCPU: "cpu", -signal.SIGXFSZ: "written"}
    if code in ends:
        return ends[code]
    with (folder / "stderr.txt").open("rb") as stream:
        stream.seek(max(0, os.fstat(stream.fileno()).st_size - 10_000))
        words = stream.read(10_000)
    LOG.debug("the reading process ended with %s: %s", code, words[-2_000:])
    if re.search(rb"No space left on device|Disk quota exceeded", words):
        return "full"
    return "memory" if re.search(rb"MemoryError|bad_alloc|memory allocation of \d+ bytes", words) else "died"


def _shaped(shape: type[Shape], told: Any) -> Shape:
    """The answer in the form that it must have, every field of its type."""
    try:
        return TypeAdapter(shape).validate_json(json.dumps(told), strict=True)
    except ValidationError as fault:
        raise Strange from fault


def _check_receipt(receipt: Receipt, file: str, sha256: str, municipality: str | None, days: tuple[date, date | None], home: Path) -> None:
    """A receipt that fits its file: what is known beforehand is as it was, what becomes a file name is harmless, the rows add up."""
    code = receipt.municipality
    sound = receipt.file == file and receipt.sha256 in (("", sha256) if receipt.outcome == "refused" else (sha256,))
    if receipt.outcome == "accepted":
        sound &= (receipt.received_on, receipt.extracted_on) == days and receipt.kind in SCHEMAS
        sound &= receipt.rows_read == receipt.rows_stored + receipt.rows_rejected + receipt.rows_outside
        sound &= code == municipality if municipality else code in {REFERENCE, *load_catalog(home).municipalities}
        sound &= receipt.receipt == f"{days[0].isoformat()}-{sha256[:12]}-{code}"
        sound &= all(map(HASH.fullmatch, (receipt.cells_sha256, receipt.format_sha256))) and not receipt.facts
        sound &= min(receipt.rows_read, receipt.rows_stored, receipt.rows_rejected, receipt.rows_outside) >= 0
        sound &= receipt.format in load_catalog(home).formats
    if not sound or receipt.outcome == "already_received" or receipt.struck_on or receipt.erased_on:
        raise Strange(str(asdict(receipt)))


def _facts(place: Path, receipt: Receipt) -> pa.Table:
    """The rows, of exactly the columns of their kind, valid to the last byte, and all of the receipt's municipality."""
    if place.is_symlink() or not place.is_file() or not receipt.kind:
        raise Strange
    try:
        with pa.OSFile(str(place)) as source, pa.ipc.open_file(source) as reader:
            if not reader.schema.equals(SCHEMAS[receipt.kind]):
                raise Strange
            facts = reader.read_all()
        facts.validate(full=True)
    except MemoryError:
        raise
    except (pa.ArrowException, OSError) as fault:
        raise Strange from fault
    if set(facts["municipality"].unique().to_pylist()) - {receipt.municipality}:
        raise Strange
    return facts
