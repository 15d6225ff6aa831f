"""What an agreement's state is on a day: in force, expiring, extended, overdue, ended, replaced, or of unknown period."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lagesbild.model_agreement import Agreement, AgreementState

WARNINGS = (6, 3, 1)  # months before the last day
COUNTS: tuple[AgreementState, ...] = ("in_force", "expiring", "extended", "revision_overdue")


@dataclass(frozen=True)
class Standing:
    """An agreement on a day: its state, what remains, and whether anybody has checked the facts that the state rests on."""

    agreement: Agreement
    state: AgreementState
    day: date
    last_day: date | None = None  # what the warnings count towards: the agreed end or the revision date
    months_left: int | None = None  # whole months until then, while it lies ahead
    warning: int | None = None  # the latest of 6, 3 and 1 months that has been passed
    in_force_to: date | None = None  # last day it held, once it is replaced or ended
    unverified: bool = False  # nobody has checked since the date that the state follows from

    @property
    def counts(self) -> bool:
        """Whether its goals are the ones to work towards on the day."""
        return self.state in COUNTS


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def standing(item: Agreement, day: date, successor: Agreement | None = None) -> Standing:
    """The state on a day; `successor` is the next agreement in the chain that has a known period."""
    if item.starts is None:
        return Standing(item, "period_unknown", day)
    if successor is not None and successor.starts is not None and successor.starts.first <= day:
        return Standing(item, "replaced", day, in_force_to=_held_to(item, successor.starts.first))
    due = _due(item)
    if due is None:
        return Standing(item, "extended" if item.renewal == "extended_until_replaced" else "in_force", day)
    if day > due:
        unverified = item.verified_on is None or item.verified_on <= due
        after: dict[str, AgreementState] = {"extended_until_replaced": "extended", "revise_by": "revision_overdue"}
        state = after.get(item.renewal, "ended")
        return Standing(item, state, day, due, in_force_to=due if state == "ended" else None, unverified=unverified)
    left = next(n for n in range(12 * (due.year - day.year) + 12, -1, -1) if months_before(due, n) >= day)
    passed = [months for months in WARNINGS if months_before(due, months) <= day]
    return Standing(item, "expiring" if passed else "in_force", day, due, left, passed[-1] if passed else None)


def standings(chain: Sequence[Agreement], day: date) -> list[Standing]:
    """Every agreement of a chain on a day, in the chain's order; those that have not begun yet are left out.

    An agreement counts until the next one begins, so that two never count on the same day: unless the period of one of
    them is unknown.
    """
    dated = [item for item in chain if item.starts is not None]
    after = dict(zip((item.slug for item in dated), [*dated[1:], None], strict=False))
    begun = (item for item in chain if item.starts is None or item.starts.first <= day)
    return [standing(item, day, after.get(item.slug)) for item in begun]


def current(chain: Sequence[Agreement], day: date) -> Standing | None:
    """The agreement whose goals count on a day: the one in force, extended or overdue, else the last one known of."""
    found = standings(chain, day)
    counting = [told for told in found if told.counts]
    return counting[-1] if counting else found[-1] if found else None


def _due(item: Agreement) -> date | None:
    """The day that the warnings count towards: the revision date, else the agreed end."""
    return item.revise_by or (item.ends.last if item.ends else None)


def _held_to(item: Agreement, next_start: date) -> date:
    """The last day an agreement held that has a successor: extended until the day before, or its own end."""
    before = next_start - timedelta(days=1)
    if item.renewal == "ends" and item.ends is not None:
        return min(item.ends.last, before)
    return before
