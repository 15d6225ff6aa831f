"""Vad ändrades: already shown values that a newer delivery has changed, why, and which deliveries were replaced."""

import streamlit as st

from lagesbild import sentences_revision, show
from lagesbild.exhibits import revision
from lagesbild.sentences import SMALL_COUNT
from lagesbild.show_exhibit import tool_row
from lagesbild.show_page import choice
from lagesbild.show_revision import changed_table, replaced_table
from lagesbild.show_work_now import open_current
from lagesbild.texts import long_day, number, text

FILTERS = {"place": "var", "step": "steg", "reason": "orsak", "indicator": "uppgift"}

page = open_current()
rows = revision.worded(revision.changes(page.reader))
whole = revision.what_changed(rows, revision.Chosen())
show.heading(text("revision.eyebrow", day=long_day(page.day)), whole.heading, whole.sub)
if rows.empty:
    show.empty_state(text("revision.nothing_title"), text("revision.nothing_why"), text("revision.nothing_cure"))
else:
    offered = revision.options(rows)
    chosen = {}
    for column, (name, key) in zip(st.columns(len(FILTERS)), FILTERS.items(), strict=True):
        with column:
            chosen[name] = choice(text(f"revision.filter.{name}"), key, offered[name])
    found = revision.what_changed(rows, revision.Chosen(**chosen))
    units = found.frame["unit_name"].unique()
    words = {"n": number(len(found.frame)), "small": number(SMALL_COUNT), "unit": "".join(units[:1])}
    show.finding(found.sentence, text("revision.sub" if len(units) == 1 else "revision.sub_units", **words))
    changed_table(found)
    if beyond := sentences_revision.beyond(found.frame):
        show.note(beyond)
    if not found.frame.empty:
        show.source_line(found.source_line)
        tool_row(found, "vad-andrades")
    show.note(text("revision.new_elsewhere"))
reaches = revision.reaches(page.reader)
if not reaches.empty:
    show.rule()
    show.section(text("revision.reach.heading"))
    show.data_table(reaches, caption=text("revision.reach.heading"))
replaced = revision.replaced(page.reader)
show.rule()
show.finding(replaced.heading, replaced.sub)
if not replaced.frame.empty:
    replaced_table(replaced)
    show.source_line(replaced.source_line)
    tool_row(replaced, "ersatta-filer")
