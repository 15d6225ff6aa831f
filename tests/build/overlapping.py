"""Deliveries that overlap, handed in on days of their own, and what a build then says: its values and what they replaced."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild import build as builds
from lagesbild.intake import Receipt, receive
from lagesbild.store import Reader, current
from tests.build.conftest import DAY
from tests.intake.made_files import bra_rows, workbook

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)


def take(home: Path, path: Path, on: date = DAY, code: str = "9999", extracted: date | None = None) -> Receipt:
    """Receive a file on a day; it must be accepted."""
    receipt = receive(path, home, code, None, on, extracted)
    assert receipt.outcome == "accepted", receipt.message
    return receipt


def built(home: Path, code: str = "9999") -> Reader:
    """Build and open what analysts see."""
    builds.build(home, code, DAY)
    reader = current(home, code, "internal")
    assert reader is not None
    return reader


def values(reader: Reader, indicator: str, kind: str = "year") -> dict[tuple[str, str], Any]:
    """{(area, first month of the period): value} of an indicator."""
    rows = reader.frame(
        "FROM estimate WHERE indicator = $indicator AND period_kind = $kind AND subgroup = 'all'", {"indicator": indicator, "kind": kind}
    )
    keys = zip(rows["area"], rows["period_start"].dt.strftime("%Y-%m"), strict=True)
    return {key: None if pd.isna(value) else value for key, value in zip(keys, rows["value"], strict=True)}


def revised(reader: Reader, indicator: str | None = None, kind: str = "year") -> list[tuple[Any, ...]]:
    """(area, first month, before, now, why) of every changed figure."""
    rows = reader.frame("FROM revision WHERE period_kind = $kind ORDER BY indicator, area, period_start", {"kind": kind})
    rows = rows if indicator is None else rows[rows["indicator"] == indicator]
    plain = [[None if pd.isna(value) else value for value in rows[name]] for name in ("old_value", "new_value")]
    return list(zip(rows["area"], rows["period_start"].dt.strftime("%Y-%m"), *plain, rows["reason"], strict=True))


def replaced(reader: Reader) -> list[tuple[str, str, str, str, int, int, bool]]:
    """(new file, old file, first day, last day, rows before, rows now, never counted) of every pair of deliveries."""
    from lagesbild.read import read

    rows = read(reader, "replacements")
    days = [rows[name].dt.strftime("%Y-%m-%d") for name in ("first_day", "last_day")]
    return list(zip(rows["file"], rows["replaced_file"], *days, rows["rows_before"], rows["rows_after"], rows["outdated"], strict=True))


def bra(path: Path, heads: list[list[str]], *lines: list[Any], unit: str = "Antal") -> Path:
    """Brå's export for Norrhamn."""
    return workbook(path, bra_rows({"Norrhamn kommun": [list(line) for line in lines]}, heads, unit))
