"""A briefing's wishes as words and as an address: whom it is about, until when, which parts; and back again."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date

from lagesbild.briefing.context import Request, Subject
from lagesbild.model import LagesbildError
from lagesbild.model_briefing import BriefingKind, BriefingPeriod, SubjectKind
from lagesbild.texts import text

BETWEEN = "."  # between codes in an address
YEARS, QUARTERS = 4, 8  # how far back a period can be chosen


def periods(kind: BriefingPeriod, day: date) -> dict[str, str]:
    """The periods to choose from, newest first: {key in addresses: Swedish name}."""
    if kind == "year":
        return {str(year): str(year) for year in range(day.year, day.year - YEARS, -1)}
    place = day.year * 4 + (day.month - 1) // 3
    found = [divmod(place - back, 4) for back in range(QUARTERS)]
    return {f"{year}-K{quarter + 1}": text("briefing.quarter", quarter=quarter + 1, year=year) for year, quarter in found}


def last_day(period: str, day: date) -> date:
    """The last day of a period, at most today. Raises LagesbildError for words that are no period."""
    told = re.fullmatch(r"(\d{4})(?:-K([1-4]))?", period)
    if not told:
        raise LagesbildError(text("briefing.fault.period", period=period))
    month = 3 * int(told[2]) if told[2] else 12
    year = int(told[1])
    return min(day, date(year, month, calendar.monthrange(year, month)[1]))


def subject_of(address: str) -> Subject:
    """ "area:N04" as a subject; empty for the whole municipality. The name is known when the build is opened."""
    kinds: dict[str, SubjectKind] = {"area": "area", "council": "council", "focus": "focus", "goal": "goal"}
    kind, _, code = address.partition(":")
    return Subject(kinds[kind], code) if kind in kinds and code else Subject()


def address_of(subject: Subject) -> str:
    """A subject in an address; the other way of `subject_of`."""
    return f"{subject.kind}:{subject.code}" if subject.code else subject.kind


def request_of(kind: BriefingKind, told: Mapping[str, str], day: date, frozen: str = "") -> Request:
    """What an address asks for: om, period, delar, mottagare, kommentar, beslut; what it lacks is the kind's own.

    frozen: the title of the frozen lägesbild that it is made from.
    """
    names = [name for name in told.get("delar", "").split(BETWEEN) if name]
    period = told.get("period") or next(iter(periods(kind.period, day)))
    return Request(
        subject=subject_of(told.get("om", "")),
        day=day,
        until=last_day(period, day),
        parts=tuple(names) or None,
        comments=lines(told.get("kommentar", "")),
        decisions=lines(told.get("beslut", "")),
        recipient=told.get("mottagare", "").strip(),
        frozen=frozen,
    )


def lines(words: str) -> tuple[str, ...]:
    """What somebody has written, a paragraph a line, without empty ones."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def file_name(kind: BriefingKind, subject: Subject, day: date, form: str) -> str:
    """What a finished briefing is called: "omradesblad-N04-2026-11-22.pdf"."""
    parts: Sequence[str] = [kind.slug, *([subject.code] if subject.code else []), day.isoformat()]
    return f"{'-'.join(parts)}.{form}"
