"""What the work itself demands of a record, beyond the form of its fields: the gate between two quarters' decisions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lagesbild.model import LagesbildError
from lagesbild.texts import day, text
from lagesbild.work.base import Record
from lagesbild.work.models import Direction


class GateClosed(LagesbildError):
    """A decision cannot be closed before the one before it is evaluated, or skipped with a reason."""


def check_rules(session: Session, kind: str, record: Record) -> None:
    """Refuse what the work's own rules do not allow, in the same transaction as the change."""
    if kind == "direction" and isinstance(record, Direction) and record.state == "decided" and record.deleted_at is None:
        with session.no_autoflush:
            before = _before(session, record)
        if before is not None and not evaluated(before.evaluation, before.evaluated_on, before.skipped_because):
            raise GateClosed(text("work.fault.gate", title=before.title, start=day(before.period_from), end=day(before.period_to)))  # type: ignore[arg-type]


def evaluated(evaluation: str, evaluated_on: Any, skipped_because: str) -> bool:
    """Whether a decision has been evaluated, or skipped with a reason."""
    return bool(evaluation and evaluated_on) or bool(skipped_because)


def _before(session: Session, record: Direction) -> Direction | None:
    """The decision of the period before, of the same council."""
    query = select(Direction).where(Direction.municipality == record.municipality, Direction.deleted_at.is_(None))
    query = query.where(Direction.id != record.id, Direction.period_from < record.period_from)
    same = Direction.council.is_(None) if record.council is None else Direction.council == record.council
    return session.scalars(query.where(same).order_by(Direction.period_from.desc()).limit(1)).first()
