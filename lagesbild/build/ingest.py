"""Accepted deliveries into the vault: microdata as delivered, where what a newer delivery replaces stays as an older edition."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date

import pandas as pd

from lagesbild import steps
from lagesbild.build.editions import before, exact_enough, now, stretches
from lagesbild.build.events import event_series
from lagesbild.build.events import groups as event_groups
from lagesbild.build.periods import covered, periods
from lagesbild.build.placing import place_delivered
from lagesbild.build.register import Delivery
from lagesbild.catalog import Catalog
from lagesbild.model import CrimeGroup
from lagesbild.read import queries, query
from lagesbild.store import Writer

EARLIER = "earlier"
DAYS = ("data_from", "data_date", "preliminary_from", "received_on", "extracted_on")
TABLE = {kind: kind for kind in ("incident", "aggregate", "population", "answer")} | {"event": "incident"}  # kinds that the vault keeps


def ingest(vault: Writer, deliveries: Sequence[Delivery], catalog: Catalog) -> None:
    """Fill a new vault from deliveries (the most believed first) and the catalogue's crime groups.

    Afterwards `incident`, `aggregate`, `population` and `answer` hold what counts, and the schema EARLIER the same tables
    as they were one delivery ago; no row is in both unless nothing has replaced it.
    """
    for statement in queries("schema/vault").values():
        vault.run(statement)
    for rank, delivery in enumerate(steps.each("vault", deliveries), start=1):
        _store(vault, delivery, rank)
    place_delivered(vault, deliveries, catalog)
    for name, views in queries("schema/vintage").items():
        vault.run(query("ingest", f"vintage_{name}"))
        vault.run(views)
    groups = crime_groups(catalog)
    of_events = event_groups(event_series(deliveries, catalog))
    vault.append("group_code", _codes(groups | of_events))
    revised = set(vault.frame(query("tally", "revised_people"))["year"])
    for kind, counted in (("incident", groups), ("event", of_events)):
        found, earlier = _periods(counted, [d for d in deliveries if d.kind == kind], revised)
        vault.append("period", found)
        vault.within(EARLIER).append("period", earlier)


def crime_groups(catalog: Catalog) -> dict[str, CrimeGroup]:
    """{indicator: the crime codes that it counts}."""
    return {slug: catalog.crime_groups[i.numerator] for slug, i in catalog.indicators.items() if i.measure == "rate" and i.numerator}


def _store(vault: Writer, delivery: Delivery, rank: int) -> None:
    told = ("receipt", "source", "format", "kind")
    row = {"rank": rank, "arrival": delivery.arrival, "general": delivery.general} | {key: getattr(delivery.told, key) for key in told}
    days = {key: getattr(delivery.told, key) for key in DAYS}
    vault.append("delivery", _typed([row | days], DAYS))
    vault.append("delivery_code", pd.DataFrame({"receipt": delivery.receipt, "crime_code": list(delivery.told.coverage_codes)}))
    if delivery.kind in TABLE:
        vault.run(query("ingest", TABLE[delivery.kind]), {"receipt": delivery.receipt, "facts": str(delivery.facts)})


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


def _periods(groups: dict[str, CrimeGroup], deliveries: Sequence[Delivery], revised: Set[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The periods that are told, and those of them that were told otherwise one delivery ago, with the vintage of each.

    revised: years whose population has been delivered anew; their rates were other ones too.
    """
    rough = [d.told.preliminary_from for d in deliveries]
    preliminary_from = max((d for d in rough if d), default=None)
    found, earlier = [], []
    for slug, group in groups.items():
        told = stretches(group, deliveries)
        for period in (p for span in covered(group, deliveries) for p in periods(span, preliminary_from)):
            if not exact_enough(period, told):
                continue
            row, newest, older = {"indicator": slug} | vars(period), now(period, told), before(period, told)
            assert newest is not None, "what is covered is told by some delivery"
            found.append(row | {"arrival": newest.arrival})
            if older is not None:
                earlier.append(row | {"arrival": older.last.arrival, "preliminary": older.preliminary})
            elif period.complete and revised & set(range(period.period_start.year, period.period_end.year + 1)):
                earlier.append(row | {"arrival": newest.arrival})
    return _typed(found, ("period_start", "period_end")), _typed(earlier, ("period_start", "period_end"))


def _typed(rows: list[dict], dates: tuple[str, ...]) -> pd.DataFrame:
    """A frame whose date columns reach the database as dates, absent ones as null."""
    frame = pd.DataFrame(rows)
    for name in dates:
        if name in frame:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame
