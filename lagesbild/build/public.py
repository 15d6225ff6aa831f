"""The public file: municipality-level yearly totals with the municipality's thresholds applied, written fresh.

Nothing by neighbourhood, month or pooled years may reach it: pooled years minus published years would give back a
hidden year. What is hidden carries one neutral word, and its numbers are gone, not masked.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild import store
from lagesbild.build.site import write_site
from lagesbild.build.tables import write_tables
from lagesbild.model import ALL, Municipality
from lagesbild.read import queries, query

NUMBERS = ["value", "lower", "upper", "numerator", "base", "effective_base"]


def write_public(draft: Path, place: Municipality) -> dict[str, int]:
    """Write public.duckdb and the static site beside internal.duckdb; returns rows per table."""
    internal = store.Reader(draft / "internal.duckdb")
    tables = {name: internal.frame(query("publish", name)) for name in queries("publish")}
    made_for = tables["build_info"]["made_for"][0]
    internal.close()
    tables["estimate"] = withhold(tables["estimate"], tables["indicator"], place)
    with store.write(draft / "public.duckdb") as public:
        write_tables(public, tables)
        rows = public.counts()
    reader = store.Reader(draft / "public.duckdb", tables["build_info"]["build"][0])
    write_site(reader, draft / "site", today=made_for.date(), thresholds=place.thresholds, explore=f"/utforska?kommun={place.code}")
    reader.close()
    return rows


def withhold(estimate: pd.DataFrame, indicator: pd.DataFrame, place: Municipality) -> pd.DataFrame:
    """Hide counts from 1 to below the threshold, and every rate whose count is hidden; sensitive crime has a higher one.

    A count of zero is not hidden: it tells of nobody. Published rates without counts are Brå's own publication.
    """
    sensitive = estimate["indicator"].map(indicator.set_index("indicator")["sensitive"]).fillna(False).astype(bool)
    least = np.where(sensitive, place.thresholds.smallest_count_sensitive, place.thresholds.smallest_count)
    small = (estimate["unit"] != "persons") & (estimate["subgroup"] == ALL) & (estimate["numerator"] > 0) & (estimate["numerator"] < least)
    shown = estimate.copy()
    shown.loc[small, NUMBERS] = np.nan
    shown.loc[small, "state"] = "suppressed"
    shown["withheld"] = pd.Series("withheld", index=shown.index).where(small)
    return shown
