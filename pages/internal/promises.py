"""Löften: what residents were promised, whether it was kept, and what waits for an answer."""

import streamlit as st

from lagesbild import show
from lagesbild.sentences_promises import rule
from lagesbild.show_work_excel import excel_tab
from lagesbild.show_work_form import edit_records
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_promises import owner_facts, promise_heading, promise_rows, promises, waiting_facts
from lagesbild.show_work_table import edit_table
from lagesbild.show_work_tabs import tabs
from lagesbild.texts import day, text

TABLE = (
    "text",
    "status",
    "planned",
    "done",
    "counted",
    "counted_to",
    "result",
    "period_from",
    "period_to",
    "owner",
    "area",
    "place",
    "goal",
    "public",
)

work = open_work_page("promises")
rows = promises(work)
if rows:
    promise_heading(work, rows)
    left, right = st.columns([2.35, 1], gap="large")
    with left:
        promise_rows(work, rows)
        show.source_line(f"{rule()} {text('promises.source')} {text('work_pages.source', day=day(work.day))}")
    with right:
        waiting_facts(work, rows)
        owner_facts(work, rows)
else:
    show.heading(text("promises.eyebrow", place=work.page.name), text("promises.empty"))
    show.empty_state(text("promises.empty"), text("promises.empty_why"))
show.rule()
tabs(
    "promises",
    {
        "form": lambda: edit_records(work, "promise", defaults={"public": True}),
        "table": lambda: edit_table(work, "promise", rows, TABLE, key="promises", defaults={"public": True}),
        "excel": lambda: excel_tab(work, "promise", rows, file_name="loften", defaults={"public": True}),
    },
)
