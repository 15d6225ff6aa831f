"""Opens GeoJSON and zipped shapefiles with the driver named, so that a file cannot pass itself off as another."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path, PurePosixPath

import geopandas as gpd
from pyogrio.errors import CRSError as LayerCRSError
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from lagesbild.intake.container import Container
from lagesbild.intake.guard import members, unpack
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.text_reader import decode
from lagesbild.texts import number

SHAPEFILE_MAGIC = b"\x00\x00\x27\x0a"
COORDINATES = re.compile(r'"coordinates"\s*:\s*\[[\[\]\s\d.,eE+-]*\]')
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def layer(path: Path, kind: Container) -> gpd.GeoDataFrame:
    """The features with the reference system that the file declares (GeoJSON without one is WGS 84 by its standard)."""
    try:
        found = _geojson(path) if kind == "geojson" else _shapefile(path)
    except (DataSourceError, DataLayerError, LayerCRSError, ProjError, ValueError, OSError) as fault:
        raise Refusal("geo.broken") from fault
    if not isinstance(found, gpd.GeoDataFrame) or found.empty:
        raise Refusal("geo.no_features")
    if found.crs is None:
        raise Refusal("geo.no_crs")
    return found


def _geojson(path: Path) -> gpd.GeoDataFrame:
    content = decode(path.read_bytes())
    try:
        document = json.loads(content)
    except json.JSONDecodeError as fault:
        key = "geo.cut" if fault.pos >= len(content.rstrip()) - 1 else "geo.not_json"
        raise Refusal(key, line=number(fault.lineno), column=number(fault.colno)) from fault
    except RecursionError as fault:
        raise Refusal("geo.broken") from fault
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise Refusal("geo.not_collection")
    if not document["features"]:
        raise Refusal("geo.no_features")
    declared = _declared(document)
    found = gpd.read_file(f"GeoJSON:{path}", engine="pyogrio")
    if declared is not None and found.crs is not None and declared.to_epsg() != found.crs.to_epsg():
        found = found.set_crs(declared, allow_override=True)
    found.attrs["other_text"] = [COORDINATES.sub("", content)]
    return found


def _declared(document: dict) -> CRS | None:
    """The reference system that a GeoJSON names; one that nobody knows is refused, where the driver would read degrees."""
    if "crs" not in document:
        return None
    member = document["crs"]
    name = member.get("properties", {}).get("name") if isinstance(member, dict) else None
    if not isinstance(name, str):
        raise Refusal("geo.no_crs")
    try:
        return CRS.from_user_input(name)
    except CRSError as fault:
        raise Refusal("geo.unknown_crs", crs=shown(name)) from fault


def _shapefile(path: Path) -> gpd.GeoDataFrame:
    names = [name for name in members(path) if PurePosixPath(name).suffix.lower() in PARTS and not name.startswith("__MACOSX")]
    shapes = [name for name in names if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise Refusal("geo.many_layers", layers=listed([PurePosixPath(name).name for name in shapes]))
    stem = shapes[0][:-4]
    own = {PurePosixPath(name).suffix.lower(): name for name in names if name[:-4] == stem}
    for part in (".shx", ".dbf"):
        if part not in own:
            raise Refusal("geo.part_missing", part=part, layer=shown(PurePosixPath(shapes[0]).name))
    if ".prj" not in own:
        raise Refusal("geo.no_crs")
    with tempfile.TemporaryDirectory(prefix="lagesbild-") as folder:
        for part, name in own.items():
            (Path(folder) / f"layer{part}").write_bytes(unpack(path, name))
        if (Path(folder) / "layer.shp").read_bytes()[:4] != SHAPEFILE_MAGIC:
            raise Refusal("geo.broken")
        return gpd.read_file(f"{folder}/layer.shp", engine="pyogrio")
