"""Exhibits on a page: their pictures, tables, tool rows and the patterns that several pages share."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import sentences, show
from lagesbild.charts import interactive
from lagesbild.charts.icons import change_icon
from lagesbild.charts.lanes import marks_words
from lagesbild.exhibits import activity_marks, areas, trend
from lagesbild.exhibits.exhibit import Exhibit, download
from lagesbild.exhibits.standing_out import MOST, StandingOut
from lagesbild.kept import kept
from lagesbild.read import query
from lagesbild.settings import settings
from lagesbild.show_page import Page
from lagesbild.texts import count, number, text

SMALL_MULTIPLES = 4
READING = {  # an exhibit's slug -> the text that says how its kind of chart is read, in texts/sv/reading.toml
    "trend": "series", "goal": "goal", "question": "series", "areas": "map", "question_map": "map", "public_map": "map",
    "profile": "dots", "area_answers": "dots", "public_profile": "dots", "question_areas": "dots", "question_groups": "dots",
    "funnel": "funnel", "signals": "signals", "control": "signals", "goals": "status", "situation": "overview", "survey": "questions",
    "area_change": "overview", "survey_areas": "answers", "compare": "compare", "standardised": "standardised",
    "effect": "effect", "effect_shares": "effect",
    "experienced": "pair", "experienced_all": "pair", "time_profile": "profile", "year_to_date": "year_to_date",
    "instruments": "instruments", "revision": "revision", "replaced": "revision", "data_status": "receipts",
}  # fmt: skip
sparkline = kept(interactive.sparkline_svg, most=256)


def tool_row(found: Exhibit, file_name: str) -> None:
    """Download, copy link and how it was computed, under an exhibit."""
    terms = show.terms() if settings().zone == "public" else ""
    sql = [_without_comments(query("read", name)) for name in found.queries]
    words = {"definition": found.definition, "caveat": found.caveat, "reading": READING.get(found.slug.rstrip("_0123456789"), "")}
    show.tools(found.slug, table=lambda: _taken_along(found, terms), file_name=file_name, sql=sql, picture=found.picture, **words)


def _taken_along(found: Exhibit, terms: str) -> pd.DataFrame:
    """The table as a file; a public one says in every row where the terms of its use stand."""
    table = download(found)
    return table.assign(**{text("show.tools.terms"): terms}) if terms and len(table) else table


def _without_comments(sql: str) -> str:
    """A question as it is put to the database; what is written to programmers beside it is left out."""
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))


def draw(found: Exhibit, key: str) -> None:
    """An exhibit's picture, or why there is none."""
    if found.figure is None:
        show.empty_state(found.heading, found.sentence)
    else:
        show.chart(found.figure(), alt=" ".join([f"{found.heading}. {found.sentence}", marks_words(found.marks)]).strip(), key=key)


def draw_both(found: Exhibit, key: str) -> None:
    """An exhibit's picture for wide screens and for phones; the style sheet shows one of them."""
    with st.container(key=f"wide_{key}"):
        draw(found, key)
    if found.figure is not None:
        with st.container(key=f"narrow_{key}"):
            show.chart(found.figure(narrow=True), alt=f"{found.heading}. {found.sentence}", key=f"{key}_narrow")


@st.fragment
def figure_table(found: Exhibit, caption: str) -> None:
    """The exhibit's rows as a table, written the Swedish way; it is made and sent when somebody opens it."""
    if found.table.empty:
        return
    box = st.expander(text("trends.table_open"), key=f"table_{found.slug}", on_change="rerun")
    if not box.open:
        return
    with box:
        words, numeric = _in_words(found.table)
        show.data_table(words, caption=caption, numeric=numeric)
        if len(found.marks):
            show.data_table(activity_marks.table(found.marks), caption=text("activity_marks.table"))


@kept
def _in_words(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """A table's cells as words, without its empty columns, and which columns hold numbers."""
    words = table.map(_cell)
    numeric = [name for name in words.columns if pd.api.types.is_numeric_dtype(table[name])]
    return words.loc[:, (words != "–").any() & (words != "").any()], numeric


def _cell(value: object) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        whole = pd.isna(value) or float(value).is_integer()
        return number(value, 0 if whole else 1)
    return "" if value is None else str(value)


def situation_rows(found: Exhibit, area: str = "") -> None:
    """Every crime type as one row: verdict, what and why, series with interval, latest value; area: whose series a row leads to."""
    rows = found.facts["rows"]
    shown, first, last = _situation_rows(rows, f"&omrade={area}" if area else "")
    series_words = text("situation.series", first=first, last=last)
    show.verdict_rows(shown, title=text("situation.rows"), series=series_words, value=text("situation.latest", year=found.facts["latest"]))


@kept
def _situation_rows(rows: list[dict[str, Any]], place: str) -> tuple[list[show.VerdictRow], int, int]:
    series = [row["series"] for row in rows]
    shown = [
        show.VerdictRow(
            icon=change_icon(row["verdict"], row["polarity"]),
            word=text(f"sentences.change.{row['verdict']}"),
            title=row["short_title"] + (" *" if row["policing_dependent"] else ""),
            why=sentences.change_why(row),
            spark=sparkline(row["series"], row["cuts"], neutral=row["policing_dependent"]),
            **dict(zip(("value", "half", "note"), sentences.latest(row), strict=True)),
            href=f"trender?brott={row['indicator'].removesuffix('_count')}{place}",
        )
        for row in rows
    ]
    return shown, min(s["period_start"].dt.year.min() for s in series), max(s["period_end"].dt.year.max() for s in series)


def change_facts(found: Exhibit) -> None:
    """What has certainly changed, and nothing else."""
    certain = [row for row in found.facts["rows"] if row["verdict"] in ("increase", "decrease")]
    facts = [
        show.Fact(
            change_icon(row["verdict"], row["polarity"]),
            text("situation.change", verdict=text(f"sentences.change.{row['verdict']}"), what=row["short_title"].lower()),
            sentences.change_why(row),
            f"trender?brott={row['indicator'].removesuffix('_count')}",
        )
        for row in certain
    ] or [show.Fact("no_clear_change", text("situation.nothing_changed"), text("situation.nothing_changed_note"))]  # fmt: skip
    show.fact_list(facts, title=text("situation.changed", since=found.facts["since"]))


def area_facts(found: StandingOut | None) -> None:
    """The areas that certainly stand out, in alphabetical order."""
    if found is None:
        return
    facts = [
        show.Fact("bad_up", name, sentences.capital(", ".join(crimes).lower()), f"omraden?omrade={code}&period={found.key}")
        for code, name, crimes in found.areas[:MOST]
    ] or [show.Fact("no_clear_change", text("situation.no_areas"), text("situation.no_areas_note"))]  # fmt: skip
    show.fact_list(facts, title=text("situation.standing_out", period=found.period))


def draw_area_map(found: Exhibit) -> str | None:
    """The map with its legend, in two widths; returns the clicked area. Without borders or rates it says why."""
    unit = found.frame["unit"].iloc[0] if len(found.frame) else "per_1000"
    if found.figure is None:
        show.empty_state(text("areas.no_map"), text("areas.no_map_why"), text("areas.no_map_cure"))
        return None
    if not found.facts["rated"]:
        period = found.facts["period"]
        show.empty_state(text("areas.no_rates", period=period), text("areas.no_rates_why"), text("areas.no_rates_cure"))
    show.map_legend(
        sentences.capital(sentences.unit_words(unit)), found.facts["classes"], unit, absent=bool(found.frame["value"].isna().any())
    )
    return show.map_chart(found.figure(), alt=found.sentence, key="map")


def draw_area_dots(found: Exhibit) -> None:
    """The areas in alphabetical order, each with its interval against all areas together."""
    if not found.facts or not found.facts["rated"]:
        return
    unit = found.frame["unit"].iloc[0]
    show.section(text("areas.dots"))
    told = text("areas.dots_sub", value=f"{sentences.value(found.facts['whole'], unit)} {sentences.unit_words(unit)}")
    if municipal := found.facts.get("municipal"):
        reports = count(municipal[1], "anmälan", "anmälningar")
        told += " " + text("areas.dots_municipal", value=sentences.value(municipal[0], unit), n=reports)
    smoothed = "smoothed" in found.frame and found.frame["smoothed"].notna().any()
    show.note(f"{told} {text('areas.dots_smoothed')}" if smoothed else told)
    show.chart(found.facts["dots"](), alt=found.sentence, key="dots")


def small_multiples(page: Page, crimes: dict[str, dict], place: trend.Place, chosen: str) -> None:
    """The next indicators of the same kind in the same place as small series, yearly where there are years."""
    rows = trend.indicators(page.reader)
    others = (slug for slug in crimes if slug != chosen.removesuffix("_count"))
    told = ((slug, next(iter(trend.period_kinds(page.reader, slug, place)), "")) for slug in others)
    slugs = [
        (next(iter(trend.measures(page.reader, slug, place, kind))), kind)
        for slug, kind in islice(filter(itemgetter(1), told), SMALL_MULTIPLES)
    ]
    if not slugs:
        return
    key = "others_delivered" if sentences.delivered(rows.loc[slugs[0][0]]) else "others"
    show.finding(text(f"trends.{key}"), text(f"trends.{key}_sub"))
    for column, (slug, kind) in zip(st.columns(SMALL_MULTIPLES), slugs, strict=False):
        row = rows.loc[slug]
        small = trend.trend(page.reader, row, place, kind, 1900)
        with column:
            name = row["title" if sentences.delivered(row) else "short_title"]
            show.note(f"{name}, {sentences.measured_in(row)}")
            if small.figure is not None:
                show.chart(small.figure(hero=False), alt=small.sentence, key=f"small_{slug}")


def small_map(page: Page, found: StandingOut | None) -> None:
    """The crime type in which most areas stand out, as a small map that leads to the large one."""
    if found is None:
        return
    slug = max(found.indicators, key=found.indicators.count, default=None)
    period = next((p for p in areas.area_periods(page.reader) if p.key == found.key), None)
    if slug is None or period is None:
        return
    exhibit = areas.area_map(page.reader, page.name, trend.indicators(page.reader).loc[slug], period, None)
    if exhibit.figure is not None:
        show.section(text("situation.map", what=trend.indicators(page.reader).loc[slug]["short_title"], period=found.period))
        show.chart(exhibit.figure(narrow=True, height=300, clickable=False), alt=exhibit.sentence, key="small_map", framed=True)
        show.map_key(*_map_key(exhibit.frame))


def _map_key(rows: pd.DataFrame) -> tuple[list[tuple[str, str, str]], str]:
    """Which areas stand out on a map, how many do not or have no figure, and how its colours are read."""
    marks = {"clearly_higher": "higher", "clearly_lower": "lower"}
    named = {verdict: list(rows.loc[rows["verdict"] == verdict, "name"]) for verdict in marks}
    groups = [(marks[verdict], text(f"situation.map_{verdict}"), ", ".join(names)) for verdict, names in named.items() if names]
    absent = int(rows["value"].isna().sum())
    rest = len(rows) - absent - sum(map(len, named.values()))
    if rest:
        of = "rest" if groups or absent else "all"
        groups.append(("hatch", text(f"situation.map_{of}", n=number(rest)), text("show.legend.hatched")))
    if absent:
        groups.append(("dots", text("situation.map_absent", n=number(absent)), text("show.legend.absent")))
    return groups, text("situation.map_colours", unit=sentences.unit_words(rows["unit"].iloc[0]))
