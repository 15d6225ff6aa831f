"""Areas: any declared reference system ends in degrees, and a border in the wrong place is refused with the likeliest cure."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from lagesbild.intake import facts
from tests.intake.made_files import SQUARE, feature, geojson, square, zipped_shapefile

SWEREF = "urn:ogc:def:crs:EPSG::3006"
BOW_TIE = [[13.0, 61.2], [13.1, 61.3], [13.1, 61.2], [13.0, 61.3], [13.0, 61.2]]


def in_metres(ring):
    """A ring in SWEREF 99 TM."""
    moved = gpd.GeoSeries([shapely.Polygon(ring)], crs=4326).to_crs(3006).iloc[0]
    return [list(point) for point in moved.exterior.coords]


def stored_border(home, receipt):
    """The first stored border, in degrees."""
    return shapely.from_wkb(facts(home, receipt)["geometry_wkb"].iloc[0])


def declared(name):
    """A GeoJSON member that declares a reference system."""
    return {"crs": {"type": "name", "properties": {"name": name}}}


def test_borders_in_degrees_are_stored_as_they_are(deliver, home, tmp_path):
    receipt = deliver(geojson(tmp_path / "a.geojson", [feature("N01"), feature("N02", square(13.1, 61.2))]))
    assert (receipt.outcome, receipt.municipality, receipt.rows_stored) == ("accepted", "9990", 2)
    found = facts(home, receipt)
    assert found[["area", "name", "area_level", "area_version"]].iloc[0].tolist() == ["N01", "Område N01", "neighbourhood", "2024"]
    assert stored_border(home, receipt).bounds == pytest.approx((13.0, 61.2, 13.1, 61.3))


def test_borders_in_metres_become_degrees(deliver, home, tmp_path):
    receipt = deliver(geojson(tmp_path / "a.geojson", [feature("N01", in_metres(SQUARE))], **declared(SWEREF)))
    assert stored_border(home, receipt).bounds == pytest.approx((13.0, 61.2, 13.1, 61.3), abs=1e-6)


def test_a_zipped_shapefile_is_moved_by_its_prj(deliver, home, tmp_path):
    layer = gpd.GeoDataFrame(
        {"Deso": ["0319C1010", "0305C1020"]}, geometry=[shapely.Polygon(square(17.4, 60.5)), shapely.Polygon(square(17.3, 59.5))], crs=4326
    )
    receipt = deliver(zipped_shapefile(tmp_path / "deso.zip", layer.to_crs(3006)))
    assert (receipt.municipality, receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == ("0319", 2, 1, 1)
    assert (receipt.area_level, receipt.area_version) == ("deso", "2018")
    assert stored_border(home, receipt).bounds == pytest.approx((17.4, 60.5, 17.5, 60.6), abs=1e-6)


@pytest.mark.parametrize("heading", ["Deso", "deso", "DESOKOD", "omradeskod", "Områdeskod", "område_kod", "kod"])
def test_the_code_is_found_under_the_names_that_owners_use(deliver, tmp_path, heading):
    item = feature("N01")
    item["properties"] = {heading: "N01"}
    assert deliver(geojson(tmp_path / "a.geojson", [item])).outcome == "accepted"


def test_a_year_in_the_codes_heading_is_the_version(deliver, tmp_path):
    item = feature("", square(17.4, 60.5))
    item["properties"] = {"deso_2025": "0319C1010"}
    assert deliver(geojson(tmp_path / "a.geojson", [item])).area_version == "2025"


def test_crossing_borders_are_mended_and_told(deliver, home, tmp_path):
    receipt = deliver(geojson(tmp_path / "a.geojson", [feature("N01", BOW_TIE)]))
    assert stored_border(home, receipt).is_valid
    assert [(w.code, "Område N01" in w.message) for w in receipt.warnings] == [("mended", True)]


def test_parts_of_one_area_on_two_rows_are_joined_and_told(deliver, home, tmp_path):
    parts = [feature("N01", namn="Hamnen"), feature("N01", square(13.1, 61.2), namn="Hamnen")]
    receipt = deliver(geojson(tmp_path / "a.geojson", parts))
    assert (receipt.rows_stored, len(facts(home, receipt))) == (2, 1)
    assert stored_border(home, receipt).bounds == pytest.approx((13.0, 61.2, 13.2, 61.3))
    assert receipt.warnings[0].code == "joined_parts"


def test_the_same_borders_saved_in_metres_are_already_received(deliver, tmp_path):
    deliver(geojson(tmp_path / "a.geojson", [feature("N01", square(13.0, 61.2))]))
    same = deliver(geojson(tmp_path / "b.geojson", [feature("N01", list(reversed(square(13.0, 61.2))))], name="annat lager"))
    assert same.outcome == "already_received"


NAMED = ["område 2", "Fel"]


@pytest.mark.parametrize(
    ("item", "members", "words"),
    [
        (feature("X", [point[::-1] for point in SQUARE], namn="Fel"), {}, [*NAMED, "omvänd ordning", "öst (longitud)"]),
        (feature("X", in_metres(SQUARE), namn="Fel"), {}, [*NAMED, "meter", "EPSG:4326", "EPSG:3006"]),
        (feature("X", [p[::-1] for p in in_metres(SQUARE)], namn="Fel"), {}, [*NAMED, "omvänd ordning"]),
        (feature("X", square(18.0, 59.3), namn="Fel"), {}, [*NAMED, "utanför Provsund (9990)", "referenssystemet"]),
        (feature("X", [[0, 0], *SQUARE[1:4], [0, 0]], namn="Fel"), {}, [*NAMED, "0,0", "Rätta gränsen"]),
        (feature("X", namn="Fel") | {"geometry": None}, {}, [*NAMED, "gränsen saknas"]),
        (feature("X", namn="Fel") | {"geometry": {"type": "Polygon", "coordinates": []}}, {}, [*NAMED, "gränsen saknas"]),
        (feature("X", namn="Fel") | {"geometry": {"type": "Point", "coordinates": [13.0, 61.2]}}, {}, [*NAMED, "Point", "ytor"]),
        (feature("X", [[13.0, 61.2], [13.1, 61.3], [13.0, 61.2], [13.0, 61.2]], namn="Fel"), {}, [*NAMED, "Rita om"]),
        (feature("N01", square(13.1, 61.2), namn="Fel"), {}, ["område 2", "N01", "Fel", "egen kod"]),
        (feature("", namn="Fel"), {}, ["område 2", "omradeskod", "tom"]),
        (feature("X"), declared("urn:ogc:def:crs:EPSG::999999"), ["999999", "okänt", "EPSG:3006"]),
        (feature("X"), {"crs": None}, ["referenssystem", "SWEREF 99 TM"]),
    ],
)
def test_a_border_that_cannot_be_right_refuses_the_file_by_area_and_cure(deliver, stored, tmp_path, item, members, words):
    refused = deliver(geojson(tmp_path / "a.geojson", [feature("N01", square(13.2, 61.2)), item], **members), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


def test_degrees_that_are_called_metres_are_told_apart(deliver, tmp_path):
    refused = deliver(geojson(tmp_path / "a.geojson", [feature("N01")], **declared(SWEREF)), "9990")
    assert refused.outcome == "refused"
    assert "grader men filen anger EPSG:3006" in refused.message


def test_areas_of_no_municipality_of_ours_are_asked_about(deliver, stored, tmp_path):
    refused = deliver(geojson(tmp_path / "a.geojson", [feature("N01", square(-87.7, 41.8))]))
    assert refused.outcome == "refused"
    assert "--municipality" in refused.message
    assert stored() == []


@pytest.mark.parametrize(
    ("left_out", "words"), [((".prj",), ["referenssystem", ".prj"]), ((".dbf",), [".dbf", "samma zip"]), ((".shx",), [".shx"])]
)
def test_a_shapefile_without_its_parts_is_refused_with_what_is_missing(deliver, stored, tmp_path, left_out, words):
    layer = gpd.GeoDataFrame({"kod": ["N01"]}, geometry=[shapely.Polygon(SQUARE)], crs=4326)
    refused = deliver(zipped_shapefile(tmp_path / "a.zip", layer, left_out), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (json.dumps({"type": "FeatureCollection", "features": [feature("N01")]})[:-40], ["slutar i förtid", "rad 1"]),
        ('{"type": "FeatureCollection",\n "features": [oj]}', ["rad 2", "JSON"]),
        ('{"type": "Feature", "properties": {}, "geometry": null}', ["FeatureCollection"]),
        ('{"type": "FeatureCollection", "features": []}', ["inga områden"]),
        ('{"type": "FeatureCollection", "features": ["oj", 1]}', ["inga områden"]),
        ("[" * 5_000, ["karta"]),
    ],
)
def test_json_that_is_no_map_is_refused(deliver, stored, tmp_path, content, words):
    (tmp_path / "a.geojson").write_text(content, encoding="utf-8")
    refused = deliver(tmp_path / "a.geojson", "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []
