"""Områden: which areas certainly differ from the rest of the municipality, and one area's profile."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import areas, trend
from lagesbild.show_areas import CRIME, area_kind, area_kinds, delivered_areas
from lagesbild.show_exhibit import draw_area_dots, draw_area_map, draw_profile, figure_table, problem_row, tool_row
from lagesbild.show_page import choice, crime_choices, follow_click, open_page
from lagesbild.texts import text

page = open_page("internal")
head = st.container()
periods = {period.key: period for period in areas.area_periods(page.reader)}
kinds = area_kinds(page, crime=bool(periods))
if not kinds:
    with head:
        show.heading(text("areas.eyebrow_plain"), text("areas.empty"))
    show.empty_state(text("areas.empty_title"), text("areas.empty_why"), text("areas.empty_cure"))
    st.stop()
if (family := area_kind(kinds)) != CRIME:
    delivered_areas(page, head, family)
    st.stop()
what, when, where = st.columns([2, 1.2, 1.6])
crimes = {slug: row for slug, row in crime_choices(page).items() if row["family"] == "crime" and row["measure"] == "rate"}
with what:
    crime = choice(text("trends.crime"), "brott", {slug: row["short_title"] for slug, row in crimes.items()})
with when:
    period = periods[
        choice(
            text("areas.period"), "period", {key: areas.period_label(p) for key, p in periods.items()}, areas.default_period(page.reader)
        )
    ]
names = areas.area_names(page.reader, period)
with where:
    area = choice(text("areas.area"), "omrade", names)

found = areas.area_map(page.reader, page.name, trend.indicators(page.reader).loc[crime], period, area)
with head:
    show.heading(text("areas.eyebrow", period=areas.period_label(period)), found.heading)
left, right = st.columns([1.1, 1], gap="large") if found.figure else (st.container(), st.container())
with left:
    follow_click("omrade", draw_area_map(found), area)
with right:
    draw_area_dots(found)
show.source_line(found.source_line)
tool_row(found, f"omraden-{crime}-{period.key}")
figure_table(found, text("areas.table"))
show.rule()
profile = areas.profile(page.reader, area, period)
show.finding(profile.heading, profile.sub, eyebrow=text("areas.profile"))
problem_row(profile)
draw_profile(profile)
show.source_line(profile.source_line)
tool_row(profile, f"profil-{area}-{period.key}")
