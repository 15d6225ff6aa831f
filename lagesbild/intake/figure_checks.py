"""Judges figures against each other: shares on the declared scale, parts within their whole, and what stands behind them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lagesbild.intake.parsed import Faults
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal
from lagesbild.model import Format
from lagesbild.texts import number, text

FEW = 4  # from so many shares a table of percent in which none is above 1 is taken for fractions
ROUNDED = 0.0075  # shares that are given as whole per cent may differ so much from numerator through base


def check_scale(rows: pd.DataFrame, fmt: Format) -> None:
    """Move shares to 0-1 as the format declares; a file on another scale, or with a number of answers and no design effect, is refused."""
    shares = rows["unit"] == "share"
    if not shares.any():
        return
    figures, told = fmt.spec["figures"], rows.loc[shares, "value"].dropna()
    scale = figures.get("shares", "")
    if scale not in ("percent", "fraction") and len(told):
        raise Refusal("table.no_scale", title=fmt.title, slug=fmt.slug)
    if scale == "percent":
        if len(told[told > 0]) >= FEW and told.max() <= 1:
            raise Refusal("table.not_percent", high=number(told.max(), 2), slug=fmt.slug)
        rows.loc[shares, "value"] = rows.loc[shares, "value"] / 100
    elif len(told) and (told > 1).mean() > 0.5:
        raise Refusal("table.not_fraction", high=number(told.max(), 1), slug=fmt.slug)
    if rows.loc[shares, "base"].notna().any() and "design_effect" not in figures:
        raise Refusal("table.no_design_effect", title=fmt.title, slug=fmt.slug)


def judge(rows: pd.DataFrame, faults: Faults, fmt: Format) -> None:
    """Note figures that cannot be: outside 0-100 per cent, below zero, no whole number of people, a part larger than its whole."""
    stands, share = rows["state"].isin(("value", "zero")), rows["unit"] == "share"
    value, numerator, base = rows["value"], rows["numerator"], rows["base"]
    scale = 100 if fmt.spec["figures"].get("shares") == "percent" else 1
    outside = share & stands & ((value < 0) | (value > 1))
    faults.mark(outside, "", "row.share_outside", (value * scale).round(4))
    _own_column(rows, faults, outside)
    below = ~share & stands & (value < 0) & rows["measure"].isin(("count", "rate"))
    for bad, key, values in (
        (below, "row.below_zero", value),
        ((base < 0) | (base % 1 > 0), "row.bad_base_count", base),
        ((numerator < 0) | (numerator % 1 > 0), "row.bad_base_count", numerator),
        (share & (numerator > base), "row.part_above_whole", numerator),
        (share & ((value - numerator / base).abs() > ROUNDED), "row.share_differs", value * scale),
    ):
        faults.mark(bad.fillna(False), "", key, values)
        _own_column(rows, faults, bad)


def _own_column(rows: pd.DataFrame, faults: Faults, bad: pd.Series) -> None:
    """Name the column that each figure stands in, which differs from row to row."""
    for position in np.flatnonzero(bad.to_numpy(dtype=bool)).tolist():
        column, key, shown = faults.found[position]
        faults.found[position] = (column or rows["column"].iloc[position], key, shown)


def notices(rows: pd.DataFrame, fmt: Format) -> list[Notice]:
    """What is worth knowing: shares without a number of answers, and the design effect that the format brings."""
    told = []
    stands = rows["state"].isin(("value", "zero"))
    shares = (rows["unit"] == "share") & stands
    bare = int((shares & rows["base"].isna()).sum())
    if bare:
        words = text("intake.notice.bare_shares", rows=number(bare), all=number(int(shares.sum())))
        told.append(Notice("bare_shares", words))
    effect = fmt.spec["figures"].get("design_effect")
    if effect and (shares & rows["base"].notna()).any():
        told.append(Notice("design_effect", text("intake.notice.design_effect", effect=number(effect, 2), slug=fmt.slug)))
    for state in ("missing", "suppressed", "not_asked", "not_published"):
        here = int((rows["state"] == state).sum())
        if here:
            told.append(Notice(f"state_{state}", text(f"intake.figures.{state}", n=number(here), all=number(len(rows)))))
    return told
