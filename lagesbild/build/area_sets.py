"""Named sets of areas (local councils, districts) counted as areas of their own: sums of their members, never sums of shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lagesbild.model import AreaSet
from lagesbild.texts import text

PLACE = ["area", "area_version"]
BETWEEN = "|"  # between a set's kind and its members' version, while sets of several versions are told apart
CELL = ["indicator", "area", "area_version", "subgroup", "period_kind", "period_start"]


def set_table(sets: Sequence[AreaSet]) -> pd.DataFrame:
    """The table `area_set`: one row per set and member."""
    return pd.DataFrame([
        {
            "municipality": s.municipality, "area": s.slug, "name": s.title, "kind": s.kind, "area_version": s.kind,
            "member": area, "member_version": told.version,
        }
        for s in sets for told in s.members for area in told.areas
    ])  # fmt: skip


def with_sets(rows: pd.DataFrame, sets: Sequence[AreaSet], summed: str) -> pd.DataFrame:
    """The rows and, after them, those of the sets: `summed` added over members, the rest as the members have it.

    A set has a row only where every member has one; it is NaN where one member's number is. Each version of a set's members
    makes rows of its own, told apart by area_version until `settled` chooses.
    """
    if rows.empty or not sets:
        return rows
    table = set_table(sets)
    table["set_version"] = table["kind"] + BETWEEN + table["member_version"]
    table["size"] = table.groupby(["area", "set_version"])["member"].transform("size")
    told = table[["area", "set_version", "kind", "size", "member", "member_version"]].rename(columns={"area": "area_set"})
    found = rows.merge(told, left_on=PLACE, right_on=["member", "member_version"])
    newest = [name for name in ("arrival", "reference_date") if name in rows]
    same = [name for name in rows.columns if name not in {*PLACE, "area_level", summed, *newest}]
    keys = ["area_set", "set_version", "kind", "size", *same]
    counted = {summed: (summed, "sum"), "n": (summed, "size"), "known": (summed, "count")}
    made = found.groupby(keys, dropna=False, sort=False).agg(**counted, **{name: (name, "max") for name in newest}).reset_index()
    made[summed] = made[summed].where(made["known"] == made["n"])
    made = made[made["n"] == made["size"]].rename(columns={"area_set": "area", "kind": "area_level", "set_version": "area_version"})
    return pd.concat([rows, made[rows.columns]], ignore_index=True) if len(made) else rows


def settled(rows: pd.DataFrame) -> pd.DataFrame:
    """The estimates with one row per set and cell, and `member_version` on the rows of sets.

    Where the members of several versions have figures for a period, the newest version with a value counts.
    """
    here = rows["area_version"].str.contains(BETWEEN, regex=False)
    if not here.any():
        return rows
    made = rows[here].copy()
    made[["area_version", "member_version"]] = made["area_version"].str.split(BETWEEN, n=1, expand=True).to_numpy()
    made["known"] = made["value"].notna()
    made = made.sort_values(["known", "member_version"], ascending=False, kind="stable").drop_duplicates(CELL).sort_index()
    return pd.concat([rows[~here], made.drop(columns="known")], ignore_index=True)


def area_breaks(rows: pd.DataFrame) -> pd.DataFrame:
    """The table `area_break`: where a set's yearly counts pass from one version of its members to the next."""
    if "member_version" not in rows:
        return pd.DataFrame()
    years = rows[(rows["period_kind"] == "year") & rows["value"].notna() & (rows["unit"] == "count")]
    first = years.sort_values("period_start").groupby([*PLACE, "member_version"], sort=True)["period_start"].min().reset_index()
    first["version_before"] = first.groupby(PLACE)["member_version"].shift()
    first = first.dropna(subset="version_before")
    told = zip(first["version_before"], first["member_version"], strict=True)
    return pd.DataFrame(
        {
            "area": first["area"],
            "area_version": first["area_version"],
            "break_date": first["period_start"],
            "version_before": first["version_before"],
            "version_after": first["member_version"],
            "moved": np.nan,
            "reason": [text("build.new_borders", before=before, after=after) for before, after in told],
        }
    )


def set_areas(sets: Sequence[AreaSet], found: pd.DataFrame) -> pd.DataFrame:
    """Rows of the table `area` for the sets that have figures."""
    known = set(found.loc[found["area_level"].isin({s.kind for s in sets}), "area"]) if len(found) else set()
    return pd.DataFrame([
        {"municipality": s.municipality, "area": s.slug, "name": s.title, "area_level": s.kind, "area_version": s.kind}
        for s in sets if s.slug in known
    ])  # fmt: skip
