"""One year wheel of two: what the agreement says shall be done and what the work itself has to come back to, no date twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from lagesbild import sentences_agreement as worded
from lagesbild.agreement_state import Standing
from lagesbild.agreement_wheel import Due as Agreed
from lagesbild.agreement_wheel import due_items
from lagesbild.exhibits import agreements
from lagesbild.show_work_page import Row, Work
from lagesbild.work import Due, year_wheel
from lagesbild.work.calendar import state

Rows = Callable[[str], Sequence[Row]]
AHEAD = timedelta(days=365)  # how far the agreement's dates are told
AGREED = "agreed"  # the kind of what only the agreement says


def year_dates(work: Work) -> list[Due]:
    """Everything that is due by the agreement that counts and by the work, the most urgent first."""
    return joined(work.rows, agreements.now(work.page.reader, work.day), work.day)


def joined(rows: Rows, now: Standing | None, day: date) -> list[Due]:
    """The work's wheel with the agreement's next dates in it.

    A duty that the work already follows (its plan, its report as often to the same recipient, a decision in draft, a point of the same
    name) becomes one row with the earlier of both dates; the others are rows of their own, and so is the agreement's last day.
    """
    items = year_wheel(rows, day)
    if now is None or not now.counts:
        return items
    first: dict[str, Agreed] = {}
    for due in due_items(now.agreement, day, day + AHEAD):
        if due.duty is not None and not _done(rows, due):
            first.setdefault(due.title, due)
    for due in first.values():
        place = next((n for n, item in enumerate(items) if _same(rows, item, due)), None)
        if place is None:
            items.append(_own(rows, due, now, day))
        elif due.by < items[place].due:
            items[place] = replace(items[place], due=due.by, state=state(due.by, day))
    return sorted([*items, *_last_day(now, day)], key=lambda item: (item.due, item.title))


def _same(rows: Rows, item: Due, due: Agreed) -> bool:
    """Whether an item of the work is what an agreement's duty asks for."""
    assert due.duty is not None
    name = due.title.casefold()
    if item.kind == "plan" and due.duty_kind == "plan":
        plan = next((row for row in rows("plan") if row["id"] == item.identity), None)
        return plan is not None and plan["label"].casefold() == name
    if item.kind == "report":
        as_often = due.duty_kind in ("report", "evaluation") and item.cadence == due.duty.cadence
        return as_often and item.title.casefold() in due.duty.recipient.casefold()
    return item.title.casefold() == name or (item.kind == "direction" and due.duty_kind == "direction")


def _last(rows: Rows, due: Agreed) -> date | None:
    """When a duty that only the agreement knows was last done, as far as the work tells."""
    told = {"situation": ("frozen", "frozen_on"), "promise": ("promise", "period_from"), "direction": ("direction", "decided_on")}
    kind, column = told.get(due.duty_kind or "", ("", ""))
    return max((row[column] for row in rows(kind) if row[column] is not None), default=None) if kind else None


def _done(rows: Rows, due: Agreed) -> bool:
    """Whether a lägesbild has been frozen within the period that the date ends; other duties are met by what the work dates itself."""
    last = _last(rows, due) if due.duty_kind == "situation" else None
    return last is not None and due.by - timedelta(days=365) < last <= due.by


def _own(rows: Rows, due: Agreed, now: Standing, day: date) -> Due:
    assert due.duty is not None
    title, duty = worded.due_words(due, now.agreement)[0], due.duty
    return Due(AGREED, "", title, due.by, state(due.by, day), _last(rows, due), duty.cadence, duty.responsible)


def _last_day(now: Standing, day: date) -> list[Due]:
    """The day by which the agreement ends or shall be revised: soon from the first warning on, overdue only where somebody has checked."""
    if now.last_day is None or now.last_day > day + AHEAD:
        return []
    if now.last_day < day and (now.state != "revision_overdue" or now.unverified):
        return []
    title = worded.due_words(Agreed(now.last_day, "last_day"), now.agreement)[0]
    return [Due(AGREED, "", title, now.last_day, "overdue" if now.last_day < day else "soon" if now.warning else "ahead")]
