"""The made-up reports have the size, the patterns and the story that the example promises."""

from __future__ import annotations

import pandas as pd
import pytest

from lagesbild.catalog import load_catalog
from lagesbild.example.people import people, total
from lagesbild.example.reports import expected, reports, story


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    return reports()


def of(told: pd.DataFrame, offence: str, area: str | None = None) -> pd.DataFrame:
    return told[(told["offence"] == offence) & ((told["area"] == area) if area else True)]


def per_thousand(told: pd.DataFrame, offence: str, area: str, first: int, last: int) -> float:
    rows = of(told, offence, area)
    events = rows.loc[rows["reported"].dt.year.between(first, last), "events"].sum()
    return float(1000 * events / people().loc[first:last, area].sum())


def test_about_thirty_thousand_reports_in_ten_years_and_ten_months(told: pd.DataFrame) -> None:
    assert 28_500 < len(told) < 31_500
    assert told["reported"].min() == pd.Timestamp("2016-01-01") and told["reported"].max() == pd.Timestamp("2026-10-31")
    rate = 1000 * told.loc[told["reported"].dt.year == 2025, "events"].sum() / people().loc[2025].sum()
    assert 60 < rate < 80


def test_four_percent_have_no_area(told: pd.DataFrame) -> None:
    assert (told["area"] == "").mean() == pytest.approx(0.04, abs=0.01)


def test_rows_are_delivered_twice_now_and_then(told: pd.DataFrame) -> None:
    assert told.duplicated().sum() == 45
    assert told["id"].duplicated().sum() == 45, "only a repeated row repeats an id"


def test_reports_lag_behind_and_a_few_are_dated_before_the_crime(told: pd.DataFrame) -> None:
    lag = (told["reported"] - told["occurred"]).dt.days
    assert 0 < (lag < 0).mean() < 0.01
    assert (lag == 0).mean() > 0.4 and (lag > 30).sum() > 300
    slow, quick = (lag[told["offence"] == name].gt(30).mean() for name in ("sexual_offences", "narcotics"))
    assert slow > 5 * quick


def test_bicycles_go_in_summer_and_burglars_come_in_the_dark(told: pd.DataFrame) -> None:
    month = told["occurred"].dt.month
    bicycles = told["offence"] == "bicycle_theft"
    assert (bicycles & month.isin([6, 7, 8])).sum() > 3 * (bicycles & month.isin([12, 1, 2])).sum()
    burglary = told["offence"] == "residential_burglary"
    assert (burglary & month.isin([11, 12, 1])).sum() > 1.2 * (burglary & month.isin([4, 5, 6])).sum()


def test_violence_belongs_to_weekend_nights_and_threats_to_working_days(told: pd.DataFrame) -> None:
    violence, threats = of(told, "public_violence"), of(told, "threats")
    assert violence["occurred"].dt.day_of_week.isin([4, 5]).mean() > 0.38
    assert threats["occurred"].dt.day_of_week.isin([4, 5]).mean() < 0.30
    assert violence["hour"].isin([22, 23, 0, 1, 2, 3]).sum() > 0.4 * violence["hour"].notna().sum()
    assert 0.5 < of(told, "bicycle_theft")["hour"].isna().mean() < 0.8, "a stolen bicycle is missed later"


def test_centrum_improved_and_hamnen_worsened(told: pd.DataFrame) -> None:
    for offence in ("vandalism", "public_violence"):
        assert per_thousand(told, offence, "N02", 2024, 2025) < 0.75 * per_thousand(told, offence, "N02", 2016, 2018)
        assert per_thousand(told, offence, "N04", 2024, 2025) > 1.5 * per_thousand(told, offence, "N04", 2016, 2020)
    others = [code for code in people().columns if code not in ("N02", "N04")]
    before, after = (
        of(told, "vandalism")[lambda rows, y=y: rows["reported"].dt.year.isin(y) & rows["area"].isin(others)]
        for y in ((2016, 2017), (2024, 2025))
    )
    assert 0.85 < len(after) / len(before) < 1.15, "elsewhere nothing changed"


def test_a_new_police_team_finds_more_narcotics(told: pd.DataFrame) -> None:
    years = of(told, "narcotics").groupby(told["reported"].dt.year)["events"].sum()
    assert years[2024] > 1.4 * years[2022]
    assert load_catalog().crime_groups["narcotics"].policing_dependent


def test_scooters_join_the_bicycles_in_2024(told: pd.DataFrame) -> None:
    group = load_catalog().crime_groups["bicycle_theft"]
    before, after = group.spans
    assert set(after.codes) - set(before.codes) == {"9833"}
    dates = told.groupby("code")["reported"].agg(["min", "max"])
    assert dates.loc["9833", "min"] >= pd.Timestamp("2024-01-01") > dates.loc["0809", "max"]
    years = told[told["code"].isin(after.codes)].groupby(told["reported"].dt.year)["events"].sum()
    assert years[2024] > 1.25 * years[2023], "the break is large enough to mislead whoever ignores it"


def test_every_group_has_reports_and_every_code_a_wording(told: pd.DataFrame) -> None:
    used = set(told["code"])
    assert used <= set(story()["text"])
    for slug, group in load_catalog().crime_groups.items():
        assert used & {code for span in group.spans for code in span.codes}, slug
    grouped = {code for group in load_catalog().crime_groups.values() for span in group.spans for code in span.codes}
    for offence in story()["offence"]:
        codes = {step[0] for code in offence["codes"] for step in code["from"]}
        named = offence["name"] in load_catalog().crime_groups
        assert codes <= grouped if named else not codes & grouped - {"9833"}, offence["name"]


def test_expected_reports_add_up_to_the_rate() -> None:
    even = {"name": "none", "rate": 12.0, "shape": {"where": "street", "season": "cycling"}}
    in_2020 = expected(even)[:, 60:72].sum()
    assert in_2020 == pytest.approx(12.0 * people().loc[2020].sum() / 1000, rel=1e-9)


def test_people_are_about_forty_two_thousand_and_change_slowly() -> None:
    table = people()
    assert total(2024) == table.loc[2024].sum() and total(2025) != table.loc[2025].sum()
    assert 41_500 < total(2025) < 42_500 and table.loc[2025, "N04"] == 2900 and table.loc[2025, "N05"] == 600
    assert table.pct_change().dropna().abs().max().max() < 0.03
