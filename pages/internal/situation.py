"""Läget: are we getting closer to what we signed, and what has certainly changed? Five minutes before a meeting."""

import streamlit as st

from lagesbild import show, show_goals, show_signals
from lagesbild.exhibits import agreements, goals, signals, situation
from lagesbild.exhibits.data_status import data_line
from lagesbild.exhibits.standing_out import standing_out
from lagesbild.show_exhibit import area_facts, change_facts, situation_rows, small_map, tool_row
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.show_work_wheel import five_lamps, next_dates
from lagesbild.texts import long_day, text

page = open_current()
eyebrow = text("situation.eyebrow", place=page.name, day=long_day(page.day))
now = agreements.now(page.reader, page.day)
signed = goals.goal_list(page.reader, now) if now else None
years = situation.years(page.reader)
head = st.container()
since = None
if len(years) > 1 and not (signed and signed.facts["rows"]):
    narrow, _ = st.columns([1, 5])
    with narrow:
        options = {str(year): str(year) for year in years[1:]}
        since = int(choice(text("situation.since"), "sedan", options, str(years[0] - situation.YEARS_BACK)))
found = situation.situation(page.reader, since)
main = signed if signed and signed.facts["rows"] else found
with head:
    show.heading(eyebrow, main.heading, main.sentence)
    if now:
        show_goals.agreement_strip(page, now)
if not main.facts["rows"]:
    show.empty_state(found.heading, text("situation.empty_why"), text("situation.empty_cure"))
    st.stop()

left, right = st.columns([2.35, 1], gap="large")
with left:
    if main is signed and now:
        bands = [band for band in agreements.bands(page.reader) if band[2] == now.agreement.label]
        show_goals.goal_rows(page, main.facts["rows"], bands)
    else:
        situation_rows(found)
    show.source_line(main.source_line)
    tool_row(main, "lagesbild-lage")
    if main is signed and not main.source_line and found.facts["rows"]:  # no goal has figures yet: what is reported has
        situation_rows(found)
        show.source_line(found.source_line)
        tool_row(found, "lagesbild-brott")
    out = standing_out(page.reader)
    areas, drawn = st.columns(2, gap="large")
    with areas:
        area_facts(out)
    with drawn:
        small_map(page, out)
with right:
    if main is signed and now:
        show_goals.change_list(*goals.certain_changes(page.reader, page.code, goals.baseline_of(main.facts["rows"])))
        if page.frozen is None:
            next_dates(page)
        show_signals.signal_list(signals.firm(page.reader), len(signals.once(signals.found(page.reader))))
    else:
        change_facts(found)
if main is signed and page.frozen is None:  # the steps are those of the work as it is now
    five_lamps(page)
show.source_line(data_line(page.reader), foot=True)
