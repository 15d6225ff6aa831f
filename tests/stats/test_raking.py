"""Weights that meet the population's margins equal R's, and impossible margins are refused."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.raking import CalibrationError, calibrate_linear, rake, raked_estimates, stratum_weights
from lagesbild.stats.survey import design

DATA = Path(__file__).parent / "data"


def test_raked_weights_equal_r(survey) -> None:
    found = rake(survey.answers["base_w"], survey.levels, survey.totals)
    np.testing.assert_allclose(found, survey.answers["raked_w"], rtol=1e-9)
    for code, people in zip(survey.levels, survey.totals, strict=True):
        np.testing.assert_allclose(np.bincount(code, found), people, rtol=1e-9)


def test_linearly_calibrated_weights_equal_r(survey) -> None:
    found = calibrate_linear(survey.answers["base_w"], survey.levels, survey.totals)
    np.testing.assert_allclose(found, pd.read_csv(DATA / "survey_synthetic_greg_weights.csv")["greg_w"], rtol=1e-12)


def test_weights_by_stratum_equal_the_declared_ones(survey) -> None:
    np.testing.assert_allclose(stratum_weights(survey.area, survey.totals[2]), survey.answers["base_w"], rtol=1e-12)


@pytest.mark.parametrize("weigh", [rake, calibrate_linear])
@pytest.mark.parametrize(
    ("weight", "codes", "people", "level"),
    [
        ([1, 1, 1], [0, 0, 1], [10, 10, 5], 2),  # nobody answered on the third level
        ([1, 1, 0], [0, 0, 1], [10, 10], 1),  # only somebody without weight did
        ([1, 1, 1], [0, 0, 1], [10, 0], 1),  # answered, but nobody lives there
        ([1, 1, 1], [0, 0, 2], [10, 10], None),  # a level that the margin does not know
        ([1, 1, 1], [0, -1, 1], [10, 10], None),  # a respondent without level
        ([1, np.nan, 1], [0, 0, 1], [10, 10], None),
        ([1, -1, 1], [0, 0, 1], [10, 10], None),
        ([1, 1, 1], [0, 0, 1], [10, np.nan], None),
        ([], [], [10, 10], 0),
    ],
)
def test_a_margin_without_counterpart_is_refused(weigh, weight: list, codes: list, people: list, level: int | None) -> None:
    with pytest.raises(CalibrationError) as refused:
        weigh(weight, [np.zeros(len(weight), int), codes][1:], [people])
    assert (refused.value.margin, refused.value.level) == (0, level)


@pytest.mark.parametrize("weigh", [rake, calibrate_linear])
def test_margins_that_contradict_each_other_are_refused(weigh) -> None:
    with pytest.raises(CalibrationError, match="together"):
        weigh([1, 1, 1, 1], [[0, 0, 1, 1], [0, 1, 0, 1]], [[10, 10], [10, 30]])


def test_what_the_margins_explain_is_no_longer_uncertain() -> None:
    sex, area = np.tile([0, 1], 40), np.zeros(80, int)
    found = raked_estimates(np.ones(80), area, area, sex.astype(float), [sex], 1, design(area))
    assert found.estimate[0] == pytest.approx(0.5) and found.se[0] == pytest.approx(0, abs=1e-12)


def test_a_domain_without_answers_is_missing_beside_the_others() -> None:
    sex, area = np.tile([0, 1], 40), np.zeros(80, int)
    answer = np.where(np.arange(80) % 3 == 0, 1.0, 0.0)
    found = raked_estimates(np.ones(80), area, area, answer, [sex], 2, design(area))
    assert np.isnan([found.estimate[1], found.se[1]]).all() and found.se[0] > 0
