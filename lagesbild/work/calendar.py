"""The year's wheel: what is due when, by a cadence that each municipality sets, and the law's six demands with their dates."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Row = dict[str, Any]
DueState = Literal["overdue", "soon", "ahead"]
MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
SOON = timedelta(days=30)
LAW_YEARS = 2  # the law on municipal responsibility (2023:196) wants the plan followed up within two years


@dataclass(frozen=True)
class Due:
    """One thing that comes back: when it is due next, when it was last done."""

    kind: str  # duty, report, plan, meeting or direction
    identity: str
    title: str
    due: date
    state: DueState
    last: date | None = None
    cadence: str = ""
    owner: str = ""


@dataclass(frozen=True)
class LawItem:
    """One demand of the law 2023:196: when it was last met, and whether that is enough."""

    demand: str
    last: date | None
    met: bool
    told: str = ""  # what it rests on: the plan's or the council's name


def step(start: date, cadence: str, times: int) -> date:
    """The date so many periods of a cadence after a start; the month's last day stays the last day."""
    if cadence == "week":
        return start + timedelta(weeks=times)
    place = start.year * 12 + start.month - 1 + MONTHS[cadence] * times
    year, month = divmod(place, 12)
    last = calendar.monthrange(year, month + 1)[1]
    ends = start.day == calendar.monthrange(start.year, start.month)[1]
    return date(year, month + 1, last if ends else min(start.day, last))


def next_due(first: date, cadence: str, done: Iterable[date]) -> date:
    """The first due date that no doing has met; a doing meets the due date nearest to it, a bit early or late."""
    latest = max(done, default=None)
    if latest is None:
        return first
    times = 0
    while step(first, cadence, times + 1) <= latest:
        times += 1
    here, after = step(first, cadence, times), step(first, cadence, times + 1)
    nearest = times if abs((latest - here).days) <= abs((after - latest).days) else times + 1
    return step(first, cadence, nearest + 1)


def state(due: date, day: date) -> DueState:
    """Whether something is overdue, due within thirty days, or ahead."""
    return "overdue" if due < day else "soon" if due <= day + SOON else "ahead"


def year_wheel(rows: Callable[[str], Sequence[Row]], day: date) -> list[Due]:
    """Everything that comes back, the most urgent first; `rows` gives the records of a kind."""
    found = [*_duties(rows, day), *_reports(rows, day), *_plans(rows, day), *_meetings(rows, day), *_directions(rows, day)]
    return sorted(found, key=lambda item: (item.due, item.title))


def _duties(rows: Callable[[str], Sequence[Row]], day: date) -> Iterable[Due]:
    for duty in rows("duty"):
        done = [d["done_on"] for d in rows("duty_done") if d["duty"] == duty["id"]]
        due = next_due(duty["first_due"], duty["cadence"], done)
        yield Due("duty", duty["id"], duty["title"], due, state(due, day), max(done, default=None), duty["cadence"], duty["owner"] or "")


def _reports(rows: Callable[[str], Sequence[Row]], day: date) -> Iterable[Due]:
    latest: dict[str, Row] = {}
    for report in sorted(rows("report"), key=lambda r: r["reported_on"]):
        if report["cadence"]:
            latest[report["recipient"]] = report
    for recipient, report in latest.items():
        due = step(report["reported_on"], report["cadence"], 1)
        yield Due("report", report["id"], recipient, due, state(due, day), report["reported_on"], report["cadence"])


def _plans(rows: Callable[[str], Sequence[Row]], day: date) -> Iterable[Due]:
    for plan in rows("plan"):
        if not plan["valid_from"] <= day <= plan["valid_to"]:
            continue
        done = [r["reviewed_on"] for r in rows("plan_review") if r["plan"] == plan["id"]]
        due = min(next_due(step(plan["valid_from"], plan["cadence"], 1) - timedelta(days=1), plan["cadence"], done), plan["valid_to"])
        yield Due("plan", plan["id"], plan["title"], due, state(due, day), max(done, default=None), plan["cadence"])


def _meetings(rows: Callable[[str], Sequence[Row]], day: date) -> Iterable[Due]:
    for council in rows("council"):
        held = [m["held_on"] for m in rows("meeting") if m["council"] == council["id"]]
        if held:
            due = step(max(held), council["cadence"], 1)
            yield Due("meeting", council["id"], council["name"], due, state(due, day), max(held), council["cadence"])


def _directions(rows: Callable[[str], Sequence[Row]], day: date) -> Iterable[Due]:
    for direction in rows("direction"):
        if direction["state"] == "draft":
            yield Due("direction", direction["id"], direction["title"], direction["period_from"], state(direction["period_from"], day))


def law_items(rows: Callable[[str], Sequence[Row]], day: date, *, situation: date | None, agreement: date | None) -> list[LawItem]:
    """The law's six demands in its own order; lägesbild and agreement are told by the build."""
    done = {duty["law"]: [d["done_on"] for d in rows("duty_done") if d["duty"] == duty["id"]] for duty in rows("duty") if duty["law"]}
    plans = [p for p in rows("plan") if p["decided_on"] is not None and p["valid_from"] <= day <= p["valid_to"]]
    named = [p for p in plans if "åtgärd" in p["label"].casefold()] or plans
    plan = max(named, key=lambda p: p["decided_on"], default=None)
    reviewed = [*done.get("follow_up", []), *(r["reviewed_on"] for r in rows("plan_review"))]
    met = [m["held_on"] for m in rows("meeting")]
    lasts = {
        "situation": situation,
        "action_plan": plan["decided_on"] if plan else None,
        "follow_up": max(reviewed, default=None),
        "council": max(met, default=None),
        "coordinator": max(done.get("coordinator", []), default=None),
        "agreement": agreement,
    }
    limits = {"follow_up": LAW_YEARS, "situation": LAW_YEARS, "council": LAW_YEARS}
    told = {"action_plan": plan["title"] if plan else ""}
    return [
        LawItem(
            demand, last, last is not None and (demand not in limits or step(last, "year", limits[demand]) >= day), told.get(demand, "")
        )
        for demand, last in lasts.items()
    ]
