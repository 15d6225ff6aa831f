"""Läget: is reported crime certainly changing, and where? Five minutes before a meeting."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import situation
from lagesbild.exhibits.data_status import data_line
from lagesbild.exhibits.standing_out import standing_out
from lagesbild.settings import today
from lagesbild.show_exhibit import area_facts, change_facts, situation_rows, small_map, tool_row
from lagesbild.show_page import choice, open_page
from lagesbild.texts import long_day, text

page = open_page("internal")
years = situation.years(page.reader)
head = st.container()
since = None
if len(years) > 1:
    narrow, _ = st.columns([1, 5])
    with narrow:
        options = {str(year): str(year) for year in years[1:]}
        since = int(choice(text("situation.since"), "sedan", options, str(years[0] - situation.YEARS_BACK)))
found = situation.situation(page.reader, since)
with head:
    show.heading(text("situation.eyebrow", place=page.name, day=long_day(today(page.example))), found.heading, found.sentence)
if not found.facts["rows"]:
    show.empty_state(found.heading, text("situation.empty_why"), text("situation.empty_cure"))
    st.stop()

left, right = st.columns([2.35, 1], gap="large")
with left:
    situation_rows(found)
    show.source_line(found.source_line)
    tool_row(found, "lagesbild-lage")
with right:
    change_facts(found)
    area_facts(out := standing_out(page.reader))
    small_map(page, out)
show.source_line(data_line(page.reader), foot=True)
