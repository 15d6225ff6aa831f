"""Reads what Kolada gives out: values of key figures by municipality and year, and the definitions of the key figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake.convert_incidents import named_columns, place_of, screen
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened
from lagesbild.intake.text_reader import Table, table
from lagesbild.model import ALL, Format, Indicator
from lagesbild.texts import number, text

PREFIX = "kolada_"
KPI = r"[A-Z]\d{5}"
NAMED = ("kpi", "municipality", "municipality_name", "period", "gender", "status", "value", "deleted")


def parse_values(opened: Opened, fmt: Format, names: Names, catalog: dict[str, Indicator]) -> Parsed:
    """One row per key figure, municipality, year and sex; what the source does not give keeps the source's reason as its state."""
    read = _rows(opened)
    cells = _cells(read, fmt)
    amount = _amounts(cells["value"])
    state = _states(cells, amount, fmt)
    years = pd.to_numeric(cells["period"].where(cells["period"].str.fullmatch(r"(?:19|20|21)\d\d"))).astype("Int64")
    known = cells["municipality"].str.fullmatch(r"\d{4}")
    rows = pd.DataFrame({
        "municipality": cells["municipality"].where(known, NOWHERE), "area": cells["municipality"],
        "area_name": _called(cells, names), "area_level": "municipality", "area_version": "", "path": "", "label": cells["kpi"],
        "indicator": PREFIX + cells["kpi"].str.lower(), "subgroup": cells["gender"].map(fmt.spec["genders"]).fillna(ALL),
        "value": amount.where(state.isin(("value", "zero"))), "state": state.fillna("missing"), "preliminary": False,
        "line": read.lines, "column": "",
    })  # fmt: skip
    rows[["lower", "upper", "numerator", "base"]] = np.nan
    faults = _faults(rows, cells, read, fmt, amount, state, years)
    rows, notices = _measured(rows, years, fmt, catalog)
    return _parsed(rows, faults, read, notices + _continued(opened))


def counted_states(rows: pd.DataFrame) -> list[Notice]:
    """How many of our own values the source does not give, each reason by itself."""
    counts = rows["state"].value_counts()
    return [
        Notice(f"state_{state}", text(f"intake.kolada.{state}", n=number(counts[state]), all=number(len(rows))))
        for state in ("missing", "suppressed", "not_asked", "not_published")
        if counts.get(state, 0)
    ]


def parse_definitions(opened: Opened, fmt: Format) -> Parsed:
    """One row per key figure: its title and definition as delivered, and the unit that the title's words tell."""
    read = _rows(opened)
    cells = {name: column.rows() for name, column in named_columns(read, fmt).items()}
    units = {title: unit_of(title, fmt.spec["units"]) for title in cells["title"].unique()}
    rows = pd.DataFrame({
        "municipality": RECEIVER, "indicator": PREFIX + cells["kpi"].str.lower(), "title": cells["title"],
        "definition": cells["definition"], "unit": [units[title][0] for title in cells["title"]],
        "measure": [units[title][1] for title in cells["title"]], "line": read.lines,
    })  # fmt: skip
    faults = Faults()
    headings = {name: read.headings[place_of(read, fmt, name)] for name in cells}
    faults.mark(~cells["kpi"].str.fullmatch(KPI), headings["kpi"], "row.no_kpi", cells["kpi"])
    faults.mark(cells["title"] == "", headings["title"], "row.no_title", cells["title"])
    faults.mark(cells["kpi"].duplicated(), headings["kpi"], "row.kpi_twice", cells["kpi"])
    return Parsed(rows, faults, ragged=read.ragged, repeated=read.repeated, warnings=_continued(opened))


def unit_of(title: str, rules: Iterable[dict[str, str]]) -> tuple[str, str]:
    """(unit, measure) of a title by the first rule whose pattern it holds; a number on the source's own scale by none."""
    found = next((rule for rule in rules if re.search(rule["title"], title, re.IGNORECASE)), None)
    return (found["unit"], found["measure"]) if found else ("number", "mean")


def _rows(opened: Opened) -> Table:
    """The rows of an answer, or of the same table saved as text."""
    if opened.records is not None:
        return opened.records
    assert opened.document is not None, "the format asked for records or text"
    read = table(opened.document)
    screen(read)
    return read


def _amounts(texts: pd.Series) -> pd.Series:
    """The numbers among texts, with a point or a comma before the decimals; absent where a text is no number."""
    plain = texts.str.replace(",", ".", regex=False).str.replace("\u2212", "-", regex=False)
    return pd.to_numeric(plain.where(plain.str.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")), errors="coerce")


def _continued(opened: Opened) -> list[Notice]:
    return [Notice("continues", text("intake.kolada.continues"))] if opened.continues else []


def _cells(read: Table, fmt: Format) -> dict[str, pd.Series]:
    """Every named column as text; those that a file may lack are empty."""
    columns = named_columns(read, fmt)
    empty = pd.Series("", index=range(len(read.lines)), dtype="str")
    return {name: columns[name].rows().reset_index(drop=True) if name in columns else empty for name in NAMED}


def _called(cells: dict[str, pd.Series], names: Names) -> pd.Series:
    """What a municipality is called: as in the catalogue, else as in the file, else its code."""
    ours = cells["municipality"].map({code: place.name for code, place in names.municipalities.items()})
    told = cells["municipality_name"].where(cells["municipality_name"] != "", cells["municipality"])
    return ours.fillna(told)


def _states(cells: dict[str, pd.Series], amount: pd.Series, fmt: Format) -> pd.Series:
    """The state of every value: by its number, else by the source's status, else by its symbol; absent where none is known."""
    by_symbol = cells["value"].map(fmt.spec["symbols"])
    by_status = cells["status"].map(fmt.spec["status"])
    told = by_status.where(cells["status"] != "", by_symbol)
    stands = (cells["status"] == "") & amount.notna()
    return told.mask(stands, "value").mask(stands & (amount == 0), "zero")


def _faults(
    rows: pd.DataFrame, cells: dict[str, pd.Series], read: Table, fmt: Format, amount: pd.Series, state: pd.Series, years: pd.Series
) -> Faults:
    """The first fault of every faulty row."""
    faults = Faults()
    headings = {name: read.headings[place] if (place := place_of(read, fmt, name)) >= 0 else name for name in fmt.spec["columns"]}
    for name, key, bad in (
        ("kpi", "row.no_kpi", ~cells["kpi"].str.fullmatch(KPI)),
        ("municipality", "row.no_municipality", rows["municipality"] == NOWHERE),
        ("period", "row.bad_year", years.isna()),
        ("gender", "row.bad_gender", ~cells["gender"].isin(fmt.spec["genders"])),
        ("deleted", "row.deleted", cells["deleted"].str.lower() == "true"),
        ("status", "row.unknown_status", (cells["status"] != "") & state.isna()),
        ("value", "row.value_despite_status", (cells["status"] != "") & amount.notna()),
        ("value", "row.not_number", state.isna()),
    ):
        faults.mark(bad.astype(bool), headings[name], key, cells[name])
    key = ["municipality", "indicator", "subgroup"]
    twice = rows[key].assign(year=years).duplicated(keep="first") & years.notna()
    faults.mark(twice, headings["kpi"], "row.figure_twice", cells["kpi"])
    return faults


def _measured(rows: pd.DataFrame, years: pd.Series, fmt: Format, catalog: dict[str, Indicator]) -> tuple[pd.DataFrame, list[Notice]]:
    """The rows with measure, unit and period; a figure whose size cannot be in its unit becomes the indicator that it then is."""
    notices = []
    for kpi, edition in fmt.spec["editions"].items():
        here = (rows["label"] == kpi) & rows["value"].notna()
        if here.any() and rows.loc[here, "value"].max() > edition["most"]:
            rows.loc[rows["label"] == kpi, "indicator"] = edition["above"]
            span = {name: number(edge) for name, edge in (("low", rows.loc[here, "value"].min()), ("high", rows.loc[here, "value"].max()))}
            notices.append(Notice("other_unit", text("intake.kolada.other_unit", kpi=kpi, title=catalog[edition["above"]].title, **span)))
    indicators = {slug: catalog.get(slug) for slug in rows["indicator"].unique()}
    units: dict[str, str] = {slug: found.unit if found else "number" for slug, found in indicators.items()}
    measures: dict[str, str] = {slug: found.measure if found else "mean" for slug, found in indicators.items()}
    rows = rows.assign(unit=rows["indicator"].map(units), measure=rows["indicator"].map(measures))
    rows["value"] = rows["value"].where(rows["unit"] != "share", rows["value"] / 100)
    length = rows["indicator"].map(fmt.spec["years"]).fillna(1).astype(int)
    year = years.fillna(1900).astype(int)
    rows["period_start"] = [date(last - n + 1, 1, 1) for last, n in zip(year, length, strict=True)]
    rows["period_end"] = [date(last, 12, 31) for last in year]
    rows["period_kind"] = length.map({1: "year", 3: "pool3", 5: "pool5"})
    return rows, notices


def _parsed(rows: pd.DataFrame, faults: Faults, read: Table, notices: list[Notice]) -> Parsed:
    sound = np.ones(len(rows), dtype=bool)
    sound[list(faults.found)] = False
    told = rows[sound & rows["value"].notna().to_numpy()]
    names: dict[Any, Any] = rows.loc[sound].drop_duplicates("municipality").set_index("municipality")["area_name"].to_dict()
    return Parsed(
        rows,
        faults,
        ragged=read.ragged,
        repeated=read.repeated,
        warnings=notices,
        data_from=min(told["period_start"], default=None),
        data_date=max(told["period_end"], default=None),
        coverage_codes=tuple(sorted(set(rows.loc[sound, "indicator"]))),
        names=names,
    )
