"""An invented municipality whose statistical areas were drawn anew for 2025: one split, one that gave a strip away, one left alone."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from tests.build.conftest import reports

Box = tuple[float, float, float, float]
LAST = "2026-05-31"
WEST, SOUTH, SIDE = 15.7, 63.2, 0.1
BEFORE: dict[str, Box] = {"9999A0010": (0, 0, 1, 1), "9999A0020": (1, 0, 2, 1), "9999A0030": (2, 0, 3, 1), "9999A0040": (3, 0, 4, 1)}
AFTER: dict[str, Box] = {
    "9999A0011": (0, 0, 0.5, 1), "9999A0012": (0.5, 0, 1, 1),  # 0010 split in two
    "9999A0020": (1, 0, 1.75, 1), "9999A0030": (1.75, 0, 3, 1),  # a quarter of 0020 came to 0030
    "9999A0040": (3, 0, 4, 1),
}  # fmt: skip
PEOPLE = {
    "2018": {"9999A0010": 1000, "9999A0020": 1000, "9999A0030": 2000, "9999A0040": 500},
    "2025": {"9999A0011": 800, "9999A0012": 200, "9999A0020": 750, "9999A0030": 2250, "9999A0040": 500},
}
COUNCIL = """
[[set]]
slug = "kustradet"
title = "Kustrådet"
kind = "council"
[[set.members]]
version = "2018"
areas = ["9999A0010", "9999A0020"]
[[set.members]]
version = "2025"
areas = ["9999A0011", "9999A0012", "9999A0020"]
"""


def borders(path: Path, version: str, boxes: dict[str, Box]) -> Path:
    """The areas as GeoJSON with the division's version behind each code, as SCB writes it."""
    features = [
        {
            "type": "Feature",
            "properties": {"desokod": f"{code}_DeSO{version}", "namn": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [_ring(*box)],
            },
        }
        for code, box in boxes.items()
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return [[WEST + x * SIDE, SOUTH + y * SIDE] for x, y in corners]


def people(path: Path, version: str, years: Sequence[int]) -> Path:
    """SCB's layout, codes with their version."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("000005FC")
        sheet.write_row(0, 0, ["Folkmängden per region efter år, region och kön"])
        sheet.write_row(2, 0, ["", "", "totalt"])
        row = 3
        for year in years:
            for n, (code, count) in enumerate(PEOPLE[version].items()):
                sheet.write_row(row, 0, [str(year) if n == 0 else "", f"{code}_DeSO{version}", count])
                row += 1
        sheet.write_row(row + 1, 0, ["Källa:"])
    return path


def months(version: str, years: Sequence[int], codes: Sequence[str]) -> list[tuple[str, str, int]]:
    """Fires: two a month in every area, and one more each spring month."""
    return [
        (f"{code}_DeSO{version}", f"1210 {year}-{month:02d}-{day:02d}", 2 + (month in (4, 5)) + (month == year % 12))
        for year in years for month in range(1, 13) if f"{year}-{month:02d}-31" <= LAST
        for code, day in zip(codes, (1, 8, 15, 22, 28), strict=False)
    ]  # fmt: skip


def hand_in(home: Path, folder: Path, give: Callable[[Path], str], *, counted: bool = True, first: int = 2020) -> None:
    """Everything through the real intake; `counted`: with the population by area."""
    catalogue = home / "catalogue" / "municipalities" / "9999-norrhamn"
    catalogue.mkdir(parents=True)
    (catalogue / "area_sets.toml").write_text(COUNCIL, encoding="utf-8")
    give(borders(folder / "deso2018.geojson", "2018", BEFORE))
    give(borders(folder / "deso2025.geojson", "2025", AFTER))
    if counted:
        give(people(folder / "folk2018.xlsx", "2018", range(first, 2025)))
        give(people(folder / "folk2025.xlsx", "2025", [2025]))
    last = [("9999A0040_DeSO2025", f"1210 {LAST}", 1)]
    give(
        reports(
            folder / "brott.csv", [*months("2018", range(first, 2025), list(BEFORE)), *months("2025", [2025, 2026], list(AFTER)), *last]
        )
    )
