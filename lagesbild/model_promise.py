"""The rule by which a promise with a plan in numbers is kept, kept in part or not: the same for residents, pages and briefings."""

from __future__ import annotations

from lagesbild.model import PromiseStatus

NEARLY_ALL, HALF = 95, 50  # of 100 planned; the pages state both


def promise_status(said: PromiseStatus, planned: int | None, done: int | None) -> PromiseStatus:
    """Whether a promise was kept: from plan and done where both are counted, else what the one who gave it says.

    While it goes on nothing is judged. Nearly all of the plan is kept: one lost evening of thirty does not break a promise.
    """
    if said == "ongoing" or not planned or done is None:
        return said
    if 100 * done >= NEARLY_ALL * planned:
        return "kept"
    return "partly_kept" if 100 * done >= HALF * planned else "not_kept"
