"""How much of a month is registered, from earlier extracts: a known lag is found again, and too little is said to be too little."""

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.registration import completeness
from lagesbild.stats.year_to_date import year_to_date

LAG = np.array([0.86, 0.08, 0.03, 0.02, 0.01])  # share of reports registered at age 0, 1, ... months
KNOWN = np.cumsum(LAG)
AGES = np.arange(3)


def triangle(random: np.random.Generator, extracts: list[int], mean: float = 250, months: int = 24) -> pd.DataFrame:
    """Pairs of extracts taken at the end of these months (0 = the first month), each holding what was registered by then."""
    came = random.multinomial(random.poisson(mean, months), LAG)
    held = came.cumsum(axis=1)
    rows = []
    for month in range(months):
        ages = [taken - month for taken in extracts if taken >= month]
        counts = [int(held[month, min(age, len(LAG) - 1)]) for age in ages]
        rows += [(a, b, x, y) for a, b, x, y in zip(ages, ages[1:], counts, counts[1:], strict=False)]
    return pd.DataFrame(rows, columns=["early_age", "late_age", "early", "late"])


@pytest.mark.parametrize("every", [1, 2, 3])
def test_a_known_lag_is_found_again_however_often_extracts_come(every: int) -> None:
    random = np.random.default_rng([20261122, every])
    inside, middle = np.zeros(3), []
    for _ in range(60):
        found = completeness(triangle(random, list(range(5, 24, every))))
        assert found is not None
        lower, upper = found.interval(AGES)
        inside += (lower <= KNOWN[:3]) & (KNOWN[:3] <= upper)
        middle.append(found.share(AGES))
    assert (inside >= 53).all() and np.mean(middle, axis=0) == pytest.approx(KNOWN[:3], abs=0.003)  # 95 % of 60 is 57, give or take 1.7


def test_one_extract_a_month_is_the_chain_ladder() -> None:
    held = [80, 95, 99, 99, 99]
    pairs = pd.DataFrame({"early_age": range(4), "late_age": range(1, 5), "early": held[:4], "late": held[1:]})
    pairs = pd.concat([pairs] * 3)
    found = completeness(pairs)
    assert found is not None
    assert found.shares == pytest.approx([80 / 95 * 95 / 99, 95 / 99, 1, 1])
    assert (found.spread > 0).all(), "that nothing came late is not certain either"
    assert found.share(np.array([0, 40])) == pytest.approx([80 / 99, 1])


@pytest.mark.parametrize(
    "pairs",
    [
        pd.DataFrame(columns=["early_age", "late_age", "early", "late"], dtype=float),
        pd.DataFrame({"early_age": [0, 1, 2], "late_age": [1, 2, 3], "early": [80, 95, 99], "late": [95, 99, 99]}),  # each step once
        pd.DataFrame({"early_age": [0, 1] * 3, "late_age": [1, 2] * 3, "early": [50, 80] * 3, "late": [80, 100] * 3}),  # it goes on
    ],
)
def test_too_little_is_not_an_estimate(pairs: pd.DataFrame) -> None:
    assert completeness(pairs) is None


def test_the_lag_alone_is_no_decrease_and_a_real_change_is_still_found() -> None:
    """Nine months, the last three late, against five whole years: without the shares the lag itself reads as a decrease."""
    random = np.random.default_rng(20261122)
    days = np.full(9, 365 / 12)
    ages = np.arange(8, -1, -1)
    told = {"plain": 0, "judged": 0, "fell": 0}
    for _ in range(40):
        found = completeness(triangle(random, list(range(5, 24))))
        assert found is not None
        earlier = [int(random.poisson(250 * 9)) for _ in range(5)]
        registered = float((days * found.share(ages)).sum())
        spread = float((days * found.share(ages) * found.error(ages)).sum() / registered)
        known = KNOWN[np.minimum(ages, 4)]
        usual, fewer = (int(random.poisson(250 * factor * known).sum()) for factor in (1, 0.9))
        plain = year_to_date(usual, days.sum(), earlier, [days.sum()] * 5)
        judged, fell = (year_to_date(n, registered, earlier, [days.sum()] * 5, spread) for n in (usual, fewer))
        assert plain and judged and fell
        assert judged.low <= plain.low and judged.expected < plain.expected
        told["plain"] += plain.verdict == "decrease"
        told["judged"] += judged.verdict in ("increase", "decrease")
        told["fell"] += fell.verdict == "decrease"
    assert told["plain"] >= 6 and told["judged"] <= 4 and told["fell"] >= 33, told
