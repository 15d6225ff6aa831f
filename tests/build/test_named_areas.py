"""Areas that are known by name only: figures stand at their names, the map waits, and borders that come later take their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lagesbild import build as builds
from lagesbild.intake import receive
from lagesbild.read import read
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, give, home, reports, squares

__all__ = ["give", "home"]
NAMES = "Områdeskod;Områdesnamn\nN01;Väst\nN02;Öst\n"


def built(home: Path) -> Reader:
    builds.build(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader
    return reader


def test_figures_come_before_the_map_and_borders_take_the_names_place(home: Path, give: Callable[[Path], str], tmp_path: Path) -> None:
    names = tmp_path / "namn.csv"
    names.write_text(NAMES, encoding="utf-8")
    told = receive(names, home, "9999", None, DAY)
    assert (told.outcome, told.format, told.rows_stored) == ("accepted", "areas_named", 2), told.message
    assert "inga gränser än" in told.warnings[0].message
    give(reports(tmp_path / "brott.csv", [("N01", "1210 2025-01-02", 40), ("N02", "1210 2025-06-01", 9)]))
    before = built(home)
    areas = read(before, "areas")
    assert (
        set(areas.loc[areas["area"].isin(["N01", "N02"]), "name"]) == {"Väst", "Öst"}
        and read(before, "boundary", area_version="2024").empty
    )
    give(squares(tmp_path / "omraden.geojson"))
    assert set(read(built(home), "boundary", area_version="2024")["area"]) == {"N01", "N02"}
    names.write_text(NAMES + "N03;Norr\n", encoding="utf-8")
    again = receive(names, home, "9999", None, DAY)
    assert again.outcome == "refused" and "har redan gränser" in again.message


def test_a_code_that_comes_twice_is_told(home: Path, tmp_path: Path) -> None:
    names = tmp_path / "namn.csv"
    names.write_text(NAMES + "N02;Öst igen\n", encoding="utf-8")
    told = receive(names, home, "9999", None, DAY)
    assert told.outcome == "refused" and "N02 finns redan på en tidigare rad" in told.message
