"""Weighted domain estimates equal R's survey package, and say what they do not know."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.special import expit, logit, xlogy
from scipy.stats import t

from lagesbild.stats.proportion import df_adjusted, korn_graubard
from lagesbild.stats.raking import raked_estimates
from lagesbild.stats.survey import (
    Estimates,
    SurveyError,
    Tallies,
    covariances,
    declared,
    design,
    estimates,
    largest_deviation,
    tally,
)

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[3] / "shared" / "oracles" / "r"


def computed(survey, plan: str, *, whole: bool) -> Estimates:
    """Our estimates under one of the three designs of the oracle, for the municipality or by area."""
    domain, domains = (np.zeros_like(survey.area), 1) if whole else (survey.area, 6)
    drawn = design(survey.area, survey.totals[2] if plan == "strat_fpc" else None)
    if plan == "raked":
        weight = survey.answers["raked_w"]
        return raked_estimates(weight, survey.area, domain, survey.answers["otrygg"], survey.levels, domains, drawn)
    sums = tally(survey.answers["base_w"], survey.area, domain, survey.answers["otrygg"], domains=domains, strata=6)
    return estimates(sums, drawn)


def likelihood(p: float, base: float, quantile: float, side: float) -> float:
    """Where the deviance from the estimate reaches the squared quantile."""

    def beyond(q: float) -> float:
        return 2 * base * float(xlogy(p, p / q) + xlogy(1 - p, (1 - p) / (1 - q))) - quantile**2

    return brentq(beyond, *((1e-9, p) if side < 0 else (p, 1 - 1e-9)))  # pyright: ignore[reportReturnType]


def interval(method: str, figure: Estimates, n: float, strata: int) -> np.ndarray:
    """R's svyciprop from our estimate, error and df: the formulas of its manual, so that all three are held to all six methods."""
    p, se, df = figure.estimate[0], figure.se[0], figure.df[0]
    q, spread, sides = t.ppf(0.975, df), p * (1 - p), np.array([-1, 1])
    if method == "beta":
        return np.ravel(korn_graubard(p, df_adjusted(spread / se**2, n, df)))
    if method == "likelihood":
        answered = df + strata
        return np.array([likelihood(p, spread / se**2 * (answered - 1) / answered, q, side) for side in sides])
    return {
        "mean": p + sides * q * se,
        "asin": np.sin(np.arcsin(np.sqrt(p)) + sides * q * se / (2 * np.sqrt(spread))) ** 2,
        "logit": expit(logit(p) + sides * q * se / spread),
        "xlogit": expit(logit(p) + sides * q * se / spread),
    }[method]


def row(figures: Estimates, i: int) -> Estimates:
    """One domain alone."""
    return Estimates(**{name: column[i : i + 1] for name, column in vars(figures).items()})


@pytest.mark.parametrize("plan", ["strat_fpc", "strat_nofpc", "raked"])
def test_shares_errors_df_and_intervals_equal_r(survey, plan: str) -> None:
    figures = {True: computed(survey, plan, whole=True), False: computed(survey, plan, whole=False)}
    expected = pd.read_csv(DATA / "survey_svyciprop.csv").query("design == @plan")
    assert len(expected) == 42
    for line in expected.itertuples():
        whole = line.domain == "ALL"
        found = row(figures[whole], 0 if whole else survey.areas.index(line.domain))
        # R's logistic fit stops at 1e-8, and its likelihood interval is read off a spline through a profile
        reached = {"logit": 1e-8, "likelihood": 5e-5}.get(line.method, 1e-10)
        assert found.estimate[0] == pytest.approx(line.estimate, abs=min(reached, 1e-8))
        assert found.se[0] == pytest.approx(line.se, rel=1e-9)
        assert found.df[0] == line.df
        np.testing.assert_allclose(interval(line.method, found, line.n, 6 if whole else 1), [line.lower, line.upper], atol=reached)


@pytest.mark.parametrize("plan", ["strat_nofpc", "raked"])
def test_design_effects_equal_r(survey, plan: str) -> None:
    expected = pd.read_csv(DATA / "survey_deff.csv").set_index("design").loc[plan]
    found = computed(survey, plan, whole=True)
    np.testing.assert_allclose([found.estimate[0], found.se[0], found.design_effect[0]], expected[["mean", "se", "deff"]], rtol=1e-10)


@pytest.mark.parametrize("weights", ["base", "raked"])
def test_effective_bases_of_the_weights_equal_r(survey, weights: str) -> None:
    expected = pd.read_csv(DATA / "survey_kish.csv").query("weights == @weights").set_index("domain")
    sums = tally(survey.answers[f"{weights}_w"], survey.area, survey.area, survey.answers["otrygg"], domains=6, strata=6)
    for names, part in ((survey.areas, sums), (["ALL"], sums.pooled(range(6)))):
        found = estimates(part, design(survey.area))
        np.testing.assert_allclose(found.kish, expected.loc[names, "neff_kish"], rtol=1e-12)
        np.testing.assert_allclose(found.n / found.kish, expected.loc[names, "deff_kish"], rtol=1e-12)


@pytest.mark.shared
def test_a_mean_of_a_stratified_sample_equals_r() -> None:
    schools = pd.read_csv(SHARED / "survey_api_apistrat.csv")
    expected = pd.read_csv(SHARED / "survey_api_means.csv").set_index("what").loc["api00 dstrat"]
    kinds = pd.Categorical(schools["stype"])
    sums = tally(schools["pw"], kinds.codes, np.zeros(200, int), schools["api00"], domains=1, strata=3)
    found = estimates(sums, design(kinds.codes, schools.groupby("stype")["fpc"].first()))
    np.testing.assert_allclose([found.estimate[0], found.se[0], found.design_effect[0]], expected, rtol=1e-12)


def test_groups_across_areas_keep_all_strata() -> None:
    # three areas, the group is answered for in two; by hand: u = w (y - 16/30) / 30, 2 areas x 3/2 x deviations
    area, group = [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, -1, 0, -1, -1, -1, -1, -1]
    weight, answer = [10, 10, 1, 10, 1, 1, 1, 1, 1], [1, 0, 1, 0.6, 0, 0, 0, 0, 0]
    found = estimates(tally(weight, area, group, answer, domains=1, strata=3), design(area))
    u = np.array([[7 / 15, -8 / 15, 0], [1 / 15, 0, 0], [0, 0, 0]]) / 3
    by_hand = (1.5 * ((u - u.mean(axis=1, keepdims=True)) ** 2).sum()) ** 0.5
    assert (found.estimate[0], found.se[0]) == pytest.approx((16 / 30, by_hand))
    assert (found.n[0], found.df[0]) == (3, 1)


def test_a_stratum_with_one_respondent_deviates_from_the_mean_of_all() -> None:
    area, answer = [0, 0, 1], [1.0, 0.0, 1.0]
    found = estimates(tally([1, 1, 1], area, [0, 0, 0], answer, domains=1, strata=2), design(area))
    pair = 2 * ((1 / 3 - 1 / 3 / 2 + 2 / 3 / 2) ** 2 + (-2 / 3 - 1 / 3 / 2 + 2 / 3 / 2) ** 2)
    assert found.se[0] ** 2 == pytest.approx((pair + (1 / 3) ** 2) / 9)


@pytest.mark.parametrize(
    ("weight", "answer", "n", "estimate", "se"),
    [
        ([], [], 0, np.nan, np.nan),
        ([2, 2], [np.nan, np.nan], 0, np.nan, np.nan),
        ([0, 0], [1, 0], 0, np.nan, np.nan),
        ([2, np.nan], [np.nan, 1], 0, np.nan, np.nan),
        ([2, 2], [1, np.nan], 1, 1, np.nan),
        ([2, 0], [0, 1], 1, 0, np.nan),
        ([2, 3], [0, 0], 2, 0, 0),
        ([0.1, 0.2], [1, 1], 2, 1, 0),
    ],
)
def test_what_cannot_be_known_is_not_a_number(weight: list, answer: list, n: int, estimate: float, se: float) -> None:
    place = np.zeros(len(weight), int)
    found = estimates(tally(weight, place, place, answer, domains=1, strata=1), design(place))
    assert found.n[0] == n
    np.testing.assert_allclose([found.estimate[0], found.se[0]], [estimate, se], atol=1e-12)
    assert n or np.isnan([found.weight[0], found.kish[0], found.df[0]]).all()
    assert np.isnan(found.design_effect[0])


def test_the_design_effect_is_the_one_that_the_method_page_writes_down() -> None:
    stratum, answer = np.repeat([0, 1], [30, 20]), np.tile([1.0, 0, 0, 1, 0], 10)
    people = np.array([60, 240])
    weight = (people / [30, 20])[stratum]
    found = estimates(tally(weight, stratum, 0 * stratum, answer, domains=1, strata=2), design(stratum, people))
    p, n, everybody = found.estimate[0], 50, weight.sum()
    assert found.design_effect[0] == pytest.approx(found.se[0] ** 2 / (p * (1 - p) / (n - 1) * (1 - n / everybody)), rel=1e-12)
    assert found.design_effect[0] != pytest.approx(found.se[0] ** 2 / (p * (1 - p) / n), rel=0.05), "not without the correction"


def test_rows_outside_every_domain_count_only_in_the_design() -> None:
    sums = tally([1, 1, 1], [0, 0, 0], [0, 0, -1], [1, 0, 1], domains=1, strata=1)
    assert sums.n[0, 0] == 2
    assert estimates(sums, design([0, 0, 0])).se[0] > estimates(sums, design([0, 0])).se[0] * 0.8


def test_the_rest_is_everybody_else() -> None:
    sums = tally([1, 2, 3, 4], [0, 0, 1, 1], [0, 1, 2, -1], [1, 1, 0, 1], domains=3, strata=2)
    np.testing.assert_allclose(sums.rest().w.sum(axis=1), [5, 4, 3])
    assert isinstance(sums.rest(), Tallies)


def test_parts_of_one_stratum_hang_together_and_whole_strata_do_not() -> None:
    rng = np.random.default_rng(3)
    half, answer, weight = rng.integers(0, 2, 60), rng.integers(0, 2, 60), rng.uniform(1, 3, 60)
    together = tally(weight, np.zeros(60, int), half, answer, domains=2, strata=1)
    plan = design(np.zeros(60, int))
    found = covariances(together.pooled([0]), together.pooled([1]), plan)[0]
    assert abs(found) < 1e-18, "the linearised values of a domain add up to zero within its only stratum"
    strata = rng.integers(0, 3, 60)
    across = tally(weight, strata, half, answer, domains=2, strata=3)
    pair = covariances(across.pooled([0]), across.pooled([1]), design(strata))[0]
    # the variance of a difference, straight from its linearised values
    direct, u = 0.0, np.zeros(60)
    for part, sign in ((0, -1), (1, 1)):
        m = half == part
        u[m] = sign * weight[m] * (answer[m] - np.average(answer[m], weights=weight[m])) / weight[m].sum()
    for h in range(3):
        direct += (strata == h).sum() * np.var(u[strata == h], ddof=1)
    own = estimates(across, design(strata)).se ** 2
    assert own.sum() - 2 * pair == pytest.approx(direct, rel=1e-12)
    assert abs(pair) > 1e-8


def test_a_census_of_a_stratum_has_no_error_and_a_wrong_population_is_refused() -> None:
    sums = tally([1, 1], [0, 0], [0, 0], [0, 1], domains=1, strata=1)
    assert estimates(sums, design([0, 0], [2])).se[0] == 0
    for wrong in ([1], [np.nan]):
        with pytest.raises(SurveyError):
            design([0, 0], wrong)
    with pytest.raises(SurveyError):
        design([0, 1], [100])


def test_delivered_shares_carry_the_declared_design_effect() -> None:
    found = declared([0.4, 0.4, np.nan, 0.4], [200, np.nan, 200, 0], 1.5)
    assert found.se[0] == pytest.approx((0.4 * 0.6 / (200 / 1.5)) ** 0.5)
    assert found.kish[0] == pytest.approx(200 / 1.5)
    np.testing.assert_array_equal(found.estimate, [0.4, 0.4, np.nan, 0.4])
    assert np.isnan(found.se[1:]).all() and np.isnan(found.kish[1:]).all()
    with pytest.raises(SurveyError):
        declared([0.4], [200], 0)


def test_a_delivered_mean_needs_a_deviation() -> None:
    assert declared([1.2], [200], 1.0, deviation=[1.3]).se[0] == pytest.approx(1.3 / 200**0.5)
    assert np.isnan(declared([1.2], [200], 1.0, deviation=[np.nan]).se[0])
    assert largest_deviation([0, 3, 6], (0, 6)) == pytest.approx([0, 3, 0])


def test_forty_questions_in_every_group_take_seconds() -> None:
    rng, begun = np.random.default_rng(1), time.perf_counter()
    area, group, weight = rng.integers(0, 14, 2500), rng.integers(0, 12, 2500), rng.uniform(0.5, 3, 2500)
    for _ in range(40 * 3):
        answer = rng.integers(0, 2, 2500)
        found = estimates(tally(weight, area, area * 12 + group, answer, domains=168, strata=14), design(area))
        assert found.n.sum() == 2500
    assert time.perf_counter() - begun < 5
