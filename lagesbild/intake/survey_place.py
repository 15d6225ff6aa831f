"""Which wave and which area the rows of a survey's file belong to, by the catalogue's names and the file's labels."""

from __future__ import annotations

import pandas as pd

from lagesbild.intake.near_areas import near
from lagesbild.intake.parsed import Parsed
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.values import folded
from lagesbild.model import UNPLACED, Survey

MOST_CURED = 200  # different texts: a file with more is of another survey


def waves_by_text(read: Sheet, index: int, survey: Survey, missing: list[str]) -> pd.Series:
    """The wave of each text of a column, "" where the text is empty; a wave that the catalogue lacks refuses the file."""
    names = {folded(wave.wave): wave.wave for wave in survey.waves}
    texts = read.columns[index].values
    found = [names.get(folded(text)) or names.get(folded(read.label(index, text)), "") for text in texts]
    unknown = [text for text, wave in zip(texts, found, strict=True) if not wave and text not in missing]
    if unknown:
        raise unknown_wave(unknown, survey)
    return pd.Series(found, dtype="str")


def unknown_wave(found: list[str], survey: Survey) -> Refusal:
    """How to tell the catalogue of a wave that a file has."""
    known = listed([wave.wave for wave in survey.waves], 20) or "–"
    return Refusal("survey.unknown_wave", wave=listed(found), title=survey.title, slug=survey.slug, known=known)


def wave_of(read: Sheet, roles: dict[str, int], survey: Survey) -> str:
    """The wave of a file without a column for it: named above the headings, or the only one of the survey."""
    words = {folded(word) for text in read.above for word in text.replace(",", " ").split()}
    named = [wave.wave for wave in survey.waves if folded(wave.wave) in words]
    found = named or [wave.wave for wave in survey.waves]
    if len(found) != 1:
        wanted = listed(list(survey.columns.get("wave", ()))) or "–"
        raise Refusal("survey.no_wave_column", title=survey.title, wanted=wanted, known=listed(found, 20) or "–", slug=survey.slug)
    return found[0]


def areas_by_text(read: Sheet, index: int, survey: Survey, missing: list[str]) -> pd.Series:
    """The area of each text of a column: by the catalogue's spellings, by its label in the file, else the text as it stands."""
    spellings = area_spellings(survey)
    found = []
    for text in read.columns[index].values:
        label = read.label(index, text)
        code = spellings.get(folded(text)) or spellings.get(folded(label)) or text
        found.append(UNPLACED if text in missing or read.is_missing(index, text) else code)
    return pd.Series(found, dtype="str")


def area_spellings(survey: Survey) -> dict[str, str]:
    """{an area as a file may call it, without case and marks: its code}."""
    codes = {*survey.areas.values(), *(code for wave in survey.waves for code in wave.strata)}
    return {folded(code): code for code in codes} | {folded(spelt): code for spelt, code in survey.areas.items()}


def area_cures(said: pd.Series, survey: Survey) -> dict[str, str]:
    """{an area that the survey does not have: which of its areas it may mean}."""
    names = {code: spelt for spelt, code in reversed(survey.areas.items())}
    known = {code: names.get(code, "") for code in area_spellings(survey).values()}
    return {shown(raw): near([raw], known) for raw in said.unique()[:MOST_CURED]}


def cover(found: Parsed, survey: Survey) -> None:
    """Say which waves, and so which days, a file covers."""
    waves = [wave for wave in survey.waves if wave.wave in set(found.rows["wave"])]
    found.data_from = min((wave.field_from for wave in waves), default=None)
    found.data_date = max((wave.field_to for wave in waves), default=None)
    found.coverage_codes = tuple(f"{survey.slug} {wave.wave}" for wave in waves)
    found.listed = True
