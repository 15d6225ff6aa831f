"""A workbook that is nearly one of those known by their title is told what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from lagesbild.catalog import load_catalog
from lagesbild.intake import look
from lagesbild.intake.near_title import near_title
from lagesbild.intake.recognise import open_file
from tests.intake.conftest import TODAY

BODY = [["", "2025", "2025"], ["", "Norrhamn kommun", "Norrhamn kommun"], ["", "Antal", "/100 000 inv."], ["Stöld", 12, 90]]
SOURCE = ["Källa: Brottsförebyggande rådet"]


def book(path: Path, *rows: list) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)  # pyright: ignore[reportOptionalMemberAccess]
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("rows", "wrong", "cure"),
    [
        ([["Anmälda brot"], [], *BODY, SOURCE], "titeln är ”Anmälda brot”", "Skriv Anmälda brott"),
        ([["Statistik för rådet"], [], ["Anmälda brott"], [], *BODY, SOURCE], "titeln står på rad 3", "Ta bort raderna ovanför"),
        ([["Anmälda brott"], *BODY, SOURCE], "raden under titeln är inte tom", "Lägg in en tom rad"),
        ([["Anmälda brott"], [], *BODY], "källan saknas", "Brottsförebyggande rådet"),
    ],
)
def test_what_is_wrong_with_the_title_is_told_with_its_cure(tmp_path: Path, rows: list[list], wrong: str, cure: str) -> None:
    told = near_title(open_file(book(tmp_path / "bra.xlsx", *rows)), load_catalog(tmp_path).formats.values())
    assert told[0].startswith("Filen liknar Anmälda brott, Excelutdrag från Brås databas, men") and wrong in told[0] and cure in told[1]
    assert "titeln Anmälda brott i ruta A1" in told[2]


OWN_LAYOUT = [["Number of reported crimes"], ["", "Anmälda brott", "Därav våldsbrott"], ["Bromma", 13875, 747]]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (
            [["Anmälda brott 2024. Stockholm"], *OWN_LAYOUT],
            "gäller troligen Stockholm (0180). Den är inte uppställd som någon känd tabell.",
        ),
        ([["Anmälda brott"], *OWN_LAYOUT], "men tabellen är inte uppställd som Anmälda brott, Excelutdrag från Brås databas."),
        ([["Anmälda brott i Boden"], [], *BODY, SOURCE], "gäller troligen Boden (2582)."),
    ],
)
def test_nobody_is_told_to_mend_a_table_of_another_kind_or_place(tmp_path: Path, rows: list[list], wrong: str) -> None:
    told = near_title(open_file(book(tmp_path / "bra.xlsx", *rows)), load_catalog(tmp_path).formats.values(), "Norrhamn")
    assert told[0].startswith("Filen har titeln ”Anmälda brott") and told[0].endswith(wrong)
    assert told[1] == "Hämta källans eget utdrag för er kommun: Anmälda brott, Excelutdrag från Brås databas."
    assert not any("A1" in sentence or "tom rad" in sentence for sentence in told)


def test_a_title_that_names_the_receiver_is_mended(tmp_path: Path) -> None:
    told = near_title(
        open_file(book(tmp_path / "bra.xlsx", ["Anmälda brott i Boden"], [], *BODY, SOURCE)),
        load_catalog(tmp_path).formats.values(),
        "Boden",
    )
    assert "Skriv Anmälda brott" in told[1]


def test_another_workbook_is_not_near(tmp_path: Path) -> None:
    other = book(tmp_path / "elever.xlsx", ["Elever per skola"], [], *BODY)
    assert near_title(open_file(other), load_catalog(tmp_path).formats.values()) == ()


def test_a_steward_meets_the_hint_when_the_file_is_looked_at(tmp_path: Path) -> None:
    found = look(book(tmp_path / "bra.xlsx", ["Anmälda brot"], [], *BODY, SOURCE), tmp_path, "9999", None, TODAY).receipt
    told = " ".join((found.proposal or {}).get("near", ())) or found.message
    assert "Filen liknar Anmälda brott, Excelutdrag från Brås databas" in told and "Skriv Anmälda brott" in told
