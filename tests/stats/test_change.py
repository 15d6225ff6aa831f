"""Exact comparison of two rates, the family control and the closed set of verdicts."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.change import adjusted, area_verdicts, change_verdicts, lost_among, p_values, polarity, rate_ratio

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"


@pytest.mark.shared
def test_rate_ratios_equal_r() -> None:
    for row in pd.read_csv(ORACLES / "r" / "rate_ratio_exact_conditional.csv").itertuples():
        found = rate_ratio(row.x2, row.t2, row.x1, row.t1)
        assert found.p_value == pytest.approx(row.p_exact_cond, abs=1e-6)
        assert found.lower == pytest.approx(row.lo, rel=1e-5, abs=1e-6)
        assert found.upper == pytest.approx(row.hi, rel=1e-5)


@pytest.mark.shared
def test_family_control_equals_r() -> None:
    expected = pd.read_csv(ORACLES / "r" / "p_adjust_BH1995.csv")
    raw, bh = expected.columns[0], next(c for c in expected.columns if c.lower().endswith("bh"))
    np.testing.assert_allclose(adjusted(expected[raw]), expected[bh], rtol=1e-12)


@pytest.mark.parametrize(("before", "after", "p"), [(3, 6, 0.5078125), (20, 30, 0.2026)])
def test_small_differences_are_chance(before: int, after: int, p: float) -> None:
    assert rate_ratio(before, 1, after, 1).p_value == pytest.approx(p, abs=1e-4)


def test_verdicts_follow_the_test_and_the_base() -> None:
    found = change_verdicts([100, 100, 3, 100, np.nan], [1] * 5, [160, 110, 6, 160, 5], [1] * 5, broken=[False, False, False, True, False])
    assert found == ["increase", "no_clear_change", "too_uncertain", "not_comparable", "not_measured"]


def test_a_larger_family_needs_stronger_evidence() -> None:
    alone = change_verdicts([100], [1], [132], [1])
    among_many = change_verdicts([100] * 40, [1] * 40, [132] + [101] * 39, [1] * 40)
    assert alone == ["increase"] and among_many[0] == "no_clear_change"


def test_what_only_the_family_makes_uncertain_is_told_apart_from_chance() -> None:
    before, after = [100] * 40, [132] + [101] * 39
    verdicts = change_verdicts(before, [1] * 40, after, [1] * 40)
    assert lost_among(p_values(before, [1] * 40, after, [1] * 40), verdicts, 40) == [40] + [0] * 39
    assert lost_among([0.03, 0.03, np.nan], ["increase", "too_uncertain", "not_comparable"], 3) == [0, 0, 0]


def test_no_change_is_seldom_called_a_change() -> None:
    rng = np.random.default_rng(7)
    runs = [change_verdicts(rng.poisson(60, 12), [1] * 12, rng.poisson(60, 12), [1] * 12) for _ in range(200)]
    alarms = sum(any(v in ("increase", "decrease") for v in run) for run in runs)
    assert alarms / 200 <= 0.065


def test_an_area_without_people_is_not_judged() -> None:
    assert area_verdicts([40, 10, 5], [1000, 1000, np.nan], [100, 100, 100], [10_000] * 3) == [
        "clearly_higher",
        "no_clear_difference",
        "too_uncertain",
    ]


@pytest.mark.parametrize(
    ("verdict", "better", "expected"),
    [
        ("increase", "lower", "bad"),
        ("decrease", "lower", "good"),
        ("increase", "higher", "good"),
        ("clearly_lower", "lower", "good"),
        ("increase", "neither", "neutral"),
        ("no_clear_change", "lower", "neutral"),
        ("too_uncertain", "lower", "neutral"),
    ],
)
def test_polarity_needs_a_certain_verdict_and_a_direction(verdict: str, better: str, expected: str) -> None:
    assert polarity(verdict, better) == expected  # pyright: ignore[reportArgumentType]
