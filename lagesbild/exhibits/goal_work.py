"""What has been decided and promised for a goal: the decisions that its activities carry out, and the promises that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import pandas as pd

from lagesbild.read import read
from lagesbild.store import Reader

DecisionState = Literal["late", "draft", "decided", "evaluated", "skipped"]


def decisions(reader: Reader, activities: Sequence[Mapping[str, Any]], day: date) -> list[dict[str, Any]]:
    """The decisions (inriktningsbeslut) that the activities are part of, newest first, each with its `standing` and `days_late`."""
    wanted = {row["direction"] for row in activities if row["direction"]}
    rows = read(reader, "directions")
    return [
        {str(key): value for key, value in row.items()} | {"standing": standing(row, day), "days_late": _days_late(row, day)}
        for row in rows[rows["direction"].isin(wanted)].to_dict("records")
    ]


def promises(reader: Reader, goal: str) -> list[dict[str, Any]]:
    """The promises to residents (medborgarlöften) that name the goal, newest first."""
    rows = read(reader, "promises")
    return [{str(key): value for key, value in row.items()} for row in rows[rows["goal"] == goal].to_dict("records")]


def standing(row: Mapping[Any, Any], day: date) -> DecisionState:
    """How a decision stands: a draft is late from the day after its period began, as on Årshjul."""
    if row["state"] == "draft":
        return "late" if _days_late(row, day) > 0 else "draft"
    if row["evaluation"] and not pd.isna(row["evaluated_on"]):
        return "evaluated"
    return "skipped" if row["skipped_because"] else "decided"


def _days_late(row: Mapping[Any, Any], day: date) -> int:
    return (pd.Timestamp(day) - row["period_from"]).days if row["state"] == "draft" else 0
