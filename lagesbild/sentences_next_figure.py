"""When a goal's next figure comes, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lagesbild.sentences_goals import due_words
from lagesbild.texts import text


def coming(row: Mapping[str, Any] | None, today: date) -> str:
    """When the next figure comes: as long after the latest as between the last two waves, or the next year's; empty where that is past."""
    if row is None or row["latest"] is None:
        return ""
    latest = row["latest"]["period_start"]
    if row["period_kind"] != "wave":
        year = latest.year + 1
        return text("goals.next.year", year=year) if today.year <= year + 1 else ""
    before = row["whole"]["period_start"][row["whole"]["period_start"] < latest]
    due = latest + (latest - before.max()) if len(before) else None
    if due is None or due.date() < today:
        return ""
    due += (row["latest"]["period_end"] - latest) / 2
    return text("goals.next.wave", when=due_words(due.year + due.day_of_year / 366))
