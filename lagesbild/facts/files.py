"""Facts and vaults in files: one Parquet file per delivery in the archive, one DuckDB file per build. So every installation begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from lagesbild.later import loaded_later

if TYPE_CHECKING:
    from lagesbild import store
    from lagesbild.facts import Kept
else:
    store = loaded_later("lagesbild.store")  # the process that reads foreign files needs no database


class InFiles:
    """The place of facts in a home."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def check(self) -> None:
        """Nothing beyond the home."""

    def table(self, of: Kept, columns: list[str] | None = None) -> pa.Table:
        """The Parquet file, or some of its columns."""
        return pq.read_table(self._home / of.facts, columns=columns)

    def rows(self, of: Kept) -> int:
        """As the file itself tells."""
        return pq.read_metadata(self._home / of.facts).num_rows

    def size(self, of: Kept) -> int:
        """The file's bytes."""
        return (self._home / of.facts).stat().st_size

    def file_for(self, of: Kept) -> Path | None:
        """Beside the file that was handed in."""
        return self._home / of.facts

    def settle(self, of: Kept, rows: pa.Table) -> str:
        """The hash of the file, which has been written and put in place."""
        return store.file_sha256(self._home / of.facts)

    def replace(self, of: Kept, rows: pa.Table) -> str:
        """A file of its own beside the old one, which goes when no receipt names it."""
        path = self._home / of.facts
        draft = path.with_suffix(".new")
        try:
            write_facts(rows, draft)
            store.sync(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return store.file_sha256(path)

    def sound(self, of: Kept) -> bool:
        """The file is there with the hash that its receipt tells."""
        path = self._home / of.facts
        return path.is_file() and (not of.facts_sha256 or store.file_sha256(path) == of.facts_sha256)

    def strays(self, known: set[str]) -> Iterator[str]:
        """Parquet files of the archive that no receipt names."""
        for path in sorted((self._home / "archive").glob("*/*.parquet")):
            if (name := path.relative_to(self._home).as_posix()) not in known:
                yield name

    def at_hand(self, wanted: Iterable[Kept], folder: Path) -> Path:
        """They are."""
        return self._home

    def building(self, code: str) -> AbstractContextManager[None]:
        """Two builds of one municipality end with the pointer of the later one."""
        return nullcontext()

    def keep_vault(self, file: Path, code: str, build: str) -> None:
        """A file of the build it is and stays."""

    def erase(self, known: set[str], code: str, *, vault: bool) -> None:
        """Files are removed with the folders they lie in."""


def write_facts(table: pa.Table, target: Path) -> None:
    """Columns that repeat themselves as dictionaries; the lines, which only run on, as their differences."""
    repeating = [name for name in table.column_names if name != "line"]
    pq.write_table(table, target, use_dictionary=repeating, column_encoding={"line": "DELTA_BINARY_PACKED"})
