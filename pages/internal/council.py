"""Råd: one local council, how it works itself and what goes on in its areas."""

import streamlit as st

from lagesbild import show
from lagesbild.show_page import choice
from lagesbild.show_work_council import area_facts, attendance_bars, council_heading, decision_table, meetings_of
from lagesbild.show_work_form import edit_records, title_of
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_table import edit_table
from lagesbild.show_work_tabs import tabs
from lagesbild.texts import day, text

work = open_work_page("council")
councils = sorted(work.rows("council"), key=lambda row: (-len(row["areas"]), row["name"]))
head, council = st.container(), None
if councils:
    box, _ = st.columns([1, 1.6])
    with box:
        council = work.row("council", choice(text("council.choose"), "rad", {row["id"]: title_of(row) for row in councils}))
if council is None:
    show.heading("", text("council.empty"))
    show.empty_state(text("council.empty"), text("council.empty_why"))
else:
    with head:
        council_heading(work, council)
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        decision_table(work, council)
        attendance_bars(work, council)
    with right:
        area_facts(work, council)
    show.source_line(text("work_pages.source", day=day(work.day)))
show.rule()


def meetings() -> None:
    """The council's meetings, all parties present unless something else is said."""
    if council is not None:
        edit_records(work, "meeting", defaults={"council": council["id"], "held_on": work.day, "present": council["parties"]})


def decisions() -> None:
    """The decisions of one meeting, as a table to write in."""
    held = {meeting["id"]: day(meeting["held_on"]) for meeting in meetings_of(work, council)} if council is not None else {}
    if held:
        meeting = choice(text("council.choose_meeting"), "mote", held)
        rows = [row for row in work.rows("decision") if row["meeting"] == meeting]
        fields = ("text", "owner", "due_on", "done_on")
        edit_table(work, "decision", rows, fields, key=f"decision_{meeting}", defaults={"meeting": meeting})


tabs(
    "council",
    {
        "tab_meeting": meetings,
        "tab_decision": decisions,
        "tab_council": lambda: edit_records(work, "council"),
        "tab_party": lambda: edit_records(work, "party"),
    },
    first="" if council else "tab_council",
)
