"""What a file must hold, for whoever has none yet: the known formats' columns with meaning, example and other spellings, and templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.catalog import load_catalog
from lagesbild.model import Format
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import text, texts

OURS = ("events", "figures", "survey_table", "areas_named")  # formats that nobody else decides about: an empty template is of use
WITHOUT_MARKS = {"survey_table": ("area", "question", "value"), "scb_population_table": ("region", "year", "persons")}
MOST_SPELLINGS = 6


def columns_part(home: Path, key: str) -> None:
    """A folded part of a page: choose a kind of file, and read what it must hold."""
    known = load_catalog(home).formats
    with st.expander(text("formats.page.title"), icon=":material/table:", key=f"formats_{key}"):
        show.note(text("formats.page.lede"))
        told = described(known)
        left, _ = st.columns([1.6, 1])
        slug = left.selectbox(
            text("formats.page.choose"), list(told), format_func=lambda name: told[name].title, key=f"formats_which_{key}"
        )
        show.note(text(f"formats.about.{slug}"))
        table = columns_of(told[slug])
        if len(table):
            show.data_table(table, caption=text("formats.page.caption", title=told[slug].title))
        if slug in OURS:
            show.note(text("formats.page.template_how"))
            st.download_button(
                text("formats.page.template"), template(told[slug]), f"mall-{slug.replace('_', '-')}.csv", "text/csv",
                key=f"formats_template_{key}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def described(known: Mapping[str, Format]) -> dict[str, Format]:
    """The formats that there are words about, in the order of the words."""
    order = [name.removeprefix("formats.about.") for name in texts() if name.startswith("formats.about.")]
    return {slug: known[slug] for slug in order if slug in known}


def columns_of(fmt: Format) -> pd.DataFrame:
    """One row per column, those that are needed first: heading, whether it is needed, meaning, an invented value, other spellings."""
    rows = []
    for role, (first, *more) in _columns(fmt).items():
        need = "yes" if role in needed(fmt) else "one" if role in one_of(fmt) else "no"
        rows.append((need, first, text(f"formats.means.{role}"), _example(fmt, role), ", ".join(more[:MOST_SPELLINGS])))
    rows.sort(key=lambda row: ("yes", "one", "no").index(row[0]))
    heads = [text(f"formats.page.{name}") for name in ("name", "need", "means", "example", "also")]
    told = [(name, text(f"formats.page.{need}"), means, example or "–", also or "–") for need, name, means, example, also in rows]
    return pd.DataFrame(told, columns=heads)


def needed(fmt: Format) -> tuple[str, ...]:
    """The columns without which a file is not of this format."""
    return tuple(fmt.spec["recognise"].get("required_columns", ())) or WITHOUT_MARKS.get(fmt.slug, ())


def one_of(fmt: Format) -> set[str]:
    """The columns of which one is enough."""
    return {role for several in fmt.spec["recognise"].get("one_of", ()) for role in several}


def template(fmt: Format) -> bytes:
    """A file for Excel with the headings alone: those that are needed, and those that the example fills in."""
    return excel_csv(pd.DataFrame(columns=[names[0] for names in _filled(fmt).values()]))


def example_file(fmt: Format) -> bytes:
    """The same file with the invented row."""
    filled = _filled(fmt)
    return excel_csv(pd.DataFrame([[_example(fmt, role) for role in filled]], columns=[names[0] for names in filled.values()]))


def _filled(fmt: Format) -> dict[str, list[str]]:
    return {role: names for role, names in _columns(fmt).items() if _example(fmt, role)}


def _columns(fmt: Format) -> dict[str, list[str]]:
    """{column: its spellings} of the formats that are told by columns, those with an example."""
    told = any(name.startswith(f"formats.example.{fmt.slug}.") for name in texts())
    return {role: names for role, names in fmt.spec.get("columns", {}).items() if told and f"formats.means.{role}" in texts()}


def _example(fmt: Format, role: str) -> str:
    return texts().get(f"formats.example.{fmt.slug}.{role}", "")
