"""Facts and vaults in a lake: one table per kind for all municipalities, a delivery's rows put once, a build's vault exchanged as one.

A marker row goes with each delivery and each vault, in the same transaction: what is marked is whole, and what is not marked is not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from lagesbild.facts.files import write_facts
from lagesbild.model import LagesbildError
from lagesbild.read import queries, query
from lagesbild.store_lake import Lake, Session, folder, make, opened
from lagesbild.texts import text

if TYPE_CHECKING:
    from lagesbild.facts import Kept

KINDS = ("incident", "event", "aggregate", "definition", "population", "answer", "area")
VAULT = ("incident", "aggregate", "population", "answer", "delivery")  # what of a vault others ask about; the rest serves the build alone
SNAPSHOT = "lake.json"  # in a build's folder: which moment of the lake holds its vault
BYTES_A_ROW = 16  # about what a row takes in a Parquet file


@dataclass(frozen=True)
class Tidied:
    """What a tidying took: deliveries without a receipt, earlier moments, and files."""

    deliveries: int
    moments: int
    files: int


class InLake:
    """The place of facts in the lake of a catalogue."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def _lake(self) -> Lake:
        return opened(self._url)

    def check(self) -> None:
        """The catalogue answers, its tables are there, the folder of files can be written."""
        with self._lake.read() as lake:
            if not lake.run(query("lake", "schemas")):
                raise LagesbildError(text("lake.not_made"))
            if lake.run(query("lake", "shape")) != [(_shape(),)]:
                raise LagesbildError(text("lake.other_shape"))
        if not os.access(folder(), os.R_OK | os.W_OK | os.X_OK):
            raise LagesbildError(text("lake.path"))

    def table(self, of: Kept, columns: list[str] | None = None) -> pa.Table:
        """The rows of one delivery, in the order in which they were put."""
        with self._lake.read() as lake:
            found = _rows(lake, of)
        return found.select(columns) if columns else found

    def rows(self, of: Kept) -> int:
        """As the marker tells; a delivery that is not there has none."""
        with self._lake.read() as lake:
            return next((int(rows) for _, rows, _ in lake.run(query("lake", "marked"), {"delivery": of.facts})), 0)

    def size(self, of: Kept) -> int:
        """By the number of rows."""
        return BYTES_A_ROW * self.rows(of)

    def file_for(self, of: Kept) -> Path | None:
        """The rows go into tables."""
        return None

    def settle(self, of: Kept, rows: pa.Table) -> str:
        """Put a delivery's rows and its marker. The same again changes nothing; other rows under the same name replace the first."""
        with self._lake.write() as lake:
            amount = lake.about(query("lake", "amount"), rows)[0]
            known = lake.run(query("lake", "marked"), {"delivery": of.facts})
            if known and known[0][1:] != amount:
                _remove(lake, of.facts, known[0][0])
            if not known or known[0][1:] != amount:
                named = rows.append_column("delivery", pa.repeat(of.facts, len(rows)))
                lake.insert(f"facts.{of.kind}", named.append_column("place", pa.array(range(len(rows)), pa.int32())))
                marker = {"delivery": of.facts, "municipality": of.municipality, "kind": of.kind, "rows": amount[0], "amount": amount[1]}
                lake.insert("facts.delivery", pa.Table.from_pylist([marker]))
        return _told(amount)

    def replace(self, of: Kept, rows: pa.Table) -> str:
        """Under the new name; the old one goes when no receipt names it."""
        return self.settle(of, rows)

    def sound(self, of: Kept) -> bool:
        """The rows are counted and hashed anew."""
        with self._lake.read() as lake:
            marked = lake.run(query("lake", "marked"), {"delivery": of.facts})
            return bool(marked) and _told(lake.about(query("lake", "amount"), _rows(lake, of))[0]) == of.facts_sha256

    def strays(self, known: set[str]) -> Iterator[str]:
        """Markers that no receipt names: of a worker that died before it wrote the receipt, or of what has been taken out."""
        with self._lake.read() as lake:
            yield from sorted(name for name, *_ in lake.run(query("lake", "deliveries")) if name not in known)

    def at_hand(self, wanted: Iterable[Kept], folder: Path) -> Path:
        """Copies, in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        with self._lake.read() as lake:
            for of in wanted:
                (folder / of.facts).parent.mkdir(parents=True, exist_ok=True)
                write_facts(_rows(lake, of), folder / of.facts)
        return folder

    def building(self, code: str) -> AbstractContextManager[None]:
        """Nobody else builds the municipality until this ends."""
        return self._lake.alone(code)

    def keep_vault(self, file: Path, code: str, build: str) -> None:
        """Into the lake, in the place of the municipality's last one; the file goes, and a note of the moment comes."""
        with self._lake.write_from(file) as lake:
            known = lake.run(query("lake", "vault"), {"municipality": code})
            if not known or known[0][0] != build:
                for name in (*VAULT, "build") if known else ():
                    lake.remove(f"vault.{name}", "municipality", code)
                for name in (*VAULT, "build"):
                    lake.run(query("lake", f"vault_{name}"), {"municipality": code, "build": build})
        with self._lake.read() as lake:
            snapshot = lake.run(query("lake", "snapshot"))[0][0]
        file.unlink()
        file.with_name(SNAPSHOT).write_text(json.dumps({"snapshot": snapshot}), encoding="utf-8")

    def tidy(self, known: set[str], codes: set[str], kept: set[int], days: int) -> Tidied:
        """Remove what no receipt names, join small files, let go of moments older than so many days but those kept, and of their files."""
        with self._lake.write() as lake:
            gone = forget(lake, known, codes)
        with self._lake.tidied() as lake:
            lake.run(query("lake", "rewrite"))
            lake.run(query("lake", "merge"))
            old = [number for (number,) in lake.run(query("lake", "moments"), {"days": days}) if number not in kept]
            if old:
                lake.run(query("lake", "expire"), {"versions": old})
            files = lake.run(query("lake", "clean")) + lake.run(query("lake", "orphans"))
        return Tidied(gone, len(old), len(files))

    def erase(self, known: set[str], code: str, *, vault: bool) -> None:
        """Remove, write files anew that held removed rows, let go of every earlier moment, and delete its files at once."""
        with self._lake.write() as lake:
            forget(lake, known, {code})
            for name in (*VAULT, "build") if vault else ():
                lake.remove(f"vault.{name}", "municipality", code)
        with self._lake.tidied() as lake:
            for step in ("rewrite", "expire_all", "clean_all", "orphans_all"):
                lake.run(query("lake", step))


def make_tables(url: str) -> None:
    """Make the lake and its tables where they are not there yet."""
    with make(url).write() as lake:
        if not lake.run(query("lake", "schemas")):
            lake.script(query("lake", "make"))
            lake.script("\n".join(queries("schema/lake").values()), "facts")
            lake.script("\n".join(query("schema/vault", name) for name in VAULT), "vault")
            lake.script(query("lake", "shared"))
            lake.insert("vault.shape", pa.table({"shape": [_shape()]}))


def _shape() -> str:
    """A short hash of the tables that this version of the program makes in a lake; comments and line breaks do not count."""
    made = [*queries("schema/lake").values(), *(query("schema/vault", name) for name in VAULT), query("lake", "shared")]
    bare = (re.sub(r"\s+", " ", re.sub(r"--.*", "", statement)) for statement in made)
    return hashlib.sha256("".join(bare).encode()).hexdigest()[:12]


def _rows(lake: Session, of: Kept) -> pa.Table:
    asked = {"table": f"lake.facts.{of.kind}", "delivery": of.facts, "municipality": of.municipality}
    return lake.table(query("lake", "rows"), asked)


def _remove(lake: Session, delivery: str, kind: str) -> None:
    lake.remove(f"facts.{kind}", "delivery", delivery)
    lake.remove("facts.delivery", "delivery", delivery)


def forget(lake: Session, known: set[str], codes: set[str]) -> int:
    """Remove the deliveries of these municipalities that are not known; how many."""
    gone = [(name, kind) for name, code, kind in lake.run(query("lake", "deliveries")) if name not in known and code in codes]
    for name, kind in gone:
        _remove(lake, name, kind)
    return len(gone)


def _told(amount: tuple[int, str]) -> str:
    """What rows amount to, as a receipt keeps it."""
    return hashlib.sha256(f"{amount[0]} {amount[1]}".encode()).hexdigest()
