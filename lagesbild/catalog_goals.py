"""Reads the goals of an agreement: a tree of two levels whose measures must be able to carry a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

from lagesbild.catalog_records import one_of, pick, shown
from lagesbild.model import ALL, Indicator, LagesbildError, Survey
from lagesbild.model_agreement import Agreement, Direction, Goal, GoalLevel, GoalMeasure
from lagesbild.texts import number, text


def goals(
    of: Agreement, told: list[dict[str, Any]], path: Path, known: dict[str, Indicator], surveys: Iterable[Survey]
) -> tuple[Goal, ...]:
    """The goals in the file's order, checked as a tree and one by one."""
    asked = list(surveys)
    found = tuple(_goal(of, table, path, known, asked) for table in told)
    slugs = [goal.slug for goal in found]
    again = next((slug for slug in slugs if slugs.count(slug) > 1), None)
    if again:
        raise LagesbildError(text("catalog.agreement.goal_twice", file=shown(path), goal=again))
    parents = {goal.parent for goal in found} - {""}
    for goal in found:
        _check_place(goal, {other.slug: other for other in found}, path)
        if not (goal.measures or goal.followed_by_activities or goal.slug in parents):
            raise LagesbildError(text("catalog.agreement.goal_unfollowed", file=shown(path), goal=goal.slug))
    return found


def _goal(of: Agreement, table: dict[str, Any], path: Path, known: dict[str, Indicator], surveys: list[Survey]) -> Goal:
    slug = str(table.get("slug", ""))
    measures = tuple(_measure(of, slug, item, path, known, surveys) for item in table.pop("measures", []))
    goal: Goal = pick(Goal, table, path, measures=measures)
    one_of("goals.level", [goal.level], get_args(GoalLevel), path)
    one_of("goals.focus", goal.focus, tuple(area.slug for area in of.focus_areas), path)
    return goal


def _check_place(goal: Goal, by_slug: dict[str, Goal], path: Path) -> None:
    """A goal lies under a goal that lies under nothing: two levels."""
    if not goal.parent:
        return
    above = by_slug.get(goal.parent)
    if above is None or above.parent or above is goal:
        raise LagesbildError(text("catalog.agreement.bad_parent", file=shown(path), goal=goal.slug, parent=goal.parent))


def _measure(
    of: Agreement, goal: str, table: dict[str, Any], path: Path, known: dict[str, Indicator], surveys: list[Survey]
) -> GoalMeasure:
    place = {"file": shown(path), "goal": goal, "indicator": table.get("indicator", "")}
    indicator = known.get(place["indicator"])
    if indicator is None:
        raise LagesbildError(text("catalog.agreement.unknown_indicator", key=f"goals.{goal}", **place))
    default = "none" if indicator.better == "neither" else indicator.better
    measure: GoalMeasure = pick(GoalMeasure, {"direction": default} | table, path)
    one_of("measures.direction", [measure.direction], get_args(Direction), path)
    if measure.direction not in ("none", indicator.better):
        raise LagesbildError(text("catalog.agreement.against_better", better=default, **place))
    _check_target(measure, indicator, surveys, place)
    _check_baseline(of, measure, surveys, place)
    _check_deadline(of, measure, place)
    return measure


def _check_target(measure: GoalMeasure, indicator: Indicator, surveys: list[Survey], place: dict[str, str]) -> None:
    """A target lies on the indicator's own scale and needs a direction: "at most" or "at least"."""
    if measure.target is None:
        return
    if measure.direction == "none":
        raise LagesbildError(text("catalog.agreement.target_without_direction", **place))
    low, high = _scale(indicator, surveys)
    if not low <= measure.target <= high:
        key = "target_share" if indicator.measure == "share" else "target_beyond"
        told = {"target": number(measure.target, 2), "low": number(low), "high": number(high) if high < float("inf") else ""}
        raise LagesbildError(text(f"catalog.agreement.{key}", **told, **place))


def _scale(indicator: Indicator, surveys: list[Survey]) -> tuple[float, float]:
    if indicator.measure == "share":
        return 0.0, 1.0
    scores = (
        float(answer)
        for survey in surveys
        for question in survey.questions
        if question.indicator == indicator.slug and question.score
        for answer in question.scale
        if answer not in question.not_answered
    )
    found = list(scores)
    return (min(found), max(found)) if found else (0.0, float("inf"))


def _check_baseline(of: Agreement, measure: GoalMeasure, surveys: list[Survey], place: dict[str, str]) -> None:
    """The baseline is a wave that asked the question, or a whole year that is over when the agreement ends."""
    told = {"baseline": measure.baseline, **place}
    asking = [survey for survey in surveys if survey.municipality in (ALL, of.municipality) and asks(survey, measure.indicator)]
    if asking:
        waves = [wave for survey in asking for wave in asked_in(survey, measure.indicator)]
        if measure.baseline not in waves:
            raise LagesbildError(text("catalog.agreement.baseline_no_wave", known=", ".join(waves), **told))
    elif not (str(measure.baseline).isdigit() and len(str(measure.baseline)) == 4):
        raise LagesbildError(text("catalog.agreement.baseline_no_year", **told))
    if of.ends and int(measure.baseline[:4]) > of.ends.last.year:
        raise LagesbildError(text("catalog.agreement.baseline_late", end=of.ends.last, **told))


def asks(survey: Survey, indicator: str) -> bool:
    """Whether a survey has a question for the indicator."""
    return any(question.indicator == indicator for question in survey.questions)


def asked_in(survey: Survey, indicator: str) -> list[str]:
    """The waves of a survey in which the indicator's question was asked, oldest first."""
    order = [wave.wave for wave in sorted(survey.waves, key=lambda wave: wave.field_from)]
    spans = [
        (order.index(q.since) if q.since else 0, order.index(q.until) if q.until else len(order) - 1)
        for q in survey.questions
        if q.indicator == indicator
    ]
    return [wave for place, wave in enumerate(order) if any(first <= place <= last for first, last in spans)]


def _check_deadline(of: Agreement, measure: GoalMeasure, place: dict[str, str]) -> None:
    if measure.target is None and measure.deadline is None:
        return
    due = measure.deadline or (of.ends.last if of.ends else None)
    if due is None:
        raise LagesbildError(text("catalog.agreement.no_deadline", **place))
    if due <= date(int(measure.baseline[:4]), 1, 1):
        raise LagesbildError(text("catalog.agreement.deadline_early", deadline=due, baseline=measure.baseline, **place))
