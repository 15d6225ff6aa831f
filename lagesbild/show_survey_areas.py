"""The page Områden for what people answer: one question on the map, area by area, and the area's profile."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lagesbild import sentences_survey, show
from lagesbild.exhibits import area_answers, areas, question, survey_figures
from lagesbild.show_areas import clickable_map
from lagesbild.show_exhibit import figure_table, tool_row
from lagesbild.show_page import Page, choice
from lagesbild.show_profile import area_profile
from lagesbild.texts import text


def survey_areas(page: Page, head: Any) -> None:
    """A question by area, with its own choices."""
    waves = {wave.key: wave for wave in area_answers.area_waves(page.reader)}
    what, when, where = st.columns([2, 1.2, 1.6])
    with when:
        wave = waves[choice(text("survey.wave"), "matning", survey_figures.wave_labels(list(waves.values())))]
    with what:
        asked = choice(text("question.choose"), "fraga", question.questions(page.reader, wave, shares=True))
    selected = st.query_params.get("omrade")
    found = area_answers.question_map(page.reader, page.name, wave, asked, selected)
    with where:
        area = choice(text("areas.area"), "omrade", dict(zip(found.frame["area"], found.frame["name"], strict=True)))
    found = area_answers.question_map(page.reader, page.name, wave, asked, area)
    with head:
        show.heading(text("areas.eyebrow_survey", wave=wave.wave), found.heading)
    left, right = st.columns([1.1, 1], gap="large") if found.figure else (st.container(), st.container())
    with left:
        clickable_map(found, area)
    with right:
        rest = found.facts["whole"]
        show.section(text("areas.dots"))
        show.note(text("areas.dots_sub_survey", value=sentences_survey.figure(rest, "share") if rest is not None else "–"))
        show.chart(found.facts["dots"](), alt=found.sentence, key="dots")
    show.source_line(found.source_line)
    tool_row(found, f"omraden-{asked}-{wave.key}")
    figure_table(found, text("areas.table"))
    periods = {period.key: period for period in areas.area_periods(page.reader)}
    area_profile(page, area, periods.get(areas.default_period(page.reader) or ""), wave)
