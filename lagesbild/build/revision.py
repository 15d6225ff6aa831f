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
    return {"replacement": pairs, "revision": told}


def changes(before: pd.DataFrame, now: pd.DataFrame, counted: Collection[str]) -> pd.DataFrame:
    """One row per cell that was told before and whose value or state is another now, in the columns of the table `revision`.

    A cell that is no longer told at all has lost its value; one that is told for the first time has changed nothing.
    counted: indicators that are counted from reports.
    """
    told = _side(before, "old").merge(_side(now, "new"), on=CELL, how="left")
    told = _gone(told, now)
    more = _registered_later(told, counted)
    larger = np.fmax(told["old_value"].abs(), told["new_value"].abs())
    apart = (told["new_value"] - told["old_value"]).abs() > SAME * larger
    had, has = told["old_value"].notna(), told["new_value"].notna()
    changed = apart | (had != has) | (told["old_state"] != told["new_state"])
    return told.assign(reason=_reason(told, more))[changed].reset_index(drop=True)


def _registered_later(told: pd.DataFrame, counted: Collection[str]) -> pd.Series:
    """Cells with more reports than before, in a period that has more in the whole municipality; else reports have only moved."""
    here = told["indicator"].isin(list(counted))
    grown = told["new_numerator"] > told["old_numerator"]
    period = ["indicator", "subgroup", "period_kind", "period_start", "unit"]
    whole = told[here & grown & (told["area_level"] == "municipality")]
    return here & grown & pd.MultiIndex.from_frame(told[period]).isin(pd.MultiIndex.from_frame(whole[period]))


def _gone(told: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Cells that nothing tells any more as not published, by the newest delivery of their indicator; never one told in another unit."""
    gone = told["new_state"].isna()
    place = [name for name in CELL if name != "unit"]
    elsewhere = pd.MultiIndex.from_frame(told[place]).isin(pd.MultiIndex.from_frame(now[place]))
    told = told[~gone | (told["old_value"].notna() & ~elsewhere)].copy()
    newest = told["indicator"].map(now.groupby("indicator")["vintage"].max()).fillna(told["old_vintage"])
    told["new_vintage"] = told["new_vintage"].fillna(newest)
    told["new_state"] = told["new_state"].fillna("not_published")
    told["new_receipt"] = told["new_receipt"].fillna("")
    return told.assign(new_preliminary=told["new_preliminary"].eq(True))


def _side(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    columns = [*SIDE, "numerator"]
    found = rows.reindex(columns=[*CELL, *columns]).astype({"value": float, "numerator": float})
    found["receipt"] = found["receipt"].astype(object).fillna("")  # what came as answers is known by its vintage alone
    return found.rename(columns={column: f"{name}_{column}" for column in columns})


def _reason(rows: pd.DataFrame, later: pd.Series) -> pd.Series:
    """Why a figure changed. A final figure explains itself; `later` has more reports than before; the rest is corrected."""
    reasons: tuple[RevisionReason, ...] = get_args(RevisionReason)
    had, has = rows["old_value"].notna(), rows["new_value"].notna()
    final = rows["old_preliminary"].astype(bool) & ~rows["new_preliminary"].astype(bool)
    told = np.select(
        [has & ~had, had & ~has, final, later], ["added", "withdrawn", "final_replaces_preliminary", "late_registration"], "corrected"
    )
    assert set(told) <= set(reasons), "the reasons are a closed vocabulary"
    return pd.Series(told, index=rows.index)
