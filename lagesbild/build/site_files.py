"""The downloads beside the pages: every public figure as CSV for Swedish Excel and as JSON with its explanation."""

from __future__ import annotations

import csv
import io
import json
import math
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.build.site_data import NUMBERS, SHOWN, SiteData
from lagesbild.swedish_csv import cell
from lagesbild.texts import day, text

CSV_NAME, JSON_NAME = "siffror.csv", "siffror.json"
FIELDS = ("indicator", "year", *NUMBERS, "unit", "state", "preliminary", "source", "vintage", "data_date")
CSV_FIELDS = (
    "municipality", "name", "indicator", "title", "year", "period_start", "period_end", *NUMBERS, "unit", "state", "preliminary",
    "source", "vintage", "data_date", "build", "licence_column",
)  # fmt: skip


def records(data: SiteData) -> list[dict[str, Any]]:
    """One dictionary per figure; a number is None unless its state is value or zero, whatever the file holds."""
    found = []
    for row in data.years.to_dict("records"):
        shown = row["state"] in SHOWN
        numbers = {key: plain(row[key]) if shown else None for key in NUMBERS}
        found.append(
            {"indicator": row["indicator"], "year": int(row["year"])}
            | numbers
            | {"unit": row["unit"], "state": row["state"], "preliminary": bool(row["preliminary"]), "source": row["source"]}
            | {"vintage": row["vintage"], "data_date": day(row["data_date"])}
            | {"period_start": day(row["period_start"]), "period_end": day(row["period_end"])}
        )
    return found


def plain(value: float | None) -> float | int | None:
    """A number as a file holds it: whole where it is whole, None where there is none."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(f"{value:.10g}")


def csv_bytes(data: SiteData) -> bytes:
    """The figures with Swedish headings: semicolon, decimal comma, byte order mark; no cell can act as a formula."""
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow([text(f"site.file.{key}") for key in CSV_FIELDS])
    for row in records(data):
        told = row | {
            "municipality": data.code,
            "name": data.name,
            "title": data.indicators["title"][row["indicator"]],
            "unit": text(f"site.unit.short_{row['unit']}"),
            "state": text(f"site.state.{row['state']}"),
            "preliminary": text("site.file.yes" if row["preliminary"] else "site.file.no"),
            "build": data.build,
            "licence_column": terms(data),
        }
        writer.writerow([cell(told[key]) for key in CSV_FIELDS])
    return b"\xef\xbb\xbf" + into.getvalue().encode()


def terms(data: SiteData) -> str:
    """The licence as every row of a table file tells it: the file may be read far from its page, and a line of its own breaks readers."""
    return f"{data.licence.name}, {data.licence.address}"


def json_bytes(data: SiteData, today: date) -> bytes:
    """The figures with what is needed to read them: definitions, sources, dates, fields and how to cite."""
    used = data.indicators[data.indicators.index.isin(data.years["indicator"])]
    told = about(data, today, text("site.file.json_title", name=data.name)) | {
        "fields": {key: text(f"site.field.{key}") for key in FIELDS},
        "sources": [_source(row) for row in data.sources.to_dict("records")],
        "indicators": {str(slug): indicator_words(data, str(slug), row) for slug, row in used.sort_index().iterrows()},
        "rows": [{key: row[key] for key in FIELDS} for row in records(data)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def about(data: SiteData, today: date, title: str) -> dict[str, Any]:
    """What every JSON file begins with: its title, whose figures these are, which build, how to cite and the licence."""
    return {
        "title": title,
        "municipality": {"code": data.code, "name": data.name, "example": data.example},
        "build": data.build,
        "made_for": day(today),
        "cite": text("site.file.cite", name=data.name, build=data.build, day=day(today)),
        "licence": text("site.file.licence" if data.usual_licence else "site.file.licence_own", **vars(data.licence)),
    }


def _source(row: dict[str, Any]) -> dict[str, Any]:
    dates = {key: None if pd.isna(row[key]) else day(row[key]) for key in ("data_from", "data_date", "received_on")}
    return {"source": row["source"], "title": row["title"]} | dates


def indicator_words(data: SiteData, slug: str, row: pd.Series) -> dict[str, Any]:
    """What an indicator is, in the words of the catalogue."""
    words = {key: str(row[key]) for key in ("title", "definition", "source", "measure", "unit", "better", "caveat")}
    breaks = [{"date": day(when), "reason": reason} for when, reason in data.breaks_of(slug)]
    return words | {"policing_dependent": bool(row["policing_dependent"]), "breaks": breaks}
