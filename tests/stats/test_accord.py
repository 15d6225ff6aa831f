"""Experienced and reported part ways only where their ratios to the rest certainly differ."""

from itertools import product

import numpy as np
import pytest

from lagesbild.stats.accord import Ratio, accord_verdicts, count_ratio, share_ratio
from lagesbild.stats.change import area_verdicts, rate_ratio
from lagesbild.stats.proportion import p_of_interval, wilson
from lagesbild.stats.survey import declared
from lagesbild.stats.survey_change import share_difference, survey_area_verdicts

WORDS = ("clearly_higher", "clearly_lower", "no_clear_difference", "too_uncertain")


def ratio(value: float, half: float = 0.1) -> Ratio:
    """One row with an even interval."""
    return Ratio(np.array([value]), np.array([value - half]), np.array([value + half]))


@pytest.mark.parametrize(("felt", "reported", "gap"), list(product(WORDS, WORDS, (-1.0, 0.0, 1.0))))
def test_every_pair_of_verdicts_and_every_gap_has_its_word(felt: str, reported: str, gap: float) -> None:
    (word,) = accord_verdicts([felt], [reported], ratio(gap), ratio(0.0))  # pyright: ignore[reportArgumentType]
    if "too_uncertain" in (felt, reported):
        assert word == "too_uncertain"
    elif felt == reported != "no_clear_difference":
        assert word == felt.replace("clearly", "both")
    else:
        assert word == {-1.0: "more_reported", 0.0: "no_clear_difference", 1.0: "more_felt"}[gap]


def test_certain_beside_uncertain_is_not_yet_a_difference() -> None:
    felt, reported = ratio(0.40, 0.38), ratio(0.30, 0.45)  # one leaves zero, the other does not, and they are nearly equal
    assert accord_verdicts(["clearly_higher"], ["no_clear_difference"], felt, reported) == ["no_clear_difference"]


def test_a_ratio_of_shares_equals_the_delta_method_where_answers_are_many() -> None:
    share, rest, n, m = 0.42, 0.21, 40_000, 90_000
    found = share_ratio([share], wilson([share], n), [rest], wilson([rest], m))
    half = 1.959964 * np.sqrt((1 - share) / (share * n) + (1 - rest) / (rest * m))
    assert (found.value[0], found.lower[0], found.upper[0]) == pytest.approx((np.log(2), np.log(2) - half, np.log(2) + half), abs=1e-4)


def test_a_ratio_of_counts_is_the_exact_one() -> None:
    found, exact = count_ratio([40], [2_000], [100], [20_000]), rate_ratio(100, 20_000, 40, 2_000)
    assert np.exp([found.value[0], found.lower[0], found.upper[0]]) == pytest.approx([4.0, exact.lower, exact.upper])


def test_no_reports_at_all_still_part_from_much_experience() -> None:
    none = count_ratio([0], [3_000], [600], [30_000])  # sixty would have been expected
    assert np.isfinite(none.value[0]) and none.lower[0] == -np.inf and none.upper[0] < np.log(0.07)
    assert accord_verdicts(["clearly_higher"], ["clearly_lower"], ratio(0.5), none) == ["more_felt"]


def test_what_is_not_known_is_not_judged() -> None:
    felt = share_ratio([0.3, np.nan, 0.0], ([0.2, np.nan, 0.0], [0.4, np.nan, 0.1]), [0.3] * 3, ([0.28] * 3, [0.32] * 3))
    reported = count_ratio([10, 10, np.nan], [1_000, 1_000, 1_000], [100, 100, 100], [10_000, 0, 10_000])
    assert np.isnan(felt.value[1:]).all() and np.isnan(reported.value[1:]).all()
    plain = ["no_clear_difference"] * 3
    assert accord_verdicts(plain, plain, felt, reported) == ["no_clear_difference", "too_uncertain", "too_uncertain"]  # pyright: ignore


def test_a_p_value_from_an_interval_is_five_per_cent_where_the_interval_ends_at_zero() -> None:
    assert p_of_interval([0.2, -0.2, 0.0], [0.0, -0.3, -0.1], [0.5, 0.0, 0.1]) == pytest.approx([0.05, 0.05, 1.0], abs=1e-9)
    assert np.isnan(p_of_interval([np.nan, 0.2], [0.0, np.nan], [0.0, 0.3])).all()


def test_where_both_tell_the_same_they_are_seldom_said_to_part() -> None:
    rng, areas, runs = np.random.default_rng(12), 12, 300
    people, times = np.full(areas, 2_500.0), np.exp(rng.normal(0, 0.35, areas))  # areas differ, equally on both sides
    shares, expected, n = 0.22 * times, 0.012 * people * times, 170
    alarms = [_any_parts(rng.binomial(n, shares) / n, n, rng.poisson(expected).astype(float), people) for _ in range(runs)]
    print(f"runs in which a place is wrongly said to part: {np.mean(alarms):.3f}")
    assert np.mean(alarms) <= 0.065


def _any_parts(share: np.ndarray, n: int, events: np.ndarray, people: np.ndarray) -> bool:
    others = len(share) - 1
    rest = (share.sum() - share) / others
    here, there = declared(share, n, 1.0), declared(rest, n * others, 1.0)
    felt = share_ratio(share, wilson(share, n), rest, wilson(rest, n * others))
    rest_events, rest_people = events.sum() - events, people.sum() - people
    words = accord_verdicts(
        survey_area_verdicts(share_difference(there, here)),
        area_verdicts(events, people, rest_events, rest_people),
        felt,
        count_ratio(events, people, rest_events, rest_people),
    )
    return "more_felt" in words or "more_reported" in words
