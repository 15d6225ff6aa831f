"""Reads population tables from SCB's PxWeb, as workbooks, PX or JSON-stat: whichever dimension stands where, found by its values."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lagesbild.intake.area_codes import Known, place, version_notices
from lagesbild.intake.cube import Cube
from lagesbild.intake.guard import column_letters
from lagesbild.intake.parsed import Faults, Parsed
from lagesbild.intake.population_axes import Axis, named, parsed, people, row
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.values import as_text, decimal_mark
from lagesbild.intake.workbook_reader import Grid, is_blank
from lagesbild.model import Format
from lagesbild.texts import number, text

HEAD_ROWS = 12


def parse_grid(grid: Grid, fmt: Format) -> Parsed:
    """Every value cell of a sheet as a canonical row; the footer below the table is left out."""
    head_end, stub = _shape(grid)
    end = next((index for index in range(head_end, len(grid)) if is_blank(grid[index])), len(grid))
    width = max(len(cells) for cells in grid[head_end:end])
    across, down = _axes(grid, head_end, end, stub, width)
    kinds = named([*across, *down])
    in_rows = {kind: any(axis is other for other in down) for kind, axis in kinds.items()}
    mark = decimal_mark([cell for cells in grid[head_end:end] for cell in cells[stub:]])
    rows: list[tuple[Any, ...]] = []
    faults = Faults()
    for index in range(head_end, end):
        for column in range(stub, width):
            raw = grid[index][column] if column < len(grid[index]) else ""
            found = people(raw, fmt.spec["symbols"], mark)
            if found is None:
                faults.note(len(rows), column_letters(column), "row.not_whole", raw)
            at = {kind: axis.values[index - head_end if in_rows[kind] else column - stub] for kind, axis in kinds.items()}
            rows.append((*row(at, fmt), *(found or (None, "missing")), index + 1))
    return parsed(rows, faults)


def parse_cube(cube: Cube, fmt: Format) -> Parsed:
    """Every cell of a table that describes itself (PX, JSON-stat) as a canonical row; its line is its place among the cells."""
    _check_contents(cube)
    axes = [Axis(dimension.spoken(), dimension.title or dimension.code) for dimension in cube.dimensions]
    places = {id(axis): place for axis, place in zip(axes, cube.places(), strict=True)}
    found = {kind: [axis.values[place] for place in places[id(axis)]] for kind, axis in named(axes).items()}
    rows: list[tuple[Any, ...]] = []
    faults = Faults()
    for index, raw in enumerate(cube.cells):
        at = {kind: values[index] for kind, values in found.items()}
        told = people(raw, fmt.spec["symbols"], ".")
        if told is None:
            faults.note(index, ", ".join(shown(said) for said in at.values()), "row.not_whole", raw)
        rows.append((*row(at, fmt), *(told or (None, "missing")), index + 1))
    return parsed(rows, faults)


def _check_contents(cube: Cube) -> None:
    """One thing is counted: a table of people and of something else beside them must be fetched as the people alone."""
    several = next((d for d in cube.dimensions if d.role == "metric" and len(d.codes) > 1), None)
    if several:
        raise Refusal("population.several_contents", place=several.title, values=listed(several.labels))


def finish(rows: pd.DataFrame, fmt: Format, known: Known) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own rows with their areas settled, and the years for which the source published nothing told."""
    placed, notices = place(rows, fmt.spec["areas"], known), version_notices(rows, fmt.spec["areas"], known)
    silent = sorted({day.year for day in placed.loc[placed["state"] == "not_published", "reference_date"]})
    if not silent:
        return placed, notices
    told = Notice("not_published", text("intake.notice.not_published", years=listed([str(year) for year in silent], 20)))
    return placed, [*notices, told]


def _shape(grid: Grid) -> tuple[int, int]:
    """(first row of the table, number of columns before the values): the headings leave the first column empty."""
    start = next((index for index in range(1, min(len(grid), HEAD_ROWS)) if not is_blank(grid[index])), len(grid))
    end = next((index for index in range(start, min(len(grid), HEAD_ROWS)) if as_text(grid[index][0])), len(grid))
    if end == start or end >= len(grid):
        raise Refusal("population.no_headings", line=number(min(start, len(grid) - 1) + 1))
    stub = next(index for index, cell in enumerate(grid[start]) if as_text(cell))
    return end, stub


def _axes(grid: Grid, head_end: int, end: int, stub: int, width: int) -> tuple[list[Axis], list[Axis]]:
    """The dimensions across and down, with their values filled in where the layout leaves a repeated value out."""
    heads = [index for index in range(1, head_end) if not is_blank(grid[index])]
    across = [Axis(_filled([as_text(cell) for cell in grid[at][stub:width]]), number(at + 1)) for at in heads]
    body = grid[head_end:end]
    return across, [Axis(_filled([as_text(cells[column]) for cells in body]), column_letters(column)) for column in range(stub)]


def _filled(values: list[str]) -> list[str]:
    carried, filled = "", []
    for item in values:
        carried = item or carried
        filled.append(carried)
    return filled
