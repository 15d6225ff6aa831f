"""Effect of an activity: the formula by hand, its interval's coverage by simulation, and what it refuses to judge."""

import numpy as np
import pytest
from scipy.stats import norm

from lagesbild.stats.effect import Counts, Share, difference_in_differences, displacement_difference, effect_verdict


def test_the_difference_is_the_change_here_less_the_change_there_and_its_variance_the_sum_of_all_counts() -> None:
    """Wheeler & Ratcliffe's simplest case: 20 to 10 where something was done, 20 to 20 where nothing was."""
    found = displacement_difference(Counts(20, 10), Counts(20, 20), confidence=0.9)
    assert (found.difference, found.standard_error) == (-10, pytest.approx(np.sqrt(70)))
    assert (found.lower, found.upper) == (pytest.approx(-10 - 1.6448536 * 8.3666003), pytest.approx(-10 + 1.6448536 * 8.3666003))
    assert found.p_value == pytest.approx(2 * norm.sf(10 / np.sqrt(70)))


def test_crime_that_moved_next_door_takes_the_gain_back() -> None:
    near, near_comparison = Counts(10, 18), Counts(10, 10)
    alone = displacement_difference(Counts(40, 20), Counts(40, 40))
    total = displacement_difference(Counts(40, 20), Counts(40, 40), near, near_comparison)
    assert (alone.difference, total.difference) == (-20, -12)
    assert total.standard_error == pytest.approx(np.sqrt(40 + 20 + 40 + 40 + 10 + 18 + 10 + 10))


def test_a_shorter_time_after_is_brought_to_the_length_before() -> None:
    found = displacement_difference(Counts(24, 6), Counts(24, 12), exposure=2.0)
    assert found.difference == (12 - 24) - (24 - 24) and found.standard_error == pytest.approx(np.sqrt(24 + 4 * 6 + 24 + 4 * 12))


def test_near_areas_need_their_own_comparison() -> None:
    with pytest.raises(ValueError, match="comparison"):
        displacement_difference(Counts(1, 1), Counts(1, 1), near=Counts(1, 1))


@pytest.mark.parametrize(("level", "effect"), [(8, 0), (8, -4), (40, 10)])
def test_the_interval_holds_the_true_effect_as_often_as_it_says(level: float, effect: float) -> None:
    """Both places share a trend of +2; 4 000 drawings."""
    random = np.random.default_rng(5)
    drawn = [random.poisson(mean, 4_000) for mean in (level, level + 2 + effect, level, level + 2)]
    found = [displacement_difference(Counts(a, b), Counts(c, d)) for a, b, c, d in np.transpose(drawn)]
    assert np.mean([one.lower <= effect <= one.upper for one in found]) == pytest.approx(0.95, abs=0.015)


def test_shares_by_hand() -> None:
    found = difference_in_differences(Share(0.40, 0.03), Share(0.30, 0.03), Share(0.25, 0.02), Share(0.24, 0.02))
    assert found.difference == pytest.approx(-0.09) and found.standard_error == pytest.approx(np.sqrt(2 * 0.03**2 + 2 * 0.02**2))
    assert found.upper == pytest.approx(-0.09 + 1.959964 * found.standard_error, abs=1e-6)


def test_few_answers_widen_the_interval_of_shares() -> None:
    many, few = (difference_in_differences(one, one, one, one) for one in (Share(0.3, 0.03), Share(0.3, 0.03, degrees=5)))
    assert few.upper / many.upper == pytest.approx(2.085963 / 1.959964, abs=1e-5), "Welch's degrees of freedom: 4 x 5 = 20"


def test_the_interval_of_shares_holds_the_true_effect() -> None:
    random = np.random.default_rng(6)
    truth, n = np.array([0.40, 0.30, 0.25, 0.22]), 180
    seen = random.binomial(n, truth, (4000, 4)) / n
    shares = [[Share(p, float(np.sqrt(p * (1 - p) / n)), n - 1) for p in row] for row in seen]
    found = [difference_in_differences(a, b, c, d) for a, b, c, d in shares]
    assert np.mean([f.lower <= -0.07 <= f.upper for f in found]) == pytest.approx(0.95, abs=0.015)


def test_a_share_without_spread_gives_no_test() -> None:
    found = difference_in_differences(Share(0.0, 0.0), Share(0.1, 0.02), Share(0.1, 0.02), Share(0.1, 0.02))
    assert np.isnan(found.p_value) and effect_verdict(found) == "too_uncertain"


def test_words_follow_the_interval_and_few_events_are_not_judged() -> None:
    sure = displacement_difference(Counts(90, 40), Counts(90, 90))
    assert effect_verdict(sure, 310) == "decrease"
    assert effect_verdict(displacement_difference(Counts(20, 10), Counts(20, 20)), 70) == "no_clear_change"
    assert effect_verdict(displacement_difference(Counts(9, 0), Counts(3, 4)), 16) == "too_uncertain"
    assert effect_verdict(displacement_difference(Counts(0, 0), Counts(0, 0)), 0) == "too_uncertain"
