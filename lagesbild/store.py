"""Talks to DuckDB, alone with store_lake.py: sealed readers, fresh writers, and the pointers to the current builds.

One `.cursor()` per call: a connection that threads share gives wrong rows silently.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import duckdb
import pandas as pd

from lagesbild.model import NATIONAL, REFERENCE, LagesbildError, OtherShape, Zone
from lagesbild.sealed import opened
from lagesbild.settings import settings
from lagesbild.store_patience import ended_after
from lagesbild.texts import text

MAX_ROWS = 2_000_000
CLOSED: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

_SEALING = threading.Lock()  # readers of one file share DuckDB's instance of it: of two at once, one would meet a lock half made


class Reader:
    """A sealed, read-only view of one finished database file: no other file, no setting, no extension can be reached."""

    written = ""  # what tells the rows that are laid over the build from others

    def __init__(self, path: Path, build: str = "") -> None:
        if not path.is_file():
            raise LagesbildError(text("store.no_file", file=path.name))
        self.path, self.build = path, build
        with _SEALING:
            self._connection = self._opened()
            if not self._connection.execute("SELECT current_setting('lock_configuration')").fetchall()[0][0]:
                for statement in ("SET enable_external_access = false", "SET lock_configuration = true"):
                    self._connection.execute(statement)

    def _opened(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.path), read_only=True, config=CLOSED | {"memory_limit": settings().memory_limit})

    def frame(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The answer to one query as a frame; too slow or too large becomes a Swedish sentence without paths."""
        with self._cursor() as cursor, ended_after(settings().query_seconds, cursor.interrupt):
            try:
                found = cursor.execute(sql, dict(params) if params else None).df()
            except duckdb.InterruptException as fault:
                raise LagesbildError(text("store.too_slow", seconds=int(settings().query_seconds))) from fault
            except (duckdb.CatalogException, duckdb.BinderException) as fault:
                raise OtherShape(text("store.other_shape")) from fault
            except duckdb.Error as fault:
                raise LagesbildError(text("store.query_failed", kind=type(fault).__name__)) from fault
        if len(found) > MAX_ROWS:
            raise LagesbildError(text("store.too_many_rows", rows=MAX_ROWS))
        return found

    @property
    def figures(self) -> Reader:
        """The build by itself, whatever is laid over it."""
        return self

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The view, for as long as the block runs: a file that somebody still holds cannot be made anew under its name."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file, also when the block fails."""
        self.close()


class ReshapedReader(Reader):
    """The view of a file that another version of the program made: every table of today, with empty texts and nulls where it has nothing.

    A table that the file lacks is empty. What has another meaning under the same name cannot be mended here.
    """

    def __init__(self, path: Path, build: str, tables: Mapping[str, str]) -> None:
        self._tables = tables  # name -> the statement that makes it, as in queries/schema
        super().__init__(path, build)

    def _opened(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(config=CLOSED | {"memory_limit": settings().memory_limit})
        connection.execute(f"ATTACH '{str(self.path).replace(chr(39), chr(39) * 2)}' AS kept (READ_ONLY)")
        told = connection.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'kept'").fetchall()
        there = {(str(table), str(column)) for table, column in told}
        for name, statement in self._tables.items():
            connection.execute(statement)
            if name in {table for table, _ in there}:
                columns = connection.execute(f'DESCRIBE "{name}"').fetchall()
                shown = ", ".join(f'"{c}"::{kind} AS "{c}"' if (name, c) in there else _nothing(c, kind) for c, kind, *_ in columns)
                connection.execute(f'DROP TABLE "{name}"; CREATE VIEW "{name}" AS SELECT {shown} FROM kept."{name}"')
        return connection


def _nothing(column: str, kind: str) -> str:
    """A column that a file lacks: empty text, no, or unknown."""
    return f'{ {"VARCHAR": chr(39) * 2, "BOOLEAN": "false"}.get(kind, "NULL") }::{kind} AS "{column}"'


class Writer:
    """A database file that is being made; nobody else may see it until it is finished."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, schema: str = "main") -> None:
        self._connection, self._schema = connection, schema

    def within(self, schema: str) -> Writer:
        """The same database, where a name means the table of this schema if it has one: the same query reads other rows."""
        return Writer(self._connection, schema)

    def run(self, sql: str, params: Mapping[str, Any] | None = None) -> None:
        """Run one statement."""
        cursor = self._cursor()
        cursor.execute(sql, dict(params) if params else None)
        cursor.close()

    def frame(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The answer to one query as a frame."""
        cursor = self._cursor()
        found = cursor.execute(sql, dict(params) if params else None).df()
        cursor.close()
        return found

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        if self._schema != "main":
            cursor.execute(f"SET search_path = '{self._schema},main'")
        return cursor

    def append(self, table: str, rows: pd.DataFrame) -> None:
        """Add a frame's rows to a table of this schema, column by column name."""
        if not rows.empty:
            cursor = self._cursor()
            cursor.append(table, rows, by_name=True)
            cursor.close()

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        names = self.frame("SHOW TABLES")["name"]
        return {name: int(self.frame(f'FROM "{name}" SELECT count(*) AS n')["n"][0]) for name in names}


@contextmanager
def write(path: Path) -> Iterator[Writer]:
    """Make a new database file: checkpointed, closed and on disk when the block ends, gone when the block fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"memory_limit": settings().build_memory, "threads": settings().build_threads}  # a share, where several builds run at once
    connection = duckdb.connect(str(path), config=CLOSED | {name: value for name, value in told.items() if value})
    try:
        yield Writer(connection)
        connection.execute("CHECKPOINT")
    except BaseException as fault:
        connection.close()
        for leftover in path.parent.glob(path.name + "*"):
            leftover.unlink()
        if isinstance(fault, duckdb.OutOfMemoryException):
            raise MemoryError(path.name) from fault
        if isinstance(fault, duckdb.IOException):
            raise OSError(errno.ENOSPC if "space" in str(fault) else errno.EIO, path.name) from fault
        raise
    connection.close()
    if path.with_name(path.name + ".wal").exists():
        raise LagesbildError(text("store.not_closed", file=path.name))
    sync(path)


def sync(path: Path) -> None:
    """Make a file and its folder entry durable."""
    for target in (path, path.parent):
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_atomically(path: Path, content: str | bytes, mode: int | None = None) -> None:
    """Replace a small file in one step: readers see the old one or the new one, never half; `mode` says who may read it.

    Where the new one cannot be made durable the old one is put back, by a rename that needs no space, before the fault is told.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft, old = (path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("new", "old"))
    try:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        if mode is not None:
            draft.chmod(mode)
        sync(draft)
        if path.exists():
            shutil.copy2(path, old)
        draft.replace(path)
        try:
            sync(path)
        except BaseException:
            old.replace(path) if old.exists() else path.unlink()
            raise
    finally:
        for leftover in (draft, old):
            _removed(leftover)


def _removed(path: Path) -> None:
    """Take away what nobody reads, with a second try; what then stays is no reason to call what was done a failure."""
    for _ in range(2):
        with suppress(OSError, MemoryError):
            path.unlink(missing_ok=True)
            return


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def pointer(home: Path, code: str, zone: Zone) -> dict[str, Any] | None:
    """What build/<code>/<zone>.json points at, or None where nothing is built or published yet."""
    path = home / "build" / code / f"{zone}.json"
    try:
        return opened(path)
    except FileNotFoundError:
        return None
    except ValueError as fault:
        raise LagesbildError(text("store.pointer_damaged", file=f"{code}/{path.name}")) from fault


def built(home: Path, zone: Zone) -> list[str]:
    """The codes of the municipalities that have something to show in a zone, in order; what all share and the comparison are none."""
    return sorted(path.parent.name for path in (home / "build").glob(f"*/{zone}.json") if path.parent.name not in (REFERENCE, NATIONAL))


def current(home: Path, code: str, zone: Zone) -> Reader | None:
    """The reader of the current build, verified against its pointer once; None where there is none."""
    found = pointer(home, code, zone)
    if found is None:
        return None
    if not {"file", "sha256", "build"} <= found.keys():
        raise LagesbildError(text("store.pointer_damaged", file=f"{code}/{zone}.json"))
    return _verified(home / "build" / code / found["file"], found["sha256"], found["build"])


def kept(home: Path, code: str, build: str, sha256: str, tables: Mapping[str, str] | None = None) -> Reader:
    """The reader of a build that is kept though newer ones exist; a file that is gone or is not the same any more is told.

    `tables` (name -> its CREATE TABLE) are those of today, for a file that another version of the program made.
    """
    path = home / "build" / code / build / "internal.duckdb"
    if not path.is_file():
        raise LagesbildError(text("store.kept_gone", file=f"{code}/{build}/{path.name}"))
    if kept_sha256(path) != sha256:
        raise LagesbildError(text("store.kept_changed", file=f"{code}/{build}/{path.name}"))
    return _reshaped(path, build, tuple(tables.items())) if tables else _verified(path, sha256, build)


@lru_cache(maxsize=16)
def _reshaped(path: Path, build: str, tables: tuple[tuple[str, str], ...]) -> Reader:
    return ReshapedReader(path, build, dict(tables))


def kept_sha256(path: Path) -> str:
    """The SHA-256 of a kept file as it is now; read again only when the file is another than at the last look."""
    told = path.stat()
    return _sha256_of(path, (told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino))


@lru_cache(maxsize=256)
def _sha256_of(path: Path, _stamp: tuple[int, ...]) -> str:
    return file_sha256(path)


@lru_cache(maxsize=32)
def _verified(path: Path, sha256: str, build: str) -> Reader:
    if not path.is_file() or file_sha256(path) != sha256:
        raise LagesbildError(text("store.damaged", file=path.name))
    return Reader(path, build)
