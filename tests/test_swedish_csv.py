"""Downloads open in Swedish Excel and never run as formulas."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from lagesbild.swedish_csv import cell, excel_csv


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_be_a_formula_is_neutralised(start: str) -> None:
    assert cell(f"{start}cmd|' /C calc'!A0").startswith("'" + start)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-12.5, "-12,5"),
        (-3, "-3"),
        (1234.5, "1234,5"),
        (0, "0"),
        (date(2026, 11, 22), "2026-11-22"),
        (pd.Timestamp(2026, 1, 1), "2026-01-01"),
    ],
)
def test_numbers_and_dates(value: object, expected: str) -> None:
    assert cell(value) == expected


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), pd.NaT, pd.NA])
def test_an_absent_value_is_an_empty_cell(value: object) -> None:
    assert cell(value) == ""


def test_file_has_byte_order_mark_semicolons_and_quotes() -> None:
    frame = pd.DataFrame({"Område": ["Ålsta; norra", '=1+"1"'], "Värde": [-1.5, float("nan")]})
    assert excel_csv(frame) == '\ufeffOmråde;Värde\r\n"Ålsta; norra";-1,5\r\n"\'=1+""1""";\r\n'.encode()
