"""The fields behind a series are explained as they are drawn: the current agreement's, and the fainter one of an earlier."""

from datetime import date

import pytest

from lagesbild.sentences_agreement import fields_line

BANDS = [(date(2020, 1, 1), date(2023, 12, 31), "2020–2023"), (date(2024, 1, 1), date(2027, 12, 31), "2024–2027")]
CURRENT, EARLIER = "Beige fält: överenskommelsens tid.", "Svagare fält: en tidigare överenskommelse."


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2016, 1, 1), date(2025, 12, 31), f"{CURRENT} {EARLIER}"),
        (date(2024, 1, 1), date(2025, 12, 31), CURRENT),
        (date(2016, 1, 1), date(2022, 12, 31), EARLIER),
        (date(2016, 1, 1), date(2018, 12, 31), ""),
    ],
)
def test_only_the_fields_that_are_drawn_are_explained(first: date, last: date, told: str) -> None:
    assert fields_line(BANDS, first, last) == told


def test_without_agreements_nothing_is_explained() -> None:
    assert fields_line([], date(2016, 1, 1), date(2025, 12, 31)) == ""
