"""Builds small invented files in the real layouts, so that a test can say in one line what is special about its file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import xlsxwriter

HEADINGS = ["", "Id", "Brottskod", "Brottskod.klartext", "Inskrivningsdatum", "Brottsdatum", "Kommun", "Län", "DeSO.område", "Antal"]
SQUARE = [[13.0, 61.2], [13.1, 61.2], [13.1, 61.3], [13.0, 61.3], [13.0, 61.2]]
MUNICIPALITY = """
code = "{code}"
name = "{name}"
genitive = "{name}s"
police_area = "{name}"
county = "Påhittat län"
metric_crs = 3006
bounds = {bounds}
aliases = ["{name}s kommun"]
"""
FOOTER = [[], ["Senaste uppdatering:"], ["20250221 08:00"], [], ["Källa:"], ["SCB"], [], ["Databas:"], ["Statistikdatabasen"]]


def home_folder(folder: Path) -> Path:
    """A home whose catalogue adds Stockholm and the invented Provsund, which only tests know."""
    for code, name, bounds in (("0180", "Stockholm", [17.7, 59.2, 18.3, 59.5]), ("9990", "Provsund", [12.5, 61.0, 13.5, 61.6])):
        own = folder / "catalogue" / "municipalities" / f"{code}-{name.lower()}"
        own.mkdir(parents=True)
        (own / "municipality.toml").write_text(MUNICIPALITY.format(code=code, name=name, bounds=bounds), encoding="utf-8")
    return folder


def police_row(**changes: str) -> dict[str, str]:
    """One sound row of a police extract, with what the test wants changed by heading."""
    row = dict.fromkeys(HEADINGS, "")
    row |= {"": "1", "Id": "4711", "Brottskod": "1210", "Brottskod.klartext": "Skadegörelse, genom brand (ej på motorfordon)"}
    row |= {"Inskrivningsdatum": "2024-03-05", "Brottsdatum": "2024-03-04", "Kommun": "Älvkarleby", "Län": "Uppsala Län"}
    return row | {"DeSO.område": "0319C1010", "Antal": "1"} | changes


def sound_rows(count: int, **changes: str) -> list[dict[str, str]]:
    """Sound rows spread over the days of March 2024."""
    return [
        police_row(**({"Id": str(index), "Inskrivningsdatum": f"2024-03-{index % 28 + 1:02d}", "Brottsdatum": ""} | changes))
        for index in range(count)
    ]


def police_text(rows: list[dict[str, str]], delimiter: str = ",", headings: list[str] | None = None) -> str:
    """The rows as the police write them: everything quoted."""
    named = headings or HEADINGS
    lines = [delimiter.join(f'"{heading}"' for heading in named)]
    lines += [delimiter.join(f'"{value}"' for value in row.values()) for row in rows]
    return "\n".join(lines) + "\n"


def police_file(path: Path, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A police extract on disk."""
    path.write_bytes(police_text(rows, delimiter).encode(encoding))
    return path


def workbook(path: Path, rows: list[list[Any]], sheet: str = "Resultat") -> Path:
    """An .xlsx of one sheet."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    for index, row in enumerate(rows):
        page.write_row(index, 0, row)
    book.close()
    return path


def bra_rows(blocks: dict[str, list[list[Any]]], heads: list[list[str]], unit: str = "Antal") -> list[list[Any]]:
    """Brå's layout: title, blank, the period rows, the unit row, then each region's name and its rows."""
    width = len(heads[0])
    rows: list[list[Any]] = [["Anmälda brott", "", "Brottsförebyggande rådet"], []]
    rows += [["", *head] for head in heads] + [["", *[unit] * width]]
    for region, lines in blocks.items():
        rows += [[region], *lines]
    return rows


def population_rows(values: list[tuple[str, str, Any]], title: str = "Folkmängd per region efter år, region och kön") -> list[list[Any]]:
    """PxWeb's layout with the year in the first column on its first row only."""
    rows: list[list[Any]] = [[title], [], ["", "", "totalt"]]
    shown = ""
    for year, region, persons in values:
        rows.append(["" if year == shown else year, region, persons])
        shown = year
    return rows + FOOTER


def feature(code: str | None, ring: Any = None, **properties: Any) -> dict[str, Any]:
    """A GeoJSON area with a code; its border is a square off Provsund unless the test gives another."""
    border = {"type": "Polygon", "coordinates": [SQUARE if ring is None else ring]}
    return {"type": "Feature", "properties": {"omradeskod": code, "namn": f"Område {code}"} | properties, "geometry": border}


def geojson(path: Path, features: list[dict[str, Any]], **members: Any) -> Path:
    """A GeoJSON FeatureCollection on disk."""
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}, ensure_ascii=False), encoding="utf-8")
    return path


def square(east: float, north: float, side: float = 0.1) -> list[list[float]]:
    """A closed ring from its south-west corner."""
    return [[east, north], [east + side, north], [east + side, north + side], [east, north + side], [east, north]]


def zipped_shapefile(path: Path, layer: gpd.GeoDataFrame, leave_out: tuple[str, ...] = ()) -> Path:
    """A layer as a zip of shapefile parts, some left out if the test wants."""
    folder = path.parent / f"{path.stem}-parts"
    folder.mkdir()
    layer.to_file(folder / "omraden.shp", engine="pyogrio")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            if part.suffix not in leave_out:
                archive.write(part, part.name)
    return path
