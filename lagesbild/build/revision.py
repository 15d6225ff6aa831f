"""What has become of figures: one frame of estimates against another, cell by cell, with the reason for every difference.

The same comparison serves two questions: what did the newest delivery change (one edition of the vault against the one
before), and what differs between two builds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

import numpy as np
import pandas as pd

from lagesbild.build.estimate import estimates
from lagesbild.build.ingest import EARLIER
from lagesbild.build.register import Delivery
from lagesbild.build.survey import survey_tables
from lagesbild.catalog import Catalog
from lagesbild.model import RevisionReason
from lagesbild.read import query
from lagesbild.store import Writer

CELL = ["indicator", "area", "area_level", "area_version", "subgroup", "period_kind", "period_start", "period_end", "unit"]
SIDE = ("value", "state", "preliminary", "vintage", "receipt")
COUNTED = ("crime", "event")  # families whose figures are counted from rows: more of them means more were registered
SAME = 1e-9  # values are equal within this share of the larger one: another order of sums is no news


def revision_tables(
    vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog, code: str, now: pd.DataFrame, families: dict[str, str]
) -> dict[str, pd.DataFrame]:
    """The tables `revision` and `replacement` of a filled vault; `now` are the estimates of what counts, with `receipt`."""
    pairs = vault.frame(query("tally", "replacement"))
    if pairs.empty or pairs["outdated"].all():
        return {"replacement": pairs, "revision": pd.DataFrame()}
    earlier = vault.within(EARLIER)
    before, _ = estimates(earlier, deliveries, catalog, code)
    if vault.frame(query("tally", "replaced_answers"))["answers"][0]:
        surveyed, _ = survey_tables(earlier, before, catalog, code)
        before = pd.concat([before, surveyed.get("estimate", pd.DataFrame())], ignore_index=True)
    counted = {slug for slug, family in families.items() if family in COUNTED}
    told = changes(before, now, counted)
    return {"replacement": pairs, "revision": told[told["reason"] != ""].drop(columns=["old_numerator", "new_numerator"])}


def changes(before: pd.DataFrame, now: pd.DataFrame, counted: Collection[str]) -> pd.DataFrame:
    """One row per cell that both frames have and whose value or state differs, in the columns of the table `revision`.

    counted: indicators that are counted from reports.
    """
    both = _side(before, "old").merge(_side(now, "new"), on=CELL)
    larger = np.fmax(both["old_value"].abs(), both["new_value"].abs())
    apart = (both["new_value"] - both["old_value"]).abs() > SAME * larger
    had, has = both["old_value"].notna(), both["new_value"].notna()
    both = both[apart | (had != has) | (both["old_state"] != both["new_state"])].reset_index(drop=True)
    return both.assign(reason=_reason(both, counted))


def _side(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    columns = [*SIDE, "numerator"]
    found = rows.reindex(columns=[*CELL, *columns])
    found["receipt"] = found["receipt"].fillna("")  # what came as answers is known by its vintage alone
    return found.rename(columns={column: f"{name}_{column}" for column in columns})


def _reason(rows: pd.DataFrame, counted: Collection[str]) -> pd.Series:
    """Why a figure changed. A final figure explains itself; more reports than before were registered later; the rest is corrected."""
    reasons: tuple[RevisionReason, ...] = get_args(RevisionReason)
    had, has = rows["old_value"].notna(), rows["new_value"].notna()
    final = rows["old_preliminary"].astype(bool) & ~rows["new_preliminary"].astype(bool)
    later = rows["indicator"].isin(list(counted)) & (rows["new_numerator"] > rows["old_numerator"])
    told = np.select(
        [has & ~had, had & ~has, final, later], ["added", "withdrawn", "final_replaces_preliminary", "late_registration"], "corrected"
    )
    assert set(told) <= set(reasons), "the reasons are a closed vocabulary"
    return pd.Series(told, index=rows.index)
