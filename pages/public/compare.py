"""Jämför: one neighbourhood beside the rest of the municipality, in reported crime and in what people answer."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import area_answers, public_areas
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_page import choice, open_page
from lagesbild.show_public import area_names, choices, foot, nothing, views
from lagesbild.texts import text

page = open_page("public")
views("compare")
head = st.container()
names = area_names(page)
if not names:
    nothing(page, head)
with choices():
    where, _ = st.columns([1.6, 3])
with where:
    area = choice(text("trends.area"), "omrade", names)
crime = public_areas.crime_profile(page.reader, area)
wave = next(iter(area_answers.area_waves(page.reader)), None)
answers = area_answers.area_answers(page.reader, wave, area) if wave else None
with head:
    show.heading(text("explore.eyebrow_compare", place=page.name), text("explore.compare_title", area=names[area]))
left, right = st.columns(2, gap="large")
with left:
    show.finding(crime.heading, crime.sub)
    draw(crime, "crime")
    show.source_line(crime.source_line)
    tool_row(crime, f"jamfor-brott-{area}")
    figure_table(crime, text("explore.table_crime"))
with right:
    if answers is not None and len(answers.frame):
        show.finding(answers.heading, answers.sub)
        draw(answers, "answers")
        show.source_line(answers.source_line)
        tool_row(answers, f"jamfor-enkat-{area}")
        figure_table(answers, text("explore.table_answers"))
    else:
        show.empty_state(text("explore.no_answers"), text("explore.no_answers_why"))
foot(area)
