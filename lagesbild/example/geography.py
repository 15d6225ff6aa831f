"""Draws Norrhamn's neighbourhoods as a coverage: every border is made once and used by the areas on both its sides."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

FOLDER = Path(__file__).parent
METRIC, DEGREES = "EPSG:3006", "EPSG:4326"
HECTOMETRE = 100.0
GRAIN = 260.0  # metres: a stretch shorter than this is not broken further
WINDING = {"coast": 0.13, "land": 0.075, "town": 0.03}  # how far the middle of a stretch strays, as a share of its length
SEED = 9999

Line = NDArray[np.float64]


@lru_cache(maxsize=1)
def places() -> dict[str, Any]:
    """The hand-drawn points, borders, islands and areas of areas.toml."""
    return tomllib.loads((FOLDER / "areas.toml").read_text(encoding="utf-8"))


def outlines() -> dict[str, list[Line]]:
    """Closed rings in metres (SWEREF 99 TM), shape (n, 2), per area code; first and last points are equal."""
    drawn = places()
    corners = {name: _metres([point])[0] for name, point in drawn["point"].items()}
    borders = {}
    for number, border in enumerate(drawn["border"]):
        start, end = border["ends"]
        through = np.vstack([corners[start], *_metres(border["via"]), corners[end]])
        line = _winding(through, border["kind"], number)
        borders[start, end], borders[end, start] = line, line[::-1]
    found = {area["code"]: [_ring(area["corners"], borders)] if area["corners"] else _islands() for area in drawn["area"]}
    return {code: [np.round(ring, 1) for ring in rings] for code, rings in found.items()}


def geojson() -> str:
    """The areas as GeoJSON in longitude and latitude; neighbours share their corner points exactly."""
    names = {area["code"]: area["name"] for area in places()["area"]}
    to_degrees = Transformer.from_crs(METRIC, DEGREES, always_xy=True)
    features = []
    for code, rings in outlines().items():
        polygons = [[_degrees(ring, to_degrees)] for ring in rings]
        single = len(polygons) == 1
        geometry = {"type": "Polygon" if single else "MultiPolygon", "coordinates": polygons[0] if single else polygons}
        features.append({"type": "Feature", "properties": {"omradeskod": code, "namn": names[code]}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _metres(points: list[list[float]]) -> Line:
    corner = places()["corner"]
    return np.asarray(points, dtype=float).reshape(-1, 2) * HECTOMETRE + (corner["east"], corner["north"])


def _winding(through: Line, kind: str, number: int) -> Line:
    """The line with its stretches broken at their strayed middles until all are shorter than the grain."""
    random = np.random.default_rng([SEED, number])
    line = through
    while True:
        steps = np.diff(line, axis=0)
        lengths = np.hypot(steps[:, 0], steps[:, 1])
        broken = lengths > GRAIN
        if not broken.any():
            return line
        across = np.column_stack([-steps[:, 1], steps[:, 0]]) * np.clip(random.normal(0, WINDING[kind], (len(steps), 1)), -0.25, 0.25)
        middles = (line[:-1] + line[1:]) / 2 + across
        line = np.insert(line, np.flatnonzero(broken) + 1, middles[broken], axis=0)


def _ring(corners: list[str], borders: dict[tuple[str, str], Line]) -> Line:
    sides = [borders[pair] for pair in zip(corners, corners[1:] + corners[:1], strict=True)]
    return np.vstack([*(side[:-1] for side in sides), sides[0][:1]])


def _islands() -> list[Line]:
    rings = []
    for number, island in enumerate(places()["island"]):
        shore = _metres(island["shore"])
        rings.append(_winding(np.vstack([shore, shore[:1]]), "coast", 1000 + number))
    return rings


def _degrees(ring: Line, to_degrees: Transformer) -> list[list[float]]:
    """Longitude and latitude to six decimals (a decimetre), counter-clockwise as GeoJSON wants outer rings."""
    east, north = ring[:, 0], ring[:, 1]
    signed_area = float(np.sum(east[:-1] * north[1:] - east[1:] * north[:-1]))
    longitude, latitude = to_degrees.transform(*(ring if signed_area > 0 else ring[::-1]).T)
    return [[round(float(x), 6), round(float(y), 6)] for x, y in zip(longitude, latitude, strict=True)]
