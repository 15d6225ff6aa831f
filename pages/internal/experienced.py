"""Upplevt och anmält: what people experience beside what is reported, area by area, to find where the two part ways."""

import streamlit as st

from lagesbild import sentences, sentences_survey, show
from lagesbild.exhibits import areas, experienced, survey_figures
from lagesbild.show_exhibit import draw, figure_table, tool_row
from lagesbild.show_heat import heat_table
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import text

page = open_current()
waves = {wave.key: wave for wave in survey_figures.waves(page.reader) if len(experienced.pairs(page.reader, wave))}
periods = {period.key: period for period in areas.area_periods(page.reader)}
if not waves or not periods:
    show.heading(text("experienced.eyebrow_plain"), text("experienced.empty"))
    show.empty_state(text("experienced.empty_title"), text("experienced.empty_why"), text("experienced.empty_cure"))
    st.stop()
head = st.container()
what, asked, when = st.columns([2, 1.4, 1.2])
with asked:
    wave = waves[choice(text("experienced.wave"), "matning", survey_figures.wave_labels(list(waves.values())))]
with what:
    pairs = experienced.pairs(page.reader, wave)
    pair = pairs.loc[choice(text("experienced.pair"), "par", pairs["name"].to_dict())]
with when:
    labels = {key: areas.period_label(found) for key, found in periods.items()}
    period = periods[choice(text("experienced.period"), "period", labels, experienced.default_period(page.reader, wave))]
found = experienced.experienced(page.reader, wave, period, pair)
with head:
    show.heading(text("experienced.eyebrow", wave=wave.wave, period=areas.period_label(period)), found.heading, "")
    show.note(found.sub if found.facts else found.sentence)
if not found.facts:
    st.stop()
lines = found.facts["lines"]
felt_line = sentences_survey.figure(lines["felt"], "share") if lines["felt"] is not None else "–"
left, right = st.columns(2, gap="large")
with left:
    show.finding(found.facts["titles"]["felt_title"], text("experienced.felt_sub", wave=wave.wave, value=felt_line))
    draw(found, "felt")
with right:
    value = sentences.value(lines["reported"], "per_1000")
    show.finding(found.facts["titles"]["reported_title"], text("experienced.reported_sub", period=areas.period_label(period), value=value))
    show.chart(found.facts["reported"](), alt=f"{found.heading}. {found.sentence}", key="reported")
show.note(found.sentence)
show.source_line(found.source_line)
tool_row(found, f"upplevt-anmalt-{pair['indicator']}-{wave.key}")
figure_table(found, text("experienced.table"))
show.section(text("experienced.read"))
show.note(text("experienced.read_marked"))
show.note(text("experienced.read_ratio"))
show.note(text("experienced.read_unsure"))
if found.facts["policing"]:
    show.note(text("experienced.policing", reported=pair["reported_title"].lower()))
show.rule()
everything = experienced.overview(page.reader, wave, period)
show.finding(everything.heading, everything.sub)
heat_table(everything.frame, caption=text("experienced.all_caption"))
show.source_line(everything.source_line)
tool_row(everything, f"upplevt-anmalt-alla-{wave.key}")
