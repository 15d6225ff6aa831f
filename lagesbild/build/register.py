"""What a build is made from: the accepted receipts that are not struck, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lagesbild.catalog import Catalog
from lagesbild.intake import Receipt, receipts

GENERAL_EXTRACT_CODES = 10  # a file with at least so many crime codes is an extract of all crime, not of listed codes


@dataclass(frozen=True)
class Delivery:
    """One accepted file: its receipt, the path of its canonical facts, and what its format calls it."""

    told: Receipt
    facts: Path
    title: str

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
        return len(self.told.coverage_codes) >= GENERAL_EXTRACT_CODES

    def as_json(self) -> dict[str, Any]:
        """The receipt as the register keeps it: part of the build's identity."""
        return self.told.to_json()


def deliveries(home: Path, code: str, catalog: Catalog) -> list[Delivery]:
    """The municipality's accepted deliveries that are not struck, newest first."""
    mine = [r for r in receipts(home) if r.municipality == code and r.outcome == "accepted"]
    mine.sort(key=lambda r: (str(r.received_on), str(r.data_date), r.receipt), reverse=True)
    return [Delivery(r, home / r.facts, catalog.formats[r.format].title if r.format in catalog.formats else r.format) for r in mine]
