"""Tells in a receipt what a new delivery replaces, and what it leaves because newer figures are there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from lagesbild.intake.receipt import Notice, Receipt
from lagesbild.intake.vintage import EVENTS, archived, newest_first, share
from lagesbild.model import FactKind
from lagesbild.texts import day, text

AREA = ("area", "area_version")
CELL: dict[FactKind, tuple[str, ...]] = {  # what makes two ready figures the same figure; as in queries/ingest/vintage_*.sql
    "aggregate": (*AREA, "path", "indicator", "subgroup", "measure", "period_start", "period_kind"),
    "population": (*AREA, "reference_date", "sex", "age"),
}


def notices(home: Path, receipt: Receipt, facts: pa.Table, earlier: Iterable[Receipt]) -> list[Notice]:
    """What a delivery that is about to be kept replaces, delivery by delivery, and what it does not."""
    kept = archived(home)
    rivals = [other for other in earlier if share(other, receipt)]
    order = [r.receipt for r in newest_first([*rivals, receipt], lambda r: facts if r is receipt else kept(r))]
    told = []
    for other in rivals:
        newer = order.index(receipt.receipt) < order.index(other.receipt)
        spans = _days(receipt, other, newer) if receipt.kind in (*EVENTS, "answer") else _cells(facts, kept(other), receipt.kind, newer)
        told += [_said(key, first, last, other) for key, first, last in spans]
    return told


def _days(receipt: Receipt, other: Receipt, newer: bool) -> Iterator[tuple[str, date, date]]:
    starts, ends = ([getattr(r, key) for r in (receipt, other)] for key in ("data_from", "data_date"))
    if None not in starts and None not in ends and max(starts) <= min(ends):
        yield "replaces" if newer else "outranked", max(starts), min(ends)


def _cells(mine: pa.Table, theirs: pa.Table, kind: str, newer: bool) -> Iterator[tuple[str, date, date]]:
    """A final figure lies over a preliminary one whichever delivery is newer."""
    key = next((list(names) for found, names in CELL.items() if found == kind), [])
    if not key:
        return
    day_of = ("period_start", "period_end") if "period_start" in key else ("reference_date", "reference_date")
    columns = list(dict.fromkeys([*key, *day_of, *(("preliminary",) if "preliminary" in mine.column_names else ())]))
    both = mine.select(columns).to_pandas().merge(theirs.select(columns).to_pandas(), on=key, suffixes=("", "_theirs"))
    if both.empty:
        return
    won = pd.Series(newer, index=both.index)
    if "preliminary" in both:
        won = won.mask(both["preliminary"] != both["preliminary_theirs"], both["preliminary_theirs"].astype(bool))
    for word, rows in (("replaces", both[won]), ("outranked", both[~won])):
        if not rows.empty:
            yield word, rows[day_of[0]].min(), rows[day_of[1]].max()


def _said(key: str, first: date, last: date, other: Receipt) -> Notice:
    words = {"file": other.file, "received_on": other.received_on, "reach": other.extracted_on or other.data_date}
    return Notice(key, text(f"intake.notice.{key}", first=day(first), last=day(last), **words))
