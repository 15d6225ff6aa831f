"""How often the signal list is wrong, as measured by simulation: false_alarms.toml, made by the command that it names."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_suffix(".toml")


@lru_cache(maxsize=1)
def measured() -> dict[str, Any]:
    """The file as it stands: command, series, months, the stationary means and the doubling."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def per_month(mean: float) -> float:
    """How often a series without change, with this mean a month, gives a new signal in a month."""
    return _between(mean, "per_month")


def listed(mean: float) -> float:
    """How likely a series without change, with this mean a month, stands on the list of the watched months."""
    return _between(mean, "listed")


def _between(mean: float, column: str) -> float:
    """The measured figure, between two measured means along the logarithm, beyond them the nearest."""
    rows = measured()["stationary"]
    at = np.log([row["mean"] for row in rows])
    return float(np.interp(np.log(max(mean, 0.01)), at, [row[column] for row in rows]))
