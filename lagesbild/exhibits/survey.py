"""Trygghetsmätning: all questions of a wave, what has certainly changed, and every area against the rest."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild import sentences_survey as said
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.exhibit import Exhibit, swedish_table
from lagesbild.exhibits.survey_figures import Wave, areas_against_rest, changes
from lagesbild.kept import kept
from lagesbild.model import ALL
from lagesbild.store import Reader
from lagesbild.texts import day, interval, number, text

STRONG = 0.10  # a certain difference from the rest of at least so much is drawn strongly
COLUMNS = {
    "short_title": "question", "value_shown": "value", "lower_shown": "lower", "upper_shown": "upper", "base": "answers",
    "effective_base": "effective", "then_shown": "then", "difference_shown": "difference", "verdict_word": "verdict",
    "least_decrease_shown": "least_decrease", "least_increase_shown": "least_increase", "unit_name": "unit", "note": "note",
}  # fmt: skip
SHOWN = ("value", "lower", "upper", "difference", "least_decrease", "least_increase")
HEAT_COLUMNS = {
    "name": "area", "short_title": "question", "value_shown": "value", "lower_shown": "lower", "upper_shown": "upper",
    "base": "answers", "rest_shown": "rest", "verdict_word": "against_rest",
}  # fmt: skip


@kept
def wave_changes(reader: Reader, code: str, place: str, wave: Wave, before: Wave | None) -> Exhibit:
    """Every question of a wave in the whole municipality, tested against an earlier wave as one family."""
    rows = shown(changes(reader, wave, before, code))
    since = before.wave if before else ""
    tested = int(rows["verdict"].isin(("increase", "decrease", "no_clear_change")).sum())
    declared = text("survey.family", n=number(tested)) if tested else ""
    line = " ".join(part for part in (source(reader, rows, wave, before), declared) if part)
    heading = said.wave_headline(rows.to_dict("records"), wave.wave, since)
    unit = rows["unit"].iloc[0] if len(rows) else "share"
    what = text("survey.index" if unit == "index" else "survey.percent")
    sub = [text("survey.worst", population=wave.population, place=place, what=what)]
    sub += [text("survey.lower_is_better")] if len(rows) and (rows["better"] == "lower").all() else []
    draw = {"unit": unit, "title": heading, "source": line, "sub": " ".join(sub)}
    return Exhibit(
        slug="survey",
        heading=heading,
        sub=" ".join(sub),
        sentence=said.wave_sentence(rows.to_dict("records"), since),
        source_line=line,
        frame=rows,
        table=swedish_table(rows, COLUMNS),
        queries=("survey_figures", "survey_questions", "survey_breaks"),
        definition=text("survey.definition"),
        caveat=text("survey.caveat"),
        figure=partial(interactive.question_dots, rows, unit) if rows["value"].notna().any() else None,
        picture=partial(printed.question_dots_svg, rows, **draw) if rows["value"].notna().any() else None,
        facts={"tested": tested, "detectable": detectable_range(rows), "reasons": sorted(set(rows["reason"]) - {""})},
    )


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The judged rows with their figures as readers see them (percent, points) and their words."""
    factor = np.where(rows["unit"] == "share", 100.0, 1.0)
    rows = rows.assign(**{f"{name}_shown": rows[name] * factor for name in SHOWN}, then_shown=rows["then_value"] * factor)
    rows["verdict_word"] = [text(f"sentences.change.{verdict}") for verdict in rows["verdict"]]
    rows["unit_name"] = rows["unit"].map(sentences.unit_words)
    rows["note"] = [" ".join(filter(None, (said.state(row.state), row.reason))) for row in rows.itertuples()]
    return rows


@kept
def source(reader: Reader, rows: pd.DataFrame, wave: Wave, before: Wave | None) -> str:
    """The survey, its waves with their answers, how far the data reach and when they were taken in."""
    if rows.empty:
        return ""
    told = [_counted(item) for item in (before, wave) if item]
    newest = rows.loc[rows["data_date"].idxmax()]
    return text("survey.source", title=wave.title, waves=said.listed(told), data_date=day(newest["data_date"]), vintage=newest["vintage"])


def _counted(wave: Wave) -> str:
    if wave.respondents is None:
        return text("survey.source_wave_table", wave=wave.wave)
    return text("survey.source_wave", wave=wave.wave, n=number(wave.respondents))


def detectable_range(rows: pd.DataFrame) -> str:
    """The smallest change that the next wave can show, from the question where least is needed to the one where most is."""
    needed = rows.loc[rows["measure"] == "share", ["least_decrease_shown", "least_increase_shown"]].max(axis=1).dropna()
    return text("survey.detectable", least=interval(needed.min(), needed.max(), 1)) if len(needed) else ""


def detectable_words(row: dict[str, Any]) -> str:
    """The smallest change of one question that the next wave can show; nothing where it is not known."""
    if not np.isfinite(row["least_increase"]) and not np.isfinite(row["least_decrease"]):
        return ""
    if row["unit"] != "share":
        return text("survey.detectable_index", up=number(row["least_increase"], 2))
    words = {key: said.points(row[f"least_{name}"]) for key, name in (("down", "decrease"), ("up", "increase"))}
    return text("survey.detectable_one", **words)


def wave_facts(wave: Wave) -> list[tuple[str, str]]:
    """What stands behind a wave: (label, words) for the list beside the picture."""
    facts: list[tuple[str, str]] = []
    if wave.respondents is not None:
        invited = wave.sample
        words = number(wave.respondents)
        facts.append(("answers", text("survey.facts.answers_of", answered=words, invited=number(invited)) if invited else words))
        facts += [("rate", f"{number(100 * wave.respondents / invited)} %")] if invited else []
        if wave.effective:
            facts.append(("effective", number(wave.effective)))
            facts.append(("design", number(wave.respondents / wave.effective, 2)))
    elif wave.design_effect:
        facts.append(("declared", number(wave.design_effect, 2)))
    facts.append(("field", text("survey.facts.between", first=day(wave.field_from), last=day(wave.field_to))))
    facts += [("mode", wave.mode)] if wave.mode else []
    facts += [("population", wave.population), ("weighting", text(f"survey.weighting.{wave.weighting}"))]
    return [(text(f"survey.facts.{key}"), words) for key, words in facts]


@kept
def area_heat(reader: Reader, wave: Wave) -> Exhibit:
    """Every question in every area against the rest of the municipality, as a table whose colour says what is certain."""
    rows = areas_against_rest(reader, wave)
    rows = rows[(rows["subgroup"] == ALL) & (rows["measure"] == "share")]
    judged = rows.assign(
        tone=[_tone(row.verdict, row.polarity, row.difference) for row in rows.itertuples()],
        cell=[number(100 * value) if np.isfinite(value) else "–" for value in rows["value"]],
        title=[_title(row) for row in rows.itertuples()],
        rest_shown=100 * rows["rest_value"], **{f"{name}_shown": 100 * rows[name] for name in ("value", "lower", "upper")},
    )  # fmt: skip
    return Exhibit(
        slug="survey_areas",
        heading=said.heat_headline(judged.to_dict("records")),
        sub=text("survey.heat.sub", wave=wave.wave),
        sentence=said.heat_headline(judged.to_dict("records")),
        source_line=_foot(judged),
        frame=judged,
        table=swedish_table(judged, HEAT_COLUMNS),
        queries=("survey_figures", "survey_questions", "survey_contrasts"),
        definition=text("survey.definition"),
        caveat=text("survey.caveat"),
    )


def _tone(verdict: str, polarity: str, difference: float) -> str:
    """How a cell is coloured: by what is certain, strongly where the difference is large."""
    if verdict == "too_uncertain":
        return "few"
    if verdict == "no_clear_difference":
        return "unsure"
    kind = {"good": "better", "bad": "worse"}.get(polarity, "neutral")
    return f"{kind}-strong" if abs(difference) >= STRONG else kind


def _title(row: Any) -> str:
    """What a cell says when it is pointed at or read aloud."""
    told = {"area": row.name, "question": row.short_title}
    if not np.isfinite(row.value):
        return text("survey.heat.cell_absent", why=said.state(row.state), **told)
    told |= {"value": number(100 * row.value), "interval": interval(100 * row.lower, 100 * row.upper), "rest": number(100 * row.rest_value)}
    return text("survey.heat.cell", verdict=row.verdict_word, **told)


def _foot(rows: pd.DataFrame) -> str:
    judged = rows[rows["verdict"] != "too_uncertain"]
    sure = judged["verdict"].isin(("clearly_higher", "clearly_lower")).sum()
    few = rows.groupby("name", sort=False)["verdict"].agg(lambda verdicts: (verdicts == "too_uncertain").all())
    foot = text("survey.heat.foot", sure=number(sure), all=number(len(judged)))
    return f"{foot} {text('survey.heat.few', areas=', '.join(few[few].index))}" if few.any() else foot
