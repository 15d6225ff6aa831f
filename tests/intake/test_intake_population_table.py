"""Flat population tables: one number a row or one year a column, regions by code or by name, and what is no row of the table."""

from __future__ import annotations

import pytest

from lagesbild.intake import facts
from tests.intake.made_files import feature, geojson, square, workbook

HEAD = "region;kön;år;Folkmängd\n"
ROWS = "9990A0010;totalt;2023;10\n9990A0010;totalt;2024;11\n9990C1010;totalt;2023;5\n9990C1010;totalt;2024;6\n"


def _text(path, content, encoding="utf-8-sig"):
    path.write_bytes(content.encode(encoding))
    return path


def test_years_in_columns_and_one_number_a_row_are_the_same_table(deliver, home, tmp_path):
    wide = '"region","kön","Folkmängd 2023","Folkmängd 2024"\r\n"9990A0010","totalt",10,11\r\n"9990C1010","totalt",5,6\r\n'
    first = deliver(_text(tmp_path / "bred.csv", wide))
    assert (first.format, first.rows_read, first.rows_stored) == ("scb_population_table", 4, 4)
    assert facts(home, first)["persons"].sum() == 32
    again = deliver(_text(tmp_path / "lang.csv", HEAD + ROWS, "cp1252"))
    assert (again.outcome, "samma uppgifter" in again.message) == ("already_received", True)


def test_a_flat_sheet_reads_as_text_does(deliver, tmp_path):
    rows = [
        ["Alder", "Kon", "Region", "Tid", "value"],
        ["0-4 år", "totalt", "9990R001_RegSO2025", 2024, 7],
        ["80- år", "totalt", "9990R001_RegSO2025", 2024, 2],
    ]
    receipt = deliver(workbook(tmp_path / "f.xlsx", rows, "in"))
    assert (receipt.format, receipt.rows_stored, receipt.area_level, receipt.area_version) == ("scb_population_table", 2, "regso", "2025")


def test_two_versions_in_one_file_are_kept_apart(deliver, home, tmp_path):
    rows = "9990A0010;totalt;2024;10\n9990A0010_DeSO2025;totalt;2024;12\n"
    receipt = deliver(_text(tmp_path / "f.csv", HEAD + rows))
    assert facts(home, receipt)[["area", "area_version", "persons"]].to_numpy().tolist() == [
        ["9990A0010", "2018", 10],
        ["9990A0010", "2025", 12],
    ]
    assert receipt.area_version == ""


def _named_areas(path):
    regsos = [feature("9990R001_RegSO2020", namn="Bollviken"), feature("9990R002_RegSO2020", ring=square(13.1, 61.2), namn="Norra")]
    return geojson(path, regsos)


def test_regions_that_are_only_named_become_the_loaded_areas_of_that_name(deliver, home, tmp_path):
    deliver(_named_areas(tmp_path / "g.geojson"))
    rows = "Provsund (Bollviken);totalt;2024;10\nProvsund (Norra);totalt;2024;12\nGrannby (Norra);totalt;2024;99\n"
    receipt = deliver(_text(tmp_path / "f.csv", HEAD + rows), "9990")
    assert (receipt.outcome, receipt.rows_stored, receipt.rows_outside) == ("accepted", 2, 1), receipt.message
    assert facts(home, receipt)[["area", "persons"]].to_numpy().tolist() == [["9990R001", 10], ["9990R002", 12]]


def test_names_that_no_loaded_area_has_are_asked_about_not_guessed(deliver, stored, tmp_path):
    deliver(_named_areas(tmp_path / "g.geojson"))
    before = stored()
    refused = deliver(_text(tmp_path / "f.csv", HEAD + "Provsund (Bollviken);totalt;2024;10\nProvsund (Söder);totalt;2024;12\n"), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("rad 3", "Provsund (Söder)", "Vilka områden är det?"))
    assert stored() == before


def test_headings_met_again_footers_and_sums_are_told_and_not_counted(deliver, tmp_path):
    content = HEAD + ROWS + HEAD + "9990C1020;totalt;2024;4\nTotalt;totalt;2024;21\n\nKälla: SCB\n"
    receipt = deliver(_text(tmp_path / "f.csv", content))
    assert receipt.rows_stored == 5
    told = {item.line: item.reason for item in receipt.rejections}
    assert "upprepar rubrikerna" in told[6]
    assert "summa" in told[8]
    assert "Källa: SCB" in told[10] or "1 fält" in told[10]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD + "9990A0010;totalt;2023;10\n9990A0010;tot", ["rad 3", "avbruten"]),
        (HEAD + "9990A0010;totalt;8090;10\n", ["kolumn år", "8090", "ett år"]),
        (HEAD + "9990A0010;ogift;2024;10\n", ["kolumn kön", "ogift"]),
        (HEAD + "9990A0010;totalt;2024;tio\n", ["Rad 2", "Folkmängd", "tio"]),
        ("region;civilstånd;år;Folkmängd\n9990A0010;gift;2024;1\n9990A0010;ogift;2024;2\n", ["civilstånd", "rad 2"]),
        (HEAD + ROWS + "9990A0010;totalt;2024;11\n", ["Rad 6", "9990A0010", "redan"]),
        (HEAD + "00 Riket;totalt;2024;11\n", ["säger inte vilken kommun"]),
        (HEAD + "9990A0010;totalt 19811218-9876;2024;11\n", ["personnummer", "kön"]),
        ("region;Folkmängd 2024\n9990A0010;1\0\n", ["NUL"]),
        ("region;" + ";".join(f"Folkmängd {n}" for n in range(10**6)) + "\n", ["kolumner, fler än gränsen"]),
    ],
)
def test_what_is_wrong_is_named_with_its_row_or_column(deliver, stored, tmp_path, content, words):
    refused = deliver(_text(tmp_path / "f.csv", content))
    assert refused.outcome == "refused", refused
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []
