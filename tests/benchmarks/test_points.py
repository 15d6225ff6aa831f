"""Placing points in areas against a bare spatial join of the same points and areas."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from lagesbild.build.placing import place_points
from lagesbild.example.geography import geojson
from tests.benchmarks.large import ROWS, SEED
from tests.benchmarks.measure import Line, at_least, in_turns

POINTS, WARDS, ROUNDS = min(ROWS, 500_000), 215, 5


def norrhamn(folder: Path) -> gpd.GeoDataFrame:
    """The example's fourteen areas, with coasts and islands."""
    path = folder / "areas.geojson"
    path.write_text(geojson(), encoding="utf-8")
    return gpd.read_file(path).rename(columns={"omradeskod": "area"})[["area", "geometry"]]


def wards(_: Path) -> gpd.GeoDataFrame:
    """As many areas as a large city has wards, without gaps."""
    seeds = np.random.default_rng(SEED).uniform(0, 1, (WARDS, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=shapely.box(0, 0, 1, 1)))
    shapes = shapely.segmentize(shapely.intersection(cells, shapely.box(0, 0, 1, 1)), 0.002)
    return gpd.GeoDataFrame({"area": [f"W{n:03d}" for n in range(len(shapes))]}, geometry=list(shapes), crs=4326)


@pytest.mark.parametrize("areas", [norrhamn, wards], ids=["norrhamn", "wards"])
def test_points_are_placed_about_as_fast_as_a_bare_join(folder: Path, told: list[Line], areas) -> None:
    found = areas(folder)
    west, south, east, north = found.total_bounds
    random = np.random.default_rng(SEED)
    lon, lat = random.uniform(west, east, POINTS), random.uniform(south, north, POINTS)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=found.crs)
    bare, ours = in_turns([lambda: gpd.sjoin(points, found, predicate="within"), lambda: place_points(lon, lat, found)], ROUNDS)
    name = f"{POINTS:,} points in {len(found)} areas against a bare join"
    told.append(at_least(name, bare.processor / ours.processor, 0.9, f" ({ours} against {bare})"))
