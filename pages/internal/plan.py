"""Plan: which activities are done or late, which gaps the chain from problem to result has, and the forms to write them in."""

import streamlit as st

from lagesbild import show
from lagesbild.show_page import choice
from lagesbild.show_work_activity import asked_activity
from lagesbild.show_work_excel import excel_tab
from lagesbild.show_work_form import edit_records, title_of
from lagesbild.show_work_opened import opened_problem, problem_forms
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_plan import (
    EVERY,
    GROUPS,
    TABLE,
    activities_of,
    activity_table,
    balance_bar,
    board,
    found_gaps,
    gap_facts,
    plan_facts,
    plan_heading,
)
from lagesbild.show_work_problem import asked_problem
from lagesbild.show_work_table import edit_table
from lagesbild.show_work_tabs import tabs
from lagesbild.texts import day, text

work = open_work_page("plan")
show.sheet("board")
head = st.container()
plans = sorted(work.rows("plan"), key=lambda plan: plan["valid_from"], reverse=True)
now = work.current_plan["id"] if work.current_plan else EVERY
which, divided, look = st.columns([2, 1.2, 1])
with which:
    chosen = choice(text("plan.choose"), "plan", {EVERY: text("plan.all"), **{p["id"]: title_of(p) for p in plans}}, now)
with divided:
    group = choice(text("plan.group"), "efter", {name: text(f"plan.{name}") for name in GROUPS})
with look:
    drawn = choice(text("plan.look"), "som", {"tavla": text("plan.board"), "tabell": text("plan.table")})
plan = work.row("plan", chosen)
activities = activities_of(work, chosen)
missing = found_gaps(work, activities)
with head:
    plan_heading(work, plan, activities, missing)
opened_problem(work)
asked_activity(work)
problem = asked_problem(work)
left, right = st.columns([2.35, 1], gap="large")
with left:
    if not activities:
        show.empty_state(text("plan.no_activity"), text("plan.no_activity_why"))
    elif drawn == "tavla":
        board(work, activities, group)
    else:
        activity_table(work, activities, group)
    show.source_line(f"{text('plan.source')} {text('work_pages.source', day=day(work.day))}")
with right:
    gap_facts(work, missing)
    balance_bar(activities)
    plan_facts(work, plan, activities)
show.rule()
defaults = {"plan": plan["id"] if plan else None}
tabs(
    "plan",
    {
        "edit": lambda: edit_records(work, "activity", defaults=defaults),
        "edit_table": lambda: edit_table(work, "activity", activities, TABLE, key=f"plan_{chosen}", defaults=defaults),
        "follow": lambda: edit_records(work, "follow_up"),
        "problems": lambda: problem_forms(work),
        "plans": lambda: (edit_records(work, "plan"), edit_records(work, "plan_review")),
        "excel": lambda: excel_tab(work, "activity", activities, file_name="plan", defaults=defaults),
    },
    first="problems" if problem else "",
)
