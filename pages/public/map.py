"""Karta: one answer of the survey or one kind of reported crime by neighbourhood, each against the rest of the municipality."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import area_answers, public_areas
from lagesbild.show_areas import clickable_map
from lagesbild.show_exhibit import draw_area_dots, figure_table, tool_row
from lagesbild.show_page import choice, open_page
from lagesbild.show_public import choices, foot, map_subjects, nothing, views
from lagesbild.texts import text

page = open_page("public")
views("map")
head = st.container()
subjects = map_subjects(page)
if not subjects:
    nothing(page, head)
with choices():
    what, when, where = st.columns([2, 1.2, 1.6])
with what:
    chosen = choice(text("explore.what"), "vad", {key: subject.name for key, subject in subjects.items()})
subject = subjects[chosen]
with when:
    kind = choice(text("trends.period"), "period", subject.periods)
with where:
    area = choice(text("trends.area"), "omrade", subject.areas)
if subject.wave is not None:
    found = area_answers.question_map(page.reader, page.name, subject.wave, subject.indicator, area)
else:
    found = public_areas.crime_map(page.reader, page.name, subject.indicator, kind, area)
with head:
    show.heading(text("explore.eyebrow_map", place=page.name, period=found.facts["period"]), found.heading)
show.note(found.sub)
left, right = st.columns([1.1, 1], gap="large")
with left:
    clickable_map(found, area)
with right:
    draw_area_dots(found)
show.source_line(found.source_line)
show.note(found.caveat)
tool_row(found, f"karta-{subject.indicator}")
figure_table(found, text("areas.table"))
foot(area)
