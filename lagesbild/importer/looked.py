"""Looks at a handed-in file: what a receipt would say, the first rows as understood, what would change, or the mapping to ask about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild import intake
from lagesbild.build.periods import Span, periods
from lagesbild.catalog import load_catalog
from lagesbild.importer.difference import difference
from lagesbild.importer.preview import preview
from lagesbild.intake import Answers, Receipt
from lagesbild.intake.proposal import READABLE
from lagesbild.intake.vintage import EVENTS
from lagesbild.model import LagesbildError
from lagesbild.texts import period_name

SHOWN_REJECTIONS = 1_000


def looked_at(home: Path, code: str, path: Path, day: date, answers: Answers | None) -> dict[str, Any]:
    """The job's answer to `inspect`: its state and everything that the page shows of it, as plain values."""
    if answers is not None:
        return _mapping(home, code, path, day, answers)
    found = intake.look(path, home, code, None, day)
    receipt, facts = intake.answered(found, home), found.facts
    told = receipt.to_json()
    told["rejections"] = told["rejections"][:SHOWN_REJECTIONS]
    if receipt.outcome == "refused" or facts is None:
        readable = (receipt.proposal or {}).get("kind") in READABLE
        return {"state": "asks" if readable else "refused", "receipt": told, "proposal": receipt.proposal}
    if receipt.outcome == "already_received":
        return {"state": "already", "receipt": told}
    catalog = load_catalog(home)
    title = catalog.formats[receipt.format].title
    shown = {
        "preview": preview(facts, receipt, home, catalog),
        "changes": difference(home, receipt, facts, catalog) | {"part_month": _part_month(receipt)},
    }
    return {"state": "ready", "receipt": told, "title": title, **shown}


def _part_month(receipt: Receipt) -> dict[str, str]:
    """The newest month where the file's days end before it does, and the last day; empty where the month is whole or not known by days."""
    start, end = receipt.data_from, receipt.data_date
    if receipt.kind not in EVENTS or receipt.grain != "day" or receipt.cadence != "month" or start is None or end is None:
        return {}
    newest = [period for period in periods(Span(start, end), None) if period.period_kind == "month"][-1]
    last_day = pd.Timestamp(end).to_period("M").end_time.date()
    return {} if newest.period_end == last_day else {"month": period_name(end.replace(day=1), last_day), "day": str(end.day)}


def accepted(home: Path, code: str, path: Path, day: date, answers: Answers | None) -> tuple[Receipt, tuple[str, ...]]:
    """Take the file in; the receipt, and the format files that an accepted mapping wrote."""
    if answers is not None:
        done = intake.accept(path, home, code, day, answers)
        return done.receipt, done.files
    return intake.receive(path, home, code, None, day), ()


def _mapping(home: Path, code: str, path: Path, day: date, answers: Answers) -> dict[str, Any]:
    """The proposal with a person's answers; an answer that does not fit is told and leaves the job asking."""
    try:
        told = intake.suggest(path, home, code, day, answers)
    except LagesbildError as fault:
        return {"state": "asks", "fault": str(fault), "answers": _plain(answers)}
    return {"state": "asks", "proposal": told.to_json(), "answers": _plain(answers)}


def _plain(answers: Answers) -> dict[str, Any]:
    return {"columns": dict(answers.columns), "says": dict(answers.says), "name": answers.name, "title": answers.title}
