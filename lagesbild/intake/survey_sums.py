"""From the cells of a survey's ready table to figures: answers given one by one are summed, what is not sound is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake.area_codes import Known, place, version_notices
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import listed
from lagesbild.model import ALL, Format, Survey, SurveyQuestion
from lagesbild.texts import number, text

ROUNDED = 0.005  # how much each of the shares that must sum to one may be rounded


def finish(rows: pd.DataFrame, fmt: Format, survey: Survey, known: Known) -> tuple[pd.DataFrame, list[Notice]]:
    """One canonical figure per area, wave, group of people and question, and what is worth knowing about them."""
    rows = rows.assign(area=rows["area"].mask(rows["area"] == ALL, rows["municipality"]))
    placed = place(rows, fmt.spec["areas"], known).astype({"area": "str", "area_level": "str", "area_version": "str"})
    questions = {question.code: question for question in survey.questions}
    figures, notices = [], version_notices(rows, fmt.spec["areas"], known)
    for (*_, code), cells in placed.groupby(["wave", "area", "subgroup", "question"], sort=False):
        question = questions[str(code)]
        figures.append(cells.iloc[0].to_dict() | summed(cells, question))
        notices += _sum_told(cells, question)
    found = pd.DataFrame(figures)
    return _canonical(found, survey, questions), [*notices, *_uncertain(found, survey)]


def summed(cells: pd.DataFrame, question: SurveyQuestion) -> dict[str, Any]:
    """{value, base, state} of one figure.

    A figure without answers is the source's own. Where the answers are given one by one, the share is that of the counted
    among the given answers that are on the scale proper: "vet ej" leaves both sides, as it does for answers person by person.
    A score is the mean of the scale's values over the answers. A counted answer that is absent makes the figure missing.
    """
    first = cells.iloc[0]
    if not first["answer"]:
        return {"value": first["value"], "base": first["base"], "state": first["state"]}
    share = cells.set_index("answer")["value"]
    valid = [code for code in question.scale if code not in question.not_answered]
    given = share.reindex([code for code in valid if code in share.index])
    needed = valid if question.score else list(question.counts)
    if not set(needed) <= set(given.index) or given.isna().any() or not given.sum() > 0:
        told = first["state"] if first["state"] not in ("value", "zero") else "missing"
        return {"value": np.nan, "base": first["base"], "state": told}
    whole = given.sum() if set(given.index) == set(valid) else 1.0
    weights = given.index.astype(float) if question.score else given.index.isin(question.counts).astype(float)
    value = float((given * weights).sum() / whole)
    unanswered = share.reindex(list(question.not_answered)).sum()
    base = first["base"] * (whole if unanswered > 0 else 1.0)
    return {"value": value, "base": np.round(base), "state": "zero" if value == 0 else "value"}


def _sum_told(cells: pd.DataFrame, question: SurveyQuestion) -> Iterator[Notice]:
    """Shares of all answers that do not sum to the whole, by more than their rounding explains."""
    given = set(cells["answer"])
    if not given >= set(question.scale) - set(question.not_answered):
        return
    total = cells["value"].sum()
    if cells["value"].notna().all() and abs(total - 1) > ROUNDED * len(cells):
        first = cells.iloc[0]
        said = {"question": question.code, "area": first["area_name"], "wave": first["wave"], "total": number(100 * total, 1)}
        yield Notice("shares_do_not_sum", text("intake.notice.shares_do_not_sum", line=number(first["line"]), **said))


def _uncertain(found: pd.DataFrame, survey: Survey) -> Iterator[Notice]:
    """What makes figures that can never be certain: no number of answers, or no design effect declared."""
    without = found["base"].isna() & found["value"].notna()
    if without.any():
        areas = listed(list(dict.fromkeys(found.loc[without, "area_name"])), 8)
        yield Notice("no_base", text("intake.notice.no_base", figures=number(int(without.sum())), areas=areas))
    if survey.design_effect is None:
        yield Notice("no_design_effect", text("intake.notice.no_design_effect", slug=survey.slug))


def _canonical(found: pd.DataFrame, survey: Survey, questions: dict[str, SurveyQuestion]) -> pd.DataFrame:
    waves = {wave.wave: wave for wave in survey.waves}
    asked = [questions[code] for code in found["question"]]
    score = np.array([question.score for question in asked])
    return found.assign(
        path="",
        label=[question.text for question in asked],
        indicator=[question.indicator for question in asked],
        period_start=[waves[wave].field_from for wave in found["wave"]],
        period_end=[waves[wave].field_to for wave in found["wave"]],
        period_kind="wave",
        measure=np.where(score, "mean", "share"),
        unit=np.where(score, "index", "share"),
        lower=np.nan,
        upper=np.nan,
        numerator=np.nan,
        preliminary=False,
    )
