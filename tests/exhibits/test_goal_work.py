"""A goal's decisions and promises: those that belong to it, and a draft that should have been decided is late."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lagesbild.exhibits import goal_work
from tests.exhibits.made_goals import DAY, figures, made


def decision(name: str, begins: date, **told: Any) -> dict[str, Any]:
    plain = {"municipality": "9999", "direction": name, "council": "rad", "title": name, "reason": "", "focus_text": "", "state": "decided",
             "evaluation": "", "evaluated_on": None, "skipped_because": ""}  # fmt: skip
    return plain | {"period_from": begins, "period_to": date(begins.year, 12, 31), "decided_on": None} | told


def promise(name: str, goal: str) -> dict[str, Any]:
    plain = {"municipality": "9999", "promise": name, "promise_text": name, "area": "", "place": "", "owner": "", "owner_kind": ""}
    return plain | {"goal": goal, "status": "ongoing", "counted": "", "result": "", "public": True, "period_from": DAY, "period_to": DAY}


def test_a_goal_has_the_decisions_of_its_activities_and_the_promises_that_name_it(tmp_path: Path) -> None:
    more = {
        "direction": pd.DataFrame(
            [decision("d1", date(2025, 10, 1)), decision("d2", date(2026, 10, 1), state="draft"), decision("d3", DAY)]
        ),
        "promise": pd.DataFrame([promise("l1", "buskorning"), promise("l2", "vald")]),
    }
    reader = made(tmp_path / "internal.duckdb", figures(), more=more)
    found = goal_work.decisions(reader, [{"direction": "d1"}, {"direction": "d2"}, {"direction": "d2"}, {"direction": ""}], DAY)
    assert [(row["direction"], row["standing"], row["days_late"]) for row in found] == [("d2", "late", 52), ("d1", "decided", 0)]
    assert [row["promise"] for row in goal_work.promises(reader, "buskorning")] == ["l1"]
    assert goal_work.decisions(reader, [], DAY) == [] and goal_work.promises(reader, "annat") == []


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({"state": "draft", "period_from": pd.Timestamp(2026, 11, 21)}, "late"),
        ({"state": "draft", "period_from": pd.Timestamp(2026, 11, 22)}, "draft"),
        ({"state": "decided"}, "decided"),
        ({"state": "decided", "evaluation": "Klart.", "evaluated_on": pd.Timestamp(2026, 11, 1)}, "evaluated"),
        ({"state": "decided", "evaluation": "Klart.", "evaluated_on": pd.NaT}, "decided"),
        ({"state": "decided", "skipped_because": "Ingen var på plats."}, "skipped"),
    ],
)
def test_how_a_decision_stands(told: dict[str, Any], stands: str) -> None:
    assert goal_work.standing(decision("d", DAY) | told, DAY) == stands
