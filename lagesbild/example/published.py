"""Brå's published figures for Norrhamn: the reports summed along Brå's hierarchy, and the offences that have no place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.example.geography import SEED
from lagesbild.example.layout import layout
from lagesbild.example.people import LAST, people
from lagesbild.example.reports import reports

MONTHS = pd.period_range("2016-01", "2026-10", freq="M")
MOVED = 0.004  # share of reports that Brå places elsewhere, and about as many that come in their stead


Own = Mapping[tuple[str, ...], Any]  # path -> what the row adds by itself, month by month


@dataclass(frozen=True)
class Row:
    """One published offence: its path and its figure per period, None where the row did not exist."""

    path: tuple[str, ...]
    figures: list[int | None]


def by_year(first: int, last: int) -> list[Row]:
    """Figures per calendar year, the last year included."""
    months = [[index for index, month in enumerate(MONTHS) if month.year == year] for year in range(first, last + 1)]
    return list(_rows(months, list(range(first, last + 1))))


def by_month(first: int, own: Own | None = None) -> list[Row]:
    """Figures per month from January of a year to the last month of the example; `own` where not all reports were known yet."""
    months = [index for index, month in enumerate(MONTHS) if month.year >= first]
    return list(_rows([[index] for index in months], [MONTHS[index].year for index in months], own))


def _rows(periods: list[list[int]], years: list[int], own: Own | None = None) -> Iterator[Row]:
    own = own_figures() if own is None else own
    for row in layout()["published"]["row"]:
        path = tuple(row["path"])
        parts = [figures for other, figures in own.items() if row.get("total") or other[: len(path)] == path]
        monthly = np.sum(parts, axis=0)
        exists = [row.get("since", 0) <= year <= row.get("until", 9999) for year in years]
        figures = [int(monthly[period].sum()) if here else None for period, here in zip(periods, exists, strict=True)]
        yield Row(path, figures)


@lru_cache(maxsize=1)
def own_figures() -> Own:
    """What each row adds by itself, month by month; a parent's figure is the sum over all paths that begin with its own."""
    random = np.random.default_rng([SEED, 4])
    told = reports()
    month = told["reported"].dt.to_period("M")
    found = {}
    for row in layout()["published"]["row"]:
        mine = told["code"].isin(row.get("codes", [])) | told["offence"].isin(row.get("offences", []))
        placed = told[mine].groupby(month[mine])["events"].sum().reindex(MONTHS, fill_value=0).to_numpy()
        moved = random.poisson(MOVED * placed) - random.binomial(placed, MOVED)
        found[tuple(row["path"])] = placed + moved + random.poisson(_elsewhere(row))
    return found


def _elsewhere(row: dict[str, Any]) -> Any:
    """Expected reports without a place, per month."""
    crowd = people().sum(axis=1)
    years = MONTHS.year.to_numpy()
    here = (years >= row.get("since", 0)) & (years <= row.get("until", 9999))
    return crowd.loc[np.minimum(years, LAST)].to_numpy() * row.get("other", 0) / 1000 / 12 * here
