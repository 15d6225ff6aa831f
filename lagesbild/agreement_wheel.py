"""The yearly wheel (årshjul) of an agreement: what it says shall be done, and by which day."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lagesbild.agreement_state import WARNINGS, months_before
from lagesbild.model import Cadence
from lagesbild.model_agreement import Agreement, Duty, DutyKind

MONTHS: dict[Cadence, int] = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
DueKind = Literal["duty", "revision_of_plan", "warning", "last_day"]


@dataclass(frozen=True)
class Due:
    """One thing that is due by a day; `duty` is None for the agreement's own end and the warnings before it."""

    by: date
    kind: DueKind
    duty: Duty | None = None
    months: int | None = None  # of a warning: how many are left then

    @property
    def title(self) -> str:
        """The duty's official name; empty for the agreement's own days."""
        return self.duty.title if self.duty else ""

    @property
    def duty_kind(self) -> DutyKind | None:
        """What sort of duty it is."""
        return self.duty.kind if self.duty else None


def due_items(item: Agreement, first: date, last: date) -> list[Due]:
    """What is due from the first day to the last, both included, in the order of days.

    Weekly duties are left out: they are routine, not dates. Nothing is due before the agreement began; after its agreed
    end its duties go on as long as it is extended or not yet revised.
    """
    found = [*_own_days(item), *(due for duty in item.duties for due in _of_duty(item, duty, first, last))]
    return sorted((due for due in found if first <= due.by <= last), key=lambda due: (due.by, due.title))


def next_due(item: Agreement, duty: Duty, day: date) -> Due | None:
    """When a duty is due next, on the day or later; None for one that has no date."""
    ahead = list(_of_duty(item, duty, day, date(day.year + duty.every + 1, 12, 31)))
    return min((due for due in ahead if due.by >= day and due.kind == "duty"), key=lambda due: due.by, default=None)


def _own_days(item: Agreement) -> Iterator[Due]:
    end = item.revise_by or (item.ends.last if item.ends else None)
    if end is None:
        return
    yield Due(end, "last_day")
    for months in WARNINGS:
        yield Due(months_before(end, months), "warning", months=months)


def _of_duty(item: Agreement, duty: Duty, first: date, last: date) -> Iterator[Due]:
    begins = duty.since or (item.starts.first if item.starts else date.min)
    until = item.ends.last if item.ends and item.renewal == "ends" else date.max
    for day in _days(duty.cadence, duty.every, duty.month, begins, first, last):
        if begins <= day <= until:
            yield Due(day, "duty", duty)
    if duty.revised:
        whole = set(_days(duty.cadence, duty.every, duty.month, begins, first, last))
        for day in _days(duty.revised, 1, duty.month, begins, first, last):
            if day not in whole and begins <= day <= until:
                yield Due(day, "revision_of_plan", duty)


def _days(cadence: Cadence, every: int, month: int | None, begins: date, first: date, last: date) -> Iterator[date]:
    """The last days of the cadence's periods, or of the wanted month of each year, counted from the year of the first one."""
    length = MONTHS.get(cadence)
    if length is None:
        return
    start_year = begins.year if begins > date.min else first.year
    for year in range(start_year, last.year + 1):
        if length == 12 and (year - start_year + 1) % every:
            continue
        for end in [month] if month and length == 12 else range(length, 13, length):
            if length < 12 and ((year - start_year) * 12 + end) // length % every:
                continue
            day = date(year, end, calendar.monthrange(year, end)[1])
            if first - timedelta(days=366) <= day <= last:
                yield day
