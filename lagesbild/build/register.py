"""What a build is made from: the accepted receipts that are not struck, the most believed first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lagesbild.catalog import Catalog
from lagesbild.facts import place
from lagesbild.intake import Receipt, receipts
from lagesbild.intake.vintage import archived, general, handed_in, newest_first


@dataclass(frozen=True)
class Delivery:
    """One accepted file: its receipt, the path of its canonical facts, and what its format calls it."""

    told: Receipt
    facts: Path  # a file once they are at hand
    title: str
    arrival: int = 1  # 1 = the first received of the municipality's deliveries

    @property
    def receipt(self) -> str:
        """The receipt's identity."""
        return self.told.receipt

    @property
    def kind(self) -> str:
        """incident, aggregate, population or area."""
        return self.told.kind

    @property
    def received_on(self) -> date:
        """The day the file was accepted."""
        assert self.told.received_on is not None, "an accepted receipt has its day"
        return self.told.received_on

    @property
    def general(self) -> bool:
        """Whether the file is an extract of all reported crime."""
        return general(self.told)

    def as_json(self) -> dict[str, Any]:
        """The receipt as the register keeps it: part of the build's identity."""
        return {key: value for key, value in self.told.to_json().items() if key != "facts_sha256"}


def deliveries(home: Path, code: str, catalog: Catalog, every: list[Receipt] | None = None) -> list[Delivery]:
    """The municipality's accepted deliveries that are not struck; where two overlap, the earlier in the list counts.

    `every`: all receipts that are not struck, where many municipalities are asked about and the register was read once.
    """
    known = receipts(home) if every is None else every
    mine = newest_first([r for r in known if r.municipality == code and r.outcome == "accepted"], archived(home))
    came = sorted(mine, key=handed_in)
    titles = {slug: fmt.title for slug, fmt in catalog.formats.items()}
    return [Delivery(r, home / r.facts, titles.get(r.format, r.format), came.index(r) + 1) for r in mine]


def at_hand(home: Path, accepted: list[Delivery], folder: Path) -> list[Delivery]:
    """The same deliveries with facts that are files: copied into the folder where they lie in a lake."""
    root = place(home).at_hand([delivery.told for delivery in accepted], folder)
    return [replace(delivery, facts=root / delivery.told.facts) for delivery in accepted]
