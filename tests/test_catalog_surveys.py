"""Surveys of the catalogue: what a file may say, and a sentence with file, key and cure for everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lagesbild.catalog import load_catalog
from lagesbild.model import LagesbildError, Survey
from tests.intake.made_surveys import add_survey

BETTER = {"works_well": "higher"}  # every other question asks about a trouble


def test_a_survey_becomes_questions_waves_and_breaks(tmp_path: Path) -> None:
    path = add_survey(tmp_path, "design_effect = 1.4")
    more = '[waves.strata.N01]\npopulation = 900\nsample = 100\n[[breaks]]\nindicator = "prov_2"\ndate = 2025-01-01\nreason = "Ny fråga."\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    found = load_catalog(tmp_path).surveys["prov"]
    assert (found.instrument, found.municipality, found.design_effect, found.shares, found.tables) == ("own", "9990", 1.4, "percent", False)
    assert [(q.code, q.also, q.indicator, q.score) for q in found.questions][3] == ("F4", ("Fråga_F4",), "prov_4", True)
    assert found.questions[0].counts == ("2", "3") and found.questions[0].not_answered == ("8",)
    assert [(w.wave, w.field_from) for w in found.waves] == [("2024", date(2024, 9, 1)), ("2026", date(2026, 9, 1))]
    assert (found.waves[1].strata["N01"].population, found.waves[1].strata["N01"].sample) == (900, 100)
    assert [(about, told.date) for about, told in found.breaks] == [("prov_2", date(2025, 1, 1))]
    assert found.areas == {"Norra": "N01", "Södra": "N02"} and found.sex == {"1": "M", "2": "K"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('indicator = "prov_1"', 'indicator = "finns_inte"', ["finns_inte", "data/indicators"]),
        ('counts = ["2", "3"]', 'counts = ["2", "7"]', ["svaret 7", "scale"]),
        ('counts = ["2", "3"]', "", ["counts", "score"]),
        ("score = true", 'score = true\ncounts = ["1"]', ["counts", "score"]),
        ("score = true", 'counts = ["1"]', ["prov_4", 'measure = "share"']),
        ('"1" = "Inget problem"', '"1a" = "Inget problem"', ["1a", "siffror"]),
        ('instrument = "own"', 'instrument = "brå"', ["instrument", "own, police"]),
        ('title = "Provsunds mätning"', 'title = "Provsunds mätning"\nshares = "procent"', ["shares", "percent, fraction"]),
        ('"2" = "K"', '"2" = "Kvinna"', ["sex", "K, M"]),
        ('area = ["Område"]', 'kommundel = ["Område"]', ["columns", "kommundel"]),
        ('area = ["Område"]', "", ["columns.area"]),
        ('also = ["Fråga_F2"]', 'also = ["f1"]', ["f1", "fler än en fråga"]),
        ('code = "F2"', 'code = "F1"', ["f1"]),
        ('indicator = "prov_3"', 'indicator = "prov_3"\nsince = "2023"', ["2023", "[[waves]]"]),
        ("field_to = 2024-10-15", "field_to = 2024-08-15", ["2024", "slutar före"]),
        ("field_from = 2026-09-01", "field_from = 2024-10-15", ["2024", "2026", "överlappande"]),
        ('wave = "2026"', 'wave = "2024"', ["2024", "samma namn"]),
        ('wave = "2026"', 'wave = "2026"\nstrata = { N01 = { folk = 3 } }', ["folk"]),
        ('title = "Provsunds mätning"', 'title = "Provsunds mätning"\nmattar = 1', ["mattar"]),
        ('source = "Provsunds kommun"', "", ["source"]),
    ],
)
def test_a_fault_is_told_with_file_key_and_cure(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    path = add_survey(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LagesbildError) as fault:
        load_catalog(tmp_path)
    assert all(word in str(fault.value) for word in ["surveys/prov.toml", *words]), str(fault.value)


def test_a_break_must_concern_a_question_of_the_survey(tmp_path: Path) -> None:
    path = add_survey(tmp_path)
    more = '[[breaks]]\nindicator = "vandalism"\ndate = 2025-01-01\nreason = "Ny fråga."\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(LagesbildError, match="vandalism"):
        load_catalog(tmp_path)


@pytest.mark.parametrize("survey", load_catalog().surveys.values(), ids=lambda survey: survey.slug)
def test_every_indicator_of_a_survey_is_one_and_says_what_was_asked(survey: Survey) -> None:
    indicators = load_catalog().indicators
    for question in survey.questions:
        indicator = indicators[question.indicator]
        assert (indicator.family, indicator.better, indicator.source) == ("survey", BETTER.get(indicator.concept, "lower"), survey.source)
        assert survey.tables or question.text in indicator.definition, indicator.slug
        counted = [question.scale[answer].lower() for answer in question.counts]
        assert survey.tables or all(label in indicator.definition for label in counted), indicator.slug
