"""Which older area each newer one is made of, when a division's borders are drawn anew: by surface, and by people where they are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd

from lagesbild.model import Municipality

DEGREES = 4326
SLIVER = 0.005  # a shared surface below this share of both areas is two drawings of one border, not people who have moved
COLUMNS = ["area_before", "version_before", "area_after", "version_after", "weight", "share_before", "share_after", "weighted_by"]


def crosswalk(borders: pd.DataFrame, people: pd.DataFrame, place: Municipality) -> pd.DataFrame:
    """The table `crosswalk`: every overlap between an area and those of the version that followed on its own.

    borders: area, area_level, area_version and geometry_wkb in degrees. people: area, area_version, year and persons. Surfaces are
    measured in the municipality's metric reference system. Where every area has people in one version or the other, an overlap
    has those of the smaller of its two areas, spread evenly over that area: exact where an area was split or several were joined.
    Otherwise it has its surface.
    """
    found = [_between(older, newer, people) for older, newer in _versions(borders, place.metric_crs)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)


def moved(table: pd.DataFrame, before: Collection[str], after: Collection[str], versions: tuple[str, str]) -> tuple[float, str]:
    """Of all inside the old or the new borders of one or more areas, the share that is inside only one of them, and what it is of.

    NaN and "" where an area of either version is in no row of the crosswalk.
    """
    here = table[(table["version_before"] == versions[0]) & (table["version_after"] == versions[1])]
    if here.empty or not set(before) <= set(here["area_before"]) or not set(after) <= set(here["area_after"]):
        return np.nan, ""
    was, became = here["area_before"].isin(list(before)), here["area_after"].isin(list(after))
    either = float(here.loc[was | became, "weight"].sum())
    apart = float(here.loc[was ^ became, "weight"].sum())
    return (apart / either if either else np.nan), str(here["weighted_by"].iloc[0])


def _versions(borders: pd.DataFrame, crs: int) -> Iterator[tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]]:
    """Each version of a division with the one that followed, in metres."""
    for _, level in borders.groupby("area_level", sort=True):
        drawn = [
            gpd.GeoDataFrame(rows[["area", "area_version"]], geometry=gpd.GeoSeries.from_wkb(rows["geometry_wkb"], crs=DEGREES).to_crs(crs))
            for _, rows in level.groupby("area_version", sort=True)
        ]
        yield from pairwise(drawn)


def _between(older: gpd.GeoDataFrame, newer: gpd.GeoDataFrame, people: pd.DataFrame) -> pd.DataFrame:
    versions = str(older["area_version"].iloc[0]), str(newer["area_version"].iloc[0])
    sides = [_densities(older, people, last=True), _densities(newer, people, last=False)]
    pieces = gpd.overlay(*(side[["area", "size", "density", "geometry"]] for side in sides), how="union", keep_geom_type=True)
    rows = pd.DataFrame({"area_before": pieces["area_1"].fillna(""), "area_after": pieces["area_2"].fillna("")})
    rows["surface"] = pieces.area.to_numpy()
    shares = [rows["surface"] / pieces[f"size_{side}"] for side in (1, 2)]
    rows = rows[~(shares[0].fillna(0) < SLIVER) | ~(shares[1].fillna(0) < SLIVER)]
    kept = pieces.loc[rows.index]
    smaller_first = kept["size_1"].fillna(np.inf) <= kept["size_2"].fillna(np.inf)
    density = kept["density_1"].where(smaller_first, kept["density_2"]).fillna(kept["density_1"]).fillna(kept["density_2"])
    counted = bool(density.notna().all())
    rows = rows.assign(weight=rows["surface"] * density if counted else rows["surface"], weighted_by="population" if counted else "area")
    rows = rows.groupby(["area_before", "area_after", "weighted_by"], as_index=False)["weight"].sum()
    for side in ("before", "after"):
        whole = rows.groupby(f"area_{side}")["weight"].transform("sum")
        rows[f"share_{side}"] = (rows["weight"] / whole.where(whole > 0)).fillna(0.0)
    return rows.assign(version_before=versions[0], version_after=versions[1])[COLUMNS]


def _densities(areas: gpd.GeoDataFrame, people: pd.DataFrame, *, last: bool) -> gpd.GeoDataFrame:
    """The areas with their size and people per square metre, from the year closest to the change: the last old or the first new one."""
    known = people.dropna(subset="persons") if len(people) else pd.DataFrame(columns=["area", "area_version", "year", "persons"])
    near = known.sort_values("year", ascending=not last).drop_duplicates(["area", "area_version"])
    found = areas.merge(near[["area", "area_version", "persons"]], how="left", on=["area", "area_version"])
    size = found.geometry.area
    return found.assign(size=size, density=found["persons"].astype(float) / size)
