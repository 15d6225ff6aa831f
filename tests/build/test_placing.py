"""Each point lies in one area or in none, and a build counts it there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from lagesbild import build as builds
from lagesbild.build.placing import ORDER, division, place_points
from lagesbild.catalog import load_catalog
from lagesbild.intake import receive
from lagesbild.model import UNPLACED
from lagesbild.settings import ROOT
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, people, reports, squares

Give = Callable[[Path], str]
WEST, EAST, NOWHERE = (15.75, 63.25), (15.85, 63.25), (15.6, 63.45)  # in N01, in N02, in the municipality but in no area


def areas(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    """Areas by code."""
    return gpd.GeoDataFrame({"area": list(shapes)}, geometry=list(shapes.values()), crs=4326)


def placed(found: gpd.GeoDataFrame, *points: tuple[float, float]) -> list[str]:
    """The codes of points."""
    lon, lat = np.array(points, dtype="float64").T
    return place_points(lon, lat, found).tolist()


def test_a_point_lies_in_the_area_around_it_or_nowhere() -> None:
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    two = areas(B=ring, A=shapely.MultiPolygon([shapely.box(5, 5, 6, 6), shapely.box(8, 8, 9, 9)]))
    assert placed(two, (0.5, 0.5), (1.5, 1.5), (5.5, 5.5), (8.5, 8.5), (7, 7), (np.nan, 1), (1, np.nan)) == [
        "B", UNPLACED, "A", "A", UNPLACED, UNPLACED, UNPLACED,
    ]  # fmt: skip


def test_on_a_shared_border_and_in_an_overlap_the_first_code_counts_whatever_the_order() -> None:
    shapes = {"N02": shapely.box(0, 0, 1, 1), "N01": shapely.box(1, 0, 2, 1), "N03": shapely.box(0.5, 0.5, 1.5, 1.5)}
    points = [(1.0, 0.2), (0.75, 0.75), (1.25, 0.75), (1.25, 1.25), (1.0, 1.0), (0.0, 0.0), (2.0, 0.5)]
    expected = ["N01", "N02", "N01", "N03", "N01", "N02", "N01"]
    for order in (list(shapes), list(reversed(shapes)), sorted(shapes)):
        assert placed(areas(**{code: shapes[code] for code in order}), *points) == expected


def test_no_areas_and_no_points_are_answers_too() -> None:
    assert placed(areas(), (1, 1)) == [UNPLACED]
    assert place_points(np.array([]), np.array([]), areas(A=shapely.box(0, 0, 1, 1))).tolist() == []


def test_it_agrees_with_a_spatial_join() -> None:
    dice = np.random.default_rng(4711)
    cells = areas(**{f"C{x}{y}": shapely.box(x, y, x + 1, y + 1) for x in range(8) for y in range(8)})
    lon, lat = dice.uniform(-1, 9, 20_000), dice.uniform(-1, 9, 20_000)
    joined = gpd.sjoin(gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=4326), cells, how="left")
    assert place_points(lon, lat, cells).tolist() == joined["area"].fillna(UNPLACED).tolist()


def borders(*divisions: tuple[str, str]) -> pd.DataFrame:
    """One area of each (level, version)."""
    rows = [{"area": f"{level}-{version}", "area_level": level, "area_version": version} for level, version in divisions]
    return pd.DataFrame(rows).assign(geometry_wkb=shapely.to_wkb(shapely.box(0, 0, 1, 1)))


@pytest.mark.parametrize(
    ("loaded", "order", "chosen"),
    [
        ([("deso", "2018"), ("deso", "2025"), ("regso", "2020")], ORDER, ["regso-2020"]),
        ([("deso", "2018"), ("deso", "2025")], ORDER, ["deso-2025"]),
        ([("deso", "2025"), ("neighbourhood", "2024"), ("regso", "2025")], ORDER, ["neighbourhood-2024"]),
        ([("deso", "2025"), ("neighbourhood", "2024")], ("deso",), ["deso-2025"]),
        ([("municipality", "")], ORDER, []),
    ],
)
def test_the_first_level_with_borders_counts_and_of_it_the_newest(loaded, order, chosen) -> None:
    assert division(borders(*loaded), order)["area"].tolist() == chosen


def points(path: Path, rows: list[tuple[str, tuple[float, float] | None, int]], code: str = "1210") -> Path:
    """One row per report: (day or month, point or None, how many)."""
    lines = ["Datum,Brottskod,Longitude,Latitude"]
    lines += [f"{day},{code},{where[0] if where else ''},{where[1] if where else ''}" for day, where, times in rows for _ in range(times)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


ROWS = [("2024-01", WEST, 3), ("2024-02", EAST, 5), ("2024-12", NOWHERE, 2), ("2024-12", None, 1)]


def counted(home: Path, kind: str = "year") -> dict[str, float]:
    """Reported vandalism by fire by area, of every period of a kind together."""
    rows = opened(home).frame(
        "SELECT area, sum(numerator) AS n FROM estimate WHERE indicator = 'fire_vandalism_count' AND period_kind = $kind GROUP BY area",
        {"kind": kind},
    )
    return rows.set_index("area")["n"].to_dict()


def opened(home: Path) -> Reader:
    reader = current(home, "9999", "internal")
    assert reader is not None
    return reader


def test_points_are_counted_where_they_lie_and_parts_add_up(home: Path, tmp_path: Path, give: Give) -> None:
    give(squares(tmp_path / "områden.geojson"))
    receipt = give(points(tmp_path / "punkter.csv", ROWS))
    builds.build(home, "9999", DAY)
    assert counted(home) == {"N01": 3, "N02": 5, UNPLACED: 3, "9999": 11}
    assert counted(home, "month") == counted(home)
    told = opened(home).frame("SELECT rows_stored, rows_unplaced FROM source WHERE receipt = $receipt", {"receipt": receipt})
    assert told.iloc[0].tolist() == [11, 3], "what the build found, not what was known when the file came"


def test_borders_may_come_after_the_points(home: Path, tmp_path: Path, give: Give) -> None:
    give(points(tmp_path / "punkter.csv", ROWS))
    builds.build(home, "9999", DAY)
    assert counted(home) == {UNPLACED: 11, "9999": 11}
    give(squares(tmp_path / "områden.geojson"))
    builds.build(home, "9999", DAY)
    assert counted(home) == {"N01": 3, "N02": 5, UNPLACED: 3, "9999": 11}


def test_points_stay_in_the_vault(home: Path, tmp_path: Path, give: Give) -> None:
    give(squares(tmp_path / "områden.geojson"))
    give(points(tmp_path / "punkter.csv", [*ROWS, *[("2024-03", WEST, 40)], ("2024-03", (WEST[1], WEST[0]), 1)]))
    built = builds.build(home, "9999", DAY)
    for name in ("internal.duckdb", "public.duckdb"):
        content = (built.folder / name).read_bytes()
        assert b"15.75" not in content and b"63.25" not in content
        reader = Reader(built.folder / name)
        columns = reader.frame("SELECT column_name FROM information_schema.columns")["column_name"]
        assert not {"lon", "lat"} & set(columns)
        assert len(reader.frame("FROM rejection")) == (name == "internal.duckdb")


def test_nothing_is_zero_in_a_division_that_no_report_is_placed_in(home: Path, tmp_path: Path, give: Give) -> None:
    give(squares(tmp_path / "områden.geojson"))
    give(people(tmp_path / "folkmängd.xlsx", {2024: (1000, 2000)}))
    deso = gpd.GeoDataFrame({"Deso": ["9999A0010"]}, geometry=[shapely.box(15.7, 63.2, 15.9, 63.3)], crs=4326)
    deso.to_file(tmp_path / "deso.geojson", engine="pyogrio")
    give(tmp_path / "deso.geojson")
    give(points(tmp_path / "punkter.csv", ROWS))
    builds.build(home, "9999", DAY)
    assert set(counted(home)) == {"N01", "N02", UNPLACED, "9999"}


def test_an_indicator_without_any_report_is_zero_where_the_others_are_placed(home: Path, tmp_path: Path, give: Give) -> None:
    give(squares(tmp_path / "områden.geojson"))
    give(reports(tmp_path / "brott.csv", [("N01", "1211 2024-01-02", 2), ("", "1210 2024-12-30", 4)]))
    builds.build(home, "9999", DAY)
    assert counted(home)["9999"] == 4 and counted(home)[UNPLACED] == 4 and counted(home)["N01"] == 0


def test_the_municipality_says_where_its_points_are_placed(home: Path, tmp_path: Path, give: Give) -> None:
    own = home / "catalogue" / "municipalities" / "9999-norrhamn"
    own.mkdir(parents=True)
    plain = (ROOT / "data" / "municipalities" / "9999-norrhamn" / "municipality.toml").read_text(encoding="utf-8")
    (own / "municipality.toml").write_text(f'{plain}\nplace_points_in = ["deso"]\n', encoding="utf-8")
    assert load_catalog(home).municipalities["9999"].place_points_in == ("deso",)
    give(squares(tmp_path / "områden.geojson"))
    deso = gpd.GeoDataFrame({"Deso": ["9999A0010"]}, geometry=[shapely.box(15.7, 63.2, 15.9, 63.3)], crs=4326)
    deso.to_file(tmp_path / "deso.geojson", engine="pyogrio")
    give(tmp_path / "deso.geojson")
    give(points(tmp_path / "punkter.csv", ROWS))
    builds.build(home, "9999", DAY)
    assert counted(home) == {"9999A0010": 8, UNPLACED: 3, "9999": 11}


def test_of_reports_dated_by_year_no_month_is_told(home: Path, tmp_path: Path, give: Give) -> None:
    give(points(tmp_path / "punkter.csv", [("2024", WEST, 3)]))
    builds.build(home, "9999", DAY)
    assert counted(home) == {UNPLACED: 3, "9999": 3}
    assert counted(home, "month") == {} and counted(home, "quarter") == {}


def test_a_list_of_own_types_neither_replaces_nor_is_replaced_by_an_extract_of_all_crime(home: Path, tmp_path: Path, give: Give) -> None:
    many = [("", f"{code} 2024-01-{day:02d}", 1) for code in range(1201, 1215) for day in (2, 28)]
    give(squares(tmp_path / "områden.geojson"))
    give(reports(tmp_path / "brott.csv", [*many, ("", "1210 2025-02-03", 1)]))
    receipt = receive(points(tmp_path / "punkter.csv", ROWS, "Klotter"), home, "9999", None, DAY)
    assert not {"replaces", "outranked"} & {w.code for w in receipt.warnings}
    folder = builds.build(home, "9999", DAY).folder
    rows = Reader(folder / "vault.duckdb").frame("SELECT crime_code, count(*) AS n FROM incident GROUP BY ALL").set_index("crime_code")["n"]
    assert rows["points:klotter"] == 11 and rows.sum() == 11 + len(many) + 1
