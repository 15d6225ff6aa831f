"""The part of the page Frysta lägesbilder that lays two lägesbilder beside each other."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lagesbild import sentences_revision, show
from lagesbild.exhibits import frozen_diff
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.frozen_diff import Side
from lagesbild.frozen import Frozen, made_with, reader
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.show_exhibit import tool_row
from lagesbild.show_goals import change_list, goal_icon
from lagesbild.show_page import Page, choice
from lagesbild.show_revision import changed_table
from lagesbild.texts import day, text

NOW = "nu"


def differences(page: Page, ones: list[Frozen]) -> None:
    """Two boxes and, under them, what differs: goals, certain changes and revised values; a file that cannot be read is told."""
    show.finding(text("frozen.diff.title"))
    by_key = {it.identity: it for it in ones}
    names = {key: text("frozen.page.row", title=it.title, day=day(it.frozen_on)) for key, it in by_key.items()}
    current = {NOW: text("frozen.diff.now")}
    first = ones[0] if page.reader.build != ones[0].build or len(ones) == 1 else ones[1]
    left, right, _ = st.columns([1, 1, 1])
    with left:
        older = choice(text("frozen.diff.from"), "fran", names, first.identity)
    with right:
        newer = choice(text("frozen.diff.to"), "till", {**current, **names}, NOW if first is ones[0] else ones[0].identity)
    if older == newer:
        show.note(text("frozen.diff.same"))
        return
    try:
        before, after = sorted((_side(page, by_key.get(older)), _side(page, by_key.get(newer))), key=lambda side: side.day)
        values = frozen_diff.values(before, after)
        goals, certain = frozen_diff.goal_changes(before, after), frozen_diff.certain(before, after, page.code)
    except LagesbildError as fault:
        show.empty_state(text("frozen.diff.closed"), str(fault))
        return
    if goals.frame.empty and certain.frame.empty and values.frame.empty:
        show.said(text("frozen.diff.nothing", older=before.name, newer=after.name))
    else:
        _draw(goals, certain, values)


def _side(page: Page, it: Frozen | None) -> Side:
    if it is None:
        made = made_with(settings().home, page.code, page.reader.build)
        return Side(page.reader, page.day, text("frozen.diff.now_words"), made["code_version"])
    name = text("frozen.diff.name", title=it.title, day=day(it.frozen_on))
    return Side(reader(settings().home, it), it.frozen_on, name, it.code_version)


def _draw(goals: Exhibit, certain: Exhibit, values: Exhibit) -> None:
    left, right = st.columns([2.1, 1] if goals.facts["rows"] else [1, 1], gap="large")
    with left:
        show.finding(goals.heading, goals.sub)
        if goals.facts["rows"]:
            _goal_table(goals)
            tool_row(goals, "andrade-mal")
    with right:
        if certain.facts["rows"]:
            change_list(certain.facts["rows"], "", certain.heading)
            tool_row(certain, "nya-sakra-forandringar")
        else:
            show.fact_list([show.Fact("information", text("frozen.diff.certain.none_note"), certain.sub)], title=certain.heading)
    show.rule()
    show.finding(values.heading, values.sub)
    show.said(values.sentence)
    if values.frame.empty:
        return
    changed_table(values)
    if beyond := sentences_revision.beyond(values.frame):
        show.note(beyond)
    show.source_line(" ".join(part for part in (values.source_line, values.caveat) if part))
    tool_row(values, "reviderade-varden")


def _goal_table(found: Exhibit) -> None:
    rows = [[row["goal"], row["kind_word"], _status(row, "before"), _status(row, "after")] for row in found.facts["rows"]]
    show.data_table(pd.DataFrame(rows, columns=list(found.table.columns)), caption=found.heading)


def _status(row: dict, side: str) -> show.Cell:
    return show.Cell(row[f"{side}_word"], goal_icon(row[side]) if row[side] else "")
