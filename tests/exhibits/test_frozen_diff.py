"""Two lägesbilder beside each other: revised values by size, certain changes that have come, goals with another status or agreement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import store
from lagesbild.exhibits import frozen_diff
from lagesbild.exhibits.frozen_diff import Side
from tests.exhibits.made_goals import DAY, PEOPLE, figures, made

LAST_YEAR = date(2025, 12, 1)


def known(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    """What a lägesbild made on a day knows."""
    return frame[frame["period_end"] <= pd.Timestamp(day)].reset_index(drop=True)


def revised(frame: pd.DataFrame, indicator: str, year: int, count: int) -> pd.DataFrame:
    """The same figures with another number of reports in one year."""
    changed = frame.copy()
    row = (changed["indicator"] == indicator) & (changed["period_start"].dt.year == year)
    changed.loc[row, ["value", "numerator"]] = [count / PEOPLE * 1000, count]
    return changed


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Side:
    first = known(figures(), LAST_YEAR)
    first = revised(revised(first, "vandalism", 2024, 512), "residential_burglary", 2016, 81)
    first.loc[first["indicator"] == "vandalism", "preliminary"] = first["period_start"].dt.year == 2024
    return Side(made(tmp_path_factory.mktemp("older") / "internal.duckdb", first), LAST_YEAR, "”Lägesbild 2025” (2025-12-01)")


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Side:
    return Side(made(tmp_path_factory.mktemp("newer") / "internal.duckdb", figures()), DAY, "siffrorna nu", "0.2")


def test_values_of_the_same_time_are_revisions_and_new_periods_are_not(older: Side, newer: Side) -> None:
    found = frozen_diff.values(older, newer)
    assert found.frame[["indicator", "old_numerator", "new_numerator"]].to_numpy().tolist() == [
        ["vandalism", 512, 530],
        ["residential_burglary", 81, 80],
    ], "530 against 512 is 3,5 per cent, 80 against 81 one"
    assert found.frame["why"].tolist() == ["Slutligt ersätter preliminärt", "Rättat eller omräknat"]
    assert found.heading.startswith("2") and "siffrorna nu" in found.sub and "olika versioner" in found.caveat
    assert found.table["Före"].round(2).tolist() == [12.19, 1.93] and len(found.table) == 2


def test_nothing_is_revised_in_the_same_figures_although_the_last_binary_digit_differs(newer: Side, tmp_path: Path) -> None:
    frame = figures()
    frame["value"] *= 1 + 1e-15
    other = Side(made(tmp_path / "internal.duckdb", frame), DAY, "en kopia", "0.2")
    found = frozen_diff.values(other, newer)
    assert found.frame.empty and found.heading == "Inget värde har reviderats" and found.caveat == ""
    assert not frozen_diff.goal_changes(other, newer).facts["rows"] and not frozen_diff.certain(other, newer, "9999").facts["rows"]


def test_a_value_that_is_gone_is_told_first(newer: Side, tmp_path: Path) -> None:
    frame = revised(figures(), "vandalism", 2025, 100)
    hidden = (frame["indicator"] == "public_violence") & (frame["period_start"].dt.year == 2020)
    frame.loc[hidden, ["value", "lower", "upper", "numerator"]] = float("nan")
    frame.loc[hidden, "state"] = "missing"
    found = frozen_diff.values(newer, Side(made(tmp_path / "internal.duckdb", frame), DAY, "en senare"))
    assert found.frame["indicator"].tolist() == ["public_violence", "vandalism"]
    assert found.frame["why"].tolist() == ["Finns inte längre", "Rättat eller omräknat"]


def test_only_certain_changes_that_the_older_did_not_tell_are_new(older: Side, tmp_path: Path) -> None:
    more = revised(revised(figures(), "vandalism", 2025, 800), "public_violence", 2025, 118)
    later = Side(made(tmp_path / "internal.duckdb", more), DAY, "en senare")
    found = frozen_diff.certain(older, later, "9999")
    assert [(row["verdict"], row["first"], row["last"]) for row in found.facts["rows"]] == [("increase", "2023", "2025")]
    assert found.heading == "En säker förändring har kommit till" and found.table["Förändring"].tolist() == ["Säker ökning"]
    still = Side(made(tmp_path / "again.duckdb", revised(more, "vandalism", 2025, 810)), date(2026, 12, 1), "en ännu senare")
    assert frozen_diff.certain(later, still, "9999").heading == "Ingen ny säker förändring"


def test_goals_of_the_same_agreement_change_their_status(older: Side, newer: Side) -> None:
    found = frozen_diff.goal_changes(older, newer)
    assert {row["kind"] for row in found.facts["rows"]} == {"status"}
    moved = {row["goal"][:1]: (row["before"], row["after"]) for row in found.facts["rows"]}
    assert moved["1"] == ("no_clear_change", "improved") and all(before != after for before, after in moved.values())
    assert found.heading.endswith("mål har fått en annan status") and list(found.table) == ["Mål", "Vad", "Före", "Nu"]


def test_a_new_agreement_ends_the_old_ones_goals_and_moves_no_status(newer: Side) -> None:
    before = Side(newer.reader, date(2023, 6, 1), "förra")
    kinds = [row["kind"] for row in frozen_diff.goal_changes(before, newer).facts["rows"]]
    assert set(kinds) == {"ended", "new"} and kinds.count("new") == 7
    assert frozen_diff.goal_changes(before, newer).heading == "Sju mål är nya, tre mål har upphört"


def test_a_file_without_the_tables_is_told(newer: Side, tmp_path: Path) -> None:
    with store.write(tmp_path / "old.duckdb") as database:
        database.run("CREATE TABLE municipality (name VARCHAR)")
    with pytest.raises(store.OtherShape, match="annan version"):
        frozen_diff.values(Side(store.Reader(tmp_path / "old.duckdb"), DAY, "en gammal"), newer)
