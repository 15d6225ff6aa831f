"""What a newer delivery changes in figures that were shown already: before, now and why; and how undoing brings the older back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.build.revision import CELL, changes
from lagesbild.store import Reader
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import AUTUMN, SPRING, bra, built, replaced, revised, take, values

FIRE, CARS = "fire_vandalism_count", "vehicle_fire_count"
FIRST = [("N01", "1210 2024-01-02", 12), ("N02", "1210 2024-06-30", 3), ("N01", "1210 2024-12-30", 4)]


def estimate(reader: Reader) -> pd.DataFrame:
    return reader.frame("FROM estimate ORDER BY ALL")


@pytest.fixture
def norrhamn(home: Path, tmp_path: Path) -> Path:
    take(home, squares(tmp_path / "o.geojson"), SPRING)
    take(home, reports(tmp_path / "första.csv", FIRST), SPRING)
    return home


def test_a_corrected_file_of_reports_takes_the_place_of_the_first(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, reports(tmp_path / "rättad.csv", [*FIRST[:1], ("N02", "1210 2024-06-30", 1), ("N01", "1210 2024-12-30", 9)]), AUTUMN)
    reader = built(norrhamn)
    assert values(reader, FIRE)["N01", "2024-01"] == 21 and values(reader, FIRE)["9999", "2024-01"] == 22
    assert revised(reader, FIRE) == [
        ("9999", "2024-01", 19, 22, "late_registration"),
        ("N01", "2024-01", 16, 21, "late_registration"),
        ("N02", "2024-01", 3, 1, "corrected"),
    ]
    assert replaced(reader) == [("rättad.csv", "första.csv", "2024-01-02", "2024-12-30", 19, 22, False)]


def test_reports_that_only_moved_between_areas_are_corrected_and_none_came_later(norrhamn: Path, tmp_path: Path) -> None:
    moved = [("N02", "1210 2024-01-02", 12), ("N02", "1210 2024-06-30", 3), ("N01", "1210 2024-12-30", 4)]
    take(norrhamn, reports(tmp_path / "flyttad.csv", moved), AUTUMN)
    assert revised(built(norrhamn), FIRE) == [("N01", "2024-01", 16, 4, "corrected"), ("N02", "2024-01", 3, 15, "corrected")]


def test_days_that_only_one_file_covers_keep_that_files_figures(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, reports(tmp_path / "andra.csv", [("N01", "1210 2024-07-01", 5), ("N01", "1210 2025-06-30", 6)]), AUTUMN)
    reader = built(norrhamn)
    months = values(reader, FIRE, "month")
    assert months["N01", "2024-01"] == 12 and months["N01", "2024-07"] == 5 and months["N01", "2024-12"] == 0
    assert values(reader, FIRE)["N01", "2024-01"] == 17, "twelve of the first file and five of the second"
    assert revised(reader, FIRE, "month") == [
        *(("9999", "2024-07", 0, 5, "late_registration"), ("9999", "2024-12", 4, 0, "final_replaces_preliminary")),
        *(("N01", "2024-07", 0, 5, "late_registration"), ("N01", "2024-12", 4, 0, "final_replaces_preliminary")),
    ], "the last month of an extract is preliminary"


def test_a_file_of_other_codes_replaces_nothing(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, reports(tmp_path / "bilbrand.csv", [("N01", "1211 2024-01-03", 2), ("N01", "1211 2024-12-29", 4)]), AUTUMN)
    reader = built(norrhamn)
    assert values(reader, FIRE)["9999", "2024-01"] == 19 and values(reader, CARS)["9999", "2024-01"] == 6
    assert revised(reader) == [] and replaced(reader) == []


def test_an_old_extract_that_comes_late_never_counts_and_says_so(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, reports(tmp_path / "gammal.csv", [("N01", "1210 2024-01-02", 11), ("N02", "1210 2024-06-30", 3)]), AUTUMN)
    reader = built(norrhamn)
    assert values(reader, FIRE)["N01", "2024-01"] == 16 and revised(reader) == []
    assert replaced(reader) == [("första.csv", "gammal.csv", "2024-01-02", "2024-06-30", 14, 0, True)]


def test_an_extract_taken_out_later_wins_although_its_last_report_is_earlier(norrhamn: Path, tmp_path: Path) -> None:
    shorter = reports(tmp_path / "senare.csv", [("N01", "1210 2024-01-02", 11), ("N02", "1210 2024-12-29", 3)])
    take(norrhamn, shorter, AUTUMN, extracted=date(2026, 8, 30))
    reader = built(norrhamn)
    assert values(reader, FIRE)["N01", "2024-01"] == 15, "eleven of the newer; its days end before the four of 30 December"
    assert [row[:2] for row in replaced(reader)] == [("senare.csv", "första.csv")]


def test_the_last_month_is_preliminary_until_a_longer_extract_comes(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, reports(tmp_path / "längre.csv", [*FIRST[:2], ("N01", "1210 2024-12-30", 7), ("N01", "1210 2025-02-03", 1)]), AUTUMN)
    assert ("N01", "2024-12", 4, 7, "final_replaces_preliminary") in revised(built(norrhamn), FIRE, "month")


def test_undoing_the_newer_brings_the_older_back_as_if_it_had_never_come(norrhamn: Path, tmp_path: Path) -> None:
    before = estimate(built(norrhamn))
    newer = take(norrhamn, reports(tmp_path / "rättad.csv", [("N01", "1210 2024-01-02", 30), ("N02", "1210 2024-12-30", 9)]), AUTUMN)
    assert not estimate(built(norrhamn)).equals(before)
    builds.undo(norrhamn, newer.receipt, DAY)
    reader = built(norrhamn)
    pd.testing.assert_frame_equal(estimate(reader), before)
    assert revised(reader) == [] and replaced(reader) == []


def test_undoing_the_middle_one_of_three_leaves_the_newest_over_the_oldest(norrhamn: Path, tmp_path: Path) -> None:
    middle = take(norrhamn, reports(tmp_path / "andra.csv", [*FIRST[:2], ("N01", "1210 2024-12-30", 6)]), AUTUMN)
    take(norrhamn, reports(tmp_path / "tredje.csv", [*FIRST[:2], ("N01", "1210 2024-12-30", 8)]), DAY)
    reader = built(norrhamn)
    assert ("N01", "2024-01", 18, 20, "late_registration") in revised(reader, FIRE), "against the edition before, not the first"
    assert {row[:2] for row in replaced(reader)} == {("tredje.csv", "andra.csv"), ("andra.csv", "första.csv")}
    builds.undo(norrhamn, middle.receipt, DAY)
    reader = built(norrhamn)
    assert ("N01", "2024-01", 16, 20, "late_registration") in revised(reader, FIRE)
    assert [row[:2] for row in replaced(reader)] == [("tredje.csv", "första.csv")]


def test_every_figure_carries_the_day_of_the_delivery_it_comes_from(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, reports(tmp_path / "andra.csv", [("N01", "1210 2024-07-01", 5), ("N01", "1210 2025-06-30", 6)]), AUTUMN)
    rows = built(norrhamn).frame("FROM estimate WHERE indicator = 'fire_vandalism_count' AND period_kind = 'quarter' AND area = 'N01'")
    stamped = dict(zip(rows["period_start"].dt.strftime("%Y-%m"), rows["vintage"], strict=True))
    assert stamped["2024-01"] == stamped["2024-04"] == "2026-03-01" and stamped["2024-07"] == stamped["2025-01"] == "2026-09-01"


PREL = [["2025 prel.", "2025 prel."], ["Jan", "Feb"]]
FINAL = [["2025", "2025"], ["Jan", "Feb"]]


def test_final_figures_replace_preliminary_ones(home: Path, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "prel.xlsx", PREL, ["Totalt antal brott", 100, 90]), SPRING)
    take(home, bra(tmp_path / "slutlig.xlsx", FINAL, ["Totalt antal brott", 103, 90]), AUTUMN)
    reader = built(home)
    assert revised(reader, kind="month") == [("9999", "2025-01", 100, 103, "final_replaces_preliminary")], "February did not change"
    assert not reader.frame("FROM estimate WHERE preliminary").shape[0]


def test_a_preliminary_figure_never_replaces_a_final_one_whichever_comes_last(home: Path, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "slutlig.xlsx", FINAL, ["Totalt antal brott", 103, 90]), SPRING)
    late = take(home, bra(tmp_path / "prel.xlsx", [["2025 prel."] * 3, ["Jan", "Feb", "Mar"]], ["Totalt antal brott", 100, 90, 80]), AUTUMN)
    assert [w.code for w in late.warnings] == ["outranked"]
    reader = built(home)
    (total,) = set(reader.frame("FROM estimate")["indicator"])
    assert values(reader, total, "month") == {("9999", "2025-01"): 103, ("9999", "2025-02"): 90, ("9999", "2025-03"): 80}
    assert revised(reader, kind="month") == []


def test_months_and_years_of_the_same_days_stand_beside_each_other(home: Path, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "år.xlsx", [["År"], ["2025"]], ["Totalt antal brott", 1200]), SPRING)
    take(home, bra(tmp_path / "månad.xlsx", FINAL, ["Totalt antal brott", 103, 90]), AUTUMN)
    reader = built(home)
    assert reader.frame("FROM estimate ORDER BY value")["value"].tolist() == [90, 103, 1200]
    assert replaced(reader) == []


def test_counts_and_rates_of_the_same_offence_stand_beside_each_other(home: Path, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "antal.xlsx", [["År"], ["2025"]], ["Totalt antal brott", 1200]), SPRING)
    take(home, bra(tmp_path / "per.xlsx", [["År"], ["2025"]], ["Totalt antal brott", 8100], unit="/100 000 inv"), AUTUMN)
    reader = built(home)
    assert sorted(reader.frame("FROM estimate")["value"]) == [1200, 8100] and replaced(reader) == []


def test_a_figure_that_the_source_takes_back_is_withdrawn_and_never_zero(home: Path, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "a.xlsx", FINAL, ["Totalt antal brott", 103, 90], ["Rån", 4, 5]), SPRING)
    take(home, bra(tmp_path / "b.xlsx", FINAL, ["Totalt antal brott", 103, 90], ["Rån", "..", 5]), AUTUMN)
    reader = built(home)
    assert revised(reader, kind="month") == [("9999", "2025-01", 4, None, "withdrawn")]
    assert reader.frame("FROM revision")["new_state"].tolist() == ["missing"]


def test_a_row_that_the_newer_file_does_not_have_keeps_the_older_figure(home: Path, tmp_path: Path) -> None:
    take(home, bra(tmp_path / "a.xlsx", FINAL, ["Totalt antal brott", 103, 90], ["Rån", 4, 5]), SPRING)
    take(home, bra(tmp_path / "b.xlsx", FINAL, ["Totalt antal brott", 104, 90]), AUTUMN)
    reader = built(home)
    assert revised(reader, kind="month") == [("9999", "2025-01", 103, 104, "corrected")]
    assert sorted(reader.frame("FROM estimate")["value"]) == [4, 5, 90, 104]


def test_new_people_change_the_rates_and_their_vintage(norrhamn: Path, tmp_path: Path) -> None:
    take(norrhamn, people(tmp_path / "f1.xlsx", {2024: (1000, 2000)}), SPRING)
    take(norrhamn, people(tmp_path / "f2.xlsx", {2024: (1600, 2000), 2025: (1700, 2000)}), AUTUMN)
    reader = built(norrhamn)
    assert ("N01", "2024-01", 16.0, 10.0, "corrected") in revised(reader, "fire_vandalism")
    assert ("9999", "2024-12", 3000, 3600, "corrected") in revised(reader, "population")
    assert not [row for row in revised(reader) if row[0] == "N02"], "the people of N02 are the same"
    assert set(reader.frame("FROM estimate WHERE indicator = 'fire_vandalism' AND value IS NOT NULL")["vintage"]) == {"2026-09-01"}


def frame(*rows: dict) -> pd.DataFrame:
    """Estimates that differ only in what a row says."""
    plain = dict.fromkeys(CELL, "x") | {
        "value": 1.0, "state": "value", "preliminary": False, "vintage": "2026-01-01", "receipt": "r", "numerator": 1.0,
    }  # fmt: skip
    return pd.DataFrame([plain | row for row in rows])


def test_a_cell_that_is_not_told_any_more_is_withdrawn_and_one_in_another_unit_is_not() -> None:
    before = frame({"indicator": "a"}, {"indicator": "b", "unit": "number"}, {"indicator": "c", "value": None, "state": "missing"})
    found = changes(before, frame({"indicator": "b", "unit": "share", "vintage": "2026-09-01"}), set())
    assert found[["indicator", "reason", "new_state"]].to_numpy().tolist() == [["a", "withdrawn", "not_published"]]
    assert found["new_value"].isna().all() and found["new_vintage"].notna().all()


def test_another_order_of_sums_is_no_news() -> None:
    assert changes(frame({"value": 0.1 + 0.2}), frame({"value": 0.3}), set()).empty
    assert changes(frame({"value": 0.3}), frame({"value": 0.3, "preliminary": True, "vintage": "2026-09-01"}), set()).empty


def test_a_value_that_was_missing_before_is_added() -> None:
    found = changes(frame({"value": None, "state": "missing", "numerator": None}), frame({}), set())
    assert found["reason"].tolist() == ["added"]
