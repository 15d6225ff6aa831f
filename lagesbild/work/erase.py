"""Takes observations of places that are older than a day out of the work store for good, with what the log of changes says of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lagesbild.work.base import Change
from lagesbild.work.models import PlaceReport
from lagesbild.work.open import make_engine, open_work

KIND = PlaceReport.__tablename__


def old_reports(url: str, municipality: str, before: date) -> int:
    """How many observations of places, deleted ones included, were made before a day."""
    open_work(url)
    with Session(make_engine(url)) as session:
        return int(session.scalar(select(func.count()).select_from(PlaceReport).where(*_old(municipality, before))) or 0)


def erase_reports(url: str, municipality: str, before: date) -> int:
    """Remove them and their changes in one transaction; returns how many. Nothing of them stays in an SQLite file."""
    open_work(url)
    engine = make_engine(url)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        found = list(session.scalars(select(PlaceReport.id).where(*_old(municipality, before))))
        if engine.dialect.name == "sqlite":
            session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
        session.execute(delete(Change).where(Change.kind == KIND, Change.record.in_(found)))
        session.execute(delete(PlaceReport).where(PlaceReport.id.in_(found)))
    if found and engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("VACUUM")  # type: ignore[union-attr]
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    engine.dispose()
    return len(found)


def _old(municipality: str, before: date) -> tuple:
    return PlaceReport.municipality == municipality, PlaceReport.observed_on < before
