"""A file about another municipality is refused with that municipality's name and code, whatever the file calls it by."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild.intake import receive
from lagesbild.intake.names import Names
from tests.build.conftest import DAY, reports
from tests.intake.made_files import bra_rows, population_rows, workbook


def of_boden(folder: Path, kind: str) -> Path:
    """A file about Boden, which the catalogue does not have."""
    if kind == "reports":
        path = reports(folder / "polis.csv", [("N01", "1301 2025-01-15", 3)])
        path.write_text(path.read_text(encoding="utf-8").replace("Norrhamn", "BODEN"), encoding="utf-8")
        return path
    if kind == "workbook":
        lines = {"Bodens kommun": [["Totalt antal brott", 1, 2]]}
        return workbook(folder / "bra.xlsx", bra_rows(lines, [["2024", "2025"], ["År", "År"]]))
    if kind == "people":
        return workbook(folder / "folk.xlsx", population_rows([("2025", "2582A0010", 900)]))
    path = folder / f"{kind}.csv"
    told = {
        "events": "Datum;Typ;Område;Kommun\n2025-01-02;Brand;Sävast;Bodens kommun\n",
        "figures": "Område;Period;Uppgift;Andel;Antal svar;Kommun\nSävast;2025;Trygg;83,5;120;2582 Boden\n",
        "points": "Brottskod;Datum;Longitude;Latitude;Kommun\n1301;2025-01-02;21,7;65,8;Boden\n",
        "database": "Brott;Region;År;Period;Antal\nTotalt antal brott;Norrbottens län, Bodens kommun;2025;Helår;12\n",
    }
    path.write_text(told[kind], encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["reports", "workbook", "people", "events", "figures", "points", "database"])
def test_the_other_municipality_is_named_with_its_code(home: Path, tmp_path: Path, kind: str) -> None:
    told = receive(of_boden(tmp_path, kind), home, "2580", None, DAY, apart=False)
    assert told.outcome == "refused" and "gäller Boden (2582)" in told.message and "–" not in told.message


def test_a_name_that_nobody_knows_is_told_as_it_stands_and_the_nation_as_no_municipality(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "handelser.csv"
    path.write_text("Datum;Typ;Område;Kommun\n2025-01-02;Brand;Sävast;Lulåe\n", encoding="utf-8")
    assert "Filen gäller Lulåe. " in receive(path, home, "2580", None, DAY, apart=False).message
    nation = workbook(tmp_path / "riket.xlsx", bra_rows({"Hela landet": [["Totalt antal brott", 1, 2]]}, [["2024", "2025"], ["År", "År"]]))
    assert "Den gäller riket, ett län eller något annat än en kommun." in receive(nation, home, "2580", None, DAY, apart=False).message


def test_what_was_met_in_vain_is_kept_once_in_its_order() -> None:
    names = Names({})
    assert [names.code(said) for said in ("Piteå kommun", "Hamnen", "2581 Piteå", "")] == ["", "", "", ""]
    assert list(names.missed) == ["Piteå (2581)", "Hamnen"] and names.named("9998") == "9998"
