"""The first script of every page run: the menu of this process's zone, and nothing of the other zone."""

from __future__ import annotations

import streamlit as st

from lagesbild.settings import settings
from lagesbild.web.menu_pages import pages_of

ZONE = settings().zone


def to_first_page() -> None:
    """Go to the zone's first page; used where the start address belongs to the static site."""
    st.switch_page(PAGES[0])


PAGES = [st.Page(page.file, title=page.title, url_path=page.address or None, default=not page.address) for page in pages_of(ZONE)]
if ZONE == "internal":
    sections: dict[str, list[st.Page]] = {}
    for entry, page in zip(pages_of(ZONE), PAGES, strict=True):
        sections.setdefault(entry.section, []).append(page)
    chosen = st.navigation(sections, position="top")
else:
    start = st.Page(to_first_page, title=PAGES[0].title, url_path="start", default=True, visibility="hidden")
    chosen = st.navigation([start, *PAGES], position="hidden")
chosen.run()
