"""The page Frysta lägesbilder in pieces: those that are kept, who was told which, and the form that freezes one more."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.access import noted
from lagesbild.freeze import freeze
from lagesbild.frozen import Frozen, frozen_ones, state
from lagesbild.model import LagesbildError
from lagesbild.sentences import capital, counted
from lagesbild.settings import settings
from lagesbild.show_frozen import KEY
from lagesbild.show_words import asked_for
from lagesbild.show_work_form import record_form
from lagesbild.show_work_page import Row, Work, read_only
from lagesbild.store import pointer
from lagesbild.texts import day, text
from lagesbild.work import label

SAID = ("title", "decision", "recipients", "comments")
MADE_WITH = ("code_version", "libraries", "build", "sha256")


def kept(work: Work) -> list[tuple[Frozen, Row]]:
    """The frozen lägesbilder with what is written about them, the latest first."""
    told = {row["id"]: row for row in work.rows("frozen")}
    return [(it, told[it.identity]) for it in frozen_ones(settings().home, work.page.code) if it.identity in told]


def frozen_heading(work: Work, ones: list[tuple[Frozen, Row]]) -> None:
    """The finding: how many are kept, and whether figures have come since the latest."""
    eyebrow = text("frozen.page.eyebrow", place=work.page.name)
    if not ones:
        show.heading(eyebrow, text("frozen.page.none"), text("frozen.page.none_lede"))
        return
    latest, _ = ones[0]
    current = pointer(settings().home, work.page.code, "internal")
    n = capital(counted(len(ones), text("frozen.page.one"), text("frozen.page.many")))
    newer = "newer" if current and current["sha256"] != latest.sha256 else "same"
    words = text("frozen.page.heading_one" if len(ones) == 1 else "frozen.page.heading", n=n, title=latest.title, day=day(latest.frozen_on))
    show.heading(eyebrow, words, text(f"frozen.page.lede_{newer}"))


def frozen_list(work: Work, ones: list[tuple[Frozen, Row]]) -> None:
    """Each frozen lägesbild with its decision, its recipients, who has got it, and whether its file is whole; the name opens it."""
    facts = []
    for it, row in ones:
        found = state(settings().home, it)
        told = [r for r in work.rows("report") if r["frozen"] == it.identity]
        given = ", ".join(f"{r['recipient']} {day(r['reported_on'])}" for r in sorted(told, key=lambda r: r["reported_on"]))
        parts = [
            text("frozen.page.data", day=day(it.data_date)) if it.data_date else "",
            text("frozen.page.decision", decision=row["decision"].rstrip(".")) if row["decision"] else text("frozen.page.no_decision"),
            text("frozen.page.recipients", names=", ".join(row["recipients"].splitlines())) if row["recipients"] else "",
            text("frozen.page.given", told=given) if given else text("frozen.page.given_none"),
            row["comments"],
            text(f"frozen.page.file_{found}"),
            text("frozen.strip.other_shape") if it.other_shape else "",
        ]
        words = text("frozen.page.row", title=it.title, day=day(it.frozen_on))
        address = f"./?{KEY}={it.identity}" if found == "intact" else ""
        facts.append(show.Fact("current" if found == "intact" else "late", words, " ".join(part for part in parts if part), address))
    show.fact_list(facts, title=text("frozen.page.list"))
    with st.expander(text("frozen.page.made_with")):
        rows = [[it.title, *(str(row[name]) or "–" for name in MADE_WITH), row["changed_by"]] for it, row in ones]
        heads = [label("frozen", name) for name in ("title", *MADE_WITH)] + [text("frozen.page.who")]
        show.data_table(pd.DataFrame(rows, columns=heads), caption=text("frozen.page.made_with"))


def freeze_form(work: Work) -> None:
    """Ask for a name and a decision, and freeze what is built now."""
    if not work.writes:
        read_only(work)
        return
    with st.form("freeze", border=False):
        title, when, decision = st.columns(3)
        said = {
            "title": title.text_input(asked_for(label("frozen", "title"), required=True), text("frozen.page.name", year=work.day.year)),
            "decision": decision.text_input(label("frozen", "decision")),
        }
        frozen_on = when.date_input(asked_for(label("frozen", "frozen_on"), required=True), work.day, format="YYYY-MM-DD")
        wide = st.columns(2)
        for column, name in zip(wide, ("recipients", "comments"), strict=True):
            said[name] = column.text_area(label("frozen", name), height=100)
        pressed = st.form_submit_button(text("frozen.page.freeze"), type="primary")
    if pressed:
        try:
            it = freeze(settings().home, work.page.code, work.store, said, frozen_on, work.day, work.who)
        except LagesbildError as fault:
            for sentence in getattr(fault, "faults", {"": str(fault)}).values():
                st.error(sentence)
            return
        noted("freeze", municipality=work.page.code, build=it.build, what=it.identity)
        st.toast(text("frozen.page.done", title=it.title))
        st.rerun()


def describe_form(work: Work, ones: list[tuple[Frozen, Row]]) -> None:
    """Change what people say about a frozen lägesbild; its name, day and figures stay."""
    names = {it.identity: text("frozen.page.row", title=it.title, day=day(it.frozen_on)) for it, _ in ones}
    chosen = st.selectbox(text("frozen.page.which"), list(names), format_func=names.__getitem__)
    row = work.row("frozen", chosen)
    if row is not None:
        record_form(work, "frozen", row, fields=SAID[1:], key=f"frozen_{chosen}")
