"""GeoPackage and GeoParquet: one layer of the file, the same checks as for any map, and nothing of the file unread by the screening."""

from __future__ import annotations

import sqlite3

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from lagesbild.intake import facts
from tests.intake.made_files import feature, geojson, square
from tests.intake.made_points import own_format

ONE, TWO = shapely.Polygon(square(13.0, 61.2)), shapely.Polygon(square(13.1, 61.2))
BOW_TIE = shapely.Polygon([(13.0, 61.2), (13.1, 61.3), (13.1, 61.2), (13.0, 61.3)])


def areas(*borders, crs=3006, **columns):
    """A layer of areas N01, N02 ... in a reference system."""
    codes = [f"N0{n + 1}" for n in range(len(borders))]
    named = {"omradeskod": codes, "namn": [f"Område {code}" for code in codes]}
    return gpd.GeoDataFrame(named | columns, geometry=list(borders), crs=4326).to_crs(crs)


def written(path, layer, name="omraden", **more):
    """A layer as GeoPackage or GeoParquet, by the file's name."""
    if path.suffix == ".parquet":
        layer.to_parquet(path)
    else:
        layer.to_file(path, layer=name, engine="pyogrio", **more)
    return path


@pytest.fixture(params=["a.gpkg", "a.parquet"])
def path(request, tmp_path):
    """A file of either container."""
    return tmp_path / request.param


def test_areas_in_metres_end_in_degrees(deliver, home, path):
    receipt = deliver(written(path, areas(ONE, TWO)))
    assert (receipt.outcome, receipt.municipality, receipt.rows_stored, receipt.area_level) == ("accepted", "9990", 2, "neighbourhood")
    borders = shapely.from_wkb(facts(home, receipt)["geometry_wkb"].to_numpy())
    assert shapely.total_bounds(borders) == pytest.approx((13.0, 61.2, 13.2, 61.3), abs=1e-6)


def test_the_same_borders_in_another_container_are_already_received(deliver, tmp_path):
    deliver(written(tmp_path / "a.gpkg", areas(ONE, TWO)))
    assert deliver(written(tmp_path / "b.parquet", areas(ONE, TWO, crs=4326))).outcome == "already_received"


def test_crossing_borders_are_mended_and_parts_joined(deliver, home, path):
    layer = areas(BOW_TIE, TWO, shapely.Polygon(square(13.1, 61.3)))
    layer["omradeskod"], layer["namn"] = ["N01", "N02", "N02"], ["Väst", "Öst", "Öst"]
    receipt = deliver(written(path, layer))
    assert (receipt.rows_read, receipt.rows_stored, len(facts(home, receipt))) == (3, 3, 2)
    told = {w.code: w.message for w in receipt.warnings}
    assert set(told) == {"mended", "joined_parts"} and "Väst" in told["mended"] and "Öst" in told["joined_parts"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda layer: layer.set_geometry(shapely.transform(layer.geometry, lambda p: p[:, ::-1])), ["omvänd ordning", "område 1"]),
        (lambda layer: layer.set_crs(4326, allow_override=True), ["är meter", "EPSG:3006"]),
        (lambda layer: layer.to_crs(4326).set_crs(3006, allow_override=True), ["är grader"]),
        (lambda layer: layer.set_crs(None, allow_override=True), ["referenssystem"]),
        (lambda layer: layer.set_geometry(layer.centroid).assign(Datum="2024-01-01"), ["punkter", "Brottskod"]),
        (lambda layer: layer.drop(columns=["omradeskod", "namn"]).assign(x=1), ["kod eller namn", "Kolumnerna är x"]),
        (lambda layer: layer.iloc[:0], ["inga områden"]),
        (lambda layer: layer.assign(ansvarig=["", "19900101-0017"]), ["personnummer", "ansvarig"]),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_cure(deliver, stored, path, change, words):
    refused = deliver(written(path, change(areas(ONE, TWO))), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


def test_half_a_file_is_refused(deliver, stored, path):
    written(path, areas(ONE, TWO))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused = deliver(path, "9990")
    assert refused.outcome == "refused"
    assert "(" not in refused.message.replace(path.name, ""), f"an unexpected fault: {refused.message}"
    assert stored() == []


def test_tables_and_layers_of_another_kind_lie_beside_the_only_layer_of_areas(deliver, tmp_path):
    path = written(tmp_path / "a.gpkg", areas(ONE, TWO))
    written(path, gpd.GeoDataFrame({"x": [1]}, geometry=[ONE.centroid], crs=4326), "punkter", mode="a")
    pyogrio.write_dataframe(pd.DataFrame({"x": [1]}), path, layer="noter", append=True)
    assert deliver(path).rows_stored == 2


def test_of_several_layers_none_is_guessed(deliver, home, stored, tmp_path):
    path = written(tmp_path / "a.gpkg", areas(ONE, TWO))
    written(path, areas(shapely.Polygon(square(13.2, 61.2))), "stadsdelar", mode="a")
    refused = deliver(path)
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("omraden, stadsdelar", "layer", "[recognise]"))
    assert stored() == []
    own_format(home, "stadsdelar", "areas", {"[recognise]": '[recognise]\nlayer = "stadsdelar"'})
    receipt = deliver(path)
    assert (receipt.format, receipt.rows_stored) == ("stadsdelar", 1)


def test_personal_numbers_in_a_layer_that_is_not_read_refuse_the_file(deliver, stored, tmp_path):
    path = written(tmp_path / "a.gpkg", areas(ONE, TWO))
    pyogrio.write_dataframe(pd.DataFrame({"vem": [199001010017]}), path, layer="noter", append=True)
    refused = deliver(path)
    assert (refused.outcome, "personnummer" in refused.message) == ("refused", True)
    assert stored() == []


def test_another_database_is_no_geopackage(deliver, stored, tmp_path):
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute("create table omraden (omradeskod text)")
    refused = deliver(tmp_path / "a.gpkg", "9990")
    assert (refused.outcome, "GeoPackage" in refused.message) == ("refused", True)
    assert stored() == []


def test_names_become_codes_where_there_are_no_codes_and_that_is_said(deliver, home, path):
    layer = areas(ONE, TWO).drop(columns="omradeskod").assign(namn=["Gamla Hamnen", "Öster om ån"])
    receipt = deliver(written(path, layer))
    found = facts(home, receipt)
    assert found[["area", "name"]].to_numpy().tolist() == [["gamla-hamnen", "Gamla Hamnen"], ["oster-om-an", "Öster om ån"]]
    told = next(w.message for w in receipt.warnings if w.code == "coined_codes")
    assert all(word in told for word in ("namn", "Gamla Hamnen", "gamla-hamnen"))


def test_two_names_that_give_one_code_are_refused(deliver, stored, tmp_path):
    layer = areas(ONE, TWO).drop(columns="omradeskod").assign(namn=["Ön", "On"])
    refused = deliver(written(tmp_path / "a.gpkg", layer))
    assert (refused.outcome, "Ön" in refused.message and "On" in refused.message) == ("refused", True)
    assert stored() == []


def deso(*codes):
    """A layer of DeSO in Älvkarleby, side by side."""
    return [feature(code, square(17.3 + n / 10, 60.5), namn="Skutskär") for n, code in enumerate(codes)]


def test_two_versions_in_one_file_are_stored_side_by_side(deliver, home, tmp_path):
    both = deso("0319C1010_DeSO2018", "0319C1020_DeSO2018") + deso("0319C1010_DeSO2025") + deso("0319R001_RegSO2025")
    receipt = deliver(geojson(tmp_path / "a.geojson", both))
    found = facts(home, receipt)
    assert sorted(zip(found["area"], found["area_version"], strict=True)) == [
        ("0319C1010", "2018"), ("0319C1010", "2025"), ("0319C1020", "2018"), ("0319R001", "2025"),
    ]  # fmt: skip
    told = next(w.message for w in receipt.warnings if w.code == "several_divisions")
    assert "DeSO 2018 (2), DeSO 2025 (1), RegSO 2025 (1)" in told


@pytest.mark.parametrize(
    ("code", "heading", "level", "version"),
    [
        ("0319C1010", "Deso", "deso", "2018"),
        ("0319C1010_DeSO2025", "Deso", "deso", "2025"),
        ("0319C1010", "deso_2025", "deso", "2025"),
        ("0319R001", "Regso", "regso", "2020"),
        ("0319R001_RegSO2025", "Regso", "regso", "2025"),
        ("0319R001", "regso_2025", "regso", "2025"),
    ],
)
def test_the_version_is_in_the_code_or_in_its_heading(deliver, tmp_path, code, heading, level, version):
    item = deso(code)[0]
    item["properties"] = {heading: code}
    receipt = deliver(geojson(tmp_path / "a.geojson", [item]))
    assert (receipt.area_level, receipt.area_version) == (level, version)


def test_two_borders_over_the_same_ground_under_one_code_are_refused(deliver, stored, tmp_path):
    twice = [*deso("0319C1010"), feature("0319C1010", square(17.3, 60.5, 0.05), namn="Skutskär")]
    refused = deliver(geojson(tmp_path / "a.geojson", twice))
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("område 2", "0319C1010", "två versioner", "version"))
    assert stored() == []


def test_a_layer_of_municipalities_gives_the_outline_of_ours(deliver, home, tmp_path):
    layer = [feature(None, square(17.3, 60.5)), feature(None, square(15.6, 63.2)), feature(None, square(18.0, 59.3))]
    for item, (code, name) in zip(layer, (("0319", "Älvkarleby"), ("2480", "Umeå"), ("0114", "Annanstans")), strict=True):
        item["properties"] = {"id": code, "kom_namn": name}
    receipt = deliver(geojson(tmp_path / "a.geojson", layer), "0319")
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == (3, 1, 2)
    found = facts(home, receipt)[["area", "name", "area_level", "area_version"]].iloc[0]
    assert found.tolist() == ["0319", "Älvkarleby", "municipality", ""]
    assert "--municipality" in deliver(geojson(tmp_path / "b.geojson", layer)).message


def test_running_numbers_of_parts_of_one_municipality_are_no_municipalities(deliver, home, tmp_path):
    layer = [feature(None, square(13.0, 61.2)), feature(None, square(13.1, 61.2))]
    for item, (code, name) in zip(layer, (("1001", "Väst"), ("1002", "Öst")), strict=True):
        item["properties"] = {"id": code, "kommun": "Provsund", "namn": name}
    assert facts(home, deliver(geojson(tmp_path / "a.geojson", layer)))["area"].tolist() == ["vast", "ost"]
