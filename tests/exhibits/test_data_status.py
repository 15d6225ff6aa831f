"""Datastatus: each source is judged by how often its own files come, not by what its format can hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from lagesbild.exhibits.data_status import data_status
from lagesbild.store import Reader
from tests.build.conftest import people, reports
from tests.build.overlapping import AUTUMN, SPRING, bra, built, take

NOVEMBER = date(2026, 11, 22)
OFFENCES = (["Totalt antal brott", 1000, 900], ["Stöld", 40, 30])


def rows(reader: Reader) -> pd.DataFrame:
    """The page's table of sources, by what comes and how often."""
    return data_status(reader, NOVEMBER).facts["cells"].set_index(["Vad", "Kommer"])


def test_a_file_by_year_comes_every_year_and_has_a_row_beside_the_same_sources_months(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take(home, people(tmp_path / "folk.xlsx", {2025: (900, 100)}), SPRING)
    take(home, bra(tmp_path / "ar.xlsx", [["2024", "2025"], ["År", "År"]], *OFFENCES), SPRING)
    take(home, bra(tmp_path / "manader.xlsx", [["2026 prel.", "2026 prel."], ["Jul", "Aug"]], *OFFENCES), AUTUMN)
    reader = built(home)
    told, what = rows(reader), "Anmälda brott, Excelutdrag från Brås databas"
    by_year, by_month = told.loc[(f"{what} (varje år)", "varje år")], told.loc[(f"{what} (varje månad)", "varje månad")]
    assert (by_year["Data till"], by_year["Nästa väntas"], by_year["Läge"]) == ("2025-12-31", "2027-04-01", "Aktuell")
    assert (by_month["Data till"], by_month["Nästa väntas"]) == ("2026-08-31", "2026-11-01") and "sen" in by_month["Läge"]
    assert data_status(reader, NOVEMBER).facts["late"] == 1


def test_reports_known_by_day_come_as_often_as_their_format_says(tmp_path: Path) -> None:
    home = tmp_path / "home"
    take(home, reports(tmp_path / "brott.csv", [("N01", "1210 2026-07-30", 2)]), AUTUMN)
    reader = built(home)
    assert [often for _, often in rows(reader).index] == ["varje månad"]
    assert data_status(reader, NOVEMBER).sub == "En fil ligger bakom siffrorna."


def test_a_years_survey_that_comes_in_its_year_is_looked_for_a_year_later_and_is_called_by_its_file(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "elevenkat_2026.csv"
    path.write_text("Område;Period;Uppgift;Andel;Antal svar\nHela kommunen;2026;Trygg;83,5;120\n", encoding="utf-8")
    take(home, people(tmp_path / "folk.xlsx", {2025: (900, 100)}), SPRING)
    take(home, path, NOVEMBER)
    row = rows(built(home)).loc[("Färdiga uppgifter per område (elevenkat_2026.csv)", "varje år")]
    assert (row["Data till"], row["Nästa väntas"], row["Läge"]) == ("2026-11-22", "2027-12-24", "Aktuell")
