"""Briefing: a finished, editable document for tomorrow's meeting, in seconds."""

from dataclasses import replace

import streamlit as st

from lagesbild import show, show_briefing, show_work_signals
from lagesbild.catalog_briefings import load_briefings, logo
from lagesbild.sentences import capital, counted
from lagesbild.settings import settings
from lagesbild.show_tools import address
from lagesbild.show_work_now import open_current
from lagesbild.texts import long_day, text

page = open_current()
show.sheet("briefing")
day, frozen, mark = page.day, page.frozen.title if page.frozen else "", logo(settings().home, page.code)
head = st.container()
left, right = st.columns([1, 1.05], gap="large")
with left:
    kind = show_briefing.choose_kind(load_briefings(settings().home))
    show.note(kind.description)
    reader = show_briefing.reader_of(page, kind)
if reader is None:
    with head:
        show.heading(text("briefing.page.eyebrow", place=page.name, day=long_day(day)), kind.title)
    show.empty_state(text("briefing.page.not_published"), text("briefing.page.not_published_why"), text("briefing.page.not_published_cure"))
    st.stop()
with left:
    wishes = show_briefing.choose(reader, kind, day)
    words = show_briefing.write(kind)
    comments = show_work_signals.for_paper(page)
    asked = show_briefing.Chosen(kind, reader, tuple((wishes | words).items()), day, frozen, mark, comments)
    whole = show_briefing.everything(asked)
    if whole is None:
        st.stop()
    parts = show_briefing.arrange(kind, whole, words)
    chosen = replace(asked, wishes=(*asked.wishes, ("delar", parts)))
with right:
    before = st.container()
    show_briefing.downloads(chosen)
    pages = show_briefing.preview(chosen)
    with before:
        show_briefing.keeps_to_one_page(chosen, pages)
    show.note(capital(text("briefing.page.made_of", pages=counted(pages, "sida", "sidor"), build=whole.build)))
    with st.popover(text("briefing.page.link"), type="tertiary", icon=":material/link:"):
        st.markdown(text("briefing.page.link_how"))
        st.code(address(), language=None, wrap_lines=True)
with head:
    show.heading(
        text("briefing.page.eyebrow", place=page.name, day=long_day(day)), text("briefing.page.heading", kind=whole.eyebrow.split(",")[0])
    )
