"""Invented municipalities to compare Norrhamn with, as files in Kolada's and Brå's own layouts."""

from __future__ import annotations

import csv
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from lagesbild.example.deliveries import workbook
from lagesbild.example.geography import SEED
from lagesbild.example.layout import layout
from lagesbild.example.people import total

OWN = "9999"
YEARS = range(2021, 2026)
HEADINGS = ["kpi", "municipality_id", "year", "count", "gender", "status", "value", "municipality", "municipality_type"]


def make_reference(folder: Path) -> list[Path]:
    """Write the reference files and return them in the order to receive them: first the one that tells codes and names."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_kolada(folder / _plan()["kolada_file"]), _bra(folder / _plan()["bra_file"])]


@lru_cache(maxsize=1)
def _plan() -> dict[str, Any]:
    """What reference.toml says: names, key figures and offences."""
    return tomllib.loads((Path(__file__).parent / "reference.toml").read_text(encoding="utf-8"))


def _places() -> list[tuple[str, str]]:
    """(code, name) of the nation, Norrhamn and the invented municipalities."""
    invented = [(f"98{number:02d}", name) for number, name in enumerate(_plan()["names"], start=1)]
    return [("0000", _plan()["nation"]), (OWN, _plan()["own"]), *invented]


def _kolada(path: Path) -> Path:
    """One row per key figure, municipality and year; some are missing, secret or not applicable, as in real files."""
    random = np.random.default_rng([SEED, 20])
    rows: list[list[Any]] = []
    for kpi in _plan()["kpi"]:
        for place, (code, name) in enumerate(_places()):
            level = kpi["nation"] if code == "0000" else kpi.get("own", kpi["nation"]) if code == OWN else _level(kpi, random)
            for year in YEARS:
                value = level * (1 + kpi["trend"] * (year - YEARS[0])) + (0 if code == "0000" else random.normal(0, kpi["noise"]))
                status = next((gap["status"] for gap in kpi.get("gap", []) if gap["place"] == place and gap["year"] == year), "")
                value = total(year) if kpi.get("own_people") and code == OWN else value
                told = "" if status else f"{max(value, 0):.{kpi['decimals']}f}"
                rows.append([kpi["id"], code, year, 1, "T", status, told, name, "K"])
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([HEADINGS, *rows])
    return path


def _level(kpi: dict[str, Any], random: np.random.Generator) -> float:
    """A municipality's level: around the nation's, on a logarithmic scale where sizes differ by orders."""
    if "log" in kpi:
        return float(kpi["middle"] * np.exp(random.normal(0, kpi["log"])))
    return float(kpi["nation"] + random.normal(0, kpi["spread"]))


def _bra(path: Path) -> Path:
    """Brå's layout: one block of offences per municipality, per 100 000 inhabitants."""
    random = np.random.default_rng([SEED, 21])
    head = layout()["published"]
    lines: list[list[Any]] = [[head["title"], "", head["publisher"]], [], ["", *[head["year"]] * len(YEARS)]]
    lines += [["", *[str(year) for year in YEARS]], ["", *[_plan()["per"]] * len(YEARS)]]
    for code, name in _places():
        lines.append([_plan()["land"] if code == "0000" else f"{name} kommun"])
        for row in _plan()["offence"]:
            level = row["level"] * (1.0 if code == "0000" else float(np.exp(random.normal(0, 0.3))))
            lines += [[ancestor] for ancestor in row["path"][:-1]]
            lines.append([row["path"][-1], *(int(random.normal(level, level * 0.05)) for _ in YEARS)])
    lines += [[], [], [_plan()["land"]], [layout()["note"]]]
    return workbook(path, head["sheet"], lines)
