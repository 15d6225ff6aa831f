"""Fokusområden: a page per focus area, with its goals and what the figures show."""

import streamlit as st

from lagesbild import sentences_goals, show, show_goals
from lagesbild.exhibits import agreements, focus
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
told = {one.agreement.slug: one for one in agreements.all_standings(page.reader, page.day)}
with_areas = {slug: one for slug, one in told.items() if focus.focus_areas(page.reader, one)}
if not with_areas:
    show.heading(text("goals.eyebrow_unknown", place=page.name), text("goals.focus.none"))
    show.empty_state(text("goals.focus.none"), text("goals.focus.none_why"), text("goals.focus.none_cure"))
    st.stop()
head, chooser = st.columns([2.35, 1], gap="large")
with chooser:
    labels = {slug: one.agreement.label or one.agreement.title for slug, one in with_areas.items()}
    of = with_areas[choice(text("goals.choose_agreement"), "overenskommelse", labels)]
    areas = focus.focus_areas(page.reader, of)
    area = areas[choice(text("goals.focus.choose"), "fokus", {slug: row["title"] for slug, row in areas.items()})]
rows = focus.goals_in(page.reader, of, area["focus"])
finding = sentences_goals.headline([row["status"] for row in rows]) if rows else text("goals.headline.unmeasured")
with head:
    heading = text("goals.focus.heading", title=area["title"], finding=finding[:1].lower() + finding[1:])
    show.heading(text("goals.focus.eyebrow", label=of.agreement.label), heading, area["definition"])
if rows:
    bands = [band for band in agreements.bands(page.reader) if band[2] == of.agreement.label]
    show_goals.goal_rows(page, rows, bands, title=text("goals.focus.goals"))
figures = focus.figures_in(page.reader, area)
if figures:
    show_goals.figure_rows(page, figures)
    show.note(text("goals.focus.indicators_sub"))
