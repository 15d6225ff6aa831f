"""Reads a survey's ready tables: shares or scores with their number of answers, one row per figure or one per area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.survey_fit import Fit, lasting, table_fit
from lagesbild.intake.survey_place import area_cures, area_spellings, cover, wave_of, waves_by_text
from lagesbild.intake.survey_sheet import Sheet, sheet
from lagesbild.intake.survey_values import SEX_WORDS, age_group, number_of
from lagesbild.intake.values import folded
from lagesbild.model import ALL, Format, Survey, SurveyQuestion
from lagesbild.texts import number, text

PERCENT = re.compile(r"\s*%$")
FEW = 4  # from so many shares a table of percent that never exceeds 1 is taken for fractions


@dataclass(frozen=True)
class Cell:
    """One figure as it stands in the file; `answer` is empty where the figure is of the counted answers together."""

    row: int
    column: int
    question: SurveyQuestion
    answer: str
    base: int | None  # index of the column with its number of answers


def parse(opened: Opened, fmt: Format, surveys: Mapping[str, Survey], names: Names) -> Parsed:
    """Every figure of the file as a row; `finish` sums the answers of a question that are given one by one."""
    read, fit = sheet(opened, lambda headings: table_fit(headings, surveys, fmt.spec), until_blank=True)
    survey = fit.survey or _asked_about(read, fit.roles["question"], surveys)
    cells = list(_long(read, fit.roles, survey) if fit.survey is None else _wide(read, fit))
    faults = Faults()
    rows = [_figure(read, cell, survey, fmt.spec["symbols"], faults, position) for position, cell in enumerate(cells)]
    told = pd.DataFrame({name: [row[name] for row in rows] for name in ("question", "answer", "value", "base", "state", "line", "column")})
    about = _about(read, fit.roles, survey, fmt, names).iloc[[cell.row for cell in cells]].reset_index(drop=True)
    found = Parsed(about.join(told), faults, read.ragged, read.repeated, source=survey.source)
    _fault_rows(found, read, fit.roles, survey)
    _check_shares(found.rows, survey)
    found.rows.attrs["survey"] = survey.slug
    found.warnings += _unread(read, fit, survey)
    cover(found, survey)
    return found


def _asked_about(read: Sheet, index: int, surveys: Mapping[str, Survey]) -> Survey:
    """The survey whose questions stand in a column: at least half of them, and more than any other's."""
    here = {folded(value) for value in read.columns[index].values}
    found = {slug: len({question.code for name, question in _spelt(survey).items() if name in here}) for slug, survey in surveys.items()}
    most = max(found.values(), default=0)
    best = [slug for slug, matched in found.items() if matched == most and 2 * matched >= len(lasting(surveys[slug])) > 0]
    if len(best) > 1:
        raise Refusal("survey.several", titles=listed(best))
    if not best:
        met = listed(sorted(read.columns[index].values), 8)
        raise Refusal("survey.unknown_questions", found=met, known=listed([survey.title for survey in surveys.values()], 20) or "–")
    return surveys[best[0]]


def _spelt(survey: Survey) -> dict[str, SurveyQuestion]:
    """{a question as a table may name it: the question}."""
    return {folded(name): question for question in survey.questions for name in (question.text, *question.also, question.code)}


def _long(read: Sheet, roles: dict[str, int], survey: Survey) -> Iterator[Cell]:
    """One figure per row; rows of questions that the survey does not have are told by `_unread`."""
    spelt, base = _spelt(survey), roles.get("base")
    for row, name in enumerate(read.columns[roles["question"]].rows()):
        if question := spelt.get(folded(name)):
            answer = str(read.columns[roles["answer"]].at(row)) if "answer" in roles else ""
            labels = {folded(label): code for code, label in question.scale.items()}
            yield Cell(row, roles["value"], question, labels.get(folded(answer), answer) if answer else "", base)


def _wide(read: Sheet, fit: Fit) -> Iterator[Cell]:
    assert fit.survey is not None
    asked = [question for question in fit.survey.questions if question.code in fit.questions]
    for row in range(len(read.lines)):
        for question in asked:
            yield Cell(row, fit.questions[question.code], question, "", fit.bases.get(question.code, fit.roles.get("base")))


def _figure(read: Sheet, cell: Cell, survey: Survey, symbols: dict[str, str], faults: Faults, position: int) -> dict[str, Any]:
    """One figure with its number of answers; shares as 0 to 1, scores on the question's scale."""
    raw, heading = str(read.columns[cell.column].at(cell.row)), read.headings[cell.column]
    state, value, question = symbols.get(raw, ""), np.nan, cell.question
    if not state:
        share = not question.score or bool(cell.answer)
        value = number_of(PERCENT.sub("", raw)) / (100 if share and survey.shares == "percent" else 1)
        low, high = (0.0, 1.0) if share else _bounds(question)
        if not low <= value <= high:
            scale = text(f"intake.word.{survey.shares}") if share else f"{number(low)}–{number(high)}"
            faults.note(position, heading, "row.bad_share", f"{raw} ({scale})")
        state = "zero" if value == 0 else "value"
    if cell.answer and cell.answer not in question.scale:
        faults.note(position, heading, "row.unknown_answer", cell.answer)
    base = _base(read, cell, symbols, faults, position)
    said = {"question": question.code, "answer": cell.answer, "value": 0.0 if state == "zero" else value, "base": base, "state": state}
    return said | {"line": int(read.lines[cell.row]), "column": heading}


def _base(read: Sheet, cell: Cell, symbols: dict[str, str], faults: Faults, position: int) -> float:
    """The number of answers behind a figure, NaN where it is not told."""
    if cell.base is None:
        return np.nan
    raw = str(read.columns[cell.base].at(cell.row))
    base = np.nan if raw in symbols else number_of(raw)
    if raw not in symbols and not (base >= 0 and base.is_integer()):
        faults.note(position, read.headings[cell.base], "row.bad_base", raw)
    return base


def _bounds(question: SurveyQuestion) -> tuple[float, float]:
    valid = [float(code) for code in question.scale if code not in question.not_answered]
    return min(valid), max(valid)


def _about(read: Sheet, roles: dict[str, int], survey: Survey, fmt: Format, names: Names) -> pd.DataFrame:
    """For each row of the file: whose it is, where, which wave and which group of people."""
    areas = read.columns[roles["area"]].rows()
    by_text = {raw: _place(raw, survey, fmt.spec["regions"], names) for raw in areas.unique()}
    waves = (
        read.columns[roles["wave"]].rows(waves_by_text(read, roles["wave"], survey, [""]))
        if "wave" in roles
        else wave_of(read, roles, survey)
    )
    return pd.DataFrame(
        {
            "municipality": [by_text[raw][0] for raw in areas],
            "area": [by_text[raw][1] for raw in areas],
            "area_name": areas,
            "wave": waves,
            "subgroup": [_subgroup(read, roles, row, fmt.spec["regions"]["everybody"]) for row in range(len(read.lines))],
        }
    )


def _place(raw: str, survey: Survey, regions: dict[str, Any], names: Names) -> tuple[str, str]:
    """(municipality, area): ALL is the whole municipality; regions of other kinds belong to nobody here."""
    own = RECEIVER if survey.municipality == ALL else survey.municipality
    if folded(raw) in map(folded, regions["whole"]):
        return own, ALL
    if code := area_spellings(survey).get(folded(raw)):
        return own, code
    if code := names.code(raw):
        return code if survey.municipality in (ALL, code) else NOWHERE, ALL
    return (NOWHERE, "") if any(re.fullmatch(pattern, raw) for pattern in regions["other"]) else (own, raw)


def _subgroup(read: Sheet, roles: dict[str, int], row: int, everybody: list[str]) -> str:
    """ "all", "sex=K", "age=16-29" or both; an empty string for a group that is none of ours."""
    told = {name: str(read.columns[roles[name]].at(row)) for name in ("sex", "age_group") if name in roles}
    told = {name: group for name, group in told.items() if folded(group) not in map(folded, everybody)}
    known = {"sex": SEX_WORDS.get(told.get("sex", "").casefold(), ""), "age": age_group(told.get("age_group", ""))}
    found = [f"{name}={group}" for name, group in known.items() if group]
    return "" if len(found) < len(told) else ";".join(found) or ALL


def _fault_rows(found: Parsed, read: Sheet, roles: dict[str, int], survey: Survey) -> None:
    """Figures without a wave, of an area that the survey does not have, or of a group that is none of ours."""
    if "wave" in roles:
        found.faults.mark(found.rows["wave"] == "", read.headings[roles["wave"]], "row.no_wave", found.rows["wave"])
    listed_areas = set(area_spellings(survey).values())
    heading = read.headings[roles["area"]]
    found.faults.mark(found.rows["area_name"] == "", heading, "row.no_area", found.rows["area_name"])
    if listed_areas:
        strange = ~found.rows["area"].isin([*listed_areas, ALL]) & (found.rows["municipality"] != NOWHERE)
        found.faults.mark(strange, heading, "row.unknown_area", found.rows["area_name"])
        found.faults.cures |= area_cures(found.rows["area_name"][strange], survey)
    group = next((read.headings[roles[name]] for name in ("age_group", "sex") if name in roles), "")
    found.faults.mark(found.rows["subgroup"] == "", group, "row.unknown_group", found.rows["subgroup"])


def _check_shares(rows: pd.DataFrame, survey: Survey) -> None:
    """A table of per cent in which nothing exceeds one per cent holds fractions; and no figure stands twice."""
    scores = {question.code for question in survey.questions if question.score}
    shares = rows.loc[~rows["question"].isin(scores), "value"].dropna()
    if survey.shares == "percent" and len(shares) >= FEW and 0 < shares.max() <= 0.01:
        raise Refusal("survey.fractions", slug=survey.slug)
    key = ["municipality", "area", "wave", "subgroup", "question", "answer"]
    again = rows[rows.duplicated(key, keep=False) & (rows["municipality"] != NOWHERE) & (rows["subgroup"] != "")]
    if len(again):
        lines = listed([number(line) for line in again["line"].unique()])
        raise Refusal("survey.figure_twice", lines=lines, question=again["question"].iloc[0], area=shown(again["area_name"].iloc[0]))


def _unread(read: Sheet, fit: Fit, survey: Survey) -> list[Notice]:
    """Columns, and in a long table rows, of questions that the survey does not have."""
    notices = []
    if unread := fit.unread(read.headings):
        notices.append(Notice("columns_unread", text("intake.notice.columns_unread", columns=listed(unread, 20), slug=survey.slug)))
    if fit.survey is None:
        names = read.columns[fit.roles["question"]].rows()
        strange = names[~names.map(folded).isin(_spelt(survey))]
        if len(strange):
            what = {"figures": number(len(strange)), "questions": listed(sorted(strange.unique()), 12), "slug": survey.slug}
            notices.append(Notice("questions_unread", text("intake.notice.questions_unread", **what)))
    return notices
