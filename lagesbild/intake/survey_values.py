"""What a survey's cells say: answers on their scale, weights, sex and age; judged once for each text that a column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.values import BLANKS, folded
from lagesbild.model import Survey, SurveyQuestion

AGES = ((16, 29), (30, 44), (45, 64), (65, 84))
AGE_GROUP = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})(?:\s*år)?")
SEX_WORDS = {"k": "K", "kvinna": "K", "kvinnor": "K", "m": "M", "man": "M", "män": "M"}
REJECTED = np.inf  # an answer that is not on the scale, until it is told and left out


def number_of(text: str) -> float:
    """A number written with comma or point; NaN for anything else."""
    try:
        found = float(BLANKS.sub("", text).replace(",", "."))
    except ValueError:
        return np.nan
    return found if np.isfinite(found) else np.nan


def numbers(values: pd.Series) -> pd.Series:
    """The numbers of a column's texts, NaN where a text is none."""
    return pd.Series([number_of(text) for text in values], dtype=float)


def answers(sheet: Sheet, index: int, question: SurveyQuestion, missing: list[str]) -> np.ndarray:
    """For each text of a column its value on the scale; NaN for no answer, REJECTED for what the scale does not have."""
    labels = {folded(label): code for code, label in question.scale.items()}
    return np.array([_answer(text, sheet, index, question, labels, missing) for text in sheet.columns[index].values], dtype=float)


def _answer(text: str, sheet: Sheet, index: int, question: SurveyQuestion, labels: Mapping[str, str], missing: list[str]) -> float:
    if text in missing or sheet.is_missing(index, text):
        return np.nan
    value = number_of(text)
    code = str(int(value)) if value == value and value.is_integer() else text
    if code not in question.scale:
        code = labels.get(folded(text), "")
    if not code:
        return REJECTED
    return np.nan if code in question.not_answered else float(code)


def sexes(sheet: Sheet, index: int, survey: Survey) -> pd.Series:
    """K, M or "" for each text of a column, by the catalogue's codes, the file's labels or the word itself."""
    own = {folded(told): sex for told, sex in survey.sex.items()}
    texts = sheet.columns[index].values
    found = [own.get(folded(text)) or SEX_WORDS.get(sheet.label(index, text).casefold() or text.casefold(), "") for text in texts]
    return pd.Series(found, dtype="str")


def ages(values: pd.Series) -> pd.Series:
    """The age group of each text that is an age in years, "" where there is none."""
    return pd.Series([_group(number_of(text), number_of(text)) for text in values], dtype="str")


def age_groups(sheet: Sheet, index: int) -> pd.Series:
    """The age group of each text such as "16–29 år"; "" for groups with other bounds than ours."""
    return pd.Series([age_group(sheet.label(index, text) or text) for text in sheet.columns[index].values], dtype="str")


def age_group(text: str) -> str:
    """The age group of a text such as "16–29 år", or an empty string."""
    match = AGE_GROUP.fullmatch(text)
    return _group(float(match[1]), float(match[2])) if match else ""


def _group(first: float, last: float) -> str:
    """The one of our groups that both ages lie in; a span must be the whole group."""
    for low, high in AGES:
        if low <= first and last <= high and (first == last or (first, last) == (low, high)):
            return f"{low}-{high}"
    return ""
