"""The whole path on real files: received, built and read back. The files are read where they lie, never copied."""

from pathlib import Path

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.catalog_new import new_municipality
from lagesbild.intake import receive
from lagesbild.intake.receipt import Receipt
from lagesbild.read import read
from lagesbild.store import Reader, current
from tests.build.conftest import DAY

REAL = Path(__file__).parents[3] / "shared" / "real"
POPULATION = "scb/000005FC_20240806-102837.xlsx"
pytestmark = pytest.mark.shared


def given(home: Path, code: str, *files: str) -> list[Receipt]:
    found = [receive(REAL / file, home, code, None, DAY) for file in files]
    builds.build(home, code, DAY)
    builds.publish(home, code, DAY)
    return found


def opened(home: Path, code: str, zone: str = "internal") -> Reader:
    reader = current(home, code, zone)  # pyright: ignore[reportArgumentType]
    assert reader is not None
    return reader


@pytest.fixture(scope="module")
def alvkarleby(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("alvkarleby")
    given(
        home,
        "0319",
        "geo/Deso_inomUppsalaLan.zip",
        POPULATION,
        "police/brand brott.csv",
        "police/bilbrand brott.csv",
        "police/blåljus sabotage brott.csv",
    )
    return home


@pytest.fixture(scope="module")
def stockholm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("stockholm")
    new_municipality(home, "0180", "Stockholm", (17.7, 59.2, 18.3, 59.5), 3006)
    found = given(home, "0180", "bra/bra_alla_kommuner_2021_2025.xls", "bra/Brott_2025_raw.xls", "bra/Brott_2024_Raw.xls")
    assert [r.outcome for r in found] == ["accepted", "accepted", "already_received"] and "redan inläst" in found[2].message
    return home


def test_alvkarleby_fires_by_year_and_rates_where_population_is_known(alvkarleby: Path) -> None:
    rows = opened(alvkarleby, "0319").frame("FROM estimate WHERE area = '0319' AND period_kind = 'year' AND complete ORDER BY period_start")
    rows["year"] = rows["period_start"].dt.year
    fires = rows[rows["indicator"] == "fire_vandalism_count"].set_index("year")["value"]
    assert fires.loc[2020:2023].tolist() == [2, 2, 2, 2]
    rates = rows[rows["indicator"] == "fire_vandalism"].set_index("year")
    assert rates.loc[2023, "value"] == pytest.approx(1000 * 2 / 9572) and rates.loc[2023, "base"] == 9572
    assert set(rates.loc[2020:2022, "state"]) == {"missing"} and rates.loc[2020:2022, "value"].isna().all()


def test_alvkarleby_has_five_areas_on_the_map_and_one_vehicle_fire_without_area(alvkarleby: Path) -> None:
    reader = opened(alvkarleby, "0319")
    assert read(reader, "boundary", area_version="2018")["area"].nunique() == 5
    placed = reader.frame(
        "SELECT area_level, sum(numerator) AS n FROM estimate WHERE indicator = 'vehicle_fire_count' AND period_kind = 'year' GROUP BY ALL"
    ).set_index("area_level")["n"]
    assert placed.to_dict() == {"municipality": 2, "unplaced": 1, "deso": 1}


def test_the_public_file_of_a_small_municipality_holds_no_small_count(alvkarleby: Path) -> None:
    rows = opened(alvkarleby, "0319", "public").frame("FROM estimate")
    assert set(rows["area_level"]) == {"municipality", "deso"}
    counts = rows[rows["unit"] != "persons"]
    assert not counts["numerator"].between(1, 4).any()
    assert (counts["state"] == "suppressed").any()


@pytest.mark.parametrize(("code", "areas", "people"), [("2580", 46, 79_352), ("2480", 70, 133_091), ("2581", 28, 42_344)])
def test_population_sums_to_the_municipality_and_the_map_is_absent(tmp_path: Path, code: str, areas: int, people: int) -> None:
    given(tmp_path, code, POPULATION, "police/brand brott.csv")
    rows = opened(tmp_path, code).frame("FROM estimate WHERE indicator = 'population'").set_index("area")
    assert rows.loc[code, "value"] == people and (rows["area_level"] == "deso").sum() == areas
    assert read(opened(tmp_path, code), "boundary", area_version="2018").empty


def test_stockholm_published_rates_are_all_there_without_interval(stockholm: Path) -> None:
    rows = opened(stockholm, "0180").frame("FROM estimate WHERE unit = 'per_100000'")
    assert len(rows) == 1260 and rows["indicator"].nunique() == 21 and rows["area"].nunique() == 12
    assert rows[["lower", "upper", "numerator", "base"]].isna().all().all()
    total = rows[(rows["area"] == "0180") & rows["indicator"].str.startswith("bra_totalt_antal_brott")]
    assert total.sort_values("period_start")["value"].tolist() == [21308, 19601, 21402, 20419, 19159]


def test_bromma_months_are_counts_with_intervals(stockholm: Path) -> None:
    rows = opened(stockholm, "0180").frame("FROM estimate WHERE area = 'bromma' AND unit = 'count' ORDER BY indicator, period_start")
    total = rows[rows["indicator"].str.startswith("bra_totalt_antal_brott")]
    assert total["value"].tolist() == [924, 784, 1001, 867, 942, 903, 802, 909, 948, 1145, 949, 815]
    assert (total["lower"] < total["value"]).all() and (total["upper"] > total["value"]).all()
    assert rows["period_kind"].unique().tolist() == ["month"]
    assert pd.Timestamp("2025-12-31") == rows["period_end"].max()
