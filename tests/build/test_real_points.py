"""Real points in real borders: what is received is placed in one area or none, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.catalog_new import new_municipality
from lagesbild.intake import receive
from lagesbild.settings import ROOT
from lagesbild.store import Reader
from tests.build.conftest import DAY

REAL = ROOT.parent / "shared" / "real" / "incidents"
POINTS, WARDS = REAL / "manchester" / "gmp_bur.csv", REAL / "manchester" / "manchester_wards.geojson"
BURGLARIES, NEIGHBOURHOODS = REAL / "chicago" / "burglaries17.geojson", REAL / "chicago" / "chicagoNhoods.geojson"
MENDED = ["South Chicago", "Englewood", "Auburn Gresham", "Montclare"]
pytestmark = pytest.mark.shared


def own_format(home: Path, slug: str, changes: dict[str, str]) -> None:
    """The product's format in the home folder, with some lines changed."""
    content = (ROOT / "data" / "formats" / f"{slug}.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in content
        content = content.replace(old, new)
    folder = home / "catalogue" / "formats"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.toml").write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def manchester(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Burglaries by month, in words that the format ties to a crime group; borders in EPSG:27700."""
    home = tmp_path_factory.mktemp("manchester")
    new_municipality(home, "9991", "Manchester", (-2.75, 53.32, -1.90, 53.70), 27700)
    own_format(home, "points", {"[types]": '[types]\nBurglary = "residential_burglary"\n#'})
    return _built(home, "9991", POINTS, WARDS)


@pytest.fixture(scope="module")
def chicago(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Points without any property: a format of one's own says year and type."""
    home = tmp_path_factory.mktemp("chicago")
    new_municipality(home, "9992", "Chicago", (-87.95, 41.64, -87.52, 42.03), 26971)
    said = '[defaults]\nperiod = "2017"\ntype = "Burglary"\n[types]\nBurglary = "residential_burglary"\n#'
    own_format(home, "points_map", {'required_columns = ["reported_on", "crime_type"]': "required_columns = []", "[types]": said})
    return _built(home, "9992", BURGLARIES, NEIGHBOURHOODS)


def _built(home: Path, code: str, points: Path, borders: Path) -> Path:
    for path in (points, borders):
        receipt = receive(path, home, None, None, DAY)
        assert receipt.outcome == "accepted", receipt.message
        assert receipt.rows_read == receipt.rows_stored and (receipt.rows_rejected, receipt.rows_outside) == (0, 0)
    return builds.build(home, code, DAY).folder


Asked = Callable[[Path, str, str], pd.DataFrame]


@pytest.fixture
def asked() -> Asked:
    def ask(folder: Path, zone: str, sql: str) -> pd.DataFrame:
        return Reader(folder / f"{zone}.duckdb").frame(sql)

    return ask


def counts(asked: Asked, folder: Path, kind: str) -> pd.DataFrame:
    """Burglaries by level and start of period."""
    sql = "SELECT area_level, period_start, sum(numerator) AS n FROM estimate WHERE indicator = 'residential_burglary_count'"
    found = asked(folder, "internal", f"{sql} AND period_kind = '{kind}' GROUP BY ALL ORDER BY period_start")
    return found.pivot_table(index="period_start", columns="area_level", values="n", fill_value=0)


def test_every_point_of_manchester_lies_in_one_ward_or_none(manchester: Path, asked: Asked) -> None:
    stored = asked(manchester, "vault", "SELECT area, lon, lat, reported_on FROM incident_delivered ORDER BY line")
    assert (len(stored), int((stored["area"] == "ej_placerad").sum()), stored["area"].nunique() - 1) == (92_666, 40, 215)
    assert int(stored[["lon", "lat", "reported_on"]].duplicated().sum()) == 11_183, "equal rows are real"
    wards = gpd.read_file(WARDS, columns=["wd16cd"])
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(stored["lon"], stored["lat"]), crs=4326).to_crs(27700)
    joined = gpd.sjoin(points, wards, how="left")["wd16cd"].fillna("ej_placerad")
    assert stored["area"].tolist() == joined.tolist(), "as a join in the borders' own system has it"


def test_manchesters_years_and_months_add_up(manchester: Path, asked: Asked) -> None:
    plain = pd.read_csv(POINTS, dtype="str")["Month"]
    years, months = counts(asked, manchester, "year"), counts(asked, manchester, "month")
    assert years["municipality"].tolist() == plain.str[:4].value_counts().sort_index().tolist()
    assert months["municipality"].tolist() == plain.value_counts().sort_index().tolist()
    for found in (years, months):
        assert (found["neighbourhood"] + found["unplaced"] == found["municipality"]).all()
        assert found.sum().to_dict() == {"municipality": 92_666, "neighbourhood": 92_626, "unplaced": 40}


def test_data_status_says_how_many_have_no_ward(manchester: Path, asked: Asked) -> None:
    told: Any = asked(manchester, "internal", "SELECT rows_stored, rows_unplaced, data_from, data_date FROM source WHERE kind = 'incident'")
    assert [str(value)[:10] for value in told.iloc[0]] == ["92666", "40", "2016-02-01", "2019-01-31"]


def test_chicagos_crossing_borders_are_mended_by_name(chicago: Path) -> None:
    again = receive(NEIGHBOURHOODS, chicago.parents[2], None, None, DAY)
    told = {w.code: w.message for w in again.warnings}
    assert again.outcome == "already_received" and again.rows_stored == 98
    assert all(name in told["mended"] for name in MENDED) and "grand-boulevard" in told["coined_codes"]


def test_every_burglary_of_chicago_lies_in_one_neighbourhood_or_none(chicago: Path, asked: Asked) -> None:
    stored = asked(chicago, "vault", "SELECT area, line FROM incident_delivered")
    assert len(stored) == 6_876 and stored["line"].is_unique
    borders = gpd.read_file(NEIGHBOURHOODS, columns=["name"])
    borders = borders.assign(geometry=borders.make_valid()).sort_values("name")
    joined = gpd.sjoin(gpd.read_file(BURGLARIES), borders, how="left").sort_values("name")["name"].groupby(level=0).first()
    assert (stored["area"] != "ej_placerad").tolist() == joined.notna().tolist()
    assert stored["area"].nunique() - 1 == joined.nunique()
    found = counts(asked, chicago, "year")
    assert found.sum().to_dict() == {"municipality": 6_876, "neighbourhood": 6_864, "unplaced": 12}
    assert counts(asked, chicago, "month").empty, "only the year is known"
