"""Limits that chance stays within: as published software has them, and as a season, few events and great spread demand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.control import limits, season, xmr_limits

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"
YEAR = np.arange(1, 13)
SUMMER = 1 + 0.6 * np.sin(2 * np.pi * (YEAR - 4) / 12)


@pytest.mark.shared
def test_limits_equal_those_of_the_health_service() -> None:
    expected = pd.read_csv(ORACLES / "peer" / "xmr_limits_nhsrplotthedots.csv")
    assert expected["case"].nunique() >= 3
    for case, rows in expected.groupby("case"):
        mean, lower, upper = xmr_limits(rows["y"], screen="noscreen" not in str(case))
        first = rows.iloc[0]
        assert (mean, lower, upper) == pytest.approx((first["cl"], first["lpl"], first["upl"]), abs=1e-12), case
        near = mean + (lower - mean) * 2 / 3, mean + (upper - mean) * 2 / 3
        assert near == pytest.approx((first["near_lo"], first["near_hi"]), abs=1e-12), case


def test_many_events_without_season_have_the_plain_chart() -> None:
    y = np.array([31, 20, 35, 44, 29, 39, 36, 21, 38, 30, 45, 32, 61], dtype=float)
    baseline = np.arange(13) < 12
    found = limits(y, np.resize(YEAR, 13), baseline)
    mean, lower, upper = xmr_limits(y[:12])
    assert found.model == "xmr"
    assert (found.mean[-1], found.lower[-1], found.upper[-1]) == pytest.approx((mean, lower, upper))


def test_limits_are_never_nearer_than_chance_makes_counts_vary() -> None:
    y = np.resize([49.0, 50, 51, 50], 60)  # as regular as no crime is
    found = limits(y, np.resize(YEAR, 60), np.ones(60, dtype=bool))
    assert (
        found.model == "xmr"
        and found.upper[0] == pytest.approx(50 + 3 * np.sqrt(50))
        and found.near_lower[0] == pytest.approx(50 - 2 * np.sqrt(50))
    )


def test_few_events_have_exact_tails_and_never_a_lower_limit_below_zero() -> None:
    y = np.resize([2.0, 1, 3, 2, 2, 1, 3, 2], 24)
    found = limits(y, np.resize(YEAR, 24), np.ones(24, dtype=bool))
    assert found.model == "poisson" and found.mean[0] == 2
    # P(X > 7) = 0.0011 and P(X > 6) = 0.0045 where the mean is 2
    assert (found.lower[0], found.upper[0], found.near_upper[0], found.centre[0]) == (0, 7, 5, 2)


def test_counts_that_vary_more_than_chance_get_wider_limits() -> None:
    y = np.resize([0.0, 0, 9, 1, 0, 12, 0, 2], 48)
    found = limits(y, np.resize(YEAR, 48), np.ones(48, dtype=bool))
    plain = limits(np.full(48, 3.0), np.resize(YEAR, 48), np.ones(48, dtype=bool))
    assert found.model == "negative_binomial" and found.upper[0] > 1.5 * plain.upper[0]


def test_nothing_so_far_does_not_make_the_first_event_a_signal() -> None:
    found = limits(np.zeros(24), np.resize(YEAR, 24), np.ones(24, dtype=bool))
    assert np.isfinite(found.upper).all() and found.upper[0] >= 1
    assert limits(np.zeros(60), np.resize(YEAR, 60), np.ones(60, dtype=bool)).upper[0] == 1


def test_a_proven_season_is_expected_and_chance_makes_none() -> None:
    random = np.random.default_rng(7)
    month = np.resize(YEAR, 60)
    y = random.poisson(40 * SUMMER[month - 1]).astype(float)
    np.testing.assert_allclose(season(y, month), SUMMER, atol=0.2)
    found = limits(y, month, np.ones(60, dtype=bool))
    assert found.upper[6] > 1.6 * found.upper[0], "July may have far more than January"
    assert (season(random.poisson(40, 60), month) == 1).all()


def test_less_than_two_years_prove_no_season() -> None:
    month = np.resize(YEAR, 23)
    assert (season(40 * SUMMER[month - 1], month) == 1).all()
