"""What is chosen on a page, as an address tells it: in the browser's own address only where it is not what the page shows by itself.

Every change of the browser's address is a step that "back" takes; a page that wrote what it chose by itself would have to be left
once for each choice.
"""

from __future__ import annotations

import streamlit as st

HERE, LEFT = "_chosen_here", "_left_in_the_address"


def begin() -> None:
    """Forget what another page had chosen."""
    st.session_state[HERE] = {}


def tell(name: str, chosen: str, start: str) -> None:
    """Note a choice; `start` is what the page shows where its address says nothing."""
    st.session_state.setdefault(HERE, {})[name] = chosen
    if chosen != st.query_params.get(name, start):
        st.query_params[name] = chosen
    st.session_state.setdefault(LEFT, {})[name] = st.query_params.get(name), chosen


def moved(name: str, held: str | None) -> bool:
    """Whether the reader went back or forth in the browser: the address is not as the page left it, and what its box holds is.

    A box that somebody has just changed holds something new, and then the address is what lags behind.
    """
    address, chosen = st.session_state.get(LEFT, {}).get(name, (None, None))
    return held is not None and held == chosen and st.query_params.get(name) != address


def told() -> list[tuple[str, str]]:
    """(name, value) of all that this page's address says or could say, so that a link to it means the same in a year."""
    chosen: dict[str, str] = st.session_state.get(HERE, {})
    rest = [(name, value) for name in st.query_params if name not in chosen for value in st.query_params.get_all(name)]
    return [*chosen.items(), *rest]
