"""Frågor: one survey question over the waves, by area and by group of people, in the words that were asked."""

import streamlit as st

from lagesbild import sentences_survey, show
from lagesbild.exhibits import question, survey_figures, trend
from lagesbild.model import ALL
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_heat import fact_table
from lagesbild.show_instruments import beside
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
waves = {wave.key: wave for wave in survey_figures.waves(page.reader)}
if not waves:
    show.heading(text("survey.eyebrow_plain"), text("survey.empty"))
    show.empty_state(text("survey.empty_title"), text("survey.empty_why"), text("survey.empty_cure"))
    st.stop()
head = st.container()
what, when, against, where, who = st.columns([2.2, 1.3, 1, 1.6, 1.5])
with when:
    wave = waves[choice(text("survey.wave"), "matning", survey_figures.wave_labels(list(waves.values())))]
with what:
    asked = choice(text("question.choose"), "fraga", question.questions(page.reader, wave))
earlier = {before.key: before for before in survey_figures.earlier(page.reader, wave)}
with against:
    options = {key: w.wave for key, w in earlier.items()} or {"ingen": text("survey.before_none")}
    compared = choice(text("survey.before"), "jamfor", options, survey_figures.baseline(page.reader, wave))
before = earlier.get(compared)
places = question.places(page.reader, wave, trend.places(page.reader))
with where:
    place = places[choice(text("question.area"), "omrade", {key: found.name for key, found in places.items()})]
groups = question.groups(page.reader, wave, place)
with who:
    keys = {name.replace("=", "-").replace(";", "_"): name for name in groups}
    group = keys[choice(text("question.group"), "grupp", {key: groups[name] for key, name in keys.items()})]
found = question.question_trend(page.reader, wave, before, asked, place, group)
with head:
    show.heading(text("question.eyebrow", wave=wave.wave), found.heading)
left, right = st.columns([2.35, 1], gap="large")
with left:
    show.note(found.sub)
    draw(found, "question")
    show.source_line(found.source_line)
    tool_row(found, f"fraga-{asked}-{place.area}")
with right:
    if found.facts:
        row = found.facts["row"]
        show.section(text("question.now", wave=wave.wave))
        show.big_number(sentences_survey.figure(row["value"], row["unit"]), sentences_survey.unit(row["unit"]))
        show.note(found.sentence)
        show.note(found.facts["detectable"])
        fact_table(found.facts["wave"], title=text("question.asked"))
        for reason in found.facts["reasons"]:
            show.note(reason)
figure_table(found, text("question.table"))
if group == ALL:
    beside(page, wave, asked, place)
show.rule()
left, right = st.columns(2, gap="large")
others = (question.question_areas(page.reader, wave, asked, place.area), question.question_groups(page.reader, wave, asked, page.code))
for column, against_others in zip((left, right), others, strict=True):
    with column:
        show.finding(against_others.heading, against_others.sub)
        if against_others.figure is not None:
            draw(against_others, against_others.slug)
            tool_row(against_others, f"{against_others.slug}-{asked}-{wave.key}")
show.source_line(text("question.family"))
