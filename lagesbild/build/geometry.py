"""Areas and their borders: which areas exist, and rings in metres that are small enough to send to a browser."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.algorithms.polylabel import polylabel

from lagesbild.build.register import Delivery
from lagesbild.model import UNPLACED, AreaSet, Municipality
from lagesbild.read import query
from lagesbild.store import Writer
from lagesbild.texts import text

STEPS = 550  # details smaller than the municipality's extent divided by this are not drawn
SMALLEST_RING = 40  # rings with an extent under so many parts of the municipality's are left out, unless the area has no other


def areas_and_boundary(
    vault: Writer, accepted: Sequence[Delivery], place: Municipality, sets: Sequence[AreaSet] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `area` and `boundary`: areas from borders, population and incidents, the municipality and ej_placerad.

    Named sets of areas have borders around their members; their rows of `area` come when they have figures.
    """
    named = _areas(accepted)
    borders = named[named["geometry_wkb"].notna()]
    known = vault.frame(query("tally", "places")).merge(
        named[["area", "area_version", "name", "area_level"]], how="outer", on=["area", "area_version"], suffixes=("", "_border")
    )
    published = vault.frame(query("tally", "published_places"), {"municipality": place.code})
    level = known["area_level_border"].fillna(known["area_level"].replace("", np.nan)).fillna("neighbourhood")
    rows = pd.concat(
        [
            known.assign(area_level=level, name=known["name"].fillna(known["area"]))
            .sort_values("name")
            .drop_duplicates(["area", "area_version"]),
            published,
            pd.DataFrame(
                [
                    {"area": place.code, "name": place.name, "area_level": "municipality", "area_version": ""},
                    {"area": UNPLACED, "name": text("build.unplaced_name"), "area_level": "unplaced", "area_version": ""},
                ]
            ),
        ],
        ignore_index=True,
    )
    areas = rows[["area", "name", "area_level", "area_version"]].drop_duplicates(["area", "area_version"])
    areas.insert(0, "municipality", place.code)
    return areas, _boundary(pd.concat([borders, _around_sets(borders, sets)], ignore_index=True), place)


def bordered(accepted: Sequence[Delivery]) -> pd.DataFrame:
    """One row per area with a border, from the newest delivery of each area version."""
    every = _areas(accepted)
    return every[every["geometry_wkb"].notna()]


def _areas(accepted: Sequence[Delivery]) -> pd.DataFrame:
    """One row per area that a delivery of areas told, with a border or by name only; what has a border comes first."""
    frames = [pd.read_parquet(d.facts) for d in accepted if d.kind == "area"]
    if not frames:
        return pd.DataFrame(columns=["area", "name", "area_level", "area_version", "geometry_wkb"])
    rows = pd.concat(frames, ignore_index=True)
    return rows.sort_values("geometry_wkb", key=lambda wkb: wkb.isna(), kind="stable").drop_duplicates(["area", "area_version"])


def _around_sets(borders: pd.DataFrame, sets: Sequence[AreaSet]) -> pd.DataFrame:
    """The sets whose members all have borders, each as one surface, in the newest version that has them."""
    known = borders.set_index(["area", "area_version"])["geometry_wkb"]
    rows = []
    for one in sets:
        for told in sorted(one.members, key=lambda told: told.version, reverse=True):
            keys = [(area, told.version) for area in told.areas]
            if all(key in known.index for key in keys):
                surface = shapely.union_all(shapely.from_wkb(known.loc[keys].to_numpy()))
                rows.append({"area": one.slug, "area_version": one.kind, "geometry_wkb": shapely.to_wkb(surface)})
                break
    return pd.DataFrame(rows)


def _boundary(borders: pd.DataFrame, place: Municipality) -> pd.DataFrame:
    frames = [_rings(rows, place) for _, rows in borders.groupby("area_version", sort=True)]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _rings(rows: pd.DataFrame, place: Municipality) -> pd.DataFrame:
    """Simplified with shared borders kept (a coverage), then cut into rings of whole metres."""
    shapes = gpd.GeoSeries.from_wkb(rows["geometry_wkb"], crs=4326).to_crs(place.metric_crs)
    west, south, east, north = shapes.total_bounds
    extent = max(east - west, north - south)
    simple = shapely.coverage_simplify(shapes.to_numpy(), extent / STEPS)
    found = []
    for (area, version), shape in zip(rows[["area", "area_version"]].itertuples(index=False), simple, strict=True):
        parts = _parts(shape, extent / SMALLEST_RING)
        label = polylabel(parts[0], tolerance=extent / STEPS)
        rings = [(part.exterior, False) for part in parts] + [(hole, True) for part in parts for hole in part.interiors]
        for number, (ring, hole) in enumerate(rings):
            points = np.round(np.asarray(ring.coords)[:, :2] - (west, south)).astype(int)
            found.append({
                "municipality": place.code, "area": area, "area_version": version, "ring": number, "hole": hole,
                "east": points[:, 0].tolist(), "north": points[:, 1].tolist(),
                "label_east": round(label.x - west), "label_north": round(label.y - south),
            })  # fmt: skip
    return pd.DataFrame(found)


def _parts(shape: shapely.Geometry, smallest: float) -> list[shapely.Polygon]:
    """The area's polygons, largest first; slivers of sea and land are left out of the picture."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon) and not part.is_empty]
    parts.sort(key=lambda part: part.area, reverse=True)
    return [part for i, part in enumerate(parts) if i == 0 or max(np.subtract(part.bounds[2:], part.bounds[:2])) >= smallest]
