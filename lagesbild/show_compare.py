"""The parts of the page Jämför: the shared reader, the list of municipalities and the table of how alike they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lagesbild import frozen, sentences, show
from lagesbild.exhibits import compare, peers
from lagesbild.model import REFERENCE
from lagesbild.read import read
from lagesbild.settings import settings
from lagesbild.show_page import Page, choice, several
from lagesbild.store import Reader, current
from lagesbild.texts import number, text

FAMILY_WORDS = {"kolada": "trends.kind_kolada", "published": "trends.kind_published", "figures": "trends.kind_figures"}


def reference(page: Page) -> Reader | None:
    """The build that all municipalities share, as it was if the page shows a frozen lägesbild; None where there is none."""
    if page.frozen:
        return frozen.reference(settings().home, page.frozen)
    return current(settings().home, REFERENCE, "internal")


def names(shared: Reader, code: str) -> dict[str, str]:
    """The other municipalities of the reference by code, in Swedish order."""
    rows = read(shared, "areas")
    rows = rows[(rows["area_level"] == "municipality") & ~rows["area"].isin([code, "0000", REFERENCE])]
    return dict(zip(rows["area"], rows["name"], strict=True))


def indicator_choice(shared: Reader) -> pd.Series:
    """The chosen indicator; a box for the kind where there are several kinds."""
    known = compare.indicators(shared)
    kinds = {family: text(key) for family, key in FAMILY_WORDS.items() if (known["family"] == family).any()}
    left, right = st.columns([1, 2.4]) if len(kinds) > 1 else (None, st.container())
    family = next(iter(kinds))
    if left is not None:
        with left:
            family = choice(text("compare.kind"), "slag", kinds)
    mine = known[known["family"] == family]
    with right:
        return known.loc[choice(text("compare.what"), "uppgift", mine["short_title"].to_dict())]


def peer_list(alike: pd.DataFrame, known: dict[str, str]) -> tuple[str, ...]:
    """The municipalities to compare with: the most alike until somebody edits the list."""
    start = [code for code in peers.nearest(alike) if code in known] or list(known)[: peers.NEAREST]
    return several(text("compare.list"), "lista", known, start, text("compare.choose"))


def similarity(page: Page, alike: pd.DataFrame, chosen: tuple[str, ...]) -> None:
    """Every term of the distance, own values first; the reader can check each number."""
    if alike.empty:
        return
    terms = [term for term in peers.TERMS if term in alike]
    show.rule()
    show.finding(text("compare.similar"), text("compare.similar_sub"))
    told = pd.DataFrame({text("compare.municipality"): alike["name"], text("compare.distance"): [number(d, 2) for d in alike["distance"]]})
    for term in terms:
        places = 1 if term == "kolada_n00959" else 0
        told[text(f"compare.term.{term}")] = [
            f"{number(value, places)} ({_part(part)})" for value, part in zip(alike[term], alike[f"{term}_part"], strict=True)
        ]
    told[text("compare.chosen")] = [text("compare.yes") if code in chosen else "" for code in alike["area"]]
    show.data_table(told, caption=text("compare.similar"), numeric=list(told.columns[1:-1]))


def _part(difference: float) -> str:
    body = sentences.value(abs(difference), "number")
    return ("+" if difference > 0 else "−") + body if body.strip("0,") else body
