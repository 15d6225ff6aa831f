"""One survey question: its series over the waves, every area and every group of people, in the words that were asked."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from lagesbild import sentences, sentences_survey
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.exhibit import Exhibit, swedish_table
from lagesbild.exhibits.survey import detectable_words, shown, source
from lagesbild.exhibits.survey_figures import Wave, areas_against_rest, changes, figures, groups_against_rest
from lagesbild.exhibits.trend import Place
from lagesbild.kept import kept
from lagesbild.model import ALL
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import text

SERIES = {
    "wave": "wave", "value_shown": "value", "lower_shown": "lower", "upper_shown": "upper", "base": "answers", "unit_name": "unit",
    "wording": "wording", "note": "note",
}  # fmt: skip
AGAINST = {
    "name": "who", "value_shown": "value", "lower_shown": "lower", "upper_shown": "upper", "base": "answers", "rest_shown": "rest",
    "verdict_word": "against_rest", "unit_name": "unit",
}  # fmt: skip


@kept
def questions(reader: Reader, wave: Wave, *, shares: bool = False) -> dict[str, str]:
    """The questions of a wave, or those whose figure is a share: {indicator: short title}, in the catalogue's order."""
    rows = figures(reader, wave.survey, wave.wave)
    rows = rows[rows["measure"] == "share"] if shares else rows
    return dict(rows[["indicator", "short_title"]].drop_duplicates().itertuples(index=False, name=None))


@kept
def groups(reader: Reader, wave: Wave, place: Place) -> dict[str, str]:
    """The groups of people that a wave has figures for in a place: {subgroup: what it is called}."""
    rows = figures(reader, wave.survey, wave.wave, place.area)
    found = rows.loc[rows["base"] > 0, "subgroup"].unique()
    return {subgroup: group_name(subgroup) for subgroup in sorted(found, key=lambda name: (name != ALL, name.count("="), name))}


def group_name(subgroup: str) -> str:
    """What a group of people is called: "Kvinnor, 16–29 år"."""
    if subgroup == ALL:
        return text("question.everybody")
    parts = dict(part.split("=", 1) for part in subgroup.split(";"))
    words = [text(f"question.sex_{parts['sex']}")] if "sex" in parts else []
    words += [text("question.age", age=parts["age"].replace("-", "–"))] if "age" in parts else []
    return ", ".join(words)


@kept
def question_trend(reader: Reader, wave: Wave, before: Wave | None, indicator: str, place: Place, subgroup: str) -> Exhibit:
    """The question in one place and group over all waves, the chosen wave tested against an earlier one.

    The verdict is that of the page with all questions of the wave: the same family, so that no two pages disagree.
    """
    judged = shown(changes(reader, wave, before, place.area, subgroup))
    judged = judged[judged["indicator"] == indicator]
    rows = series(reader, indicator, place, subgroup)
    if judged.empty or rows["value"].isna().all():
        return _empty(place, subgroup)
    row: dict[str, Any] = judged.iloc[0].to_dict()
    cuts = [(cut.date(), text("question.break")) for cut in read(reader, "breaks", indicator=indicator)["break_date"]]
    draw = {"frame": rows, "breaks": cuts, "unit": row["unit"], "waves": True}
    part = "" if place.level == "municipality" else place.name
    heading = sentences_survey.question_heading(row, before.wave if before else "", part, "" if subgroup == ALL else group_name(subgroup))
    line = source(reader, judged, wave, before)
    return Exhibit(
        slug="question",
        place=place.name,
        heading=heading,
        sub=text("question.sub", what=row["title"], place=place.name, group=group_name(subgroup).lower()),
        sentence=sentences_survey.question_sentence(row, wave.wave, before.wave if before else ""),
        source_line=line,
        frame=rows,
        table=swedish_table(rows, SERIES),
        queries=("survey_series", "survey_figures", "survey_questions", "survey_breaks"),
        definition=row["definition"],
        caveat=" ".join(filter(None, (row["caveat"], text("survey.caveat")))),
        figure=partial(interactive.trend, **draw),
        picture=partial(printed.trend_svg, **draw, title=heading, source=line),
        facts={"row": row, "wave": _asked(row), "detectable": detectable_words(row), "reasons": _reasons(reader, indicator)},
    )


@kept
def series(reader: Reader, indicator: str, place: Place, subgroup: str = ALL) -> pd.DataFrame:
    """The question in one place and group, wave by wave, with what a picture and a table of it need."""
    rows = read(reader, "survey_series", indicator=indicator, area=place.area, area_version=place.area_version, subgroup=subgroup)
    factor = rows["unit"].map(lambda unit: 100.0 if unit == "share" else 1.0)
    more = {f"{name}_shown": rows[name] * factor for name in ("value", "lower", "upper")}
    notes = [sentences_survey.state(state) for state in rows["state"]]
    more |= {"label": rows["wave"], "note": notes, "unit_name": rows["unit"].map(sentences.unit_words)}
    return rows.assign(**more, complete=True, preliminary=False)


def _asked(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The question as it was asked: wording, answers, and which of them the figure counts."""
    return [(text(f"question.{key}"), row[key]) for key in ("wording", "scale", "counted")]


def _reasons(reader: Reader, indicator: str) -> list[str]:
    return sorted(set(read(reader, "breaks", indicator=indicator)["reason"]))


def _empty(place: Place, subgroup: str) -> Exhibit:
    nothing = pd.DataFrame()
    words = text("question.empty", place=place.name, group=group_name(subgroup).lower())
    return Exhibit("question", words, "", text("question.empty_why"), "", nothing, nothing, ("survey_series",))


@kept
def question_areas(reader: Reader, wave: Wave, indicator: str, selected: str | None) -> Exhibit:
    """The question in every area against the rest of the municipality, from the family of the page with all questions."""
    rows = areas_against_rest(reader, wave)
    return _against(rows[rows["indicator"] == indicator], "question_areas", selected, whole(reader, wave, indicator))


@kept
def question_groups(reader: Reader, wave: Wave, indicator: str, code: str) -> Exhibit:
    """The question for every sex and age group against the others in the municipality."""
    rows = groups_against_rest(reader, wave, code)
    rows = rows[rows["indicator"] == indicator]
    rows = rows.assign(area=rows["subgroup"], name=rows["subgroup"].map(group_name))
    return _against(rows, "question_groups", None, whole(reader, wave, indicator))


@kept
def whole(reader: Reader, wave: Wave, indicator: str) -> float | None:
    """The question's figure in the whole municipality."""
    rows = figures(reader, wave.survey, wave.wave)
    rows = rows[(rows["indicator"] == indicator) & (rows["area_level"] == "municipality")]
    return None if rows.empty or pd.isna(rows["value"].iloc[0]) else float(rows["value"].iloc[0])


def _against(rows: pd.DataFrame, slug: str, selected: str | None, rest: float | None) -> Exhibit:
    """Areas or groups in alphabetical order, each with its interval against one line: the whole municipality."""
    rows = rows.reset_index(drop=True)
    if rows.empty or rows["value"].isna().all():
        return Exhibit(slug, text(f"question.{slug}_empty"), "", "", "", rows, rows, ("survey_contrasts",))
    unit = rows["unit"].iloc[0]
    factor = 100.0 if unit == "share" else 1.0
    columns = {"value_shown": "value", "lower_shown": "lower", "upper_shown": "upper", "rest_shown": "rest_value"}
    told = rows.assign(**{name: rows[source] * factor for name, source in columns.items()}, unit_name=sentences.unit_words(unit))
    heading = sentences_survey.against_headline(rows.to_dict("records"), slug)
    return Exhibit(
        slug=slug,
        heading=heading,
        sub=text(f"question.{slug}_sub", value=sentences_survey.figure(rest, unit) if rest is not None else "–"),
        sentence=heading,
        source_line="",
        frame=rows,
        table=swedish_table(told, AGAINST),
        queries=("survey_figures", "survey_questions", "survey_contrasts"),
        definition=text("survey.definition"),
        figure=partial(interactive.area_dots, rows, rest_value=rest, unit=unit, selected=selected),
    )


@kept
def places(reader: Reader, wave: Wave, known: list[Place]) -> dict[str, Place]:
    """The places that a wave has figures for, under ASCII keys for the address: the municipality first."""
    rows = figures(reader, wave.survey, wave.wave)
    here = set(zip(rows["area"], rows["area_version"], strict=True))
    return {place.area: place for place in known if (place.area, place.area_version) in here}
