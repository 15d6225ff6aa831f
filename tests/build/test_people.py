"""How many people live where: everybody by the source's own total, else by groups that together are everybody, never by some of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild import build as builds
from lagesbild.store import Reader
from tests.build.conftest import DAY

HEAD = "region;kön;ålder;år;Folkmängd\n"


def people(home: Path, give, *tables: str) -> dict[tuple[str, int], float]:
    """{(area, year): people} of a build after these tables have been received."""
    for index, rows in enumerate(tables):
        path = home.parent / f"folk{index}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
        give(path)
    folder = builds.build(home, "9999", DAY).folder
    sql = "SELECT area, year(period_start) AS year, value FROM estimate WHERE indicator = 'population'"
    found = Reader(folder / "internal.duckdb").frame(sql)
    return {(area, int(year)): value for area, year, value in found.itertuples(index=False) if value == value}


def rows(area: str, year: int, **groups: int) -> str:
    """The rows of one area: sex and ages joined by an underscore, "man_0-15"."""
    return "".join(f"{area};{sex};{age};{year};{n}\n" for told, n in groups.items() for sex, _, age in [told.partition("_")])


@pytest.mark.parametrize(
    "groups",
    [
        {"totalt_totalt": 10},
        {"män_totalt": 4, "kvinnor_totalt": 6},
        {"totalt_0-15 år": 3, "totalt_16-79 år": 5, "totalt_80+ år": 2},
        {"män_0-15 år": 1, "män_16+ år": 3, "kvinnor_0-15 år": 2, "kvinnor_16+ år": 4},
        {"totalt_totalt": 10, "män_totalt": 4, "kvinnor_totalt": 6},
    ],
)
def test_groups_that_are_everybody_are_summed_once(home, give, groups):
    found = people(home, give, rows("N01", 2024, **groups) + rows("N02", 2024, totalt_totalt=7))
    assert found == {("N01", 2024): 10, ("N02", 2024): 7, ("9999", 2024): 17}


@pytest.mark.parametrize(
    "groups",
    [
        {"män_totalt": 4},
        {"totalt_16-79 år": 5, "totalt_80+ år": 2},
        {"totalt_0-15 år": 3, "totalt_16-79 år": 5},
        {"totalt_0-15 år": 3, "totalt_20+ år": 5},
        {"totalt_0-19 år": 3, "totalt_16+ år": 5},
        {"män_0-15 år": 1, "män_16+ år": 3, "kvinnor_16+ år": 4},
    ],
)
def test_some_groups_are_never_taken_for_everybody(home, give, groups):
    found = people(home, give, rows("N01", 2024, **groups) + rows("N02", 2024, totalt_totalt=7))
    assert found == {("N02", 2024): 7}, "and the municipality is not known either, when one of its areas is not"


def test_two_divisions_of_one_municipality_are_not_added_up(home, give):
    deso = "".join(rows(f"9999A00{n}0_DeSO2025", 2024, totalt_totalt=n) for n in (1, 2, 3))
    regso = "".join(rows(f"9999R00{n}_RegSO2025", 2024, totalt_totalt=3) for n in (1, 2))
    assert people(home, give, deso + regso)[("9999", 2024)] == 6
