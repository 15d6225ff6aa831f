"""The figures to take along: every file beside the pages, with how many rows it has and what is in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from lagesbild.build.site_area import Areas
from lagesbild.build.site_area_files import AREAS_CSV, AREAS_JSON, area_files
from lagesbild.build.site_data import SiteData
from lagesbild.build.site_files import CSV_NAME, JSON_NAME, csv_bytes, json_bytes
from lagesbild.build.site_survey_files import SURVEY_CSV, SURVEY_JSON, survey_files, survey_rows
from lagesbild.store import Reader
from lagesbild.texts import number, text

CONTENT = {  # the words for what is in each file
    CSV_NAME: "csv", JSON_NAME: "json", AREAS_CSV: "areas_csv", AREAS_JSON: "json", SURVEY_CSV: "surveys_csv", SURVEY_JSON: "json",
}  # fmt: skip


@dataclass(frozen=True)
class Download:
    """A file with the number of figures in it."""

    content: bytes
    rows: int


def downloads(reader: Reader, data: SiteData, around: Areas, today: date) -> dict[str, Download]:
    """{file name: file}: the municipality's crime, the areas' figures and the surveys', each only where there is any."""
    asked = survey_rows(reader)
    told = [({CSV_NAME: csv_bytes(data), JSON_NAME: json_bytes(data, today)}, len(data.years))]
    told.append((area_files(data, around, today) if around.names else {}, len(around.rows)))
    told.append((survey_files(data, asked, today), len(asked)))
    return {name: Download(content, rows) for files, rows in told for name, content in files.items()}


def listed(found: dict[str, Download]) -> list[dict[str, str]]:
    """The files as the method page lists them: name, content, rows and size."""
    return [
        {
            "name": name,
            "content": text(f"site.method.open_{CONTENT[name]}"),
            "rows": text("site.method.rows", count=number(one.rows)),
            "size": text("site.method.size", count=number(max(1, math.ceil(len(one.content) / 1000)))),
        }
        for name, one in found.items()
    ]
