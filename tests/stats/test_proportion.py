"""Intervals of shares and means, checked against R, PHEindicatormethods and Newcombe's paper."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from lagesbild.stats.proportion import (
    clopper_pearson,
    df_adjusted,
    effective_base,
    freedom,
    mean_interval,
    newcombe,
    share_interval,
    wilson,
)
from lagesbild.stats.survey import Estimates, declared, design, estimates, tally

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[3] / "shared" / "oracles"


def answered(values: Sequence[float], weight: list[float] | None = None, strata: list[int] | None = None) -> Estimates:
    """Estimates of one domain from its answers."""
    place = np.zeros(len(values), int)
    drawn = place if strata is None else np.asarray(strata)
    sums = tally(weight or [1.0] * len(values), drawn, place, values, domains=1, strata=int(drawn.max(initial=0)) + 1)
    return estimates(sums, design(drawn))


def test_wilson_and_exact_intervals_equal_r() -> None:
    expected = pd.read_csv(DATA / "prop_wilson_cp.csv")
    np.testing.assert_allclose(np.transpose(wilson(expected.x / expected.n, expected.n)), expected[["wilson_lo", "wilson_hi"]], atol=1e-12)
    np.testing.assert_allclose(np.transpose(clopper_pearson(expected.x, expected.n)), expected[["cp_lo", "cp_hi"]], atol=1e-9)


@pytest.mark.shared
def test_wilson_equals_public_health_england() -> None:
    expected = pd.read_csv(SHARED / "peer" / "phe_proportion.csv")
    for level, ends in ((0.95, ["lower95_0cl", "upper95_0cl"]), (0.998, ["lower99_8cl", "upper99_8cl"])):
        found = np.transpose(wilson(expected.Numerator / expected.Denominator, expected.Denominator, level))
        np.testing.assert_allclose(found * expected[["multiplier"]].to_numpy(), expected[ends], rtol=1e-10)


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_differences_equal_newcombes_table(x1: int, n1: int, x2: int, n2: int, low: float, high: float) -> None:
    assert newcombe(x2 / n2, n2, x1 / n1, n1) == pytest.approx((low, high), abs=6e-5)


def test_a_weighted_share_gets_wilsons_interval_on_its_effective_base() -> None:
    found = answered([1, 0] * 50, [1.0, 1.0, 3.0, 3.0] * 25)
    base = effective_base(found)[0]
    assert base == pytest.approx(0.25 / found.se[0] ** 2) and 75 < base < 82
    np.testing.assert_allclose(np.ravel(share_interval(found)), np.ravel(wilson(0.5, base)))


@pytest.mark.parametrize(("value", "low", "high"), [(0, 0.0, 0.0362), (1, 0.9638, 1.0)])
def test_nobody_and_everybody_still_have_an_interval(value: int, low: float, high: float) -> None:
    found = np.ravel(share_interval(answered([value] * 100)))
    assert found == pytest.approx((low, high), abs=5e-5)  # 1 - 0.025^(1/100)


def test_uneven_weights_widen_the_interval_of_nobody() -> None:
    even, uneven = answered([0] * 100), answered([0] * 100, [1.0, 5.0] * 50)
    assert share_interval(uneven)[1][0] > share_interval(even)[1][0] + 0.01


@pytest.mark.parametrize(("value", "low", "high"), [(0, 0.0, 0.975), (1, 0.025, 1.0)])
def test_one_answer_says_next_to_nothing(value: int, low: float, high: float) -> None:
    assert np.ravel(share_interval(answered([value]))) == pytest.approx((low, high))


def test_no_answers_have_no_interval() -> None:
    assert np.isnan(share_interval(answered([]))).all() and np.isnan(share_interval(answered([np.nan]))).all()
    assert np.isnan(mean_interval(answered([]), (0, 6))).all()
    for base in (0, np.nan, -1):
        assert np.isnan(wilson(0.4, base)).all() and np.isnan(clopper_pearson(0, base)).all()


def test_a_spread_that_the_strata_hide_is_not_certainty() -> None:
    # one area all yes, the other all no: the linearised error is zero, the interval is that of 40 answers
    found = answered([1] * 20 + [0] * 20, strata=[0] * 20 + [1] * 20)
    assert found.se[0] == pytest.approx(0, abs=1e-9)
    low, high = share_interval(found)
    assert 0.34 < low[0] < 0.36 and 0.64 < high[0] < 0.66


def test_two_answers_in_two_areas_are_as_one() -> None:
    low, high = share_interval(answered([1, 0], strata=[0, 1]))
    assert high[0] - low[0] > 0.9


def test_heavy_answers_that_agree_do_not_hide_their_spread() -> None:
    found = answered([1] * 5 + [1, 0] * 20, [50.0] * 5 + [1.0] * 40)
    assert 0.9 < found.estimate[0] < 1 and found.estimate[0] * (1 - found.estimate[0]) / found.se[0] ** 2 > 5 * found.kish[0]
    assert effective_base(found)[0] == pytest.approx(found.kish[0]) and found.kish[0] < 7


def test_uneven_weights_take_degrees_of_freedom() -> None:
    even, uneven = answered([0, 1, 2, 3] * 10), answered([0, 1, 2, 3] * 10, [1.0, 1.0, 1.0, 9.0] * 10)
    assert freedom(even)[0] == 39 and freedom(uneven)[0] == pytest.approx(uneven.kish[0] - 1)
    assert np.isnan(freedom(answered([1, 0], strata=[0, 1]))[0]) and freedom(answered([1, 0], [1.0, 50.0]))[0] == 1


def test_few_df_make_the_base_smaller() -> None:
    assert df_adjusted(100, 101, 100) == pytest.approx(100)
    assert df_adjusted(100, 101, 5) < 62
    assert np.isnan(df_adjusted(100, 101, 0))


def test_a_delivered_share_without_base_has_no_interval() -> None:
    low, high = share_interval(declared([0.4, 0.4], [np.nan, 180], 1.3))
    assert np.isnan([low[0], high[0]]).all()
    np.testing.assert_allclose([low[1], high[1]], wilson(0.4, 180 / 1.3))


def test_exact_intervals_cover_at_least_what_they_promise() -> None:
    answers, chances = np.arange(31), np.linspace(0.01, 0.99, 99)
    low, high = clopper_pearson(answers, 30)
    inside = (low[:, None] <= chances) & (chances <= high[:, None])
    assert (binom.pmf(answers[:, None], 30, chances) * inside).sum(axis=0).min() >= 0.95


def test_means_stay_inside_their_scale() -> None:
    usual = np.ravel(mean_interval(answered([1, 2, 3, 2, 1, 3] * 10), (0, 6)))
    assert usual == pytest.approx((2 - 0.2127, 2 + 0.2127), abs=2e-4)  # t(59) x sqrt(0.6667 / 59)
    assert np.ravel(mean_interval(answered([0, 0, 0, 2]), (0, 6)))[0] == 0
    assert np.ravel(mean_interval(answered([3]), (0, 6))) == pytest.approx((0, 6))


def test_answers_that_are_all_alike_leave_room_for_others() -> None:
    low, high = np.ravel(mean_interval(answered([0] * 100), (0, 6)))
    assert low == 0 and high == pytest.approx(6 * (1 - 0.025 ** (1 / 100)))
    low, high = np.ravel(mean_interval(answered([2] * 100), (0, 6)))
    assert low < 2 < high


def test_a_mean_whose_spread_was_not_delivered_has_no_interval() -> None:
    assert np.isnan(mean_interval(declared([1.2], [200], 1.0, deviation=[np.nan]), (0, 6))).all()
