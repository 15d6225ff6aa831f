"""The parts of the page Jämför: the shared reader, the list of municipalities and the table of how alike they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lagesbild import frozen, sentences, show
from lagesbild.exhibits import compare, peers
from lagesbild.exhibits.exhibit import source_line
from lagesbild.model import NATIONAL, REFERENCE
from lagesbild.read import read
from lagesbild.settings import settings
from lagesbild.show_page import Page, choice, several
from lagesbild.store import Reader, current
from lagesbild.texts import number, text

FAMILY_WORDS = {
    "kolada": "trends.kind_kolada",
    "published": "trends.kind_published",
    "figures": "trends.kind_figures",
    "crime": "compare.kind_crime",
}


def reference(page: Page) -> Reader | None:
    """The build that all municipalities share, as it was if the page shows a frozen lägesbild; None where there is none."""
    if page.frozen:
        return frozen.reference(settings().home, page.frozen)
    return current(settings().home, REFERENCE, "internal")


def sources(page: Page) -> dict[str, Reader]:
    """By family of figures, the build that holds them: what all share, then what the municipalities themselves have published."""
    published = None if page.frozen else current(settings().home, NATIONAL, "public")
    found: dict[str, Reader] = {}
    for reader in (reference(page), published):
        if reader is not None:
            found |= {family: reader for family in compare.indicators(reader)["family"].unique() if family not in found}
    return {family: found[family] for family in FAMILY_WORDS if family in found}


def names(shared: Reader, code: str) -> dict[str, str]:
    """The other municipalities of the reference by code, in Swedish order."""
    rows = read(shared, "areas")
    rows = rows[(rows["area_level"] == "municipality") & ~rows["area"].isin([code, "0000", REFERENCE])]
    return dict(zip(rows["area"], rows["name"], strict=True))


def indicator_choice(readers: dict[str, Reader]) -> tuple[Reader, pd.Series]:
    """The chosen indicator and the build that holds it; a box for the kind where there are several kinds."""
    kinds = {family: text(FAMILY_WORDS[family]) for family in readers}
    left, right = st.columns([1, 2.4]) if len(kinds) > 1 else (None, st.container())
    family = next(iter(kinds))
    if left is not None:
        with left:
            family = choice(text("compare.kind"), "slag", kinds)
    known = compare.indicators(readers[family])
    mine = known[known["family"] == family]
    with right:
        return readers[family], known.loc[choice(text("compare.what"), "uppgift", mine["short_title"].to_dict())]


def peer_list(alike: pd.DataFrame, known: dict[str, str]) -> tuple[str, ...]:
    """The municipalities to compare with: the most alike until somebody edits the list."""
    start = [code for code in peers.nearest(alike) if code in known] or list(known)[: peers.NEAREST]
    return several(text("compare.list"), "lista", known, start, text("compare.choose"))


def similarity(reader: Reader, alike: pd.DataFrame, chosen: tuple[str, ...]) -> None:
    """Every term of the distance with its year, own values first; the reader can check each number."""
    if alike.empty:
        return
    newest = peers.newest(reader)
    show.rule()
    show.finding(text("compare.similar"), text("compare.similar_sub"))
    told = pd.DataFrame({text("compare.municipality"): alike["name"], text("compare.distance"): [number(d, 2) for d in alike["distance"]]})
    for term, rows in newest.items():
        places = 1 if term == "kolada_n00959" else 0
        told[f"{text(f'compare.term.{term}')} {_years(rows)}"] = [
            f"{number(value, places)} ({_part(part)})" for value, part in zip(alike[term], alike[f"{term}_part"], strict=True)
        ]
    told[text("compare.chosen")] = [text("compare.yes") if code in chosen else "" for code in alike["area"]]
    show.data_table(told, caption=text("compare.similar"), numeric=list(told.columns[1:-1]))
    used = pd.concat(newest.values(), ignore_index=True)
    show.source_line(source_line(used, text("compare.similar_newest"), key="exhibits.source_kolada"))


def _years(rows: pd.DataFrame) -> str:
    """The year of the figures, or the first and last one where not every municipality has the newest."""
    first, last = (int(year) for year in (rows["period_end"].dt.year.min(), rows["period_end"].dt.year.max()))
    return str(last) if first == last else f"{first}–{last}"


def _part(difference: float) -> str:
    body = sentences.value(abs(difference), "number")
    return ("+" if difference > 0 else "−") + body if body.strip("0,") else body
