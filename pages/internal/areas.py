"""Områden: which areas certainly differ from the rest of the municipality, and one area's profile."""

import streamlit as st

from lagesbild import show, show_work_signals
from lagesbild.exhibits import areas, funnel, trend
from lagesbild.show_area_work import area_work
from lagesbild.show_areas import CRIME, SURVEY, area_kind, area_kinds, clickable_map, delivered_areas, draw_funnel
from lagesbild.show_exhibit import draw_area_dots, figure_table, tool_row
from lagesbild.show_page import choice, crime_choices
from lagesbild.show_profile import area_profile
from lagesbild.show_survey_areas import survey_areas
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
head = st.container()
divisions = areas.divisions(page.reader)
periods = {period.key: period for period in areas.area_periods(page.reader)}
kinds = area_kinds(page, crime=bool(periods))
if not kinds:
    with head:
        show.heading(text("areas.eyebrow_plain"), text("areas.empty"))
    show.empty_state(text("areas.empty_title"), text("areas.empty_why"), text("areas.empty_cure"))
    st.stop()
if (family := area_kind(kinds)) != CRIME:
    if family == SURVEY:
        survey_areas(page, head)
    else:
        delivered_areas(page, head, family)
    st.stop()
views = {"karta": text("areas.view_map"), "tratt": text("areas.view_funnel")}
columns = st.columns([1.8, 1.1, 1.1, 1.5, 0.9] if len(divisions) > 1 else [2, 1.2, 1.6, 1])
what, when, where, how = columns[0], *columns[-3:]
if len(divisions) > 1:
    with columns[1]:
        division = choice(text("areas.division"), "indelning", {kind or "omraden": name for kind, name in divisions.items()})
    periods = {period.key: period for period in areas.area_periods(page.reader, division if division in divisions else "")}
crimes = {slug: row for slug, row in crime_choices(page).items() if row["family"] == "crime" and row["measure"] == "rate"}
with what:
    crime = choice(text("trends.crime"), "brott", {slug: row["short_title"] for slug, row in crimes.items()})
with when:
    labels = {key: areas.period_label(p) for key, p in periods.items()}
    period = periods[choice(text("areas.period"), "period", labels, areas.default_period(page.reader))]
with where:
    area = choice(text("areas.area"), "omrade", areas.area_names(page.reader, period))
with how:
    view = choice(text("areas.view"), "vy", views)

indicator = trend.indicators(page.reader).loc[crime]
found = areas.area_map(page.reader, page.name, indicator, period, area)
with head:
    show.heading(text("areas.eyebrow", period=areas.period_label(period)), found.heading)
left, right = st.columns([1.1, 1], gap="large") if found.figure or view == "tratt" else (st.container(), st.container())
with left:
    if view == "tratt":
        told = draw_funnel(funnel.funnel(page.reader, page.name, indicator, period, area))
    else:
        told = found
        clickable_map(found, area)
with right:
    draw_area_dots(found)
show.source_line(told.source_line)
tool_row(told, f"omraden-{crime}-{period.key}")
figure_table(told, text("areas.table"))
area_profile(page, area, period)
show_work_signals.of_area(show_work_signals.talk_on("areas", page), area)
area_work(page, area, page.day)
