"""Tables of the whole nation as ready figures: our own areas by code or name, the others outside, and unknown names asked about."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.intake import Answers, accept, facts, suggest
from tests.intake.made_cubes import px_file
from tests.intake.made_files import feature, geojson, square

DAY = date(2026, 11, 22)
INCOMES = """"region","inkomstkomponent","kön","Medelvärde, tkr 2023","Medelvärde, tkr 2024"
"Grannby (Norra)","löneinkomst","totalt",1,2
"Provsund (Bollviken)","löneinkomst","totalt",438.3,449.7
"Provsund (Norra)","löneinkomst","totalt",328.5,".."
"Bortom (Väst)","löneinkomst","totalt",3,4
"""


@pytest.fixture
def incomes(tmp_path):
    path = tmp_path / "inkomst.csv"
    path.write_bytes(f"\ufeff{INCOMES}".replace("\n", "\r\n").encode())
    return path


def _borders(path):
    regsos = [feature("9990R001_RegSO2020", namn="Bollviken"), feature("9990R002_RegSO2020", ring=square(13.1, 61.2), namn="Norra")]
    return geojson(path, regsos)


def test_names_are_asked_about_until_the_areas_of_that_name_are_loaded(deliver, home, stored, incomes):
    asked = suggest(incomes, home, "9990", DAY)
    assert "area" in [question.key for question in asked.questions]
    refused = deliver(incomes, "9990")
    assert "något måste besvaras först" in refused.message
    assert stored() == []


def test_with_areas_loaded_our_own_names_are_read_and_the_others_lie_outside(deliver, home, tmp_path, incomes):
    deliver(_borders(tmp_path / "g.geojson"))
    told = suggest(incomes, home, "9990", DAY)
    assert told.acceptable, told.questions
    receipt = accept(incomes, home, "9990", DAY, Answers()).receipt
    assert (receipt.outcome, receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == ("accepted", 8, 4, 4), receipt.message
    found = facts(home, receipt).sort_values(["area", "period_start"])
    assert found[["area", "value", "state"]].fillna(-1).to_numpy().tolist() == [
        ["9990R001", 438.3, "value"],
        ["9990R001", 449.7, "value"],
        ["9990R002", 328.5, "value"],
        ["9990R002", -1, "suppressed"],
    ]


def test_a_table_of_municipalities_gives_ours_and_leaves_the_rest_outside(home, tmp_path):
    changes = (
        ('TITLE="Folkmängd', 'TITLE="Medelinkomst'),
        ('CONTENTS="Folkmängd"', 'CONTENTS="Medelinkomst, tkr"'),
        ('"9990 Provsund","9990A0010"', '"Riket","Provsund"'),
        ('CODES("region")="9990","9990A0010"', 'CODES("region")="00","9990"'),
    )
    receipt = accept(px_file(tmp_path / "i.px", *changes), home, "9990", DAY, Answers(says={"values": "mean"})).receipt
    assert (receipt.outcome, receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == ("accepted", 8, 4, 4), receipt.message
    assert facts(home, receipt)["value"].tolist() == [5, 6, 7, 8]
