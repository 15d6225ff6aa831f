"""Frysta lägesbilder: builds that are kept with their decision, who was told which, and what differs between two of them."""

import streamlit as st

from lagesbild import show
from lagesbild.show_frozen_diff import differences
from lagesbild.show_work_form import edit_records
from lagesbild.show_work_frozen import describe_form, freeze_form, frozen_heading, frozen_list, kept
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_tabs import tabs
from lagesbild.show_work_wheel import report_facts
from lagesbild.texts import day, text

work = open_work_page("frozen")
ones = kept(work)
frozen_heading(work, ones)
left, right = st.columns([2.1, 1], gap="large")
with left:
    if ones:
        frozen_list(work, ones)
    else:
        show.empty_state(text("frozen.page.what"), text("frozen.page.what_why"), text("frozen.page.what_cure"))
with right:
    report_facts(work)
if ones:
    show.rule()
    differences(work.page, [it for it, _ in ones])
show.rule()


def reports() -> None:
    """Who was told what, of the latest one if nothing else is said."""
    latest = {"title": ones[0][0].title, "frozen": ones[0][0].identity} if ones else {}
    edit_records(work, "report", defaults=latest | {"reported_on": work.day})


described = {"tab_describe": lambda: describe_form(work, ones)} if ones else {}
tabs("frozen.page", {"tab_freeze": lambda: freeze_form(work), "tab_report": reports, **described})
show.source_line(text("work_pages.source", day=day(work.day)), foot=True)
