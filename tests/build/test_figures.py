"""Delivered figures become estimates: an interval only where something stands behind them, and words from where there are words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild import store
from lagesbild.build.figures import figure_estimates
from lagesbild.catalog import load_catalog
from lagesbild.model import LagesbildError
from lagesbild.read import queries
from lagesbild.store import Reader, current
from tests.build.conftest import DAY
from tests.conftest import SHARED
from tests.intake.kolada_files import definitions, values

Give = Callable[[Path], str]
FACT = {
    "receipt": "r1", "area": "N01", "area_name": "Väst", "area_level": "neighbourhood", "area_version": "2024",
    "path": "", "label": "Rädda",
    "period_start": pd.Timestamp(2025, 1, 1), "period_end": pd.Timestamp(2025, 12, 31), "period_kind": "year", "indicator": "skola_radd",
    "subgroup": "all", "measure": "share", "unit": "share", "value": None, "lower": None, "upper": None, "numerator": None, "base": None,
    "state": "value", "preliminary": False,
}  # fmt: skip
DELIVERY = {
    "receipt": "r1", "rank": 1, "arrival": 1, "source": "Skolan", "format": "skola", "kind": "aggregate",
    "data_from": pd.Timestamp(2025, 1, 1), "data_date": pd.Timestamp(2025, 12, 31), "received_on": pd.Timestamp(DAY), "general": False,
}  # fmt: skip
SKOLA = """
title = "Skolenkät"
kind = "aggregate"
source = "Skolan"
container = "csv"
cadence = "year"
"""


@pytest.fixture
def estimated(tmp_path: Path) -> Callable[..., pd.Series]:
    """The estimate that one delivered fact becomes, with what the test wants changed in it and its format's design effect."""

    def estimated(design_effect: float | None = 1.5, **change: Any) -> pd.Series:
        folder = tmp_path / "catalogue" / "formats"
        folder.mkdir(parents=True, exist_ok=True)
        declared = "" if design_effect is None else f"[figures]\ndesign_effect = {design_effect}\n"
        (folder / "skola.toml").write_text(SKOLA + declared, encoding="utf-8")
        with store.write(tmp_path / "vault.duckdb") as vault:
            for statement in queries("schema/vault").values():
                vault.run(statement)
            vault.append("delivery", pd.DataFrame([DELIVERY]))
            vault.append("aggregate", pd.DataFrame([FACT | change]))
            rows, _ = figure_estimates(vault, [], load_catalog(tmp_path))
        return rows.iloc[0]

    return estimated


def test_a_share_has_wilsons_interval_on_its_base_divided_by_the_declared_design_effect(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(numerator=30.0, base=150.0)
    assert (row["value"], row["effective_base"], row["design_effect"]) == (0.2, 100.0, 1.5)
    assert (row["lower"], row["upper"]) == pytest.approx((0.1334, 0.2888), abs=5e-5)  # Wilson for 20 of 100


def test_a_share_of_nobody_still_has_an_upper_limit(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(value=0.0, base=150.0)
    assert row["state"] == "zero" and row["lower"] == 0 and 0.02 < row["upper"] < 0.05


def test_a_share_with_a_base_and_no_declared_design_effect_stops_the_build(estimated: Callable[..., pd.Series]) -> None:
    with pytest.raises(LagesbildError, match=r"skola .*design_effect"):
        estimated(design_effect=None, numerator=30.0, base=150.0)


def test_a_value_without_anything_behind_it_stands_without_interval(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(design_effect=None, value=0.2)
    assert row["value"] == 0.2 and row[["lower", "upper", "effective_base", "standard_error"]].isna().all()


def test_the_sources_own_interval_is_kept(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(design_effect=None, value=0.2, lower=0.11, upper=0.33, base=150.0)
    assert (row["lower"], row["upper"]) == (0.11, 0.33)


def test_a_rate_of_a_count_and_a_base_is_exact(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(measure="rate", unit="per_1000", numerator=10.0, base=2000.0)
    assert (row["value"], row["lower"], row["upper"]) == pytest.approx((5.0, 2.398, 9.195), abs=1e-3)  # Garwood: 4.795-18.390 of 10


def test_a_count_is_its_own_numerator(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(measure="count", unit="count", value=3.0)
    assert row["numerator"] == 3 and (row["lower"], row["upper"]) == pytest.approx((0.619, 8.767), abs=1e-3)


def test_a_value_that_was_rounded_past_its_interval_moves_the_edge(estimated: Callable[..., pd.Series]) -> None:
    row = estimated(measure="rate", unit="per_1000", value=20.0, numerator=1.0, base=2000.0)
    assert row["value"] == 20 and row["upper"] == 20


@pytest.mark.parametrize("state", ["missing", "suppressed", "not_asked", "not_published"])
def test_what_has_no_value_keeps_its_reason_and_no_number(estimated: Callable[..., pd.Series], state: str) -> None:
    row = estimated(state=state, base=150.0)
    assert row["state"] == state and row[["value", "lower", "upper", "numerator"]].isna().all()


@pytest.fixture
def norrhamn(home: Path, give: Give, tmp_path: Path) -> Reader:
    """Norrhamn with figures from Kolada: one of the catalogue, one of a definition, one of neither, and a mean of three years."""
    figures = [
        ("N00610", 2022, {"T": 71.5, "K": 62.0}), ("N00610", 2023, {"T": "Privacy"}), ("U07417", 2023, {"T": 23.1}),
        ("N99002", 2023, {"T": 45.0}), ("N99003", 2023, {"T": 8.5}), ("N99004", 2022, {"T": 1200.0}),
    ]  # fmt: skip
    give(values(tmp_path / "v.json", figures))
    give(definitions(tmp_path / "d.json", {"N99002": "Hamnkapten nöjd, andel (%)", "N99004": "Båtkostnad, kr/inv"}))
    builds.build(home, "9999", DAY)
    builds.publish(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader is not None
    return reader


def test_words_come_from_the_catalogue_then_the_definition_then_the_code(norrhamn: Reader) -> None:
    said = norrhamn.frame("FROM indicator").set_index("indicator")
    assert said.loc["kolada_n00610", "title"] == "Trygg utomhus i bostadsområdet när det är mörkt"
    assert said.loc["kolada_n99002", ["title", "unit", "measure", "better"]].tolist() == ["Hamnkapten nöjd", "share", "share", "neither"]
    assert said.loc["kolada_n99004", ["title", "unit_words"]].tolist() == ["Båtkostnad", "kr/inv"]
    assert said.loc["kolada_n99003", "title"] == "N99003" and "inte inläst" in said.loc["kolada_n99003", "caveat"]
    assert set(said["family"]) == {"kolada"} and set(said["source"]) == {"Kolada"}


def test_per_cent_of_a_definition_is_a_share_and_other_numbers_stay(norrhamn: Reader) -> None:
    rows = norrhamn.frame("FROM estimate WHERE subgroup = 'all' AND value IS NOT NULL").set_index("indicator")
    assert rows["value"].to_dict() == pytest.approx(
        {"kolada_n00610": 0.715, "kolada_u07417": 23.1, "kolada_n99002": 0.45, "kolada_n99003": 8.5, "kolada_n99004": 1200.0}
    )
    assert rows[["lower", "upper"]].isna().all().all()
    assert rows.loc["kolada_u07417", "period_kind"] == "pool3" and rows.loc["kolada_u07417", "period_start"] == pd.Timestamp(2021, 1, 1)


def test_the_data_date_is_the_figures_own(norrhamn: Reader) -> None:
    rows = norrhamn.frame("SELECT indicator, max(data_date) AS day FROM estimate GROUP BY ALL").set_index("indicator")["day"]
    assert rows["kolada_n99004"] == pd.Timestamp(2022, 12, 31) and rows["kolada_n99002"] == pd.Timestamp(2023, 12, 31)


def test_no_figure_is_dated_after_the_day_it_came(home: Path, give: Give, tmp_path: Path) -> None:
    give(values(tmp_path / "a.json", [("N99002", DAY.year, {"T": 45.0})]))
    builds.build(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader is not None
    for table in ("estimate", "source"):
        assert reader.frame(f"FROM {table}")["data_date"].tolist() == [pd.Timestamp(DAY)], table


def test_delivered_figures_are_not_in_the_public_file(norrhamn: Reader, home: Path) -> None:
    public = current(home, "9999", "public")
    assert public is not None
    counts = [len(public.frame(f"FROM {table}")) for table in ("estimate", "indicator", "series_break", "source")]
    assert counts == [0, 0, 0, 0] and len(norrhamn.frame("FROM estimate")) == 7


def test_a_figure_that_came_before_its_catalogue_entry_is_not_told_twice(home: Path, give: Give, tmp_path: Path) -> None:
    give(values(tmp_path / "a.json", [("N99002", 2023, {"T": 45.0})]))
    folder = home / "catalogue" / "indicators"
    folder.mkdir(parents=True)
    (folder / "kolada_n99002.toml").write_text(
        'title = "Nöjda"\nshort_title = "Nöjda"\ndefinition = "Nöjda."\nsource = "Kolada"\nmeasure = "share"\nunit = "share"\n'
        'better = "higher"\nfamily = "kolada"\n',
        encoding="utf-8",
    )
    give(values(tmp_path / "b.json", [("N99002", 2023, {"T": 46.0}), ("N99002", 2022, {"T": 44.0})]))
    builds.build(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader is not None
    assert reader.frame("FROM estimate ORDER BY period_start")["value"].tolist() == pytest.approx([0.44, 0.46])


@pytest.mark.shared
def test_the_real_key_figures_of_lulea_are_built_with_their_definitions(home: Path) -> None:
    from lagesbild.intake import receive

    for name in ("pgmj_2024-12-12_KOLADA_data_raw.parquet", "pgmj_2023-03-28_KOLADA_KPI_list.parquet"):
        assert receive(SHARED / "real" / "kolada" / name, home, "2580", None, DAY).outcome == "accepted"
    builds.build(home, "2580", DAY)
    reader = current(home, "2580", "internal")
    assert reader is not None
    rows = reader.frame("FROM estimate")
    assert len(rows) == 479 and rows["indicator"].nunique() == 23
    assert (rows["state"] == "missing").sum() == 12 and rows["value"].notna().sum() == 467
    school = rows[(rows["indicator"] == "kolada_n15030") & (rows["period_start"] == pd.Timestamp(2010, 1, 1))]
    assert (school["unit"] == "share").all() and school["value"].between(0.8, 1).all()
