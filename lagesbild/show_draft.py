"""The form in which a goal is drafted: its fields, and its file as it would stand in the catalogue."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from lagesbild import sentences, show
from lagesbild.access import current_user, noted
from lagesbild.catalog import Catalog
from lagesbild.catalog_draft import DraftedGoal, NewAgreement, drafted, save
from lagesbild.model import LagesbildError
from lagesbild.show_page import choice
from lagesbild.texts import number, text

NEW = "ny"


def agreement_fields(catalog: Catalog, code: str, day: date) -> tuple[str | NewAgreement, date | None]:
    """Which agreement the goal belongs to, and the last day by which its target is to be met."""
    known = {item.slug: item for item in reversed(catalog.agreements.get(code, ())) if item.ends is None or item.ends.last >= day}
    picked = choice(text("draft_goal.where"), "avtal", {slug: item.title for slug, item in known.items()} | {NEW: text("draft_goal.new")})
    if picked != NEW:
        ends = known[picked].ends
        return picked, ends.last if ends else None
    first_column, last_column = st.columns(2)
    with first_column:
        first = int(st.number_input(text("draft_goal.first_year"), 2000, 2100, day.year + 1, key="first_year"))
    with last_column:
        last = int(st.number_input(text("draft_goal.last_year"), 2000, 2100, day.year + 4, key="last_year"))
    title = st.text_input(text("draft_goal.new_title"), text("draft_goal.new_title_example", first=first, last=last), key="agreement_title")
    return NewAgreement(title, first, last), date(last, 12, 31)


def drafted_goal(rows: pd.DataFrame, baseline: str, with_number: bool, deadline: date | None) -> DraftedGoal:
    """The goal as it stands in the fields; the target is asked in the unit that readers know and kept on the value's own scale."""
    about, factor = rows.iloc[-1], 100.0 if rows["unit"].iloc[-1] == "share" else 1.0
    target = None
    if with_number:
        start = float(rows.loc[rows["baseline"] == baseline, "value"].iloc[0]) * factor
        label = text("draft_goal.target_share") if factor > 1 else text("draft_goal.target", unit=sentences.measured_in(about))
        wanted = round(start * (0.9 if about["better"] == "lower" else 1.05), 1)
        top = 100.0 if factor > 1 else None
        written = st.text_input(label, number(min(wanted, top or wanted), 1), key=f"target_{about['indicator']}_{baseline}")
        target = round(plain_number(written) / factor, 6)
    title = st.text_input(text("draft_goal.title"), text("draft_goal.title_example"), help=text("draft_goal.title_help"), key="goal_title")
    return DraftedGoal(
        title or text("draft_goal.title_example"), str(about["indicator"]), baseline, target, deadline if with_number else None
    )


def plain_number(written: str) -> float:
    """A number as Swedes write it: "25", "25,5"; anything else is refused in a sentence."""
    plain = re.sub(r"[\s\u00a0%]", "", written).replace(",", ".").replace("−", "-")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise LagesbildError(text("draft_goal.not_a_number", written=written))
    return float(plain)


def save_row(home: Path, catalog: Catalog, code: str, where: str | NewAgreement, goal: DraftedGoal) -> None:
    """Save into the overlay or download; the file is checked before either is offered."""
    name, whole = drafted(home, catalog, code, where, goal)
    with st.container(key="draft_buttons", horizontal=True, vertical_alignment="center"):
        st.download_button(
            text("draft_goal.download"), whole, name, "application/toml", key="draft_file", on_click="ignore", icon=":material/download:"
        )
        user = current_user()
        pressed = user is not None and user.may_write(code) and st.button(text("draft_goal.save"), type="primary", key="draft_save")
    if pressed:
        path = save(home, catalog, code, where, goal)
        noted("create", municipality=code, what=path.name)
        show.note(text("draft_goal.saved", file=path.name, code=code))
    with st.expander(text("draft_goal.file")):
        st.code(whole, language="toml", wrap_lines=True)
