"""Utforska: the public figures as a chart, for the municipality as a whole and for each area, by whole years or years together."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import trend
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_page import area_choices, choice, crime_choices, open_page
from lagesbild.show_public import choices, foot, nothing, views
from lagesbild.texts import text

page = open_page("public")
views("explore")
head = st.container()
crimes = {slug: row for slug, row in crime_choices(page).items() if trend.periods_anywhere(page.reader, slug)}
if not crimes:
    nothing(page, head)
with choices():
    what, where, period, measure = st.columns([2, 2, 1.2, 1.4])
with what:
    crime = choice(text("trends.crime"), "brott", {slug: row["short_title"] for slug, row in crimes.items()})
places = trend.places_with(page.reader, crime, area_choices(page))
with where:
    place = places[choice(text("trends.area"), "omrade", {key: place.name for key, place in places.items()})]
kinds = trend.period_kinds(page.reader, crime, place)
with period:
    kind = choice(text("trends.period"), "period", {k: text(f"trends.period_{k}") for k in kinds})
measures = trend.measures(page.reader, crime, place, kind)
with measure:
    slug = choice(text("trends.measure"), "matt", {m: text(f"trends.unit_{u}") for m, u in measures.items()})
found = trend.trend(page.reader, trend.indicators(page.reader).loc[slug], place, kind, 1900)
with head:
    show.heading(text("explore.eyebrow", place=page.name), found.heading, found.sentence)
show.note(found.sub)
show.note(text("explore.compared"))
draw(found, "trend")
show.source_line(found.source_line)
tool_row(found, f"utforska-{slug}-{place.area}")
figure_table(found, text("trends.table"))
foot()
