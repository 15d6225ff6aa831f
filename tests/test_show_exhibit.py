"""What stands under the start page's small map: who stands out, how many do not, and what its colours say."""

from __future__ import annotations

import pandas as pd
import pytest
import streamlit as st

from lagesbild import show
from lagesbild.show_exhibit import _map_key


def areas(**verdicts: str) -> pd.DataFrame:
    told = [{"name": name, "verdict": verdict, "unit": "per_1000"} for name, verdict in verdicts.items()]
    return pd.DataFrame(told).assign(value=lambda rows: rows["verdict"].ne("not_measured").map({True: 8.1, False: None}))


def test_areas_that_stand_out_are_named_and_the_others_counted() -> None:
    rows = areas(Centrum="no_clear_difference", Granliden="clearly_lower", Hamnen="clearly_higher", Lillåsen="clearly_lower", Sjövik="")
    groups, colours = _map_key(rows)
    assert groups == [
        ("higher", "Säkert fler än i resten:", "Hamnen"),
        ("lower", "Säkert färre än i resten:", "Granliden, Lillåsen"),
        ("hatch", "Övriga 2:", "ingen säker skillnad"),
    ]
    assert colours.replace("\N{NO-BREAK SPACE}", " ") == "Starkare färg: fler per 1 000 invånare."


def test_above_and_below_have_a_sign_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(st, "html", drawn.append)
    show.map_key(
        [("higher", "Säkert fler", "Hamnen"), ("lower", "Säkert färre", "Lillåsen"), ("hatch", "Övriga", ""), ("dots", "1:", "")], ""
    )
    signs = [item.split("</i>")[0] for item in drawn[0].split("<li>")[1:]]
    assert len(set(signs)) == 4 and "lb-out-up" in signs[0] and "lb-out-down" in signs[1]


def test_where_nothing_stands_out_the_key_says_that_of_all() -> None:
    assert _map_key(areas(Centrum="", Hamnen=""))[0] == [("hatch", "Alla 2:", "ingen säker skillnad")]


def test_an_area_without_a_figure_is_not_one_without_a_difference() -> None:
    found = _map_key(areas(Centrum="", Hamnen="not_measured"))[0]
    assert found == [("hatch", "Övriga 1:", "ingen säker skillnad"), ("dots", "1:", "uppgift saknas")]
