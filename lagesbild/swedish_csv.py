"""A table as CSV for Swedish Excel: semicolon, decimal comma, byte order mark, and no cell that acts as a formula."""

from __future__ import annotations

import csv
import io
import math
import numbers
from datetime import date
from typing import Any

import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def excel_csv(frame: pd.DataFrame) -> bytes:
    """The frame's columns and rows; an absent value is an empty cell, never zero, and numbers keep their sign."""
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell(name) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([cell(value) for value in row])
    return b"\xef\xbb\xbf" + into.getvalue().encode("utf-8")


def cell(value: Any) -> str:
    """One value as Excel in Swedish reads it; text that would start a formula gets an apostrophe before it."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return f"{value:.10g}".replace(".", ",") if math.isfinite(value) else ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    words = str(value).replace("\u00a0", " ")  # what keeps a number on one line is in the way of a search
    return f"'{words}" if words.startswith(FORMULA) else words
