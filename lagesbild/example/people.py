"""How many people live where in invented Norrhamn, year by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lagesbild.example.geography import SEED, places

FIRST, LAST = 2015, 2025
PERTURBED_FROM = 2025  # SCB adjusts small figures from this reference year, so parts and total part company
UNREST = 0.004  # how far a year strays from the even growth, as a share


def people() -> pd.DataFrame:
    """Inhabitants on 31 December: one row per year 2015-2025, one column per area code, whole numbers."""
    random = np.random.default_rng([SEED, 1])
    years = np.arange(FIRST, LAST + 1)
    found = {}
    for area in places()["area"]:
        even = area["people"] * (1 + area["growth"] / 100) ** (years - LAST)
        strayed = even * (1 + random.normal(0, UNREST, len(years)))
        found[area["code"]] = np.append(np.rint(strayed[:-1]), area["people"]).astype(int)
    return pd.DataFrame(found, index=years)


def total(year: int) -> int:
    """The municipality's published population; from 2025 not exactly the sum of its parts."""
    exact = int(people().loc[year].sum())
    return exact + 3 if year >= PERTURBED_FROM else exact
