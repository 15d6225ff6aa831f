"""Jämför: one figure against the nation and a list of municipalities that anyone can see the reasons for and edit."""

import streamlit as st

from lagesbild import show, show_compare, show_compare_goals
from lagesbild.exhibits import compare, peers
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
head = st.container()
readers = show_compare.sources(page)
if not readers:
    with head:
        show.heading(text("compare.eyebrow"), text("compare.title"))
        show_compare_goals.come_from(page)
    show.empty_state(text("compare.nothing"), text("compare.nothing_why"), text("compare.nothing_cure"))
    st.stop()
shared, indicator = show_compare.indicator_choice(readers)
periods = compare.periods(shared, indicator["indicator"], page.code)
if not periods:
    with head:
        show.heading(text("compare.eyebrow"), text("compare.title"))
        show_compare_goals.come_from(page)
    show.empty_state(text("compare.not_here", place=page.name), text("compare.not_here_why"), "")
    st.stop()
alike = peers.similar(others := show_compare.reference(page) or shared, page.code)
when, where = st.columns([1, 4])
with when:
    period = choice(text("compare.period"), "ar", periods)
with where:
    chosen = show_compare.peer_list(alike, show_compare.names(shared, page.code))
found = compare.compare(shared, indicator, page.code, page.name, chosen, period)
with head:
    show.heading(text("compare.eyebrow"), found.heading)
    show_compare_goals.come_from(page)
show.note(found.sub)
draw(found, "compare")
if found.figure is not None:
    show.note(found.sentence)
show.source_line(found.source_line)
show.note(found.caveat)
tool_row(found, f"jamfor-{indicator['indicator']}-{period}")
figure_table(found, text("areas.table"))
show_compare.similarity(others, alike, chosen)
show_compare_goals.every_measure(page)
