"""What the axes of a population table are, told by their values alone, and how one of its cells becomes a canonical row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake.area_codes import describe
from lagesbild.intake.parsed import NOWHERE, Faults, Parsed
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.values import folded, value
from lagesbild.model import ALL, Format

REGION = re.compile(
    r"(?P<code>\d{2}|\d{4}|\d{4}[A-C]\d{4}(?:_DeSO\d{4})?|\d{4}R\d{3}(?:_RegSO\d{4})?|[A-ZÅÄÖ]{1,4}[-.]?\d{1,6})(?: .+)?", re.IGNORECASE
)
AGE = re.compile(r"(\d{1,3})(?:[-–](\d{1,3})|(\+|[-–]))?(?: år)?", re.IGNORECASE)
SEXES = {"man": "M", "kvinnor": "K", "men": "M", "women": "K"}  # as `folded` leaves "män"
BOTH_SEXES = ("totalt", "manochkvinnor", "totaltkon", "badakonen", "total", "menandwomen")
ALL_AGES = ("totalt", "totaltalder", "samtligaaldrar", "total")
MET_AGAIN = 20_000  # texts of regions, years and groups come again in every cell
COLUMNS = ("municipality", "area", "reference_date", "sex", "age", "persons", "state", "line")


@dataclass(frozen=True)
class Axis:
    """One dimension of the table: its values per row, per column or per cell, as they stand."""

    values: list[str]
    place: str  # the column's letters, the row's number or the dimension's title, for sentences

    @property
    def kind(self) -> str:
        """year, region, sex, age, total or unknown, by the values alone."""
        found = {item for item in self.values if item}
        plain = {folded(item) for item in found}
        alone = plain in ({"totalt"}, {"total"})
        if all(re.fullmatch(r"(19|20)\d\d", item) for item in found):
            return "year"
        if all(is_sex(item) for item in found) and not alone:
            return "sex"
        if all(REGION.fullmatch(item) for item in found) and not self._ages(found):
            return "region"
        if all(is_age(item) for item in found) and not alone:
            return "age"
        return "total" if len(found) == 1 else "unknown"

    def _ages(self, found: set[str]) -> bool:
        """Whether two-digit values are years of age: SCB's counties have no code above 25, and a table of ages begins below ten."""
        return all(is_age(item) for item in found) and not any(len(item) == 4 for item in found) and any(int(i[:2]) > 25 for i in found)


def is_sex(item: str) -> bool:
    """Whether a text is a sex or both."""
    return folded(item) in (*SEXES, *BOTH_SEXES)


def is_age(item: str) -> bool:
    """Whether a text is an age, a span of ages or all of them."""
    return bool(AGE.fullmatch(item)) or folded(item) in ALL_AGES


def named(axes: Iterable[Axis]) -> dict[str, Axis]:
    """{kind: axis}; refused are axes that cannot be told, two of one kind, and a table without years or regions."""
    every, found = list(axes), dict[str, Axis]()
    for axis in every:
        kind = axis.kind
        if kind == "unknown":
            raise Refusal("population.unknown_dimension", place=axis.place, values=listed(sorted(set(axis.values))))
        if kind != "total":
            if kind in found:
                raise Refusal("population.dimension_twice", place=axis.place, other=found[kind].place)
            found[kind] = axis
    for kind in ("year", "region"):
        if kind not in found:
            raise Refusal(f"population.no_{kind}", values=listed([item for a in every for item in list(dict.fromkeys(a.values))[:2]], 8))
    return found


def row(at: Mapping[str, str], fmt: Format) -> tuple[str, str, date, str, str]:
    """(municipality, area, day, sex, age) of a cell by what it stands under."""
    return *region(at["region"]), _day(at["year"], fmt.spec["read"]["reference_day"]), sex(at.get("sex", "")), age(at.get("age", ""))


@lru_cache(maxsize=MET_AGAIN)
def region(raw: str) -> tuple[str, str]:
    """(municipality, code) of a region in SCB's tables, where two digits are a county or the nation and four a municipality."""
    match = REGION.fullmatch(raw)
    code = match["code"] if match else raw
    if code.isdigit():
        return (code if len(code) == 4 else NOWHERE), code
    return describe(code).municipality, code


@lru_cache(maxsize=MET_AGAIN)
def _day(year: str, reference_day: str) -> date:
    month, day = map(int, reference_day.split("-"))
    return date(int(year), month, day)


@lru_cache(maxsize=MET_AGAIN)
def sex(raw: str) -> str:
    """K, M or all."""
    return SEXES.get(folded(raw), ALL)


@lru_cache(maxsize=MET_AGAIN)
def age(raw: str) -> str:
    """An age group as it is stored: 16-29, 80+, 7 or all."""
    match = AGE.fullmatch(raw)
    if not match:
        return ALL
    low, high, open_end = match.groups()
    return f"{low}-{high}" if high else f"{low}+" if open_end else low


def people(raw: Any, symbols: Mapping[str, str], mark: str) -> tuple[float | None, str] | None:
    """(persons, state) of a cell; None for what is no whole number of people and no sign of the source."""
    found = value(raw, dict(symbols), mark)
    if found is not None and found[0] is not None and (found[0] < 0 or not found[0].is_integer()):
        return None
    return found


def parsed(rows: list[tuple[Any, ...]], faults: Faults, **more: Any) -> Parsed:
    """The rows with the years for which nothing was published told apart; a cell that is told twice is a fault."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    if frame.empty:
        raise Refusal("population.no_headings", line="3")
    _withdraw_silent_years(frame)
    twice = frame.duplicated(["municipality", "area", "reference_date", "sex", "age"]) & (frame["municipality"] != NOWHERE)
    for position in np.flatnonzero(twice).tolist():
        faults.note(position, "", "row.people_twice", shown(frame["area"].iloc[position]))
    known = frame[frame["state"].isin(["value", "zero"])]
    days = known["reference_date"].tolist()
    return Parsed(frame, faults, data_from=min(days, default=None), data_date=max(days, default=None), **more)


def _withdraw_silent_years(frame: pd.DataFrame) -> None:
    """A year in which every area of a division has zero inhabitants was not published for that division."""
    below = ~frame["area"].str.isdigit()
    division = frame["area"].str.extract(r"_(\w+)$")[0].fillna("") + below.astype("str")
    for _, rows in frame[below].groupby([frame["reference_date"], division]):
        if set(rows["state"]) == {"zero"}:
            frame.loc[rows.index, "state"] = "not_published"
            frame.loc[rows.index, "persons"] = None
