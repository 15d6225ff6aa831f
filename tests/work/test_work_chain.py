"""Gaps in the chain, cadence and the law's demands: pure functions of records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lagesbild.example import work_records
from lagesbild.work import KINDS, attendance, balance, gaps, law_items, next_due, on_time, shown_status, tally, year_wheel
from lagesbild.work.calendar import step
from lagesbild.work.values import cleaned

DAY = date(2026, 11, 22)
RECORDS = work_records()


def rows(kind: str) -> list[dict[str, Any]]:
    """Norrhamn's records as the store gives them."""
    return [{"id": r["id"]} | cleaned(kind, {n: v for n, v in r.items() if n != "id"}) for r in RECORDS.get(kind, [])]


def activity(**given: Any) -> dict[str, Any]:
    return (
        {f.name: None if f.kind in ("day", "record", "amount") else "" for f in KINDS["activity"].fields()} | {"status": "planned"} | given
    )


def test_an_activity_is_late_the_day_after_its_last_day_and_not_when_done() -> None:
    assert shown_status(activity(ends_on=date(2026, 11, 21)), DAY) == "late"
    assert shown_status(activity(ends_on=DAY), DAY) == "planned"
    assert shown_status(activity(ends_on=date(2026, 1, 1), status="done"), DAY) == "done"
    assert shown_status(activity(ends_on=None, status="ongoing"), DAY) == "ongoing"


def test_a_cancelled_activity_is_none_in_any_count() -> None:
    some = [activity(ends_on=date(2026, 11, 21)), activity(status="done"), activity(status="cancelled"), activity(ends_on=DAY)]
    counted = tally(some, DAY)
    assert counted.total() == 3 and counted == {"late": 1, "done": 1, "planned": 1}


def test_every_gap_is_found_and_a_cancelled_activity_fills_none() -> None:
    problems = [{"id": "p1", "state": "open"}, {"id": "p2", "state": "open"}, {"id": "p3", "state": "closed"}]
    activities = [
        activity(id="a1", problem="p1", goal="g1", owner="x", status="done"),
        activity(id="a2", problem="p2", goal="g2", owner="x", status="cancelled"),
        activity(id="a3", problem=None, goal="g1"),
        activity(id="a4", problem="gone", goal="g1", owner="x"),
    ]
    found = gaps(activities, problems, [], ["g1", "g2"])
    assert [p["id"] for p in found.idle_problem] == ["p2"] and found.idle_goal == ("g2",)
    assert [a["id"] for a in found.no_problem] == ["a3", "a4"] and [a["id"] for a in found.no_follow_up] == ["a1"]
    assert [a["id"] for a in found.no_owner] == ["a3"]
    assert gaps(activities, problems, [{"activity": "a1"}], []).no_follow_up == ()


def test_balance_attendance_and_what_was_done_in_time() -> None:
    told = [activity(prevention="social"), activity(prevention=""), activity(prevention="social", status="cancelled")]
    assert balance(told) == {"situational": 0, "social": 1, "": 1}
    assert attendance([{"present": ["a", "b"]}, {"present": ["a"]}], ["a", "b", "c"]) == {"a": 2, "b": 1, "c": 0}
    due = date(2026, 6, 1)
    things = [{"due_on": due, "done_on": due}, {"due_on": due, "done_on": date(2026, 6, 2)}, {"due_on": due, "done_on": None}]
    assert on_time([*things, {"due_on": None, "done_on": None}], DAY) == {"in_time": 1, "afterwards": 1, "overdue": 1, "ahead": 1}


@pytest.mark.parametrize(
    ("cadence", "second"),
    [
        ("week", date(2026, 2, 7)),
        ("month", date(2026, 2, 28)),
        ("quarter", date(2026, 4, 30)),
        ("tertial", date(2026, 5, 31)),
        ("half_year", date(2026, 7, 31)),
        ("year", date(2027, 1, 31)),
    ],
)
def test_every_cadence_steps_and_the_last_of_a_month_stays_the_last(cadence: str, second: date) -> None:
    assert step(date(2026, 1, 31), cadence, 1) == second


@pytest.mark.parametrize(
    ("done", "due"),
    [
        ([], date(2025, 1, 31)),
        ([date(2025, 1, 20)], date(2026, 1, 31)),  # a bit early
        ([date(2025, 3, 5)], date(2026, 1, 31)),  # a bit late: the same year's all the same
        ([date(2024, 11, 20)], date(2026, 1, 31)),
        ([date(2025, 1, 20), date(2026, 2, 1)], date(2027, 1, 31)),
    ],
)
def test_a_doing_meets_the_due_date_nearest_to_it(done: list[date], due: date) -> None:
    assert next_due(date(2025, 1, 31), "year", done) == due


def test_the_wheel_of_norrhamn_puts_what_is_overdue_first() -> None:
    wheel = year_wheel(rows, DAY)
    assert [item.due for item in wheel] == sorted(item.due for item in wheel)
    told = {(item.kind, item.title): item for item in wheel}
    assert told["duty", "EST-möte om lägesbilden"].state == "overdue"
    assert told["duty", "Elevenkätens svar gås igenom med skolan"].due == date(2026, 5, 31)
    assert told["duty", "Trygghetsvandring"].due == date(2027, 5, 31)
    assert told["report", "Styrgruppen"].due == date(2026, 10, 7) and told["report", "Styrgruppen"].state == "overdue"
    assert told["plan", "Verksamhetsplan 2026"].due == date(2026, 12, 31)
    assert told["direction", "Buskörningen, andra omgången"].state == "overdue"
    assert {item.kind for item in wheel} == {"duty", "report", "plan", "meeting", "direction"}


def test_the_law_wants_a_follow_up_within_two_years() -> None:
    told = {item.demand: item for item in law_items(rows, DAY, situation=date(2026, 11, 9), agreement=date(2024, 1, 18))}
    assert list(told) == ["situation", "action_plan", "follow_up", "council", "coordinator", "agreement"]
    assert all(item.met for item in told.values()) and told["action_plan"].told == "Åtgärdsplan enligt lagen 2025–2026"
    later = {item.demand: item for item in law_items(rows, date(2028, 6, 1), situation=None, agreement=None)}
    assert not later["follow_up"].met and not later["action_plan"].met and not later["situation"].met and not later["agreement"].met
    assert later["coordinator"].last == date(2026, 1, 20)
