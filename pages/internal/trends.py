"""Trender: one indicator in one area over time, and whether the latest period differs from an earlier one."""

import streamlit as st

from lagesbild import show, show_trends, show_work_signals
from lagesbild.exhibits import control, trend
from lagesbild.show_exhibit import small_multiples
from lagesbild.show_page import area_choices, choice, crime_choices, family_choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
head = st.container()
kinds = trend.families(page.reader)
if not kinds:
    show.empty_state(text("trends.empty"), text("situation.empty_why"), text("situation.empty_cure"))
    st.stop()
widths = [1.3, 2.2, 1.7, 0.9, 1.2, 0.9]
columns = st.columns(widths if len(kinds) > 1 else widths[1:])
what, where, period, measure, start = columns[-5:]
with columns[0]:
    family = family_choice(page)
crimes = crime_choices(page, family)
with what:
    label = text("trends.crime" if family in ("crime", "published") else "trends.what")
    crime = choice(label, "brott", {slug: row["short_title"] for slug, row in crimes.items()})
places = trend.places_with(page.reader, crime, area_choices(page))
with where:
    area = choice(text("trends.area"), "omrade", {key: place.name for key, place in places.items()})
kinds = trend.period_kinds(page.reader, crime, places[area])
with period:
    kind = choice(text("trends.period"), "period", {k: text(f"trends.period_{k}") for k in kinds or ["year"]}, "year")
measures = trend.measures(page.reader, crime, places[area], kind)
with measure:
    slug = choice(
        text("trends.measure"), "matt", {m: text(f"trends.unit_{u}") for m, u in measures.items()} or {crime: text("trends.unit_count")}
    )
years = trend.start_years(page.reader, slug, places[area], kind)
with start:
    since = choice(
        text("trends.since"),
        "fran",
        {str(y): str(y) for y in years} or {"2000": "–"},
        str(years[-6] if kind in ("month", "rolling12") and len(years) > 5 else years[0]) if years else None,
    )

indicators = trend.indicators(page.reader)
chosen = indicators.loc[slug if slug in indicators.index else crime]
by_month = kind == "month" and chosen["unit"] == "count" and family in ("crime", "event", "published")
if by_month:
    found = control.exhibit(page.reader, chosen, places[area], int(since), page.day)
else:
    found = trend.trend(page.reader, chosen, places[area], kind, int(since), page.day)
with head:
    spot = page.name if places[area].level == "municipality" else f"{places[area].name}, {page.name}"
    show.heading(text("trends.eyebrow", place=spot), found.heading)
if by_month:
    talk = show_work_signals.talk_on("trends", page)
    show_trends.months(page, found, chosen, places[area], lambda: show_work_signals.of_series(talk, str(chosen["indicator"]), places[area]))
    if found.facts["latest"] is not None:
        show_trends.others(page, crimes, places[area], slug, found.facts["latest"])
    show_trends.profile(page, chosen, places[area])
else:
    show_trends.periods(page, found, chosen, places[area], kind)
    small_multiples(page, crimes, places[area], slug)
