"""Overlaps of answers, tables of events and ready figures: whole waves, days and types, and single figures take each other's place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from lagesbild import build as builds
from tests.build.conftest import DAY, squares
from tests.build.overlapping import AUTUMN, SPRING, built, replaced, revised, take
from tests.intake.made_files import home_folder
from tests.intake.made_surveys import add_survey, answers, people

SCHOOL = ["Område", "År", "Indikator", "Andel", "Antal svar"]
ALARMS = ["Larmdatum", "Område", "Händelsetyp"]


def table(path: Path, *rows: Sequence[object]) -> Path:
    """Rows as text."""
    path.write_text("".join(";".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_wave_that_is_delivered_again_is_replaced_as_a_whole_and_undoing_brings_it_back(tmp_path: Path) -> None:
    home = home_folder(tmp_path / "home")
    add_survey(home)
    take(home, answers(tmp_path / "svar.csv", [*people(60), *people(50, Mätning=2024)]), SPRING, "9990")
    before = built(home, "9990").frame("FROM estimate ORDER BY ALL")
    again = take(home, answers(tmp_path / "rättade svar.csv", people(60, F1=3)), AUTUMN, "9990")
    assert [warning.code for warning in again.warnings] == ["replaces"]
    reader = built(home, "9990")
    rows = reader.frame("FROM revision WHERE area_level = 'municipality' AND subgroup = 'all'")
    assert set(rows["indicator"]) == {"prov_1"}, "only the answers to the first question are others"
    assert rows[["new_value", "reason"]].to_numpy().tolist() == [[1.0, "corrected"]] and 0 < rows["old_value"][0] < 1
    assert set(rows["period_start"].dt.year) == {2026}, "the wave of 2024 stands"
    assert rows[["old_vintage", "new_vintage"]].to_numpy().tolist() == [["2026-03-01", "2026-09-01"]]
    builds.undo(home, again.receipt, DAY)
    pd.testing.assert_frame_equal(built(home, "9990").frame("FROM estimate ORDER BY ALL"), before)


def test_a_question_that_the_newer_file_lacks_is_withdrawn(tmp_path: Path) -> None:
    home = home_folder(tmp_path / "home")
    add_survey(home)
    take(home, answers(tmp_path / "svar.csv", people(60)), SPRING, "9990")
    take(home, answers(tmp_path / "utan.csv", people(60), ("F2",)), AUTUMN, "9990")
    rows = built(home, "9990").frame("FROM revision WHERE area_level = 'municipality' AND subgroup = 'all'")
    assert rows[["indicator", "reason"]].to_numpy().tolist() == [["prov_2", "withdrawn"]] and rows["new_value"].isna().all()


def test_a_table_of_events_replaces_its_own_types_over_its_own_days(home: Path, tmp_path: Path) -> None:
    take(home, squares(tmp_path / "o.geojson"), SPRING)
    first = [["2025-01-02", "N01", "Brand"]] * 4 + [["2025-06-30", "N02", "Olycka"]] * 2 + [["2025-12-30", "N01", "Brand"]]
    take(home, table(tmp_path / "larm.csv", ALARMS, *first), SPRING)
    take(home, table(tmp_path / "larm igen.csv", ALARMS, ["2025-01-02", "N01", "Brand"], *first), AUTUMN)
    reader = built(home)
    assert revised(reader, "event_events_brand_count") == [
        ("9999", "2025-01", 5, 6, "late_registration"),
        ("N01", "2025-01", 5, 6, "late_registration"),
    ]
    assert revised(reader, "event_events_olycka_count") == []
    assert replaced(reader) == [("larm igen.csv", "larm.csv", "2025-01-02", "2025-12-30", 7, 8, False)]


def test_single_figures_take_each_others_place_and_an_area_that_is_left_out_keeps_its_figure(home: Path, tmp_path: Path) -> None:
    take(home, squares(tmp_path / "o.geojson"), SPRING)
    rows = [[area, year, "Trivs i skolan", share, 100] for area, year, share in (("N01", 2024, 80), ("N02", 2024, 70), ("N01", 2025, 60))]
    take(home, table(tmp_path / "skola.csv", SCHOOL, *rows), SPRING)
    late = take(home, table(tmp_path / "skola 2.csv", SCHOOL, ["N01", 2025, "Trivs i skolan", 65, 100]), AUTUMN)
    told = late.warnings[-1]
    assert told.code == "replaces" and "2025-01-01 till 2025-12-31" in told.message and "skola.csv" in told.message
    reader = built(home)
    assert revised(reader) == [("N01", "2025-01", 0.6, 0.65, "corrected")]
    assert sorted(reader.frame("FROM estimate")["value"]) == [0.65, 0.7, 0.8]


def test_an_area_whose_figure_the_source_takes_back_loses_it(home: Path, tmp_path: Path) -> None:
    take(home, squares(tmp_path / "o.geojson"), SPRING)
    take(home, table(tmp_path / "skola.csv", SCHOOL, *([area, 2025, "Trivs i skolan", 80, 100] for area in ("N01", "N02"))), SPRING)
    taken_back = [["N01", 2025, "Trivs i skolan", 80, 100], ["N02", 2025, "Trivs i skolan", "..", ""]]
    take(home, table(tmp_path / "skola 2.csv", SCHOOL, *taken_back), AUTUMN)
    reader = built(home)
    assert revised(reader) == [("N02", "2025-01", 0.8, None, "withdrawn")]
    assert reader.frame("FROM revision")["new_state"].tolist() == ["suppressed"]
