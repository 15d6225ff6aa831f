"""Effekt: did an activity go together with a change that comparison areas did not see? An indication, never a proof."""

import streamlit as st

from lagesbild import show, show_effect
from lagesbild.exhibits import areas, trend
from lagesbild.show_page import choice, crime_choices
from lagesbild.show_work_effect import COUNTS, SHARES, keep_estimate
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
show.heading(text("effect.eyebrow"), text("effect.title"))
show.note(text("effect.lede"))
divisions = areas.divisions(page.reader)
crimes = {slug: row for slug, row in crime_choices(page).items() if row["family"] == "crime" and row["measure"] == "rate"}
if not divisions or not crimes:
    show.empty_state(text("effect.nothing"), text("effect.nothing_why"), "")
    st.stop()
what, where = st.columns([2, 1])
with what:
    crime = choice(text("effect.crime"), "brott", {slug: row["short_title"] for slug, row in crimes.items()})
with where:
    kinds = {kind or "omraden": name for kind, name in divisions.items()}
    division = choice(text("effect.division"), "indelning", kinds)
version = show_effect.area_version(page, division if division in divisions else "")
if version is None:
    show.empty_state(text("effect.nothing"), text("effect.nothing_why"), "")
    st.stop()
names = {place.area: place.name for place in trend.places(page.reader) if place.area_version == version and place.level != "unplaced"}
wanted = show_effect.trial(page, crime, version, names)
if wanted is None:
    show.empty_state(text("effect.nothing"), text("effect.nothing_why"), "")
else:
    keep_estimate(page, show_effect.counts(page, trend.indicators(page.reader).loc[crime], wanted), COUNTS)
answered = show_effect.shares(page, names, version)
if answered:
    keep_estimate(page, answered, SHARES)
