"""SCB's workbooks: dimensions are found by their values, wherever the layout puts them, and another table is refused by its title."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.intake import facts
from tests.intake.made_files import FOOTER, feature, geojson, population_rows, square, workbook

TITLE = "Folkmängd efter region, kön, ålder och år"


def test_the_year_counts_for_all_rows_below_it_and_the_footer_is_no_data(deliver, home, tmp_path):
    values = [("2023", "0319", 200), ("2023", "0319C1010", 120), ("2024", "0319", 210), ("2024", "0319C1010", 130)]
    receipt = deliver(workbook(tmp_path / "folk.xlsx", population_rows(values), "000005FC"))
    found = facts(home, receipt)
    assert found["reference_date"].tolist() == [date(2023, 12, 31)] * 2 + [date(2024, 12, 31)] * 2
    assert found["area_level"].tolist() == ["municipality", "deso"] * 2
    assert found["area_version"].tolist() == ["", "2018"] * 2
    assert found["persons"].tolist() == [200, 120, 210, 130]
    assert (receipt.rows_read, receipt.data_from, receipt.data_date) == (4, date(2023, 12, 31), date(2024, 12, 31))


def test_years_may_stand_in_columns_with_sex_and_age_beside(deliver, home, tmp_path):
    rows = [
        [TITLE],
        [],
        ["", "", "", "2023", "2024"],
        ["0319 Älvkarleby", "män", "16-29 år", 11, 12],
        ["", "", "100+ år", 1, ".."],
        ["", "kvinnor", "16-29 år", 21, 22],
        ["", "", "100+ år", 3, "-"],
        *FOOTER,
    ]
    found = facts(home, deliver(workbook(tmp_path / "folk.xlsx", rows)))
    assert set(zip(found["sex"], found["age"], strict=True)) == {("M", "16-29"), ("M", "100+"), ("K", "16-29"), ("K", "100+")}
    assert set(found["area"]) == {"0319"}
    assert found["state"].value_counts().to_dict() == {"value": 6, "missing": 1, "zero": 1}


def test_several_years_share_one_heading_row_with_a_second_dimension(deliver, home, tmp_path):
    rows = [[TITLE], [], ["", "2023", "", "2024", ""], ["", "män", "kvinnor", "män", "kvinnor"], ["0319C1010", 1, 2, 3, 4], *FOOTER]
    found = facts(home, deliver(workbook(tmp_path / "folk.xlsx", rows)))
    cells = {(day.year, sex): persons for day, sex, persons in zip(found["reference_date"], found["sex"], found["persons"], strict=True)}
    assert cells == {(2023, "M"): 1, (2023, "K"): 2, (2024, "M"): 3, (2024, "K"): 4}


def test_the_version_in_a_code_is_kept(deliver, home, tmp_path):
    values = [("2024", "0319C1010_DeSO2025", 5), ("2024", "0319R001_RegSO2025", 9)]
    found = facts(home, deliver(workbook(tmp_path / "folk.xlsx", population_rows(values))))
    assert found[["area", "area_level", "area_version"]].to_numpy().tolist() == [
        ["0319C1010", "deso", "2025"],
        ["0319R001", "regso", "2025"],
    ]


def test_zeros_for_a_whole_year_mean_that_nothing_was_published(deliver, home, tmp_path):
    values = [
        ("2023", "0319C1010_DeSO2025", 0),
        ("2023", "0319C1020_DeSO2025", 0),
        ("2024", "0319C1010_DeSO2025", 0),
        ("2024", "0319C1020_DeSO2025", 7),
    ]
    receipt = deliver(workbook(tmp_path / "folk.xlsx", population_rows(values)))
    assert facts(home, receipt)["state"].tolist() == ["not_published", "not_published", "zero", "value"]
    assert receipt.data_from == date(2024, 12, 31)
    assert [(w.code, "2023" in w.message) for w in receipt.warnings] == [("not_published", True)]


def test_counties_and_the_nation_lie_outside(deliver, tmp_path):
    receipt = deliver(workbook(tmp_path / "folk.xlsx", population_rows([("2024", "00", 9), ("2024", "03", 5), ("2024", "0319", 2)])))
    assert (receipt.municipality, receipt.rows_stored, receipt.rows_outside) == ("0319", 1, 2)


@pytest.mark.parametrize(
    ("title", "code"),
    [("Antal hushåll efter region, år och hushållstyp", "000005F8"), ("Antal personer efter region, år och hustyp", "000005LO")],
)
def test_another_table_is_refused_by_its_title(deliver, stored, tmp_path, title, code):
    refused = deliver(workbook(tmp_path / "folk.xlsx", population_rows([("2024", "0319", 2)], title), code))
    assert refused.outcome == "refused"
    assert title in refused.message
    assert "Hämta tabellen folkmängd per region" in refused.message
    assert stored() == []


def test_a_cell_that_is_no_number_of_people_is_rejected(deliver, tmp_path):
    values: list[tuple[str, str, int | str]] = [("2024", f"0319C{1010 + 10 * index}", 100 + index) for index in range(30)]
    values[4] = ("2024", "0319C1050", "hundra")
    receipt = deliver(workbook(tmp_path / "folk.xlsx", population_rows(values)))
    assert (receipt.rows_stored, receipt.rows_rejected) == (29, 1)
    assert (receipt.rejections[0].line, receipt.rejections[0].column) == (8, "C")
    assert "hundra" in receipt.rejections[0].reason


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([("2024", "Älvkarleby (centrum)", 5), ("2024", "Älvkarleby (norr)", 6)], ["kolumn B", "Älvkarleby (centrum)"]),
        ([("totalt", "0319", 5)], ["inget år"]),
        ([("2024", "2023", 5)], ["kolumn B", "A"]),
    ],
)
def test_a_table_without_year_or_codes_is_refused_with_what_it_has(deliver, stored, tmp_path, values, words):
    refused = deliver(workbook(tmp_path / "folk.xlsx", population_rows(values)), "0319")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


def test_codes_of_another_version_than_the_loaded_borders_stop_the_import(deliver, stored, tmp_path):
    deliver(geojson(tmp_path / "omraden.geojson", [feature("N01"), feature("N02", ring=square(13.1, 61.2))]))
    before = stored()
    refused = deliver(workbook(tmp_path / "folk.xlsx", population_rows([("2024", "9990", 5), ("2024", "N01", 2), ("2024", "N77", 3)])))
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("rad 6", "N77", "2024"))
    assert stored() == before
