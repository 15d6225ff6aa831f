"""What people answer in an area: a question on the map, an area's answers against the rest, and its clearest problems of all kinds."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences, sentences_survey
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.areas import class_edges
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.exhibits.experienced import pairs
from lagesbild.exhibits.question import whole
from lagesbild.exhibits.survey import detectable_words
from lagesbild.exhibits.survey_figures import Wave, areas_against_rest, changes, sets_against_rest, waves
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.stats.accord import Ratio, count_ratio, share_ratio
from lagesbild.store import Reader
from lagesbild.texts import number, text

COLUMNS = {
    "name": "area", "short_title": "question", "value_shown": "value", "lower_shown": "lower", "upper_shown": "upper", "base": "answers",
    "rest_shown": "rest", "verdict_word": "against_rest",
}  # fmt: skip
CLEAREST = 3
SURE = ("clearly_higher", "clearly_lower")


@kept
def area_waves(reader: Reader) -> list[Wave]:
    """The waves with answers by area, the municipality's own first and the newest first."""
    return [wave for wave in waves(reader) if len(_shares(areas_against_rest(reader, wave)))]


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[(rows["measure"] == "share") & rows["value"].notna()]


@kept
def question_map(reader: Reader, place: str, wave: Wave, indicator: str, selected: str | None) -> Exhibit:
    """One question on the map and in the list, each area against the rest: from the family of the page with all questions."""
    everything = _shares(areas_against_rest(reader, wave))
    rows = everything[everything["indicator"] == indicator].reset_index(drop=True)
    row = rows.iloc[0]
    boundary = read(reader, "boundary", area_version=row["area_version"])
    heading = sentences.delivered_area_headline(rows.to_dict("records"), place, row["short_title"])
    tested = int((everything["verdict"] != "too_uncertain").sum())
    line = source_line(rows, text("exhibits.areas.family", n=number(tested)))
    draw = {"areas": rows, "boundary": boundary, "classes": class_edges(rows["value"]), "unit": "share", "selected": selected}
    rest = whole(reader, wave, indicator)
    return Exhibit(
        slug="question_map",
        heading=heading,
        sub=text("exhibits.areas.sub", what=row["title"], unit=sentences.unit_words("share"), period=wave.wave),
        sentence=text("exhibits.areas.sentence", heading=heading, n=len(rows)),
        source_line=line,
        frame=rows,
        table=_table(rows),
        queries=("survey_figures", "survey_questions", "survey_contrasts", "boundary"),
        definition=row["definition"],
        caveat=" ".join(filter(None, (row["caveat"], text("survey.caveat")))),
        figure=None if boundary.empty else partial(interactive.area_map, **draw),
        picture=None if boundary.empty else partial(printed.area_map_svg, **draw, title=heading, source=line),
        facts={
            "rated": True, "boundary": boundary, "classes": draw["classes"], "period": wave.wave, "whole": rest,
            "dots": partial(interactive.area_dots, rows, rest_value=rest, unit="share", selected=selected),
        },
    )  # fmt: skip


@kept
def area_answers(reader: Reader, wave: Wave, area: str) -> Exhibit:
    """Every question of a wave in one area or named set of areas, against the rest of the municipality."""
    rows = pd.concat([areas_against_rest(reader, wave), sets_against_rest(reader, wave)])
    rows = _shares(rows[rows["area"] == area]).reset_index(drop=True)
    if rows.empty:
        return Exhibit("area_answers", text("areas.no_answers"), "", "", "", rows, rows, ("survey_figures",))
    told = rows.to_dict("records")
    most = text("areas.answers_n", n=number(rows["base"].max()))
    heading, line = sentences_survey.area_heading(told, rows["name"].iloc[0]), source_line(rows)
    return Exhibit(
        slug="area_answers",
        place=rows["name"].iloc[0],
        heading=heading,
        sub=text("areas.answers_sub", wave=wave.wave, n=most),
        sentence=heading,
        source_line=line,
        frame=rows,
        table=_table(rows),
        queries=("survey_figures", "survey_questions", "survey_contrasts"),
        definition=text("survey.definition"),
        caveat=text("survey.caveat"),
        figure=partial(interactive.profile_dots, rows, "share"),
        picture=partial(printed.profile_dots_svg, rows, unit="share", title=heading, source=line),
        facts={"detectable": {row["short_title"]: detectable_words(row) for row in changes(reader, wave, None, area).to_dict("records")}},
    )


@kept
def clearest(reader: Reader, wave: Wave | None, answers: pd.DataFrame, crimes: pd.DataFrame) -> list[dict[str, Any]]:
    """An area's clearest problems, at most three, of what people answer and what is reported: those certainly worse than in the rest.

    Clearest is what certainly differs most: the end of the ratio to the rest that lies nearest to one. A question and
    the crime that it is about are one problem.
    """
    found = [*_problems(answers, "answer", _answer_ratio), *_problems(crimes, "crime", _crime_ratio)]
    found.sort(key=lambda row: -row["least"])
    about = pairs(reader, wave).groupby("indicator")["reported"].agg(set).to_dict() if wave else {}
    chosen: list[dict[str, Any]] = []
    told: set[str] = set()
    for row in found:
        subjects = {row["indicator"], *about.get(row["indicator"], set())}
        if len(chosen) < CLEAREST and not subjects & told:
            chosen.append(row)
            told |= subjects
    return chosen


def _problems(rows: pd.DataFrame, kind: str, ratio: Any) -> list[dict[str, Any]]:
    if rows.empty:
        return []
    told: Ratio = ratio(rows)
    higher = (rows["verdict"] == "clearly_higher").to_numpy()
    worse = (rows["polarity"] == "bad") & rows["verdict"].isin(SURE)
    worse &= ~rows.get("policing_dependent", pd.Series(False, index=rows.index)).astype(bool)
    judged = rows.assign(kind=kind, least=np.where(higher, told.lower, -told.upper))
    return [row for row in judged[worse].to_dict("records") if np.isfinite(row["least"])]


def _answer_ratio(rows: pd.DataFrame) -> Ratio:
    return share_ratio(rows["value"], (rows["lower"], rows["upper"]), rows["rest_value"], (rows["rest_lower"], rows["rest_upper"]))


def _crime_ratio(rows: pd.DataFrame) -> Ratio:
    return count_ratio(rows["numerator"], rows["base"], rows["rest_events"], rows["rest_base"])


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    shown = {"value": "value", "lower": "lower", "upper": "upper", "rest": "rest_value"}
    return swedish_table(rows.assign(**{f"{key}_shown": 100 * rows[name] for key, name in shown.items()}), COLUMNS)
