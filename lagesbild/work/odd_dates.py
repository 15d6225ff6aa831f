"""Reads the dates that plans hold in practice: 2026-03-01, mars 2026, kvartal 2 2026, vecka 12 2026, våren 2026, 3/4 2026, 2026."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from lagesbild.texts.numbers import MONTHS

EXCEL_START = date(1899, 12, 30)
SERIALS = (20_000, 80_000)  # 1954-2119: a bare number of this size is Excel's own count of days
SEASONS = {"våren": (1, 6), "vt": (1, 6), "sommaren": (6, 8), "hösten": (8, 12), "ht": (8, 12)}
MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in MONTHS)
YEAR = r"(?P<year>(?:19|20)\d\d)"


def odd_date(value: object, *, last: bool) -> tuple[date, bool] | None:
    """A cell's date and whether it was exact; a month, quarter or season gives its first day, or its last. None: no date."""
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    if isinstance(value, int | float):
        if SERIALS[0] <= value <= SERIALS[1]:
            return EXCEL_START + timedelta(days=int(value)), False
        value = f"{value:.0f}"
    words = " ".join(str(value).strip().casefold().split())
    exact = _exact(words)
    if exact is not None:
        return exact
    found = _span(words)
    return None if found is None else (found[1] if last else found[0], False)


def _exact(words: str) -> tuple[date, bool] | None:
    forms = (
        (r"(\d{4})-(\d\d)-(\d\d)(?:[ t].*)?", (0, 1, 2), True),
        (r"(\d{4})[./](\d\d?)[./](\d\d?)", (0, 1, 2), False),
        (r"(\d{4})(\d\d)(\d\d)", (0, 1, 2), False),
        (r"(\d\d?)[./](\d\d?)[ ./-]+(\d{4})", (2, 1, 0), False),
    )
    for form, order, exact in forms:
        if match := re.fullmatch(form, words):
            year, month, day = (int(match.groups()[place]) for place in order)
            return _made(year, month, day, exact)
    if match := re.fullmatch(rf"(?:den )?(\d\d?)\.?(?::?e)? (?P<month>{MONTH}) {YEAR}", words):
        return _made(int(match["year"]), _month(match["month"]), int(match.group(1)), False)
    return None


def _made(year: int, month: int, day: int, exact: bool) -> tuple[date, bool] | None:
    try:
        return date(year, month, day), exact
    except ValueError:
        return None


def _span(words: str) -> tuple[date, date] | None:
    """The first and last day of a named part of a year."""
    if match := re.fullmatch(YEAR, words):
        return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    if match := re.fullmatch(rf"{YEAR}-(?P<number>\d\d?)", words):
        return _months(int(match["year"]), int(match["number"]), int(match["number"]))
    if match := re.fullmatch(rf"(?P<month>{MONTH}) {YEAR}", words):
        return _months(int(match["year"]), _month(match["month"]), _month(match["month"]))
    if match := re.fullmatch(
        rf"(?:q|kv|kvartal) ?(?P<number>[1-4]),? {YEAR}|{YEAR.replace('year', 'first')} ?(?:q|kv|kvartal) ?(?P<second>[1-4])", words
    ):
        number = int(match["number"] or match["second"])
        return _months(int(match["year"] or match["first"]), 3 * number - 2, 3 * number)
    if match := re.fullmatch(rf"(?P<season>{'|'.join(SEASONS)}) ?{YEAR}", words):
        return _months(int(match["year"]), *SEASONS[match["season"]])
    if match := re.fullmatch(rf"(?:v|v\.|vecka) ?(?P<number>\d\d?),? {YEAR}", words):
        try:
            first = date.fromisocalendar(int(match["year"]), int(match["number"]), 1)
        except ValueError:
            return None
        return first, first + timedelta(days=6)
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _month(words: str) -> int:
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(words.rstrip(".")[:3]))
