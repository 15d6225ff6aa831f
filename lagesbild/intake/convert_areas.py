"""Reads areas with their borders: codes and names found by heading, borders mended, moved to degrees and checked against the map.

A layer may hold several divisions (DeSO 2018 and DeSO 2025): each area keeps the version that its code, its row or its column says,
and the divisions are stored side by side. What cannot be told apart, the same code twice over the same ground, is refused.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from pyproj.exceptions import ProjError

from lagesbild.intake.area_codes import describe, division_title
from lagesbild.intake.parsed import RECEIVER, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.values import as_text, folded, slug
from lagesbild.model import Format, Municipality
from lagesbild.texts import number, text

DEGREES = 4326
EDITION = r"^(\d{4})_v\d+$"  # SCB's own layers say 2025_v2: the second edition of the borders of 2025
OVERLAP = 0.01  # parts of one area that share more than this of the smaller one are no parts but two borders
Box = tuple[float, float, float, float]
NOWHERE_BOX: Box = (float("nan"), float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True)
class Identified:
    """How the areas of a layer are known: the heading of what the code is taken from, the codes, and the heading of the names."""

    heading: str
    codes: pd.Series
    name: str | None
    municipalities: bool = False  # each area is a whole municipality
    coined: bool = False  # the codes are made from the names


def parse(layer: gpd.GeoDataFrame, fmt: Format, ours: Iterable[Municipality]) -> Parsed:
    """Every feature as a row with its border as the file has it; faults in the layer as a whole refuse it."""
    rule, found = fmt.spec["areas"], _identified(layer, fmt)
    version, code, name, codes = _heading(layer, fmt.spec["columns"]["version"]), found.heading, found.name, found.codes
    if "" in set(codes):
        raise Refusal("geo.empty_code", column=code, feature=number(codes.tolist().index("") + 1))
    if found.municipalities:
        return _municipalities(layer, found)
    described = [describe(item) for item in codes]
    stated = layer[version].map(as_text).str.replace(EDITION, r"\1", regex=True) if version else pd.Series("", index=layer.index)
    rows = pd.DataFrame(
        {
            "municipality": [item.municipality for item in described],
            "area": [item.code for item in described],
            "name": layer[name].map(as_text).to_numpy() if name else "",
            "area_level": [item.level or rule["own_level"] for item in described],
            "area_version": [own or item.version or _default(item.level, code, rule) for item, own in zip(described, stated, strict=True)],
            "line": np.arange(1, len(layer) + 1),
        }
    )
    rows["name"] = rows["name"].mask(rows["name"] == "", rows["area"])
    parsed = Parsed(_bordered(rows, layer), candidates=_candidates(rows, layer, ours, rule))
    if found.coined:
        sample = {"name": shown(rows["name"].iloc[0]), "code": shown(rows["area"].iloc[0])}
        parsed.warnings.append(Notice("coined_codes", text("intake.notice.coined_codes", column=code, **sample)))
    return parsed


def _identified(layer: gpd.GeoDataFrame, fmt: Format) -> Identified:
    """The areas' codes: from a column of codes, of municipalities' codes, or made from the names where there is nothing else."""
    columns = fmt.spec["columns"]
    code, name = _heading(layer, columns["code"]), _heading(layer, columns["name"])
    if code is not None:
        return Identified(code, layer[code].map(as_text), name)
    whole, called = (_heading(layer, columns.get(key, [])) for key in ("municipality_code", "municipality_name"))
    if whole is not None and called is not None:
        pairs = layer[[whole, called]].map(as_text).drop_duplicates()  # each code has its name: else it numbers parts of a municipality
        if pairs[whole].str.fullmatch(r"\d{4}").all() and pairs[whole].is_unique and pairs[called].is_unique:
            return Identified(whole, layer[whole].map(as_text), called, municipalities=True)
    if name is None:
        found = [str(column) for column in layer.columns if column != layer.geometry.name]
        raise Refusal("geo.no_code", wanted=listed(columns["code"], 12), found=listed(found, 12) or "–")
    return Identified(name, layer[name].map(as_text).map(slug), name, coined=True)


def _municipalities(layer: gpd.GeoDataFrame, found: Identified) -> Parsed:
    """A layer in which each area is a municipality."""
    names = layer[found.name].map(as_text).to_numpy()
    rows = pd.DataFrame({"municipality": found.codes.to_numpy(), "area": found.codes.to_numpy(), "name": names})
    rows = rows.assign(area_level="municipality", area_version="", line=np.arange(1, len(layer) + 1))
    return Parsed(_bordered(rows, layer), names=dict(zip(rows["area"], rows["name"], strict=True)))


def _bordered(rows: pd.DataFrame, layer: gpd.GeoDataFrame) -> pd.DataFrame:
    rows["geometry"] = layer.geometry.to_numpy()
    rows.attrs["crs"] = layer.crs.to_wkt() if layer.crs else ""
    return rows


def finish(rows: pd.DataFrame, fmt: Format, municipality: Municipality, crs: str) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own areas, mended and joined per code, with a border that lies in the municipality; else refused by name."""
    whole = rows["area"] == municipality.code
    rows = rows.assign(area_level=rows["area_level"].mask(whole, "municipality"), area_version=rows["area_version"].mask(whole, ""))
    for row in rows.to_dict("records"):
        _check_shape(row)
    notices: list[Notice] = []
    invalid = ~shapely.is_valid(rows["geometry"].to_numpy())
    if invalid.any():
        mended = shapely.make_valid(rows.loc[invalid, "geometry"].to_numpy())
        rows = rows.assign(geometry=_patched(rows, invalid, [_surfaces(shape) for shape in mended]))
        notices.append(Notice("mended", text("intake.notice.mended", areas=listed(rows.loc[invalid, "name"].tolist()))))
    borders = gpd.GeoSeries(rows["geometry"].to_numpy(), crs=crs)
    try:
        degrees = borders.to_crs(DEGREES)
    except ProjError as fault:
        raise Refusal("geo.unknown_crs", crs=shown(borders.crs)) from fault
    _check_places(rows, borders, degrees, municipality, float(fmt.spec["areas"]["tolerance_degrees"]))
    rows = rows.assign(geometry=degrees.to_numpy())
    joined, more = _joined(rows)
    joined["geometry_wkb"] = shapely.to_wkb(joined["geometry"].to_numpy())
    return joined, [*notices, *more, *_divisions(joined)]


def _divisions(rows: pd.DataFrame) -> list[Notice]:
    """What a file with several divisions holds of each."""
    below = rows[rows["area_level"] != "municipality"]
    sizes = below.groupby(["area_level", "area_version"]).size()
    if len(sizes) < 2:
        return []
    own = text("intake.word.own_areas")
    held = [f"{division_title(str(level)) or own} {version} ({number(count)})" for (level, version), count in sizes.items()]  # type: ignore[misc]
    return [Notice("several_divisions", text("intake.notice.several_divisions", divisions=listed(held, 10)))]


def _heading(layer: gpd.GeoDataFrame, accepted: list[str]) -> str | None:
    headings = {folded(str(name)): str(name) for name in reversed(layer.columns) if name != layer.geometry.name}
    return next((headings[folded(name)] for name in accepted if folded(name) in headings), None)


def _default(level: str, heading: str, rule: dict[str, Any]) -> str:
    """The version that a code's column implies (deso_2025), else the format's own."""
    if level not in ("deso", "regso"):
        return str(rule["own_version"])
    years = [year for year in rule["column_versions"] if year in heading]
    return years[0] if years else str(rule[f"{level}_version"])


def _candidates(rows: pd.DataFrame, layer: gpd.GeoDataFrame, ours: Iterable[Municipality], rule: dict[str, Any]) -> tuple[str, ...]:
    """The municipalities within whose bounds all features lie, asked only when no code names its municipality."""
    if set(rows["municipality"]) != {RECEIVER}:
        return ()
    west, south, east, north = _degrees_box(layer)
    margin = float(rule["tolerance_degrees"])
    inside = [m for m in ours if _within((west, south, east, north), _widened(m.bounds, margin))]
    return tuple(m.code for m in inside)


def _degrees_box(layer: gpd.GeoDataFrame) -> Box:
    try:
        west, south, east, north = layer.geometry.dropna().to_crs(DEGREES).total_bounds
    except (ProjError, ValueError):
        return NOWHERE_BOX
    return (west, south, east, north)


def _widened(box: Box, margin: float) -> Box:
    return box[0] - 2 * margin, box[1] - margin, box[2] + 2 * margin, box[3] + margin  # a degree east is half as long up here


def _within(inner: Box, outer: Box) -> bool:
    return bool(inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3])


def _check_shape(row: dict[Hashable, Any]) -> None:
    shape = row["geometry"]
    if shape is None or shape.is_empty:
        raise Refusal("geo.no_border", area=shown(row["name"]), feature=number(row["line"]))
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise Refusal("geo.not_surface", area=shown(row["name"]), feature=number(row["line"]), found=shape.geom_type)
    points = shapely.get_coordinates(shape)
    if ((points[:, 0] == 0) & (points[:, 1] == 0)).any():
        raise Refusal("geo.zero_point", area=shown(row["name"]), feature=number(row["line"]))
    if not np.isfinite(points).all():
        raise Refusal("geo.no_border", area=shown(row["name"]), feature=number(row["line"]))


def _surfaces(shape: Any) -> Any:
    """The surfaces of a mended shape, without the stray lines that mending may leave."""
    return shapely.union_all([part for part in shapely.get_parts([shape]) if part.geom_type in ("Polygon", "MultiPolygon")])


def _patched(rows: pd.DataFrame, where: np.ndarray, shapes: list[Any]) -> np.ndarray:
    patched = rows["geometry"].to_numpy().copy()
    for position, shape in zip(where.nonzero()[0], shapes, strict=True):
        if shape.is_empty or shape.area == 0:
            row = rows.iloc[position]
            raise Refusal("geo.beyond_mending", area=shown(row["name"]), feature=number(row["line"]))
        patched[position] = shape
    return patched


def _check_places(rows: pd.DataFrame, given: gpd.GeoSeries, degrees: gpd.GeoSeries, ours: Municipality, margin: float) -> None:
    """Every border lies in its municipality; where one does not, the likeliest mistake is told with its cure."""
    outer = _widened(ours.bounds, margin)
    for position, box in enumerate(degrees.bounds.to_numpy().tolist()):
        if _within(tuple(box), outer):
            continue
        row = rows.iloc[position]
        key, values = _mistake(given.iloc[position], given.crs, outer, ours)
        raise Refusal(f"geo.{key}", area=shown(row["name"]), feature=number(row["line"]), name=ours.name, code=ours.code, **values)


def _mistake(shape: Any, crs: Any, outer: Box, ours: Municipality) -> tuple[str, dict[str, str]]:
    west, south, east, north = shape.bounds
    stated = crs.to_string() if crs.to_epsg() is None else f"EPSG:{crs.to_epsg()}"
    values = {"crs": shown(stated), "metric": f"EPSG:{ours.metric_crs}"}
    if _within((south, west, north, east), outer):
        return "swapped_axes", values
    if _within((west, south, east, north), outer):
        return "degrees_called_metres", values
    for key, box in (("metres_called_degrees", (west, south, east, north)), ("swapped_axes", (south, west, north, east))):
        moved = Transformer.from_crs(ours.metric_crs, DEGREES, always_xy=True).transform_bounds(*box, errcheck=False)
        if _within(moved, outer):
            return key, values
    return "outside", values


def _check_parts(parts: pd.DataFrame) -> None:
    """Refuse two borders under one code that cover the same ground: two versions of an area, or one area twice."""
    shapes = parts["geometry"].to_numpy()
    sizes = shapely.area(shapes)
    if sizes.sum() - shapely.area(shapely.union_all(shapes)) > OVERLAP * sizes.min():
        row = parts.iloc[-1]
        raise Refusal("geo.two_borders", code=shown(row["area"]), area=shown(row["name"]), feature=number(int(row["line"])))


def _joined(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Notice]]:
    """One row per code: parts of one area on several rows are joined, two areas under one code are refused."""
    twice: pd.DataFrame = rows.loc[rows.duplicated(["area", "area_version"], keep=False)]
    if twice.empty:
        return rows, []
    for code in twice["area"].unique():
        parts = twice[twice["area"] == code]
        names = sorted(set(parts["name"]))
        if len(names) > 1:
            raise Refusal("geo.code_twice", code=shown(code), areas=listed(names), feature=number(int(parts["line"].max())))
        for _, same in parts.groupby("area_version"):
            _check_parts(same)
    groups = rows.groupby(["area", "area_version"], sort=False)
    joined = groups.first().reset_index()
    joined["geometry"] = groups["geometry"].agg(lambda parts: shapely.union_all(parts.to_numpy())).to_numpy()
    return joined, [Notice("joined_parts", text("intake.notice.joined_parts", areas=listed(sorted(set(twice["name"])))))]
