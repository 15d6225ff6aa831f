"""From judged frames to the numbers of native charts: drawn units, absence that is never zero, and what may be joined."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from lagesbild.briefing.numbers import area_bars, change_mark, question_bars, trend_data


def series(**how) -> pd.DataFrame:
    years = (2023, 2024, 2025)
    told = {
        "period_start": [pd.Timestamp(year, 1, 1) for year in years], "period_end": [pd.Timestamp(year, 12, 31) for year in years],
        "label": [str(year) for year in years], "value": [0.31, float("nan"), 0.25], "lower": [0.29, float("nan"), 0.23],
        "upper": [0.33, float("nan"), 0.27], "complete": True, "preliminary": [False, False, True], "state": ["value", "missing", "value"],
    }  # fmt: skip
    return pd.DataFrame(told | how)


def row(**how) -> dict:
    return {
        "name": "Hamnen", "short_title": "Otrygga ute", "value": 0.41, "lower": 0.35, "upper": 0.47, "rest_value": 0.24, "then_value": 0.38,
        "verdict": "clearly_higher", "polarity": "bad", "state": "value",
    } | how  # fmt: skip


def test_a_share_is_drawn_in_percent_and_an_absent_one_is_no_zero() -> None:
    told = trend_data(series(), "share", name="Otrygga", cuts=[(date(2024, 1, 1), "ny fråga")])
    assert [point.value for point in told.points] == [31.0, None, 25.0]
    assert told.points[1].lower is None and told.points[1].upper is None
    assert told.cuts == (date(2024, 1, 1),) and told.points[0].at == date(2023, 7, 2)


def test_a_preliminary_or_unfinished_period_is_not_firm() -> None:
    assert [point.firm for point in trend_data(series(), "share", name="").points] == [True, True, False]
    assert not any(point.firm for point in trend_data(series(complete=False), "share", name="").points)


@pytest.mark.parametrize("state", ["missing", "suppressed", "not_asked", "not_published"])
def test_an_absent_bar_has_no_number_and_no_verdict_but_a_reason(state: str) -> None:
    (bar,) = area_bars([row(state=state)], "share", name="name").bars
    assert (bar.value, bar.lower, bar.upper, bar.mark) == (None, None, None, None) and bar.absent


def test_zero_is_a_number() -> None:
    (bar,) = area_bars([row(value=0.0, lower=0.0, upper=0.5, state="zero")], "per_1000", name="name").bars
    assert bar.value == 0.0 and not bar.absent and bar.mark is not None


def test_a_row_is_held_against_the_rest_or_the_earlier_wave() -> None:
    assert area_bars([row()], "share", name="name").bars[0].reference == pytest.approx(24)
    assert question_bars([row(verdict="increase")], "share", "2023").bars[0].reference == pytest.approx(38)
    assert question_bars([row(verdict="increase")], "share", "2023").reference_words == "mätningen 2023"
    assert question_bars([], "share", "").reference_words == ""


def test_what_police_work_finds_is_neither_good_nor_bad() -> None:
    told = row(policing_dependent=True)
    (bar,) = area_bars([told], "per_1000", name="short_title").bars
    assert bar.name.endswith("*") and bar.mark is not None and bar.mark.tone == "ink"
    assert change_mark(row(verdict="increase", policing_dependent=True)).tone == "ink"
    assert change_mark(row(verdict="increase")).tone == "worse"
