"""Norrhamn's map is a coverage: whole, valid, without overlaps or gaps, and it looks like a municipality by the sea."""

from __future__ import annotations

import json

import pytest
from pyproj import Transformer
from shapely import unary_union
from shapely.geometry import Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from lagesbild.catalog import load_catalog
from lagesbild.example.geography import geojson, outlines, places

TOUCHING = [("N02", "N04"), ("N02", "N06"), ("N06", "N07"), ("N03", "N10"), ("N09", "N14"), ("N12", "N13")]


@pytest.fixture(scope="module")
def areas() -> dict[str, BaseGeometry]:
    features = json.loads(geojson())["features"]
    return {feature["properties"]["omradeskod"]: shape(feature["geometry"]) for feature in features}


def test_fourteen_named_areas_in_swedish_order() -> None:
    told = [feature["properties"] for feature in json.loads(geojson())["features"]]
    assert [item["omradeskod"] for item in told] == [f"N{number:02d}" for number in range(1, 15)]
    assert [item["namn"] for item in told][:3] == ["Björkängen", "Centrum", "Granliden"]
    assert [item["namn"] for item in told][-2:] == ["Ålsta", "Östervik"]


def test_areas_neither_overlap_nor_leave_gaps(areas: dict[str, BaseGeometry]) -> None:
    assert all(area.is_valid for area in areas.values())
    whole = unary_union(list(areas.values()))
    assert whole.area == pytest.approx(sum(area.area for area in areas.values()), rel=1e-12)
    parts = list(getattr(whole, "geoms", [whole]))
    assert sum(len(part.interiors) for part in parts) == 0, "a hole in the middle is a gap between areas"
    assert len(parts) == 1 + len(places()["island"]), "the mainland is one piece"


def test_neighbours_share_the_very_same_corner_points() -> None:
    corners = {code: {tuple(point) for ring in rings for point in ring} for code, rings in outlines().items()}
    for one, other in TOUCHING:
        assert len(corners[one] & corners[other]) >= 5


def test_holmarna_is_islands_and_every_other_area_one_piece(areas: dict[str, BaseGeometry]) -> None:
    assert areas["N05"].geom_type == "MultiPolygon"
    assert {area.geom_type for code, area in areas.items() if code != "N05"} == {"Polygon"}
    inland = unary_union([area for code, area in areas.items() if code != "N05"])
    assert areas["N05"].bounds[0] > inland.centroid.x and areas["N05"].disjoint(inland)


def test_map_lies_within_the_municipality_and_has_the_size_of_one(areas: dict[str, BaseGeometry]) -> None:
    west, south, east, north = load_catalog().municipalities["9999"].bounds
    box = unary_union(list(areas.values())).bounds
    assert west < box[0] and south < box[1] and box[2] < east and box[3] < north
    metres = [ring for rings in outlines().values() for ring in rings]
    widths = [max(ring[:, axis].max() for ring in metres) - min(ring[:, axis].min() for ring in metres) for axis in (0, 1)]
    assert all(15_000 < width < 24_000 for width in widths)


def test_longitude_stands_first_and_matches_the_metres(areas: dict[str, BaseGeometry]) -> None:
    middle = Polygon(outlines()["N02"][0]).representative_point()
    back = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True).transform(middle.x, middle.y)
    assert areas["N02"].contains(Point(back))
    assert not areas["N02"].contains(Point(back[::-1]))


def test_borders_wind_but_stay_small_enough_to_draw(areas: dict[str, BaseGeometry]) -> None:
    assert all(len(ring) > 6 for rings in outlines().values() for ring in rings)
    assert 20_000 < len(geojson().encode()) < 60_000
