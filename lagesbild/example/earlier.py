"""Writes what Norrhamn received earlier in the year and what newer files have replaced: police extracts and Brå's preliminary months."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.example.deliveries import YEARS, published_months, write_rows
from lagesbild.example.geography import SEED
from lagesbild.example.layout import layout
from lagesbild.example.published import MONTHS, Row, by_month, own_figures
from lagesbild.example.reports import reports


def make_earlier(folder: Path) -> list[tuple[Path, date]]:
    """Write the earlier files into a folder; each with the day it was received, the first received first."""
    folder.mkdir(parents=True, exist_ok=True)
    months, rows = layout()["earlier"]["published"], layout()["earlier"]["rows"]
    return [
        (_write_months(folder / months["name"], months), months["received_on"]),
        *((write_rows(folder / file["name"], file, _known(file)), file["received_on"]) for file in rows),
    ]


def _known(file: dict[str, Any]) -> pd.DataFrame:
    """The reports as the register held them then: some not registered yet, some placed in the wrong area."""
    random = np.random.default_rng([SEED, file["to"].month])
    told = reports().copy()
    missing = np.zeros(len(told))
    for since, share in file["late"]:
        missing[told["reported"] >= pd.Timestamp(since)] = share
    for slip in file["wrong"]:
        days = told["reported"].between(pd.Timestamp(slip["from"]), pd.Timestamp(slip["to"]))
        here = days & (told["offence"] == slip["offence"]) & (told["area"] == slip["area"])
        told.loc[here & (random.random(len(told)) < slip["share"]), "area"] = slip["said"]
    return told[random.random(len(told)) >= missing]


def _write_months(path: Path, plan: dict[str, Any]) -> Path:
    """Brå's months as they were published first: a little lower, for some reports came later or under another code."""
    random = np.random.default_rng([SEED, 9])
    first = {row: figures - random.binomial(figures, plan["late"]) for row, figures in own_figures().items()}
    months = [month for month in MONTHS if YEARS[1] <= month.year and str(month) <= plan["until"]]
    rows = [Row(row.path, row.figures[: len(months)]) for row in by_month(YEARS[1], first)]
    return published_months(path, months, plan["final"], rows)
