"""The attacker: what follows from what is shown."""

import json

import numpy as np
import pytest

from lagesbild.disclosure import Dimension, System, attack, bounds, crossed, of_one_or_more
from tests.conftest import SHARED


def table(counts: list[list[float]], least: float = 5) -> System:
    """A table of areas and years with both margins, nothing without area."""
    rows = tuple("abcdefgh"[: len(counts)])
    columns = tuple(str(2020 + n) for n in range(len(counts[0])))
    dimensions = [Dimension(parts, {p: (p,) for p in parts} | {"alla": parts}) for parts in (rows, columns)]
    return crossed(np.array(counts, dtype=float), dimensions, least)


def showing(system: System, hidden: set[tuple[str, str]]) -> np.ndarray:
    return np.array([name not in hidden for name in system.names])


@pytest.mark.shared
def test_the_peers_four_by_four_table_is_broken_and_mended_as_it_says() -> None:
    told = json.loads((SHARED / "oracles/peer/sdc_hidden_cell_4x4.json").read_text(encoding="utf-8"))
    rows, columns = tuple(told["rows"]), tuple(told["cols"])
    dimensions = [Dimension(parts, {p: (p,) for p in parts} | {"sum": parts}) for parts in (rows, columns)]
    system = crossed(np.array([told["cells"][row] for row in rows]), dimensions)
    (cell, unsafe), safe = next(iter(told["attack_unsafe"].items())), told["attack_safe"]
    target, hidden = system.names.index((cell[0], cell[1])), [(c[0], c[1]) for c in told["suppressed"]]
    assert list(bounds(system, showing(system, set(hidden)), target)) == unsafe
    more = (told["extra_suppression"][0], told["extra_suppression"][1])
    assert list(bounds(system, showing(system, {*hidden, more}), target)) == safe[cell]
    found = attack(system, showing(system, set(hidden)), np.array([target]))
    assert found.exact.tolist() == [target] and found.lower[0] == unsafe[0]
    assert not len(attack(system, showing(system, {*hidden, more}), np.array([target])).narrow)


def test_a_single_hidden_cell_of_a_row_is_given_back_by_its_total() -> None:
    system = table([[3, 40], [20, 30]])
    found = attack(system, showing(system, {("a", "2020")}), np.array([system.names.index(("a", "2020"))]))
    assert len(found.exact) == 1 and found.lower[0] == found.upper[0] == 3


def test_two_of_each_row_and_column_are_not_enough_when_their_sum_is_small() -> None:
    system = table([[1, 2, 40], [2, 1, 30], [20, 30, 50]])
    hidden = {("a", "2020"), ("a", "2021"), ("b", "2020"), ("b", "2021")}
    targets = np.array([n for n, name in enumerate(system.names) if name in hidden])
    found = attack(system, showing(system, hidden), targets)
    assert not len(found.exact) and len(found.narrow) == 4, "0 to 3 tells that it is below five"


def test_those_without_area_leave_an_unknown_rest() -> None:
    areas = Dimension(("a", "b", "ej_placerad"), {"a": ("a",), "b": ("b",), "kommunen": ("a", "b", "ej_placerad")})
    for unplaced, narrow in ((0, 1), (1, 1), (2, 0)):
        system = crossed(np.array([3.0, 20.0, unplaced]), [areas])
        found = attack(system, np.array([False, True, True]), np.array([0]))
        assert len(found.narrow) == narrow, f"{unplaced} without area: the hidden three is between 0 and {3 + unplaced}"


def test_whole_numbers_can_say_more_than_linear_programmes() -> None:
    """Three cells whose pairs sum to 2, 2 and an odd rest: only whole numbers settle it."""
    parts = ("x", "y", "z", "w")
    sets = {"x": ("x",), "xy": ("x", "y"), "yz": ("y", "z"), "xz": ("x", "z"), "zw": ("z", "w")}
    system = crossed(np.array([1.0, 1.0, 1.0, 4.0]), [Dimension(parts, sets)], least=2)
    shown = np.array([False, True, True, True, True])
    assert bounds(system, shown, 0) == (1.0, 1.0)
    assert len(attack(system, shown, np.array([0])).exact) == 1


@pytest.mark.parametrize("seed", range(12))
def test_the_quick_attack_says_what_exhaustive_search_says(seed: int) -> None:
    random = np.random.default_rng(seed)
    system = table(random.poisson(3, (3, 3)).tolist(), least=3)
    shown = random.random(len(system.names)) < 0.6
    hidden = np.flatnonzero(~shown)
    narrow = set(attack(system, shown, hidden).narrow)
    exhaustive = {n for n in hidden if np.diff(bounds(system, shown, int(n)))[0] < 3}
    assert narrow == exhaustive


def test_hiding_small_counts_alone_tells_that_none_of_them_is_zero() -> None:
    system = table([[1, 20], [1, 30], [1, 25], [2, 40]])
    hidden = {(row, "2020") for row in "abcd"}
    targets = np.array([n for n, name in enumerate(system.names) if name in hidden])
    shown = showing(system, hidden | {(row, "alla") for row in "abcd"})  # the column's total of five is all that tells of them
    assert not len(attack(system, shown, targets).narrow), "each could be 0 to 5"
    found = attack(of_one_or_more(system, ~shown), shown, targets)
    assert len(found.narrow) == 4 and (found.upper - found.lower == 1).all(), "one of the four is two"


def test_a_margin_of_as_many_as_are_hidden_tells_each() -> None:
    system = table([[1, 20], [1, 30], [1, 25], [1, 40], [1, 9]])
    hidden = {(row, "2020") for row in "abcde"}
    targets = np.array([n for n, name in enumerate(system.names) if name in hidden])
    shown = showing(system, hidden | {(row, "alla") for row in "abcde"})
    assert len(attack(of_one_or_more(system, ~shown), shown, targets).exact) == 5
