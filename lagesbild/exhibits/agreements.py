"""The agreements of a build as records, and which of them counts on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from lagesbild.agreement_state import Standing, current, standings
from lagesbild.kept import kept
from lagesbild.model_agreement import Agreement, Duty, KnownDate, Signatory
from lagesbild.read import read
from lagesbild.store import Reader

PLAIN = ("title", "police_area", "renewal", "document", "link", "reference", "predecessor", "prepared_by", "method", "source", "note")


@lru_cache(maxsize=32)
def chain(reader: Reader) -> tuple[Agreement, ...]:
    """Every agreement of the municipality, oldest first; goals lie in tables of their own."""
    duties = {slug: _duties(reader, slug) for slug in read(reader, "agreements")["agreement"]}
    return tuple(_agreement(row, duties[row["agreement"]]) for row in read(reader, "agreements").to_dict("records"))


@kept
def now(reader: Reader, day: date) -> Standing | None:
    """The agreement that counts on a day, with its state; None where none is known."""
    return current(chain(reader), day)


@kept
def all_standings(reader: Reader, day: date) -> list[Standing]:
    """Every agreement with its state on a day, newest first."""
    return standings(chain(reader), day)[::-1]


def year_to_compare(standing: Standing | None, years: Sequence[int], back: int) -> int | None:
    """The year that reports are compared with: the last whole one before the agreement, else so many years before the latest.

    years: the whole years, newest first; None with fewer than two.
    """
    if len(years) < 2:
        return None
    started = standing.agreement.starts if standing else None
    wanted = started.first.year - 1 if started else years[0] - back
    return wanted if wanted in years[1:] else max(years[-1], years[0] - back)


@kept
def bands(reader: Reader) -> list[tuple[date, date, str]]:
    """The periods to shade a chart with, oldest first: (first day, last day, label)."""
    rows = read(reader, "agreement_periods")
    ends = [*rows["period_start"].iloc[1:], None] if len(rows) else []
    shaded = [
        (row["period_start"].date(), _until(row["period_end"], following), row["label"])
        for row, following in zip(rows.to_dict("records"), ends, strict=True)
    ]
    return [(first, last, label) for first, last, label in shaded if last is not None]


def _until(end: Any, following: Any) -> date | None:
    """The last day of a period: as agreed, else the day before the next one; None where neither is known."""
    if pd.notna(end):
        return end.date()
    return (following - pd.Timedelta(days=1)).date() if following is not None else None


def _agreement(row: dict[Any, Any], duties: tuple[Duty, ...]) -> Agreement:
    start, end = _day(row["period_start"]), _day(row["period_end"])
    signed = _day(row["signed_from"])
    return Agreement(
        municipality=row["municipality"],
        slug=row["agreement"],
        **{name: row[name] for name in PLAIN},
        starts=KnownDate(start, start, row["period_grain"]) if start else None,
        ends=KnownDate(end, end, row["period_grain"]) if end else None,
        signed=KnownDate(signed, _day(row["signed_to"]) or signed, row["signed_grain"]) if signed else None,
        revise_by=_day(row["revise_by"]),
        verified_on=_day(row["verified_on"]),
        parties=tuple(part for part in row["parties"].split("; ") if part),
        signatories=tuple(Signatory(*part.rsplit(", ", 1)) for part in row["signatories"].split("; ") if part),
        duties=duties,
    )


def _duties(reader: Reader, slug: str) -> tuple[Duty, ...]:
    rows = read(reader, "duties", agreement=slug)
    plain = ("kind", "title", "cadence", "responsible", "decided_by", "recipient")
    return tuple(
        Duty(
            **{name: row[name] for name in plain},
            every=int(row["every"]),
            month=None if pd.isna(row["due_month"]) else int(row["due_month"]),
            revised=row["revised"] if isinstance(row["revised"], str) else None,
            since=_day(row["since"]),
        )
        for row in rows.to_dict("records")
    )


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()
