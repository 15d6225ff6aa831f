"""The neighbourhoods' figures as files: CSV for Swedish Excel, and JSON with what is needed to read it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from lagesbild.build.site_area import Areas
from lagesbild.build.site_data import NUMBERS, SHOWN, SiteData
from lagesbild.build.site_files import about, indicator_words, plain, terms
from lagesbild.swedish_csv import cell
from lagesbild.texts import day, text

AREAS_CSV, AREAS_JSON = "siffror-omraden.csv", "siffror-omraden.json"
FIELDS = (
    "area", "area_name", "indicator", "period_kind", "period_start", "period_end", *NUMBERS, "unit", "state", "preliminary", "source",
    "vintage", "data_date",
)  # fmt: skip
CSV_FIELDS = ("municipality", "name", "area", "area_name", "indicator", "title", *FIELDS[3:], "build", "licence_column")


def area_files(data: SiteData, found: Areas, today: date) -> dict[str, bytes]:
    """{file name: content} of the downloads of all neighbourhoods."""
    told = columns(found)
    return {AREAS_CSV: _csv(data, told), AREAS_JSON: _json(data, told, today)}


def columns(found: Areas) -> dict[str, list[Any]]:
    """What the files tell, by column: a number is None unless its state is value or zero, whatever the file holds.

    By column because a town's areas have tens of thousands of figures, and few different words and days among them.
    """
    rows, shown = found.rows, found.rows["state"].isin(SHOWN).tolist()
    told: dict[str, list[Any]] = {"area_name": rows["name"].tolist()}
    told |= {key: rows[key].tolist() for key in ("area", "title", "indicator", "period_kind", "unit", "state", "source", "vintage")}
    told |= {key: [plain(x) if may else None for x, may in zip(rows[key].tolist(), shown, strict=True)] for key in NUMBERS}
    told |= {key: _each(rows[key].tolist(), day) for key in ("period_start", "period_end", "data_date")}
    return told | {"preliminary": [bool(early) for early in rows["preliminary"]]}


def _each(values: list[Any], told: Callable[[Any], Any]) -> list[Any]:
    """The same for every value, asked once of those that are alike."""
    known = {value: told(value) for value in set(values)}
    return [known[value] for value in values]


def _csv(data: SiteData, told: dict[str, list[Any]]) -> bytes:
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow([text(f"site.file.{key}") for key in CSV_FIELDS])
    n = len(told["area"])
    words = {
        "municipality": [data.code] * n, "name": [data.name] * n, "build": [data.build] * n,
        "licence_column": [terms(data)] * n,
        "unit": _each(told["unit"], lambda unit: text(f"site.unit.short_{unit}")),
        "state": _each(told["state"], lambda state: text(f"site.state.{state}")),
        "preliminary": _each(told["preliminary"], lambda early: text("site.file.yes" if early else "site.file.no")),
        "period_kind": _each(told["period_kind"], lambda kind: text(f"site.kind.{kind}")),
    }  # fmt: skip
    writer.writerows(zip(*(_each((told | words)[key], cell) for key in CSV_FIELDS), strict=True))
    return b"\xef\xbb\xbf" + into.getvalue().encode()


def _json(data: SiteData, rows: dict[str, list[Any]], today: date) -> bytes:
    known = data.indicators[data.indicators.index.isin(set(rows["indicator"]))].sort_index()
    told = about(data, today, text("site.file.json_title_areas", name=data.name)) | {
        "fields": {key: text(f"site.field.{key}") for key in FIELDS},
        "indicators": {str(slug): indicator_words(data, str(slug), row) for slug, row in known.iterrows()},
        "rows": [dict(zip(FIELDS, row, strict=True)) for row in zip(*(rows[key] for key in FIELDS), strict=True)],
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
