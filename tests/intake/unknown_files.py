"""Invented tables that no format claims, as municipalities keep them: odd spellings, titles above, columns that mean nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.intake.made_files import workbook

AREAS = ("Väst", "Öst")
DAYS = [date(2026, 1, 1) + timedelta(days=9 * number) for number in range(36)]
Rows = list[list[Any]]


def text_file(path: Path, rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """The rows as text."""
    path.write_bytes("".join(delimiter.join(map(str, row)) + "\r\n" for row in rows).encode(encoding))
    return path


def rescue(path: Path, start: int = 0) -> Path:
    """A rescue service's alarms in cp1252: day and time in one column, words for the area, free text beside."""
    kinds = ("Brand i byggnad", "Brand ute", "Trafikolycka")
    rows = [
        [f"R-{n}", f"{day:%Y-%m-%d} {n % 24:02d}:15", kinds[n % 3], AREAS[n % 2], n % 2, f"insats {n}"]
        for n, day in enumerate(DAYS[start : start + 30])
    ]
    head = ["Ärendenr", "Larm inkom", "Händelse enl. SOS", "Kommundel/omr.", "Antal skadade", "Fritext"]
    return text_file(path, [head, *rows], encoding="cp1252")


def housing(path: Path) -> Path:
    """A housing company's damages in a workbook with a title; two columns of words could be the type."""
    head: Rows = [["Skadeanmälningar Norrhamnsbostäder"], [], ["Anm.dag", "Fastighet", "Bostadsomr.", "Skada", "Kostnad (kr)"]]
    rows = [
        [f"{day.day}/{day.month} {day.year}", f"Kv. Masten {n % 15}", AREAS[n % 2], ("Klotter", "Ruta", "Dörr")[n % 3], 900 + n]
        for n, day in enumerate(DAYS)
    ]
    return workbook(path, head + rows, "Blad1")


def graffiti(path: Path, north: int = 7_010_000, east: int = 540_000) -> Path:
    """Graffiti reports with coordinates in metres under headings that nobody knows."""
    rows = [[n, f"{day:%Y%m%d}", ("Elskåp", "Tunnel")[n % 2], north + 13 * n, east + 17 * n, n % 5] for n, day in enumerate(DAYS)]
    return text_file(path, [["NR", "REGDAT", "OBJEKTTYP", "N_SWEREF", "E_SWEREF", "YTA_M2"], *rows], ",")


def walk(path: Path) -> Path:
    """Observations of safety walks: several columns of words, some with yes and no."""
    head = ["Dag för vandring", "Stadsdel", "Vad vi såg", "Ansvarig", "Åtgärdat"]
    seen = ("Mörk gångväg", "Skräp", "Skymd sikt", "Trasig lampa")
    return workbook(path, [head, *([f"2026-0{4 + n % 3}-14", AREAS[n % 2], seen[n % 4], "Tekniska", "ja"] for n in range(24))], "Blad")


def school(path: Path) -> Path:
    """A school survey, one column an indicator, with the year in the title only and answers beside one of the shares."""
    head = [["Elevenkät i årskurs 8, läsåret 2025/26"], [], ["Skolområde", "Trygg i skolan (%)", "Antal svar trygg", "Mobbad (%)"]]
    return workbook(path, [*head, ["Väst", 81, 40, 7], ["Öst", 74, 52, 11]], "Tabell")


def andts(path: Path) -> Path:
    """Shares as 0 to 1 of alcohol and tobacco, one column a year."""
    rows = [[f"{what} senaste året", area, *(f"0,{12 + n}" for n in range(3))] for what in ("Druckit", "Rökt") for area in AREAS]
    return text_file(path, [["Fråga", "Omr", 2023, 2024, 2025], *rows], encoding="utf-8-sig")


def social_services(path: Path) -> Path:
    """Counts of the social services by area and year, secrecy as two points, under a title."""
    rows = [[area, year, 20 + n, ".." if n else 3] for n, area in enumerate(AREAS) for year in (2024, 2025)]
    return text_file(path, [["Socialtjänstens statistik", "", "", ""], ["Distrikt", "År", "Orosanmälningar", "Placerade"], *rows])


def survey(path: Path) -> Path:
    """Answers of an unknown survey: codes, a row for each person."""
    rows = [[n, n % 2 + 1, 16 + n, *((n * q) % 5 + 1 for q in range(1, 8))] for n in range(60)]
    return text_file(path, [["lopnr", "kon", "alder", *(f"q{q}" for q in range(1, 8))], *rows])
