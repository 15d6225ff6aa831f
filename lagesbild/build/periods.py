"""Which periods the deliveries of an indicator cover, wholly or in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lagesbild.build.register import Delivery
from lagesbild.intake.vintage import EVENTS, covers
from lagesbild.model import CrimeGroup, PeriodKind

QUIET_DAYS = 7  # a register can be silent for a week without a gap in what it covers
QUIET_DAYS_OF_MONTH = 2  # at the edge of a single month


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class Period:
    """A calendar period, cut at the days that the source covers."""

    period_kind: PeriodKind
    period_start: date
    period_end: date
    complete: bool
    preliminary: bool


def covered(group: CrimeGroup, deliveries: Iterable[Delivery]) -> list[Span]:
    """The spans of days in which every code of the group is reported, gaps of up to a week closed."""
    spans = []
    for delivery in deliveries:
        start, end = delivery.told.data_from, delivery.told.data_date
        if delivery.kind not in EVENTS or start is None or end is None:
            continue
        wanted = {code for span in group.spans for code in span.codes}
        if all(covers(delivery.told, code) for code in wanted):
            spans.append(Span(start, end))
    return joined(sorted(spans, key=lambda s: s.start))


def joined(spans: list[Span]) -> list[Span]:
    """The spans, in order of their first day, with gaps of up to a week closed."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end + timedelta(days=QUIET_DAYS):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def periods(span: Span, preliminary_from: date | None) -> Iterator[Period]:
    """Months, quarters, years and pooled years that a span touches; pooled years only where they are whole."""
    for kind, months in (("month", 1), ("quarter", 3), ("year", 12)):
        start = date(span.start.year, (span.start.month - 1) // months * months + 1, 1)
        while start <= span.end:
            yield _cut(kind, start, _last_day(start, months), span, preliminary_from)  # pyright: ignore[reportArgumentType]
            start = _last_day(start, months) + timedelta(days=1)
    for kind, years in (("pool3", 3), ("pool5", 5)):
        for year in range(span.start.year, span.end.year - years + 2):
            pooled = _cut(kind, date(year, 1, 1), date(year + years - 1, 12, 31), span, preliminary_from)  # pyright: ignore[reportArgumentType]
            if pooled.complete:
                yield pooled


def _cut(kind: PeriodKind, start: date, end: date, span: Span, preliminary_from: date | None) -> Period:
    slack = timedelta(days=QUIET_DAYS_OF_MONTH if kind == "month" else QUIET_DAYS)
    begun, over = span.start <= start + slack, span.end >= end - slack
    shown_start, shown_end = start if begun else span.start, end if over else span.end
    return Period(kind, shown_start, shown_end, begun and over, bool(preliminary_from and shown_end >= preliminary_from))


def _last_day(start: date, months: int) -> date:
    month = start.month - 1 + months
    return date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
