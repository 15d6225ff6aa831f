"""Pröva ett mål: whether the next survey could show it, before it is signed; then its file, saved or downloaded."""

from datetime import date

import streamlit as st

from lagesbild import show
from lagesbild.catalog import load_catalog
from lagesbild.exhibits import draft_goal
from lagesbild.model import LagesbildError
from lagesbild.settings import settings, today
from lagesbild.show_draft import agreement_fields, drafted_goal, save_row
from lagesbild.show_heat import fact_table
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current(live=True)
found = draft_goal.options(page.reader)
if not found:
    show.heading(text("draft_goal.eyebrow", place=page.name), text("draft_goal.empty"))
    show.empty_state(text("draft_goal.empty"), text("draft_goal.empty_why"), text("draft_goal.empty_cure"))
    st.stop()
head = st.container()
left, right = st.columns([1, 1.25], gap="large")
with left:
    slug = choice(text("draft_goal.indicator"), "matt", draft_goal.names(found))
    rows = found[slug]
    baselines = {name: name for name in reversed(rows["baseline"].tolist())}
    baseline = choice(text("draft_goal.baseline"), "utgang", baselines)
    kinds = {"tal": text("draft_goal.kind_number"), "riktning": text("draft_goal.kind_direction")}
    number = choice(text("draft_goal.kind"), "mal", kinds) == "tal"
    catalog = load_catalog(settings().home)
    where, deadline = agreement_fields(catalog, page.code, today(page.example))
    try:
        goal = drafted_goal(rows, baseline, number, deadline)
    except LagesbildError as fault:
        st.error(str(fault))
        st.stop()
worth = draft_goal.held_against(rows, baseline, goal.target, (deadline or date.max).year)
with head:
    show.heading(text("draft_goal.eyebrow", place=page.name), draft_goal.verdict(worth), draft_goal.sentence(worth))
with right:
    fact_table(draft_goal.facts(worth), title=text("draft_goal.answer"))
    show.note(text("draft_goal.note"))
    try:
        save_row(settings().home, catalog, page.code, where, goal)
    except LagesbildError as fault:
        st.error(str(fault))
