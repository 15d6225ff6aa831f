"""Compares what an SPSS file calls its answers with the catalogue's scale: a turned scale would turn the figures."""

from __future__ import annotations

from collections.abc import Iterator

from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.intake.survey_fit import Fit
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.values import folded
from lagesbild.model import SurveyQuestion
from lagesbild.texts import text


def check_labels(read: Sheet, fit: Fit) -> list[Notice]:
    """Tell every label that differs from the catalogue's; refuse a file whose label belongs to another answer there."""
    assert fit.survey is not None
    return [
        notice
        for question in fit.survey.questions
        if question.code in fit.questions and read.labels
        for notice in _question(read, fit.questions[question.code], question)
    ]


def _question(read: Sheet, index: int, question: SurveyQuestion) -> Iterator[Notice]:
    by_label = {folded(label): code for code, label in question.scale.items()}
    for code, label in read.labels[index].items():
        said = {"column": shown(read.headings[index]), "value": code, "label": shown(label), "ours": question.scale.get(code, "")}
        other = by_label.get(folded(label), code)
        if other != code:
            raise Refusal("survey.turned_scale", other=other, question=question.code, **said)
        if code in question.scale and folded(question.scale[code]) != folded(label):
            yield Notice("label_differs", text("intake.notice.label_differs", **said))
    for code in sorted(read.missing[index] & set(question.counts)):
        said = {"column": shown(read.headings[index]), "value": code}
        yield Notice("counted_is_missing", text("intake.notice.counted_is_missing", **said))
