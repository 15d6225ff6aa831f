"""An area's profile on the page Områden: its clearest problems, then what people answer beside what is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lagesbild import sentences, sentences_survey, show
from lagesbild.charts.marks import CHANGED
from lagesbild.exhibits import agreements, area_answers, areas, situation, trend
from lagesbild.exhibits.area_change import LEAST, area_change
from lagesbild.exhibits.areas import AreaPeriod
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.survey_figures import Wave
from lagesbild.kept import kept
from lagesbild.show_exhibit import figure_table, situation_rows, tool_row
from lagesbild.show_page import Page
from lagesbild.texts import text


def area_profile(page: Page, area: str, period: AreaPeriod | None, wave: Wave | None = None) -> None:
    """The profile of one area from the newest wave, or a chosen one, and the reports of a period."""
    wave = wave or next(iter(area_answers.area_waves(page.reader)), None)
    answers = area_answers.area_answers(page.reader, wave, area) if wave else None
    crimes = areas.profile(page.reader, area, period) if period else None
    sides = [side for side in (answers, crimes) if side is not None and not side.frame.empty]
    if not sides:
        return
    show.rule()
    show.finding(_heading(answers, crimes, sides), crimes.sub if crimes else "", eyebrow=text("areas.profile"))
    for reason in page.read("area_breaks", area=area, area_version=period.area_version)["reason"] if period else ():
        show.note(reason)
    _problems(page, wave, answers, crimes)
    for column, side in zip(st.columns(len(sides), gap="large"), sides, strict=True):
        with column:
            _side(side, area)
    if period:
        _over_time(page, area, period)


def _over_time(page: Page, area: str, period: AreaPeriod) -> None:
    """What is reported over the years: the crime types that there is something to tell of as rows, every one in the table."""
    place = next((one for one in trend.places(page.reader) if (one.area, one.area_version) == (area, period.area_version)), None)
    years = situation.years(page.reader)
    if place is None or not years:
        return
    since = agreements.year_to_compare(agreements.now(page.reader, page.day), years, situation.YEARS_BACK)
    found = area_change(page.reader, place, since)
    rows = [row for row in found.facts["rows"] if row["verdict"] in CHANGED or (row["latest_count"] or 0) >= LEAST]
    if not found.facts["rows"]:
        return
    show.finding(found.heading, f"{found.sub} {text('areas.over_time')}")
    if rows:
        situation_rows(replace(found, facts=found.facts | {"rows": rows}), f"{area}.{period.area_version}")
    show.source_line(found.source_line)
    tool_row(found, f"anmalda-over-tid-{area}")
    figure_table(found, text("areas.over_time_table"))


@kept
def _heading(answers: Exhibit | None, crimes: Exhibit | None, sides: list[Exhibit]) -> str:
    if len(sides) == 1 or answers is None or crimes is None:
        return sides[0].heading
    told = (answers.frame.to_dict("records"), crimes.frame.to_dict("records"))
    return sentences_survey.profile_heading(*told, answers.frame["name"].iloc[0])


def _problems(page: Page, wave: Wave | None, answers: Exhibit | None, crimes: Exhibit | None) -> None:
    """The clearest problems as cards, or a sentence on what their absence does not mean."""
    frames = (side.frame if side is not None else areas.NOTHING for side in (answers, crimes))
    found = area_answers.clearest(page.reader, wave, *frames)
    if not found:
        show.note(text("areas.no_problem"))
        return
    show.problem_cards([_card(n, row, wave.wave if wave else "") for n, row in enumerate(found, 1)])


def _card(n: int, row: dict[str, Any], wave: str) -> show.Card:
    if row["kind"] == "answer":
        return show.Card(text("areas.problem_answer", n=n, wave=wave), row["short_title"], sentences_survey.against_rest(row))
    return show.Card(text("areas.problem_crime", n=n, period=row["label"]), row["short_title"], sentences.difference_sentence(row))


def _side(side: Exhibit, area: str) -> None:
    """One side of the profile: its picture, source, tools and table."""
    key = "answers" if side.slug == "area_answers" else "reported"
    sub, rest = side.sub, text("areas.rest_how")
    if key == "reported":
        sub, rest = text("areas.reported_sub", period=side.frame["label"].iloc[0]), " ".join(map(text, areas.THE_REST))
    show.finding(text(f"areas.{key}"), f"{sub} {rest}")
    if side.figure is not None:
        show.chart(side.figure(), alt=side.sentence, key=side.slug)
    show.source_line(side.source_line)
    tool_row(side, f"{side.slug}-{area}")
    figure_table(side, text(f"areas.{key}"))
    _detectable(side)


@st.fragment
def _detectable(side: Exhibit) -> None:
    """What a next wave could show, question by question; made and sent when somebody opens it."""
    told = {name: words for name, words in side.facts.get("detectable", {}).items() if words}
    if not told:
        return
    box = st.expander(text("areas.detectable"), key=f"detectable_{side.slug}", on_change="rerun")
    if box.open:
        with box:
            for name, words in told.items():
                show.note(text("areas.detectable_row", question=name, words=words))
