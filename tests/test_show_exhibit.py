"""What stands under the start page's small map: who stands out, how many do not, and what its colours say."""

from __future__ import annotations

import pandas as pd

from lagesbild.show_exhibit import _map_key


def areas(**verdicts: str) -> pd.DataFrame:
    told = [{"name": name, "verdict": verdict, "unit": "per_1000"} for name, verdict in verdicts.items()]
    return pd.DataFrame(told).assign(value=lambda rows: rows["verdict"].ne("not_measured").map({True: 8.1, False: None}))


def test_areas_that_stand_out_are_named_and_the_others_counted() -> None:
    rows = areas(Centrum="no_clear_difference", Granliden="clearly_lower", Hamnen="clearly_higher", Lillåsen="clearly_lower", Sjövik="")
    groups, colours = _map_key(rows)
    assert groups == [
        ("outline", "Säkert fler än i resten:", "Hamnen"),
        ("outline", "Säkert färre än i resten:", "Granliden, Lillåsen"),
        ("hatch", "Övriga 2:", "ingen säker skillnad"),
    ]
    assert colours.replace("\N{NO-BREAK SPACE}", " ") == "Starkare färg: fler per 1 000 invånare."


def test_where_nothing_stands_out_the_key_says_that_of_all() -> None:
    assert _map_key(areas(Centrum="", Hamnen=""))[0] == [("hatch", "Alla 2:", "ingen säker skillnad")]


def test_an_area_without_a_figure_is_not_one_without_a_difference() -> None:
    found = _map_key(areas(Centrum="", Hamnen="not_measured"))[0]
    assert found == [("hatch", "Övriga 1:", "ingen säker skillnad"), ("dots", "1:", "uppgift saknas")]
