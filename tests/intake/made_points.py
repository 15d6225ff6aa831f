"""Builds small invented files of points in Provsund, which lies where the tests' catalogue says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from lagesbild.settings import ROOT

DEGREES = ["Month", "Crime.type", "Longitude", "Latitude"]
METRES = ["Anmäld datum", "Brottskod", "N", "E"]
HERE = (13.05, 61.25)  # in Provsund
HERE_METRES = (6_792_195.2, 395_373.4)  # north and east of the same place in SWEREF 99 TM


def points_file(path: Path, rows: list[list[Any]], headings: list[str] | None = None, delimiter: str = ",") -> Path:
    """A text file of points; cells as they stand."""
    lines = [delimiter.join(str(cell) for cell in row) for row in [headings or DEGREES, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sound_points(count: int, what: str = "Klotter") -> list[list[Any]]:
    """Sound rows, one a month from January 2023, a little apart."""
    return [[f"{2023 + n // 12 % 3}-{n % 12 + 1:02d}", what, round(HERE[0] + n / 1000, 4), HERE[1]] for n in range(count)]


def point_layer(count: int, **properties: list[Any]) -> gpd.GeoDataFrame:
    """A layer of points in degrees with the properties that the test gives."""
    return gpd.GeoDataFrame(properties, geometry=[shapely.Point(HERE[0] + n / 1000, HERE[1]) for n in range(count)], crs=4326)


def own_format(home: Path, slug: str, template: str, changes: dict[str, str]) -> None:
    """A format of the municipality's own in the home folder: the product's with some lines changed."""
    content = (ROOT / "data" / "formats" / f"{template}.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in content, old
        content = content.replace(old, new)
    folder = home / "catalogue" / "formats"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.toml").write_text(content, encoding="utf-8")
