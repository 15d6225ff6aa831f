"""Which sources can be fetched, and one fetch from beginning to end: what comes back are files for the intake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lagesbild.catalog import load_catalog
from lagesbild.catalog_new import places
from lagesbild.connect import boundaries, kolada, population
from lagesbild.connect.pages import Pages
from lagesbild.connect.polite import Conversation
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import text

Tell = Callable[[int], None]


@dataclass(frozen=True)
class Fetched:
    """One file as a source answered it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    """What a fetch is about."""

    home: Path
    code: str
    day: date
    tell: Tell  # how many requests have been answered


@dataclass(frozen=True)
class Source:
    """A source that can be fetched: whose it is, where it lies, and what fetches it."""

    slug: str
    address: Callable[[], str]
    files: Callable[[Conversation, Pages, Asked], list[Fetched]]
    shared: bool = False  # whether it can be asked about all municipalities at once

    @property
    def publisher(self) -> str:
        """Whose it is, as sentences about faults say it."""
        return text(f"connect.publisher.{self.slug}")


def _kolada(talk: Conversation, pages: Pages, asked: Asked) -> list[Fetched]:
    kpis = kolada.key_figures(load_catalog(asked.home).indicators)
    content = kolada.values(talk, pages, asked.code, kpis, asked.day, asked.tell)
    return [Fetched(f"kolada-{asked.code}-{asked.day.isoformat()}.json", content)]


def _population(talk: Conversation, pages: Pages, asked: Asked) -> list[Fetched]:
    """The areas' people and the municipality's, from a table each."""
    tables = ((settings().scb_area_table, "områden"), (settings().scb_municipality_table, "kommunen"))
    found = [
        Fetched(f"folkmängd-{asked.code}-{what}{'-båda-könen' if part.both else ''}-{part.first}-{part.last}.json", part.content)
        for table, what in tables
        for part in population.parts(talk, pages, table, asked.code, asked.day, asked.tell)
    ]
    if not found:
        raise LagesbildError(text("connect.fault.empty", source=talk.source, code=asked.code))
    return found


def _boundaries(talk: Conversation, pages: Pages, asked: Asked) -> list[Fetched]:
    """One file for each version of a division that the settings name."""
    layers = settings().scb_layers.split()
    answers = [(name, boundaries.layer(talk, pages, asked.code, name, asked.tell)) for name in layers]
    return [Fetched(f"gränser-{asked.code}-{name}.geojson", content) for name, content in answers]


SOURCES = {
    source.slug: source
    for source in (
        Source("kolada", lambda: settings().kolada_url, _kolada, shared=True),
        Source("population", lambda: settings().scb_url, _population),
        Source("boundaries", lambda: settings().scb_map_url, _boundaries),
    )
}


def fetch(slug: str, home: Path, code: str, day: date, tell: Tell = lambda _: None) -> list[Fetched]:
    """Fetch a source's files about a municipality; nothing is stored but the answers of a fetch that stops half-way.

    LagesbildError where the source is unknown, the municipality is no real one, the network is closed or the answer is not as agreed.
    """
    source = SOURCES.get(slug)
    if source is None:
        raise LagesbildError(text("connect.fault.unknown", slug=slug, known=", ".join(SOURCES)))
    if code not in places() and not (source.shared and code == REFERENCE):
        raise LagesbildError(text("connect.fault.no_municipality", code=code))
    pages = Pages.of(home, slug, code)
    with Conversation(source.publisher, source.address()) as talk:
        found = source.files(talk, pages, Asked(home, code, day, tell))
    pages.done()
    return found
