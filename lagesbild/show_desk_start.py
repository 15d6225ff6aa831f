"""The desk of a municipality of which nothing is built yet: its steward's first files."""

from __future__ import annotations

import streamlit as st

from lagesbild import show, show_desk
from lagesbild.access import current_user
from lagesbild.catalog import load_catalog
from lagesbild.model import REFERENCE
from lagesbild.settings import settings
from lagesbild.show_access import opened
from lagesbild.show_desk_job import desk_part
from lagesbild.store import built
from lagesbild.texts import text


def first_files() -> None:
    """Draw the desk alone where the asked municipality has no figures yet and the one who looks is its steward, and stop there."""
    home, user = settings().home, current_user()
    known = load_catalog(home).municipalities
    codes = [code for code in known if code != REFERENCE and user and user.has({"steward"}, code)]
    there = built(home, "internal")
    asked = st.query_params.get("kommun") or settings().municipality
    if settings().zone != "internal" or not codes or (asked in there if asked else bool(there)):
        return
    opened()
    names = {code: known[code].name for code in codes}
    start = list(names).index(asked) if asked in names else 0
    left, _ = st.columns([1, 3])
    code = (
        asked
        if len(codes) == 1
        else left.selectbox(text("show_page.municipality"), codes, start, format_func=names.__getitem__, key="desk_first")
    )
    code = code or codes[0]
    desk = show_desk.opened(home, code)
    assert desk is not None, "a steward of this municipality"
    show.heading(names[code], show_desk.heading(desk, empty=True), text("desk.start.lede"))
    desk_part(desk, None, "start")
    st.stop()
