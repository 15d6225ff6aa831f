"""Keeps a lake: takes in the facts of a home that has had them in files, and tidies what years of deliveries and builds leave behind."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from lagesbild import store
from lagesbild.facts.files import InFiles
from lagesbild.facts.shared import SNAPSHOT, InLake, Tidied, make_tables
from lagesbild.faults import in_swedish
from lagesbild.frozen import kept_builds
from lagesbild.intake.register import alone, receipts, write_receipt
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import text


@in_swedish()
def create_lake() -> None:
    """Make the lake that the settings tell of, with its tables; one that is there stays as it is."""
    make_tables(_address())


@in_swedish()
def adopt(home: Path) -> int:
    """Move the facts of a home from its archive into the lake; how many deliveries. What was interrupted the next one completes."""
    lake, moved = InLake(_address()), set()
    with alone(home):
        for receipt in receipts(home, struck=True):
            file = home / receipt.facts
            if receipt.erased_on or not file.is_file():
                continue
            if store.file_sha256(file) == receipt.facts_sha256:
                write_receipt(home, replace(receipt, facts_sha256=lake.settle(receipt, pq.read_table(file))))
            elif not lake.sound(receipt):
                raise LagesbildError(text("check.facts", file=receipt.file, receipt=receipt.receipt))
            moved.add(file)
        for file in moved:
            file.unlink()
    return len(moved)


@in_swedish()
def leave(home: Path) -> int:
    """Write the facts of a home back into its archive, as they were before a lake; returns how many deliveries. The lake stays as it is."""
    lake, files, written = InLake(_address()), InFiles(home), 0
    with alone(home):
        for receipt in receipts(home, struck=True):
            if not receipt.erased_on and not files.sound(receipt):
                write_receipt(home, replace(receipt, facts_sha256=files.replace(receipt, lake.table(receipt))))
                written += 1
    return written


@in_swedish()
def tidy_lake(home: Path, days: int) -> Tidied:
    """Remove from the lake what nothing needs: earlier moments stay for so many days, and those of frozen lägesbilder until a retention."""
    with alone(home):  # no delivery is half received meanwhile
        every = receipts(home, struck=True)
        known, codes = {receipt.facts for receipt in every if not receipt.erased_on}, {receipt.municipality for receipt in every}
        return InLake(_address()).tidy(known, codes, _frozen_moments(home, codes), days)


def _frozen_moments(home: Path, codes: set[str]) -> set[int]:
    """The moments of the lake that hold the vaults of frozen lägesbilder."""
    notes = [home / "build" / code / build / SNAPSHOT for code in codes for build in kept_builds(home, code)]
    return {json.loads(note.read_text(encoding="utf-8"))["snapshot"] for note in notes if note.is_file()}


def _address() -> str:
    if not settings().lake:
        raise LagesbildError(text("lake.not_set"))
    return settings().lake
