"""Empirical Bayes rates against spdep, and what they do with the smallest and the unknown."""

from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild.stats.smoothing import marshall

DATA = Path(__file__).parent / "data"


def test_equals_spdep() -> None:
    told = pd.read_csv(DATA / "eb_marshall_spdep.csv")
    found = marshall(told["events"], told["pop"])
    np.testing.assert_allclose(found.estimate, told["eb"], rtol=1e-12)
    np.testing.assert_allclose([found.variance, found.mean], told[["a", "b_mean"]].iloc[0], rtol=1e-12)


def test_the_fewer_people_the_nearer_to_the_mean() -> None:
    found = marshall([4, 40, 400, 100, 10], [100, 1000, 10_000, 10_000, 1000])
    assert found.weight[0] < found.weight[1] < found.weight[2]
    assert found.mean < found.estimate[0] < found.estimate[1] < found.estimate[2] < 0.04


def test_differences_that_chance_explains_are_drawn_to_one_rate() -> None:
    found = marshall([10, 11, 9, 10], [1000, 1000, 1000, 1000])
    assert found.variance == 0 and np.allclose(found.estimate, 0.01)


def test_no_people_no_rate_and_no_influence() -> None:
    found = marshall([5, 9, 7, np.nan, 3], [0, 100, 200, 100, np.nan])
    alone = marshall([9, 7], [100, 200])
    assert np.isnan(found.estimate[[0, 3, 4]]).all()
    np.testing.assert_allclose(found.estimate[[1, 2]], alone.estimate)
    assert np.isnan(marshall([1], [0]).mean)
