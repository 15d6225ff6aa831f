"""A small invented municipality handed in through the real intake, in the layouts of the real files."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from lagesbild.intake import receive

DAY = date(2026, 11, 22)
AREAS = {"N01": (0, "Väst"), "N02": (1, "Öst")}


def squares(path: Path) -> Path:
    """Two adjoining squares inside Norrhamn's extent."""
    west, south, side = 15.7, 63.2, 0.1
    features = [
        {
            "type": "Feature",
            "properties": {"omradeskod": code, "namn": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[west + (n + dx) * side, south + dy * side] for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]],
            },
        }
        for code, (n, name) in AREAS.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def people(path: Path, years: dict[int, tuple[int, int]]) -> Path:
    """SCB's layout: the year stands on the first row of its block only."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("000005FC")
        sheet.write_row(0, 0, ["Folkmängden per region efter år, region och kön"])
        sheet.write_row(2, 0, ["", "", "totalt"])
        row = 3
        for year, persons in years.items():
            for n, (code, count) in enumerate(zip(AREAS, persons, strict=True)):
                sheet.write_row(row, 0, [str(year) if n == 0 else "", code, count])
                row += 1
        sheet.write_row(row + 1, 0, ["Källa:"])
    return path


def reports(path: Path, rows: list[tuple[str, str, int]]) -> Path:
    """The police layout: one row per report; `rows` holds (area or "", crime code and year-month-day, how many)."""
    lines = ['"","Id","Brottskod","Brottskod.klartext","Inskrivningsdatum","Brottsdatum","Kommun","Län","DeSO.område","Antal"']
    number = 0
    for area, what, times in rows:
        code, day = what.split()
        for _ in range(times):
            number += 1
            where = f'"{area}"' if area else "NA"
            lines.append(f'"{number}",{number},{code},"Skadegörelse","{day}","{day}","Norrhamn","Påhittat län",{where},1')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty state folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def give(home: Path) -> Callable[[Path], str]:
    """Hand a file in for Norrhamn; returns the receipt's identity."""

    def give(path: Path) -> str:
        receipt = receive(path, home, "9999", None, DAY)
        assert receipt.outcome == "accepted", receipt.message
        return receipt.receipt

    return give
