"""The first script of every page run: the menu of this process's zone, and nothing of the other zone."""

from __future__ import annotations

import streamlit as st

from lagesbild.access import current_user
from lagesbild.settings import settings
from lagesbild.show_access import outside, place_in_menu
from lagesbild.web.menu_pages import pages_of

ZONE = settings().zone


def to_first_page() -> None:
    """Go to the zone's first page; used where the start address belongs to the static site."""
    st.switch_page(PAGES[0])


ENTRIES = pages_of(ZONE)
if ZONE == "internal":
    user = current_user()
    stand_in = outside(user)
    ENTRIES = tuple(entry for entry in ENTRIES if stand_in or (user and user.may_open(entry.file.stem)))
else:
    stand_in = None
PAGES = [st.Page(stand_in or e.file, title=e.title, url_path=e.address or None, default=not e.address) for e in ENTRIES]
if ZONE == "internal":
    sections: dict[str, list[st.Page]] = {}
    for entry, page in zip(ENTRIES, PAGES, strict=True):
        sections.setdefault(place_in_menu(user, entry), []).append(page)
    chosen = st.navigation(sections, position="hidden" if stand_in else "top")
else:
    start = st.Page(to_first_page, title=PAGES[0].title, url_path="start", default=True, visibility="hidden")
    chosen = st.navigation([start, *PAGES], position="hidden")
chosen.run()
