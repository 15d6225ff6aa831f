"""What every record of the work store has in common: identity, owner, version, and fields that describe themselves to forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, Boolean, Date, DateTime, Double, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

FieldKind = Literal["line", "long", "day", "choice", "whole", "amount", "flag", "area", "areas", "goal", "focus", "parties", "record"]
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
OWN = ("id", "municipality", "version", "changed_at", "changed_by", "deleted_at", "deleted_by")  # kept by the store, not by people


@dataclass(frozen=True)
class Field:
    """One thing that people fill in: how it is written, whether it must be, and what it may hold."""

    name: str
    kind: FieldKind
    required: bool = False
    options: tuple[str, ...] = ()  # choice: the closed vocabulary
    default: str = ""  # choice: the word that stands for nothing said
    refers: str = ""  # record: the kind of record that it points at
    longest: int = 0  # line, long: so many characters at most; 0: as many as its kind may have


class Base(DeclarativeBase):
    """The work store's tables."""

    metadata = MetaData(naming_convention=NAMES)


class Record(Base):
    """A row that people write: it has a version for optimistic locking, and is marked as deleted instead of removed."""

    __abstract__ = True
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    municipality: Mapped[str] = mapped_column(Text, index=True)
    version: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(DateTime)
    changed_by: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime)
    deleted_by: Mapped[str] = mapped_column(Text, default="")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__mapper_args__ = {"version_id_col": cls.version}
        super().__init_subclass__(**kwargs)

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """What people fill in, in the order of the model."""
        return tuple(Field(column.name, **column.info) for column in cls.__table__.columns if column.name not in OWN)


class Change(Base):
    """Who changed what and when, with the record before and after; rows are only ever added."""

    __tablename__ = "change"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    municipality: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text, index=True)
    version: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(Text)  # create, update, delete or restore
    at: Mapped[datetime] = mapped_column(DateTime)  # UTC
    who: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


def line(*, required: bool = False) -> MappedColumn[str]:
    """Words on one line; absent is an empty text."""
    return mapped_column(Text, default="", info={"kind": "line", "required": required})


def long(*, required: bool = False, longest: int = 0) -> MappedColumn[str]:
    """Words on several lines."""
    return mapped_column(Text, default="", info={"kind": "long", "required": required, "longest": longest})


def day(*, required: bool = False) -> MappedColumn[date | None]:
    """A date, or none."""
    return mapped_column(Date, nullable=True, info={"kind": "day", "required": required})


def choice(vocabulary: Any, default: str = "", *, required: bool = False) -> MappedColumn[str]:
    """One word of a closed vocabulary, given as a Literal; without a default it may be left empty, unless it is required."""
    told = {"kind": "choice", "options": get_args(vocabulary), "default": default, "required": required}
    return mapped_column(Text, default=default, info=told)


def whole() -> MappedColumn[int | None]:
    """A number of something, or none."""
    return mapped_column(Integer, nullable=True, info={"kind": "whole"})


def amount() -> MappedColumn[float | None]:
    """A sum or an estimate, or none."""
    return mapped_column(Double, nullable=True, info={"kind": "amount"})


def flag() -> MappedColumn[bool]:
    """Yes or no; no until somebody says yes."""
    return mapped_column(Boolean, default=False, info={"kind": "flag"})


def area() -> MappedColumn[str]:
    """An area's code; empty: the whole municipality."""
    return mapped_column(Text, default="", info={"kind": "area"})


def goal() -> MappedColumn[str]:
    """An agreement goal's slug."""
    return mapped_column(Text, default="", info={"kind": "goal"})


def focus() -> MappedColumn[str]:
    """A focus area of the agreement, as it is written there."""
    return mapped_column(Text, default="", info={"kind": "focus"})


def listed(kind: Literal["areas", "parties"]) -> MappedColumn[list[str]]:
    """Several areas or several parties, by code or identity."""
    return mapped_column(JSON, default=list, info={"kind": kind})


def refers(kind: str, *, required: bool = False) -> MappedColumn[Any]:
    """The identity of another record."""
    return mapped_column(
        Text, ForeignKey(f"{kind}.id"), nullable=not required, index=True, info={"kind": "record", "refers": kind, "required": required}
    )
