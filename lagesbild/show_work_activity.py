"""One activity on the page Plan: what it is, which problem it works with, and what its follow-ups found."""

from __future__ import annotations

import streamlit as st

from lagesbild import show
from lagesbild.show_heat import fact_table
from lagesbild.show_work_page import Row, Work
from lagesbild.texts import day, text
from lagesbild.work import shown_status

ASKED = "aktivitet"  # the address part that opens an activity


def asked_activity(work: Work) -> None:
    """The activity that the address asks for, with its form chosen below; nothing where it asks for none."""
    row = work.row("activity", st.query_params.get(ASKED))
    if row is None:
        return
    if st.session_state.get(ASKED) != row["id"]:  # chosen once: a later choice in the box is the reader's own
        st.session_state[ASKED] = st.session_state["pick_activity"] = row["id"]
    show.finding(row["title"], text("plan.activity.sub", status=text(f"work_pages.status.{shown_status(row, work.day)}"), when=_when(row)))
    left, right = st.columns(2, gap="large")
    with left:
        fact_table(_facts(work, row), title=text("plan.activity.about"))
    with right:
        show.fact_list([*_problem(work, row), *_follow_ups(work, row)], title=text("plan.activity.chain"))
    show.rule()


def _when(row: Row) -> str:
    if row["starts_on"] is None:
        return text("plan.activity.no_days")
    if row["ends_on"] is None:
        return text("activity_marks.from", start=day(row["starts_on"]))
    return f"{day(row['starts_on'])}–{day(row['ends_on'])}"


def _facts(work: Work, row: Row) -> list[tuple[str, str]]:
    told = {
        "goal": work.goals.get(row["goal"], row["goal"]) or text("work_pages.no_goal"),
        "owner": work.title("party", row["owner"]) or text("work_pages.nobody"),
        "area": ", ".join(
            part for part in (work.areas.get(row["area"], row["area"]) or text("work_pages.whole_municipality"), row["place"]) if part
        ),
        "prevention": text(f"work.words.prevention.{row['prevention']}") if row["prevention"] else "",
        "library": row["library"],
        "description": row["description"],
    }
    return [(text(f"plan.activity.{name}"), words) for name, words in told.items() if words]


def _problem(work: Work, row: Row) -> list[show.Fact]:
    """The problem with a way to the view that shows it, or that it is missing."""
    problem = work.row("problem", row["problem"])
    if problem is None:
        return [show.Fact("late", text("plan.activity.no_problem"), text("plan.activity.no_problem_note"))]
    note = text("plan.activity.problem_shown" if problem["evidence"] else "plan.activity.problem")
    return [show.Fact("signal", problem["title"], note, problem["evidence"])]


def _follow_ups(work: Work, row: Row) -> list[show.Fact]:
    """The follow-ups, the newest first, or that none has been made."""
    found = sorted((f for f in work.rows("follow_up") if f["activity"] == row["id"]), key=lambda f: f["followed_on"], reverse=True)
    facts = [show.Fact("current", text("plan.activity.followed", day=day(f["followed_on"])), f["result"]) for f in found]
    missing = text("plan.activity.not_followed_done" if row["status"] == "done" else "plan.activity.not_followed")
    return facts or [show.Fact("late" if row["status"] == "done" else "too_early", missing)]
