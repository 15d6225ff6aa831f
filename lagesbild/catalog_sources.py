"""What a municipality needs files of, who has them and what to ask for: the list that a new steward orders from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lagesbild.texts import text, texts

PREFIX = "getting_started.source."


@dataclass(frozen=True)
class Wanted:
    """One source to order: its words, which receipts show that it is loaded, and the connector that fetches it, if any."""

    slug: str
    kinds: tuple[str, ...]
    sources: tuple[str, ...] = ()  # a receipt counts only when it comes from one of these; empty: from anybody
    connector: str = ""
    lacking: tuple[str, ...] = ()  # formats of these kinds that do not bring what is wanted

    @property
    def title(self) -> str:
        """What it is called."""
        return text(f"{PREFIX}{self.slug}.title")

    def said(self, part: str) -> str:
        """One of its words: why, who, address, ask; an absent one is empty."""
        return texts().get(f"{PREFIX}{self.slug}.{part}", "")

    def is_loaded(self, receipts: Iterable[Mapping[str, Any]]) -> bool:
        """Whether any of the deliveries, each with `kind`, `source` and `format`, is of this source."""
        return any(
            told.get("kind") in self.kinds
            and (not self.sources or told.get("source") in self.sources)
            and told.get("format") not in self.lacking
            for told in receipts
        )


WANTED = (
    Wanted("boundaries", ("area",), connector="boundaries", lacking=("areas_named",)),
    Wanted("population", ("population",), connector="population"),
    Wanted("kolada", ("aggregate",), ("Kolada",), connector="kolada"),
    Wanted("crime", ("aggregate",), ("Brå",)),
    Wanted("crime_by_area", ("incident",)),
    Wanted("survey", ("answer",)),
    Wanted("events", ("event",)),
)
