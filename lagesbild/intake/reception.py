"""The desk where files are handed in: a file is examined, where nothing is trusted, and then stored with a receipt or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from lagesbild.catalog import load_catalog
from lagesbild.catalog import municipality as known_municipality
from lagesbild.intake import register
from lagesbild.intake.examine import Examined, examine, sentence
from lagesbild.intake.overlap import notices
from lagesbild.intake.proposal import Answers, Proposal
from lagesbild.intake.receipt import Notice, Receipt
from lagesbild.intake.sandbox import examine_apart, suggest_apart
from lagesbild.intake.suggest import suggested
from lagesbild.settings import settings
from lagesbild.texts import number, text


def receive(
    path: Path,
    home: Path,
    municipality: str | None,
    format_slug: str | None,
    received_on: date,
    extracted_on: date | None = None,
    *,
    apart: bool | None = None,
) -> Receipt:
    """Receive one file for one municipality; the answer is always a receipt, never an exception.

    `municipality` may be None when the file's rows belong to exactly one municipality of the catalogue,
    `format_slug` when the content says which format it is. `extracted_on` is the day the sender took the figures out, where
    somebody knows it: it then decides which of two overlapping deliveries is newer. Nothing is stored unless the outcome is accepted.
    apart: whether a process of its own reads the file (None: as the settings say); False only for files of our own making.
    """
    return store(look(path, home, municipality, format_slug, received_on, extracted_on, apart=apart), path, home)


def look(
    path: Path,
    home: Path,
    municipality: str | None,
    format_slug: str | None,
    received_on: date,
    extracted_on: date | None = None,
    *,
    apart: bool | None = None,
) -> Examined:
    """What a file says, as `receive` would read it, and nothing stored: in a process of its own unless the settings say otherwise."""
    reader = examine_apart if (settings().sandbox if apart is None else apart) else examine
    return reader(path, home, municipality, format_slug, received_on, extracted_on)


def suggest(path: Path, home: Path, municipality: str | None, received_on: date, answers: Answers | None = None) -> Proposal:
    """The proposal for a file, whether or not a format claims it; read where `look` reads.

    What is hostile, broken or holds persons raises LagesbildError with the sentence that a receipt would have.
    """
    reader = suggest_apart if settings().sandbox else suggested
    return reader(path, home, municipality, received_on, answers)


def store(found: Examined, path: Path, home: Path) -> Receipt:
    """Put an examined file into archive and register, all of it or nothing; of two processes with the same file one stores it."""
    if found.facts is None:
        return found.receipt
    try:
        with register.alone(home):
            receipt = answered(found, home)
            return register.keep(home, path, receipt, found.facts) if receipt.outcome == "accepted" else receipt
    except Exception as fault:
        told = found.receipt
        return Receipt(told.file, told.sha256, told.format, told.municipality, "refused", sentence(told.file, fault))


def answered(found: Examined, home: Path) -> Receipt:
    """The receipt beside what the register holds: the same bytes, or the same cells in other bytes, are already received."""
    receipt, facts = found.receipt, found.facts
    if facts is None:
        return receipt
    known = register.receipts(home, struck=True)
    kept = [earlier for earlier in known if earlier.struck_on is None]
    said = _said(receipt, home)
    for earlier in kept:
        if (earlier.municipality, earlier.kind) != (receipt.municipality, receipt.kind):
            continue
        same = "bytes" if earlier.sha256 == receipt.sha256 else "cells" if earlier.cells_sha256 == receipt.cells_sha256 else ""
        if same:
            message = text(f"intake.message.already_{same}", earlier=earlier.file, on=str(earlier.received_on), **said)
            warnings = receipt.warnings
            if earlier.format_sha256 != receipt.format_sha256:
                warnings = (*warnings, Notice("format_changed", text("intake.notice.format_changed", format=receipt.format)))
            return replace(receipt, outcome="already_received", message=message, warnings=warnings, receipt=earlier.receipt)
    accepted = replace(receipt, message=text("intake.message.accepted", **said), sequence=1 + max((r.sequence for r in known), default=0))
    return replace(accepted, warnings=(*accepted.warnings, *notices(home, accepted, facts, kept)))


def _said(receipt: Receipt, home: Path) -> dict[str, str]:
    ours = known_municipality(load_catalog(home), receipt.municipality)
    return {
        "file": receipt.file,
        "name": ours.name,
        "code": ours.code,
        "stored": number(receipt.rows_stored),
        "what": text(f"intake.word.{receipt.kind}"),
        "rejected": number(receipt.rows_rejected),
        "outside": number(receipt.rows_outside),
    }
