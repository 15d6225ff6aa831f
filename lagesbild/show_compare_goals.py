"""Goals and Jämför told of each other: the way from a goal's measure to its comparison, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from lagesbild import show, show_compare
from lagesbild.agreement_state import Standing
from lagesbild.exhibits import agreements, goals
from lagesbild.exhibits.compare_goals import Compared, all_compared, compared
from lagesbild.sentences import small
from lagesbild.show_goals import address
from lagesbild.show_page import Page
from lagesbild.texts import text


def of_measure(page: Page, of: Standing, goal: dict[str, Any], row: dict[str, Any]) -> None:
    """On a goal's page: where its measure is compared with other municipalities, or that it is not, and why."""
    one = compared(show_compare.sources(page), goal, row, page.code, page.name)
    if one.family:
        fact = _to_comparison(page, one, text("compare.goals.link_note"))
    else:
        asked = {"overenskommelse": of.agreement.slug, "mal": one.goal, "matt": str(one.order)}
        fact = show.Fact("information", text("compare.goals.none"), one.why, address(page, "jamfor", **asked))
    show.fact_list([fact], title=text("compare.goals.title"))


def come_from(page: Page) -> None:
    """On Jämför: that the measure of the goal one comes from has no comparison; nothing where it has, or one comes from elsewhere."""
    asked = st.query_params
    of = _agreement(page)
    found = [one for one in _all(page, of) if one.goal == asked.get("mal") and str(one.order) == asked.get("matt", "1")]
    for one in found:
        if not one.family:
            show.fact_list([_without(page, of, one)])


def every_measure(page: Page) -> None:
    """On Jämför: which measures of the agreement's goals have a comparison, and why the others have none."""
    found = _all(page, _agreement(page))
    facts = [_to_comparison(page, one) for one in found if one.family]
    without = sorted((one for one in found if not one.family), key=lambda one: one.why)
    for why, mine in groupby(without, key=lambda one: one.why):
        names = ", ".join(small(one.name) for one in mine)
        facts.append(show.Fact("information", text("compare.goals.listed_none", names=names), why))
    if facts:
        show.rule()
        show.fact_list(facts, title=text("compare.goals.listed"))


def _all(page: Page, of: Standing | None) -> Sequence[Compared]:
    if of is None:
        return ()
    rows = goals.goal_list(page.reader, of).facts["rows"]
    return all_compared(show_compare.sources(page), rows, page.code, page.name)


def _agreement(page: Page) -> Standing | None:
    """The agreement that the address names, else the one that counts."""
    told = {one.agreement.slug: one for one in agreements.all_standings(page.reader, page.day)}
    return told.get(st.query_params.get("overenskommelse", ""), agreements.now(page.reader, page.day))


def _to_comparison(page: Page, one: Compared, note: str = "") -> show.Fact:
    words = text("compare.goals.link", what=small(one.name))
    return show.Fact("current", words, note, address(page, "jamfor", slag=one.family, uppgift=one.indicator))


def _without(page: Page, of: Standing | None, one: Compared) -> show.Fact:
    asked = {"overenskommelse": of.agreement.slug} if of else {}
    words = text("compare.goals.none_from", what=small(one.name), goal=one.goal_title)
    why = text("compare.goals.none_below", why=one.why)
    return show.Fact("information", words, why, address(page, "malet", **asked, mal=one.goal, matt=str(one.order)))
