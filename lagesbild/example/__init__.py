"""The invented municipality Norrhamn, delivered as files in the layouts that real senders use."""

from __future__ import annotations

from pathlib import Path

from lagesbild.example.answers import told
from lagesbild.example.deliveries import write_months, write_population, write_rows, write_years
from lagesbild.example.earlier import make_earlier
from lagesbild.example.geography import geojson
from lagesbild.example.layout import layout
from lagesbild.example.peers import make_reference
from lagesbild.example.police_tables import write_police_tables
from lagesbild.example.school_table import write_school_table
from lagesbild.example.survey_files import write_surveys
from lagesbild.example.work import work_records

__all__ = ["make_earlier", "make_example", "make_reference", "work_records"]


def make_example(folder: Path) -> list[Path]:
    """Write Norrhamn's files into a folder and return them in the order to receive them; equal to the byte every time."""
    folder.mkdir(parents=True, exist_ok=True)
    names = layout()["files"]
    areas = folder / names["areas"]
    areas.write_text(geojson(), encoding="utf-8", newline="\n")
    return [
        areas,
        write_population(folder / names["population"]),
        *(write_rows(folder / file["name"], file) for file in layout()["rows"]["file"]),
        write_years(folder / names["published_years"]),
        write_months(folder / names["published_months"]),
        *write_surveys(folder),
        *write_police_tables(folder),
        write_school_table(folder / told()["school"]["file"]),
    ]
