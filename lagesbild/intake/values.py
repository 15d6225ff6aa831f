"""Turns texts and cells into dates, hours, whole numbers and values with a state; what cannot be turned is said, never guessed."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

import pandas as pd

from lagesbild.model import ValueState

DATE = r"^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{1,2})[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?$"
HOUR = r"^(\d{1,2})(?:[:.]\d{2}(?:[:.]\d{2})?)?$"
BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
COMMA_NUMBER = re.compile(r"^[-\u2212]?\d+(?:,\d+)?$")
POINT_NUMBER = re.compile(r"^[-\u2212]?\d+(?:\.\d+)?$")


def folded(heading: str) -> str:
    """A heading or name without case, accents, blanks and marks: "DeSO.område" and "deso område" are one."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def slug(name: str) -> str:
    """A name as an identity: "Hägersten - Älvsjö" becomes "hagersten-alvsjo"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def dates(column: pd.Series) -> tuple[pd.Series, pd.Series]:
    """(dates with NaT where absent or wrong, hours where the text has a time) of a text column."""
    parts = column.str.extract(DATE)
    found = pd.to_datetime(parts[0] + "-" + parts[1] + "-" + parts[2], format="%Y-%m-%d", errors="coerce")
    return found.astype("datetime64[s]"), _numbers(parts[3])


def hours(column: pd.Series) -> pd.Series:
    """The hour 0-23 of texts like 14:30, 14.30 and 14; absent where there is none or it is wrong."""
    found = _numbers(column.str.extract(HOUR)[0])
    return found.where((found >= 0) & (found <= 23))


def whole_numbers(column: pd.Series) -> pd.Series:
    """Whole numbers of a text column; absent where the text is anything else, "12,5" and "<5" included."""
    return _numbers(column.where(column.str.fullmatch(r"\d{1,9}")))


def _numbers(column: pd.Series) -> pd.Series:
    found: Any = pd.to_numeric(column, errors="coerce")
    return found.astype("Int64")


def decimal_mark(cells: list[Any]) -> str:
    """The decimal mark of a table's text cells: a comma if any number has one, else a point."""
    texts = (BLANKS.sub("", cell) for cell in cells if isinstance(cell, str) and "," in cell)
    return "," if any(COMMA_NUMBER.match(cell) for cell in texts) else "."


def value(cell: Any, symbols: dict[str, str], mark: str) -> tuple[float | None, ValueState] | None:
    """(number, state) of one cell by the source's symbols; None when it is neither a number nor a known symbol."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _stated(float(cell))
    if not isinstance(cell, str):
        return None
    if cell.strip() in symbols:
        state: Any = symbols[cell.strip()]
        return (0.0 if state == "zero" else None), state
    compact = BLANKS.sub("", cell)
    pattern = COMMA_NUMBER if mark == "," else POINT_NUMBER
    if not pattern.match(compact):
        return None
    return _stated(float(compact.replace(",", ".").replace("\u2212", "-")))


def _stated(number: float) -> tuple[float | None, ValueState] | None:
    if not math.isfinite(number):
        return None
    return number, "zero" if number == 0 else "value"


def as_text(cell: Any) -> str:
    """A workbook cell as text: 2023.0 is 2023, a date is 2023-12-31, nothing is an empty string."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return BLANKS.sub(" ", str(cell)).strip()
