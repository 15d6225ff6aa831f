"""Which periods a source covers: whole ones, cut ones, and none across a gap."""

from datetime import date

from lagesbild.build.periods import Period, Span, periods


def years(start: date, end: date) -> list[Period]:
    return [p for p in periods(Span(start, end), None) if p.period_kind == "year"]


def test_the_running_year_ends_on_the_data_date_and_is_not_whole() -> None:
    found = years(date(2024, 1, 1), date(2025, 10, 31))
    assert [(p.period_start, p.period_end, p.complete) for p in found] == [
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2025, 1, 1), date(2025, 10, 31), False),
    ]


def test_a_few_quiet_days_around_new_year_do_not_break_a_year() -> None:
    assert [p.complete for p in years(date(2024, 1, 4), date(2024, 12, 28))] == [True]


def test_a_source_that_begins_in_april_has_no_whole_first_year() -> None:
    first = years(date(2023, 4, 1), date(2024, 12, 31))[0]
    assert (first.period_start, first.complete) == (date(2023, 4, 1), False)


def test_pooled_years_are_whole_or_absent() -> None:
    found = [p for p in periods(Span(date(2020, 1, 1), date(2024, 10, 31)), None) if p.period_kind.startswith("pool")]
    assert [(p.period_kind, p.period_start.year, p.period_end.year) for p in found] == [("pool3", 2020, 2022), ("pool3", 2021, 2023)]


def test_what_the_source_calls_preliminary_is_marked_from_that_day() -> None:
    months = [p for p in periods(Span(date(2026, 8, 1), date(2026, 10, 31)), date(2026, 10, 1)) if p.period_kind == "month"]
    assert [p.preliminary for p in months] == [False, False, True]
