"""One problem on the page Plan: what it is, the view that shows it, what people think of its signal, and what is done about it."""

from __future__ import annotations

import streamlit as st

from lagesbild import show
from lagesbild.show_activity_marks import activity_address
from lagesbild.show_heat import fact_table
from lagesbild.show_work_form import receipt
from lagesbild.show_work_page import Row, Work
from lagesbild.show_work_plan import ICONS
from lagesbild.show_work_signals import comment_facts
from lagesbild.texts import day, text
from lagesbild.work import shown_status

ASKED = "problem"  # the address part that opens a problem
VIEW = "problem_view"  # the form of a problem that is opened from a view


def asked_problem(work: Work) -> bool:
    """The problem that the address asks for, with its form chosen below; False where it asks for none."""
    row = work.row("problem", st.query_params.get(ASKED))
    if row is None:
        return False
    if st.session_state.get(ASKED) != row["id"]:  # chosen once: a later choice in the box is the reader's own
        st.session_state[ASKED] = st.session_state["pick_problem"] = row["id"]
    receipt(work, VIEW)
    ended = day(row["closed_on"]) if row["closed_on"] else text("plan.problem.no_day")
    show.finding(row["title"], text(f"plan.problem.{row['state']}", opened=day(row["opened_on"]), closed=ended))
    left, right = st.columns(2, gap="large")
    with left:
        fact_table(_facts(work, row), title=text("plan.problem.about"))
        _causes(work, row)
    with right:
        show.fact_list([*_evidence(row), *comment_facts(work, row["evidence"], row["area"])], title=text("plan.problem.shown"))
        show.fact_list(_activities(work, row), title=text("plan.problem.done"))
    show.rule()
    return True


def _facts(work: Work, row: Row) -> list[tuple[str, str]]:
    place = ", ".join(
        part for part in (work.areas.get(row["area"], row["area"]) or text("work_pages.whole_municipality"), row["place"]) if part
    )
    told = {
        "place": place,
        "kind": text(f"work.words.problem_kind.{row['problem_kind']}"),
        "goal": work.goals.get(row["goal"], row["goal"]) or text("work_pages.no_goal"),
        "description": row["description"],
    }
    return [(text(f"plan.problem.{name}"), words) for name, words in told.items() if words]


def _evidence(row: Row) -> list[show.Fact]:
    if not row["evidence"]:
        return [show.Fact("late", text("plan.problem.no_evidence"))]
    build = text("plan.problem.evidence_build", build=row["evidence_build"]) if row["evidence_build"] else ""
    return [show.Fact("signal", text("plan.problem.evidence"), build, row["evidence"])]


def _causes(work: Work, row: Row) -> None:
    facts = [
        show.Fact("information", cause["hypothesis"], text(f"work.words.confidence.{cause['confidence']}").capitalize())
        for cause in work.rows("cause") if cause["problem"] == row["id"]
    ]  # fmt: skip
    show.fact_list(facts or [show.Fact("late", text("plan.problem.no_cause"))], title=text("plan.problem.causes"))


def _activities(work: Work, row: Row) -> list[show.Fact]:
    found = [activity for activity in work.rows("activity") if activity["problem"] == row["id"]]
    facts = []
    for activity in found:
        status = shown_status(activity, work.day)
        href = activity_address(work.page, activity["plan"] or "", activity["id"])
        facts.append(show.Fact(ICONS[status], activity["title"], text(f"work_pages.status.{status}"), href))
    return facts or [show.Fact("late", text("plan.problem.no_activity"))]
