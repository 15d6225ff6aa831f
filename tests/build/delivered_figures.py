"""Puts figures with a base into a home's register as a reader of tables would, in the shape of canonical facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild.intake import register
from lagesbild.intake.canonical import table
from lagesbild.intake.receipt import Receipt
from tests.build.conftest import DAY

FORMAT = 'title = "Skolenkät"\nkind = "aggregate"\nsource = "Skolan"\ncontainer = "csv"\ncadence = "year"\n'
INDICATOR = """
title = "Elever som känner sig otrygga i skolan"
short_title = "Otrygga elever"
sentence_name = "andelen otrygga elever"
definition = "Andel av eleverna som svarat att de ofta känner sig otrygga."
source = "Skolan"
measure = "share"
unit = "share"
better = "lower"
family = "figures"
caveat = "Bara de som var i skolan den dagen har svarat."
"""
FACT = {
    "municipality": "9999", "area": "9999", "area_name": "Norrhamn", "area_level": "municipality", "area_version": "", "path": "",
    "label": "Otrygga", "period_kind": "year", "indicator": "skola_otrygg", "subgroup": "all", "measure": "share", "unit": "share",
    "value": None, "lower": None, "upper": None, "numerator": None, "base": None, "state": "value", "preliminary": False,
    "line": 1, "column": "",
}  # fmt: skip


def declare(home: Path, design_effect: float | None = 1.5) -> None:
    """The format and the indicator in the home's own catalogue."""
    for kind, name, content in (
        ("formats", "skola", FORMAT + ("" if design_effect is None else f"[figures]\ndesign_effect = {design_effect}\n")),
        ("indicators", "skola_otrygg", INDICATOR),
    ):
        folder = home / "catalogue" / kind
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")


def year(year: int, **fact: Any) -> dict[str, Any]:
    """One yearly fact; an area is given as area="N01"."""
    placed = {"area_name": fact["area"], "area_level": "neighbourhood", "area_version": "2024"} if "area" in fact else {}
    return FACT | {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)} | placed | fact


def deliver(home: Path, facts: Iterable[dict[str, Any]]) -> Receipt:
    """Keep the facts under an accepted receipt of Norrhamn."""
    rows = pd.DataFrame(list(facts))
    source = home / "skola.csv"
    source.write_text("påhittat\n", encoding="utf-8")
    told = Receipt(
        "skola.csv", register.sha256_of(source), "skola", "9999", "accepted", "", rows_read=len(rows), rows_stored=len(rows),
        receipt="2026-11-22-skola-9999", cells_sha256="0", format_sha256="0" * 64, kind="aggregate", source="Skolan", cadence="year",
        received_on=DAY, sequence=50, data_from=min(rows["period_start"]), data_date=max(rows["period_end"]),
        coverage_codes=tuple(sorted(set(rows["indicator"]))),
    )  # fmt: skip
    return register.keep(home, source, told, table(rows, "aggregate"))
