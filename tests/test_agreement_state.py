"""Dates drive the state of an agreement: what Umeå, Piteå and Luleå are on the days when something turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lagesbild.agreement_state import current, months_before, standing, standings
from lagesbild.catalog import load_catalog
from lagesbild.model_agreement import Agreement, KnownDate


def chain(code: str) -> tuple[Agreement, ...]:
    return load_catalog().agreements[code]


@pytest.mark.parametrize(
    ("code", "day", "state", "months", "warning"),
    [
        ("2480", date(2017, 1, 1), "in_force", 47, None),
        ("2480", date(2020, 6, 29), "in_force", 6, None),
        ("2480", date(2020, 12, 31), "expiring", 0, 1),
        ("2480", date(2021, 1, 1), "extended", None, None),
        ("2480", date(2026, 11, 22), "extended", None, None),
        ("2581", date(2025, 6, 29), "in_force", 6, None),
        ("2581", date(2025, 6, 30), "expiring", 6, 6),
        ("2581", date(2025, 9, 30), "expiring", 3, 3),
        ("2581", date(2025, 11, 30), "expiring", 1, 1),
        ("2581", date(2025, 12, 31), "expiring", 0, 1),
        ("2581", date(2026, 1, 1), "revision_overdue", None, None),
        ("2580", date(2026, 11, 22), "in_force", 13, None),
        ("2580", date(2028, 1, 1), "ended", None, None),
        ("0319", date(2026, 11, 22), "period_unknown", None, None),
    ],
)
def test_the_state_on_a_day(code: str, day: date, state: str, months: int | None, warning: int | None) -> None:
    told = current(chain(code), day)
    assert told is not None and (told.state, told.months_left, told.warning) == (state, months, warning)


def test_earlier_agreements_are_replaced_and_say_until_when_they_held() -> None:
    told = standings(chain("2580"), date(2026, 11, 22))
    assert [(one.agreement.slug, one.state) for one in told[:-1]] == [(one.agreement.slug, "replaced") for one in told[:-1]]
    assert told[-2].in_force_to == date(2023, 12, 31)


@pytest.mark.parametrize("code", ["0319", "2480", "2580", "2581", "9999"])
def test_a_chain_never_overlaps_on_any_day(code: str) -> None:
    found = chain(code)
    for month in range(12 * 20):
        day = date(2009 + month // 12, month % 12 + 1, 1)
        for near in (day - timedelta(days=1), day):
            assert sum(told.counts for told in standings(found, near)) <= 1


def test_an_extended_agreement_holds_until_the_day_before_the_next() -> None:
    old = replace(chain("2480")[0], ends=KnownDate(date(2020, 12, 31), date(2020, 12, 31), "day"))
    new = replace(
        old,
        slug="2022-2025",
        starts=KnownDate(date(2022, 4, 1), date(2022, 4, 1), "day"),
        ends=KnownDate(date(2025, 12, 31), date(2025, 12, 31), "day"),
    )
    assert [told.state for told in standings([old, new], date(2022, 3, 31))] == ["extended"]
    told = standings([old, new], date(2022, 4, 1))
    assert [one.state for one in told] == ["replaced", "in_force"] and told[0].in_force_to == date(2022, 3, 31)


def test_a_municipality_is_called_late_only_when_somebody_has_looked_afterwards() -> None:
    pitea = chain("2581")[-1]
    assert standing(pitea, date(2026, 1, 1)).unverified
    assert not standing(replace(pitea, verified_on=date(2026, 1, 1)), date(2026, 1, 1)).unverified
    assert not standing(pitea, date(2025, 12, 31)).unverified  # nothing is late yet


def test_months_are_counted_to_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert months_before(date(2025, 12, 31), 6) == date(2025, 6, 30)
    assert months_before(date(2025, 3, 31), 1) == date(2025, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
