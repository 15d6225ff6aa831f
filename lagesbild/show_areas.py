"""The page Områden for figures that are no reported crime: what is measured, when, the map and the list."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import sentences, show
from lagesbild.exhibits import area_answers, area_figures, trend
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.standardised import standardised
from lagesbild.show_exhibit import draw, draw_area_map, figure_table, tool_row
from lagesbild.show_page import Page, choice, follow_click
from lagesbild.texts import text

CRIME, SURVEY = "crime", "survey"
CHOICE_WIDTH = 310  # pixels, as wide as a choice among others


def area_kinds(page: Page, crime: bool) -> dict[str, str]:
    """The kinds of indicators with figures by area, in the page's order: {family: Swedish name}."""
    here = {*area_figures.periods(page.reader)["family"], *((CRIME,) if crime else ())}
    kinds = {family: text(f"trends.kind_{family}") for family in trend.FAMILIES if family in here}
    asked = {SURVEY: text("areas.kind_survey")} if area_answers.area_waves(page.reader) else {}
    return {CRIME: kinds.pop(CRIME)} | asked | kinds if CRIME in kinds else asked | kinds


def area_kind(kinds: dict[str, str]) -> str:
    """The chosen kind; a box only where there are several."""
    if len(kinds) == 1:
        return next(iter(kinds))
    with st.container(width=CHOICE_WIDTH, key="kind"):
        return choice(text("trends.kind"), "slag", kinds)


@st.fragment
def clickable_map(found: Exhibit, area: str) -> None:
    """The map by itself: what is clicked in it without choosing another area costs nothing of the page around it."""
    follow_click("omrade", draw_area_map(found), area)


def draw_funnel(found: Exhibit) -> Exhibit:
    """The funnel with how it is read, or why there is none; returns it for the lines and tools below."""
    show.section(text("areas.funnel"))
    show.note(text("areas.funnel_sub"))
    draw(found, "funnel")
    if found.figure is not None:
        show.note(found.sentence)
    return found


def delivered_areas(page: Page, head: Any, family: str) -> None:
    """A delivered figure by area, with its own choices."""
    periods = area_figures.periods(page.reader)
    periods = periods[periods["family"] == family]
    known = trend.indicators(page.reader)
    what, when, where = st.columns([2, 1.2, 1.6])
    with what:
        names = {slug: known.loc[slug, "short_title"] for slug in known.index if slug in set(periods["indicator"])}
        slug = choice(text("trends.what"), "uppgift", names)
    mine = periods[periods["indicator"] == slug].set_index("key", drop=False)
    with when:
        period = mine.loc[choice(text("areas.period"), "tid", mine["label"].to_dict())]
    selected = st.query_params.get("omrade")
    found = area_figures.area_figure(page.reader, page.name, known.loc[slug], period, selected)
    with where:
        area = choice(text("areas.area"), "omrade", dict(zip(found.frame["area"], found.frame["name"], strict=True)))
    found = area_figures.area_figure(page.reader, page.name, known.loc[slug], period, area)
    with head:
        show.heading(text("areas.eyebrow", period=period["label"]), found.heading)
    left, right = st.columns([1.1, 1], gap="large") if found.figure else (st.container(), st.container())
    with left:
        clickable_map(found, area)
    with right:
        show.section(text("areas.list"))
        show.note(text("areas.list_sub", unit=sentences.capital(found.facts["unit_words"])))
        show.chart(found.facts["dots"](), alt=found.sentence, key="dots")
    show.note(found.sub)
    show.source_line(found.source_line)
    show.note(found.caveat)
    tool_row(found, f"omraden-{slug}-{period['key']}")
    figure_table(found, text("areas.table"))
    _allowing_for_age(page, known.loc[slug], period, area)


def _allowing_for_age(page: Page, indicator: pd.Series, period: pd.Series, area: str) -> None:
    """The same rates allowing for age, where the source makes that possible."""
    found = standardised(page.reader, indicator, period, area)
    if found is None:
        return
    show.rule()
    show.finding(found.heading, found.sub)
    draw(found, "standardised")
    show.note(found.sentence)
    show.source_line(found.source_line)
    show.note(found.caveat)
    tool_row(found, f"omraden-alder-{period['indicator']}-{period['key']}")
    figure_table(found, text("areas.table"))
