"""Personal identity numbers: found by pattern, date and check digit in any column, and nothing of such a file is stored."""

from __future__ import annotations

import pytest

from lagesbild.personal_number import holds_person, mask
from tests.intake.made_files import feature, geojson, police_file, police_row, police_text, population_rows, sound_rows, workbook

PERSON = "811218-9876"  # the number that Skatteverket uses as its example
COORDINATION = "701063-2391"


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        "8112189876",
        "19811218-9876",
        "198112189876",
        "811218+9876",
        "811218 9876",
        "1981-12-18-9876",
        COORDINATION,
        f"ring {PERSON}, tack",
    ],
)
def test_a_number_is_found_however_it_is_written(text):
    assert holds_person(["inget här", text])


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",
        "811318-9876",
        "810230-9871",
        "5000-K123456-24",
        "0920-453000",
        "2024-03-15 12:30",
        "1234567.8112189876",
        "20240322 08:00",
        "0319C1010",
        "8112189876543",
    ],
)
def test_what_only_looks_like_one_is_let_through(text):
    assert not holds_person([text])


def test_a_column_of_running_numbers_may_hold_some_that_pass_by_chance():
    running = [str(8_112_180_000 + index) for index in range(0, 100_000, 37)]
    assert not holds_person(running)
    assert holds_person([*running, "811218-9876"])
    assert holds_person(["8112189876", "7010632391"])


def test_a_file_name_with_a_number_is_masked_in_sentences():
    assert mask("brott 811218-9876.csv") == "brott XXXXXX-XXXX.csv"


@pytest.mark.parametrize("number", [PERSON, COORDINATION, "8112189876"])
@pytest.mark.parametrize("heading", ["Brottskod.klartext", "Id", "Län"])
def test_a_csv_is_refused_by_the_columns_name(deliver, stored, tmp_path, heading, number):
    rows = [*sound_rows(10), police_row(**{heading: f"anmält av {number}"})]
    refused = deliver(police_file(tmp_path / "brott.csv", rows))
    assert refused.outcome == "refused"
    assert f"kolumnen {heading}" in refused.message
    assert number not in refused.message
    assert "Ingenting har lagrats" in refused.message
    assert stored() == []


def test_a_ragged_line_and_a_heading_are_screened_too(deliver, stored, tmp_path):
    text = police_text(sound_rows(60)) + f"1,2,{PERSON}\n"
    (tmp_path / "rad.csv").write_text(text, encoding="utf-8")
    assert "fel antal fält" in deliver(tmp_path / "rad.csv").message
    (tmp_path / "rubrik.csv").write_text(police_text(sound_rows(3)).replace('"Id"', f'"{PERSON}"'), encoding="utf-8")
    refused = deliver(tmp_path / "rubrik.csv")
    assert "rubrikerna" in refused.message
    assert PERSON not in refused.message
    assert stored() == []


def test_a_workbook_is_refused_by_the_columns_letter(deliver, stored, tmp_path):
    refused = deliver(workbook(tmp_path / "folk.xlsx", [*population_rows([("2024", "0319", 5)]), ["", "", "", 198112189876]]))
    assert refused.outcome == "refused"
    assert "kolumnen D" in refused.message
    assert stored() == []


@pytest.mark.parametrize("place", ["properties", "member"])
def test_a_map_is_refused_by_its_property_or_as_other_text(deliver, stored, tmp_path, place):
    item, members = (feature("N01", kontakt=PERSON), {}) if place == "properties" else (feature("N01"), {"skapad_av": PERSON})
    refused = deliver(geojson(tmp_path / "a.geojson", [item], **members))
    assert refused.outcome == "refused"
    assert ("kontakt" if place == "properties" else "övrig text") in refused.message
    assert stored() == []


def test_a_file_name_with_a_number_is_refused_and_never_repeated(home, stored, tmp_path):
    from datetime import date

    from lagesbild.intake import receive

    refused = receive(police_file(tmp_path / f"brott {PERSON}.csv", sound_rows(3)), home, None, None, date(2026, 11, 22))
    assert refused.outcome == "refused"
    assert PERSON not in str(refused)
    assert stored() == []
