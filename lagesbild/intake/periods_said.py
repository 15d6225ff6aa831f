"""Reads what a table calls a period: a year, a school year, a term, a quarter, a month or a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from lagesbild.model import PeriodKind
from lagesbild.texts import month_name, text

YEAR = r"(?:19|20)\d\d"
SCHOOL_YEAR = re.compile(rf"(?:[^\W\d]+ ?)?({YEAR})[/–-](?:20)?(\d\d)")
WHOLE_YEAR = re.compile(rf"(?:[^\W\d]+ )?({YEAR})(?:\.0)?")
TERM = re.compile(r"([vh]t)[- ]?(?:20)?(\d\d)|(?:20)(\d\d)[- ]?([vh]t)", re.IGNORECASE)
QUARTER = re.compile(rf"({YEAR})[-, ]*(?:[kq]|kv|kvartal)[ .]*([1-4])|(?:[kq]|kv|kvartal)[ .]*([1-4])[-, ]+({YEAR})", re.IGNORECASE)
MONTH = re.compile(rf"({YEAR})[-/M](0[1-9]|1[0-2])")
WORDED_MONTH = re.compile(rf"([a-zåäö]{{3,9}})\.?,? ({YEAR})", re.IGNORECASE)
DAY = re.compile(rf"({YEAR})-(\d\d)-(\d\d)(?:[T ].*)?")


@dataclass(frozen=True)
class Said:
    """A period's first and last day and its kind; terms and single days are surveys' days in the field."""

    start: date
    end: date
    kind: PeriodKind


def period(raw: str) -> Said | None:
    """The period that a text names; None when it names none."""
    told = " ".join(raw.split())
    if match := WHOLE_YEAR.fullmatch(told):
        return _months(int(match[1]), 1, 12, "year") if _plain(told, match[1]) else None
    if match := SCHOOL_YEAR.fullmatch(told):
        first = int(match[1])
        follows = (first + 1) % 100 == int(match[2])
        return Said(date(first, 7, 1), date(first + 1, 6, 30), "year") if follows else None
    if match := TERM.fullmatch(told):
        year, term = 2000 + int(match[2] or match[3]), (match[1] or match[4]).lower()
        return _months(year, 1, 6, "wave") if term == "vt" else _months(year, 7, 6, "wave")
    if match := QUARTER.fullmatch(told):
        return _months(int(match[1] or match[4]), 3 * int(match[2] or match[3]) - 2, 3, "quarter")
    return _shorter(told)


def period_in(heading: str) -> Said | None:
    """The period of a heading such as "2024" or "Medelinkomst, tkr 2024": the whole heading, or a year that it ends with."""
    last = heading.replace(",", " ").split()[-1:]
    return period(heading) or (period(last[0]) if last and re.fullmatch(YEAR, last[0]) else None)


def _shorter(told: str) -> Said | None:
    if match := MONTH.fullmatch(told):
        return _months(int(match[1]), int(match[2]), 1, "month")
    if match := WORDED_MONTH.fullmatch(told):
        named = [
            number
            for number in range(1, 13)
            if match[1].lower() in (month_name(date(2000, number, 1)), month_name(date(2000, number, 1))[:3])
        ]
        return _months(int(match[2]), named[0], 1, "month") if named else None
    if match := DAY.fullmatch(told):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
        return Said(day, day, "wave")
    return None


def _plain(told: str, year: str) -> bool:
    """Whether nothing but the year, or a word that means it, is said."""
    word = told.removesuffix(".0").removesuffix(year).strip().casefold()
    return not word or word in text("intake.word.year_words").split("|")


def _months(year: int, first: int, months: int, kind: PeriodKind) -> Said:
    last = first + months - 1
    return Said(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), kind)
