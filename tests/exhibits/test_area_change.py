"""What has changed in an area is judged as on the public pages: all areas and crime types are one family, breaks and borders kept."""

from __future__ import annotations

import pytest

from lagesbild import sentences
from lagesbild.build.site_area_change import crime_since
from lagesbild.exhibits import trend
from lagesbild.exhibits.area_change import area_change, through_the_years
from lagesbild.exhibits.public_areas import crime_against_rest
from lagesbild.exhibits.situation import judge
from lagesbild.read import read
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


def test_all_areas_and_crimes_are_one_family(reader: Reader) -> None:
    found = [row | {"area": area} for area in COUNTS for row in area_change(reader, place(reader, area), 2023).facts["rows"]]
    then, now = ([COUNTS[row["area"]][row["indicator"]][at] for row in found] for at in (-3, -1))
    people = [PEOPLE[row["area"]] for row in found]
    assert [row["latest_count"] for row in found] == now and {row["base_label"] for row in found} == {"2023"}
    assert [row["verdict"] for row in found] == list(change_verdicts(then, people, now, people))


def test_an_area_tells_how_many_tests_its_verdicts_come_from(reader: Reader) -> None:
    tests = sum(len(crimes) for crimes in COUNTS.values())
    found = area_change(reader, place(reader, "N02"), 2023)
    assert len(found.facts["rows"]) < tests and f"i alla områden prövas tillsammans, {tests} prövningar" in found.source_line


@pytest.fixture(scope="module")
def near_the_limit(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Twelve areas with the same three crimes, one of which has doubled in the first: sure if that area were judged alone."""
    quiet = {"vandalism": (40,) * 10, "public_violence": (20,) * 10, "robbery": (10,) * 10}
    counts = {f"N{n:02}": quiet for n in range(1, 13)}
    counts["N01"] = quiet | {"vandalism": (30,) * 9 + (55,)}
    return areas_made(tmp_path_factory.mktemp("many") / "internal.duckdb", counts)


def test_the_verdict_is_the_one_of_the_public_page(reader: Reader, near_the_limit: Reader) -> None:
    for file in (reader, near_the_limit):
        rows = read(file, "site_areas")
        rows = rows[(rows["family"] == "crime") & (rows["measure"] == "rate")]
        years = [{"indicator": slug, "base_label": "2023", "latest_label": "2025"} for slug in rows["indicator"].unique()]
        public = crime_since(crime_against_rest(rows), rows, years, read(file, "site_breaks"))
        inside = {
            (one.area, row["indicator"]): row["verdict"]
            for one in trend.places(file) if one.level == "neighbourhood" for row in area_change(file, one, 2023).facts["rows"]
        }  # fmt: skip
        assert len(public) == len(inside)
        assert {(row.area, row.indicator): row.since_verdict for row in public.itertuples()} == inside


def test_what_is_sure_only_when_an_area_is_judged_alone_is_not_called_sure(near_the_limit: Reader) -> None:
    rows = {row["indicator"]: row for row in area_change(near_the_limit, place(near_the_limit, "N01"), 2023).facts["rows"]}
    assert [row["verdict"] for row in judge(list(rows.values()))].count("increase") == 1
    assert rows["vandalism"]["verdict"] == "no_clear_change"
    found = area_change(near_the_limit, place(near_the_limit, "N01"), 2023)
    tested = rows["vandalism"]["among"]
    assert f", {tested} prövningar" in found.facts["family"] and tested > 1
    said = sentences.change_why(rows["vandalism"])
    assert said.endswith(f"Går inte säkert att skilja från slumpen när {tested} jämförelser prövas tillsammans.")
    assert {row["among"] for name, row in rows.items() if row["verdict"] != "no_clear_change"} <= {0}


def test_the_finding_names_the_area(reader: Reader) -> None:
    found = area_change(reader, place(reader, "N01"), 2023)
    assert found.heading == "Hamnen: två brottstyper har säkert ökat sedan 2023" and found.place == "Hamnen"
    assert found.facts["finding"] == "Två brottstyper har säkert ökat sedan 2023"
    assert area_change(reader, place(reader, "N02"), 2023).heading == "Ålsta: ingen brottstyp har säkert förändrats sedan 2023"


def test_a_trend_over_the_years_is_the_one_of_the_page_trender(reader: Reader) -> None:
    row = row_of(reader, "N01", "vandalism")
    page = trend.trend(reader, trend.indicators(reader).loc["vandalism"], place(reader, "N01"), "year", trend.FIRST_YEAR)
    assert page.facts["years"].startswith(through_the_years(reader, row)) and through_the_years(reader, row) != ""
    assert through_the_years(reader, row | {"series": row["series"].tail(3)}) == "", "three years are too few"


def test_a_trend_that_differs_from_the_verdict_beside_it_says_why_both_can_be_true(reader: Reader) -> None:
    row = row_of(reader, "N01", "vandalism")
    sure = "increase" if "har stigit" in through_the_years(reader, row) or "fler per" in through_the_years(reader, row) else ""
    agrees, differs = (row | {"verdict": verdict} for verdict in ((sure or "no_clear_change"), "decrease"))
    assert through_the_years(reader, agrees, "Båda kan stämma.") == through_the_years(reader, row)
    assert through_the_years(reader, differs, "Båda kan stämma.").endswith(" Båda kan stämma.")


def test_a_place_without_reports_has_no_rows(reader: Reader) -> None:
    assert area_change(reader, trend.Place("N99", "Ingenstans", "2024", "neighbourhood")).facts["rows"] == []
