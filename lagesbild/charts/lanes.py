"""Where activities lie under a series: in as few lanes as let no bar touch the next one's number."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from lagesbild.texts import text

ROOM = 0.045  # the part of the width that a bar's number needs before it
LEAST = 0.006  # a shorter bar could not be seen or pointed at


def in_lanes(marks: pd.DataFrame, span: tuple[date, date]) -> pd.DataFrame:
    """The marks within the axis with `low` and `high`, their days cut to the axis, and `lane`, 0 for the uppermost.

    marks: rows with starts_on and ends_on as dates, in the order of their first days.
    """
    length, ends = (span[1] - span[0]).days, list[date]()
    rows = []
    for mark in marks[(marks["starts_on"] <= span[1]) & (marks["ends_on"] >= span[0])].to_dict("records"):
        low = max(mark["starts_on"], span[0])
        high = max(min(mark["ends_on"], span[1]), low + timedelta(days=round(LEAST * length)))
        free = low - timedelta(days=round(ROOM * length))
        lane = next((n for n, end in enumerate(ends) if end <= free), len(ends))
        ends[lane:] = [high, *ends[lane + 1 :]]
        rows.append(mark | {"low": low, "high": high, "lane": lane})
    return pd.DataFrame(rows, columns=[*marks.columns, "low", "high", "lane"])


def marks_words(marks: pd.DataFrame) -> str:
    """The marks in words, for a picture's text alternative and for paper: "1 Title (2025-01-15–2026-12-31), 2 ..."."""
    if marks.empty:
        return ""
    return text("activity_marks.words", activities=", ".join(f"{mark.number} {mark.title} ({mark.when})" for mark in marks.itertuples()))
