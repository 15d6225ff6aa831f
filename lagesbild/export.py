"""Estimates to a file, in the fixed export contract."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lagesbild.model import LagesbildError, Zone
from lagesbild.read import read
from lagesbild.store import built, current
from lagesbild.texts import text

COLUMNS = (
    "municipality", "area", "area_level", "area_version", "indicator", "subgroup", "period_start", "period_end", "value", "lower", "upper",
    "numerator", "base", "effective_base", "unit", "state", "withheld", "source", "vintage", "data_date", "build",
)  # fmt: skip
DATES = ("period_start", "period_end", "data_date")


def estimates_for_export(home: Path, zone: Zone, municipality: str | None, indicator: str | None) -> pd.DataFrame:
    """All estimates of the zone's current builds in the contract's columns, dates as ISO text."""
    readers = [current(home, code, zone) for code in ([municipality] if municipality else built(home, zone))]
    frames = [read(reader, "export").assign(build=reader.build) for reader in readers if reader]
    if not frames:
        raise LagesbildError(text("cli.nothing_to_export", zone=zone))
    rows = pd.concat(frames, ignore_index=True)
    if indicator:
        known = sorted(rows["indicator"].unique())
        if indicator not in known:
            raise LagesbildError(text("cli.unknown_indicator", indicator=indicator, known=", ".join(known[:6])))
        rows = rows[rows["indicator"] == indicator]
    for name in DATES:
        rows[name] = pd.to_datetime(rows[name]).dt.strftime("%Y-%m-%d")
    return rows[list(COLUMNS)].reset_index(drop=True)


def export_estimates(home: Path, zone: Zone, municipality: str | None, indicator: str | None, path: Path) -> int:
    """Write the export to a .csv, .json or .parquet file; returns the number of rows. Empty cells are null."""
    rows = estimates_for_export(home, zone, municipality, indicator)
    match path.suffix:
        case ".csv":
            rows.to_csv(path, index=False)
        case ".json":
            rows.to_json(path, orient="records", force_ascii=False, indent=1)
        case ".parquet":
            rows.to_parquet(path, index=False)
        case _:
            raise LagesbildError(text("cli.unknown_suffix", file=path.name))
    return len(rows)
