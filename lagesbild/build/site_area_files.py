"""The neighbourhoods' figures as files: CSV for Swedish Excel, and JSON with what is needed to read it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from lagesbild.build.site_area import Areas
from lagesbild.build.site_data import NUMBERS, SHOWN, SiteData
from lagesbild.build.site_files import LICENCE, indicator_words, plain
from lagesbild.swedish_csv import cell
from lagesbild.texts import day, text

AREAS_CSV, AREAS_JSON = "siffror-omraden.csv", "siffror-omraden.json"
FIELDS = (
    "area", "area_name", "indicator", "period_kind", "period_start", "period_end", *NUMBERS, "unit", "state", "preliminary", "source",
    "vintage", "data_date",
)  # fmt: skip
CSV_FIELDS = ("municipality", "name", "area", "area_name", "indicator", "title", *FIELDS[3:], "build")


def area_files(data: SiteData, found: Areas, today: date) -> dict[str, bytes]:
    """{file name: content} of the downloads of all neighbourhoods."""
    rows = list(records(found))
    return {AREAS_CSV: _csv(data, rows), AREAS_JSON: _json(data, rows, today)}


def records(found: Areas) -> list[dict[str, Any]]:
    """One dictionary per figure; a number is None unless its state is value or zero, whatever the file holds."""
    told = []
    for row in found.rows.to_dict("records"):
        shown = row["state"] in SHOWN
        told.append(
            {"area": row["area"], "area_name": row["name"], "title": row["title"]}
            | {key: row[key] for key in ("indicator", "period_kind", "unit", "state", "source", "vintage")}
            | {key: plain(row[key]) if shown else None for key in NUMBERS}
            | {key: day(row[key]) for key in ("period_start", "period_end", "data_date")}
            | {"preliminary": bool(row["preliminary"])}
        )
    return told


def _csv(data: SiteData, rows: list[dict[str, Any]]) -> bytes:
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow([text(f"site.file.{key}") for key in CSV_FIELDS])
    for row in rows:
        told = row | {
            "municipality": data.code, "name": data.name, "build": data.build, "unit": text(f"site.unit.short_{row['unit']}"),
            "state": text(f"site.state.{row['state']}"), "preliminary": text("site.file.yes" if row["preliminary"] else "site.file.no"),
            "period_kind": text(f"site.kind.{row['period_kind']}"),
        }  # fmt: skip
        writer.writerow([cell(told[key]) for key in CSV_FIELDS])
    return b"\xef\xbb\xbf" + into.getvalue().encode()


def _json(data: SiteData, rows: list[dict[str, Any]], today: date) -> bytes:
    used = {row["indicator"] for row in rows}
    known = data.indicators[data.indicators.index.isin(used)].sort_index()
    told = {
        "title": text("site.file.json_title_areas", name=data.name),
        "municipality": {"code": data.code, "name": data.name, "example": data.example},
        "build": data.build,
        "made_for": day(today),
        "cite": text("site.file.cite", name=data.name, build=data.build, day=day(today)),
        "licence": text("site.file.licence", address=LICENCE),
        "fields": {key: text(f"site.field.{key}") for key in FIELDS},
        "indicators": {str(slug): indicator_words(data, str(slug), row) for slug, row in known.iterrows()},
        "rows": [{key: row[key] for key in FIELDS} for row in rows],
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
