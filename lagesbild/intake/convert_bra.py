"""Reads the Excel export of Brå's database of reported offences: the whole hierarchy of labels is the key, not the label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lagesbild.intake.bra_labels import SEPARATOR, BraPeriod, Region, path, period, region
from lagesbild.intake.guard import column_letters
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.values import as_text, decimal_mark, value
from lagesbild.intake.workbook_reader import Grid, is_blank
from lagesbild.model import ALL, Format
from lagesbild.texts import number, text

HEAD_ROWS = 12


@dataclass(frozen=True)
class Column:
    """What the cells of one column are: a period and a unit."""

    index: int
    period: BraPeriod
    measure: str
    unit: str


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
    for place, first, last in blocks:
        for line, labels in _leaves(grid, first, last, columns):
            labels = list(path(labels, fmt.spec["offences"]["roots"]))
            for column in columns:
                raw = grid[line][column.index]
                found = _valid(raw, column, symbols, mark)
                if found is None:
                    key = "row.not_whole" if column.measure == "count" else "row.not_number"
                    faults[len(rows)] = (column_letters(column.index), key, shown(raw))
                rows.append(_row(place, labels, column, found or (None, "missing"), line))
    return parsed(rows, Faults(faults), fmt, _told(list(_footnotes(grid, end))))


def _valid(raw: Any, column: Column, symbols: dict[str, str], mark: str) -> tuple[float | None, str] | None:
    found = value(raw, symbols, mark)
    if found is None or found[0] is None:
        return found
    wrong = found[0] < 0 or (column.measure == "count" and not found[0].is_integer())
    return None if wrong else found


def _row(place: Region, labels: list[str], column: Column, found: tuple[float | None, str], line: int) -> tuple[Any, ...]:
    area = (place.municipality, place.area, place.name, place.level, place.version, SEPARATOR.join(labels), labels[-1])
    days = (column.period.start, column.period.end, column.period.kind, column.measure, column.unit)
    return (*area, *days, *found, column.period.preliminary, line + 1, column_letters(column.index))


COLUMNS = (
    *("municipality", "area", "area_name", "area_level", "area_version", "path", "label"),
    *("period_start", "period_end", "period_kind", "measure", "unit", "value", "state", "preliminary", "line", "column"),
)


def parsed(rows: list[tuple[Any, ...]], faults: Faults, fmt: Format, warnings: list[Notice]) -> Parsed:
    """Brå's figures from any layout, with the days that they cover and the paths that they are of."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).assign(indicator="", subgroup=ALL)
    frame[["lower", "upper", "numerator", "base"]] = float("nan")
    published = frame[frame["state"].isin(["value", "zero"])]
    starts, ends = published["period_start"].tolist(), published["period_end"].tolist()
    coming = published["period_start"][published["preliminary"].astype(bool)].tolist()
    return Parsed(
        frame,
        faults,
        warnings=warnings,
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
            found.append(Column(index, _period([token for token in carried if token], index, start, fmt), *fmt.spec["units"][unit]))
    keys = [(column.period.start, column.period.end, column.unit) for column in found]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise Refusal("bra.same_period", column=column_letters(found[index].index), period=shown(" ".join(map(str, key[:2]))))
    return found


def _period(tokens: list[str], index: int, line: int, fmt: Format) -> BraPeriod:
    """The period of the tokens above a column."""
    found = period(tokens, fmt.spec["periods"])
    if isinstance(found, str):
        raise Refusal("bra.unknown_period", column=column_letters(index), line=number(line + 1), period=shown(found))
    return found


def _blocks(grid: Grid, first: int, end: int, fmt: Format, names: Names) -> Iterator[tuple[Region, int, int]]:
    """(region, first row, row after the last) of every region's block."""
    rules = fmt.spec["regions"]
    starts = [(index, found) for index in range(first, end) if (found := _region(grid[index], rules, names)) is not None]
    if not starts or starts[0][0] != first:
        raise Refusal("bra.unknown_region", line=number(first + 1), region=shown(as_text(grid[first][0]) if first < len(grid) else ""))
    for (index, place), (following, _) in zip(starts, [*starts[1:], (end, None)], strict=True):
        yield place, index + 1, following


def _region(row: list[Any], rules: dict[str, Any], names: Names) -> Region | None:
    """The region of a row that has nothing but its name."""
    return region(as_text(row[0]), rules, names) if is_blank(row[1:]) else None


def _check_blocks(grid: Grid, blocks: list[tuple[Region, int, int]]) -> None:
    """Every region lists the same rows; where one does not, the file is cut or a region was not understood."""
    _, first, last = blocks[0]
    wanted = [as_text(grid[index][0]) for index in range(first, last)]
    seen: dict[str, str] = {}
    for place, start, end in blocks:
        here = [as_text(grid[index][0]) for index in range(start, end)]
        if here != wanted or not wanted:
            at = next((i for i, (a, b) in enumerate(zip(here, wanted, strict=False)) if a != b), min(len(here), len(wanted)))
            raise Refusal(
                "bra.uneven_block", region=place.name, line=number(start + at + 1), expected=shown([*wanted, "–"][min(at, len(wanted))])
            )
        key = f"{place.level}/{place.municipality}/{place.name}"
        if key in seen:
            raise Refusal("bra.region_twice", region=place.name, line=number(start))
        seen[key] = place.name


def _leaves(grid: Grid, first: int, end: int, columns: list[Column]) -> Iterator[tuple[int, list[str]]]:
    """(row, full path) of every row with values; the rows without values before it are its ancestors."""
    above: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for index in range(first, end):
        label = as_text(grid[index][0])
        if all(not as_text(grid[index][column.index]) for column in columns):
            above.append(label)
            continue
        labels = (*above, label)
        if labels in seen:
            raise Refusal("bra.path_twice", line=number(index + 1), other=number(seen[labels] + 1), label=shown(label))
        seen[labels] = index
        above = []
        yield index, list(labels)


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
