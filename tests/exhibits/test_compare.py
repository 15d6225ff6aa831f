"""Jämför on an invented reference: the nation, the list, gaps that keep their reason, and what may not be said."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild import show, show_compare
from lagesbild.example import make_reference
from lagesbild.example.people import total
from lagesbild.exhibits import compare, peers
from lagesbild.intake import receive
from lagesbild.stats.peers import against_half
from lagesbild.store import Reader, built, current
from tests.conftest import SHARED

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    for path in make_reference(folder / "inbox"):
        receipt = receive(path, folder, "reference", None, DAY)
        assert receipt.outcome == "accepted", receipt.message
        assert receipt.rows_outside == 0, "every municipality's rows are kept"
    builds.build(folder, "reference", DAY)
    return folder


@pytest.fixture(scope="module")
def shared(home: Path) -> Reader:
    found = current(home, "reference", "internal")
    assert found is not None
    return found


def compared(shared: Reader, slug: str, **other: Any) -> Any:
    indicator = compare.indicators(shared).loc[slug]
    alike = peers.similar(shared, "9999")
    how = {"peers": peers.nearest(alike), "period": next(iter(compare.periods(shared, slug, "9999")))} | other
    return compare.compare(shared, indicator, "9999", "Norrhamn", **how)


def test_the_reference_is_no_municipality_of_the_menu(home: Path) -> None:
    assert built(home, "internal") == []


def test_names_in_bras_file_find_their_codes(shared: Reader) -> None:
    rows = shared.frame("SELECT DISTINCT area, indicator FROM estimate WHERE indicator LIKE 'bra_%'")
    assert set(rows["area"]) == {"0000", "9999", *(f"98{n:02d}" for n in range(1, 23))}
    assert rows["indicator"].nunique() == 3


def test_norrhamn_has_as_many_inhabitants_among_the_others_as_in_its_own_file(shared: Reader) -> None:
    own = shared.frame("SELECT year(period_end) AS year, value FROM estimate WHERE indicator = 'kolada_n01951' AND area = '9999'")
    assert {row.year: row.value for row in own.itertuples()} == {year: total(year) for year in range(2021, 2026)}
    assert total(2025) == 42_003


def test_each_term_is_the_newest_figure_of_every_municipality_with_its_year(shared: Reader) -> None:
    rows = peers.newest(shared)["kolada_n01951"]
    assert rows["area"].is_unique and "0000" not in set(rows["area"]) and set(rows["period_end"].dt.year) == {2025}
    late = pd.DataFrame({"period_end": pd.to_datetime(["2024-12-31", "2025-12-31"])})
    assert show_compare._years(rows) == "2025" and show_compare._years(late) == "2024–2025"


def test_what_makes_them_alike_stands_with_its_year_and_source(shared: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[pd.DataFrame] = []
    lines: list[str] = []
    monkeypatch.setattr(show, "data_table", lambda rows, **_: tables.append(rows))
    monkeypatch.setattr(show, "source_line", lines.append)
    show_compare.similarity(shared, peers.similar(shared, "9999"), ("9801",))
    assert list(tables[0].columns)[2:4] == ["Invånare 2025", "Invånare per km² 2025"]
    assert tables[0].iloc[0, 2].replace("\u00a0", " ").startswith("42 003")
    assert lines[0].startswith("Egen bearbetning av data från Kolada. Data till 2025-12-31") and lines[0].endswith(
        "det senaste värde som finns."
    )


def test_the_most_alike_come_first_and_every_term_is_shown(shared: Reader) -> None:
    rows = peers.similar(shared, "9999")
    assert len(rows) == 23 and rows["distance"].is_monotonic_increasing and rows.loc[0, ["area", "distance"]].tolist() == ["9999", 0]
    assert peers.nearest(rows) == rows["area"].tolist()[1:9]
    parts = rows[[f"{term}_part" for term in peers.TERMS]].to_numpy()
    np.testing.assert_allclose(rows["distance"], np.sqrt((parts**2).mean(axis=1)))
    assert peers.similar(shared, "1234").empty


def test_the_list_decides_the_band_and_the_nation_is_beside(shared: Reader) -> None:
    found = compared(shared, "kolada_n00612", peers=["9801", "9802", "9803", "9804", "9805"])
    values = found.frame[found.frame["area"].str.startswith("98")]["value"]
    assert found.facts["middle"] == pytest.approx(np.quantile(values, [0.25, 0.5, 0.75]))
    assert {"0000", "9999"} <= set(found.frame["area"]) and len(found.frame) == 7
    assert "Riket har" in found.sentence and "Almsund, Bergvik, Dalfors, Ekhamn, Furuby" in found.source_line
    assert found.source_line.startswith("Egen bearbetning av data från Kolada.")
    assert found.figure is not None and found.picture is not None and "<svg" in found.picture()


def test_without_intervals_nothing_is_said_of_most(shared: Reader) -> None:
    found = compared(shared, "kolada_n00610")
    assert "ingen felmarginal" in found.sentence and "de flesta av dem" not in found.sentence


def test_missing_secret_and_not_applicable_are_kept_apart_and_never_zero(shared: Reader) -> None:
    found = compared(shared, "kolada_n00610", peers=["9804", "9808", "9801"])
    assert found.frame.set_index("area")["state"][["9804", "9808"]].tolist() == ["missing", "suppressed"]
    assert found.frame["value"].isna().sum() == 2
    assert "Saknas hos källan: Ekhamn." in found.source_line and "Sekretess hos källan: Isviken." in found.source_line


def test_too_few_have_no_middle_half(shared: Reader) -> None:
    found = compared(shared, "kolada_n00612", peers=["9801", "9802"])
    assert found.facts["where"] == "few" and "mittersta hälften av kommunerna" not in found.sentence
    assert compared(shared, "kolada_n00612", peers=[]).figure is None


@pytest.mark.parametrize(
    ("lower", "upper", "where"),
    [
        (0.50, 0.60, "below"),
        (0.50, 0.62, "open"),
        (0.62, 0.65, "within"),
        (0.64, 0.69, "open"),
        (0.68, 0.75, "above"),
        (np.nan, np.nan, "open"),
    ],
)
def test_a_position_is_told_only_where_the_whole_interval_lies(lower: float, upper: float, where: str) -> None:
    own = pd.Series({"value": 0.6, "lower": lower, "upper": upper})
    assert against_half(own["lower"], own["upper"], (0.61, 0.67)) == where


def test_without_an_interval_the_heading_tells_values_and_no_position(shared: Reader) -> None:
    found = compared(shared, "kolada_n00610")
    assert found.facts["where"] == "open" and "hälften" not in found.heading
    assert found.heading.startswith("Trygg ute i mörker: ") and "i Norrhamn" in found.heading and found.heading.endswith("i riket")


def row(value: float, error: float) -> pd.Series:
    return pd.Series({"value": value, "standard_error": error, "source": "NTU"})


@pytest.mark.parametrize(
    ("better", "error", "said"),
    [
        ("higher", 0.01, "ligger säkert bättre till än 4 av 5 kommuner"),
        ("higher", 0.10, "Säkert bättre än 0 av 5"),
        ("lower", 0.01, "Säkert bättre än 1 av 5"),
        ("neither", 0.01, "inte de flesta"),
        ("higher", np.nan, "ingen felmarginal"),
    ],
)
def test_better_than_most_is_said_only_when_the_intervals_allow(better: str, error: float, said: str) -> None:
    others = pd.DataFrame({"value": [0.6, 0.62, 0.65, 0.66, 0.95], "standard_error": error})
    indicator = pd.Series({"better": better})
    assert said in compare.most(row(0.8, error), others, indicator, "Norrhamn", "2025")


@pytest.mark.shared
def test_real_values_of_all_municipalities(tmp_path: Path) -> None:
    for name in ("kolada/pgmj_2024-12-12_KOLADA_data_raw.parquet", "bra/bra_alla_kommuner_2021_2025.xls"):
        receipt = receive(SHARED / "real" / name, tmp_path, "reference", None, DAY)
        assert receipt.outcome == "accepted", receipt.message
    builds.build(tmp_path, "reference", DAY)
    reader = current(tmp_path, "reference", "internal")
    assert reader is not None
    figures = reader.frame("SELECT indicator, count(DISTINCT area) AS n FROM estimate GROUP BY ALL").set_index("indicator")["n"]
    assert figures["kolada_u07452_per_100000"] >= 290 or figures["kolada_u07452"] >= 290
    assert reader.frame("SELECT count(*) AS n FROM estimate WHERE area = '0180' AND indicator LIKE 'bra_totalt%'")["n"][0] == 5
