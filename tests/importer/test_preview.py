"""The first rows of a file in words: no word of the product's own vocabularies and no bare code stands before the steward."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from lagesbild import intake
from lagesbild.catalog import load_catalog
from lagesbild.importer.preview import area_names, preview
from tests.build.conftest import home, people, squares
from tests.intake import kolada_files

__all__ = ["home"]
DAY = date(2026, 11, 22)


def shown(home: Path, path: Path) -> dict[str, Any]:
    found = intake.look(path, home, "9999", None, DAY)
    assert found.facts is not None, found.receipt.message
    return preview(found.facts, found.receipt, home, load_catalog(home))


def test_everybody_and_the_kind_of_area_are_told_in_swedish(home: Path, tmp_path: Path) -> None:
    told = shown(home, people(tmp_path / "f.xlsx", {2025: (1000, 2000)}))
    assert told["columns"] == ["Område", "Dag", "Kön", "Ålder", "Personer"]
    assert {tuple(row[2:4]) for row in told["rows"]} == {("alla", "alla")}
    assert {row[2] for row in shown(home, squares(tmp_path / "o.geojson"))["rows"]} == {"Eget område"}


def test_a_key_figure_is_told_by_what_it_measures_and_the_nation_by_name(home: Path, tmp_path: Path) -> None:
    path = kolada_files.values(tmp_path / "kolada.json", [("N01951", 2024, {"T": 42_003.0})], "9999")
    assert shown(home, path)["rows"][0][:2] == ["Invånare (N01951)", "Norrhamn"]
    assert area_names(home, "9999", load_catalog(home))["0000"] == "Riket"


def test_the_newest_period_stands_first_for_what_is_new_stands_last_in_the_file(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "elever.csv"
    lines = [f"Hela kommunen;{year};Trygg;{share};120" for year, share in ((2024, "83,5"), (2025, "84,5"), (2026, "85,5"))]
    path.write_text("\n".join(["Område;Period;Uppgift;Andel;Antal svar", *lines]), encoding="utf-8")
    told = shown(home, path)
    assert [row[-1] for row in told["rows"]] == ["85,5 %", "84,5 %", "83,5 %"] and told["newest"]
