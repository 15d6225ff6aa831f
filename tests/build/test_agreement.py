"""What a build holds of the agreements: every goal numbered, every measure tied to the figures that it reads."""

from __future__ import annotations

from datetime import date

from lagesbild.build.agreement import agreement_tables
from lagesbild.catalog import load_catalog

DAY = date(2026, 11, 22)


def test_norrhamns_goals_are_numbered_and_measured() -> None:
    found = agreement_tables(load_catalog(), "9999", DAY)
    assert found["agreement"].set_index("agreement")["is_current"].to_dict() == {"2020-2023": False, "2024-2027": True}
    goals = found["goal"][found["goal"]["agreement"] == "2024-2027"]
    assert goals["number"].tolist() == ["", "", "1", "2", "3", "4", "5", "6", "7"]
    measures = found["goal_measure"].set_index(["goal", "measure_order"])
    assert measures.loc[("trygg-kvall", 1), ["period_kind", "baseline"]].tolist() == ["wave", "2023"]
    assert measures.loc[("trygg-kvall", 1), "baseline_start"].date() == date(2023, 9, 7)
    assert measures.loc[("inbrott", 1), ["period_kind", "target"]].tolist() == ["year", 1.0]
    assert (measures["deadline"].dt.date == date(2027, 12, 31)).sum() == 11


def test_an_unknown_period_stays_unknown() -> None:
    row = agreement_tables(load_catalog(), "0319", DAY)["agreement"].iloc[0]
    assert row[["period_start", "period_end", "revise_by"]].isna().all() and not row["is_current"] and row["label"] == ""


def test_names_of_persons_are_in_no_table() -> None:
    told = " ".join(agreement_tables(load_catalog(), code, DAY)["agreement"].to_csv() for code in load_catalog().municipalities)
    assert not [name for name in ("Hinterthaner", "Hansson", "Lindberg", "Adolfsson", "Jakobsson", "Stenberg") if name in told]
