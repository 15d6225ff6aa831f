"""Finds the survey of the catalogue whose variables a file's headings are, for answers and for ready tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lagesbild.intake.refusal import Refusal, listed
from lagesbild.intake.values import folded
from lagesbild.model import Survey, SurveyQuestion
from lagesbild.texts import number

LIKENESS = 3  # from so many questions in common a file is taken for a survey that lacks something


@dataclass(frozen=True)
class Fit:
    """Which column of a file is what: the survey's background variables and its questions, by column index."""

    survey: Survey | None
    roles: dict[str, int]
    questions: dict[str, int] = field(default_factory=dict)
    bases: dict[str, int] = field(default_factory=dict)  # ready tables: the column with a question's number of answers

    def unread(self, headings: list[str]) -> list[str]:
        """The headings that mean nothing to the survey."""
        read = {*self.roles.values(), *self.questions.values(), *self.bases.values()}
        return [heading for index, heading in enumerate(headings) if index not in read and heading]


def answers_fit(headings: list[str], surveys: Mapping[str, Survey]) -> Fit | None:
    """The survey with most of its questions among the headings: the area and at least half of the questions must be there."""
    found = [fit for survey in surveys.values() if not survey.tables and (fit := _answers(headings, survey)) and _enough(fit)]
    return _best(found)


def table_fit(headings: list[str], surveys: Mapping[str, Survey], spec: Mapping[str, Any]) -> Fit | None:
    """A long table by its columns for area, question and share; a wide one by its area and half of a survey's questions.

    A wide table has a column with the number of answers, or belongs to a survey that comes as tables.
    """
    own = roles(headings, spec["columns"])
    if {"area", "question", "value"} <= set(own):
        return Fit(None, own)
    if "area" not in own:
        return None
    found = [Fit(survey, own, questions(headings, survey), _bases(headings, survey, spec["base_marks"])) for survey in surveys.values()]
    return _best([fit for fit in found if fit.survey and _enough(fit) and ("base" in own or fit.bases or fit.survey.tables)])


def nearest(headings: list[str], surveys: Mapping[str, Survey]) -> Refusal | None:
    """What the survey that a file resembles most misses in it; None where it resembles none."""
    found = [_answers(headings, survey) for survey in surveys.values()]
    best = max(found, key=lambda fit: len(fit.questions) / len(fit.survey.questions) if fit.survey and fit.questions else 0, default=None)
    if best is None or best.survey is None or len(best.questions) < min(LIKENESS, len(best.survey.questions)):
        return None
    if "area" not in best.roles:
        return Refusal("survey.no_area", title=best.survey.title, wanted=listed(list(best.survey.columns["area"])))
    absent = [question.code for question in best.survey.questions if question.code not in best.questions]
    told = {"found": number(len(best.questions)), "all": number(len(best.survey.questions)), "missing": listed(absent, 10)}
    return Refusal("survey.too_few_questions", title=best.survey.title, slug=best.survey.slug, **told)


def roles(headings: list[str], spellings: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """{what a column is: its index} by the spellings of each, the first that is found counts."""
    places = {folded(heading): index for index, heading in reversed(list(enumerate(headings))) if heading}
    found = {name: [places[folded(s)] for s in own if folded(s) in places] for name, own in spellings.items()}
    return {name: indexes[0] for name, indexes in found.items() if indexes}


def questions(headings: list[str], survey: Survey) -> dict[str, int]:
    """{question: column index} of the survey's questions among the headings."""
    return roles(headings, {question.code: (question.code, *question.also) for question in survey.questions})


def _answers(headings: list[str], survey: Survey) -> Fit:
    return Fit(survey, roles(headings, survey.columns), questions(headings, survey))


def _bases(headings: list[str], survey: Survey, marks: list[str]) -> dict[str, int]:
    spelt = {
        question.code: [pair for name in (question.code, *question.also) for mark in marks for pair in (f"{name}{mark}", f"{mark}{name}")]
        for question in survey.questions
    }
    return roles(headings, spelt)


def _enough(fit: Fit) -> bool:
    """Half of the questions that every wave asks: one that came later does not make an older file unknown."""
    if not fit.survey or not fit.questions or "area" not in fit.roles:
        return False
    return 2 * len(fit.questions) >= len(lasting(fit.survey))


def lasting(survey: Survey) -> Sequence[SurveyQuestion]:
    """The questions that every wave asks; all of them where none does."""
    return [question for question in survey.questions if not question.since and not question.until] or survey.questions


def _best(found: list[Fit]) -> Fit | None:
    if not found:
        return None
    order = sorted(found, key=lambda fit: (len(fit.questions), len(fit.roles)), reverse=True)
    first, *others = order
    same = [fit for fit in others if (len(fit.questions), len(fit.roles)) == (len(first.questions), len(first.roles))]
    if same:
        raise Refusal("survey.several", titles=listed([fit.survey.slug for fit in (first, *same) if fit.survey]))
    return first
