"""A code or a name that is none of the loaded areas is told with those that are most like it, how many there are, and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lagesbild.intake import receive
from lagesbild.intake.near_areas import near
from tests.build.conftest import DAY, give, home, reports, squares
from tests.build.made_wave import answers, declare

__all__ = ["give", "home"]
LOADED = "Närmast: N02 (Öst). Indelningen har 2 områden, alla står på sidan Områden."


@pytest.fixture
def loaded(home: Path, give: Callable[[Path], str], tmp_path: Path) -> Path:
    """Norrhamn with the borders of N01 Väst and N02 Öst."""
    give(squares(tmp_path / "omraden.geojson"))
    return home


def test_a_wrong_code_in_the_polices_file_names_the_nearest(loaded: Path, tmp_path: Path) -> None:
    told = receive(reports(tmp_path / "polis.csv", [("N99", "1301 2025-01-15", 3)]), loaded, "9999", None, DAY, apart=False)
    assert told.outcome == "refused" and "områdeskoden N99 finns inte" in told.message
    assert "Indelningen har 2 områden" in told.message and "N01" in told.message and "sidan Områden" in told.message


def test_a_wrong_name_among_figures_and_events_names_the_nearest(loaded: Path, tmp_path: Path) -> None:
    figures, events = tmp_path / "figurer.csv", tmp_path / "handelser.csv"
    rows = "".join(f"N0{1 + n % 2};{2000 + n};Trygg;83,5;120\n" for n in range(24))
    figures.write_text(f"Område;Period;Uppgift;Andel;Antal svar\n{rows}N022;2025;Trygg;83,5;120\n", encoding="utf-8")
    told = receive(figures, loaded, "9999", None, DAY, apart=False)
    assert told.rejections[0].reason.endswith(LOADED)
    events.write_text("Datum;Typ;Område\n" + "2025-01-02;Brand;Väst\n" * 9 + "2025-01-03;Brand;Vest\n", encoding="utf-8")
    warned = next(one.message for one in receive(events, loaded, "9999", None, DAY, apart=False).warnings if one.code == "area_unknown")
    assert "(1 rader): Vest. Närmast: N01 (Väst)." in warned


def test_a_respondent_of_no_area_of_the_survey_is_told_of_its_areas(home: Path, tmp_path: Path) -> None:
    declare(home)
    path = answers(tmp_path / "svar.csv", 2026, {"F1": (40, 30)})
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace("N01", "N99"), *lines[2:]]) + "\n", encoding="utf-8")
    told = receive(path, home, "9999", None, DAY, apart=False)
    (reason,) = [one.reason for one in told.rejections]
    assert '"N99" finns inte bland mätningens områden' in reason and "Indelningen har 2 områden, till exempel N01 (" in reason


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("n12", "Närmast: N02 (Öst)"),
        ("Össt", "Närmast: N02 (Öst)"),
        ("Kiruna", "Indelningen har 2 områden, till exempel N01 (Väst), N02 (Öst)."),
    ],
)
def test_what_is_like_nothing_gets_examples(said: str, told: str) -> None:
    assert near([said], {"N01": "Väst", "N02": "Öst"}).startswith(told)


def test_where_nothing_is_loaded_that_is_said() -> None:
    assert near(["N99"], {}) == "Inga områden är inlästa än."
