"""Finds the area in which each reported point lies: exactly one, or none.

Points are placed when a build is made, not when their file is received: so borders may come after the points, and a better division
places old points anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lagesbild.build.geometry import bordered
from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog
from lagesbild.intake.vintage import EVENTS
from lagesbild.model import UNPLACED, AreaLevel, Municipality
from lagesbild.read import query
from lagesbild.store import Writer

ORDER: tuple[AreaLevel, ...] = ("neighbourhood", "district", "regso", "deso")  # the municipality's own division first, then SCB's
DEGREES = 4326


def place_points(lon: np.ndarray, lat: np.ndarray, areas: gpd.GeoDataFrame) -> np.ndarray:
    """For each point the code of the area that it lies in, or ej_placerad.

    lon, lat: coordinates in the reference system of `areas`, NaN where there is none. areas: columns `area` and geometry, valid surfaces.
    A point on a shared border, or where areas overlap, lies in the one whose code comes first; so the order of rows never matters.
    Each area looks only at the points between its westernmost and easternmost, which is faster than an index over points or areas.
    """
    by_code = areas.sort_values("area", kind="stable")
    surfaces = by_code.geometry.to_numpy()
    shapely.prepare(surfaces)
    order = np.argsort(lon, kind="stable")  # absent ones come last
    east, north = lon[order], lat[order]
    west, south, eastern, northern = shapely.bounds(surfaces).T.reshape(4, -1)
    starts, ends = np.searchsorted(east, west, "left"), np.searchsorted(east, eastern, "right")
    found = np.full(len(lon), len(surfaces))
    for number in reversed(range(len(surfaces))):  # so that the first code is written last
        near = np.arange(starts[number], ends[number])
        near = near[(north[near] >= south[number]) & (north[near] <= northern[number])]
        found[order[near[shapely.intersects_xy(surfaces[number], east[near], north[near])]]] = number
    return np.append(by_code["area"].to_numpy(dtype=object), UNPLACED)[found]


def division(borders: pd.DataFrame, order: Iterable[str]) -> gpd.GeoDataFrame:
    """The areas that points are placed in: of the first level in `order` that has borders, the newest version."""
    for level in order:
        here = borders[borders["area_level"] == level]
        if not here.empty:
            newest: pd.DataFrame = here[here["area_version"] == here["area_version"].max()]
            shapes = gpd.GeoSeries.from_wkb(newest["geometry_wkb"], crs=DEGREES)
            return gpd.GeoDataFrame(newest[["area", "area_version"]], geometry=shapes)
    return gpd.GeoDataFrame({"area": [], "area_version": []}, geometry=[], crs=DEGREES)


def place_delivered(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog) -> None:
    """Give every report in the vault that has a point and no area the area in which the point lies, if any."""
    borders = bordered(deliveries)
    for delivery in deliveries:
        if delivery.kind not in EVENTS or borders.empty:
            continue
        points = vault.frame(query("ingest", "points"), {"receipt": delivery.receipt})
        areas = division(borders, _order(catalog.municipalities.get(delivery.told.municipality), delivery, catalog))
        if points.empty or areas.empty:
            continue
        points["area"] = place_points(points["lon"].to_numpy(), points["lat"].to_numpy(), areas)
        points["area_version"] = areas["area_version"].iloc[0]
        vault.append("placed", points.loc[points["area"] != UNPLACED, ["receipt", "line", "area", "area_version"]])
    vault.run(query("ingest", "placed"))


def counted(vault: Writer, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """The deliveries with `rows_unplaced` as it is after points were placed; asked when the vault is filled."""
    found = vault.frame(query("tally", "unplaced_rows")).set_index("receipt")["rows_unplaced"].to_dict()
    return [replace(d, told=replace(d.told, rows_unplaced=int(found.get(d.receipt, d.told.rows_unplaced)))) for d in deliveries]


def _order(place: Municipality | None, delivery: Delivery, catalog: Catalog) -> Sequence[str]:
    """The levels to try: as the municipality says, else as the format says, else ORDER."""
    if place is not None and place.place_points_in:
        return place.place_points_in
    fmt = catalog.formats.get(delivery.told.format)
    return (fmt.spec.get("areas", {}).get("place_points_in") if fmt else None) or ORDER
