"""Norrhamn's surveys: files equal to the byte, weighted shares as the story tells them, and a catalogue that reads them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from lagesbild.catalog import load_catalog
from lagesbild.example.answers import respondents, told, waves
from lagesbild.example.geography import geojson
from lagesbild.example.police_tables import write_police_tables
from lagesbild.example.survey_files import write_surveys
from lagesbild.intake import Receipt, facts, receive
from lagesbild.model import SurveyQuestion
from lagesbild.stats.survey import Estimates, design, estimates, tally
from lagesbild.stats.survey_change import share_difference, survey_change_verdicts

OWN = load_catalog().surveys["norrhamn_trygghet"]
POLICE = load_catalog().surveys["norrhamn_police"]
CHANGED = {
    "survey_reckless_driving": "increase",
    "survey_unsafe_evening": "decrease",
    "survey_vandalism": "decrease",
    "survey_avoids": "decrease",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("norrhamn")
    return [*write_surveys(folder), *write_police_tables(folder)]


@pytest.fixture(scope="module")
def received(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Receipt]]:
    home = tmp_path_factory.mktemp("home")
    areas = home / "omraden.geojson"
    areas.write_text(geojson(), encoding="utf-8")
    return home, [receive(path, home, None, None, date(2026, 11, 22)) for path in (areas, *files)][1:]


def asked_in(wave: str) -> list[SurveyQuestion]:
    """The questions of a wave; three came in 2023."""
    return [question for question in OWN.questions if question.code in respondents(wave)]


def judged(wave: str) -> Estimates:
    """Every question of a wave in the whole municipality, one row each, by the design that the build uses."""
    rows = respondents(wave)
    codes, stratum = np.unique(rows["area"], return_inverse=True)
    strata = next(item for item in OWN.waves if item.wave == wave).strata
    plan = design(stratum, np.array([strata[code].population for code in codes], dtype=float))
    found = []
    for question in asked_in(wave):
        answer = rows[question.code]
        known = answer.notna() & ~answer.isin([float(key) for key in question.not_answered])
        value = np.where(known, answer.isin([float(key) for key in question.counts]), np.nan)
        found.append(estimates(tally(rows["weight"], stratum, np.zeros(len(rows), dtype=int), value, domains=1, strata=len(codes)), plan))
    return Estimates(**{name: np.concatenate([getattr(item, name) for item in found]) for name in vars(found[0])})


def test_files_are_equal_to_the_byte_every_time(files: list[Path], tmp_path: Path) -> None:
    respondents.cache_clear()
    again = [*write_surveys(tmp_path), *write_police_tables(tmp_path)]
    assert [path.name for path in again] == [path.name for path in files]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(files, again, strict=True))
    assert [path.suffix for path in files] == [".csv", ".xlsx", ".sav", ".xlsx", ".xlsx", ".sav", ".csv", ".xlsx"]


def test_spss_files_hold_labels_missing_values_and_the_day_of_the_example(files: list[Path]) -> None:
    for path in (files[2], files[5]):
        frame: Any
        meta: Any
        frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
        assert meta.variable_value_labels["Omrade"][4] == "Hamnen" and meta.variable_value_labels["NT4"][4] == "Mycket otrygg"
        assert [span["lo"] for span in meta.missing_ranges["NT1"]] == [8, 9] and {8, 9} <= set(frame["NT1"].dropna())
        assert path.read_bytes()[92:109] == b"09 Nov 2608:00:00"


@pytest.mark.parametrize("wave", waves())
def test_weighted_shares_are_those_of_the_story(wave: str) -> None:
    place, found = waves().index(wave), judged(wave)
    codes = {question.code for question in asked_in(wave)}
    assert len(codes) == (12 if place < 2 else 15)
    wanted = [question["percent"][place - len(waves())] for question in told()["question"] if question["code"] in codes]
    assert 100 * found.estimate == pytest.approx(wanted, abs=0.35)


def test_four_of_fifteen_have_certainly_changed_since_2023_three_of_them_for_the_better() -> None:
    then, now = judged("2023"), judged("2026")
    verdicts = survey_change_verdicts(share_difference(then, now), [False] * len(OWN.questions))
    assert {q.indicator: v for q, v in zip(OWN.questions, verdicts, strict=True) if v != "no_clear_change"} == CHANGED


def test_areas_are_drawn_alike_the_young_answer_less_and_the_weights_repair_it() -> None:
    rows = respondents("2026")
    by_area = rows.groupby("area").size()
    assert len(rows) == 2441 and by_area["N05"] == 52
    assert by_area.drop("N05").between(170, 198).all()
    ages = told()["ages"]
    raw = rows["group"].value_counts(normalize=True).sort_index()
    weighted = rows.groupby("group")["weight"].sum() / rows["weight"].sum()
    assert raw[0] < 0.17 < ages[0]["share"] == pytest.approx(weighted[0], abs=0.002)
    strata = next(wave for wave in OWN.waves if wave.wave == "2026").strata
    people = {code: stratum.population for code, stratum in strata.items()}
    assert rows.groupby("area")["weight"].sum().to_dict() == pytest.approx(people, rel=1e-4)
    unweighted = (rows["NT4"].isin([3, 4, 5])).mean()
    assert abs(100 * unweighted - 25.6) > 1, "without weights the figure is another one"


def test_all_are_received_and_what_went_wrong_in_one_is_told(received: tuple[Path, list[Receipt]]) -> None:
    home, receipts = received
    assert {(r.outcome, r.municipality) for r in receipts} == {("accepted", "9999")}
    assert [r.rows_read for r in receipts[:6]] == [told()["answered"][wave] for wave in waves()]
    assert [r.rows_rejected for r in receipts] == [2, 0, 0, 0, 0, 0, 0, 0]
    assert [(item.line, item.column) for item in receipts[0].rejections] == [(119, "Vikt"), (903, "NT6"), (1545, "Vikt"), (2004, "NT1")]
    assert [w.code for w in receipts[6].warnings] == ["no_base"]
    found = facts(home, receipts[5])
    rows = respondents("2026")
    answers = found.pivot(index="respondent", columns="question", values="answer")["NT4"]
    assert answers.to_numpy() == pytest.approx(rows["NT4"].mask(rows["NT4"] == 9).to_numpy(), nan_ok=True)
    assert found.drop_duplicates("respondent")["area"].tolist() == rows["area"].tolist()


def test_the_police_confirm_one_answer_and_contradict_another(received: tuple[Path, list[Receipt]]) -> None:
    home, receipts = received
    rows = pd.concat([facts(home, receipt) for receipt in receipts[6:]])
    whole = rows[rows["area"] == "9999"].pivot(index="indicator", columns="period_start", values="value")
    change = (whole.iloc[:, 1] - whole.iloc[:, 0]).to_dict()
    own = dict(zip([q.indicator for q in OWN.questions], judged("2026").estimate - judged("2023").estimate, strict=True))
    assert change["police_unsafe_evening"] < -0.04 and own["survey_unsafe_evening"] < -0.04
    assert change["police_reckless_driving"] < -0.04 and own["survey_reckless_driving"] > 0.04
    assert 0 <= whole.loc["police_problem_index"].max() <= 6


def test_concepts_tie_the_two_instruments_and_one_question_has_a_break() -> None:
    indicators = load_catalog().indicators
    own = {indicators[q.indicator].concept for q in OWN.questions}
    police = {indicators[q.indicator].concept for q in POLICE.questions} - {""}
    assert len(own) == 13 and "works_well" in own and police == {"unsafe_evening", "reckless_driving", "vandalism", "worry_burglary"} < own
    assert [(about, told.date) for about, told in OWN.breaks] == [("survey_drunk_people", date(2021, 1, 1))]
    assert POLICE.design_effect and POLICE.tables
