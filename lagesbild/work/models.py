"""What a municipality and its police write during the year, one table per kind of record."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from lagesbild.model import (
    ActivityStatus,
    Cadence,
    Confidence,
    DialogueKind,
    DirectionState,
    LawDuty,
    PartyKind,
    Prevention,
    ProblemKind,
    ProblemState,
    PromiseStatus,
    TimeOfDay,
)
from lagesbild.work.base import Record, amount, area, choice, day, flag, focus, goal, line, listed, long, refers, whole
from lagesbild.work.models_reporting import Frozen, Report
from lagesbild.work.models_signals import SignalComment


class Party(Record):
    """Somebody who does things in the cooperation: school, leisure, social services, police, housing company, guards."""

    __tablename__ = "party"
    name: Mapped[str] = line(required=True)
    party_kind: Mapped[str] = choice(PartyKind, "other")


class Plan(Record):
    """A plan under the agreement, whatever the municipality calls it."""

    __tablename__ = "plan"
    label: Mapped[str] = line(required=True)  # verksamhetsplan, aktivitetsplan, genomförandeplan, åtgärdsplan
    title: Mapped[str] = line(required=True)
    valid_from: Mapped[date | None] = day(required=True)
    valid_to: Mapped[date | None] = day(required=True)
    cadence: Mapped[str] = choice(Cadence, "year")  # how often it is revised
    decided_by: Mapped[str] = line()
    decided_on: Mapped[date | None] = day()
    document: Mapped[str] = line()


class PlanReview(Record):
    """One revision of a plan."""

    __tablename__ = "plan_review"
    plan: Mapped[Any] = refers("plan", required=True)
    reviewed_on: Mapped[date | None] = day(required=True)
    decided_by: Mapped[str] = line()
    summary: Mapped[str] = long()


class Problem(Record):
    """Something that the data or people show is wrong, with the chart that shows it."""

    __tablename__ = "problem"
    title: Mapped[str] = line(required=True)
    area: Mapped[str] = area()
    place: Mapped[str] = line()
    problem_kind: Mapped[str] = choice(ProblemKind, "crime")
    focus: Mapped[str] = focus()
    goal: Mapped[str] = goal()
    description: Mapped[str] = long()
    evidence: Mapped[str] = line()  # the address of the view that shows it
    evidence_build: Mapped[str] = line()  # the build that the view showed
    opened_on: Mapped[date | None] = day(required=True)
    state: Mapped[str] = choice(ProblemState, "open")
    closed_on: Mapped[date | None] = day()
    public: Mapped[bool] = flag()


class Cause(Record):
    """A hypothesis on why a problem is there, and how sure one is of it."""

    __tablename__ = "cause"
    problem: Mapped[Any] = refers("problem", required=True)
    hypothesis: Mapped[str] = long(required=True)
    confidence: Mapped[str] = choice(Confidence, "low")
    basis: Mapped[str] = long()


class Direction(Record):
    """A quarter's inriktningsbeslut, with the evaluation that the next one waits for."""

    __tablename__ = "direction"
    council: Mapped[Any] = refers("council")
    period_from: Mapped[date | None] = day(required=True)
    period_to: Mapped[date | None] = day(required=True)
    title: Mapped[str] = line(required=True)
    reason: Mapped[str] = long()
    focus_text: Mapped[str] = long()
    state: Mapped[str] = choice(DirectionState, "draft")
    decided_on: Mapped[date | None] = day()
    evaluation: Mapped[str] = long()
    evaluated_on: Mapped[date | None] = day()
    skipped_because: Mapped[str] = long()


class Activity(Record):
    """Something that somebody does about a problem, for a goal."""

    __tablename__ = "activity"
    title: Mapped[str] = line(required=True)
    goal: Mapped[str] = goal()
    strategy: Mapped[str] = line()
    prevention: Mapped[str] = choice(Prevention)
    library: Mapped[str] = line()  # the known method it follows: SSPF, Våga Värna, nolltolerans
    focus: Mapped[str] = focus()
    owner: Mapped[Any] = refers("party")
    area: Mapped[str] = area()
    place: Mapped[str] = line()
    starts_on: Mapped[date | None] = day()
    ends_on: Mapped[date | None] = day()
    status: Mapped[str] = choice(ActivityStatus, "planned")
    cost: Mapped[float | None] = amount()
    problem: Mapped[Any] = refers("problem")
    plan: Mapped[Any] = refers("plan")
    direction: Mapped[Any] = refers("direction")
    description: Mapped[str] = long()
    public: Mapped[bool] = flag()


class FollowUp(Record):
    """What came of an activity."""

    __tablename__ = "follow_up"
    activity: Mapped[Any] = refers("activity", required=True)
    followed_on: Mapped[date | None] = day(required=True)
    result: Mapped[str] = long(required=True)
    effect: Mapped[float | None] = amount()
    effect_low: Mapped[float | None] = amount()
    effect_high: Mapped[float | None] = amount()
    effect_unit: Mapped[str] = line()
    effect_method: Mapped[str] = line()
    evidence: Mapped[str] = line()  # the address of the view that gave the estimate
    evidence_build: Mapped[str] = line()  # the build that the view showed


class Promise(Record):
    """A medborgarlöfte: what residents were promised, and whether it was kept."""

    __tablename__ = "promise"
    text: Mapped[str] = long(required=True)
    area: Mapped[str] = area()
    place: Mapped[str] = line()
    period_from: Mapped[date | None] = day(required=True)
    period_to: Mapped[date | None] = day(required=True)
    owner: Mapped[Any] = refers("party")
    goal: Mapped[str] = goal()
    status: Mapped[str] = choice(PromiseStatus, "ongoing")  # follows from plan and done once it has ended: `model_promise`
    planned: Mapped[int | None] = whole()
    done: Mapped[int | None] = whole()
    counted: Mapped[str] = line()  # what is counted, after "51 av 70": "planerade kvällar"
    counted_to: Mapped[date | None] = day()
    result: Mapped[str] = long()
    public: Mapped[bool] = flag()


class Dialogue(Record):
    """A conversation with residents or staff, or a survey of a place: when, where, how many, and which themes."""

    __tablename__ = "dialogue"
    title: Mapped[str] = line(required=True)
    dialogue_kind: Mapped[str] = choice(DialogueKind, "residents")
    held_on: Mapped[date | None] = day(required=True)
    area: Mapped[str] = area()
    place: Mapped[str] = line()
    participants: Mapped[int | None] = whole()
    note: Mapped[str] = long()


class DialogueTheme(Record):
    """How many in a dialogue raised a theme."""

    __tablename__ = "dialogue_theme"
    dialogue: Mapped[Any] = refers("dialogue", required=True)
    theme: Mapped[str] = line(required=True)
    mentions: Mapped[int | None] = whole()


class Walk(Record):
    """A trygghetsvandring."""

    __tablename__ = "walk"
    title: Mapped[str] = line(required=True)
    held_on: Mapped[date | None] = day(required=True)
    area: Mapped[str] = area()
    place: Mapped[str] = line()
    participants: Mapped[int | None] = whole()


class WalkObservation(Record):
    """What was seen on a walk, what is to be done about it, by whom, and when it was put right."""

    __tablename__ = "walk_observation"
    walk: Mapped[Any] = refers("walk", required=True)
    observation: Mapped[str] = line(required=True)
    measure: Mapped[str] = line()
    owner: Mapped[Any] = refers("party")
    due_on: Mapped[date | None] = day()
    closed_on: Mapped[date | None] = day()


class Council(Record):
    """A local council: a named set of areas and parties."""

    __tablename__ = "council"
    name: Mapped[str] = line(required=True)
    areas: Mapped[list[str]] = listed("areas")
    parties: Mapped[list[str]] = listed("parties")
    cadence: Mapped[str] = choice(Cadence, "quarter")  # how often it meets


class Meeting(Record):
    """One meeting of a council, and which parties came."""

    __tablename__ = "meeting"
    council: Mapped[Any] = refers("council", required=True)
    held_on: Mapped[date | None] = day(required=True)
    present: Mapped[list[str]] = listed("parties")
    minutes: Mapped[str] = line()


class Decision(Record):
    """What a meeting decided: by whom, until when, and when it was done."""

    __tablename__ = "decision"
    meeting: Mapped[Any] = refers("meeting", required=True)
    text: Mapped[str] = line(required=True)
    owner: Mapped[Any] = refers("party")
    due_on: Mapped[date | None] = day()
    done_on: Mapped[date | None] = day()


class PlaceReport(Record):
    """An observation of a place under EST: what, where and when, never who."""

    __tablename__ = "place_report"
    observation: Mapped[str] = line(required=True)
    problem_kind: Mapped[str] = choice(ProblemKind, "disorder")
    area: Mapped[str] = area()
    place: Mapped[str] = line(required=True)
    observed_on: Mapped[date | None] = day(required=True)
    time_of_day: Mapped[str] = choice(TimeOfDay)
    owner: Mapped[Any] = refers("party")


class Duty(Record):
    """Something that comes back: who does it, how often, and which demand of the law it meets, if any."""

    __tablename__ = "duty"
    title: Mapped[str] = line(required=True)
    law: Mapped[str] = choice(LawDuty)
    cadence: Mapped[str] = choice(Cadence, "year")
    first_due: Mapped[date | None] = day(required=True)
    owner: Mapped[Any] = refers("party")


class DutyDone(Record):
    """One time that a duty was done."""

    __tablename__ = "duty_done"
    duty: Mapped[Any] = refers("duty", required=True)
    done_on: Mapped[date | None] = day(required=True)
    note: Mapped[str] = line()


KINDS: dict[str, type[Record]] = {
    model.__tablename__: model
    for model in (
        Party, Council, Plan, PlanReview, Problem, Cause, Direction, Activity, FollowUp, Promise, Dialogue, DialogueTheme, Walk,
        WalkObservation, Meeting, Decision, PlaceReport, Frozen, Report, Duty, DutyDone, SignalComment,
    )
}  # fmt: skip
"""Every kind of record by name; what a kind refers to comes before it."""
