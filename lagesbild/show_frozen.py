"""Which frozen lägesbild the internal pages look at: chosen by the address, kept from page to page, said above every page."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from lagesbild.frozen import Frozen, frozen
from lagesbild.show_files import icon
from lagesbild.store import pointer
from lagesbild.texts import day, text

KEY = "bild"  # in the address
CHOSEN = "chosen_frozen"


def chosen(home: Path, code: str) -> Frozen | None:
    """The frozen lägesbild that the address asks for, or that was chosen on the page before; None: the current figures."""
    it = frozen(home, code, st.query_params.get(KEY) or st.session_state.get(CHOSEN, ""))
    if it is None:
        st.session_state.pop(CHOSEN, None)
    else:
        st.session_state[CHOSEN] = st.query_params[KEY] = it.identity
    return it


def leave() -> None:
    """Go back to the current figures."""
    st.session_state.pop(CHOSEN, None)
    if KEY in st.query_params:
        del st.query_params[KEY]


def strip(home: Path, it: Frozen | None, *, live: bool) -> None:
    """Say which lägesbild is seen, since when, and the way back; a page that always shows what is now says that instead."""
    if it is None:
        if KEY in st.query_params:
            st.warning(text("frozen.strip.unknown"))
        return
    current = pointer(home, it.municipality, "internal")
    newer = "newer" if current and current["sha256"] != it.sha256 else "same"
    words = [text(f"frozen.strip.{newer}")] + ([text("frozen.strip.other_shape")] if it.other_shape else [])
    if live:
        words = [text("frozen.strip.live")]
    head = text("frozen.strip.chosen" if live else "frozen.strip.seen", title=it.title, day=day(it.frozen_on))
    with st.container(key="frozen_strip", horizontal=True, vertical_alignment="center"):
        said = f"<p><b>{escape(head)}</b> {escape(' '.join(words))}</p>"
        st.html(f'<div class="lb lb-frozen" role="status">{icon("information")}{said}</div>')
        way_back()


def way_back() -> None:
    """The button to the current figures."""
    st.button(text("frozen.strip.back"), on_click=leave, key="leave_frozen")
