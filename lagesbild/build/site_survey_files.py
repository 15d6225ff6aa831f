"""The surveys' figures as files: everything from which their intervals can be computed again, as CSV and as JSON with explanations."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.build.site_data import SHOWN, SiteData
from lagesbild.build.site_files import about, indicator_words, plain, terms
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import day, text

SURVEY_CSV, SURVEY_JSON = "siffror-enkater.csv", "siffror-enkater.json"
BEHIND = ["value", "lower", "upper", "base", "effective_base", "standard_error", "degrees", "design_effect"]
DATES = ["period_start", "period_end", "data_date"]
FIELDS = ["area", "area_name", "indicator", "survey", "wave", "wording", "counted", "period_start", "period_end", *BEHIND,
          "respondents", "people", "unit", "state", "source", "vintage", "data_date"]  # fmt: skip


def survey_rows(reader: Reader) -> pd.DataFrame:
    """One row per survey figure of the public file; a number is None unless its state is value or zero, whatever the file holds."""
    rows = read(reader, "survey_export")
    shown = rows["state"].isin(SHOWN)
    told = {name: [plain(x) if may else None for x, may in zip(rows[name], shown, strict=True)] for name in BEHIND}
    told |= {name: [plain(x) for x in rows[name].astype(float)] for name in ("respondents", "people")}  # of the whole wave
    return rows.assign(**{name: pd.Series(values, rows.index, dtype=object) for name, values in told.items()})


def survey_files(data: SiteData, rows: pd.DataFrame, today: date) -> dict[str, bytes]:
    """{file name: content}; nothing where no survey is published."""
    return {SURVEY_CSV: _csv(data, rows), SURVEY_JSON: _json(data, rows, today)} if len(rows) else {}


def _csv(data: SiteData, rows: pd.DataFrame) -> bytes:
    told = rows.assign(
        municipality=data.code, name=data.name, build=data.build, licence_column=terms(data),
        unit=[text(f"site.unit.short_{unit}") for unit in rows["unit"]],
        state=[text(f"site.state.{state}") for state in rows["state"]],
    )  # fmt: skip
    told = told[["municipality", "name", *FIELDS[:3], "title", *FIELDS[3:], "build", "licence_column"]]
    return excel_csv(told.rename(columns=lambda key: text(f"site.file.{key}")))


def _json(data: SiteData, rows: pd.DataFrame, today: date) -> bytes:
    known = data.indicators[data.indicators.index.isin(set(rows["indicator"]))].sort_index()
    told = rows[FIELDS].assign(**{name: [day(value) for value in rows[name]] for name in DATES})
    found: dict[str, Any] = about(data, today, text("site.file.json_title_surveys", name=data.name)) | {
        "fields": {key: text(f"site.field.survey.{key}") for key in FIELDS},
        "indicators": {str(slug): indicator_words(data, str(slug), row) for slug, row in known.iterrows()},
        "rows": told.to_dict("records"),
    }
    return json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
