"""What is handed to those who asked for the work: builds that are kept as lägesbilder, and the register of reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from lagesbild.model import Cadence
from lagesbild.work.base import Record, choice, day, line, long, refers


class Frozen(Record):
    """A build that is kept as a lägesbild: what people say about it, and what it was when it was frozen."""

    __tablename__ = "frozen"
    title: Mapped[str] = line(required=True)
    frozen_on: Mapped[date | None] = day(required=True)
    decision: Mapped[str] = line()
    recipients: Mapped[str] = long()  # one on each line
    comments: Mapped[str] = long()
    build: Mapped[str] = line(required=True)
    sha256: Mapped[str] = line(required=True)  # of its internal.duckdb
    data_date: Mapped[date | None] = day()  # the last day that its sources cover
    code_version: Mapped[str] = line()
    libraries: Mapped[str] = line()


class Report(Record):
    """A report that was given to those who asked for the work, on paper or as a frozen lägesbild."""

    __tablename__ = "report"
    title: Mapped[str] = line(required=True)
    recipient: Mapped[str] = line(required=True)
    reported_on: Mapped[date | None] = day(required=True)
    cadence: Mapped[str] = choice(Cadence)  # how often this recipient expects one
    document: Mapped[str] = line()
    frozen: Mapped[Any] = refers("frozen")
