"""The agreements of a municipality as tables: what was signed, its goals and how they are measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.agreement_state import current
from lagesbild.catalog import Catalog
from lagesbild.catalog_goals import asks
from lagesbild.model import ALL, Survey
from lagesbild.model_agreement import Agreement, GoalMeasure


def agreement_tables(catalog: Catalog, code: str, day: date) -> dict[str, pd.DataFrame]:
    """The tables agreement, goal, goal_measure, focus_area, duty and translation; `day` decides which agreement is the current one."""
    chain = catalog.agreements.get(code, ())
    now = current(chain, day)
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("agreement", "goal", "goal_measure", "focus_area", "duty", "translation")
    }
    for place, item in enumerate(chain):
        mine = {"municipality": code, "agreement": item.slug}
        is_current = now is not None and now.counts and now.agreement is item
        rows["agreement"].append(mine | _agreement(item) | {"is_current": is_current, "sort_order": place})
        rows["goal"] += [mine | goal for goal in _goals(item)]
        rows["goal_measure"] += [mine | measure for measure in _measures(item, catalog)]
        rows["focus_area"] += [
            mine | {"focus": a.slug, "title": a.title, "definition": a.definition, "indicators": ";".join(a.indicators), "sort_order": n}
            for n, a in enumerate(item.focus_areas)
        ]
        rows["duty"] += [mine | duty for duty in _duties(item)]
        told = [{"swedish": one.swedish, "english": one.en, "easy": one.lattlast} for one in item.translations]
        rows["translation"] += [{"municipality": code} | one for one in told]
    return {name: pd.DataFrame(found) for name, found in rows.items()}


def _agreement(item: Agreement) -> dict[str, Any]:
    plain = (
        "title",
        "label",
        "police_area",
        "renewal",
        "document",
        "link",
        "reference",
        "predecessor",
        "prepared_by",
        "method",
        "source",
        "note",
    )
    period = item.ends or item.starts
    days = {
        "period_start": item.starts.first if item.starts else None,
        "period_end": item.ends.last if item.ends else None,
        "signed_from": item.signed.first if item.signed else None,
        "signed_to": item.signed.last if item.signed else None,
        "revise_by": item.revise_by,
        "verified_on": item.verified_on,
    }
    return {name: getattr(item, name) for name in plain} | {name: pd.to_datetime(value) for name, value in days.items()} | {
        "period_grain": period.grain if period else None,
        "signed_grain": item.signed.grain if item.signed else None,
        "parties": "; ".join(item.parties),
        "signatories": "; ".join(f"{who.role}, {who.party}" for who in item.signatories),
    }  # fmt: skip


def _goals(item: Agreement) -> Iterator[dict[str, Any]]:
    """The goals with their numbers; a goal that only holds others together has none."""
    parents = {goal.parent for goal in item.goals}
    number = 0
    for place, goal in enumerate(item.goals):
        number += goal.slug not in parents
        yield {
            "goal": goal.slug, "number": "" if goal.slug in parents else str(number), "title": goal.title, "goal_level": goal.level,
            "parent": goal.parent, "focus": ";".join(goal.focus), "followed_by_activities": goal.followed_by_activities,
            "note": goal.note, "sort_order": place,
        }  # fmt: skip


def _measures(item: Agreement, catalog: Catalog) -> Iterator[dict[str, Any]]:
    for goal in item.goals:
        for order, measure in enumerate(goal.measures, 1):
            about = catalog.indicators[measure.indicator]
            kind, start = _baseline(measure, catalog.surveys.values(), item.municipality)
            yield {
                "goal": goal.slug, "measure_order": order, "indicator": about.slug, "title": about.title,
                "short_title": about.short_title, "sentence_name": about.sentence_name or about.short_title.lower(),
                "plural": about.plural, "measure": about.measure, "unit": about.unit, "better": about.better,
                "policing_dependent": about.policing_dependent, "period_kind": kind, "baseline": measure.baseline,
                "baseline_start": pd.Timestamp(start), "direction": measure.direction, "target": measure.target,
                "deadline": pd.to_datetime(measure.deadline or (item.ends.last if item.ends else None)),
                "in_agreement": measure.in_agreement, "baseline_extreme": measure.baseline_extreme,
            }  # fmt: skip


def _baseline(measure: GoalMeasure, surveys: Sequence[Survey] | Any, code: str) -> tuple[str, date]:
    """Which figures a measure reads, and the first day of its baseline: of the wave, or of the year."""
    for survey in surveys:
        if survey.municipality in (ALL, code) and asks(survey, measure.indicator):
            return "wave", next(wave.field_from for wave in survey.waves if wave.wave == measure.baseline)
    return "year", date(int(measure.baseline), 1, 1)


def _duties(item: Agreement) -> Iterator[dict[str, Any]]:
    plain = ("kind", "title", "cadence", "every", "responsible", "decided_by", "recipient", "revised")
    for place, duty in enumerate(item.duties):
        own = {"due_month": duty.month, "since": pd.to_datetime(duty.since), "sort_order": place}
        yield {name: getattr(duty, name) for name in plain} | own
