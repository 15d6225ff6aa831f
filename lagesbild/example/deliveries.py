"""Writes Norrhamn's files as their senders lay them out: the police's rows, SCB's population and Brå's figures."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook

from lagesbild.example.geography import SEED
from lagesbild.example.layout import layout
from lagesbild.example.people import people, total
from lagesbild.example.published import MONTHS, Row, by_month, by_year
from lagesbild.example.reports import reports, story

WRITTEN = datetime(2026, 11, 9, 8, 0)  # the date inside every workbook, so that two makings are equal to the byte
YEARS = (2016, 2025)


def write_rows(path: Path, file: dict[str, Any], known: pd.DataFrame | None = None) -> Path:
    """The police's rows of one period, quoted as their sender quotes them, slips included; `known` where not all reports were."""
    plan, headings = layout(), layout()["rows"]["headings"]
    told = reports() if known is None else known
    told = told[told["reported"].between(pd.Timestamp(file["from"]), pd.Timestamp(file["to"]))]
    quarters = np.random.default_rng([SEED, 5]).integers(0, 4, len(told)) * 15
    rows: list[list[Any]] = []
    for number, (row, quarter) in enumerate(zip(told.itertuples(), quarters, strict=True), start=1):
        time = "" if pd.isna(row.hour) else f"{row.hour:02d}:{quarter:02d}"
        days = [f"{day:%Y-%m-%d}" for day in (row.reported, row.occurred)]
        where = [plan["municipality"], plan["county"], row.area]
        rows.append([str(number), int(row.id), row.code, story()["text"][row.code], *days, *where, int(row.events), time])
    for slip in file["slips"]:
        rows[slip["row"] - 1][headings.index(slip["column"])] = slip["text"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows([headings, *rows])
    return path


def write_population(path: Path) -> Path:
    """SCB's layout: the year on the first of its rows only, then region and people; 31 December."""
    plan = layout()["population"]
    table = people()
    lines: list[list[Any]] = [[plan["title"]], [], ["", "", plan["heading"]]]
    for year in range(YEARS[0], YEARS[1] + 1):
        here = [(layout()["code"], total(year)), *((code, int(table.loc[year, code])) for code in table.columns)]
        lines += [[str(year) if index == 0 else "", code, persons] for index, (code, persons) in enumerate(here)]
    lines += [[], *([line] for line in (layout()["note"], *plan["footer"]))]
    return workbook(path, plan["sheet"], lines)


def write_years(path: Path) -> Path:
    """Brå's export with one column per year."""
    plan = layout()["published"]
    years = range(YEARS[0], YEARS[1] + 1)
    return _published(path, [[plan["year"]] * len(years), [str(year) for year in years]], by_year(*YEARS))


def write_months(path: Path) -> Path:
    """Brå's export with one column per month; the current year's figures are preliminary."""
    months = [month for month in MONTHS if month.year >= YEARS[1]]
    return published_months(path, months, YEARS[1], by_month(YEARS[1]))


def published_months(path: Path, months: Sequence[pd.Period], final: int, rows: list[Row]) -> Path:
    """Brå's export with these months as columns; those after the year `final` are preliminary."""
    plan = layout()["published"]
    years = [str(m.year) if m.year <= final else plan["preliminary"].format(year=m.year) for m in months]
    return _published(path, [years, [plan["months"][m.month - 1] for m in months]], rows)


def _published(path: Path, periods: list[list[str]], rows: list[Row]) -> Path:
    """Brå's layout: every offence's ancestors stand above it with empty cells, nothing is indented."""
    plan = layout()["published"]
    lines: list[list[Any]] = [[plan["title"], "", plan["publisher"]], []]
    lines += [["", *line] for line in (*periods, [plan["unit"]] * len(periods[0]))]
    lines.append([plan["region"]])
    for row in rows:
        lines += [[ancestor] for ancestor in row.path[:-1]]
        lines.append([row.path[-1], *(plan["absent"] if figure is None else figure for figure in row.figures)])
    lines += [[], [], [plan["region"]], [layout()["note"]]]
    return workbook(path, plan["sheet"], lines)


def workbook(path: Path, sheet: str, lines: Iterable[list[Any]]) -> Path:
    """A workbook of one sheet with these rows, equal to the byte every time."""
    with Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"created": WRITTEN})
        page = book.add_worksheet(sheet)
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell != "":
                    page.write(row, column, cell)
    return path
