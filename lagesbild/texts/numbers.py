"""Numbers, intervals and dates as Swedish readers write them, 1 234,5 and 22 november 2026, or English ones: 1,234.5."""

from __future__ import annotations

import math
from datetime import date

from lagesbild.texts.loader import spoken

NARROW = "\u00a0"  # no-break space: groups thousands and keeps a number with its unit
MINUS = "\u2212"
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")
ENGLISH = "en"
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def number(value: float | int | None, decimals: int = 0) -> str:
    """A number with decimal comma and grouped thousands; an absent or non-finite value is an en dash."""
    if value is None or not math.isfinite(value):
        return "–"
    rounded = round(float(value), decimals)
    body = f"{abs(rounded):,.{decimals}f}"
    if spoken() != ENGLISH:
        body = body.replace(",", NARROW).replace(".", ",")
    return f"{MINUS}{body}" if rounded < 0 else body


def percent(value: float | None) -> str:
    """A share of one in whole per cent: "15 %", in English "15%"; an absent one is an en dash alone."""
    if value is None or not math.isfinite(value):
        return number(value)
    return number(100 * value) + ("%" if spoken() == ENGLISH else f"{NARROW}%")


def count(value: float | int | None, one: str, many: str) -> str:
    """A whole number with the right form of its noun: "1 brott", "3 områden"."""
    return f"{number(value)}{NARROW}{one if value == 1 else many}"


def signed(value: float | int | None, decimals: int = 0) -> str:
    """A difference with its sign: "+3", "−1,2", "0"."""
    body = number(value, decimals)
    return f"+{body}" if value is not None and math.isfinite(value) and round(value, decimals) > 0 else body


def interval(lower: float | None, upper: float | None, decimals: int = 0) -> str:
    """An interval as "12–15"; an open or absent end gives an empty string."""
    if lower is None or upper is None or not (math.isfinite(lower) and math.isfinite(upper)):
        return ""
    return f"{number(lower, decimals)}–{number(upper, decimals)}"


def day(value: date) -> str:
    """A date as 2026-11-22."""
    return f"{value:%Y-%m-%d}"


def long_day(value: date) -> str:
    """A date as "22 november 2026"."""
    months = ENGLISH_MONTHS if spoken() == ENGLISH else MONTHS
    return f"{value.day} {months[value.month - 1]} {value.year}"


def month_name(value: date) -> str:
    """The month's Swedish name in lower case."""
    return MONTHS[value.month - 1]


def period_name(start: date, end: date) -> str:
    """What a period is called: "2025", "2023–2025", "kvartal 2 2026", "september 2026", else both dates."""
    last_day = (date(end.year + end.month // 12, end.month % 12 + 1, 1)).toordinal() - 1 == end.toordinal()
    if start.day == 1 and last_day:
        if (start.month, end.month) == (1, 12):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if start.year == end.year and start.month == end.month:
            return f"{MONTHS[start.month - 1]} {start.year}"
        if start.year == end.year and end.month - start.month == 2 and start.month % 3 == 1:
            return f"kvartal {end.month // 3} {start.year}"
    return f"{day(start)} till {day(end)}"
