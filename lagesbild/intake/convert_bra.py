"""Reads the Excel export of Brå's database of reported offences: the whole hierarchy of labels is the key, not the label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lagesbild.intake.guard import column_letters
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.values import as_text, decimal_mark, slug, value
from lagesbild.intake.workbook_reader import Grid, is_blank
from lagesbild.model import ALL, Format
from lagesbild.texts import number, text

HEAD_ROWS = 12
YEAR = re.compile(r"(\d{4})( prel\.?)?", re.IGNORECASE)
QUARTER = re.compile(r"(?:kvartal|kv\.?|q) ?([1-4])", re.IGNORECASE)
SEPARATOR = " > "


@dataclass(frozen=True)
class Column:
    """What the cells of one column are: a period and a unit."""

    index: int
    start: date
    end: date
    period_kind: str
    preliminary: bool
    measure: str
    unit: str


@dataclass(frozen=True)
class Region:
    """Where the cells of one block belong."""

    municipality: str
    area: str
    name: str
    level: str
    version: str


def parse(grid: Grid, fmt: Format, names: Names) -> Parsed:
    """All value cells of the sheet as canonical rows, the footnotes as warnings."""
    head = _unit_row(grid, fmt)
    columns = _columns(grid, head, fmt)
    end = next((index for index in range(head + 1, len(grid)) if is_blank(grid[index])), len(grid))
    blocks = list(_blocks(grid, head + 1, end, fmt, names))
    _check_blocks(grid, blocks)
    symbols = fmt.spec["symbols"]
    mark = decimal_mark([cell for row in grid[head + 1 : end] for cell in row[1:]])
    rows: list[tuple[Any, ...]] = []
    faults: dict[int, tuple[str, str, str]] = {}
    for region, first, last in blocks:
        for line, path in _leaves(grid, first, last, columns):
            for column in columns:
                raw = grid[line][column.index]
                found = _valid(raw, column, symbols, mark)
                if found is None:
                    key = "row.not_whole" if column.measure == "count" else "row.not_number"
                    faults[len(rows)] = (column_letters(column.index), key, shown(raw))
                rows.append(_row(region, path, column, found or (None, "missing"), line))
    return _parsed(rows, Faults(faults), blocks, list(_footnotes(grid, end)), fmt)


def _valid(raw: Any, column: Column, symbols: dict[str, str], mark: str) -> tuple[float | None, str] | None:
    found = value(raw, symbols, mark)
    if found is None or found[0] is None:
        return found
    wrong = found[0] < 0 or (column.measure == "count" and not found[0].is_integer())
    return None if wrong else found


def _row(region: Region, path: list[str], column: Column, found: tuple[float | None, str], line: int) -> tuple[Any, ...]:
    area = (region.municipality, region.area, region.name, region.level, region.version, SEPARATOR.join(path), path[-1])
    period = (column.start, column.end, column.period_kind, column.measure, column.unit)
    return (*area, *period, *found, column.preliminary, line + 1, column_letters(column.index))


COLUMNS = (
    *("municipality", "area", "area_name", "area_level", "area_version", "path", "label"),
    *("period_start", "period_end", "period_kind", "measure", "unit", "value", "state", "preliminary", "line", "column"),
)


def _parsed(rows: list[tuple[Any, ...]], faults: Faults, blocks: list[Any], notes: list[tuple[str, str]], fmt: Format) -> Parsed:
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).assign(indicator="", subgroup=ALL)
    frame[["lower", "upper", "numerator", "base"]] = float("nan")
    published = frame[frame["state"].isin(["value", "zero"])]
    starts, ends = published["period_start"].tolist(), published["period_end"].tolist()
    coming = published["period_start"][published["preliminary"].astype(bool)].tolist()
    return Parsed(
        frame,
        faults,
        warnings=_told(notes),
        data_from=min(starts, default=None),
        data_date=max(ends, default=None),
        preliminary_from=min(coming, default=None),
        coverage_codes=tuple(sorted(set(frame["path"]))),
        names=fmt.spec["regions"]["city_names"],
    )


def _unit_row(grid: Grid, fmt: Format) -> int:
    for index, row in enumerate(grid[:HEAD_ROWS]):
        cells = [as_text(cell) for cell in row[1:] if as_text(cell)]
        if cells and any(cell in fmt.spec["units"] for cell in cells):
            unknown = [cell for cell in cells if cell not in fmt.spec["units"]]
            if unknown:
                raise Refusal("bra.unknown_unit", line=number(index + 1), unit=listed(unknown), known=listed(list(fmt.spec["units"])))
            return index
    raise Refusal("bra.no_units", known=listed(list(fmt.spec["units"])))


def _columns(grid: Grid, head: int, fmt: Format) -> list[Column]:
    start = max(index for index in range(head) if is_blank(grid[index])) + 1 if any(map(is_blank, grid[:head])) else 1
    found: list[Column] = []
    carried = [""] * (head - start)
    for index in range(1, len(grid[head])):
        unit = as_text(grid[head][index])
        carried = [as_text(grid[row][index]) or carried[row - start] for row in range(start, head)]
        if unit:
            period = _period([token for token in carried if token], index, start, fmt)
            found.append(Column(index, *period, *fmt.spec["units"][unit]))
    keys = [(column.start, column.end, column.unit) for column in found]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise Refusal("bra.same_period", column=column_letters(found[index].index), period=shown(" ".join(map(str, key[:2]))))
    return found


def _period(tokens: list[str], index: int, line: int, fmt: Format) -> tuple[date, date, str, bool]:
    """(first day, last day, kind, preliminary) of the tokens above a column, in whichever order the layout has them."""
    months = [month.casefold() for month in fmt.spec["periods"]["months"]]
    year, kind, first, preliminary = 0, "year", 1, False
    for token in tokens:
        plain = " ".join(token.split())
        if match := YEAR.fullmatch(plain):
            year, preliminary = int(match[1]), bool(match[2])
        elif match := QUARTER.fullmatch(plain):
            kind, first = "quarter", int(match[1]) * 3 - 2
        elif plain[:3].casefold() in months:
            kind, first = "month", months.index(plain[:3].casefold()) + 1
        elif plain not in fmt.spec["periods"]["year"]:
            raise Refusal("bra.unknown_period", column=column_letters(index), line=number(line + 1), period=shown(token))
    if not 1900 < year < 2200:
        raise Refusal("bra.unknown_period", column=column_letters(index), line=number(line + 1), period=listed(tokens) or "–")
    last = {"year": 12, "quarter": first + 2, "month": first}[kind]
    end = date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    return date(year, first, 1), end, kind, preliminary


def _blocks(grid: Grid, first: int, end: int, fmt: Format, names: Names) -> Iterator[tuple[Region, int, int]]:
    """(region, first row, row after the last) of every region's block."""
    rules = fmt.spec["regions"]
    starts = [(index, found) for index in range(first, end) if (found := _region(grid[index], rules, names)) is not None]
    if not starts or starts[0][0] != first:
        raise Refusal("bra.unknown_region", line=number(first + 1), region=shown(as_text(grid[first][0]) if first < len(grid) else ""))
    for (index, region), (following, _) in zip(starts, [*starts[1:], (end, None)], strict=True):
        yield region, index + 1, following


def _region(row: list[Any], rules: dict[str, Any], names: Names) -> Region | None:
    if not is_blank(row[1:]):
        return None
    label = as_text(row[0])
    if match := re.fullmatch(rules["district"], label):
        name = re.sub(r" *- *", "-", match["name"])
        code = rules["cities"].get(match["city"], NOWHERE)
        return Region(code, slug(name), name, rules["district_level"], rules["district_version"])
    if match := re.fullmatch(rules["municipality"], label):
        stated = next((code for code, city in rules["city_names"].items() if city == match["name"]), NOWHERE)
        code = names.code(label) or names.code(match["name"]) or stated
        name = names.municipalities[code].name if code in names.municipalities else match["name"]
        return Region(code, code, name, "municipality", "")
    if any(re.fullmatch(pattern, label) for pattern in rules["other"]):
        return Region(NOWHERE, "", label, "", "")
    return None


def _check_blocks(grid: Grid, blocks: list[tuple[Region, int, int]]) -> None:
    """Every region lists the same rows; where one does not, the file is cut or a region was not understood."""
    _, first, last = blocks[0]
    wanted = [as_text(grid[index][0]) for index in range(first, last)]
    seen: dict[str, str] = {}
    for region, start, end in blocks:
        here = [as_text(grid[index][0]) for index in range(start, end)]
        if here != wanted or not wanted:
            at = next((i for i, (a, b) in enumerate(zip(here, wanted, strict=False)) if a != b), min(len(here), len(wanted)))
            raise Refusal(
                "bra.uneven_block", region=region.name, line=number(start + at + 1), expected=shown([*wanted, "–"][min(at, len(wanted))])
            )
        key = f"{region.level}/{region.municipality}/{region.name}"
        if key in seen:
            raise Refusal("bra.region_twice", region=region.name, line=number(start))
        seen[key] = region.name


def _leaves(grid: Grid, first: int, end: int, columns: list[Column]) -> Iterator[tuple[int, list[str]]]:
    """(row, full path) of every row with values; the rows without values before it are its ancestors."""
    above: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for index in range(first, end):
        label = as_text(grid[index][0])
        if all(not as_text(grid[index][column.index]) for column in columns):
            above.append(label)
            continue
        path = (*above, label)
        if path in seen:
            raise Refusal("bra.path_twice", line=number(index + 1), other=number(seen[path] + 1), label=shown(label))
        seen[path] = index
        above = []
        yield index, list(path)


def _footnotes(grid: Grid, end: int) -> Iterator[tuple[str, str]]:
    """(what it concerns, the note) for the rows after the table: a line with the region's name goes before its note."""
    lines = [as_text(row[0]) for row in grid[end:] if as_text(row[0])]
    about = ""
    for line in lines:
        if len(line) < 80 and not line.endswith("."):
            about = line
        else:
            yield about, line


def _told(notes: list[tuple[str, str]]) -> list[Notice]:
    grouped: dict[str, list[str]] = {}
    for about, note in notes:
        grouped.setdefault(note, []).append(about)
    return [
        Notice("footnote", text("intake.notice.footnote", about=listed([name for name in about if name], 20) or "–", note=note))
        for note, about in grouped.items()
    ]
