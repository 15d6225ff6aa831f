"""Distances by hand, the middle half, and when "than most" may be said."""

import numpy as np
import pytest

from lagesbild.stats.peers import ahead, distances, middle_half


def test_each_term_weighs_the_same_whatever_its_unit() -> None:
    values = np.array([[10.0, 1000.0], [12.0, 1000.0], [14.0, 3000.0]])
    found = distances(values, own=0)
    spread = [2.0, np.sqrt(((1000 - 5000 / 3) ** 2 * 2 + (3000 - 5000 / 3) ** 2) / 2)]
    assert found.total[0] == 0 and found.parts[2] == pytest.approx([4 / spread[0], 2000 / spread[1]])
    assert found.total[2] == pytest.approx(np.sqrt(((4 / 2) ** 2 + (2000 / spread[1]) ** 2) / 2))
    np.testing.assert_allclose(distances(values * [1, 7], own=0).total, found.total)


def test_a_missing_term_is_left_out_and_not_zero() -> None:
    found = distances([[1.0, 5.0], [2.0, np.nan], [np.nan, np.nan], [3.0, 9.0]], own=0)
    assert found.total[1] == abs(found.parts[1, 0]) and np.isnan(found.total[2])


def test_a_term_that_is_the_same_everywhere_says_nothing() -> None:
    assert np.isnan(distances([[1.0], [1.0]], own=0).total).all()


def test_the_middle_half() -> None:
    assert middle_half([1, 2, 3, 4, 5, np.nan]) == (2, 3, 4)
    assert np.isnan(middle_half([1, 2, 3])[0]), "three are too few for a middle half"


def test_than_most_needs_more_than_half_to_be_certainly_behind() -> None:
    found = ahead(0.80, 0.01, [0.70, 0.71, 0.72, 0.79, 0.9], [0.01] * 5)
    assert found is not None and (found.lower, found.higher, found.tested) == (3, 1, 5)
    assert found.than_most(higher=True) and not found.than_most(higher=False)
    wide = ahead(0.80, 0.05, [0.70, 0.71, 0.72, 0.79, 0.9], [0.05] * 5)
    assert wide is not None and not wide.than_most(higher=True), "wider intervals: the same values prove nothing"


def test_without_every_error_nothing_may_be_said() -> None:
    assert ahead(0.8, np.nan, [0.7], [0.01]) is None and ahead(0.8, 0.01, [0.7, 0.6], [0.01, np.nan]) is None
    assert ahead(0.8, 0.01, [], []) is None
