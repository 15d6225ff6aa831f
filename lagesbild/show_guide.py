"""The guide's parts: written texts with pictures of the pages, how each kind of chart is read, and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import streamlit as st

from lagesbild import show
from lagesbild.show_files import GUIDE, address_of
from lagesbild.show_tools import within
from lagesbild.texts import text, texts

PICTURE = re.compile(r"^!\[(?P<alt>[^\]]+)\]\((?P<name>[a-z]+)\)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)")
PARTS = "guide.parts."


def parts() -> dict[str, str]:
    """The parts of the guide, in order: its name in the address and its name in the menu."""
    return {key.removeprefix(PARTS): name for key, name in texts().items() if key.startswith(PARTS)}


def draw_part(part: str) -> None:
    """One part of the guide: a written one, or one of the two that are made of the texts that the pages use themselves."""
    if part == "diagram":
        show.note(text("guide.reading_lede"))
        for kind in kinds():
            show.section(text(f"reading.{kind}.title"))
            st.markdown(text(f"reading.{kind}.words"))
    elif part == "ordlista":
        show.note(text("guide.glossary_lede"))
        st.html(f'<dl class="lb lb-glossary">{"".join(_terms())}</dl>')
    else:
        for words in pieces(part):
            (st.html if words.startswith("<figure") else st.markdown)(words)
        show.source_line(text("guide.new_tab"))


def kinds() -> tuple[str, ...]:
    """The kinds of chart for which there is a text, in the order in which they are written."""
    return tuple(key.split(".")[1] for key in texts() if key.startswith("reading.") and key.endswith(".words"))


def pieces(part: str) -> Iterator[str]:
    """The text of a part in Markdown, its links within the municipality that is looked at, and its pictures as HTML, in turn."""
    words = LINK.sub(lambda found: f"[{found[1]}]({within(found[2])})", (GUIDE / f"{part}.md").read_text(encoding="utf-8"))
    at = 0
    for found in PICTURE.finditer(words):
        yield words[at : found.start()]
        yield _figure(f"{found['name']}.webp", found["alt"])
        at = found.end()
    yield words[at:]


def _figure(name: str, alt: str) -> str:
    return f'<figure class="lb lb-shot"><img src="{address_of(name)}" alt="{escape(alt)}"></figure>'


def _terms() -> Iterator[str]:
    start = "glossary.terms."
    for key, words in texts().items():
        if key.startswith(start):
            yield f"<dt>{escape(key.removeprefix(start))}</dt><dd>{escape(words)}</dd>"
