"""What a file must hold, for whoever has none yet: the known formats' columns with meaning, example and other spellings, and templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.catalog import load_catalog
from lagesbild.model import ALL, Format, Survey
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import text, texts

UNTOUCHED = ("bra_database",)  # comes whole from its source: a template would be filled in by hand
WITHOUT_MARKS = {"survey_table": ("area", "question", "value"), "scb_population_table": ("region", "year", "persons")}
MOST_SPELLINGS = 6
FOREIGN = {  # spellings of files from abroad or from programs, known to the intake but nothing to write by hand
    *("value", "Crime.type", "Crime code", "Type", "Month", "Date", "DeSO.område", "Longitude", "Latitude", "Easting", "East", "Northing"),
    "North",
}
POINT = ("east", "north")
NEEDS = ("yes", "place", "point", "one", "no")


def columns_part(home: Path, code: str, key: str) -> None:
    """A folded part of a page: choose a kind of file, and read what it must hold; code: the municipality whose surveys are known."""
    catalog = load_catalog(home)
    known = catalog.formats
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
        if slug == "survey_answers":
            _surveys([survey for survey in catalog.surveys.values() if survey.municipality in (ALL, code)])
        if not has_template(told[slug]):
            show.note(text("formats.page.template_none"))
        else:
            show.note(text("formats.page.template_how"))
            st.download_button(
                text("formats.page.template"), template(told[slug]), f"mall-{slug.replace('_', '-')}.csv", "text/csv",
                key=f"formats_template_{key}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _surveys(known: Sequence[Survey]) -> None:
    """The surveys whose answers can be read, each with its columns."""
    for survey in known:
        show.data_table(questions_of(survey), caption=text("formats.page.survey", title=survey.title))
    if not known:
        show.note(text("formats.page.survey_none"))


def questions_of(survey: Survey) -> pd.DataFrame:
    """One row per question of a survey: its column, the question, and which answers are read."""
    heads = [text(f"formats.page.{name}") for name in ("column", "question", "answers")]
    rows = [(one.code, one.text, "; ".join(f"{value} = {words}" for value, words in one.scale.items())) for one in survey.questions]
    return pd.DataFrame(rows, columns=heads)


def has_template(fmt: Format) -> bool:
    """Whether an empty file with the headings is of use: it is told by columns, and a person or a program can fill it in."""
    return bool(_columns(fmt)) and fmt.slug not in UNTOUCHED


def described(known: Mapping[str, Format]) -> dict[str, Format]:
    """The formats that there are words about, in the order of the words."""
    order = [name.removeprefix("formats.about.") for name in texts() if name.startswith("formats.about.")]
    return {slug: known[slug] for slug in order if slug in known}


def columns_of(fmt: Format) -> pd.DataFrame:
    """One row per column, those that are needed first: heading, whether it is needed, meaning, an invented value, other spellings."""
    rows = []
    for role, (first, *more) in _columns(fmt).items():
        need = _need(fmt, role)
        rows.append((need, first, text(f"formats.means.{role}"), _example(fmt, role), ", ".join(more[:MOST_SPELLINGS])))
    rows.sort(key=lambda row: NEEDS.index(row[0]))
    heads = [text(f"formats.page.{name}") for name in ("name", "need", "means", "example", "also")]
    told = [(name, text(f"formats.page.{need}"), means, example or "–", also or "–") for need, name, means, example, also in rows]
    return pd.DataFrame(told, columns=heads)


def _need(fmt: Format, role: str) -> str:
    """Whether a column is needed: by itself, as one of several, or, of a place, as an area or as both its coordinates."""
    either = one_of(fmt)
    if role in needed(fmt):
        return "yes"
    if POINT[0] in either and (role in either or role in POINT):
        return "point" if role in POINT else "place"
    return "one" if role in either else "no"


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
    """{column: its spellings} of the formats that are told by columns, those with an example; the first is what to write."""
    told = any(name.startswith(f"formats.example.{fmt.slug}.") for name in texts())
    spelt = {role: names for role, names in fmt.spec.get("columns", {}).items() if told and f"formats.means.{role}" in texts()}
    return {role: [name for name in names if name not in FOREIGN] or names for role, names in spelt.items()}


def _example(fmt: Format, role: str) -> str:
    return texts().get(f"formats.example.{fmt.slug}.{role}", "")
