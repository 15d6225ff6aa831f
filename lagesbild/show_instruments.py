"""Two instruments on a page: the verdict in shape and word, and two series side by side with question, scale and answers."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lagesbild import sentences_instruments as said
from lagesbild import sentences_survey, show
from lagesbild.charts import interactive
from lagesbild.exhibits.instruments import instruments, meetings, one
from lagesbild.exhibits.question import series
from lagesbild.exhibits.survey_figures import Wave
from lagesbild.exhibits.trend import Place
from lagesbild.kept import kept
from lagesbild.show_exhibit import figure_table, tool_row
from lagesbild.show_heat import fact_table
from lagesbild.show_page import Page
from lagesbild.texts import number, text

ICONS = {"confirms": "current", "differs": "signal", "not_comparable": "not_comparable"}
HEIGHT = 210
_drawn = kept(interactive.trend)


def instrument_list(page: Page, wave: Wave) -> None:
    """Every question that another instrument asks about too, one row each with its verdict; nothing without such an instrument."""
    for meeting in meetings(page.reader, wave):
        found = instruments(page.reader, meeting, page.code)
        show.rule()
        show.finding(found.heading, found.sub)
        rows = found.frame.to_dict("records")
        since = meeting.own_before.wave if meeting.own_before else ""
        show.fact_list([_fact(row, since, f"fragor?fraga={row['own_indicator']}&matning={wave.key}") for row in rows])
        show.source_line(found.source_line)
        tool_row(found, f"tva-matningar-{wave.key}")
        figure_table(found, text("instruments.title", other=meeting.other.title))


def _fact(row: dict[str, Any], since: str, href: str) -> show.Fact:
    """A question with its verdict, both figures and what the verdict rests on."""
    words = text("instruments.row", verdict=text(f"instruments.verdict.{row['verdict']}"), name=row["own_short_title"])
    return show.Fact(ICONS[row["verdict"]], words, f"{said.both_sides(row, since)} {row['why']}", href)


def beside(page: Page, wave: Wave, indicator: str, place: Place) -> None:
    """One question and the same matter in another instrument; nothing where no other instrument asks."""
    for meeting, row in one(page.reader, wave, indicator, place.area):
        since = meeting.own_before.wave if meeting.own_before else ""
        show.rule()
        show.finding(text("instruments.section", other=meeting.other.title), said.instrument_sentence(row, since))
        show.fact_list([show.Fact(ICONS[row["verdict"]], text(f"instruments.verdict.{row['verdict']}"), row["why"])])
        frames = {side: series(page.reader, row[f"{side}_indicator"], place) for side in ("own", "other")}
        top = max(frame["upper"].fillna(frame["value"]).max() for frame in frames.values())
        for column, (side, told) in zip(st.columns(2, gap="large"), (("own", meeting.own), ("other", meeting.other)), strict=True):
            with column:
                _side(row, side, told, frames[side], top, since)


def _side(row: dict[str, Any], side: str, wave: Wave, frame: Any, top: float, since: str) -> None:
    figure = _drawn(frame, unit=row[f"{side}_unit"], hero=False, height=HEIGHT, top=top, waves=True)
    show.section(wave.title)
    show.chart(figure, alt=said.instrument_sentence(row, since), key=f"instrument_{side}_{row['concept']}")
    n = row[f"{side}_base"]
    told = text("instruments.n", n=number(n), wave=wave.wave) if n == n and n else text("instruments.n_unknown", wave=wave.wave)
    facts = [(text(f"question.{key}"), row[f"{side}_{key}"]) for key in ("wording", "scale", "counted")]
    now = f"{sentences_survey.figure(row[f'{side}_value'], row[f'{side}_unit'])} {sentences_survey.unit(row[f'{side}_unit'])}"
    fact_table([(text("question.now", wave=wave.wave), now), (text("instruments.answers"), told), *facts], title="")
