"""A thousand surveys of a population that is known: do the intervals hold it, and how often is chance called a finding?

The population is every school of the twelve largest counties of a register (161 to 1,440 each). Counties are areas and
strata with equal allocation, school types the groups that cut across them, and the questions are yes or no versions of
the register's columns. Every survey draws 60 per area with replacement: more than the 30 below which nothing is shown.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.change import FALSE_FINDINGS, adjusted
from lagesbild.stats.proportion import mean_interval, share_interval
from lagesbild.stats.survey import Design, Estimates, Floats, estimates, tally
from lagesbild.stats.survey_change import share_difference

REGISTER = Path(__file__).parents[3] / "shared" / "real" / "survey" / "api_pop.csv"
RUNS, AREAS, DRAWN, QUESTIONS = 1000, 12, 60, 40
YES_NO = ("sch.wide", "comp.imp", "both", "awards", "yr.rnd")
GRADED = ("api00", "api99", "growth", "meals", "ell", "mobility", "col.grad", "hsg", "grad.sch", "full", "emer", "enroll")

pytestmark = pytest.mark.shared


def counties(schools: pd.DataFrame) -> list[str]:
    """The largest counties of the register, largest first."""
    return schools["cname"].value_counts().index[:AREAS].tolist()


@cache
def population() -> tuple[np.ndarray, np.ndarray, Floats]:
    """Area code and school type of each school, and its answers, shape (questions, schools)."""
    schools = pd.read_csv(REGISTER)
    areas = counties(schools)
    schools = schools[schools["cname"].isin(areas)]
    answers = [(schools[name] == "Yes").astype(float) for name in YES_NO]
    for name in GRADED:
        grade = schools[name]
        answers += [(grade > grade.quantile(q)).astype(float).where(grade.notna()) for q in (0.3, 0.5, 0.7)]
    return (
        np.asarray(pd.Categorical(schools["cname"], categories=areas).codes),
        np.asarray(pd.Categorical(schools["stype"]).codes),
        np.array(answers[:QUESTIONS]),
    )


def draws(rng: np.random.Generator) -> np.ndarray:
    """The positions of the schools drawn, shape (runs, areas, drawn)."""
    area = population()[0]
    return np.stack([rng.choice(np.flatnonzero(area == a), (RUNS, DRAWN)) for a in range(AREAS)], axis=1)


def surveyed(drawn: np.ndarray, answer: Floats, group: np.ndarray | None) -> Estimates:
    """All runs at once, the domains in order of run: by area, or by a group that cuts across the areas."""
    run, area, _ = np.indices(drawn.shape)
    part, parts = (area, AREAS) if group is None else (group[drawn], int(group.max()) + 1)
    weight = np.bincount(population()[0])[area] / DRAWN
    sums = tally(weight.ravel(), area.ravel(), (run * parts + part).ravel(), answer[drawn].ravel(), domains=RUNS * parts, strata=AREAS)
    return estimates(sums, Design(np.full(AREAS, float(DRAWN))))


def coverages(group: np.ndarray | None) -> Iterator[Floats]:
    """For each question the share of runs whose interval holds the population's share, per domain."""
    area, _, answers = population()
    drawn, part = draws(np.random.default_rng(5)), area if group is None else group
    for answer in answers:
        known = np.isfinite(answer)
        truth = np.bincount(part[known], answer[known]) / np.bincount(part[known])
        low, high = (end.reshape(RUNS, -1) for end in share_interval(surveyed(drawn, answer, group)))
        yield ((low <= truth + 1e-12) & (truth <= high + 1e-12)).mean(axis=0)


@pytest.mark.parametrize("across", [False, True], ids=["areas", "groups across areas"])
def test_intervals_cover_what_they_promise(across: bool) -> None:
    found = np.array(list(coverages(population()[1] if across else None)))
    assert found.shape == (QUESTIONS, 3 if across else AREAS)
    print(f"coverage: mean {found.mean():.4f}, lowest {found.min():.3f}, highest {found.max():.3f}")
    assert 0.93 <= found.mean() <= 0.97
    assert found.min() >= 0.90


def test_intervals_of_means_cover_what_they_promise() -> None:
    area, kind, _ = population()
    drawn, found = draws(np.random.default_rng(6)), []
    for name in ("meals", "ell", "col.grad", "hsg", "full"):  # percentages, read as scores from 0 to 100
        score = pd.read_csv(REGISTER).pipe(lambda table: table[table["cname"].isin(counties(table))])[name].to_numpy(float)
        for part, group in ((area, None), (kind, kind)):
            known = np.isfinite(score)
            truth = np.bincount(part[known], score[known]) / np.bincount(part[known])
            low, high = (end.reshape(RUNS, -1) for end in mean_interval(surveyed(drawn, score, group), (0, 100)))
            found.append(((low <= truth) & (truth <= high)).mean(axis=0))
    every = np.concatenate(found)
    print(f"coverage of means: mean {every.mean():.4f}, lowest {every.min():.3f}")
    assert 0.93 <= every.mean() <= 0.97 and every.min() >= 0.90


@pytest.mark.parametrize("across", [False, True], ids=["areas", "groups across areas"])
def test_without_change_a_screen_seldom_finds_one(across: bool) -> None:
    group = population()[1] if across else None
    runs = []
    for seed in (8, 9):  # two thousand runs: the share of false alarms is then known to within one percentage point
        rng = np.random.default_rng(seed)
        before, after = draws(rng), draws(rng)
        pairs = ((surveyed(before, answer, group), surveyed(after, answer, group)) for answer in population()[2])
        p = np.array([share_difference(first, second).p_value.reshape(RUNS, -1) for first, second in pairs])
        runs.append(p.transpose(1, 0, 2).reshape(RUNS, -1))
    family = np.concatenate(runs)
    alarms = np.mean([(adjusted(run) < FALSE_FINDINGS).any() for run in family])
    unadjusted = (family < FALSE_FINDINGS).sum(axis=1).mean()
    print(f"{family.shape[1]} tests: runs with any finding {alarms:.3f}; unadjusted findings per run {unadjusted:.1f}")
    assert alarms <= 0.065
    assert 0.04 <= unadjusted / family.shape[1] <= 0.06, "the screen of areas x questions: some 24 of 480"
