"""Where the chain from problem to result is broken: pure functions of records, the same for pages, briefings and tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Row = dict[str, Any]
ShownStatus = Literal["planned", "ongoing", "late", "done", "cancelled"]
GAPS = ("idle_problem", "idle_goal", "no_problem", "no_follow_up", "no_owner")


@dataclass(frozen=True)
class Gaps:
    """What is missing, as records; goals as their identities."""

    idle_problem: tuple[Row, ...]  # open problems that no activity works with
    idle_goal: tuple[str, ...]  # goals without activities
    no_problem: tuple[Row, ...]  # activities that say no problem
    no_follow_up: tuple[Row, ...]  # finished activities that nobody has followed up
    no_owner: tuple[Row, ...]


def shown_status(activity: Row, day: date) -> ShownStatus:
    """An activity's status on a day: late when its last day has passed and it is neither done nor cancelled."""
    open_still = activity["status"] in ("planned", "ongoing")
    return "late" if open_still and activity["ends_on"] is not None and activity["ends_on"] < day else activity["status"]


def tally(activities: Iterable[Row], day: date) -> Counter[ShownStatus]:
    """How many activities stand how on a day; cancelled ones are none, so that the sum is the number that every page tells."""
    return Counter(status for row in activities if (status := shown_status(row, day)) != "cancelled")


def gaps(activities: Sequence[Row], problems: Sequence[Row], follow_ups: Iterable[Row], goals: Iterable[str]) -> Gaps:
    """Every gap among these records; a cancelled activity neither is one nor fills one."""
    alive = [a for a in activities if a["status"] != "cancelled"]
    worked, followed = {a["problem"] for a in alive}, {f["activity"] for f in follow_ups}
    known, aimed = {p["id"] for p in problems}, {a["goal"] for a in alive}
    return Gaps(
        idle_problem=tuple(p for p in problems if p["state"] == "open" and p["id"] not in worked),
        idle_goal=tuple(goal for goal in goals if goal not in aimed),
        no_problem=tuple(a for a in alive if a["problem"] not in known),
        no_follow_up=tuple(a for a in alive if a["status"] == "done" and a["id"] not in followed),
        no_owner=tuple(a for a in alive if not a["owner"]),
    )


def balance(activities: Iterable[Row]) -> dict[str, int]:
    """How many activities are situational, social, and of neither kind said."""
    found = {"situational": 0, "social": 0, "": 0}
    for activity in activities:
        if activity["status"] != "cancelled":
            found[activity["prevention"]] += 1
    return found


def on_time(rows: Iterable[Row], day: date, done: str = "done_on", due: str = "due_on") -> dict[str, int]:
    """How things with a last day went: done in time, done late, overdue, and not due yet."""
    found = {"in_time": 0, "afterwards": 0, "overdue": 0, "ahead": 0}
    for row in rows:
        if row[done] is not None:
            found["afterwards" if row[due] is not None and row[done] > row[due] else "in_time"] += 1
        else:
            found["overdue" if row[due] is not None and row[due] < day else "ahead"] += 1
    return found


def attendance(meetings: Sequence[Row], parties: Iterable[str]) -> dict[str, int]:
    """How many of the meetings each party of a council came to."""
    return {party: sum(party in meeting["present"] for meeting in meetings) for party in parties}
