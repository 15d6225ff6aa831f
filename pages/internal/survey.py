"""Trygghetsmätning: all questions of a wave, what has certainly changed, and where it differs from the rest."""

import streamlit as st

from lagesbild import show
from lagesbild.exhibits import survey, survey_figures
from lagesbild.show_exhibit import draw_both, figure_table, tool_row
from lagesbild.show_heat import fact_table, heat_legend, heat_table, reading
from lagesbild.show_instruments import instrument_list
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
waves = {wave.key: wave for wave in survey_figures.waves(page.reader)}
if not waves:
    show.heading(text("survey.eyebrow_plain"), text("survey.empty"))
    show.empty_state(text("survey.empty_title"), text("survey.empty_why"), text("survey.empty_cure"))
    st.stop()
head, chooser = st.columns([2.35, 1], gap="large")
with chooser:
    left, right = st.columns(2)
with left:
    wave = waves[choice(text("survey.wave"), "matning", survey_figures.wave_labels(list(waves.values())))]
earlier = {before.key: before for before in survey_figures.earlier(page.reader, wave)}
with right:
    options = {key: w.wave for key, w in earlier.items()} or {"ingen": text("survey.before_none")}
    asked = choice(text("survey.before"), "jamfor", options, survey_figures.baseline(page.reader, wave))
before = earlier.get(asked)
found = survey.wave_changes(page.reader, page.code, page.name, wave, before)
with head:
    show.heading(text("survey.eyebrow", wave=wave.wave), found.heading, "")
    show.note(found.sub)
left, right = st.columns([2.35, 1], gap="large")
with left:
    draw_both(found, "survey")
    show.source_line(found.source_line)
    tool_row(found, f"matning-{wave.key}")
with right:
    fact_table(survey.wave_facts(wave), title=text("survey.basis"))
    show.section(text("survey.reading"))
    reading(wave.wave, before.wave if before else "")
    if before:
        show.note(text("survey.reading_note", n=found.facts["tested"]))
    show.note(found.facts["detectable"])
    for reason in found.facts["reasons"]:
        show.note(reason)
figure_table(found, text("survey.table"))
heat = survey.area_heat(page.reader, wave)
if not heat.frame.empty:
    show.rule()
    show.finding(heat.heading, heat.sub)
    heat_legend(round(100 * survey.STRONG), heat.frame["tone"])
    heat_table(heat.frame, caption=text("survey.heat.caption"))
    show.source_line(heat.source_line)
    tool_row(heat, f"matning-omraden-{wave.key}")
instrument_list(page, wave)
