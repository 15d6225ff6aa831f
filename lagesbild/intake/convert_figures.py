"""Reads a table of ready figures by area and period: one figure a row, one indicator a column, or one period a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake import area_names
from lagesbild.intake.area_names import Gazetteer
from lagesbild.intake.figure_cells import VALUES, Cell, read_cell, subgroup
from lagesbild.intake.figure_checks import check_scale, judge, notices
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.periods_said import Said, period, period_in
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.tabular import read_table
from lagesbild.intake.values import folded, slug
from lagesbild.model import Format, Indicator
from lagesbild.texts import text

GROUPS = ("sex", "age", "grade")
NUMBERS = ("base", "numerator")
MOST_CURED = 200  # different texts that are held against the loaded areas


@dataclass
class Table:
    """A table of figures as its format reads it: its rows, which column is what, and the indicators that the catalogue knows."""

    read: Sheet
    roles: dict[str, int]
    fmt: Format
    names: Names
    known: dict[str, Indicator]
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    said: dict[int, list[str]] = field(default_factory=dict)  # the texts of each column that has been asked for
    identities: dict[str, str] = field(default_factory=dict)

    def texts(self, index: int) -> list[str]:
        """The texts of one column, row by row."""
        if index not in self.said:
            self.said[index] = [str(told).strip() for told in self.read.columns[index].rows()]
        return self.said[index]

    def cell(self, row: int, role: str) -> str:
        """The text of one row under a role; empty without such a column."""
        return self.texts(self.roles[role])[row] if role in self.roles else ""

    def heading(self, role: str) -> str:
        """What the column of a role is called in the file."""
        return self.read.headings[self.roles[role]] if role in self.roles else role


def parse(opened: Opened, fmt: Format, names: Names, indicators: dict[str, Indicator]) -> Parsed:
    """Every figure of the file as a row; what is wrong with a figure is noted with it."""
    read, roles = read_table(opened, fmt)
    found = Table(read, roles, fmt, names, indicators)
    layout = fmt.spec["figures"].get("layout", "long")
    figures = {"long": _long, "wide": _wide, "periods": _by_period}[layout](found)
    for row, heading, told, label, said in figures:
        _store(found, row, heading, told, label, said)
    if not found.rows:
        raise Refusal("table.no_figures", title=fmt.title, found=listed(read.headings, 12))
    frame = pd.DataFrame(found.rows)
    check_scale(frame, fmt)
    judge(frame, found.faults, fmt)
    frame.attrs["area_heading"] = found.heading("area")
    frame.attrs["has_area"] = "area" in roles
    parsed = Parsed(frame, found.faults, read.ragged, read.repeated, warnings=notices(frame, fmt))
    _cover(parsed)
    return parsed


def place(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """Settle each figure's area by the municipality's loaded areas; a figure of no area that is known is rejected, never moved."""
    rows, heading = parsed.rows, parsed.rows.attrs["area_heading"]
    raw = rows["area"] if rows.attrs["has_area"] else pd.Series(gazetteer.ours.code, index=rows.index)
    found = area_names.verdicts(raw, gazetteer)
    match = raw.map({text: told.match for text, told in found.items()})
    for key in ("unknown", "ambiguous", "empty"):
        parsed.faults.mark(match == key, heading, f"row.area_{key}", raw)
    unknown = [text for text, told in found.items() if told.match == "unknown"]
    parsed.faults.cures |= {shown(text): gazetteer.near([text]) for text in unknown[:MOST_CURED]}
    parsed.rows = rows.assign(**area_names.columns(raw, found))
    elsewhere = (match == "elsewhere") & (rows["municipality"] == RECEIVER)
    parsed.rows.loc[elsewhere, "municipality"] = NOWHERE
    key = ["municipality", "area", "area_version", "indicator", "subgroup", "period_start", "period_kind", "unit"]
    sound = ~parsed.rows.index.isin(parsed.faults.found)
    twice = parsed.rows.duplicated(key, keep=False) & sound & (parsed.rows["municipality"] != NOWHERE)
    again = parsed.rows[twice].duplicated(key, keep="first").reindex(rows.index, fill_value=False)
    parsed.faults.mark(again, heading, "row.cell_twice", raw)
    whole = sorted(raw[match == "whole"].unique())
    if rows.attrs["has_area"] and whole and (match == "found").any():
        parsed.warnings.append(Notice("whole_rows", text("intake.notice.whole_rows", names=listed(whole), name=gazetteer.ours.name)))


def finish(rows: pd.DataFrame, parsed: Parsed) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own figures; numbers that a state says are not there are absent."""
    stands = rows["state"].isin(("value", "zero"))
    columns = ["value", "numerator", "lower", "upper"]
    return rows.assign(**{name: rows[name].where(stands).astype("float64") for name in columns}, base=rows["base"].astype("float64")), []


Figure = tuple[int, str, dict[str, str], str, Said | None]  # row, heading, {role of a number: raw}, indicator as told, period


def _long(found: Table) -> Iterator[Figure]:
    """One figure a row; the column that holds it says what it measures."""
    value = next((role for role in VALUES if role in found.roles), "")
    if not value and not set(NUMBERS) <= set(found.roles):
        raise Refusal("table.no_value_column", title=found.fmt.title, found=listed(found.read.headings, 12))
    heading = found.heading(value or "numerator")
    for row in range(len(found.read.lines)):
        told = {role: found.cell(row, role) for role in (value, *NUMBERS) if role in found.roles}
        label = found.cell(row, "indicator") or str(found.fmt.spec["figures"].get("indicator", ""))
        yield row, heading, told, label, _period(found, row)


def _wide(found: Table) -> Iterator[Figure]:
    """One indicator a column; its number of answers stands in the column that [bases] names, or in the one for all."""
    spec = found.fmt.spec
    places = {folded(heading): index for index, heading in enumerate(found.read.headings)}
    declared = {heading: places[folded(heading)] for heading in spec["indicators"] if folded(heading) in places}
    bases = {folded(heading): places.get(folded(base)) for heading, base in spec.get("bases", {}).items()}
    for row in range(len(found.read.lines)):
        for heading, index in declared.items():
            role = _value_role(found, heading)
            told = {role: found.texts(index)[row]}
            base = bases.get(folded(heading), found.roles.get("base"))
            if base is not None:
                told["base"] = found.texts(base)[row]
            yield row, heading, told, heading, _period(found, row)


def _by_period(found: Table) -> Iterator[Figure]:
    """One period a column; the row says what is measured."""
    spans = {
        index: said
        for index, heading in enumerate(found.read.headings)
        if (said := period_in(heading)) and index not in found.roles.values()
    }
    for row in range(len(found.read.lines)):
        label = found.cell(row, "indicator") or str(found.fmt.spec["figures"].get("indicator", ""))
        for index, said in spans.items():
            told = {_value_role(found, label): found.texts(index)[row]}
            yield row, found.read.headings[index], told, label, said


def _value_role(found: Table, label: str) -> str:
    """What a column of figures measures: as its indicator in the catalogue, else as the format says."""
    known = _indicator(found, label)
    role = next((role for role, (_, unit) in VALUES.items() if known and unit == known.unit), "")
    return role or str(found.fmt.spec["figures"].get("values", "value"))


def _period(found: Table, row: int) -> Said | None:
    raw = found.cell(row, "period") if "period" in found.roles else str(found.fmt.spec["figures"].get("period", ""))
    return period(raw)


def _indicator(found: Table, label: str) -> Indicator | None:
    return found.known.get(_identity(found, label))


def _identity(found: Table, label: str) -> str:
    """The indicator that a text means, looked up once for each text."""
    if label not in found.identities:
        found.identities[label] = _meant(found, label)
    return found.identities[label]


def _meant(found: Table, label: str) -> str:
    """As the format declares, by its title in the catalogue, else one of the format's own."""
    declared = {folded(said): str(told) for said, told in found.fmt.spec.get("indicators", {}).items()}
    if folded(label) in declared:
        return declared[folded(label)]
    titled = {folded(name): i.slug for i in found.known.values() if i.family == "figures" for name in (i.title, i.short_title)}
    own = slug(label).replace("-", "_")
    return titled.get(folded(label)) or (f"{found.fmt.slug}_{own}" if own else "")


def _store(found: Table, row: int, heading: str, told: dict[str, str], label: str, said: Said | None) -> None:
    """Add one figure to the rows, its first fault noted."""
    at, symbols = len(found.rows), found.fmt.spec["symbols"]
    cells: dict[str, Cell] = {role: read_cell(raw, symbols) for role, raw in told.items()}
    value = next((role for role in VALUES if role in cells), "share")
    group = subgroup({name: found.cell(row, name) for name in GROUPS if name in found.roles}, found.fmt.spec.get("subgroups", {}))
    indicator = _identity(found, label)
    known = found.known.get(indicator)
    measure, unit = (known.measure, known.unit) if known and value == "value" else VALUES[value]
    if not label or not indicator:
        found.faults.note(at, found.heading("indicator"), "row.no_indicator", label)
    if said is None:
        raw = found.cell(row, "period")
        found.faults.note(at, found.heading("period"), "row.bad_period", raw)
    if group is None:
        found.faults.note(at, found.heading("sex"), "row.group_unknown", found.cell(row, "sex"))
    for role, cell in cells.items():
        if cell.fault:
            found.faults.note(at, heading if role == value else found.heading(role), cell.fault, cell.raw)
    main = cells.get(value) or cells.get("numerator") or Cell()
    called = found.cell(row, "municipality")
    found.rows.append({
        "municipality": (found.names.code(called) or NOWHERE) if called else RECEIVER, "area": found.cell(row, "area"),
        "path": "", "label": label, "indicator": indicator, "subgroup": group or "", "measure": measure, "unit": unit,
        "period_start": said.start if said else None, "period_end": said.end if said else None, "period_kind": said.kind if said else "",
        "value": cells[value].number if value in cells else np.nan, "lower": np.nan, "upper": np.nan,
        "numerator": cells["numerator"].number if "numerator" in cells else np.nan,
        "base": cells["base"].number if "base" in cells else np.nan, "told_base": "base" in cells,
        "state": main.state, "preliminary": False, "line": int(found.read.lines[row]), "column": heading,
    })  # fmt: skip


def _cover(parsed: Parsed) -> None:
    """The days that the file's figures speak of."""
    sound = parsed.rows[~parsed.rows.index.isin(parsed.faults.found)]
    parsed.data_from = min(sound["period_start"], default=None)
    parsed.data_date = max(sound["period_end"], default=None)
    parsed.coverage_codes = tuple(sorted(set(sound["indicator"])))
