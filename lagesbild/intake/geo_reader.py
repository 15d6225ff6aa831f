"""Opens GeoJSON, zipped shapefiles, GeoPackage and GeoParquet with the driver named, so that a file cannot pass itself off as another."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
from pyogrio.errors import CRSError as LayerCRSError
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from lagesbild.intake.container import Container
from lagesbild.intake.guard import members, unpack
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.text_reader import decode
from lagesbild.intake.values import as_text
from lagesbild.texts import number

SHAPEFILE_MAGIC = b"\x00\x00\x27\x0a"
COORDINATES = re.compile(r'"coordinates"\s*:\s*\[[\[\]\s\d.,eE+-]*\]')
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def layer(path: Path, kind: Container, named: Collection[str] = ()) -> gpd.GeoDataFrame:
    """The features with the reference system that the file declares (GeoJSON without one is WGS 84 by its standard).

    named: layers that formats ask for by name, for containers that hold several. What else a container says lies in attrs "other_text",
    the layer's name in attrs "layer".
    """
    try:
        if kind == "geopackage":
            found = _geopackage(path, named)
        elif kind == "parquet":
            found = _geoparquet(path)
        else:
            found = _geojson(path) if kind == "geojson" else _shapefile(path)
    except (DataSourceError, DataLayerError, LayerCRSError, ProjError, CRSError, ValueError, OSError) as fault:
        raise Refusal("geo.broken") from fault
    if not isinstance(found, gpd.GeoDataFrame) or found.empty:
        raise Refusal("geo.no_features")
    if found.crs is None:
        raise Refusal("geo.no_crs")
    return found


def is_geoparquet(path: Path) -> bool:
    """Whether a parquet file says in its metadata that it holds a map layer."""
    try:
        return b"geo" in (pq.read_schema(path).metadata or {})
    except (pa.ArrowException, OSError):
        return False


def _geoparquet(path: Path) -> gpd.GeoDataFrame:
    found = gpd.read_parquet(path)
    found.attrs["other_text"] = [str(pq.read_schema(path).metadata)]
    return found


def _geopackage(path: Path, named: Collection[str]) -> gpd.GeoDataFrame:
    """One layer of a GeoPackage; all layers are screened, for the whole file goes into the archive.

    The file is opened under a name of its own, so that nothing beside it (a journal, a name that another driver knows) is read with it.
    """
    raw = path.read_bytes()
    if not raw[68:72].startswith(b"GP"):  # the application id that the standard gives
        raise Refusal("container.database")
    with tempfile.TemporaryDirectory(prefix="lagesbild-") as folder:
        own = Path(folder) / "layer.gpkg"
        own.write_bytes(raw)
        kinds = {str(name): str(kind or "") for name, kind in pyogrio.list_layers(own)}
        chosen = _chosen(kinds, named)
        if pyogrio.read_info(own, layer=chosen)["driver"] != "GPKG":
            raise Refusal("geo.broken")
        found = gpd.read_file(own, layer=chosen, engine="pyogrio", on_invalid="ignore")
        others = [pyogrio.read_dataframe(own, layer=name, read_geometry=False) for name in kinds if name != chosen]
    cells = {as_text(cell) for other in others for column in other.columns for cell in other[column].unique()}
    found.attrs |= {"layer": chosen, "other_text": [*kinds, *cells, raw.decode("latin-1")]}
    return found


def _chosen(kinds: dict[str, str], named: Collection[str]) -> str:
    """The layer that a format names, else the only one with borders or points, else the only one with borders."""
    spatial = [name for name, kind in kinds.items() if kind]
    surfaces = [name for name in spatial if "Polygon" in kinds[name]]
    for candidates in ([name for name in spatial if name in named], spatial, surfaces):
        if len(candidates) == 1:
            return candidates[0]
    if not spatial:
        raise Refusal("geo.no_features")
    raise Refusal("geo.choose_layer", layers=listed(spatial, 12))


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
    found = gpd.read_file(f"GeoJSON:{path}", engine="pyogrio", on_invalid="ignore")
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
        return gpd.read_file(f"{folder}/layer.shp", engine="pyogrio", on_invalid="ignore")
