"""Which delivery a figure comes from, and from which it came one delivery ago: periods of overlapping extracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from lagesbild.build.editions import before, exact_enough, now, stretches
from lagesbild.build.periods import Period
from lagesbild.build.register import Delivery
from lagesbild.intake.receipt import Receipt
from lagesbild.model import CodeSpan, CrimeGroup

FIRE = CrimeGroup("fire", "Bränder", (CodeSpan(("1210",)),))
BOTH = CrimeGroup("both", "Bränder", (CodeSpan(("1210", "1211")),))


def delivery(arrival: int, start: date, end: date, codes: tuple[str, ...] = ("1210", "1211"), **more: object) -> Delivery:
    """A list of codes between two days."""
    told = Receipt(
        f"{arrival}.csv", "", "police_rows", "9999", "accepted", "", receipt=str(arrival), kind="incident", source="Polisen",
        data_from=start, data_date=end, coverage_codes=codes, received_on=date(2026, arrival, 1), **more,  # pyright: ignore[reportArgumentType]
    )  # fmt: skip
    return Delivery(told, Path(), "", arrival)


def period(kind: str, start: date, end: date) -> Period:
    return Period(kind, start, end, True, False)  # pyright: ignore[reportArgumentType]


YEAR = period("year", date(2025, 1, 1), date(2025, 12, 31))
JUNE = period("month", date(2025, 6, 1), date(2025, 6, 30))
NOVEMBER = period("month", date(2025, 11, 1), date(2025, 11, 30))
WHOLE = (date(2025, 1, 1), date(2025, 12, 31))


def editions(ranked: Sequence[Delivery], when: Period, group: CrimeGroup = FIRE) -> tuple[int | None, int | None]:
    """(arrival of what counts, arrival of what counted before); `ranked` are the most believed first."""
    found = stretches(group, ranked)
    newest, earlier = now(when, found), before(when, found)
    return newest and newest.arrival, earlier and earlier.last.arrival


def test_one_delivery_is_the_only_edition() -> None:
    assert editions([delivery(1, *WHOLE)], YEAR) == (1, None)


def test_a_second_that_covers_the_same_days_lies_over_the_first() -> None:
    assert editions([delivery(2, *WHOLE), delivery(1, *WHOLE)], YEAR) == (2, 1)


def test_one_that_is_believed_less_although_it_came_later_never_counted() -> None:
    assert editions([delivery(1, *WHOLE), delivery(2, *WHOLE)], YEAR) == (1, None)


def test_of_three_the_one_before_is_the_second_not_the_first() -> None:
    assert editions([delivery(number, *WHOLE) for number in (3, 2, 1)], YEAR) == (3, 2)


def test_a_partial_overlap_changes_only_the_periods_that_it_touches() -> None:
    half = delivery(2, date(2025, 7, 1), date(2026, 6, 30))
    ranked = [half, delivery(1, *WHOLE)]
    assert editions(ranked, JUNE) == (1, None) and editions(ranked, NOVEMBER) == (2, 1) and editions(ranked, YEAR) == (2, 1)


def test_a_period_that_was_not_wholly_told_before_has_no_earlier_edition() -> None:
    ranked = [delivery(2, *WHOLE), delivery(1, date(2025, 1, 1), date(2025, 10, 31))]
    assert editions(ranked, YEAR) == (2, None) and editions(ranked, NOVEMBER) == (2, None) and editions(ranked, JUNE) == (2, 1)


def test_a_group_of_two_codes_has_an_earlier_edition_where_one_of_them_came_anew() -> None:
    ranked = [delivery(2, *WHOLE, ("1211",)), delivery(1, *WHOLE)]
    assert editions(ranked, YEAR, BOTH) == (2, 1) and editions(ranked, YEAR, FIRE) == (1, None)


def test_a_code_that_was_never_told_before_leaves_the_group_without_an_earlier_edition() -> None:
    ranked = [delivery(2, *WHOLE), delivery(1, *WHOLE, ("1210",))]
    assert editions(ranked, YEAR, BOTH) == (2, None)


def test_a_code_outside_its_days_asks_for_no_delivery() -> None:
    changed = CrimeGroup("fire", "Bränder", (CodeSpan(("1299",), None, date(2024, 12, 31)), CodeSpan(("1210",), date(2025, 1, 1))))
    assert editions([delivery(2, *WHOLE, ("1210",)), delivery(1, *WHOLE, ("1210",))], YEAR, changed) == (2, 1)


@pytest.mark.parametrize(("rough", "told"), [(date(2025, 12, 1), True), (date(2026, 1, 1), False), (None, False)])
def test_the_edition_before_was_preliminary_where_its_delivery_said_so(rough: date | None, told: bool) -> None:
    ranked = [delivery(2, *WHOLE), delivery(1, *WHOLE, preliminary_from=rough)]
    earlier = before(YEAR, stretches(FIRE, ranked))
    assert earlier is not None and earlier.preliminary is told


def test_reports_known_by_the_year_only_say_nothing_of_months() -> None:
    found = stretches(FIRE, [delivery(1, *WHOLE, grain="year")])
    assert exact_enough(YEAR, found) and not exact_enough(JUNE, found)
