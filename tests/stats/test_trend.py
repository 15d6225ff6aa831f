"""Trends over years, checked against what R computed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.trend import poisson_trend, rank_trend

DATA = Path(__file__).parent / "data"
ORACLES = Path(__file__).parents[3] / "shared" / "oracles"


@pytest.mark.parametrize(("model", "overdispersed"), [("poisson", False), ("quasipoisson", True)])
def test_slope_error_and_p_equal_r(model: str, overdispersed: bool) -> None:
    rows = pd.read_csv(DATA / "poisson_trend_input.csv")
    expected = pd.read_csv(DATA / "poisson_trend.csv").set_index("model").loc[model]
    found = poisson_trend(rows["year"], rows["count"], rows["pop"], overdispersed=overdispersed)
    assert found.slope == pytest.approx(expected["beta"], rel=1e-8)
    assert found.error == pytest.approx(expected["se"], rel=1e-5)  # R's error is that of its last iteration but one
    assert found.p_value == pytest.approx(expected["p"], rel=5e-5)
    assert found.factor - 1 == pytest.approx(expected["apc"], rel=1e-8)
    assert found.lower < found.factor < found.upper
    if overdispersed:
        assert found.dispersion == pytest.approx(expected["phi"], rel=1e-5)


def test_time_is_the_calendar_so_an_uneven_step_counts_as_it_is() -> None:
    years, counts, base = [2015, 2016, 2017, 2021, 2022], [100, 97, 94, 82, 80], [1000] * 5
    even = poisson_trend(range(1, 6), counts, base).factor
    assert poisson_trend(years, counts, base).factor == pytest.approx(0.97, abs=0.005) and even < 0.95


def test_four_points_can_prove_nothing() -> None:
    assert rank_trend([2022, 2023, 2024, 2025], [4, 3, 2, 1]) == pytest.approx((-1, 1 / 12))


@pytest.mark.shared
def test_rank_trend_equals_r() -> None:
    nile = pd.read_csv(ORACLES / "r" / "nile.csv")
    expected = pd.read_csv(ORACLES / "r" / "kendall_nile.csv").iloc[0]
    tau, p = rank_trend(np.arange(len(nile)), nile.iloc[:, -1])
    assert (tau, p) == pytest.approx((expected["tau"], expected["p"]), rel=1e-6)


def test_a_rate_that_never_moved_has_no_trend() -> None:
    found = poisson_trend([2020, 2021, 2022, 2023, 2024], [26] * 5, [500] * 5)
    assert (found.factor, found.p_value) == (pytest.approx(1), 1) and found.dispersion == pytest.approx(0)
