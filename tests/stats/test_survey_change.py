"""Changes between waves and differences between areas equal R's, in closed verdicts over one family."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind

from lagesbild.stats.change import adjusted
from lagesbild.stats.proportion import newcombe
from lagesbild.stats.survey import Design, Estimates, declared, design, estimates, tally
from lagesbild.stats.survey_change import (
    SMALLEST_BASE,
    Difference,
    aggregate_difference,
    area_against_rest,
    domain_difference,
    mean_difference,
    rest_of,
    share_difference,
    share_p_values,
    survey_area_verdicts,
    survey_change_verdicts,
)

DATA = Path(__file__).parent / "data"


def large_sample(figures: Estimates) -> Estimates:
    """The same figures with df without end, for the normal quantiles of R's svycontrast and prop.test."""
    return replace(figures, df=np.full(figures.df.shape, np.inf))


def wave(answers: pd.DataFrame, areas: int = 3) -> Estimates:
    """Shares by area of one wave in which the areas are the strata."""
    code = pd.Categorical(answers["area"]).codes
    return estimates(tally(answers["w"], code, code, answers["y"], domains=areas, strata=areas), design(code))


def test_changes_between_waves_equal_r() -> None:
    answers, expected = pd.read_csv(DATA / "change_survey_microdata.csv"), pd.read_csv(DATA / "change_survey_svycontrast.csv")
    before, after = (wave(answers[answers["year"] == year]) for year in (2022, 2024))
    np.testing.assert_allclose([before.estimate, before.se], expected[["p2022", "se2022"]].T, rtol=1e-12)
    found = share_difference(large_sample(before), large_sample(after))
    np.testing.assert_allclose([found.value, found.p_value], expected[["diff", "p"]].T, rtol=1e-10)
    np.testing.assert_allclose((found.upper - found.lower) / 2 / 1.959963984540054, expected["se_diff"], rtol=1e-12)
    np.testing.assert_allclose(adjusted(found.p_value), expected["p_BH"], rtol=1e-10)
    assert survey_change_verdicts(found) == ["no_clear_change"] * 3


def test_both_waves_in_one_design_give_the_same() -> None:
    answers, expected = pd.read_csv(DATA / "change_survey_microdata.csv"), pd.read_csv(DATA / "change_survey_svycontrast.csv")
    cell = pd.Categorical(answers["area"]).codes * 2 + (answers["year"].to_numpy() == 2024)
    sums = tally(answers["w"], cell, cell, answers["y"], domains=6, strata=6)
    for area, line in expected.iterrows():
        pair = (sums.pooled([2 * int(str(area))]), sums.pooled([2 * int(str(area)) + 1]))
        found = domain_difference(*pair, design(cell), share=True)
        assert found.value[0] == pytest.approx(line["diff"], rel=1e-12)
        assert found.p_value[0] > line["p"], "Student's t admits more chance than the normal distribution"


def test_family_control_equals_r() -> None:
    expected = pd.read_csv(DATA / "p_adjust_BH1995.csv")
    np.testing.assert_allclose(adjusted(expected["p"]), expected["BH"], rtol=1e-12)


def test_differences_of_unweighted_shares_equal_r() -> None:
    rows = pd.read_csv(DATA / "change_two_props.csv")
    one, two = declared(rows.x1 / rows.n1, rows.n1, 1.0), declared(rows.x2 / rows.n2, rows.n2, 1.0)
    spread = (one.se > 0) | (two.se > 0)
    wald = mean_difference(large_sample(two), large_sample(one))
    np.testing.assert_allclose(np.transpose([wald.lower, wald.upper])[spread], rows.loc[spread, ["wald_lo", "wald_hi"]], atol=1e-9)
    pooled = (rows.x1 + rows.x2) / (rows.n1 + rows.n2)
    few = np.minimum(rows.n1, rows.n2) * np.minimum(pooled, 1 - pooled) < 5
    assert 2 <= few.sum() <= 8
    found = aggregate_difference(two, one)
    np.testing.assert_allclose(found.p_value, np.where(few, rows.fisher_p, rows.chisq_p), rtol=1e-9)
    assert (found.lower < found.upper).all()


def test_shares_on_a_base_that_is_no_count_of_answers_use_the_score_test() -> None:
    rows = pd.read_csv(DATA / "change_two_props.csv").query("chisq_p.notna()")
    off = 1 + 1e-4  # makes the base fractional, so that Fisher's test does not apply
    found = share_p_values(rows.x1 / rows.n1, rows.n1 * off, rows.x2 / rows.n2, rows.n2 * off)
    np.testing.assert_allclose(found, rows["chisq_p"], rtol=5e-3)


def test_verdicts_follow_the_test_the_base_and_the_breaks() -> None:
    before = declared([0.30, 0.30, 0.30, 0.30, np.nan, 0.30, 0.5], [600, 600, 20, 600, 600, np.nan, 600], 1.2)
    after = declared([0.45, 0.32, 0.90, 0.45, 0.45, 0.90, 0.3], [600, 600, 600, 600, 600, 600, 600], 1.2)
    broken = [False, False, False, True, False, False, False]
    found = survey_change_verdicts(aggregate_difference(before, after), broken)
    assert found == ["increase", "no_clear_change", "too_uncertain", "not_comparable", "not_measured", "too_uncertain", "decrease"]


def test_means_of_unlike_spread_follow_welch() -> None:
    rng = np.random.default_rng(2)
    one, two = rng.normal(2, 1, 40), rng.normal(2.5, 2, 25)
    first, second = (
        estimates(tally(np.ones(len(y)), z, z, y, domains=1, strata=1), design(z)) for y in (one, two) for z in [np.zeros(len(y), int)]
    )
    found, expected = mean_difference(first, second), ttest_ind(two, one, equal_var=False)
    ends = expected.confidence_interval()
    assert (found.p_value[0], found.lower[0], found.upper[0]) == pytest.approx((expected.pvalue, ends.low, ends.high))


def test_rows_that_are_not_judged_do_not_burden_the_family() -> None:
    p, base = np.array([0.03, 0.9, 0.9, 0.9]), np.array([200.0, 10, 10, 10])
    alone = Difference(np.full(4, 0.1), np.zeros(4), np.zeros(4), p, base)
    assert survey_change_verdicts(alone)[0] == "increase"
    assert survey_change_verdicts(replace(alone, base=np.full(4, float(SMALLEST_BASE))))[0] == "no_clear_change"


@pytest.mark.parametrize("compare", [share_difference, aggregate_difference])
def test_nobody_twice_is_no_change_and_still_has_width(compare) -> None:
    found = compare(declared([0.0], [100], 1.0), declared([0.0], [100], 1.0))
    assert (found.value[0], found.p_value[0]) == (0, 1)
    assert found.lower[0] < -0.03 and found.upper[0] > 0.03
    fractional = compare(declared([0.0], [100], 1.3), declared([0.0], [100], 1.3))
    assert fractional.p_value[0] == 1
    from_nobody = compare(declared([0.0], [100], 1.0), declared([0.12], [100], 1.0))
    assert survey_change_verdicts(from_nobody) == ["increase"]
    assert (from_nobody.lower[0], from_nobody.upper[0]) == pytest.approx(newcombe(0.0, 100, 0.12, 100))


def test_means_that_are_all_alike_are_not_judged() -> None:
    flat = declared([2.0], [100], 1.0, deviation=[0.0])
    found = mean_difference(flat, flat)
    assert np.isnan([found.lower[0], found.p_value[0]]).all() and survey_change_verdicts(found) == ["too_uncertain"]


def test_one_answer_changes_nothing() -> None:
    one = estimates(tally([1], [0], [0], [1], domains=1, strata=1), design([0]))
    found = share_difference(one, declared([0.1], [500], 1.0))
    assert survey_change_verdicts(found) == ["too_uncertain"]
    assert found.upper[0] - found.lower[0] > 0.7
    scattered = estimates(tally([1, 1], [0, 1], [0, 0], [1, 0], domains=1, strata=2), design([0, 1]))
    spread = share_difference(scattered, declared([0.1], [500], 1.0))
    assert spread.lower[0] < -0.8 and spread.upper[0] > 0, "no error is known, so the two answers count as one"


def drawn_survey(shares: list[float], people: list[float], n: int) -> tuple[Estimates, Difference, Design]:
    """An invented survey with equal allocation, as the figures by area and as areas against the rest."""
    area = np.repeat(np.arange(len(shares)), n)
    answer = np.concatenate([np.arange(n) < round(share * n) for share in shares]).astype(float)
    plan = design(area)
    sums = tally(np.asarray(people)[area] / n, area, area, answer, domains=len(shares), strata=len(shares))
    return estimates(sums, plan), area_against_rest(sums, plan, share=True), plan


def test_an_area_is_held_against_the_weighted_rest_without_itself() -> None:
    _, found, _ = drawn_survey([0.5, 0.3, 0.3, 0.2], [10_000, 10_000, 10_000, 40_000], 200)
    assert found.value[0] == pytest.approx(0.5 - (0.3 + 0.3 + 0.2 * 4) / 6)
    assert survey_area_verdicts(found) == ["clearly_higher", "no_clear_difference", "no_clear_difference", "clearly_lower"]


def test_delivered_areas_are_held_against_the_same_rest() -> None:
    people = [10_000.0, 10_000.0, 10_000.0, 40_000.0]
    figures, direct, _ = drawn_survey([0.5, 0.3, 0.3, 0.2], people, 200)
    found = mean_difference(rest_of(figures, people), figures)
    np.testing.assert_allclose(found.value, direct.value, rtol=1e-12)
    np.testing.assert_allclose([found.lower, found.upper], [direct.lower, direct.upper], rtol=2e-2)


def test_areas_without_figures_are_neither_judged_nor_part_of_the_rest() -> None:
    figures = declared([0.5, 0.3, np.nan, 0.3, 0.0], [200, 200, 200, np.nan, 200], 1.0)
    rest = rest_of(figures, [1000, 1000, 1000, 1000, 2000])
    assert rest.estimate[0] == pytest.approx(0.1) and rest.n[0] == 400
    assert rest.se[0] > (0.3 * 0.7 / 200) ** 0.5 / 3, "the area where nobody said so is not certain"
    assert np.isnan(rest.estimate[2:4]).all()
    assert survey_area_verdicts(aggregate_difference(rest, figures))[2:4] == ["too_uncertain"] * 2
    assert np.isnan(rest_of(figures, [1000, np.nan, 0, 0, 0]).estimate).all(), "one area has no rest"


def test_groups_within_one_survey_are_compared_with_their_covariance() -> None:
    rng = np.random.default_rng(5)
    area, sex = rng.integers(0, 4, 800), rng.integers(0, 2, 800)
    answer = (rng.random(800) < 0.3 + 0.2 * sex).astype(float)
    sums, plan = tally(np.ones(800), area, sex, answer, domains=2, strata=4), design(area)
    found = domain_difference(sums.pooled([0]), sums.pooled([1]), plan, share=True)
    assert survey_change_verdicts(found) == ["increase"]
    independent = share_difference(estimates(sums.pooled([0]), plan), estimates(sums.pooled([1]), plan))
    assert found.upper[0] != pytest.approx(independent.upper[0], rel=1e-9)
