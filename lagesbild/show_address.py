"""What is chosen on a page, as an address tells it: in the browser's own address only where it is not what the page shows by itself.

Every change of the browser's address is a step that "back" takes; a page that wrote what it chose by itself would have to be left
once for each choice.
"""

from __future__ import annotations

import streamlit as st

HERE = "_chosen_here"


def begin() -> None:
    """Forget what another page had chosen."""
    st.session_state[HERE] = {}


def tell(name: str, chosen: str, start: str) -> None:
    """Note a choice; `start` is what the page shows where its address says nothing."""
    st.session_state.setdefault(HERE, {})[name] = chosen
    if chosen != st.query_params.get(name, start):
        st.query_params[name] = chosen


def told() -> list[tuple[str, str]]:
    """(name, value) of all that this page's address says or could say, so that a link to it means the same in a year."""
    chosen: dict[str, str] = st.session_state.get(HERE, {})
    rest = [(name, value) for name in st.query_params if name not in chosen for value in st.query_params.get_all(name)]
    return [*chosen.items(), *rest]
