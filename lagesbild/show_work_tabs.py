"""Tabs whose content is made when somebody first opens it, and then stays: what is half written in one is not lost in another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from lagesbild.show_work_page import HERE, OPENED
from lagesbild.texts import text

Content = Callable[[], object]


def tabs(words: str, contents: Mapping[str, Content], first: str = "") -> None:
    """One tab per content, called by the text `words`.name; `first` names the one that is open at first, else the first."""
    labels = {name: text(f"{words}.{name}") for name in contents}
    key = f"tabs_{'_'.join(map(str, st.session_state.get(HERE, ())))}"
    drawn = st.tabs(list(labels.values()), default=labels.get(first), key=key, on_change="rerun")
    opened: set[str] = st.session_state.setdefault(OPENED, set())
    for (name, content), tab in zip(contents.items(), drawn, strict=True):
        opened |= {name} if tab.open else set()
        if name in opened:
            with tab:
                content()
