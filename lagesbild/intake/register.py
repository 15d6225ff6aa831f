"""Keeps what was received: the file and its facts in the archive first, then the receipt that makes them count."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from lagesbild.facts import place
from lagesbild.facts.files import write_facts
from lagesbild.intake.area_codes import Known
from lagesbild.intake.receipt import Receipt
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.sealed import opened, sealed
from lagesbild.texts import text

DRAFT = ".new-"
Step = tuple[Path, Callable[[Path], object]]  # a file and what writes it


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def receipts(home: Path, *, struck: bool = False) -> list[Receipt]:
    """All receipts in the order received; those undone only when asked for."""
    found = []
    for path in sorted((home / "register").glob("*.json")):
        try:
            receipt = Receipt.from_json(opened(path))
        except (ValueError, TypeError, KeyError) as fault:
            raise LagesbildError(text("intake.register.broken", receipt=path.stem)) from fault
        if struck or receipt.struck_on is None:
            found.append(receipt)
    return found


def facts(home: Path, receipt: Receipt) -> pd.DataFrame:
    """The canonical facts behind a receipt, dates as datetime.date."""
    return place(home).table(receipt).to_pandas(date_as_object=True)


def strike(home: Path, identity: str, on: date) -> Receipt:
    """Undo a receipt: it stays in the register, marked, and no build reads it any more."""
    with alone(home):
        found = next((receipt for receipt in receipts(home, struck=True) if receipt.receipt == identity), None)
        if found is None:
            raise LagesbildError(text("intake.register.unknown", receipt=identity))
        if found.struck_on is not None:
            return found
        struck = found.struck(on)
        write_receipt(home, struck)
    return struck


@contextmanager
def struck(home: Path, identity: str, on: date) -> Iterator[Receipt]:
    """Strike a receipt for a block that must succeed: when it fails, the receipt is as it was, even on a full disk."""
    place = home / "register" / f"{Path(identity).name}.json"
    before = place.with_name(f".{place.stem}.before")
    before.unlink(missing_ok=True)
    if place.is_file():
        os.link(place, before)
    try:
        yield strike(home, identity, on)
    except BaseException:
        if before.exists():
            before.replace(place)
        raise
    with suppress(OSError, MemoryError):  # what was asked for is done; a trace that nothing reads may wait for the next time
        before.unlink(missing_ok=True)


def known_places(home: Path, municipality: str | None) -> Iterator[Receipt]:
    """The deliveries whose facts a file is read beside: areas and people, and the names of municipalities."""
    for one in receipts(home):
        mine = one.kind in ("area", "population") and municipality in (None, one.municipality)
        if mine or (one.kind == "aggregate" and one.municipality == REFERENCE):
            yield one


def known_areas(home: Path, municipality: str, kinds: tuple[str, ...]) -> Known:
    """(level, version, code) of the areas that earlier deliveries of these kinds brought for a municipality."""
    found: set[tuple[str, str, str]] = set()
    for receipt in receipts(home):
        if receipt.municipality == municipality and receipt.kind in kinds:
            columns = place(home).table(receipt, ["area_level", "area_version", "area"]).to_pydict()
            found |= set(zip(columns["area_level"], columns["area_version"], columns["area"], strict=True))
    return frozenset(item for item in found if item[0] != "municipality")


def named_areas(home: Path, municipality: str) -> list[tuple[str, str, str, str]]:
    """(level, version, code, name) of the loaded areas; the name is empty where only population has brought the area."""
    found: dict[tuple[str, str, str], str] = dict.fromkeys(known_areas(home, municipality, ("population",)), "")
    for receipt in receipts(home):
        if receipt.municipality == municipality and receipt.kind == "area":
            columns = place(home).table(receipt, ["area_level", "area_version", "area", "name"]).to_pydict()
            keys = zip(columns["area_level"], columns["area_version"], columns["area"], strict=True)
            found |= dict(zip(keys, columns["name"], strict=True))
    return sorted((*key, name) for key, name in found.items() if key[0] != "municipality")


def keep(home: Path, source: Path, receipt: Receipt, table: pa.Table) -> Receipt:
    """Archive the file and its facts and write the receipt, in that order; a step that fails takes the earlier ones with it."""
    folder, name, held = home / "archive" / receipt.sha256, receipt.file, place(home)
    folder.mkdir(parents=True, exist_ok=True)
    kept = replace(receipt, facts=f"archive/{receipt.sha256}/{receipt.format_sha256[:12]}-{receipt.municipality}.parquet")
    file = held.file_for(kept)
    steps: list[Step] = [(file, lambda target: write_facts(table, target))] if file else []
    if not any(item.name == name or not (item.suffix == ".parquet" or item.name.startswith(DRAFT)) for item in folder.iterdir()):
        steps.insert(0, (folder / name, lambda target: _copy(source, target, receipt.sha256)))
    done: list[Path] = []
    try:
        with _drafts(steps) as drafts:
            for draft, target in drafts:
                done += [] if target.exists() else [target]
                _put(draft, target)
        done += [] if _place(home, kept).exists() else [_place(home, kept)]
        kept = replace(kept, facts_sha256=held.settle(kept, table))
        write_receipt(home, kept)
    except BaseException:
        for target in reversed(done):
            target.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
        raise
    return kept


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Let one process at a time change the register: what it was answered by is then still true when it writes."""
    folder = home / "register"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _copy(source: Path, target: Path, sha256: str) -> None:
    """The file that was read, and no other that has taken its place since."""
    shutil.copyfile(source, target)
    if sha256_of(target) != sha256:
        raise LagesbildError(text("intake.register.changed"))


def write_receipt(home: Path, receipt: Receipt) -> None:
    """Put a receipt into the register, replacing the one of the same identity."""
    _place(home, receipt).parent.mkdir(parents=True, exist_ok=True)
    content = sealed(receipt.to_json())
    with _drafts([(_place(home, receipt), lambda target: target.write_text(content, encoding="utf-8"))]) as drafts:
        for draft, target in drafts:
            _put(draft, target)


def _place(home: Path, receipt: Receipt) -> Path:
    return home / "register" / f"{receipt.receipt}.json"


@contextmanager
def _drafts(steps: list[Step]) -> Iterator[list[tuple[Path, Path]]]:
    """(draft, target) of files written side by side, each beside its target; drafts that were not put in place go away."""
    found: list[tuple[Path, Path]] = []
    try:
        with ThreadPoolExecutor(max(1, len(steps))) as writers:
            written = []
            for target, write in steps:
                handle, name = tempfile.mkstemp(dir=target.parent, prefix=DRAFT)
                os.close(handle)
                found.append((Path(name), target))
                written.append(writers.submit(write, Path(name)))
        for writing in written:
            writing.result()
        yield found
    finally:
        for draft, _ in found:
            draft.unlink(missing_ok=True)


def _put(draft: Path, target: Path) -> None:
    """Flush to disk and rename: a reader meets the old file or the new one, never half."""
    _flush(draft)
    draft.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
