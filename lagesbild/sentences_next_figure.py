"""When a goal's next figure comes, in words, and that it comes too late for the goal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lagesbild.sentences_goals import due_words
from lagesbild.texts import day, text


def coming(row: Mapping[str, Any] | None, today: date) -> str:
    """When the next figure comes: as long after the latest as between the last two waves, or the next year's; empty where that is past.

    A figure that is not whole until after the goal's last day is said to be too late for it.
    """
    if row is None or row["latest"] is None:
        return ""
    latest = row["latest"]["period_start"]
    if row["period_kind"] != "wave":
        year = latest.year + 1
        return text("goals.next.year", year=year) + _late(row, date(year, 12, 31)) if today.year <= year + 1 else ""
    before = row["whole"]["period_start"][row["whole"]["period_start"] < latest]
    due = latest + (latest - before.max()) if len(before) else None
    if due is None or due.date() < today:
        return ""
    length = row["latest"]["period_end"] - latest
    middle = due + length / 2
    return text("goals.next.wave", when=due_words(middle.year + middle.day_of_year / 366)) + _late(row, (due + length).date())


def _late(row: Mapping[str, Any], whole_on: date) -> str:
    deadline = row["deadline"]
    kind = "wave" if row["period_kind"] == "wave" else "year"
    return f" {text(f'goals.next.late_{kind}', day=day(deadline))}" if deadline and whole_on > deadline else ""
