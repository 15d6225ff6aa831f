"""What a file would change: a month is judged by months, growth as before is not unusual, and a file that is all different is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lagesbild import intake
from lagesbild.catalog import load_catalog
from lagesbild.example import make_earlier
from lagesbild.example.deliveries import write_months, write_years
from lagesbild.importer.difference import _off_trend, difference
from lagesbild.settings import EXAMPLE_CODE
from tests.build.conftest import give, home, people, squares
from tests.build.overlapping import bra, take

__all__ = ["give", "home"]
DAY = date(2026, 11, 22)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")


def told(home: Path, path: Path) -> dict[str, Any]:
    """What the desk would say that a file changes."""
    found = intake.look(path, home, EXAMPLE_CODE, None, DAY)
    assert found.facts is not None, found.receipt.message
    return difference(home, intake.answered(found, home), found.facts, load_catalog(home))


def test_the_examples_new_months_are_hardly_ever_unusual(home: Path, tmp_path: Path) -> None:
    earlier, *_ = make_earlier(tmp_path)
    for path in (write_years(tmp_path / "bra_ar.xlsx"), earlier[0]):
        assert intake.receive(path, home, EXAMPLE_CODE, None, DAY).outcome == "accepted"
    counts = told(home, write_months(tmp_path / "bra_manad.xlsx"))["counts"]
    assert counts["new"] > 200 and counts["unusual"] <= 0.03 * (counts["new"] + counts["changed"])


def months(path: Path, years: range, value: Callable[[int], int], crimes: int = 12) -> Path:
    heads = [[str(year) for year in years for _ in MONTHS], [*MONTHS] * len(years)]
    noise = np.random.default_rng(7).poisson(40, (crimes, 12 * len(years)))
    lines = [[f"Slag {row}", *(value(int(n)) for n in noise[row])] for row in range(crimes)]
    return bra(path, heads, ["Totalt antal brott", *(value(int(n)) for n in noise.sum(axis=0))], *lines)


def test_a_file_that_is_all_different_is_told_once(home: Path, tmp_path: Path) -> None:
    take(home, months(tmp_path / "fore.xlsx", range(2022, 2025), lambda n: n))
    same = told(home, months(tmp_path / "lika.xlsx", range(2025, 2026), lambda n: n))
    assert not same["whole"] and same["counts"]["unusual"] <= 0.05 * same["counts"]["new"]
    other = told(home, months(tmp_path / "andra.xlsx", range(2025, 2026), lambda n: 10 * n))
    assert other["whole"] and other["counts"]["unusual"] > 0.9 * other["counts"]["new"]
    assert not any("unusual" in row for row in other["rows"])


def test_people_who_grow_in_number_as_before_are_not_unusual(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    give(squares(tmp_path / "omraden.geojson"))
    grown = {year: (900 + 20 * n + n % 3, 100) for n, year in enumerate(range(2015, 2025))}
    give(people(tmp_path / "folk.xlsx", grown))
    assert told(home, people(tmp_path / "som_forr.xlsx", {2025: (1101, 100)}))["counts"]["unusual"] == 0
    assert told(home, people(tmp_path / "fel.xlsx", {2025: (1900, 100)}))["counts"]["unusual"] == 1


@pytest.mark.parametrize("periods", [5, 10])
def test_chance_alone_leaves_the_line_seldom(periods: int) -> None:
    drawn = np.random.default_rng(3).normal(100, 5, (2000, periods + 1)) + 4 * np.arange(periods + 1)
    days, history = np.arange(periods + 1) * 365.0, np.arange(periods + 1) < periods
    assert np.mean([_off_trend(values, days, history)[-1] for values in drawn]) < 0.1


def test_a_share_is_told_in_per_cent_as_the_file_has_it(home: Path, tmp_path: Path) -> None:
    def told_in(name: str, share: str) -> Path:
        path = tmp_path / name
        path.write_text(f"Område;Period;Uppgift;Andel;Antal svar\nHela kommunen;2024;Trygg;{share};120\n", encoding="utf-8")
        return path

    take(home, told_in("fore.csv", "83,5"))
    (changed,) = [row for row in told(home, told_in("nu.csv", "85,5"))["rows"] if row["kind"] == "changed"]
    assert (changed["before"], changed["after"]) == ("83,5 %", "85,5 %")


def test_a_changed_value_has_its_name_also_where_the_file_leaves_other_periods_out(home: Path, tmp_path: Path) -> None:
    take(home, months(tmp_path / "fore.xlsx", range(2022, 2025), lambda n: n))
    rows = told(home, months(tmp_path / "nu.xlsx", range(2024, 2025), lambda n: n + 1))["rows"]
    places = {row["place"].split(": ", 1)[-1] for row in rows if row["kind"] == "changed"}
    assert places == {"Totalt antal brott", *(f"Slag {n}" for n in range(12))}


def test_new_figures_of_the_municipality_are_told_in_values_and_the_municipality_is_no_area(
    home: Path, tmp_path: Path, give: Callable[[Path], str]
) -> None:
    give(squares(tmp_path / "omraden.geojson"))
    lines = [f"{area};2025;Trygg;{share};120" for area, share in (("Hela kommunen", "84,4"), ("N01", "81,0"), ("N02", "86,0"))]
    lines += ["Hela kommunen;2025;Nöjd;70,0;120"]
    path = tmp_path / "elever.csv"
    path.write_text("\n".join(["Område;Period;Uppgift;Andel;Antal svar", *lines]), encoding="utf-8")
    rows = [(row["place"], row["after"]) for row in told(home, path)["rows"]]
    assert rows == [("Norrhamn: Nöjd", "70,0 %"), ("Norrhamn: Trygg", "84,4 %"), ("2 områden", "2 värden")]


def test_where_the_municipality_is_among_the_places_it_is_counted_apart(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    give(squares(tmp_path / "omraden.geojson"))
    lines = [f"{area};2025;Trygg;{sex};80,0;120" for area in ("Hela kommunen", "N01", "N02") for sex in ("Flickor", "Pojkar")]
    path = tmp_path / "elever.csv"
    path.write_text("\n".join(["Område;Period;Uppgift;Kön;Andel;Antal svar", *lines]), encoding="utf-8")
    assert [(row["place"], row["after"]) for row in told(home, path)["rows"]] == [("2 områden och hela kommunen", "6 värden")]
