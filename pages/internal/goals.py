"""Mål: every goal of an agreement on one screen, the chain it belongs to, and when it is to be renewed."""

import streamlit as st

from lagesbild import sentences_agreement, show, show_goals
from lagesbild.exhibits import agreements, goals
from lagesbild.show_exhibit import tool_row
from lagesbild.show_heat import fact_table
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.show_work_wheel import calendar
from lagesbild.texts import text

page = open_current()
told = {one.agreement.slug: one for one in agreements.all_standings(page.reader, page.day)}
if not told:
    show.heading(text("goals.eyebrow_unknown", place=page.name), text("goals.none_title"))
    show.empty_state(text("goals.none_title"), text("goals.none_why", place=page.name), text("goals.none_cure"))
    st.stop()
now = agreements.now(page.reader, page.day)
head, chooser = st.columns([2.35, 1], gap="large")
with chooser:
    labels = {slug: f"{one.agreement.label or one.agreement.title}, {sentences_agreement.state_word(one)}" for slug, one in told.items()}
    of = told[choice(text("goals.choose_agreement"), "overenskommelse", labels, now.agreement.slug if now else None)]
found = goals.goal_list(page.reader, of)
label = of.agreement.label
with head:
    key = "eyebrow" if label else "eyebrow_unknown"
    show.heading(text(f"goals.{key}", label=label, place=page.name), found.heading, found.sentence)
show_goals.agreement_strip(page, of)
left, right = st.columns([2.35, 1], gap="large")
bands = [band for band in agreements.bands(page.reader) if not of.agreement.starts or band[0] <= of.agreement.starts.first]
with left:
    if not found.facts["rows"]:
        show.empty_state(found.heading, text("goals.no_goals_why"))
    else:
        show_goals.goal_rows(page, found.facts["rows"], bands)
        show.source_line(found.source_line)
        tool_row(found, f"mal-{page.code}-{of.agreement.slug}")
    fact_table(show_goals.agreement_facts(of), title=text("goals.facts.title"))
with right:
    show_goals.change_list(*goals.certain_changes(page.reader, page.code), title=text("goals.changes.title"))
    show.note(text("goals.changes.note"))
    show_goals.chain_list(page, list(told.values()))
    calendar(page, of)
info = page.read("build_info").iloc[0]
show_goals.law_strip(now, info["made_for"].date())
