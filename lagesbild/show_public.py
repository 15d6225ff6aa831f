"""What the public pages share: the way between them, their choices and foot, and less of it all inside another site's frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from lagesbild import show, show_address
from lagesbild.exhibits import area_answers, public_areas
from lagesbild.exhibits.survey_figures import Wave, areas_against_rest
from lagesbild.show_page import Page
from lagesbild.texts import text

FIRST = "unsafe_evening"  # what is asked first, on the map as on the site
VIEWS = ("explore", "map", "compare")  # files of pages/public


@dataclass(frozen=True)
class Subject:
    """What the map can show: a question of a survey's newest wave, or a kind of reported crime."""

    indicator: str
    name: str
    areas: dict[str, str]
    periods: dict[str, str]
    wave: Wave | None = field(default=None)


def views(current: str) -> None:
    """The way between the public pages, the present one marked; a frame on another site has none."""
    if st.context.is_embedded:
        return
    kept = {name: value for name, value in show_address.told() if name in ("kommun", "omrade")}
    query = f"?{urlencode(kept)}" if kept else ""
    told = {stem: [text(f"web.pages.public.{stem}.{key}") for key in ("address", "title")] for stem in VIEWS}
    links = [(address + query, title, stem == current) for stem, (address, title) in told.items()]
    show.page_links(text("explore.views"), links)


def choices() -> Any:
    """The container of a page's select boxes: a frame shows what its address says, without them."""
    return st.container(key="choices")


def foot(area: str = "") -> None:
    """Where to go from here: the area's own page and the summary; inside a frame, the whole page in a window of its own."""
    if st.context.is_embedded:
        show.outward(text("explore.whole_page"), show.address())
        return
    facts = [show.Fact("information", text("explore.back"), text("explore.foot"), "/")]
    show.fact_list(facts)


def nothing(page: Page, head: Any) -> None:
    """Say that no figure by area is shown, and end the page."""
    with head:
        show.heading(text("explore.eyebrow", place=page.name), text("explore.empty"))
    show.empty_state(text("explore.empty"), text("explore.empty_why"))
    st.stop()


def map_subjects(page: Page) -> dict[str, Subject]:
    """Everything with figures by area under the key of the address: the survey's questions first, then reported crime."""
    found: dict[str, Subject] = {}
    for wave in area_answers.area_waves(page.reader)[:1]:
        rows = areas_against_rest(page.reader, wave)
        rows = rows[(rows["measure"] == "share") & rows["value"].notna()]
        rows = rows.sort_values("concept", key=lambda concept: concept != FIRST, kind="stable")
        for slug, mine in rows.groupby("indicator", sort=False):
            name = text("explore.asked", what=mine["short_title"].iloc[0])
            found[str(slug)] = Subject(str(slug), name, _names(mine), {wave.key: wave.wave}, wave)
    rows = public_areas.crimes(page.reader)
    for slug, mine in rows[rows["area_level"] != public_areas.WHOLE].groupby("indicator", sort=False):
        if periods := public_areas.kinds(page.reader, str(slug)):
            name = text("explore.reported", what=mine["short_title"].iloc[0])
            found[str(slug)] = Subject(str(slug), name, _names(mine), periods)
    return found


def area_names(page: Page) -> dict[str, str]:
    """The neighbourhoods that have any figure, by code, in alphabetical order."""
    rows = public_areas.crimes(page.reader)
    found = _names(rows[rows["area_level"] != public_areas.WHOLE])
    for wave in area_answers.area_waves(page.reader)[:1]:
        found |= _names(areas_against_rest(page.reader, wave))
    return found


def _names(rows: Any) -> dict[str, str]:
    return dict(rows[["area", "name"]].drop_duplicates().itertuples(index=False, name=None))
