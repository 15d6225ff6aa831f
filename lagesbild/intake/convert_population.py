"""Reads population workbooks from SCB's PxWeb: whichever dimension stands in rows or columns, found by its values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lagesbild.intake.area_codes import Known, describe, place
from lagesbild.intake.guard import column_letters
from lagesbild.intake.parsed import NOWHERE, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.values import as_text, decimal_mark, folded, value
from lagesbild.intake.workbook_reader import Grid, is_blank
from lagesbild.model import ALL, Format
from lagesbild.texts import number, text

REGION = re.compile(
    r"(?P<code>\d{2}|\d{4}|\d{4}[A-C]\d{4}(?:_DeSO\d{4})?|\d{4}R\d{3}(?:_RegSO\d{4})?|[A-ZÅÄÖ]{1,4}[-.]?\d{1,6})(?: .+)?", re.IGNORECASE
)
AGE = re.compile(r"(\d{1,3})(?:[-–](\d{1,3})|(\+|[-–]))?(?: år)?", re.IGNORECASE)
HEAD_ROWS = 12


@dataclass(frozen=True)
class Dimension:
    """One dimension of the table: its values per row or per column, as they stand."""

    values: list[str]
    in_rows: bool
    place: str  # the column's letters or the row's number, for sentences

    @property
    def kind(self) -> str:
        """year, region, sex, age, total, content or unknown, by the values alone."""
        found = {item for item in self.values if item}
        plain = {folded(item) for item in found}
        if all(re.fullmatch(r"(19|20)\d\d", item) for item in found):
            return "year"
        if all(REGION.fullmatch(item) for item in found):
            return "region"
        if plain <= {"man", "kvinnor", "totalt", "manochkvinnor", "totaltkon", "badakonen"} and plain != {"totalt"}:
            return "sex"
        if all(AGE.fullmatch(item) or folded(item) in ("totalt", "totaltalder", "samtligaaldrar") for item in found) and plain != {
            "totalt"
        }:
            return "age"
        return "total" if len(found) == 1 else "unknown"


def parse(grid: Grid, fmt: Format) -> Parsed:
    """Every value cell as a canonical row; the footer below the table is left out."""
    head_end, stub = _shape(grid)
    end = next((index for index in range(head_end, len(grid)) if is_blank(grid[index])), len(grid))
    width = max(len(row) for row in grid[head_end:end])
    dimensions = _dimensions(grid, head_end, end, stub, width)
    named = _named(dimensions)
    mark = decimal_mark([cell for row in grid[head_end:end] for cell in row[stub:]])
    rows: list[tuple[Any, ...]] = []
    faults: dict[int, tuple[str, str, str]] = {}
    for index in range(head_end, end):
        for column in range(stub, width):
            raw = grid[index][column] if column < len(grid[index]) else ""
            found = value(raw, fmt.spec["symbols"], mark)
            if found is None or (found[0] is not None and (found[0] < 0 or not found[0].is_integer())):
                faults[len(rows)] = (column_letters(column), "row.not_whole", shown(raw))
                found = None
            at = {name: d.values[index - head_end if d.in_rows else column - stub] for name, d in named.items()}
            rows.append((*_row(at, fmt), *(found or (None, "missing")), index + 1))
    return _parsed(rows, Faults(faults))


def finish(rows: pd.DataFrame, fmt: Format, known: Known) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own rows with their areas settled, and the years for which the source published nothing told."""
    placed = place(rows, fmt.spec["areas"], known)
    silent = sorted({day.year for day in placed.loc[placed["state"] == "not_published", "reference_date"]})
    if not silent:
        return placed, []
    return placed, [Notice("not_published", text("intake.notice.not_published", years=listed([str(year) for year in silent], 20)))]


def _shape(grid: Grid) -> tuple[int, int]:
    """(first row of the table, number of columns before the values): the headings leave the first column empty."""
    start = next((index for index in range(1, min(len(grid), HEAD_ROWS)) if not is_blank(grid[index])), len(grid))
    end = next((index for index in range(start, min(len(grid), HEAD_ROWS)) if as_text(grid[index][0])), len(grid))
    if end == start or end >= len(grid):
        raise Refusal("population.no_headings", line=number(min(start, len(grid) - 1) + 1))
    stub = next(index for index, cell in enumerate(grid[start]) if as_text(cell))
    return end, stub


def _dimensions(grid: Grid, head_end: int, end: int, stub: int, width: int) -> list[Dimension]:
    """All dimensions with their values filled in where the layout leaves a repeated value out."""
    heads = [index for index in range(1, head_end) if not is_blank(grid[index])]
    across = [Dimension(_filled([as_text(cell) for cell in grid[row][stub:width]]), False, number(row + 1)) for row in heads]
    body = grid[head_end:end]
    down = [Dimension(_filled([as_text(row[column]) for row in body]), True, column_letters(column)) for column in range(stub)]
    return [*across, *down]


def _filled(values: list[str]) -> list[str]:
    carried, filled = "", []
    for item in values:
        carried = item or carried
        filled.append(carried)
    return filled


def _named(dimensions: list[Dimension]) -> dict[str, Dimension]:
    named: dict[str, Dimension] = {}
    for dimension in dimensions:
        kind = dimension.kind
        if kind == "unknown":
            raise Refusal("population.unknown_dimension", place=dimension.place, values=listed(sorted(set(dimension.values))))
        if kind != "total":
            if kind in named:
                raise Refusal("population.dimension_twice", place=dimension.place, other=named[kind].place)
            named[kind] = dimension
    for kind in ("year", "region"):
        if kind not in named:
            raise Refusal(f"population.no_{kind}", values=listed([item for d in dimensions for item in sorted(set(d.values))[:2]], 8))
    return named


def _row(at: dict[str, str], fmt: Format) -> tuple[str, str, date, str, str]:
    match = REGION.fullmatch(at["region"])
    code = match["code"] if match else at["region"]
    month, day = map(int, fmt.spec["read"]["reference_day"].split("-"))
    sex = {"man": "M", "kvinnor": "K"}.get(folded(at.get("sex", "")), ALL)
    return _home(code), code, date(int(at["year"]), month, day), sex, _age(at.get("age", ""))


def _home(code: str) -> str:
    """The municipality of a region in SCB's tables, where two digits are a county or the nation and four a municipality."""
    if code.isdigit():
        return code if len(code) == 4 else NOWHERE
    return describe(code).municipality


def _age(raw: str) -> str:
    match = AGE.fullmatch(raw)
    if not match:
        return ALL
    low, high, open_end = match.groups()
    return f"{low}-{high}" if high else f"{low}+" if open_end else low


def _parsed(rows: list[tuple[Any, ...]], faults: Faults) -> Parsed:
    columns = ["municipality", "area", "reference_date", "sex", "age", "persons", "state", "line"]
    frame = pd.DataFrame(rows, columns=columns)
    if frame.empty:
        raise Refusal("population.no_headings", line="3")
    _withdraw_silent_years(frame)
    known = frame[frame["state"].isin(["value", "zero"])]
    days = known["reference_date"].tolist()
    return Parsed(frame, faults, data_from=min(days, default=None), data_date=max(days, default=None))


def _withdraw_silent_years(frame: pd.DataFrame) -> None:
    """A year in which every area of a division has zero inhabitants was not published for that division."""
    below = ~frame["area"].str.isdigit()
    division = frame["area"].str.extract(r"_(\w+)$")[0].fillna("") + below.astype("str")
    for _, rows in frame[below].groupby([frame["reference_date"], division]):
        if set(rows["state"]) == {"zero"}:
            frame.loc[rows.index, "state"] = "not_published"
            frame.loc[rows.index, "persons"] = None
