"""Keeps a proposal: as a draft for people to edit, or accepted as a format of the municipality's own, by which the file is received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lagesbild.catalog import load_catalog
from lagesbild.intake.proposal import READABLE, Answers, Proposal
from lagesbild.intake.receipt import Receipt
from lagesbild.intake.reception import receive, suggest
from lagesbild.intake.suggestion_words import asked
from lagesbild.model import LagesbildError
from lagesbild.texts import text

DRAFT = ".forslag"


@dataclass(frozen=True)
class Accepted:
    """An accepted proposal: the files written, below the home folder, and the receipt of the file that it was made for."""

    proposal: Proposal
    files: tuple[str, ...]
    receipt: Receipt


def write_draft(told: Proposal, home: Path, target: Path | None = None) -> Path:
    """Write a proposal's format as TOML to edit; without a target as a draft beside the municipality's own formats."""
    if told.kind not in READABLE:
        raise LagesbildError(text("proposal.said.not_readable", file=told.file, kind=told.kind_words, advice=told.advice))
    place = target or home / "catalogue" / "formats" / f"{told.slug}.toml{DRAFT}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(told.format_toml, encoding="utf-8")
    return place


def accept(path: Path, home: Path, municipality: str | None, received_on: date, answers: Answers) -> Accepted:
    """Save the proposal for a file as a format, with indicators where it brings any, and receive the file by it.

    Nothing is kept when a question is open, when the name is taken, or when the file is refused all the same.
    """
    told = suggest(path, home, municipality, received_on, answers)
    if told.kind not in READABLE:
        raise LagesbildError(text("proposal.said.not_readable", file=told.file, kind=told.kind_words, advice=told.advice))
    if told.questions:
        told_questions = " ".join(asked(question).strip() for question in told.questions)
        raise LagesbildError(text("proposal.said.unanswered", file=told.file, questions=told_questions))
    if told.slug in load_catalog(home).formats:
        raise LagesbildError(text("proposal.said.exists", slug=told.slug))
    known = load_catalog(home).indicators
    content = {f"catalogue/formats/{told.slug}.toml": told.format_toml}
    content |= {f"catalogue/indicators/{slug}.toml": table for slug, table in told.indicator_tomls.items() if slug not in known}
    for name, table in content.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(table, encoding="utf-8")
    receipt = receive(path, home, municipality, told.slug, received_on)
    if receipt.outcome == "refused":
        for name in content:
            (home / name).unlink()
    return Accepted(told, tuple(content), receipt)
