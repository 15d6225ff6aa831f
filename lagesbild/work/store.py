"""The work store: save, delete and undo with a version number, so that nobody overwrites anybody, and a log of every change."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from lagesbild.model import LagesbildError
from lagesbild.texts import text
from lagesbild.work.base import Change, Record
from lagesbild.work.models import KINDS
from lagesbild.work.rules import check_rules
from lagesbild.work.values import cleaned

SWEDEN = ZoneInfo("Europe/Stockholm")
LATEST = 20  # changes that a stamp names: of two that were numbered at once, the one with the lower number may be stored last


class EditConflict(LagesbildError):
    """Somebody else changed the record in between: nothing is stored, and both versions are here."""

    def __init__(self, kind: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        when = f"{theirs['changed_at'].replace(tzinfo=UTC).astimezone(SWEDEN):%H.%M}"
        gone = ".deleted" if theirs["deleted_at"] else ""
        super().__init__(
            text(f"work.fault.conflict{gone or '.changed'}", what=text(f"work.{kind}.one"), who=theirs["changed_by"], when=when)
        )
        self.kind, self.mine, self.theirs = kind, dict(mine), dict(theirs)


class WorkStore:
    """What people write during the year, in one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def rows(self, kind: str, municipality: str, *, deleted: bool = False, **equal: Any) -> list[dict[str, Any]]:
        """The records of a kind, oldest identity first; keywords narrow them down by field."""
        table = KINDS[kind].__table__
        gone = table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None)
        query = select(table).where(table.c.municipality == municipality, gone, *(table.c[name] == value for name, value in equal.items()))
        with self._engine.connect() as connection:  # without records of the mapper: reading needs none, and takes a third of the time
            return [dict(row) for row in connection.execute(query.order_by(table.c.id)).mappings()]

    def one(self, kind: str, identity: str) -> dict[str, Any]:
        """One record, also a deleted one; an unknown identity is told."""
        with Session(self._engine) as session:
            return _told(_found(session, kind, identity))

    def add(self, kind: str, municipality: str, values: Mapping[str, Any], who: str, identity: str = "") -> dict[str, Any]:
        """Store a new record and return it. Raises WrongValues."""
        with self._editing(kind, identity, values) as session:
            record = KINDS[kind](id=identity or uuid.uuid4().hex[:12], municipality=municipality, deleted_by="")
            session.add(record)
            return _stored(session, kind, record, cleaned(kind, values), "create", who, {})

    def save(self, kind: str, identity: str, version: int, values: Mapping[str, Any], who: str) -> dict[str, Any]:
        """Store changed fields of the version that the editor saw; the same values again change nothing.

        Raises WrongValues, and EditConflict where another version is stored by now.
        """
        with self._editing(kind, identity, values) as session:
            record, before = _seen(session, kind, identity, version, values)
            changed = {name: value for name, value in cleaned(kind, values, before).items() if before[name] != value}
            return _stored(session, kind, record, changed, "update", who, before) if changed else before

    def delete(self, kind: str, identity: str, version: int, who: str) -> dict[str, Any]:
        """Mark a record as deleted; `restore` undoes it."""
        with self._editing(kind, identity, {}) as session:
            record, before = _seen(session, kind, identity, version, {})
            return _stored(session, kind, record, {"deleted_at": _now(), "deleted_by": who}, "delete", who, before)

    def restore(self, kind: str, identity: str, who: str) -> dict[str, Any]:
        """Undo a deletion."""
        with self._editing(kind, identity, {}) as session:
            record = _found(session, kind, identity)
            return _stored(session, kind, record, {"deleted_at": None, "deleted_by": ""}, "restore", who, _told(record))

    @contextmanager
    def _editing(self, kind: str, identity: str, mine: Mapping[str, Any]) -> Iterator[Session]:
        """A transaction that is stored whole or not at all; a writer who was faster is told as a conflict."""
        try:
            with Session(self._writing) as session, session.begin():
                yield session
        except StaleDataError:  # somebody committed between our look and our update
            raise EditConflict(kind, mine, self.one(kind, identity)) from None

    def changes(self, municipality: str, kind: str = "", identity: str = "", most: int = 200) -> list[dict[str, Any]]:
        """The latest changes, newest first: of one record, of a kind, or of everything."""
        query = select(Change).where(Change.municipality == municipality).order_by(Change.number.desc()).limit(most)
        query = query.where(Change.kind == kind) if kind else query
        query = query.where(Change.record == identity) if identity else query
        with Session(self._engine) as session:
            return [{column.name: getattr(row, column.name) for column in Change.__table__.columns} for row in session.scalars(query)]

    def stamp(self, municipality: str) -> str:
        """A text that is another after every change of a municipality's records."""
        query = select(Change.number, Change.at).where(Change.municipality == municipality).order_by(Change.number.desc()).limit(LATEST)
        with self._engine.connect() as connection:
            latest = connection.execute(query).all()
        return " ".join([str(number) for number, _ in latest] + [str(at) for _, at in latest[:1]])

    def reading(self) -> WorkStore:
        """The same store for somebody who may not write: whatever would change it raises LagesbildError."""
        return self._reading

    @cached_property
    def _reading(self) -> WorkStore:
        return ReadingStore(self._engine)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


class ReadingStore(WorkStore):
    """A work store that answers and changes nothing, whatever page asks."""

    def _editing(self, kind: str, identity: str, mine: Mapping[str, Any]) -> AbstractContextManager[Session]:
        raise LagesbildError(text("access.may_not_write"))


def _found(session: Session, kind: str, identity: str) -> Record:
    record = session.get(KINDS[kind], identity)
    if record is None:
        raise LagesbildError(text("work.fault.unknown", what=text(f"work.{kind}.one"), identity=identity))
    return record


def _told(record: Record) -> dict[str, Any]:
    return {column.name: getattr(record, column.name) for column in record.__table__.columns}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _seen(session: Session, kind: str, identity: str, version: int, mine: Mapping[str, Any]) -> tuple[Record, dict[str, Any]]:
    """A record as its editor saw it; anything else is a conflict."""
    record = _found(session, kind, identity)
    before = _told(record)
    if record.version != version or record.deleted_at is not None:
        raise EditConflict(kind, mine, before)
    return record, before


def _stored(
    session: Session, kind: str, record: Record, values: Mapping[str, Any], action: str, who: str, before: Mapping[str, Any]
) -> dict[str, Any]:
    """Write values into a record, note the change beside it, and return the record as it is now."""
    for name, value in values.items():
        setattr(record, name, value)
    record.changed_at, record.changed_by = _now(), who
    check_rules(session, kind, record)
    session.flush()
    after = _told(record)
    noted = {"before": _json(before), "after": _json(after), "at": record.changed_at, "who": who, "action": action}
    session.add(Change(municipality=record.municipality, kind=kind, record=record.id, version=record.version, **noted))
    return after


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
