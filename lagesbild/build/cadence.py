"""How often a delivery comes, by the periods of its own figures: one format holds both files by month and files by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from lagesbild.build.register import Delivery
from lagesbild.model import Cadence
from lagesbild.read import query
from lagesbild.store import Writer

RARER = {name: place for place, name in enumerate(get_args(Cadence))}  # from every week to every year
COMES: dict[str, Cadence] = {"month": "month", "rolling12": "month", "quarter": "quarter", "year": "year", "pool3": "year", "pool5": "year"}


def paced(vault: Writer, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """The deliveries, none more often than its format says nor than its shortest period: a file by year comes every year."""
    kinds = vault.frame(query("tally", "period_kinds")).groupby("receipt")["period_kind"].agg(list).to_dict()
    return [replace(d, told=replace(d.told, cadence=_cadence(d, kinds.get(d.receipt, [])))) for d in deliveries]


def _cadence(delivery: Delivery, kinds: list[str]) -> str:
    of_days = ["year"] if delivery.told.grain == "year" else []
    shortest = min((COMES[kind] for kind in [*kinds, *of_days] if kind in COMES), key=RARER.__getitem__, default=delivery.told.cadence)
    return max(shortest, delivery.told.cadence, key=lambda name: RARER.get(name, 0))
