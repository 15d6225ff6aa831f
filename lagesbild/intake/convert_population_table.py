"""Reads flat population tables: one number a row, or one year a column, with regions as codes or only by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from lagesbild.intake.area_names import INSIDE, Gazetteer
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.periods_said import period_in
from lagesbild.intake.population_axes import REGION, is_age, is_sex, parsed, people, row
from lagesbild.intake.receipt import Notice, Rejection
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.tabular import read_table
from lagesbild.intake.values import decimal_mark, folded
from lagesbild.model import Format
from lagesbild.texts import number, text

PERSONS = ("persons", "amount")  # a column with the number of people, by its own name or as what interfaces call any number


def parse(opened: Opened, fmt: Format, names: Names) -> Parsed:
    """Every number of people as a canonical row."""
    read, roles = read_table(opened, fmt)
    cells = {role: [said.strip() for said in read.columns[index].rows()] for role, index in roles.items()}
    _check_groups(read, cells, roles)
    columns = list(_numbers(read, roles, cells, fmt))
    mark = decimal_mark([raw for _, _, values in columns for raw in values])
    sums = {folded(word) for word in fmt.spec["read"]["sums"]}
    regions = {said: _region(said, names) for said in dict.fromkeys(cells["region"])}
    rows: list[tuple[Any, ...]] = []
    faults, told = Faults(), [*read.repeated]
    for at, line in enumerate(read.lines.tolist()):
        if folded(cells["region"][at]) in sums:
            told.append(
                Rejection(line, read.headings[roles["region"]], text("intake.row.sum", line=line, value=shown(cells["region"][at])))
            )
            continue
        for heading, years, values in columns:
            rows.append((*_row(len(rows), at, years[at], values[at], heading, cells, regions, fmt, mark, faults), line))
    _refuse_splits(rows, read, roles)
    return parsed(rows, faults, ragged=read.ragged, repeated=told, warnings=_unread(read, roles, columns))


def settle(rows: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Regions that are only named get the code of the loaded area with that name; a name that is not known is asked about, not guessed."""
    spoken = {raw for raw in rows["area"].unique() if not REGION.fullmatch(raw)}
    found = {raw: gazetteer.find(raw) for raw in spoken}
    unknown = sorted(raw for raw, told in found.items() if told.place is None)
    if unknown:
        line = rows.loc[rows["area"].isin(unknown), "line"].iloc[0]
        raise Refusal("population.names_only", line=number(int(line)), names=listed(unknown), count=number(len(unknown)))
    codes = {raw: f"{told.place.code}" for raw, told in found.items() if told.place is not None}
    return rows.assign(area=rows["area"].map(lambda raw: codes.get(raw, raw)))


def _numbers(
    read: Sheet, roles: Mapping[str, int], cells: Mapping[str, list[str]], fmt: Format
) -> Iterator[tuple[str, list[str], list[str]]]:
    """(heading, years, numbers) of every column with people: one for each year, or the one beside the column of years."""
    pattern = re.compile(fmt.spec["patterns"]["years"], re.IGNORECASE)
    for index, heading in enumerate(read.headings):
        if pattern.fullmatch(heading) and (said := period_in(heading)):
            yield heading, [str(said.start.year)] * len(read.lines), list(read.columns[index].rows())
    role = next((role for role in PERSONS if role in roles), "")
    if role and "year" in roles:
        yield read.headings[roles[role]], cells["year"], list(read.columns[roles[role]].rows())


def _check_groups(read: Sheet, cells: Mapping[str, list[str]], roles: Mapping[str, int]) -> None:
    """What columns of years, sexes and ages hold must be that: a column of sums or of other groups refuses the file."""
    wanted = {"year": lambda said: bool(re.fullmatch(r"(19|20)\d\d", said)), "sex": is_sex, "age": is_age}
    for role, is_right in wanted.items():
        wrong = [said for said in dict.fromkeys(cells.get(role, ())) if not is_right(said)]
        if wrong:
            known = text(f"intake.word.a_{role}")
            raise Refusal("population.other_values", column=read.headings[roles[role]], values=listed(wrong), known=known)


def _region(said: str, names: Names) -> tuple[str, str]:
    """(municipality, area) where the region has no code: its municipality if the catalogue has it, and the text as it stands."""
    if REGION.fullmatch(said):
        return "", ""
    if match := INSIDE.fullmatch(said):
        return names.code(match["municipality"]) or NOWHERE, said
    return RECEIVER, said


def _row(
    place: int, at: int, year: str, raw: str, heading: str, cells: Mapping[str, list[str]],
    regions: Mapping[str, tuple[str, str]], fmt: Format, mark: str, faults: Faults,
) -> tuple[Any, ...]:  # fmt: skip
    """One canonical row without its line, its fault noted."""
    found = people(raw, fmt.spec["symbols"], mark)
    if found is None:
        faults.note(place, heading, "row.not_whole", raw)
    told = {role: values[at] for role, values in cells.items()} | {"year": year}
    municipality, area, *rest = row(told, fmt)
    named, spoken = regions[cells["region"][at]]
    return (*((named, spoken) if spoken else (municipality, area)), *rest, *(found or (None, "missing")))


def _refuse_splits(rows: list[tuple[Any, ...]], read: Sheet, roles: Mapping[str, int]) -> None:
    """A column that the format does not read, but that gives the same people several numbers, would be lost: it refuses the file."""
    keys = pd.DataFrame([found[:5] for found in rows])
    lines = pd.Series([found[-1] for found in rows])
    twice = set(lines[keys.duplicated(keep=False).to_numpy()]) if len(rows) else set()
    if not twice:
        return
    here = pd.Series(read.lines).isin(twice).to_numpy()
    unread = [index for index in range(len(read.headings)) if index not in roles.values()]
    splitting = [read.headings[index] for index in unread if read.columns[index].rows()[here].nunique() > 1]
    if splitting:
        raise Refusal("population.splits", columns=listed(splitting), line=number(int(min(twice))))


def _unread(read: Sheet, roles: Mapping[str, int], columns: list[tuple[str, list[str], list[str]]]) -> list[Notice]:
    used = {heading for heading, *_ in columns}
    left = [h for index, h in enumerate(read.headings) if h and index not in roles.values() and h not in used]
    return [Notice("columns_left", text("intake.notice.columns_left", columns=listed(left, 10)))] if left else []
