"""Reads Brå's statistics as text, one offence, region and period a row: the long table of statisticians and the export "Databasfil"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lagesbild.intake.bra_labels import JOINT, SEPARATOR, BraPeriod, Region, by_prefix, path, period, region, taken_apart
from lagesbild.intake.convert_bra import parsed
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, Faults, Parsed
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.tabular import read_table
from lagesbild.intake.values import as_text, decimal_mark, value
from lagesbild.model import Format

MEASURES = ("count", "rate")
LEVELS = tuple(f"level_{depth}" for depth in range(1, 6))
TRUE = ("true", "sant", "ja", "1")
Known = Mapping[str, tuple[str, ...]]


@dataclass
class Table:
    """The rows of the file under the roles of its format, with what its labels mean."""

    read: Sheet
    roles: dict[str, int]
    fmt: Format
    regions: dict[str, Region] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cells: dict[str, list[str]] = field(default_factory=dict)

    def said(self, role: str, row: int) -> str:
        """The text of one row under a role; empty without such a column."""
        return self.cells[role][row] if role in self.cells else ""

    def heading(self, role: str) -> str:
        """What the column of a role is called in the file."""
        return self.read.headings[self.roles[role]] if role in self.roles else role


def parse(opened: Opened, fmt: Format, names: Names, known: Known) -> Parsed:
    """Every count and rate of the file as a row under the same path as in Brå's other layouts."""
    read, roles = read_table(opened, fmt)
    found = Table(read, roles, fmt)
    found.cells = {role: [as_text(said) for said in read.columns[index].rows()] for role, index in roles.items()}
    found.regions = _regions(found, names)
    found.paths = _paths(found, known)
    told = [role for role in MEASURES if role in roles]
    mark = decimal_mark([raw for role in told for raw in found.cells[role]])
    rows: list[tuple[Any, ...]] = []
    faults = Faults()
    for row in range(len(read.lines)):
        when = _period(found, row)
        for role in told:
            rows.append(_row(found, row, role, when, mark, faults, len(rows)))
    whole = parsed(rows, faults, fmt, [])
    _mark_twice(whole)
    whole.ragged, whole.repeated = read.ragged, read.repeated
    whole.names = {**whole.names, **{place.municipality: place.name for place in found.regions.values() if place.municipality}}
    return whole


def known_paths(paths: list[str], groups: list[tuple[tuple[str, ...], ...]]) -> dict[str, tuple[str, ...]]:
    """{joined labels: path} of the paths that have been received and of those that the catalogue's crime groups name."""
    every = [*(part for group in groups for part in group), *(tuple(told.split(SEPARATOR)) for told in paths)]
    return {as_text(JOINT.join(parts)): tuple(parts) for parts in every}


def _regions(found: Table, names: Names) -> dict[str, Region]:
    """{text: region}; a table of single municipalities names them without the word, others with all that they lie in."""
    rules, regions = found.fmt.spec["regions"], {}
    for said in dict.fromkeys(found.cells["region"]):
        label = said.rsplit(JOINT, 1)[-1]
        code = names.code(label)
        own = Region(code, code, names.municipalities[code].name, "municipality", "") if code else None
        place = own or region(label, rules, names)
        if place is None and rules.get("plain"):
            place = Region(NOWHERE, "", label, "", "")
        if place is None:
            line = int(found.read.lines[found.cells["region"].index(said)])
            raise Refusal("bra.unknown_region", line=str(line), region=said)
        regions[said] = place
    if not any(place.municipality for place in regions.values()):
        raise Refusal("bra.strangers", names=listed(list(names.missed) or [place.name for place in regions.values()]))
    return regions


def _paths(found: Table, known: Known) -> dict[str, tuple[str, ...]]:
    """{offence: path} by the columns of levels, by the parents' identities, or by the texts alone."""
    roots, texts = found.fmt.spec["offences"]["roots"], found.cells["offence"]
    if LEVELS[0] in found.roles:
        ladders = zip(*(found.cells[level] for level in LEVELS if level in found.cells), strict=True)
        return {said: path(taken_apart([step for step in steps if step]), roots) for said, steps in zip(texts, ladders, strict=True)}
    if {"offence_id", "parent_id"} <= set(found.roles):
        return {said: path(taken_apart(steps), roots) for said, steps in _climbed(found).items()}
    return by_prefix(texts, known, roots)


def _climbed(found: Table) -> dict[str, list[str]]:
    """{offence: its ancestors and itself} by the identities of parents; an ancestor that has no row ends the climb."""
    own = dict(zip(map(_plain, found.cells["offence_id"]), found.cells["offence"], strict=True))
    above = dict(zip(map(_plain, found.cells["offence_id"]), map(_plain, found.cells["parent_id"]), strict=True))
    climbed = {}
    for identity, said in own.items():
        steps, at = [said], above[identity]
        while at in own and own[at] not in steps:
            steps.insert(0, own[at])
            at = above[at]
        climbed[said] = steps
    return climbed


def _plain(identity: str) -> str:
    return identity.removesuffix(".0")


def _period(found: Table, row: int) -> BraPeriod | str:
    """The period of a row; the text that is none where it has none."""
    rules = found.fmt.spec["periods"]
    kind = found.said("period_kind", row)
    tokens = [found.said("year", row), found.said("period", row)]
    if kind:
        unit = rules["kinds"].get(kind)
        if unit is None:
            return kind
        number = _plain(found.said(unit, row)) if unit != "year" else ""
        month = rules["months"][int(number) - 1] if unit == "month" and number.isdigit() and 1 <= int(number) <= 12 else number
        tokens = [found.said("year", row), f"{rules['quarter_word']} {number}" if unit == "quarter" else month]
        if unit != "year" and not month:
            return kind
    when = period([_plain(token) for token in tokens if token], rules)
    if isinstance(when, BraPeriod) and found.said("preliminary", row).casefold() in TRUE:
        return BraPeriod(when.start, when.end, when.kind, True)
    return when


def _row(found: Table, row: int, role: str, when: BraPeriod | str, mark: str, faults: Faults, position: int) -> tuple[Any, ...]:
    """One figure as the Excel export's reader would have it, its first fault noted."""
    place, labels = found.regions[found.said("region", row)], found.paths[found.said("offence", row)]
    measure, unit = found.fmt.spec["units"][role]
    if isinstance(when, str):
        faults.note(position, found.heading("period" if "period" in found.roles else "year"), "row.bad_period", when)
    cell = _cell(found, row, role, mark)
    if cell is None:
        raw = " ".join(filter(None, (found.said(role, row), found.said(f"status_{role}", row))))
        key = "row.not_whole" if role == "count" else "row.not_number"
        faults.note(position, found.heading(role), key, raw)
    days: tuple[Any, ...] = (None, None, "")
    if isinstance(when, BraPeriod):
        days = (when.start, when.end, when.kind)
    else:
        cell = None  # a figure of no period says nothing of what the file covers
    preliminary = isinstance(when, BraPeriod) and when.preliminary
    area = (place.municipality, place.area, place.name, place.level, place.version, SEPARATOR.join(labels), labels[-1])
    return (*area, *days, measure, unit, *(cell or (None, "missing")), preliminary, int(found.read.lines[row]), found.heading(role))


def _cell(found: Table, row: int, role: str, mark: str) -> tuple[float | None, str] | None:
    """(number, state) by the number or, where there is none, by the source's status; None where the two contradict or say nothing."""
    raw, status = found.said(role, row), found.said(f"status_{role}", row)
    symbols = found.fmt.spec["symbols"]
    if not raw and status:
        return value(status, symbols, mark) if status in symbols else None
    told = value(raw, symbols, mark)
    if told is None or told[0] is None:
        return told
    denied = symbols.get(status) in ("missing", "not_published") if status else False
    return None if denied or told[0] < 0 or (role == "count" and not told[0].is_integer()) else told


def _mark_twice(found: Parsed) -> None:
    key = ["municipality", "area", "path", "measure", "period_start", "period_kind"]
    ours = found.rows["municipality"] != NOWHERE
    twice = found.rows.duplicated(key, keep="first") & ours & found.rows["period_start"].notna()
    found.faults.mark(pd.Series(twice), "", "row.figure_again", found.rows["label"])
