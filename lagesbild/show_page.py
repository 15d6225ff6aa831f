"""Opens a page: the right zone, the chosen municipality and a sealed reader of its current build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show, show_access, show_address, show_frozen
from lagesbild.access import SHOWN
from lagesbild.exhibits import trend
from lagesbild.frozen import Frozen
from lagesbild.frozen import reader as frozen_reader
from lagesbild.model import LagesbildError, Zone
from lagesbild.read import read
from lagesbild.settings import settings, today
from lagesbild.store import Reader, built, current
from lagesbild.texts import text

PICKED, CLICKED = "picked", "clicked"
BETWEEN = "."  # between codes in an address


@dataclass(frozen=True)
class Page:
    """What a page stands on: one municipality's current build in this process's zone, or a frozen lägesbild of it."""

    reader: Reader
    code: str
    name: str
    genitive: str
    example: bool
    day: date  # today, or the day that the lägesbild was frozen: what every state and deadline on the page is judged on
    frozen: Frozen | None = None

    def read(self, query: str, **params: Any) -> pd.DataFrame:
        """Answer one query of queries/read."""
        return read(self.reader, query, **params)


def open_page(zone: Zone, *, live: bool = False) -> Page:
    """Begin a page of a zone; a page of the other zone, an empty home or a damaged build stops here with a sentence.

    A live page shows what is now also while a frozen lägesbild is chosen, and says so.
    """
    if settings().zone != zone:
        st.stop()
    show_address.begin()
    home = settings().home
    codes = show_access.covered(built(home, zone)) if zone == "internal" else built(home, zone)
    code = show_access.wished(codes)
    if code is None:
        show.shell(text("show_page.no_name"), example=False)
        show.heading("", text("show_page.nothing_built"))
        starts = zone == "internal" and show_access.may_start()
        cure = text("show_page.start_cure" if starts else "show_page.nothing_built_cure")
        show.empty_state(text("show_page.what_is_missing"), text("show_page.nothing_built_why"), cure)
        if starts:
            show_access.to_start()
        st.stop()
    picture = show_frozen.chosen(home, code) if zone == "internal" else None
    page = _opened(home, code, zone, None if live else picture)
    st.session_state[show_access.MUNICIPALITY], st.session_state[SHOWN] = code, (code, page.reader.build)
    show.shell(page.name, example=page.example, day=page.day)
    if st.query_params.get("kommun", code) not in codes:
        st.warning(text("show_page.other_shown", name=page.name))
    if len(codes) > 1:
        _choose(home, zone, codes, code)
    if zone == "internal":
        show_frozen.strip(home, picture, live=live)
    return page


def _opened(home: Path, code: str, zone: Zone, it: Frozen | None) -> Page:
    """The page on its figures; where they cannot be opened, a sentence and, from a frozen lägesbild, the way back."""
    try:
        reader = frozen_reader(home, it) if it else current(home, code, zone)
        assert reader is not None, "a pointer was found"
        place = read(reader, "municipality").iloc[0]
    except LagesbildError as fault:
        show.shell(text("show_page.no_name"), example=False)
        show.heading("", text("frozen.damaged", title=it.title) if it else text("show_page.damaged"))
        show.empty_state(text("show_page.what_happened"), str(fault), "")
        if it:
            show_frozen.way_back()
        st.stop()
    example = bool(place["example"])
    return Page(reader, code, place["name"], place["genitive"], example, it.frozen_on if it else today(example), it)


def _choose(home: Any, zone: Zone, codes: list[str], code: str) -> None:
    """A select box for the municipalities of this installation; the choice stands in the address."""
    names = {c: read(reader, "municipality").iloc[0]["name"] for c in codes if (reader := current(home, c, zone))}
    left, _ = st.columns([1, 3])
    chosen = left.selectbox(text("show_page.municipality"), list(names), index=list(names).index(code), format_func=names.__getitem__)
    show_address.tell("kommun", code, code)
    if chosen != code:
        st.query_params.clear()
        st.query_params["kommun"] = chosen
        st.rerun()


def crime_choices(page: Page, family: str | None = None) -> dict[str, dict[str, Any]]:
    """The indicators of the file, or of one family, by identity, a rate and the number behind it as one."""
    return trend.choices(page.reader, family)


def family_choice(page: Page) -> str:
    """Which kind of indicators is shown: the kind of the one in the address, else the one chosen in a box that several kinds need."""
    kinds = trend.families(page.reader)
    rows = trend.indicators(page.reader)
    asked = rows.loc[rows["indicator"].str.removesuffix("_count") == st.query_params.get("brott"), "family"]
    if len(kinds) == 1:
        return next(iter(kinds))
    return choice(text("trends.kind"), "slag", kinds, asked.iloc[0] if len(asked) else None)


def area_choices(page: Page) -> dict[str, trend.Place]:
    """The places of the file under ASCII keys for the address."""
    return {place.area if not place.area_version else f"{place.area}.{place.area_version}": place for place in trend.places(page.reader)}


def follow_click(key: str, clicked: str | None, chosen: str) -> None:
    """Let a new click on a picture make the choice of a select box; an old click never overrules the box."""
    if clicked == st.session_state.get(CLICKED):
        return
    st.session_state[CLICKED] = clicked
    if clicked and clicked != chosen:
        st.session_state[PICKED] = {key: clicked}
        st.rerun()


def choice(label: str, key: str, options: dict[str, str], default: str | None = None) -> str:
    """A select box whose choice stands in the address: {ASCII code: Swedish label}; an unknown address falls back to the default."""
    codes = list(options)
    start = default if default in options else codes[0]
    asked = st.query_params.get(key)
    picked = st.session_state.get(PICKED, {})
    if st.session_state.get(key) not in options or show_address.moved(key, st.session_state[key]):
        st.session_state[key] = asked if asked in options else start
    if picked.get(key) in options:
        st.session_state[key] = st.session_state.pop(PICKED)[key]
    chosen = st.selectbox(label, codes, key=key, format_func=options.__getitem__)
    show_address.tell(key, chosen, start)
    return chosen


def buttons(label: str, key: str, options: dict[str, str]) -> str:
    """A row of buttons of which one is pressed; it stands in the address: {ASCII code: Swedish label}."""
    asked = st.query_params.get(key, "")
    held = st.session_state.get(key)
    if held not in options or show_address.moved(key, held):  # nothing yet, or what another page's choice of the same name left
        st.session_state[key] = asked if asked in options else next(iter(options))
    picked = str(st.segmented_control(label, list(options), key=key, format_func=options.__getitem__, required=True))
    show_address.tell(key, picked, next(iter(options)))
    return picked


def several(label: str, key: str, options: dict[str, str], default: Sequence[str], placeholder: str) -> tuple[str, ...]:
    """A box for several choices that stand in the address: {code: Swedish label}."""
    asked = [code for code in st.query_params.get(key, "").split(BETWEEN) if code in options]
    if key not in st.session_state or show_address.moved(key, BETWEEN.join(st.session_state[key])):
        st.session_state[key] = asked or list(default)
    st.session_state[key] = [code for code in st.session_state[key] if code in options]
    chosen = st.multiselect(label, list(options), key=key, format_func=options.__getitem__, placeholder=placeholder)
    show_address.tell(key, BETWEEN.join(chosen), BETWEEN.join(default))
    return tuple(chosen)
