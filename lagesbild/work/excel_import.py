"""Compares a filled-in workbook with what is stored: what would be added and changed, and every problem by row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lagesbild.model import LagesbildError
from lagesbild.texts import day, text
from lagesbild.work.base import Field
from lagesbild.work.excel_sheet import IDENTITY, VERSION, Table, read_table
from lagesbild.work.excel_write import Names
from lagesbild.work.models import KINDS
from lagesbild.work.odd_dates import odd_date
from lagesbild.work.store import EditConflict, WorkStore
from lagesbild.work.values import WrongValues, cleaned, label

Row = dict[str, Any]
LAST = ("ends_on", "period_to", "valid_to", "closed_on")
YES = {"ja", "j", "x", "1", "true", "sant", "yes"}


@dataclass(frozen=True)
class Remark:
    """One thing to know about a row: its number in the sheet, the column, what was wrong and what was done."""

    row: int
    column: str
    words: str
    kept_out: bool = False


@dataclass(frozen=True)
class Wanted:
    """One row to store: a new record, or changed fields of a stored one."""

    row: int
    values: Row
    before: Row | None = None


@dataclass
class Reading:
    """What a workbook holds against what is stored; nothing is written until `store_reading`."""

    kind: str
    read: int = 0
    unchanged: int = 0
    wanted: list[Wanted] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def added(self) -> int:
        """How many rows become new records."""
        return sum(item.before is None for item in self.wanted)

    @property
    def kept_out(self) -> int:
        """How many rows cannot be stored."""
        return len({remark.row for remark in self.remarks if remark.kept_out})


def read_workbook(content: bytes, kind: str, stored: Sequence[Row], names: Names, defaults: Mapping[str, Any]) -> Reading:
    """Compare a workbook with the stored records. Raises LagesbildError where there is no table to read."""
    table, found = read_table(content, kind), Reading(kind)
    for heading, first, last in table.merged:
        found.remarks.append(Remark(first, heading, text("work_excel.merged", first=first, last=last)))
    for heading in table.strange:
        found.remarks.append(Remark(0, heading, text("work_excel.strange")))
    by_identity = {row["id"]: row for row in stored}
    by_title = {_title(kind, row): row for row in stored}
    met: set[str] = set()
    for number, cells in table.rows:
        found.read += 1
        values, remarks = _values(kind, table, number, cells, names)
        found.remarks += remarks
        before = by_identity.get(str(cells.get(IDENTITY) or "")) or by_title.get(_title(kind, values))
        if before is not None and before["id"] in met:
            found.remarks.append(Remark(number, "", text("work_excel.twice"), kept_out=True))
            continue
        _compare(found, number, values, before, cells.get(VERSION), defaults)
        met |= {before["id"]} if before else set()
    return found


def _title(kind: str, row: Mapping[str, Any]) -> str:
    """What makes two rows the same record where the workbook has no identity."""
    named = next(f.name for f in KINDS[kind].fields() if f.required and f.kind in ("line", "long"))
    return " ".join(str(row.get(named) or "").split()).casefold()


def _compare(found: Reading, number: int, values: Row, before: Row | None, version: Any, defaults: Mapping[str, Any]) -> None:
    kind = found.kind
    try:
        told = cleaned(kind, values if before else dict(defaults) | {k: v for k, v in values.items() if v not in (None, "")}, before)
    except WrongValues as fault:
        found.remarks += [Remark(number, label(kind, name), sentence, kept_out=True) for name, sentence in fault.faults.items()]
        return
    changed = {name: value for name, value in told.items() if before is None or before[name] != value}
    if not changed:
        found.unchanged += 1
    elif before is not None and isinstance(version, int | float) and int(version) != before["version"]:
        found.remarks.append(Remark(number, "", text("work_excel.newer", who=before["changed_by"]), kept_out=True))
    else:
        found.wanted.append(Wanted(number, changed if before else told, before))


def _values(kind: str, table: Table, number: int, cells: Mapping[str, Any], names: Names) -> tuple[Row, list[Remark]]:
    """One row's cells as values; what could not be understood is left out, or left empty, with a remark."""
    values: Row = {}
    remarks: list[Remark] = []
    for each in KINDS[kind].fields():
        if each.name not in table.fields:
            continue
        value, words = _value(each, cells[each.name], names.get(each.name, {}))
        if value is not _LEFT:
            values[each.name] = value
        if words:
            remarks.append(Remark(number, table.fields[each.name], words))
    return values, remarks


_LEFT = object()  # not understood: a stored record keeps what it has


def _value(each: Field, cell: Any, names: Mapping[str, str]) -> tuple[Any, str]:
    said = " ".join(str("" if cell is None else cell).split())
    if each.kind == "day":
        if not said:
            return None, ""
        found = odd_date(cell, last=each.name in LAST)
        if found is None:
            return _LEFT, text("work_excel.no_date", value=said[:60])
        return found[0], "" if found[1] else text("work_excel.odd_date", value=said[:60], day=day(found[0]))
    if each.kind == "flag":
        return said.casefold() in YES, ""
    if each.kind in ("choice", "area", "goal", "focus", "record"):
        if not said:
            return "" if each.kind != "record" else None, ""
        known = {words.casefold(): code for code, words in names.items()} | {code.casefold(): code for code in names}
        if said.casefold() in known:
            return known[said.casefold()], ""
        return _LEFT, text("work_excel.unknown_owner" if each.refers == "party" else "work_excel.unknown", value=said[:60])
    return ("\n".join(str(cell).splitlines()) if isinstance(cell, str) else cell), ""


def store_reading(found: Reading, store: WorkStore, municipality: str, who: str) -> int:
    """Store what a reading wants; returns how many records were written. A record changed meanwhile becomes a remark."""
    written = 0
    for item in found.wanted:
        try:
            if item.before is None:
                store.add(found.kind, municipality, item.values, who)
            else:
                store.save(found.kind, item.before["id"], item.before["version"], item.values, who)
            written += 1
        except EditConflict as fault:
            found.remarks.append(Remark(item.row, "", str(fault), kept_out=True))
        except LagesbildError as fault:
            found.remarks.append(Remark(item.row, "", str(fault), kept_out=True))
    return written
