"""What all municipalities share: a file handed in as reference keeps every municipality's rows, each under its official code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild.intake import register
from lagesbild.intake.parsed import NOWHERE
from lagesbild.model import NATION, REFERENCE
from lagesbild.texts import text

WHOLE = "municipality"


def with_codes(rows: pd.DataFrame, home: Path) -> pd.DataFrame:
    """The rows where municipalities that a file only names have the code that an earlier reference delivery tells.

    The nation is the area 0000. Names that no delivery tells keep no code: their rows are outside, and counted as such.
    """
    if not {"area_name", "area_level"} <= set(rows.columns):
        return rows
    known = _known(home) | {name.casefold(): NATION for name in text("intake.word.nation").split("|")}
    lost = (rows["municipality"] == NOWHERE) & rows["area_level"].isin((WHOLE, ""))
    code = rows["area_name"].astype(str).str.casefold().map(known).where(lost)
    found = code.notna()
    told = {"municipality": code, "area": code, "area_level": pd.Series(WHOLE, index=rows.index)}
    return rows.assign(**{name: rows[name].astype(object).mask(found, column) for name, column in told.items()})


def shared(rows: pd.DataFrame) -> np.ndarray:
    """Which rows are a whole municipality's or the nation's, shape (rows,)."""
    if "area_level" not in rows:
        return np.zeros(len(rows), dtype=bool)
    return ((rows["municipality"] != NOWHERE) & (rows["area_level"] == WHOLE)).to_numpy(copy=True)


def _known(home: Path) -> dict[str, str]:
    """Codes by name from the reference deliveries so far."""
    found: dict[str, str] = {}
    for receipt in register.receipts(home):
        if receipt.municipality == REFERENCE and receipt.kind == "aggregate":
            told = register.facts(home, receipt)[["area", "area_name"]].drop_duplicates()
            named = told[told["area"].str.fullmatch(r"\d{4}") & (told["area"] != told["area_name"])]
            found |= {str(name).casefold(): str(code) for code, name in named.itertuples(index=False)}
    return found
