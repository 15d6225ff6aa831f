"""Accepted deliveries into the vault: microdata as delivered, less what a newer delivery replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lagesbild.build.periods import covered, periods
from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog
from lagesbild.model import CrimeGroup
from lagesbild.read import queries, query
from lagesbild.store import Writer


def ingest(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog) -> None:
    """Fill a new vault from deliveries (newest first) and the catalogue's crime groups."""
    for statement in queries("schema/vault").values():
        vault.run(statement)
    for rank, delivery in enumerate(deliveries, start=1):
        _store(vault, delivery, rank)
    for kind in ("incidents", "figures", "population"):
        vault.run(query("ingest", f"replaced_{kind}"))
    groups = {slug: catalog.crime_groups[i.numerator] for slug, i in catalog.indicators.items() if i.measure == "rate" and i.numerator}
    vault.append("group_code", _codes(groups))
    vault.append("period", _periods(groups, deliveries))


def _store(vault: Writer, delivery: Delivery, rank: int) -> None:
    row = {"receipt": delivery.receipt, "rank": rank, "source": delivery.told.source, "kind": delivery.kind, "general": delivery.general}
    days = {key: getattr(delivery.told, key) for key in ("data_from", "data_date", "preliminary_from", "received_on")}
    vault.append("delivery", _typed([row | days], ("data_from", "data_date", "preliminary_from", "received_on")))
    vault.append("delivery_code", pd.DataFrame({"receipt": delivery.receipt, "crime_code": list(delivery.told.coverage_codes)}))
    if delivery.kind != "area":
        vault.run(query("ingest", delivery.kind), {"receipt": delivery.receipt, "facts": str(delivery.facts)})


def _codes(groups: dict[str, CrimeGroup]) -> pd.DataFrame:
    rows = [
        {
            "indicator": slug,
            "crime_code": code,
            "valid_from": span.valid_from or date(1900, 1, 1),
            "valid_to": span.valid_to or date(9999, 12, 31),
        }
        for slug, group in groups.items()
        for span in group.spans
        for code in span.codes
    ]
    return _typed(rows, ("valid_from", "valid_to"))


def _periods(groups: dict[str, CrimeGroup], deliveries: Sequence[Delivery]) -> pd.DataFrame:
    rough = [d.told.preliminary_from for d in deliveries if d.kind == "incident"]
    preliminary_from = max((d for d in rough if d), default=None)
    rows = [
        {"indicator": slug} | vars(period)
        for slug, group in groups.items()
        for span in covered(group, deliveries)
        for period in periods(span, preliminary_from)
    ]
    return _typed(rows, ("period_start", "period_end"))


def _typed(rows: list[dict], dates: tuple[str, ...]) -> pd.DataFrame:
    """A frame whose date columns reach the database as dates, absent ones as null."""
    frame = pd.DataFrame(rows)
    for name in dates:
        if name in frame:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame
