"""Zero is written only where reports are placed: an area of newer borders says nothing of the years before them."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, reports

Give = Callable[[Path], str]
OLD = [
    (f"9999A{area}_DeSO2018", f"1210 {year}-{day}", 2)
    for year in (2022, 2023, 2024)
    for area, day in (("0010", "01-02"), ("0020", "12-30"))
]
NEW = [(f"9999A{area}_DeSO2025", f"1210 2025-{day}", 1) for area, day in (("0011", "01-02"), ("0012", "06-06"), ("0020", "12-30"))]


def built(home: Path) -> Reader:
    builds.build(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader is not None
    return reader


def counts(reader: Reader, kind: str = "year") -> dict[tuple[str, str, int], float]:
    """{(area, version, year): events} of the areas below the municipality."""
    rows = reader.frame(
        f"{COUNTS} AND period_kind = $kind AND area_level = 'neighbourhood' ORDER BY period_start",
        {"kind": kind},
    )
    keys = zip(rows["area"], rows["area_version"], rows["period_start"].dt.year, strict=True)
    return dict(zip(keys, rows["value"], strict=True))


COUNTS = "FROM estimate WHERE indicator = 'fire_vandalism_count'"
WANTED = {
    **{(area, "2018", year): 2 for area in ("9999A0010", "9999A0020") for year in (2022, 2023, 2024)},
    **{(area, "2025", 2025): 1 for area in ("9999A0011", "9999A0012", "9999A0020")},
}


@pytest.fixture(params=["in two files", "in one file"])
def reader(request: pytest.FixtureRequest, home: Path, tmp_path: Path, give: Give) -> Reader:
    for number, rows in enumerate([OLD, NEW] if request.param == "in two files" else [OLD + NEW]):
        give(reports(tmp_path / f"brott{number}.csv", rows))
    return built(home)


def test_each_version_has_the_years_in_which_reports_are_placed_in_it(reader: Reader) -> None:
    assert counts(reader) == WANTED
    assert {(version, year) for _, version, year in counts(reader, "month")} == {("2018", y) for y in (2022, 2023, 2024)} | {("2025", 2025)}
    whole = reader.frame(f"{COUNTS} AND period_kind = 'year' AND area_level = 'municipality'")
    assert whole["value"].tolist() == [4, 4, 4, 3], "the municipality is the same in all borders"


def test_this_year_so_far_and_the_profile_know_no_more_than_that(reader: Reader) -> None:
    rows = reader.frame("FROM year_to_date WHERE indicator = 'fire_vandalism_count' AND area_level = 'neighbourhood'")
    assert set(zip(rows["area_version"], rows["period_start"].dt.year, strict=True)) == {("2025", 2025)}
    profile = reader.frame(
        "FROM time_profile WHERE indicator = 'fire_vandalism_count' AND area_level = 'neighbourhood' AND dimension = 'month'"
    )
    told = profile.groupby("area")[["period_start", "period_end"]].agg(["min", "max"])
    assert profile[profile["area_version"] == "2018"]["period_end"].max() <= pd.Timestamp(2024, 12, 31), told


def test_a_quiet_area_is_zero_where_its_neighbours_have_reports(home: Path, tmp_path: Path, give: Give) -> None:
    give(reports(tmp_path / "a.csv", [*OLD, ("9999A0030_DeSO2018", "1210 2022-05-05", 1)]))
    found = counts(built(home))
    assert [found["9999A0030", "2018", year] for year in (2022, 2023, 2024)] == [1, 0, 0]


def test_a_year_in_which_the_borders_changed_has_no_figure_in_either(home: Path, tmp_path: Path, give: Give) -> None:
    """Half of the year's reports lie in each version: neither has counted the whole year."""
    late = [("0011_DeSO2025", "07-01", 3), ("0020_DeSO2025", "12-30", 1)]
    rows = [(f"9999A{area}", f"1210 2025-{day}", n) for area, day, n in [("0010_DeSO2018", "05-05", 3), *late]]
    give(reports(tmp_path / "a.csv", OLD + rows))
    reader = built(home)
    assert {year for *_, year in counts(reader)} == {2022, 2023, 2024}
    months = reader.frame(f"{COUNTS} AND period_kind = 'month' AND area_level = 'neighbourhood' AND year(period_start) = 2025")
    told = months.groupby("area_version")["period_start"].agg(["min", "max"])
    assert told.loc["2018", "max"] == pd.Timestamp(2025, 6, 1) and told.loc["2025", "min"] == pd.Timestamp(2025, 6, 1)


def test_an_odd_code_on_a_single_day_takes_nothing_from_the_others(home: Path, tmp_path: Path, give: Give) -> None:
    give(reports(tmp_path / "a.csv", [*OLD, ("9999A0011_DeSO2025", "1210 2023-03-03", 1)]))
    assert counts(built(home)) == {key: value for key, value in WANTED.items() if key[1] == "2018"}


def test_reports_that_no_area_is_told_of_say_nothing_of_the_areas(home: Path, tmp_path: Path, give: Give) -> None:
    give(reports(tmp_path / "a.csv", OLD))
    give(reports(tmp_path / "b.csv", [("", "1210 2025-01-02", 4), ("", "1210 2025-12-30", 4)]))
    assert {year for *_, year in counts(built(home))} == {2022, 2023, 2024}


COUNCIL = """
[[set]]
slug = "kustradet"
title = "Kustrådet"
kind = "council"
[[set.members]]
version = "2018"
areas = ["9999A0010", "9999A0020"]
[[set.members]]
version = "2025"
areas = ["9999A0011", "9999A0012", "9999A0020"]
"""


def test_a_council_goes_on_in_new_borders_in_every_table(home: Path, tmp_path: Path, give: Give) -> None:
    folder = home / "catalogue" / "municipalities" / "9999-norrhamn"
    folder.mkdir(parents=True)
    (folder / "area_sets.toml").write_text(COUNCIL, encoding="utf-8")
    give(reports(tmp_path / "a.csv", OLD + NEW))
    reader = built(home)
    rows = reader.frame(f"{COUNTS} AND period_kind = 'year' AND area_level = 'council' ORDER BY period_start")
    assert rows["value"].tolist() == [4, 4, 4, 3]
    so_far = reader.frame("FROM year_to_date WHERE indicator = 'fire_vandalism_count' AND area_level = 'council' ORDER BY period_start")
    assert so_far["events"].tolist() == [2, 2, 2, 2], "to 30 November, as its areas have it"
    profile = reader.frame("FROM time_profile WHERE indicator = 'fire_vandalism_count' AND area_level = 'council' AND dimension = 'month'")
    assert profile["events"].sum() == 12, "the whole and final years, as the areas have them"
