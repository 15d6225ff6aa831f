"""Opens the work store: SQLite that waits and never forgets, or PostgreSQL, with its tables brought up to date first."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import SQLAlchemyError

from lagesbild.model import LagesbildError
from lagesbild.texts import text
from lagesbild.work.store import WorkStore

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
LOCK = 2023196  # any number of our own: one process at a time brings the tables up to date


def default_url(home: Path) -> str:
    """Where the work store lies when no other address is set."""
    return f"sqlite:///{(home / 'work.sqlite').resolve()}"


@lru_cache(maxsize=8)
def open_work(url: str) -> WorkStore:
    """The work store at an address, made or migrated as needed. Raises LagesbildError without the address's secrets."""
    try:
        engine = make_engine(url)
        with engine.execution_options(writes=True).begin() as connection:
            migrate(connection)
    except (SQLAlchemyError, ImportError, OSError) as fault:
        raise LagesbildError(text("work.fault.closed", kind=type(fault).__name__)) from fault
    return WorkStore(engine)


def make_engine(url: str) -> Engine:
    """An engine with the store's own habits."""
    if not url.startswith("sqlite"):
        return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")  # a writer takes its place at once, or its look could be stale
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, in this transaction; another process waits until they are done."""
    from alembic import command  # slow to load, and many commands open no work store

    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    command.upgrade(migrations(connection), "head")


def migrations(connection: Connection) -> Config:
    """The migrations as Alembic runs them on a connection, in its transaction."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
