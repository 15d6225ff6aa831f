"""How a wave's respondents are divided for estimates: by place, by group of people and by both, councils as sums of areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lagesbild.model import ALL, AreaSet
from lagesbild.stats.survey import Floats, Tallies, tally

GROUPS: tuple[tuple[str, ...], ...] = ((), ("sex",), ("age",), ("sex", "age"))
PLACE = ["area", "area_version", "area_level"]


@dataclass(frozen=True)
class Division:
    """Domains that are estimated together, one row of `rows` each: area, area_version, area_level and subgroup.

    `cell` is each respondent's cell, or -1 for outside all; `member` says which cells make up a domain, shape (domains, cells).
    `against`: whether each domain is held against all cells outside it, which is so where the cells do not split groups.
    """

    rows: pd.DataFrame
    cell: np.ndarray
    member: Floats
    against: bool

    def tally(self, weight: Floats, stratum: np.ndarray, value: Floats, strata: int) -> Tallies:
        """Sums of one question's answers per cell."""
        return tally(weight, stratum, self.cell, value, domains=self.member.shape[1], strata=strata)


def divisions(people: pd.DataFrame, areas: pd.DataFrame, area: np.ndarray, sets: Sequence[AreaSet], code: str) -> Iterator[Division]:
    """The municipality, its areas and its named sets of areas, each by all divisions of people.

    `areas` has the columns of PLACE, `area` is each respondent's row in it or -1. Sets with a member that nobody was
    asked in are left out: their figure would be of another area.
    """
    whole = pd.DataFrame([[code, "", "municipality"]], columns=PLACE)
    made_of, members = _sets(areas, sets)
    for columns in GROUPS:
        names, group = _groups(people, columns)
        if not names:
            continue
        every = np.eye(len(names))
        yield Division(_rows(whole, names), group, every, against=len(columns) == 1 and len(names) > 1)
        cell = np.where((area < 0) | (group < 0), -1, group * len(areas) + area)
        yield Division(_rows(areas, names), cell, np.eye(len(areas) * len(names)), against=not columns)
        if len(made_of):
            yield Division(_rows(made_of, names), cell, np.kron(every, members).astype(np.float64), against=not columns)


def _rows(places: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    told = pd.concat([places] * len(groups), ignore_index=True)
    return told.assign(subgroup=np.repeat(groups, len(places)))


def _groups(people: pd.DataFrame, columns: tuple[str, ...]) -> tuple[list[str], np.ndarray]:
    """(names of the groups, each respondent's group or -1): "sex=K;age=16-29" for two columns, "all" for none."""
    if not columns:
        return [ALL], np.zeros(len(people), dtype=int)
    known = (people[list(columns)] != "").all(axis=1).to_numpy()
    combinations = people.loc[known, list(columns)].drop_duplicates().sort_values(list(columns))
    place = pd.MultiIndex.from_frame(combinations).get_indexer(pd.MultiIndex.from_frame(people[list(columns)]))
    names = [";".join(f"{name}={told}" for name, told in zip(columns, row, strict=True)) for row in combinations.itertuples(index=False)]
    return names, np.where(known, place, -1)


def _sets(areas: pd.DataFrame, sets: Sequence[AreaSet]) -> tuple[pd.DataFrame, Floats]:
    """The sets whose members of one version all have respondents: their places, and which areas each holds."""
    index = pd.MultiIndex.from_frame(areas[["area", "area_version"]])
    rows, members = [], []
    for item in sets:
        for told in sorted(item.members, key=lambda told: told.version, reverse=True):
            place = index.get_indexer(pd.MultiIndex.from_tuples([(area, told.version) for area in told.areas]))
            if (place >= 0).all():
                rows.append((item.slug, item.kind, item.kind))
                members.append(np.isin(np.arange(len(areas)), place).astype(float))
                break
    return pd.DataFrame(rows, columns=PLACE), np.array(members).reshape(len(rows), len(areas))
