"""A table that is too wide for a phone is stacked there, and every cell then stands after its column's name."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from lagesbild import show_table
from lagesbild.show_table import NARROW, Cell, data_table, narrowest


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is sent to the browser."""
    found: list[str] = []
    monkeypatch.setattr(show_table.st, "html", found.append)
    return found


def test_a_table_of_short_cells_stays_a_table(drawn: list[str]) -> None:
    data_table(
        pd.DataFrame({"Område": ["Hamnen", "Norrstrand"], "Före": ["23", "41"], "Nu": ["34", "30"]}), caption="Antal", numeric=["Före"]
    )
    assert "lb-stack" not in drawn[0] and "--h2" not in drawn[0]


def test_a_wide_table_is_stacked_with_the_name_of_each_column(drawn: list[str]) -> None:
    wide = pd.DataFrame([["Styrgruppen", "2026-10-07", Cell("46 dagar sen", "late"), "2026-07-07", "Kommunstyrelsen"]],
                        columns=["Punkt", "Senast", "Läge", 'Gjord "nyss"', "Av vem"])  # fmt: skip
    data_table(wide, caption="Att göra")
    assert "lb-stack" in drawn[0]
    told = re.search(r'<table style="([^"]*)"', drawn[0])
    assert told and told[1].count("--h") == 4
    assert "--h2:&quot;Senast&quot;" in told[1] and "Gjord \\&quot;nyss\\&quot;" in told[1]


def test_a_sentence_and_a_number_that_is_never_broken_need_more_room_than_their_longest_word() -> None:
    broken, sentence = "ett par ord", "ett par ord " * 4
    assert narrowest(pd.DataFrame({"a": ["x"], "b": [sentence]})) > narrowest(pd.DataFrame({"a": ["x"], "b": [broken]}))
    number = pd.DataFrame({"a": ["x"], "b": ["75 820 (+0,7 av de 10 000)"]})
    assert narrowest(number, ["b"]) > narrowest(number)
    assert narrowest(pd.DataFrame({"a": [None], "b": [float("nan")]})) < NARROW
