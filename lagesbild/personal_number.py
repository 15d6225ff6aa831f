"""Recognises Swedish personal identity numbers and coordination numbers in text, by pattern, date and check digit."""

from __future__ import annotations

import re
from datetime import date

SEPARATED = r"(?P<century>18|19|20)?(?P<year>\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?P<mark>[-+\u2010-\u2013\u2212 ]?)(?P<last>\d{4})"
NUMBER = re.compile(rf"(?<![\d,.]){SEPARATED}(?![\d]|[,.]\d)")
COORDINATION = 60  # a samordningsnummer has the day of birth plus sixty
IDENTIFIER_COLUMN = 50  # from so many bare ten-digit numbers a column may be a running number that sometimes looks like a person
CHANCE = 0.2  # one in ten passes the check digit by chance; a column of persons passes whole


def holds_person(values: list[str]) -> bool:
    """Whether any text holds a number with a valid date and check digit; a column of running numbers may by chance."""
    bare = valid_bare = 0
    for match in NUMBER.finditer("\n".join(values)):
        valid = _valid(match)
        if match["century"] is None and not match["mark"] and "-" not in match.group(0):
            bare += 1
            valid_bare += valid
        elif valid:
            return True
    if bare >= IDENTIFIER_COLUMN and valid_bare <= bare * CHANCE:
        return False
    return valid_bare > 0


def mask(value: str) -> str:
    """The text with every personal identity number blacked out, for file names in sentences."""
    return NUMBER.sub(lambda match: "XXXXXX-XXXX" if _valid(match) else match.group(0), value)


def _valid(match: re.Match[str]) -> bool:
    digits = match["year"] + match["month"] + match["day"] + match["last"]
    return _checked(digits) and _dated(match["century"], int(match["year"]), int(match["month"]), int(match["day"]))


def _dated(century: str | None, year: int, month: int, day: int) -> bool:
    day -= COORDINATION if day > COORDINATION else 0
    for hundred in (int(century),) if century else (19, 20):
        try:
            date(hundred * 100 + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _checked(digits: str) -> bool:
    """Luhn's check over ten digits: every other digit doubled, digits summed, a multiple of ten."""
    total = 0
    for index, digit in enumerate(digits):
        value = int(digit) * (2 - index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
