"""Which figures a publication is made of before anything is hidden: one division of areas, and pooled windows that do not overlap.

Two divisions of the same municipality, or windows that move a year at a time, give each other's differences away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

import pandas as pd

from lagesbild.model import AreaLevel

WINDOWS = {"pool3": 3, "pool5": 5}
WHOLE: AreaLevel = "municipality"
PREFERRED: Sequence[AreaLevel] = ("neighbourhood", "district", "regso", "deso")
Division = tuple[str, str]  # area_level, area_version
Name = tuple[str, str, str]  # area, indicator without "_count", period


@dataclass(frozen=True)
class Earlier:
    """What the publication before this one told: its figures, and the counts behind them where its build is still there."""

    build: str = ""
    figures: pd.DataFrame = field(default_factory=pd.DataFrame)
    counted: pd.DataFrame = field(default_factory=pd.DataFrame)


def publishable(rows: pd.DataFrame, indicators: pd.DataFrame, earlier: Earlier) -> pd.DataFrame:
    """The candidates with `family`, `sensitive`, `series` and `period`, of the division and the windows that are published."""
    known = indicators.set_index("indicator")
    found = rows.assign(
        family=rows["indicator"].map(known["family"]),
        sensitive=rows["indicator"].map(known["sensitive"]).astype(bool),
        series=rows["indicator"].str.removesuffix("_count"),
        period=rows["period_kind"] + " " + pd.to_datetime(rows["period_start"]).dt.strftime("%Y-%m-%d"),
    )
    keep = _in_division(found, earlier.figures) & _in_window(found, earlier.figures)
    return found[keep].reset_index(drop=True)


def names(rows: pd.DataFrame) -> list[Name]:
    """What each row's figure is called in the system."""
    return list(zip(rows["area"], rows["series"], rows["period"], strict=True))


def divisions(rows: pd.DataFrame, before: pd.DataFrame) -> dict[str, Division]:
    """{family: its division}: the one published before where it is still there, else by preference, the newest version."""
    found = {}
    order = {level: n for n, level in enumerate(PREFERRED)}
    parts = rows[rows["area_level"] != WHOLE]
    for family, here in parts.groupby("family"):
        known = {(str(level), str(version)) for level, version in here[["area_level", "area_version"]].itertuples(index=False)}
        told = before[(before["area_level"] != WHOLE) & before["indicator"].isin(here["indicator"])] if len(before) else before
        kept = [d for d in zip(told["area_level"], told["area_version"], strict=True) if d in known] if len(told) else []
        newest = sorted(known, key=lambda d: d[1], reverse=True)
        found[str(family)] = kept[0] if kept else min(newest, key=lambda d: order.get(d[0], len(get_args(AreaLevel))))
    return found


def _in_division(rows: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    chosen = divisions(rows, before)
    if "crime" in chosen and "population" in chosen:  # a rate and its population lie in the same areas
        shown = {chosen[family] for family in ("crime", "survey") if family in chosen}
    else:
        shown = set(chosen.values())
    pairs = pd.Series(list(zip(rows["area_level"], rows["area_version"], strict=True)), index=rows.index)
    own = pd.Series(
        [
            pair in shown if family == "population" else pair == chosen.get(family)
            for pair, family in zip(pairs, rows["family"], strict=True)
        ],
        index=rows.index,
    )
    return (rows["area_level"] == WHOLE) | own.astype(bool)


def _in_window(rows: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Windows of one length lie end to end, counted from the newest one published before, else from the latest whole year."""
    keep = ~rows["period_kind"].isin(list(WINDOWS))
    last = pd.to_datetime(rows["period_end"]).dt.year
    for kind, years in WINDOWS.items():
        here = rows["period_kind"] == kind
        anchor = last.where(here).groupby(rows["series"]).transform("max")
        if len(before):
            pooled = before[before["period_kind"] == kind]
            told = pd.to_datetime(pooled["period_end"]).dt.year.groupby(pooled["indicator"].str.removesuffix("_count")).max()
            anchor = rows["series"].map(told).fillna(anchor)
        keep |= here & ((anchor - last) % years == 0)
    return keep
