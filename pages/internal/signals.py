"""Signaler: what has happened since last time, and how much of it chance would give anyway."""

import streamlit as st

from lagesbild import sentences_control, show, show_signals, show_work_signals
from lagesbild.exhibits import signals
from lagesbild.show_exhibit import figure_table, tool_row
from lagesbild.show_page import choice
from lagesbild.show_work_now import open_current
from lagesbild.texts import month_name, text

page = open_current()
head = st.container()
series = signals.watched(page.reader)
if series.empty:
    show.heading("", text("signals.empty"))
    show.empty_state(text("signals.empty"), text("signals.empty_why"), text("signals.empty_cure"))
    st.stop()
talk = show_work_signals.talk_on("signals", page)
columns = st.columns([2, 2, 1.4, 1.6])
with columns[0]:
    names = dict(zip(series["indicator"].str.removesuffix("_count"), series["short_title"], strict=True))
    crime = choice(text("signals.crime"), "brott", {signals.ANY: text("signals.any_crime")} | names)
with columns[1]:
    places = dict(zip(series["area"], series["place"], strict=True))
    area = choice(text("signals.area"), "omrade", {signals.ANY: text("signals.any_area")} | places)
with columns[2]:
    sides = {signals.ANY: text("signals.any_side")} | {side: text(f"signals.side_{side}") for side in ("above", "below")}
    side = choice(text("signals.side"), "riktning", sides)
with columns[3]:
    comments = choice(text("signal_comments.show"), "svar", show_work_signals.kinds())

wish = signals.Wish(crime, area, side, comments, show_work_signals.just_commented())
found = signals.signals(page.reader, page.name, wish, talk.comments)
with head:
    first, last = found.facts["first"], found.facts["last"]
    eyebrow = text("signals.eyebrow", first=month_name(first), last=sentences_control.month(last))
    show.heading(eyebrow, found.heading, f"{show_work_signals.waiting(found)} {found.sentence} {found.sub}".strip())
if talk.fault:
    show.note(text("signal_comments.unread", fault=talk.fault))
show_signals.signal_rows(found, lambda row: show_work_signals.under_signal(talk, row))
show_signals.wider(signals.of_sets(page.reader, wish), places.get(area, ""))
show_work_signals.earlier_comments(talk, wish)
show.source_line(found.source_line)
tool_row(found, "signaler")
figure_table(found, text("signals.table"))
show_signals.series_rows(page, wish, names.get(crime, ""), places.get(area, page.name))
