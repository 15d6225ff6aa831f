"""The connection to a lake: tables as Parquet files on a path that many share, with their catalogue in PostgreSQL (DuckLake).

Whoever writes has the turn, and nobody else then does: docs/decisions/0057. Readers see the lake as it was when they began.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pyarrow as pa

from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.store import CLOSED
from lagesbild.texts import text

CATALOGUE = "lagesbild_lake"  # the schema of PostgreSQL that holds it
EXTENSIONS = ("postgres_scanner", "ducklake")  # wheels beside duckdb's, loaded from their files: nothing is fetched
WRITERS, BUILDERS = 570_057, 570_058  # advisory locks: any numbers of our own
FORGOTTEN = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"  # a machine without power loses its turn
TOLD: tuple[tuple[str, str], ...] = (  # what a message of PostgreSQL, DuckLake or the file system says -> key of the texts
    (r"lock timeout", "busy"),
    (r"Existing DuckLake .* does not exist", "not_made"),
    (r"DATA_PATH", "other_path"),
    (r"catalog version|DuckLake.*version|AUTOMATIC_MIGRATION", "version"),
    (r"No space left|Disk quota", "full"),
    (r"Cannot open file|Permission denied|Read-only file system|Could not (write|create|open)|Failed to (create|write|open)", "path"),
    (r"connect|authentication|SSL|terminating|connection|database .* does not exist|role .* does not exist", "unreachable"),
)


class Session:
    """One transaction in a lake: its reads are of one moment, its writes are all there afterwards or none."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement; its rows, if it has any."""
        return self._cursor.execute(sql, dict(params) if params else None).fetchall()

    def table(self, sql: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """The answer to one query."""
        return self._cursor.execute(sql, dict(params) if params else None).to_arrow_table()

    def about(self, sql: str, rows: pa.Table) -> list[tuple[Any, ...]]:
        """The answer to a query about `given`, rows that are in no table."""
        self._cursor.register("given", rows)
        return self._cursor.execute(sql).fetchall()

    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, column by column name."""
        self._cursor.register("given", rows)
        self._cursor.execute(f"INSERT INTO lake.{table} BY NAME FROM given")

    def remove(self, table: str, column: str, value: str) -> None:
        """Take away the rows that have a value."""
        self._cursor.execute(f'DELETE FROM lake.{table} WHERE "{column}" = $value', {"value": value})

    def script(self, statements: str, schema: str = "") -> None:
        """Run statements one after the other; names without a schema are of this one."""
        if schema:
            self._cursor.execute(f"SET search_path = 'lake.{schema}'")
        self._cursor.execute(statements)


class Lake:
    """A lake that this process has open."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection, self._filling = connection, threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Ask about one moment."""
        with _in_swedish(), self._transaction() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Change the lake, alone: what is read here is still true when it is written. A process that dies has lost its turn."""
        with _in_swedish(), self.turn(), self._transaction() as session:
            yield session

    @contextmanager
    def write_from(self, file: Path) -> Iterator[Session]:
        """`write`, where a finished database file can be read as `filled`."""
        with _in_swedish(), self._filling:
            self._connection.cursor().execute(f"ATTACH '{str(file).replace(chr(39), chr(39) * 2)}' AS filled (READ_ONLY)")
            try:
                with self.turn(), self._transaction() as session:
                    yield session
            finally:
                self._connection.cursor().execute("DETACH filled")

    @contextmanager
    def alone(self, code: str) -> Iterator[None]:
        """Hold a municipality, so that nobody else builds it."""
        with _in_swedish(), self.turn(f"{BUILDERS}, hashtext('{re.sub('[^a-z0-9]', '', code)}')"):
            yield

    @contextmanager
    def tidied(self) -> Iterator[Session]:
        """Have the turn for statements that are transactions of their own: merging, expiring, cleaning up."""
        with _in_swedish(), self.turn():
            cursor = self._connection.cursor()
            try:
                yield Session(cursor)
            finally:
                cursor.close()

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        cursor = self._connection.cursor()
        cursor.execute("BEGIN")
        try:
            yield Session(cursor)
            cursor.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()

    @contextmanager
    def turn(self, lock: str = str(WRITERS)) -> Iterator[None]:
        """Hold a lock by a transaction of its own, which ends with this block or with this process."""
        cursor = self._connection.cursor()
        cursor.execute("BEGIN")
        cursor.execute(f"FROM postgres_query('turn', $$SELECT pg_advisory_xact_lock({lock})::text$$)").fetchall()
        try:
            yield
        finally:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            cursor.close()


def opened(url: str) -> Lake:
    """The lake of a catalogue, open once in a process. Raises LagesbildError, without the address's secrets."""
    with _in_swedish():
        return _opened(url, folder(), settings().lake_wait)


def make(url: str) -> Lake:
    """Make the lake's catalogue where there is none yet."""
    with _in_swedish():
        try:
            return _opened(url, folder(), settings().lake_wait)
        except duckdb.InvalidInputException as fault:
            if not re.search(TOLD[1][0], str(fault)):
                raise
        _connected(url, folder(), settings().lake_wait, make=True).close()
        return _opened(url, folder(), settings().lake_wait)


def folder() -> Path:
    """Where the lake's files lie, as the settings say. Raises LagesbildError."""
    files = settings().lake_files
    if files is None or not files.is_absolute():
        raise LagesbildError(text("lake.no_path"))
    if not files.is_dir():
        raise LagesbildError(text("lake.path"))
    return files


@lru_cache(maxsize=4)
def _opened(url: str, files: Path, wait: float) -> Lake:
    return Lake(_connected(url, files, wait))


def _connected(url: str, files: Path, wait: float, make: bool = False) -> duckdb.DuckDBPyConnection:
    if not url.startswith(("postgresql://", "postgres://")) or set("'\n\0") & set(f"{url}{files}"):
        raise LagesbildError(text("lake.address"))
    connection = duckdb.connect(config=CLOSED)
    for name in EXTENSIONS:
        connection.execute(f"LOAD '{_extension(name)}'")
    waiting = quote(f"-c lock_timeout={int(wait * 1000)} {FORGOTTEN}")
    connection.execute(f"ATTACH '{url}{'&' if '?' in url else '?'}options={waiting}' AS turn (TYPE postgres, READ_ONLY)")
    options = f"DATA_PATH '{files}', METADATA_SCHEMA '{CATALOGUE}', DATA_INLINING_ROW_LIMIT 0, CREATE_IF_NOT_EXISTS {make}"
    with Lake(connection).turn() if make else nullcontext():
        connection.execute(f"ATTACH 'ducklake:postgres:{url}' AS lake ({options})")
    return connection


def _extension(name: str) -> Path:
    """The file of an extension, from the wheel of DuckDB's own version."""
    package = f"duckdb-extension-{name.replace('_', '-')}"
    try:
        version = metadata.version(package)
        found = [file.locate() for file in metadata.files(package) or [] if file.name == f"{name}.duckdb_extension"]
    except metadata.PackageNotFoundError:
        found, version = [], ""
    if not found or version != duckdb.__version__:
        raise LagesbildError(text("lake.no_extension", package=package, version=duckdb.__version__))
    return Path(str(found[0]))


@contextmanager
def _in_swedish() -> Iterator[None]:
    """What goes wrong is told with its cure, and never with an address; a connection that is lost is made anew by whoever comes next."""
    try:
        yield
    except duckdb.Error as fault:
        otherwise = "unreachable" if isinstance(fault, duckdb.IOException) else "failed"  # PostgreSQL may speak Swedish
        key = next((key for pattern, key in TOLD if re.search(pattern, str(fault))), otherwise)
        if key in ("unreachable", "failed"):
            _opened.cache_clear()
        raise LagesbildError(text(f"lake.{key}", kind=type(fault).__name__, package="duckdb")) from fault
