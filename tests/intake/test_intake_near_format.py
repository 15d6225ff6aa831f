"""A file that lacks a column or two of a known format: what is told, and which files are left to be read as something new."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild.catalog import load_catalog
from lagesbild.intake import look
from lagesbild.intake.near_format import near_format
from lagesbild.intake.recognise import open_file
from tests.intake import unknown_files as made
from tests.intake.conftest import TODAY
from tests.intake.made_files import HEADINGS, police_text, sound_rows


def near(path: Path, **renamed: str) -> tuple[str, ...]:
    """What is told of a police extract whose headings are spelt in another way."""
    headings = [renamed.get(heading, heading) for heading in HEADINGS]
    path.write_text(police_text(sound_rows(5), headings=headings), encoding="utf-8")
    return near_format(open_file(path), load_catalog(path.parent).formats)


def test_a_misspelt_heading_is_named_with_what_the_format_needs(tmp_path: Path) -> None:
    assert near(tmp_path / "brott.csv", Brottskod="Brotskod") == (
        "Filen liknar Anmälda brott per område (polisen), men kolumnen Brottskod saknas.",
        "Kolumnen Brotskod heter nästan så: rätta rubriken och släpp filen igen.",
        "Formatet behöver kolumnerna Brottskod, Inskrivningsdatum, Kommun, DeSO.område.",
    )


def test_two_columns_may_be_missing_and_one_of_them_altogether(tmp_path: Path) -> None:
    lacks, cure, _ = near(tmp_path / "brott.csv", Brottskod="Brotskod", Kommun="Ort")
    assert lacks.endswith("men kolumnerna Brottskod och Kommun saknas.")
    assert cure == "Kolumnen Brotskod heter nästan som Brottskod: rätta rubriken. Lägg till kolumnen Kommun. Släpp sedan filen igen."


@pytest.mark.parametrize("renamed", [{}, {"Brottskod": "Rubrik"}, {"Brottskod": "Brotskod", "Kommun": "Ort", "Inskrivningsdatum": "När"}])
def test_a_whole_file_and_one_without_a_likely_heading_are_not_near(tmp_path: Path, renamed: dict[str, str]) -> None:
    assert near(tmp_path / "brott.csv", **renamed) == ()


def test_a_table_of_another_kind_is_read_as_something_new(tmp_path: Path) -> None:
    found = look(made.rescue(tmp_path / "larm.csv"), tmp_path, "9999", None, TODAY).receipt
    assert found.proposal is not None and not found.proposal["near"]
