"""Reads data/surveys/*.toml: a publisher's survey with its questions, waves and declared breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagesbild.catalog_records import one_of, pick, shown
from lagesbild.model import ALL, Indicator, LagesbildError, SeriesBreak, Survey, SurveyQuestion, SurveyStratum, SurveyWave
from lagesbild.texts import text

COLUMNS = ("wave", "area", "weight", "stratum", "sex", "age", "age_group")
SEXES = ("K", "M")
INSTRUMENTS = ("own", "police")
SCALES = ("percent", "fraction")


def survey(slug: str, table: dict[str, Any], path: Path, indicators: dict[str, Indicator]) -> Survey:
    """One survey of the catalogue; a fault is told with file, key and cure."""
    waves = tuple(_wave(item, path) for item in table.pop("waves", []))
    questions = tuple(_question(item, path, indicators) for item in table.pop("questions", []))
    breaks = tuple(_breaks(table.pop("breaks", []), path, {question.indicator for question in questions}))
    columns = {name: tuple(spellings) for name, spellings in table.pop("columns", {}).items()}
    found: Survey = pick(Survey, table, path, slug=slug, waves=waves, questions=questions, breaks=breaks, columns=columns)
    _check_words(found, path)
    _check_names(found, path)
    _check_days(found, path)
    return found


def _wave(table: dict[str, Any], path: Path) -> SurveyWave:
    strata = {code: pick(SurveyStratum, item, path) for code, item in table.pop("strata", {}).items()}
    wave: SurveyWave = pick(SurveyWave, table, path, strata=strata)
    if wave.field_to < wave.field_from:
        raise LagesbildError(text("catalog.wave_backwards", file=shown(path), wave=wave.wave))
    return wave


def _question(table: dict[str, Any], path: Path, indicators: dict[str, Indicator]) -> SurveyQuestion:
    question: SurveyQuestion = pick(SurveyQuestion, table, path)
    if question.indicator not in indicators:
        raise LagesbildError(text("catalog.unknown_indicator", file=shown(path), indicator=question.indicator, question=question.code))
    unknown = sorted({*question.counts, *question.not_answered} - set(question.scale))
    if unknown:
        raise LagesbildError(text("catalog.answer_off_scale", file=shown(path), question=question.code, answer=unknown[0]))
    wordy = sorted(answer for answer in question.scale if not answer.isdigit())
    if wordy:
        raise LagesbildError(text("catalog.answer_no_number", file=shown(path), question=question.code, answer=wordy[0]))
    if bool(question.counts) == question.score:
        raise LagesbildError(text("catalog.question_counts_nothing", file=shown(path), question=question.code))
    wanted = "mean" if question.score else "share"
    if indicators[question.indicator].measure != wanted:
        told = {"question": question.code, "indicator": question.indicator, "measure": wanted}
        raise LagesbildError(text("catalog.question_measures_otherwise", file=shown(path), **told))
    return question


def _breaks(items: list[dict[str, Any]], path: Path, asked: set[str]) -> Iterator[tuple[str, SeriesBreak]]:
    for item in items:
        about = item.pop("indicator", ALL)
        if about not in asked | {ALL}:
            raise LagesbildError(text("catalog.break_of_nothing", file=shown(path), indicator=about))
        yield about, pick(SeriesBreak, item, path)


def _check_words(found: Survey, path: Path) -> None:
    """Words of a closed list, and names of columns that a reader knows."""
    one_of("instrument", [found.instrument], INSTRUMENTS, path)
    one_of("shares", [found.shares], SCALES, path)
    one_of("sex", found.sex.values(), SEXES, path)
    one_of("columns", found.columns, COLUMNS, path)
    if "area" not in found.columns:
        raise LagesbildError(text("catalog.missing_key", file=shown(path), key="columns.area"))


def _check_names(found: Survey, path: Path) -> None:
    """Every variable means one question, and since and until name waves."""
    spelt = [name.casefold() for question in found.questions for name in (question.code, *question.also)]
    again = next((name for name in spelt if spelt.count(name) > 1), None)
    if again:
        raise LagesbildError(text("catalog.variable_twice", file=shown(path), variable=again))
    waves = {wave.wave for wave in found.waves}
    for question in found.questions:
        for wave in (question.since, question.until):
            if wave and wave not in waves:
                raise LagesbildError(text("catalog.wave_of_nothing", file=shown(path), question=question.code, wave=wave))


def _check_days(found: Survey, path: Path) -> None:
    """Two waves of one survey never share a name or a day."""
    ordered = sorted(found.waves, key=lambda wave: wave.field_from)
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            if first.wave == second.wave or second.field_from <= first.field_to:
                raise LagesbildError(text("catalog.waves_meet", file=shown(path), first=first.wave, second=second.wave))
