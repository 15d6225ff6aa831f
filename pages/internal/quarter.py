"""Kvartal: what the council aims at this quarter, whether the quarter before is evaluated, and what was done."""

import streamlit as st

from lagesbild import show
from lagesbild.show_page import choice
from lagesbild.show_work_form import edit_records
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_quarter import (
    all_quarters,
    before_of,
    cycle,
    decide_button,
    direction_words,
    evaluation_form,
    evaluation_words,
    is_evaluated,
    period,
    quarter_heading,
)
from lagesbild.texts import day, text

work = open_work_page("quarter")
directions = sorted(work.rows("direction"), key=lambda row: row["period_from"], reverse=True)
if not directions:
    show.heading("", text("quarter.empty"))
    show.empty_state(text("quarter.empty"), text("quarter.empty_why"))
    edit_records(work, "direction", defaults={"period_from": work.day})
    st.stop()
head = st.container()
several = len({row["council"] for row in directions}) > 1
names = {row["id"]: f"{period(row)}, {work.title('council', row['council'])}" if several else period(row) for row in directions}
now = next((row["id"] for row in directions if row["period_from"] <= work.day), directions[0]["id"])
box, _ = st.columns([1, 2])
with box:
    row = work.row("direction", choice(text("quarter.choose"), "kvartal", names, now))
assert row is not None, "the box holds stored decisions"
before = before_of(work, row)
with head:
    quarter_heading(row, before)
cycle(work, row, before)
left, right = st.columns(2, gap="large")
with left:
    if before is None:
        show.note(text("quarter.before_none"))
    else:
        show.finding(text("quarter.before", title=before["title"]), period(before))
        direction_words(work, before)
        evaluation_words(before)
        if not is_evaluated(before):
            evaluation_form(work, before)
with right:
    show.finding(text("quarter.this", title=row["title"]), period(row))
    direction_words(work, row)
    evaluation_words(row)
    decide_button(work, row)
show.rule()
show.finding(text("quarter.all"))
all_quarters(work)
show.source_line(text("work_pages.source", day=day(work.day)))
with st.expander(text("quarter.edit")):
    edit_records(work, "direction", defaults={"council": row["council"]}, key="directions", at_once=True)
