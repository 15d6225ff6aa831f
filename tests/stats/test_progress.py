"""The status of a goal: R's prediction reproduced, every rule by example, and how often the verdicts are right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.model_agreement import Direction
from lagesbild.stats.detectable import detectable_shares
from lagesbild.stats.progress import Cuts, Series, beyond, due, extreme, forecast, judge, line_ahead, pace
from lagesbild.stats.survey import Estimates, declared
from lagesbild.stats.survey_change import share_difference

DATA = Path(__file__).parent / "data"
GOALS = 1_000
BASE = 2_000


def series(*values: float, half: float = 2.0, first: float = 2020.75) -> Series:
    """Yearly figures with the same 95 % interval."""
    value = np.array(values)
    error = np.full(len(value), half / 1.96)
    return Series(first + np.arange(len(value), dtype=float), value, value - half, value + half, error)


def test_the_line_equals_rs_prediction() -> None:
    given, expected = (
        pd.read_csv(DATA / "goal_lm_prediction_input.csv"),
        pd.read_csv(DATA / "goal_lm_prediction.csv").set_index("what")["value"],
    )
    value, error, df = line_ahead(given["t"].to_numpy(float), given["y"].to_numpy(float), 8.0)
    assert (value, df) == (pytest.approx(expected["fit"], rel=1e-12), expected["df"])
    assert error == pytest.approx(expected["se_pred"], rel=1e-12)
    assert beyond(value, error, df, 35.0, "lower") == pytest.approx(expected["p_below_35"], rel=1e-12) == pytest.approx(0.9183, abs=5e-5)


def test_the_forecast_adds_the_sampling_error_to_the_lines() -> None:
    given, expected = (
        pd.read_csv(DATA / "goal_lm_prediction_input.csv"),
        pd.read_csv(DATA / "goal_lm_prediction.csv").set_index("what")["value"],
    )
    y = given["y"].to_numpy(float)
    told = Series(given["t"].to_numpy(float), y, y - 2, y + 2, np.full(6, 1.02))
    found = forecast(told, 3, "lower", 35.0, 8.4)
    assert found.method == "line" and found.at == 8 and found.error == pytest.approx(np.hypot(expected["se_pred"], 1.02))
    assert 0.5 < found.probability < expected["p_below_35"]


@pytest.mark.parametrize(
    ("values", "direction", "target", "p", "status", "rule"),
    [
        ((30, 29, 22.9), "lower", 25.0, np.nan, "reached", "whole_interval"),
        ((30, 29, 23.1), "lower", 25.0, np.nan, "on_track", "forecast"),
        ((30, 29.9, 30), "lower", 25.0, np.nan, "off_track", "forecast"),
        ((30, 29, 27.6), "lower", 26.0, np.nan, "undetermined", "forecast"),
        ((80, 85, 92.1), "higher", 90.0, np.nan, "reached", "whole_interval"),
        ((80, 82, 88), "higher", 90.0, np.nan, "on_track", "forecast"),
        ((80, 80.1, 79), "higher", 90.0, np.nan, "off_track", "forecast"),
        ((30, 29, 24), "lower", None, 0.001, "improved", "change_test"),
        ((30, 29, 36), "lower", None, 0.001, "worsened", "change_test"),
        ((30, 29, 36), "higher", None, 0.001, "improved", "change_test"),
        ((30, 29, 28), "lower", None, 0.2, "no_clear_change", "change_test"),
        ((30, 29, 28), "lower", None, np.nan, "undetermined", "no_interval"),
        ((30, 29, 28), "none", None, 0.2, "undetermined", "no_direction"),
    ],
)  # fmt: skip
def test_every_rule(values: tuple[float, ...], direction: Direction, target: float | None, p: float, status: str, rule: str) -> None:
    found = judge(series(*values), 0, direction, target, 2024.0, p)
    assert (found.status, found.rule) == (status, rule)


def test_without_a_later_figure_it_is_too_early_and_without_a_baseline_not_measured() -> None:
    assert judge(series(30), 0, "lower", 25, 2024, np.nan).status == "too_early"
    assert (told := judge(series(30), None, "lower", 25, 2024, np.nan)).status == "not_measured" and told.rule == "no_baseline"
    assert (told := judge(series(), None, "lower", 25, 2024, np.nan)).status == "not_measured" and told.rule == "no_figures"


def test_after_the_last_figure_only_what_is_measured_counts() -> None:
    assert judge(series(30, 29, 22), 0, "lower", 25, 2023.0, np.nan).status == "reached"
    assert judge(series(30, 29, 24), 0, "lower", 25, 2023.0, np.nan).status == "undetermined"
    told = judge(series(30, 29, 28), 0, "lower", 25, 2023.0, np.nan)
    assert (told.status, told.rule) == ("off_track", "last_figure")


def test_a_figure_without_interval_is_never_judged_against_a_number() -> None:
    bare = Series(np.array([2020.5, 2021.5]), np.array([9.0, 1.0]), *(np.full(2, np.nan) for _ in range(3)))
    assert (found := judge(bare, 0, "lower", 5, 2024, np.nan)).status == "undetermined" and found.rule == "no_interval"


def test_the_pace_is_from_the_baseline_and_the_required_one_reaches_the_last_figure_before_the_deadline() -> None:
    told = pace(series(30, 31.4, 29.5, 27.4, 25.6), 1, 25.0, 2026.0)
    assert told.observed == pytest.approx((25.6 - 31.4) / 3)
    assert told.required == pytest.approx((25.0 - 31.4) / 4)  # autumn 2021 to autumn 2025
    assert told.remaining == pytest.approx(25.0 - 25.6), "one year is left"
    assert told.upper - told.lower == pytest.approx(2 * 2.0 * np.sqrt(2) / 3, rel=1e-4)
    assert due(2025.5, 2028.0) == 2027.5 and due(2027.75, 2028.0) == 2027.75


def test_the_pace_of_the_years_left_is_another_than_the_one_from_the_baseline() -> None:
    """84.2 in 2023, 84.1 in 2025 and 92 in 2027: 7.8 in four years at first, 7.9 in the two that are left."""
    two = Series(np.array([2023.5, 2025.5]), np.array([84.2, 84.1]), *(np.full(2, np.nan) for _ in range(3)))
    told = pace(two, 0, 92.0, 2028.0)
    assert told.observed == pytest.approx(-0.05) and told.required == pytest.approx(1.95) and told.remaining == pytest.approx(3.95)
    over, free = pace(two, 0, 92.0, 2026.0), pace(two, 0, None, 2028.0)
    assert np.isnan(over.remaining) and np.isfinite(over.required), "no further figure is due"
    assert np.isnan(free.remaining) and np.isnan(free.required)


def test_a_baseline_that_stands_out_is_noticed() -> None:
    assert extreme(series(20, 21, 20.5, 30), 3) and not extreme(series(20, 21, 20.5, 20.8), 3) and not extreme(series(20, 30), 1)


def test_the_cuts_are_settings() -> None:
    told = series(30, 29, 24.5)
    assert judge(told, 0, "lower", 25, 2024, np.nan).status == "on_track"
    assert judge(told, 0, "lower", 25, 2024, np.nan, Cuts(on_track=0.999, off_track=0.001)).status == "undetermined"


def answered(share: float, random: np.random.Generator, shape: int = GOALS) -> Estimates:
    """So many surveys of BASE simple answers each."""
    told = random.binomial(BASE, share, shape) / BASE
    return declared(told, np.full(shape, BASE), 1.0)


def statuses(before: Estimates, after: Estimates) -> list[str]:
    p = share_difference(before, after).p_value
    return [
        judge(
            Series(np.array([2023.75, 2026.75]), np.array([a, b]), *(np.full(2, np.nan) for _ in range(3))), 0, "lower", None, 2028, q
        ).status
        for a, b, q in zip(before.estimate, after.estimate, p, strict=True)
    ]


def test_without_a_true_change_hardly_any_goal_is_called_improved_or_worsened() -> None:
    random = np.random.default_rng(1)
    found = statuses(answered(0.3, random), answered(0.3, random))
    assert 0.02 <= np.isin(found, ("improved", "worsened")).mean() <= 0.065


def test_a_true_change_of_twice_the_detectable_size_is_found() -> None:
    random = np.random.default_rng(2)
    least = float(detectable_shares(0.3, BASE, BASE)[0])
    found = statuses(answered(0.3, random), answered(0.3 - 2 * least, random))
    assert np.mean([status == "improved" for status in found]) >= 0.95


@pytest.mark.parametrize("figures", [3, 4, 6, 9])
def test_on_track_is_right_in_three_quarters_of_the_futures_or_more(figures: int) -> None:
    """Straight paths of many slopes, measured with error and met or not met by the figure at the deadline."""
    random, outcomes = np.random.default_rng(3), []
    time = 2027.75 - figures + np.arange(figures, dtype=float)
    for slope in random.uniform(-2.0, 0.5, 3 * GOALS):
        true = 30 + slope * (time - time[0])
        value = true + random.normal(0, 1.0, figures)
        told = Series(time, value, value - 1.96, value + 1.96, np.ones(figures))
        target = 30 - random.uniform(1, 8)
        if judge(told, 0, "lower", target, 2030.0, np.nan).status == "on_track":
            outcomes.append(30 + slope * (2029.75 - time[0]) <= target)
    assert len(outcomes) > 100 and 0.75 <= np.mean(outcomes) <= 1.0
