"""Which delivery a period's figures come from, and which they came from one delivery ago.

It mirrors queries/ingest/vintage_incident.sql, which places every reported crime, for periods without any: a zero has a vintage too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lagesbild.build.periods import QUIET_DAYS, QUIET_DAYS_OF_MONTH, Period
from lagesbild.build.register import Delivery
from lagesbild.intake.vintage import EVENTS, covers
from lagesbild.model import CrimeGroup

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days over which one code of a group is told by the same deliveries, the first received first, each newer than the one before."""

    start: date
    end: date
    told: tuple[Delivery, ...]


@dataclass(frozen=True)
class Edition:
    """A period's figures as one delivery, or several side by side, gave them; the last received names them."""

    last: Delivery
    preliminary: bool


def stretches(group: CrimeGroup, deliveries: Sequence[Delivery]) -> list[Stretch]:
    """The stretches of every code of a group; `deliveries` are in the order in which they are believed."""
    ranked = [d for d in deliveries if d.kind in EVENTS and d.told.data_from and d.told.data_date]
    starts = {d.told.data_from for d in ranked if d.told.data_from} | {d.told.data_date + DAY for d in ranked if d.told.data_date}
    starts |= {day for span in group.spans for day in (span.valid_from, span.valid_to and span.valid_to + DAY) if day}
    days = sorted(starts)
    found = set()
    for start, following in itertools.pairwise(days):
        for code in {code for span in group.spans if _valid(span, start) for code in span.codes}:
            found.add(Stretch(start, following - DAY, tuple(_told(ranked, code, start))))
    return sorted((s for s in found if s.told), key=lambda s: (s.start, s.end))


def _valid(span: object, day: date) -> bool:
    starts, ends = getattr(span, "valid_from", None), getattr(span, "valid_to", None)
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def _told(ranked: Sequence[Delivery], code: str, day: date) -> Iterator[Delivery]:
    """The deliveries that were the most believed about a code and day when they came, the first received first."""
    covering = [d for d in ranked if d.told.data_from <= day <= d.told.data_date and covers(d.told, code)]  # type: ignore[operator]
    best = len(ranked)
    for delivery in sorted(covering, key=lambda d: d.arrival):
        if (rank := ranked.index(delivery)) < best:
            best = rank
            yield delivery


def now(period: Period, found: Iterable[Stretch]) -> Delivery | None:
    """The last received of the deliveries that a period's figures come from."""
    return max((s.told[-1] for s in _within(period, found)), key=lambda d: d.arrival, default=None)


def before(period: Period, found: Iterable[Stretch]) -> Edition | None:
    """The same one delivery ago; None where the period has one vintage only, or was not wholly told before the newest came."""
    here = list(_within(period, found))
    newer = [s.told[-1] for s in here if len(s.told) > 1]
    if not newer:
        return None
    newest = max(d.arrival for d in newer)
    quiet = QUIET_DAYS_OF_MONTH if period.period_kind == "month" else QUIET_DAYS
    if any(s.told[0].arrival >= newest and _days(period, s) > quiet for s in here):
        return None
    earlier = [s.told[-2:][0] for s in here]
    rough = any(len(s.told) > 1 and _rough(d, min(period.period_end, s.end)) for s, d in zip(here, earlier, strict=True))
    return Edition(max(earlier, key=lambda d: d.arrival), rough)


def exact_enough(period: Period, found: Iterable[Stretch]) -> bool:
    """Whether the days are known well enough for a period: reports of which only the year is known say nothing of its months."""
    return period.period_kind not in ("month", "quarter") or all(s.told[-1].told.grain != "year" for s in _within(period, found))


def _within(period: Period, found: Iterable[Stretch]) -> Iterator[Stretch]:
    return (s for s in found if _days(period, s) > 0)


def _days(period: Period, stretch: Stretch) -> int:
    """How many days a period and a stretch have in common."""
    return (min(period.period_end, stretch.end) - max(period.period_start, stretch.start)).days + 1


def _rough(delivery: Delivery, day: date) -> bool:
    """Whether the delivery itself called a day preliminary."""
    return bool(delivery.told.preliminary_from and delivery.told.preliminary_from <= day)
