"""A small build of Norrhamn's goals: invented figures that give every status."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import store
from lagesbild.build.agreement import agreement_tables
from lagesbild.build.tables import describe, write_tables
from lagesbild.catalog import load_catalog

DAY = date(2026, 11, 22)
WAVES = ("2019", "2021", "2023", "2024", "2025", "2026")
ANSWERS = 2_000
SHARES = {
    "survey_unsafe_evening": (0.30, 0.31, 0.31, 0.30, 0.28, 0.25), "survey_avoids": (0.12, 0.13, 0.13, 0.115, 0.10, 0.09),
    "survey_reckless_driving": (0.27, 0.30, 0.32, 0.34, 0.36, 0.38), "survey_worry_burglary": (0.27, 0.25, 0.22, 0.225, 0.222, 0.218),
    "survey_police_indifferent": (0.35, 0.345, 0.34, 0.335, 0.335, 0.33),
}  # fmt: skip
SCHOOL = {"school_safe": {2023: 0.844, 2024: 0.85, 2025: 0.842}, "school_bullied": {2025: 0.17}}
EVENTS = {  # reports a year from 2016, and people
    "residential_burglary": [80, 72, 70, 66, 60, 55, 48, 44, 38, 34], "public_violence": [140, 150, 160, 148, 150, 131, 116, 135, 158, 137],
    "vandalism": [600, 540, 550, 520, 600, 550, 560, 521, 530, 550],
}  # fmt: skip
PEOPLE = 42_000


def share(indicator: str, kind: str, first: date, last: date, value: float) -> dict[str, Any]:
    error = float(np.sqrt(value * (1 - value) / ANSWERS))
    return {
        "indicator": indicator, "period_kind": kind, "period_start": first, "period_end": last, "value": value,
        "lower": value - 1.96 * error,
        "upper": value + 1.96 * error, "base": ANSWERS, "effective_base": ANSWERS, "standard_error": error, "degrees": ANSWERS - 14,
        "unit": "share",
    }  # fmt: skip


def events(indicator: str, year: int, count: int) -> dict[str, Any]:
    rate, half = count / PEOPLE * 1000, 1.96 * float(np.sqrt(count)) / PEOPLE * 1000
    days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return {"indicator": indicator, "period_kind": "year", "value": rate, "lower": rate - half, "upper": rate + half, "numerator": count,
            "base": PEOPLE, "unit": "per_1000"} | days  # fmt: skip


def figures() -> pd.DataFrame:
    days = {w.wave: (w.field_from, w.field_to) for w in load_catalog().surveys["norrhamn_trygghet"].waves}
    rows = [share(slug, "wave", *days[wave], value) for slug, values in SHARES.items() for wave, value in zip(WAVES, values, strict=True)]
    rows += [share(slug, "year", date(y, 1, 1), date(y, 12, 31), value) for slug, told in SCHOOL.items() for y, value in told.items()]
    rows += [events(slug, 2016 + n, count) for slug, counts in EVENTS.items() for n, count in enumerate(counts)]
    plain = {"municipality": "9999", "area": "9999", "area_level": "municipality", "area_version": "", "subgroup": "all", "complete": True,
             "preliminary": False, "state": "value", "source": "Prov", "vintage": "2026-11-01", "data_date": DAY}  # fmt: skip
    frame = pd.DataFrame(rows).assign(**plain)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("period_start", "period_end", "data_date")})


def made(
    path: Path,
    estimate: pd.DataFrame,
    breaks: tuple[dict[str, Any], ...] = (),
    *,
    agreements: bool = True,
    more: dict[str, pd.DataFrame] | None = None,
) -> store.Reader:
    """The figures and, unless left out, the agreements of Norrhamn as a finished file; `more` are tables that come instead or beside."""
    catalog = load_catalog()
    told = [catalog.indicators[slug] for slug in estimate["indicator"].unique()]
    about = {"build": "0123456789ab", "municipality": "9999", "zone": "public", "made_for": pd.Timestamp(DAY), "code_version": "0"}
    whole = {"municipality": "9999", "area": "9999", "name": "Norrhamn", "area_level": "municipality", "area_version": ""}
    tables = {"estimate": estimate, "build_info": pd.DataFrame([about]), "area": pd.DataFrame([whole])}
    tables |= describe(catalog.municipalities["9999"], told, [])
    tables |= agreement_tables(catalog, "9999", DAY) if agreements else {}
    if breaks:
        tables["series_break"] = pd.DataFrame(breaks)
    with store.write(path) as database:
        write_tables(database, tables | (more or {}))
    return store.Reader(path)
