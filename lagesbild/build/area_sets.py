"""Named sets of areas (local councils, districts) counted as areas of their own: sums of their members, never sums of shares."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lagesbild.model import AreaSet

PLACE = ["area", "area_version"]
NEWEST = ("arrival", "reference_date")  # of these a sum has its members' last
PLACED = ("days", "placed")  # days on which reports are placed in the members' version; over versions they add up


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

    A set has a row only where every member of one version has one; it is NaN where a member's number is. Events are added over
    the versions, since each lies in one area of one version; of people the newest version that is known counts.
    `member_version` then says in which version most of a set's events lie.
    """
    if rows.empty or not sets:
        return rows
    made = _by_version(rows, set_table(sets), summed)
    if made.empty:
        return rows
    same = [name for name in rows.columns if name not in {summed, *NEWEST, *PLACED}]
    last, added = ([name for name in names if name in rows] for names in (NEWEST, PLACED))
    if summed == "numerator":
        most = made.sort_values([summed, "member_version"]).drop_duplicates(same, keep="last")
        most = most.assign(member_version=most["member_version"].where(most[summed] > 0))[[*same, "member_version"]]
        groups = made.groupby(same, dropna=False, sort=False)
        counted = {summed: (summed, "sum"), "known": (summed, "count"), "n": (summed, "size")}
        more = {name: (name, "max") for name in last} | {name: (name, "sum") for name in added}
        told = groups.agg(**counted, **more).reset_index()
        told[summed] = told[summed].where(told["known"] == told["n"])
        told = told.drop(columns=["known", "n"]).merge(most, on=same)
    else:
        known = made.assign(known=made[summed].notna()).sort_values(["known", "member_version"], kind="stable")
        told = known.drop_duplicates(same, keep="last").sort_index().drop(columns=["known", "member_version"])
    return pd.concat([rows, told], ignore_index=True)


def _by_version(rows: pd.DataFrame, table: pd.DataFrame, summed: str) -> pd.DataFrame:
    """One row per set, version of its members and whatever else tells rows apart, where all members are there."""
    table["size"] = table.groupby(["area", "member_version"])["member"].transform("size")
    told = table[["area", "kind", "size", "member", "member_version"]].rename(columns={"area": "area_set"})
    found = rows.merge(told, left_on=PLACE, right_on=["member", "member_version"])
    newest = [name for name in (*NEWEST, *PLACED) if name in rows]
    same = [name for name in rows.columns if name not in {*PLACE, "area_level", summed, *newest}]
    counted = {summed: (summed, "sum"), "n": (summed, "size"), "known": (summed, "count")}
    groups = found.groupby(["area_set", "kind", "size", "member_version", *same], dropna=False, sort=False)
    made = groups.agg(**counted, **{name: (name, "max") for name in newest}).reset_index()
    made[summed] = made[summed].where(made["known"] == made["n"])
    made = made[made["n"] == made["size"]].rename(columns={"area_set": "area", "kind": "area_version"})
    made["area_level"] = made["area_version"]
    return made[[*rows.columns, "member_version"]]


def set_areas(sets: Sequence[AreaSet], found: pd.DataFrame) -> pd.DataFrame:
    """Rows of the table `area` for the sets that have figures."""
    known = set(found.loc[found["area_level"].isin({s.kind for s in sets}), "area"]) if len(found) else set()
    return pd.DataFrame([
        {"municipality": s.municipality, "area": s.slug, "name": s.title, "area_level": s.kind, "area_version": s.kind}
        for s in sets if s.slug in known
    ])  # fmt: skip
