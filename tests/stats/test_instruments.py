"""Two instruments confirm each other only where the figures are sharp enough to do so."""

import numpy as np

from lagesbild.stats.instruments import direction_verdicts, level_verdicts
from lagesbild.stats.survey import declared
from lagesbild.stats.survey_change import Difference, aggregate_difference


def moved(before: list[float], after: list[float], n: int) -> Difference:
    """The change of some shares between two waves of n answers."""
    return aggregate_difference(declared(before, n, 1.0), declared(after, n, 1.0))


def row(found: Difference, i: int) -> Difference:
    """One row as a family of its own."""
    return Difference(**{name: column[i : i + 1] for name, column in vars(found).items()})


def test_levels_must_be_close_for_certain_or_apart_for_certain() -> None:
    police, own = declared([0.40, 0.40, 0.40], 2000, 1.2), declared([0.41, 0.52, 0.45], [2500, 2500, 60], 1.2)
    assert level_verdicts(aggregate_difference(police, own), [True] * 3) == ["confirms", "differs", "not_comparable"]


def test_a_certain_but_meaningless_difference_still_confirms() -> None:
    huge = aggregate_difference(declared([0.40], 90_000, 1.0), declared([0.41], 90_000, 1.0))
    assert huge.p_value[0] < 0.001 and level_verdicts(huge, [True]) == ["confirms"]
    assert level_verdicts(huge, [True], margin=0.005) == ["differs"]


def test_other_questions_and_missing_bases_are_not_compared() -> None:
    found = aggregate_difference(declared([0.4, 0.4, np.nan], 2000, 1.0), declared([0.4, 0.4, 0.4], [2000, np.nan, 2000], 1.0))
    assert level_verdicts(found, [False, True, True]) == ["not_comparable"] * 3


def test_directions_confirm_differ_or_cannot_be_told() -> None:
    police = moved([0.30, 0.30, 0.30], [0.40, 0.40, 0.40], 2000)
    own = moved([0.25, 0.40, 0.30], [0.33, 0.30, 0.32], 1500)
    assert direction_verdicts(police, own, [True] * 3, same_scale=False) == ["confirms", "differs", "not_comparable"]
    assert direction_verdicts(police, own, [False] * 3, same_scale=False) == ["not_comparable"] * 3


def test_on_one_scale_standing_still_contradicts_a_rise() -> None:
    police, own = moved([0.30], [0.42], 2000), moved([0.30], [0.30], 2000)
    assert direction_verdicts(police, own, [True], same_scale=True) == ["differs"]
    assert direction_verdicts(police, own, [True], same_scale=False) == ["not_comparable"]


def test_safe_and_unsafe_are_opposite_scales() -> None:
    unsafe, safe = moved([0.30], [0.40], 2000), moved([0.70], [0.60], 2000)
    assert direction_verdicts(unsafe, safe, [True], same_scale=True, opposite=True) == ["confirms"]
    assert direction_verdicts(unsafe, safe, [True], same_scale=True) == ["differs"]


def test_safe_and_unsafe_give_the_verdict_of_one_scale() -> None:
    after = np.linspace(0.02, 0.12, 41)
    police, own = moved([0.03] * 41, [0.03] * 41, 400), moved([0.02] * 41, list(after), 300)
    turned = moved([0.98] * 41, list(1 - after), 300)
    alone = [direction_verdicts(row(police, i), row(own, i), [True], same_scale=True)[0] for i in range(41)]
    opposite = [direction_verdicts(row(police, i), row(turned, i), [True], same_scale=True, opposite=True)[0] for i in range(41)]
    assert alone == opposite and {"differs", "not_comparable"} == set(alone)


def test_changes_differ_where_the_interval_of_their_difference_leaves_zero() -> None:
    flat = Difference(*(np.array([x]) for x in (0.0, -0.03, 0.03, 1.0, 500.0)))
    for rise, word in ((0.047, "differs"), (0.045, "not_comparable")):  # the limit is hypot(0.03, 0.035) = 0.0461
        risen = Difference(*(np.array([x]) for x in (rise, rise - 0.035, rise + 0.02, 0.3, 500.0)))
        assert direction_verdicts(flat, risen, [True], same_scale=True) == [word]


def test_too_few_answers_confirm_nothing() -> None:
    assert direction_verdicts(moved([0.1], [0.9], 20), moved([0.1], [0.9], 20), [True], same_scale=True) == ["not_comparable"]
    assert direction_verdicts(moved([0.1], [0.9], 20), moved([0.9], [0.1], 20), [True], same_scale=True) == ["not_comparable"]
