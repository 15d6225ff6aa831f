"""Reads a survey's answers, one row per respondent: a faulty respondent is rejected, a faulty answer is left out and told.

A row of the file is a respondent: rows read = stored + rejected + outside counts respondents. An answer that the scale does
not have is rejected by itself, with line and column, and its respondent stays with all other answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from lagesbild.intake import survey_values as told
from lagesbild.intake.area_codes import Known, place, version_notices
from lagesbild.intake.parsed import RECEIVER, Parsed
from lagesbild.intake.receipt import Notice, Rejection
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.survey_fit import answers_fit
from lagesbild.intake.survey_labels import check_labels
from lagesbild.intake.survey_place import area_cures, area_spellings, areas_by_text, cover, wave_of, waves_by_text
from lagesbild.intake.survey_sheet import Sheet, sheet
from lagesbild.model import ALL, UNPLACED, Format, Survey, SurveyQuestion
from lagesbild.settings import settings
from lagesbild.texts import count, number, text

DECIMALS = 9  # of weights: what the containers agree on
ANSWER = "answer to "  # before a question's code in the name of its column


def parse(opened: Opened, fmt: Format, surveys: Mapping[str, Survey]) -> Parsed:
    """Every respondent of the file with the answers side by side; `finish` lays them out one below the other."""
    read, fit = sheet(opened, lambda headings: answers_fit(headings, surveys))
    survey = fit.survey
    assert survey is not None, "answers fit a survey"
    missing = fmt.spec["read"]["missing"]
    found = Parsed(_background(read, fit.roles, survey, missing), ragged=read.ragged, repeated=read.repeated, source=survey.source)
    _fault_rows(found, read, fit.roles, survey)
    _weigh(found, read, fit.roles, missing)
    for question in survey.questions:
        if question.code in fit.questions:
            _answer(found, read, fit.questions[question.code], question, missing)
    found.rows.attrs |= {"survey": survey.slug, "columns": {code: read.headings[index] for code, index in fit.questions.items()}}
    cover(found, survey)
    found.warnings += [*check_labels(read, fit), *_groups_told(found, read, fit.roles, missing)]
    if unread := fit.unread(read.headings):
        found.warnings.append(Notice("columns_unread", text("intake.notice.columns_unread", columns=listed(unread, 20), slug=survey.slug)))
    return found


def finish(rows: pd.DataFrame, fmt: Format, survey: Survey, columns: dict[str, str], known: Known) -> tuple[pd.DataFrame, list[Notice]]:
    """One row per respondent and question with the areas settled, and what is worth knowing about the respondents.

    columns: {question: its heading in the file}.
    """
    placed = place(rows, fmt.spec["areas"], known)
    placed["stratum"] = placed["stratum"].astype("str").mask(placed["stratum"].astype("str") == "", placed["area"].astype("str"))
    notices = version_notices(rows, fmt.spec["areas"], known)
    notices += [_unplaced(placed)] if (placed["area"] == UNPLACED).any() else []
    if placed["weight"].isna().any():
        waves = listed(sorted(placed.loc[placed["weight"].isna(), "wave"].unique()), 20)
        notices.append(Notice("no_weights", text("intake.notice.no_weights", waves=waves)))
    return _long(placed, survey, columns), notices


def _background(read: Sheet, roles: dict[str, int], survey: Survey, missing: list[str]) -> pd.DataFrame:
    def by(role: str, judge: Callable[[int], pd.Series] | None = None) -> pd.Series:
        if role not in roles:
            return pd.Series(pd.Categorical.from_codes(np.zeros(len(read.lines), dtype=int), [""]))
        column = read.columns[roles[role]]
        return column.category(judge(roles[role]) if judge else column.values.mask(column.values.isin(missing), ""))

    in_years = "age" in roles
    age = by("age", lambda at: told.ages(read.columns[at].values)) if in_years else by("age_group", lambda at: told.age_groups(read, at))
    waves = by("wave", lambda at: waves_by_text(read, at, survey, missing)) if "wave" in roles else wave_of(read, roles, survey)
    return pd.DataFrame(
        {
            "municipality": RECEIVER if survey.municipality == ALL else survey.municipality,
            "survey": survey.slug,
            "wave": waves,
            "area": by("area", lambda at: areas_by_text(read, at, survey, missing)),
            "stratum": by("stratum"),
            "weight": np.nan,
            "sex": by("sex", lambda at: told.sexes(read, at, survey)),
            "age": age,
            "line": read.lines,
        }
    )


def _fault_rows(found: Parsed, read: Sheet, roles: dict[str, int], survey: Survey) -> None:
    """Respondents without a wave, and those in an area that the survey does not have."""
    if "wave" in roles:
        found.faults.mark(found.rows["wave"] == "", read.headings[roles["wave"]], "row.no_wave", found.rows["wave"])
    listed_areas = set(area_spellings(survey).values())
    if listed_areas:
        strange = ~found.rows["area"].isin([*listed_areas, UNPLACED])
        found.faults.mark(strange, read.headings[roles["area"]], "row.unknown_area", found.rows["area"])
        found.faults.cures |= area_cures(found.rows["area"][strange], survey)


def _weigh(found: Parsed, read: Sheet, roles: dict[str, int], missing: list[str]) -> None:
    """The weights, a positive number each; a wave that has none at all is weighted when figures are made."""
    if "weight" not in roles:
        return
    column = read.columns[roles["weight"]]
    weights = column.rows(told.numbers(column.values).round(DECIMALS))
    blank = pd.Series(column.flags(column.values.isin(missing)))
    unweighted = blank.groupby(found.rows["wave"].astype("str")).transform("all")
    bad = ~(weights > 0) & ~unweighted
    found.faults.mark(bad, read.headings[roles["weight"]], "row.bad_weight", column.rows())
    found.rows["weight"] = weights.where(weights > 0)


def _answer(found: Parsed, read: Sheet, index: int, question: SurveyQuestion, missing: list[str]) -> None:
    """One question's answers; what the scale does not have is rejected cell by cell, too much of it refuses the file."""
    column = read.columns[index]
    judged = told.answers(read, index, question, missing)
    values = column.rows(pd.Series(judged)).to_numpy(dtype=float)
    found.rows[ANSWER + question.code] = values
    off = np.flatnonzero(values == told.REJECTED)
    if not len(off):
        return
    heading, scale = shown(read.headings[index]), listed(list(question.scale), 12)
    if len(off) > settings().max_rejected_share * np.count_nonzero(~np.isnan(values)):
        wrong = {"wrong": number(len(off)), "value": shown(column.at(int(off[0]))), "line": number(int(read.lines[off[0]]))}
        raise Refusal("survey.off_scale", column=heading, question=question.code, scale=scale, **wrong)
    for position in off.tolist():
        line = int(read.lines[position])
        reason = text("intake.row.off_scale", line=line, column=heading, value=shown(column.at(position)), scale=scale)
        found.partial.append(Rejection(line, heading, reason))


def _groups_told(found: Parsed, read: Sheet, roles: dict[str, int], missing: list[str]) -> list[Notice]:
    """Values of sex and age that put a respondent into no group."""
    notices = []
    for role, name in (("sex", "sex"), ("age", "age"), ("age_group", "age")):
        if role not in roles or (role == "age_group" and "age" in roles):
            continue
        column = read.columns[roles[role]]
        lost = pd.Series(column.flags(~column.values.isin(missing))) & (found.rows[name] == "")
        if lost.any():
            values = listed(sorted(column.rows()[lost].unique()), 8)
            people = count(int(lost.sum()), text("intake.word.respondent"), text("intake.word.respondents"))
            words = text("intake.notice.no_group", column=shown(read.headings[roles[role]]), values=values, people=people)
            notices.append(Notice("no_group", words))
    return notices


def _unplaced(placed: pd.DataFrame) -> Notice:
    rows = int((placed["area"] == UNPLACED).sum())
    share = number(100 * rows / len(placed), 1)
    return Notice("unplaced", text("intake.notice.unplaced", rows=number(rows), all=number(len(placed)), share=share))


def _long(placed: pd.DataFrame, survey: Survey, columns: dict[str, str]) -> pd.DataFrame:
    """One row per respondent and question; a question that nobody of a wave could answer was not asked."""
    people, codes = len(placed), [question.code for question in survey.questions]
    grid = np.column_stack([placed[ANSWER + code] if ANSWER + code in placed else np.full(people, np.nan) for code in codes])
    waves = placed["wave"].astype("category")
    asked = np.vstack([~np.isnan(grid[(waves == wave).to_numpy()]).all(axis=0) for wave in waves.cat.categories])
    state = np.where(~np.isnan(grid), 0, np.where(asked[waves.cat.codes], 1, 2)).ravel()

    def each(values: pd.Series) -> pd.Categorical:
        own = values.astype("category")
        return pd.Categorical.from_codes(np.repeat(own.cat.codes.to_numpy(), len(codes)), own.cat.categories)

    def along(values: list[str]) -> pd.Categorical:
        place, names = pd.factorize(np.array(values, dtype=object))
        return pd.Categorical.from_codes(np.tile(place, people), names)

    long = pd.DataFrame(
        {name: each(placed[name]) for name in ("municipality", "survey", "wave", "area", "area_version", "stratum", "sex", "age")}
        | {"respondent": np.repeat(np.arange(people), len(codes)), "line": np.repeat(placed["line"].to_numpy(), len(codes))}
        | {"weight": np.repeat(placed["weight"].to_numpy(dtype=float), len(codes)), "answer": grid.ravel()}
        | {"question": along(codes), "column": along([columns.get(code, "") for code in codes])}
    )
    long["state"] = pd.Categorical.from_codes(state, ["value", "missing", "not_asked"])
    return long[long["answer"] != told.REJECTED].reset_index(drop=True)
