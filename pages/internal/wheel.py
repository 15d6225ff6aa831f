"""Årshjul: what is due and overdue, the law's demands with their dates, and what was last reported to whom."""

import streamlit as st

from lagesbild import show
from lagesbild.show_work_form import edit_records
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_quarter import step_row
from lagesbild.show_work_tabs import tabs
from lagesbild.show_work_wheel import due_table, five_steps, law_strip, report_facts, wheel_heading
from lagesbild.show_work_year import year_dates
from lagesbild.texts import day, text

work = open_work_page("wheel")
items = year_dates(work)
wheel_heading(work, items)
show.finding(text("wheel.steps"))
step_row(five_steps(work))
left, right = st.columns([2.35, 1], gap="large")
with left:
    if items:
        show.finding(text("wheel.due"))
        due_table(work, items)
with right:
    report_facts(work)
show.rule()
law_strip(work)
show.source_line(text("work_pages.source", day=day(work.day)))
show.rule()
tabs(
    "wheel",
    {
        "tab_done": lambda: edit_records(work, "duty_done", defaults={"done_on": work.day}),
        "tab_report": lambda: edit_records(work, "report", defaults={"reported_on": work.day}),
        "tab_duty": lambda: edit_records(work, "duty", defaults={"first_due": work.day}),
    },
)
