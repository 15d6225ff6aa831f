"""Medborgarlöften in words: how many of those that have ended were kept, and how much of a plan is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lagesbild.model_promise import HALF, NEARLY_ALL, promise_status
from lagesbild.texts import day, number, text


def finding(statuses: Sequence[str]) -> tuple[str, str]:
    """Heading and the line under it; the latter is empty while no promise has ended."""
    ended = len(statuses) - statuses.count("ongoing")
    if not ended:
        return text("promises.finding_ongoing"), ""
    counts = {"partly": statuses.count("partly_kept"), "not_kept": statuses.count("not_kept"), "ongoing": statuses.count("ongoing")}
    return text("promises.finding", kept=statuses.count("kept"), n=ended), text("promises.lede", **counts)


def counted(row: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """A promise's figure in three parts, of which people have written the middle one; None where nothing is counted.

    ("51 av 70", "planerade kvällar", "till och med 2026-10-31. Hittills mindre än planerat.")
    """
    planned, done, until = (None if pd.isna(told := row.get(name)) else told for name in ("planned", "done", "counted_to"))
    if done is None or not planned:  # builds of an older version have no counts at all
        return None
    short = row["status"] == "ongoing" and promise_status("kept", int(planned), int(done)) != "kept"
    end = "" if until is None else f" {text('promises.counted_to', day=day(until))}"
    behind = f" {text('promises.behind')}" if short else ""
    return text("promises.of", done=number(done), planned=number(planned)), row["counted"] or text("promises.planned"), f"{end}.{behind}"


def came_of(row: Mapping[str, Any]) -> str:
    """What came of a promise: its figure, and what the one who gave it tells; empty where there is neither."""
    found = counted(row)
    figure = f"{found[0]} {found[1]}{found[2]}" if found else ""
    return f"{figure} {row['result']}".strip()


def rule() -> str:
    """The rule that judges promises with a plan in numbers."""
    return text("promises.rule", nearly=NEARLY_ALL, half=HALF)
