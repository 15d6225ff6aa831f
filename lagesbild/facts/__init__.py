"""Where the canonical rows of accepted deliveries lie, and the vault of a build: in files of this home, or in a lake that many share.

Everything else asks `place(home)` and knows no more. The lake is for many municipalities only: docs/decisions/0057.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from lagesbild.facts.files import InFiles
from lagesbild.settings import settings


class Kept(Protocol):
    """What a receipt tells of its facts."""

    @property
    def facts(self) -> str:
        """Their name, which is a path below the home where they lie in files."""
        ...

    @property
    def facts_sha256(self) -> str:
        """What they must still amount to."""
        ...

    @property
    def municipality(self) -> str:
        """Whose they are."""
        ...

    @property
    def kind(self) -> str:
        """incident, event, aggregate, definition, population, answer or area."""
        ...


class Place(Protocol):
    """A place of facts and vaults."""

    def check(self) -> None:
        """Before a start: whether it can be read and written. Raises LagesbildError."""
        ...

    def table(self, of: Kept, columns: list[str] | None = None) -> pa.Table:
        """A delivery's rows in the order of its file."""
        ...

    def rows(self, of: Kept) -> int:
        """How many there are."""
        ...

    def size(self, of: Kept) -> int:
        """About how many bytes they take."""
        ...

    def file_for(self, of: Kept) -> Path | None:
        """The file that a new delivery's rows must be written to; None where they go elsewhere."""
        ...

    def settle(self, of: Kept, rows: pa.Table) -> str:
        """Make a new delivery's rows durable (once, however often it is tried); returns what they amount to."""
        ...

    def replace(self, of: Kept, rows: pa.Table) -> str:
        """Keep what retention has left of a delivery under its new name; returns what it amounts to."""
        ...

    def sound(self, of: Kept) -> bool:
        """Whether the rows are all there and as they were."""
        ...

    def strays(self, known: set[str]) -> Iterator[str]:
        """The names of facts that no receipt names."""
        ...

    def at_hand(self, wanted: Iterable[Kept], folder: Path) -> Path:
        """The folder below which each of these deliveries lies as a Parquet file of its name; `folder` may be filled for it."""
        ...

    def building(self, code: str) -> AbstractContextManager[None]:
        """For the time of a build: where others build too, nobody else builds this municipality."""
        ...

    def keep_vault(self, file: Path, code: str, build: str) -> None:
        """Keep the vault of a build that is finished but for its pointer; `file` lies in the build's folder."""
        ...

    def erase(self, known: set[str], code: str, *, vault: bool) -> None:
        """After retention: let no byte stay of a municipality's facts that no receipt names, or of its older vaults; `vault`: of any."""
        ...


def place(home: Path) -> Place:
    """Where the facts of an installation lie, as its settings say."""
    if settings().lake:
        from lagesbild.facts.shared import InLake

        return InLake(settings().lake)
    return InFiles(settings().facts_at_hand or home)


__all__ = ["Kept", "Place", "place"]
