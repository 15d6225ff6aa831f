"""Reads the days of a table as people write them; what could be two days is said to be so, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from lagesbild.texts import month_name

Order = Literal["", "dmy", "mdy", "unsure", "mixed"]
TIME = r"(?:[T ,]+(?:kl\.? ?)?(\d{1,2})[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?$"
YEAR_FIRST = r"^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})" + TIME
YEAR_LAST = r"^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})" + TIME
WORDED = r"^(?:den )?(\d{1,2})[. ]+([a-zåäö]{3})[a-zåäö]*\.?,? +(\d{4})" + TIME
MONTH = r"^(\d{4})[-/M](0[1-9]|1[0-2])$"
SERIAL = r"^([345]\d{4})(?:\.(\d+))?$"  # Excel's count of days: 1982 to 2064
SERIAL_START = np.datetime64("1899-12-30")


@dataclass(frozen=True)
class Days:
    """The day and hour of each text, absent where it says none; order tells which of two numbers was taken for the day."""

    day: pd.Series
    hour: pd.Series
    order: Order
    serials: int  # texts that are a number of days, as a spreadsheet keeps them
    months: int  # texts that say the month only


def read_days(texts: pd.Series, order: str = "") -> Days:
    """The days of a column's texts. order: dmy or mdy where the format says so; empty where the texts must tell it themselves."""
    first, last = texts.str.extract(YEAR_FIRST), texts.str.extract(YEAR_LAST)
    worded, month = texts.str.lower().str.extract(WORDED), texts.str.extract(MONTH)
    serial = pd.to_numeric(texts.str.extract(SERIAL)[0])
    one, two = pd.to_numeric(last[0]), pd.to_numeric(last[1])
    found = _order(one, two, order)
    day, of = (two, one) if found == "mdy" else (one, two)
    names = {month_name(date(2000, number, 1))[:3]: number for number in range(1, 13)}
    days = _days(first[0], first[1], first[2])
    if found in ("dmy", "mdy"):
        days = days.fillna(_days(last[2], of, day))
    days = days.fillna(_days(worded[2], worded[1].map(names), worded[0]))
    days = days.fillna(_days(month[0], month[1], month[0].where(month[0].isna(), "1")))
    counted = pd.Series(SERIAL_START + serial.fillna(0).astype("int64").to_numpy().astype("timedelta64[D]"), index=texts.index)
    days = days.fillna(counted.where(serial.notna()).astype("datetime64[s]"))
    hour = pd.to_numeric(first[3].fillna(last[3]).fillna(worded[3])).astype("Int64")
    return Days(
        days.astype("datetime64[s]"), hour.where((hour >= 0) & (hour <= 23)), found, int(serial.notna().sum()), int(month[0].notna().sum())
    )


def _days(years: pd.Series, months: pd.Series, days: pd.Series) -> pd.Series:
    """Dates of three columns of numbers; NaT where one is absent or there is no such day."""
    parts = {"year": pd.to_numeric(years), "month": pd.to_numeric(months), "day": pd.to_numeric(days)}
    return pd.to_datetime(pd.DataFrame(parts), errors="coerce").astype("datetime64[s]")


def _order(one: pd.Series, two: pd.Series, declared: str) -> Order:
    """Which number is the day: as declared, else as a number above twelve shows."""
    if not one.notna().any():
        return ""
    if declared in ("dmy", "mdy"):
        return "dmy" if declared == "dmy" else "mdy"
    day_first, day_second = bool((one > 12).any()), bool((two > 12).any())
    if day_first and day_second:
        return "mixed"
    return "dmy" if day_first else "mdy" if day_second else "unsure"
