"""One activity on the page Plan: what it is, which problem it works with, and what its follow-ups found."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from lagesbild import show
from lagesbild.sentences_activities import effect_words
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
    facts = [fact for f in found for fact in _follow_up(f)]
    missing = text("plan.activity.not_followed_done" if row["status"] == "done" else "plan.activity.not_followed")
    none = show.Fact("late" if row["status"] == "done" else "too_early", missing)
    estimate = show.Fact("information", text("plan.activity.estimate"), text("plan.activity.estimate_note"), effect_address(work, row))
    return [*(facts or [none]), *([estimate] if row["starts_on"] else [])]


def _follow_up(row: Row) -> list[show.Fact]:
    """A follow-up and, where it has one, its estimate with a way to the view that gave it."""
    told = [show.Fact("current", text("plan.activity.followed", day=day(row["followed_on"])), row["result"])]
    if row["evidence"]:
        note = text("plan.activity.estimated", method=row["effect_method"], build=row["evidence_build"])
        told.append(show.Fact("information", effect_words(row), note, row["evidence"]))
    return told


def effect_address(work: Work, row: Row) -> str:
    """Where an activity's effect is estimated: its area, month and, where its problem names one, crime type are chosen already."""
    told = {"kommun": work.page.code, ASKED: row["id"]}
    told |= {"insats": row["area"]} if row["area"] else {}
    told |= {"start": f"{row['starts_on']:%Y-%m}"} if row["starts_on"] else {}
    problem = work.row("problem", row["problem"])
    crime = problem["evidence"].partition("brott=")[2].partition("&")[0] if problem else ""
    return f"effekt?{urlencode(told | ({'brott': crime} if crime else {}))}"
