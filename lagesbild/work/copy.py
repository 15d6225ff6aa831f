"""The whole work store as lines of text, and back: the same for SQLite and PostgreSQL, taken while people write.

The first line names the migration that the tables are at, each further one holds one row: [table, {column: value}].
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Connection, MetaData, func, select
from sqlalchemy.exc import SQLAlchemyError

from lagesbild.model import LagesbildError
from lagesbild.texts import text
from lagesbild.work.base import Base
from lagesbild.work.open import make_engine, migrate, migrations, open_work

SNAPSHOT = {"postgresql": "REPEATABLE READ"}  # SQLite's readers see one moment anyhow
MANY = 500  # rows stored at once


def dump(url: str) -> bytes:
    """Everything that a work store holds at one moment, deleted records and the log of changes included. Raises LagesbildError."""
    store = open_work(url)
    store.close()
    try:
        engine = make_engine(url)
        with engine.connect() as connection:
            level = SNAPSHOT.get(connection.dialect.name)
            connection = connection.execution_options(isolation_level=level) if level else connection
            with connection.begin():
                lines = [json.dumps(line, ensure_ascii=False, default=_written) for line in _lines(connection)]
        engine.dispose()
    except SQLAlchemyError as fault:
        raise LagesbildError(text("work.fault.closed", kind=type(fault).__name__)) from fault
    return ("\n".join(lines) + "\n").encode()


def load(url: str, content: bytes) -> None:
    """Replace all that a work store holds by what `dump` wrote, in one transaction, and bring it up to date. Raises LagesbildError."""
    try:
        first, *rows = [json.loads(line) for line in content.decode().splitlines()]
        engine = make_engine(url)
        with engine.execution_options(writes=True).begin() as connection:
            migrate(connection)  # waits for other processes that open the store
            _replace(connection, first["migration"], rows)
        engine.dispose()
    except (SQLAlchemyError, ValueError, KeyError, TypeError) as fault:
        raise LagesbildError(text("backup.work_not_loaded", kind=type(fault).__name__)) from fault
    open_work.cache_clear()


def _lines(connection: Connection) -> Iterator[Any]:
    yield {"migration": MigrationContext.configure(connection).get_current_revision()}
    for table in Base.metadata.sorted_tables:
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            yield [table.name, dict(row)]


def _written(value: date | datetime) -> str:
    return value.isoformat()


def _replace(connection: Connection, migration: str, rows: list[Any]) -> None:
    """Tables as they were when the rows were written, the rows, then the migrations that came since."""
    there = MetaData()
    there.reflect(connection)
    there.drop_all(connection)
    command.upgrade(migrations(connection), migration)
    then = MetaData()
    then.reflect(connection)
    told: dict[str, list[dict[str, Any]]] = {}
    for name, row in rows:
        told.setdefault(name, []).append({column: _read(then.tables[name].columns[column].type, value) for column, value in row.items()})
    for table in then.sorted_tables:
        for first in range(0, len(told.get(table.name, [])), MANY):
            connection.execute(table.insert(), told[table.name][first : first + MANY])
    if connection.dialect.name == "postgresql":
        numbers = then.tables["change"].columns["number"]
        last = select(func.coalesce(func.max(numbers), 0) + 1).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence("change", "number"), last, False)))
    command.upgrade(migrations(connection), "head")


def _read(kind: Any, value: Any) -> Any:
    """A value as its column wants it: days and times are text in the lines."""
    if value is None or isinstance(kind, JSON):
        return value
    wanted = kind.python_type
    return wanted.fromisoformat(value) if wanted in (date, datetime) else value
