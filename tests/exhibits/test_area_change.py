"""What has changed in an area is judged as Läget judges the whole municipality: one family of exact tests, breaks and borders kept."""

from __future__ import annotations

import pytest

from lagesbild.exhibits import trend
from lagesbild.exhibits.area_change import area_change, through_the_years
from lagesbild.stats.change import change_verdicts
from lagesbild.store import Reader
from tests.exhibits.made_areas import COUNTS, PEOPLE, areas_made


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return areas_made(tmp_path_factory.mktemp("areas") / "internal.duckdb")


def place(reader: Reader, area: str) -> trend.Place:
    return next(one for one in trend.places(reader) if one.area == area)


def row_of(reader: Reader, area: str, slug: str) -> dict:
    return next(row for row in area_change(reader, place(reader, area), 2023).facts["rows"] if row["indicator"] == slug)


@pytest.mark.parametrize("area", COUNTS)
def test_an_area_is_judged_on_its_own_counts_as_one_family(reader: Reader, area: str) -> None:
    found = area_change(reader, place(reader, area), 2023)
    rows = {row["indicator"]: row for row in found.facts["rows"]}
    then, now = ([COUNTS[area][slug][at] for slug in rows] for at in (-3, -1))
    people = [PEOPLE[area]] * len(rows)
    assert [row["latest_count"] for row in rows.values()] == now and {row["base_label"] for row in rows.values()} == {"2023"}
    assert [row["verdict"] for row in rows.values()] == list(change_verdicts(then, people, now, people, [False] * len(rows)))


def test_the_finding_names_the_area(reader: Reader) -> None:
    found = area_change(reader, place(reader, "N01"), 2023)
    assert found.heading == "Hamnen: två brottstyper har säkert ökat sedan 2023" and found.place == "Hamnen"
    assert found.facts["finding"] == "Två brottstyper har säkert ökat sedan 2023"
    assert area_change(reader, place(reader, "N02"), 2023).heading == "Ålsta: ingen brottstyp har säkert förändrats sedan 2023"


def test_a_trend_over_the_years_is_the_one_of_the_page_trender(reader: Reader) -> None:
    row = row_of(reader, "N01", "vandalism")
    page = trend.trend(reader, trend.indicators(reader).loc["vandalism"], place(reader, "N01"), "year", trend.FIRST_YEAR)
    assert through_the_years(reader, row) == page.facts["years"] != ""
    assert through_the_years(reader, row | {"series": row["series"].tail(3)}) == "", "three years are too few"


def test_a_place_without_reports_has_no_rows(reader: Reader) -> None:
    assert area_change(reader, trend.Place("N99", "Ingenstans", "2024", "neighbourhood")).facts["rows"] == []
