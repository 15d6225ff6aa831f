"""This year so far: days as exposure, three to five years before, chance's own band, and no percent on few events."""

import pytest

from lagesbild.stats.change import rate_ratio
from lagesbild.stats.year_to_date import year_to_date


def test_from_three_to_six_is_chance() -> None:
    found = year_to_date(6, 304, [3, 3, 3], [304, 305, 304])
    assert found is not None and found.verdict == "too_uncertain" and found.low <= 6 <= found.high
    assert rate_ratio(3, 1, 6, 1).p_value == pytest.approx(0.51, abs=0.005)


def test_the_edge_of_chance_is_where_the_test_turns() -> None:
    found = year_to_date(379, 304, [340, 354, 347], [305, 304, 304])
    assert found is not None and found.verdict == "no_clear_change"
    for inside, outside in ((found.low, found.low - 1), (found.high, found.high + 1)):
        assert rate_ratio(1041, 913, inside, 304).p_value >= 0.05 > rate_ratio(1041, 913, outside, 304).p_value
    more = year_to_date(found.high + 1, 304, [340, 354, 347], [305, 304, 304])
    assert more is not None and more.verdict == "increase"


def test_exposure_is_days_so_a_leap_day_is_no_increase() -> None:
    found = year_to_date(61, 60, [59, 59, 59], [59, 59, 59])
    assert found is not None and found.expected == pytest.approx(60)


@pytest.mark.parametrize("years", [0, 1, 2, 6])
def test_fewer_than_three_or_more_than_five_years_are_not_compared(years: int) -> None:
    assert year_to_date(10, 300, [10] * years, [300] * years) is None


def test_nothing_before_and_nothing_now() -> None:
    found = year_to_date(0, 300, [0, 0, 0], [300, 300, 300])
    assert found is not None and (found.low, found.expected) == (0, 0) and found.high >= 1
