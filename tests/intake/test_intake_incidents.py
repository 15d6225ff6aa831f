"""Police rows: every faulty row is rejected by itself with line, column and cure; areas and coverage are settled for the file."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.intake import facts
from tests.intake.made_files import (
    HEADINGS,
    feature,
    geojson,
    police_file,
    police_row,
    police_text,
    population_rows,
    sound_rows,
    square,
    workbook,
)


def test_a_row_becomes_a_fact(deliver, home, tmp_path):
    row = police_row(Brottskod="302", Brottsdatum="2024-03-04 21:40", Antal="2")
    receipt = deliver(police_file(tmp_path / "brott.csv", [row]))
    fact = facts(home, receipt).drop(columns=["lon", "lat"]).iloc[0].to_dict()
    assert fact == {
        "municipality": "0319",
        "area": "0319C1010",
        "area_version": "2018",
        "crime_code": "0302",
        "reported_on": date(2024, 3, 5),
        "occurred_on": date(2024, 3, 4),
        "hour": 21,
        "events": 2,
        "line": 2,
    }
    assert (receipt.data_date, receipt.preliminary_from, receipt.coverage_codes) == (date(2024, 3, 5), date(2024, 3, 1), ("0302",))


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("Inskrivningsdatum", "2024-02-30", ["2024-02-30", "inget datum"]),
        ("Inskrivningsdatum", "", ["datumet saknas"]),
        ("Inskrivningsdatum", "5/3 2024", ["5/3 2024", "år-månad-dag"]),
        ("Inskrivningsdatum", "2204-03-05", ["2204-03-05", "efter den dag"]),
        ("Brottsdatum", "2023-13-01", ["2023-13-01", "inget datum"]),
        ("Brottsdatum", "2024-03-04 25:00", ["25", "klockslag"]),
        ("Antal", "12,5", ["12,5", "helt tal"]),
        ("Antal", "<5", ["<5", "helt tal"]),
        ("Antal", "..", ["..", "helt tal"]),
        ("Antal", "0", ["0", "1 eller större"]),
        ("Antal", "-1", ["-1", "helt tal"]),
        ("Brottskod", "", ["brottskoden saknas"]),
        ("Brottskod", "brand", ["brand", "ingen brottskod"]),
        ("DeSO.område", "2580C1110", ["2580C1110", "annan kommun"]),
    ],
)
def test_a_faulty_row_is_rejected_with_line_column_value_and_cure(deliver, tmp_path, heading, value, words):
    rows = sound_rows(30)
    rows[6] = police_row(**{heading: value})
    receipt = deliver(police_file(tmp_path / "brott.csv", rows), "0319")
    assert (receipt.outcome, receipt.rows_stored, receipt.rows_rejected) == ("accepted", 29, 1)
    (rejection,) = receipt.rejections
    assert (rejection.line, rejection.column) == (8, heading)
    assert rejection.reason.startswith(f"Rad 8, kolumn {heading}: ")
    assert all(word in rejection.reason for word in words), rejection.reason


def test_up_to_five_per_cent_are_rejected_and_one_more_refuses_the_file(deliver, stored, tmp_path):
    bad = police_row(Antal="12,5")
    assert deliver(police_file(tmp_path / "fem.csv", [*sound_rows(95), *[bad] * 5])).rows_rejected == 5
    before = stored()
    refused = deliver(police_file(tmp_path / "sex.csv", [*sound_rows(94), *[bad] * 6]))
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("6\u00a0rader har fel", "6,0 %", "högst 5 %", "Rad 96, kolumn Antal"))
    assert [item.line for item in refused.rejections] == [96, 97, 98, 99, 100, 101]
    assert stored() == before


def test_faults_in_another_municipalitys_rows_are_theirs(deliver, tmp_path):
    rows = [*sound_rows(5), *[police_row(Kommun="Gävle", Antal="?", **{"DeSO.område": ""})] * 20]
    receipt = deliver(police_file(tmp_path / "riket.csv", rows))
    assert (receipt.rows_stored, receipt.rows_rejected, receipt.rows_outside) == (5, 0, 20)


@pytest.mark.parametrize("name", ["Älvkarleby", "ÄLVKARLEBY", "älvkarleby", "Älvkarleby kommun", " Älvkarleby ", "0319 Älvkarleby"])
def test_a_municipality_is_found_by_any_spelling_of_its_name(deliver, tmp_path, name):
    assert deliver(police_file(tmp_path / "brott.csv", sound_rows(3, Kommun=name))).municipality == "0319"


def test_headings_are_found_whatever_their_case_accents_and_marks(deliver, tmp_path):
    headings = ["rad", "ID", "BROTTSKOD", "klartext", "inskrivningsdatum", "brottsdatum", "KOMMUN", "Lan", "DeSO område", "antal"]
    (tmp_path / "brott.csv").write_text(police_text(sound_rows(4), ";", headings), encoding="cp1252")
    assert deliver(tmp_path / "brott.csv").rows_stored == 4


def test_a_row_without_area_is_stored_as_unplaced_and_told(deliver, home, tmp_path):
    rows = [*sound_rows(3), *sound_rows(1, **{"DeSO.område": ""})]
    receipt = deliver(police_file(tmp_path / "brott.csv", rows))
    assert facts(home, receipt)["area"].tolist().count("ej_placerad") == 1
    assert receipt.rows_unplaced == 1
    assert "1 av 4 rader (25,0 %) saknar område" in receipt.warnings[0].message


def test_a_crime_after_its_report_is_kept_with_a_warning(deliver, tmp_path):
    rows = [*sound_rows(3), police_row(Inskrivningsdatum="2024-03-05", Brottsdatum="2024-03-09")]
    receipt = deliver(police_file(tmp_path / "brott.csv", rows))
    assert receipt.rows_stored == 4
    assert [(w.code, "rad 5" in w.message) for w in receipt.warnings] == [("reported_before_crime", True)]


def test_a_row_of_no_municipality_lies_outside(deliver, tmp_path):
    receipt = deliver(police_file(tmp_path / "brott.csv", [*sound_rows(3), police_row(Kommun="", **{"DeSO.område": ""})]))
    assert (receipt.rows_stored, receipt.rows_rejected, receipt.rows_outside) == (3, 0, 1)


def test_coverage_comes_from_the_whole_national_file(deliver, tmp_path):
    far = police_row(Kommun="Gävle", Brottskod="1211", Inskrivningsdatum="2024-05-31", **{"DeSO.område": ""})
    receipt = deliver(police_file(tmp_path / "riket.csv", [*sound_rows(3), far]))
    assert receipt.coverage_codes == ("1210", "1211")
    assert (receipt.data_from, receipt.data_date, receipt.preliminary_from) == (date(2024, 3, 1), date(2024, 5, 31), date(2024, 5, 1))


def test_the_stray_rows_before_an_extract_begins_do_not_count_as_covered(deliver, tmp_path):
    rows = [police_row(Inskrivningsdatum="2019-03-01", Brottsdatum=""), *sound_rows(40), *sound_rows(40)]
    receipt = deliver(police_file(tmp_path / "brott.csv", rows))
    assert (receipt.rows_stored, receipt.data_from) == (81, date(2024, 3, 1))
    assert [(w.code, "1\u00a0rad före mars 2024" in w.message) for w in receipt.warnings] == [("thin_start", True)]


def test_a_national_file_without_our_rows_says_that_nothing_was_reported(deliver, home, tmp_path):
    rows = [police_row(Kommun=f"Kommun {index}", **{"DeSO.område": ""}) for index in range(120)]
    receipt = deliver(police_file(tmp_path / "riket.csv", rows), "2581")
    assert (receipt.outcome, receipt.rows_stored, receipt.rows_outside) == ("accepted", 0, 120)
    assert receipt.coverage_codes == ("1210",)
    assert "Piteå" in receipt.warnings[0].message
    assert facts(home, receipt).empty


def test_area_codes_say_their_own_version(deliver, home, tmp_path):
    rows = sound_rows(2, **{"DeSO.område": "0319c1010_DeSO2025"})
    found = facts(home, deliver(police_file(tmp_path / "brott.csv", rows)))
    assert set(zip(found["area"], found["area_version"], strict=True)) == {("0319C1010", "2025")}


def test_own_areas_take_level_and_version_from_the_loaded_borders(deliver, home, tmp_path):
    deliver(geojson(tmp_path / "omraden.geojson", [feature("N01", version="2031")]))
    rows = sound_rows(2, Kommun="Provsund", **{"DeSO.område": "n01"})
    receipt = deliver(police_file(tmp_path / "brott.csv", rows))
    assert (receipt.area_level, receipt.area_version) == ("neighbourhood", "2031")
    assert set(facts(home, receipt)["area"]) == {"N01"}


@pytest.mark.parametrize("loaded_by", ["borders", "population"])
def test_a_code_missing_from_the_loaded_division_stops_the_import(deliver, stored, tmp_path, loaded_by):
    if loaded_by == "borders":
        deliver(geojson(tmp_path / "omraden.geojson", [feature("N01")]))
    else:
        deliver(workbook(tmp_path / "folk.xlsx", population_rows([("2024", "9990", 900), ("2024", "N01", 900)])))
    before = stored()
    rows = [*sound_rows(5, Kommun="Provsund", **{"DeSO.område": "N01"}), *sound_rows(1, Kommun="Provsund", **{"DeSO.område": "N99"})]
    refused = deliver(police_file(tmp_path / "brott.csv", rows))
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("rad 7", "N99", "2024", "läs in dess gränser först"))
    assert stored() == before


def test_missing_columns_are_named_with_the_spellings_that_are_known(deliver, stored, tmp_path):
    text = police_text(sound_rows(3)).replace('"Inskrivningsdatum"', '"Datum"')
    (tmp_path / "brott.csv").write_text(text, encoding="utf-8")
    refused = deliver(tmp_path / "brott.csv")
    assert refused.outcome == "refused"
    assert "saknar kolumnen Inskrivningsdatum" in refused.message
    assert "Datum" in refused.message
    assert stored() == []


def test_a_file_with_an_hour_column_and_without_optional_columns(deliver, home, tmp_path):
    headings = ["Brottskod", "Inskrivningsdatum", "Brottstid", "Kommun", "DeSO.område"]
    lines = [";".join(headings), "1210;2024-03-05;07.30;Älvkarleby;0319C1010", "1210;20240306;;Älvkarleby;"]
    (tmp_path / "brott.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    found = facts(home, deliver(tmp_path / "brott.csv"))
    assert found["hour"].fillna(-1).tolist() == [7, -1]
    assert found["events"].tolist() == [1, 1]
    assert found["reported_on"].tolist() == [date(2024, 3, 5), date(2024, 3, 6)]
    assert len(HEADINGS) > len(headings)


def both_versions(deliver, tmp_path, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """DeSO 2018 and 2025 of Älvkarleby, loaded side by side."""
    codes = [*(f"{code}_DeSO2018" for code in old), *(f"{code}_DeSO2025" for code in new)]
    layer = [feature(code, square(17.3 + n / 10, 60.5), namn="Skutskär") for n, code in enumerate(codes)]
    assert deliver(geojson(tmp_path / "granser.geojson", layer)).outcome == "accepted"


@pytest.mark.parametrize(
    ("met", "expected", "told"),
    [
        (["0319C1010", "0319C1030"], {("0319C1010", "2025"), ("0319C1030", "2025")}, None),  # 1030 came with 2025, 1010 is in both
        (["0319C1010", "0319C1020"], {("0319C1010", "2018"), ("0319C1020", "2018")}, None),
        (["0319C1010"], {("0319C1010", "2018")}, "version_tied"),
        (["0319C1010", "0319C1030", "0319C1040", "0319C1020"],
         {("0319C1010", "2025"), ("0319C1030", "2025"), ("0319C1040", "2025"), ("0319C1020", "2018")}, "version_mixed"),
    ],
)  # fmt: skip
def test_codes_without_version_are_read_by_the_one_version_that_explains_the_file(deliver, home, tmp_path, met, expected, told):
    both_versions(deliver, tmp_path, ("0319C1010", "0319C1020"), ("0319C1010", "0319C1030", "0319C1040"))
    receipt = deliver(police_file(tmp_path / "brott.csv", [row for code in met for row in sound_rows(2, **{"DeSO.område": code})]))
    found = facts(home, receipt)
    assert set(zip(found["area"], found["area_version"], strict=True)) == expected
    assert {notice.code for notice in receipt.warnings if notice.code.startswith("version_")} == ({told} if told else set())


def test_a_code_that_no_loaded_version_has_still_stops_the_import(deliver, tmp_path):
    both_versions(deliver, tmp_path, ("0319C1010", "0319C1020"), ("0319C1010", "0319C1030"))
    rows = [*sound_rows(5, **{"DeSO.område": "0319C1030"}), *sound_rows(1, **{"DeSO.område": "0319C1990"})]
    refused = deliver(police_file(tmp_path / "brott.csv", rows))
    assert refused.outcome == "refused"
    assert "0319C1990" in refused.message
