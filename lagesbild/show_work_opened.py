"""A problem that is opened from a view: its form first on the page Plan, with what the view shows filled in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import agreements
from lagesbild.exhibits.seen_in_view import Seen, goal_of, seen
from lagesbild.sentences import small
from lagesbild.show_work_form import edit_records, record_form
from lagesbild.show_work_page import Row, Work
from lagesbild.show_work_problem import ASKED, VIEW
from lagesbild.show_work_signals import comment_facts
from lagesbild.texts import text

EVIDENCE, WHERE = "belagg", "plats"  # the address parts that open a problem: the view's own address, and the area where that names none
FIELDS = ("title", "area", "problem_kind", "goal", "focus", "description", "place", "opened_on", "public")


def opened_problem(work: Work) -> None:
    """The form of the problem that the address opens; nothing where it opens none. Problems of the same view are told before it."""
    evidence = st.query_params.get(EVIDENCE, "")
    if not evidence:
        return
    found = seen(work.page.reader, evidence, st.query_params.get(WHERE, ""))
    show.finding(text("plan.opened.title"), text("plan.opened.sub", view=_view(work, found)))
    same = [row for row in work.rows("problem") if row["evidence"] == evidence]
    facts = [
        show.Fact("current", text("plan.opened.already", title=row["title"]), text("plan.opened.already_note"), f"plan?problem={row['id']}")
        for row in same
    ]
    facts.append(show.Fact("information", text("plan.opened.back"), "", evidence))
    show.fact_list(facts)
    if comments := comment_facts(work, evidence, found.area):
        show.fact_list(comments, title=text("plan.problem.comments"))
    show.note(f"{text('plan.from_problem')} {text('work_pages.no_persons')}")
    record_form(work, "problem", None, fields=FIELDS, defaults=_begun(work, found, evidence), key=VIEW,
                button=text("plan.opened.save"), then=_show)  # fmt: skip
    show.rule()


def _show(row: Row) -> None:
    """Go from the form to the problem that it became."""
    for name in (EVIDENCE, WHERE):
        st.query_params.pop(name, None)
    st.query_params[ASKED] = row["id"]


def _view(work: Work, found: Seen) -> str:
    """What the view is about: "skadegörelse i Hamnen"."""
    where = work.areas.get(found.area, work.page.name)
    return text("plan.opened.what", what=small(found.title), where=where) if found.title else where


def _begun(work: Work, found: Seen, evidence: str) -> dict[str, Any]:
    """What the form begins with; what is not known stays empty."""
    goal = goal_of(work.page.reader, agreements.now(work.page.reader, work.page.day), found.indicator)
    focus = next((slug for slug in (goal["focus"] if goal else ()) if slug in work.focus), "")
    title = text("plan.opened.what", what=found.title, where=work.areas.get(found.area, work.page.name)) if found.title else ""
    return {
        "title": title, "area": found.area if found.area in work.areas else "", "problem_kind": "insecurity" if found.asked else "crime",
        "goal": goal["goal"] if goal and goal["goal"] in work.goals else "", "focus": focus, "description": found.words,
        "opened_on": work.day, "evidence": evidence, "evidence_build": work.page.reader.build,
    }  # fmt: skip


def problem_forms(work: Work) -> None:
    """The problems and their causes to write."""
    show.note(f"{text('plan.from_problem')} {text('work_pages.no_persons')}")
    edit_records(work, "problem", defaults={"opened_on": work.day})
    edit_records(work, "cause")
