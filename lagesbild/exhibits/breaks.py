"""Days that a series must not be compared across: breaks of its indicator, and newly drawn borders of its area."""

from __future__ import annotations

import pandas as pd

from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import text

QUERIES = ("breaks", "area_breaks")


def breaks(reader: Reader, indicator: str, area: str, area_version: str) -> pd.DataFrame:
    """One row per break in order: break_date, reason (a sentence), and a short label for new borders, "" for other breaks."""
    of_indicator = read(reader, "breaks", indicator=indicator).assign(label="")
    borders = read(reader, "area_breaks", area=area, area_version=area_version).assign(label=text("exhibits.new_borders"))
    found = [rows[["break_date", "reason", "label"]] for rows in (of_indicator, borders) if len(rows)] or [of_indicator]
    return pd.concat(found, ignore_index=True).sort_values("break_date", ignore_index=True)
