"""Utforska: the public figures as a chart, whole years for the municipality as a whole."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import trend
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_page import choice, crime_choices, open_page
from lagesbild.texts import text

page = open_page("public")
head = st.container()
crimes = crime_choices(page)
if not crimes:
    show.heading(text("explore.eyebrow", place=page.name), text("explore.empty"))
    show.empty_state(text("explore.empty"), text("explore.empty_why"))
    st.stop()
what, measure, _ = st.columns([2, 1.4, 2])
with what:
    crime = choice(text("trends.crime"), "brott", {slug: row["short_title"] for slug, row in crimes.items()})
place = trend.whole(page.code, page.name)
measures = trend.measures(page.reader, crime, place, "year")
with measure:
    slug = choice(text("trends.measure"), "matt", {m: text(f"trends.unit_{u}") for m, u in measures.items()})
found = trend.trend(page.reader, trend.indicators(page.reader).loc[slug], place, "year", 1900)
with head:
    show.heading(text("explore.eyebrow", place=page.name), found.heading, found.sentence)
show.note(found.sub)
draw(found, "trend")
show.source_line(found.source_line)
tool_row(found, f"utforska-{slug}")
figure_table(found, text("trends.table"))
show.fact_list([show.Fact("information", text("explore.back"), text("explore.foot"), "/")])
