"""What is told about a file before there is one is what the intake then knows: the examples are read as what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild.catalog import load_catalog
from lagesbild.intake.recognise import open_file, recognise
from lagesbild.settings import ROOT
from lagesbild.show_formats import columns_of, described, example_file, has_template, needed, one_of, questions_of, template

CATALOG = load_catalog(ROOT / "nowhere")
FORMATS = CATALOG.formats
TOLD = {slug: fmt for slug, fmt in described(FORMATS).items() if len(columns_of(fmt))}


def test_every_kind_of_source_that_is_asked_for_is_told_of() -> None:
    assert {fmt.kind for fmt in described(FORMATS).values()} == {"incident", "event", "aggregate", "answer", "area", "population"}


@pytest.mark.parametrize("slug", TOLD)
def test_the_table_names_what_is_needed_first_with_an_example_of_it(slug: str) -> None:
    table, fmt = columns_of(TOLD[slug]), TOLD[slug]
    first = table.head(len(needed(fmt)))
    assert set(first["Behövs"]) == {"ja"} and "–" not in set(first["Exempel"])
    either = table[table["Behövs"].isin(("en av dem", "ja, eller koordinaterna"))]
    assert not one_of(fmt) or len(either[either["Exempel"] != "–"]) >= 1


def test_a_place_is_an_area_or_both_coordinates_and_no_heading_is_a_programs_own() -> None:
    events = columns_of(FORMATS["events"]).set_index("Rubrik")["Behövs"]
    assert events[["Område", "Longitud", "Latitud"]].tolist() == ["ja, eller koordinaterna", *["båda, om området saknas"] * 2]
    assert columns_of(FORMATS["points"]).set_index("Rubrik").loc[["Longitud", "Latitud"], "Behövs"].tolist() == ["ja", "ja"]
    for fmt in TOLD.values():
        table = columns_of(fmt)
        said = set(table["Rubrik"]) | {name for names in table["Går också att skriva"] for name in names.split(", ")}
        assert not said & {"value", "Crime.type", "Type", "Month", "Date", "DeSO.område", "Latitude"}


def test_the_answers_of_a_survey_are_told_by_its_questions() -> None:
    first = questions_of(CATALOG.surveys["norrhamn_trygghet"]).iloc[0]
    assert first["Kolumn"] == "NT1" and first["Fråga"].endswith("?") and first["Svar"].startswith("1 = Inget problem alls; 2 = ")


@pytest.mark.parametrize("slug", [slug for slug, fmt in TOLD.items() if has_template(fmt)])
def test_a_template_holds_the_headings_alone(slug: str) -> None:
    assert slug != "bra_database"  # which nobody fills in
    lines = template(FORMATS[slug]).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 and len(lines[0].split(";")) >= 2


@pytest.mark.parametrize("slug", TOLD)
def test_the_example_is_known_by_the_intake_as_what_it_is_called(slug: str, tmp_path: Path) -> None:
    path = tmp_path / "exempel.csv"
    path.write_bytes(example_file(TOLD[slug]))
    assert recognise(open_file(path), FORMATS, surveys=CATALOG.surveys).slug == slug
