"""Which weights a wave's answers carry: those delivered, else made from what is known about the population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from lagesbild.model import ALL, SurveyWave
from lagesbild.read import query
from lagesbild.stats.raking import CalibrationError, rake
from lagesbild.store import Writer

Weighting = Literal["delivered", "raked", "by_area", "none"]
OLDEST = 120


@dataclass(frozen=True)
class Weighted:
    """Weights of shape (respondents,) and where they come from."""

    weight: np.ndarray
    how: Weighting


def weighted(vault: Writer, people: pd.DataFrame, stratum: np.ndarray, population: np.ndarray | None, wave: SurveyWave) -> Weighted:
    """The delivered weights; without them, weights raked to area, sex and age as far as SCB's figures for the year reach.

    Estimates treat raked weights as given. Their errors are then a little too large, never too small, for questions
    whose answers go with sex or age.
    """
    delivered = people["weight"].to_numpy(dtype=float)
    if np.isfinite(delivered).all():
        return Weighted(delivered, "delivered")
    even = np.ones(len(people))
    if population is None:
        return Weighted(even, "none")
    margins = [(stratum, population), *_margins(vault, people, population.sum(), wave)]
    while margins:
        try:
            raked = rake(even, [level for level, _ in margins], [total for _, total in margins])
        except CalibrationError as fault:
            margins.pop(fault.margin if fault.margin is not None else -1)
            continue
        return Weighted(raked, "raked" if len(margins) > 1 else "by_area")
    return Weighted(even, "none")


def _margins(vault: Writer, people: pd.DataFrame, total: float, wave: SurveyWave) -> list[tuple[np.ndarray, np.ndarray]]:
    """(level of each respondent, people per level) for sex and for age; a margin that lacks a level is left out."""
    table = vault.frame(query("tally", "people_by_group"), {"year": wave.field_to.year - 1})
    found = []
    for column in ("sex", "age"):
        levels = sorted(people[column].unique())
        counted = [_counted(table, column, level) for level in levels]
        if levels and "" not in levels and np.isfinite(counted).all():
            share = np.array(counted) / np.sum(counted)
            found.append((pd.Index(levels).get_indexer(people[column]), share * total))
    return found


def _counted(table: pd.DataFrame, column: str, level: str) -> float:
    """People of one sex (all ages) or of one age group; NaN where the table does not reach."""
    if column == "sex":
        rows = table[(table["age"] == ALL) & (table["sex"] == level)]
        return float(rows["persons"].sum()) if len(rows) else np.nan
    low, high = _bounds(level)
    missing, total = set(range(low, high + 1)), 0.0
    ages = [(*_bounds(str(row.age)), float(row.persons)) for row in table[table["sex"] == ALL].itertuples()]
    for first, last, persons in sorted(ages, key=lambda age: age[1] - age[0]):  # single years before the groups that hold them
        years = set(range(first, last + 1))
        if years <= missing:
            missing, total = missing - years, total + persons
    return np.nan if missing else total


def _bounds(age: str) -> tuple[int, int]:
    """First and last year of "16-29", "85+" and "42"; an age that says nothing lies nowhere."""
    first, _, last = age.removesuffix("+").partition("-")
    if not first.isdigit():
        return OLDEST + 1, OLDEST + 1
    return int(first), OLDEST if age.endswith("+") else int(last or first)
