"""What is done for each goal: the activities of the plans as they are written."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

from lagesbild.read import read
from lagesbild.store import Reader


@lru_cache(maxsize=32)
def activities_by_goal(reader: Reader, day: date) -> dict[str, list[dict[str, Any]]]:
    """The activities of every goal that has some, earliest first; cancelled ones are left out."""
    rows = read(reader, "activities", day=day)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows[(rows["goal"] != "") & (rows["status"] != "cancelled")].to_dict("records"):
        found.setdefault(row["goal"], []).append({str(key): value for key, value in row.items()} | {"late": bool(row["late"])})
    return found


def summary(activities: list[dict[str, Any]]) -> dict[str, Any]:
    """How many are done, late, under way and planned, and whose the late ones are, most first."""
    late = [row for row in activities if row["late"]]
    status = Counter("late" if row["late"] else row["status"] for row in activities)
    owners = [owner for owner, _ in Counter(row["owner"] for row in late).most_common()]
    return {
        "all": len(activities), "done": status["done"], "late": len(late), "ongoing": status["ongoing"], "planned": status["planned"],
        "owned": sum(bool(row["owner"]) for row in activities), "late_owners": owners,
        "without_problem": [row["title"] for row in activities if not row["problem"]],
    }  # fmt: skip
