"""The yearly wheel: what is due by which day, from cadence, month and the agreement's own days."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.agreement_wheel import due_items, next_due
from lagesbild.catalog import load_catalog
from lagesbild.model_agreement import Agreement, Duty, KnownDate


def of(code: str, place: int = -1) -> Agreement:
    return load_catalog().agreements[code][place]


def test_norrhamns_year_has_its_decisions_plans_and_reports() -> None:
    found = due_items(of("9999"), date(2026, 1, 1), date(2026, 12, 31))
    assert [(due.by, due.title) for due in found] == [
        (date(2026, 3, 31), "Inriktningsbeslut"), (date(2026, 3, 31), "Medborgarlöften"), (date(2026, 6, 30), "Inriktningsbeslut"),
        (date(2026, 9, 30), "Inriktningsbeslut"), (date(2026, 11, 30), "Lägesbild"), (date(2026, 12, 31), "Inriktningsbeslut"),
        (date(2026, 12, 31), "Skriftlig årssammanställning"), (date(2026, 12, 31), "Verksamhetsplan"),
    ]  # fmt: skip


def test_the_last_year_warns_six_three_and_one_month_before() -> None:
    found = [(due.by, due.kind, due.months) for due in due_items(of("2581"), date(2025, 1, 1), date(2025, 12, 31)) if due.duty is None]
    assert found == [
        (date(2025, 6, 30), "warning", 6), (date(2025, 9, 30), "warning", 3), (date(2025, 11, 30), "warning", 1),
        (date(2025, 12, 31), "last_day", None),
    ]  # fmt: skip


def test_a_plan_for_two_years_is_made_every_second_year_and_revised_in_between() -> None:
    plans = [
        (due.by.year, due.kind) for due in due_items(of("2480"), date(2017, 1, 1), date(2020, 12, 31)) if due.title == "Aktivitetsplan"
    ]
    assert plans == [(2017, "revision_of_plan"), (2018, "duty"), (2019, "revision_of_plan"), (2020, "duty")]


def test_quarterly_work_goes_on_without_a_known_period() -> None:
    found = due_items(of("0319"), date(2026, 1, 1), date(2026, 12, 31))
    assert [due.by.month for due in found if due.duty_kind == "direction"] == [3, 6, 9, 12]


def test_an_agreement_that_ends_has_nothing_due_afterwards_and_an_extended_one_has() -> None:
    assert not due_items(of("2580"), date(2028, 1, 1), date(2028, 12, 31))
    assert {due.title for due in due_items(of("2480"), date(2026, 1, 1), date(2026, 12, 31))} == {
        "Aktivitetsplan",
        "Medborgarlöften",
        "Uppföljning av målen",
    }


@pytest.mark.parametrize(
    ("cadence", "months"), [("month", list(range(1, 13))), ("tertial", [4, 8, 12]), ("half_year", [6, 12]), ("week", [])]
)
def test_every_cadence_ends_its_periods(cadence: str, months: list[int]) -> None:
    start = KnownDate(date(2024, 1, 1), date(2024, 1, 1), "day")
    item = Agreement("9999", "x", "Prov", "ends", starts=start, duties=(Duty("plan", "Plan", cadence),))  # pyright: ignore[reportArgumentType]
    assert [due.by.month for due in due_items(item, date(2025, 1, 1), date(2025, 12, 31))] == months


def test_the_next_time_a_duty_is_due() -> None:
    item = of("9999")
    report = next(duty for duty in item.duties if duty.kind == "report")
    told = next_due(item, report, date(2026, 11, 22))
    assert told is not None and told.by == date(2026, 12, 31)
