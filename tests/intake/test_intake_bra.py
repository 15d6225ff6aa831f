"""Brå's export: the path of labels is the key, periods and units come from the headings, symbols keep their meaning."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.intake import facts
from tests.intake.made_files import bra_rows, workbook

YEARS = [["År", "År"], ["2024", "2025"]]
TREE = [["Totalt antal brott", 30, 40], ["3-7 kap. Brott mot person", "", ""], ["6 kap. Sexualbrott", 1, 2]]


def deliver_bra(deliver, tmp_path, blocks, heads=YEARS, unit="Antal", after=(), municipality=None):
    """Hand in an export made of these blocks."""
    return deliver(workbook(tmp_path / "export.xlsx", bra_rows(blocks, heads, unit) + [list(row) for row in after]), municipality)


def test_a_leaf_is_known_by_all_its_ancestors(deliver, home, tmp_path):
    lines = [
        ["A", "", ""],
        ["B", "", ""],
        ["Grov", 1, 2],
        ["C", "", ""],
        ["B", "", ""],
        ["Grov", 3, 4],
        ["Sist", 5, 6],
    ]
    found = facts(home, deliver_bra(deliver, tmp_path, {"Provsund kommun": lines}))
    assert dict(zip(found["path"], found["label"], strict=True)) == {"A > B > Grov": "Grov", "C > B > Grov": "Grov", "Sist": "Sist"}
    assert found["value"].tolist() == [1, 2, 3, 4, 5, 6]
    assert set(zip(found["line"], found["column"], strict=True)) >= {(9, "B"), (9, "C"), (13, "B")}


def test_a_parent_with_values_of_its_own_is_also_an_ancestor(deliver, home, tmp_path):
    lines = [["A", 9, 9], ["A", "", ""], ["B", 5, 5], ["A", "", ""], ["B", "", ""], ["därav C", 2, 2]]
    found = facts(home, deliver_bra(deliver, tmp_path, {"Provsund kommun": lines}))
    assert sorted(set(found["path"])) == ["A", "A > B", "A > B > därav C"]


def test_months_of_a_preliminary_year(deliver, home, tmp_path):
    heads = [["2025", "2026 prel."], ["Dec", "Jan"]]
    receipt = deliver_bra(deliver, tmp_path, {"Provsund kommun": TREE}, heads)
    found = facts(home, receipt).drop_duplicates("period_start")
    assert found["period_start"].tolist() == [date(2025, 12, 1), date(2026, 1, 1)]
    assert found["period_end"].tolist() == [date(2025, 12, 31), date(2026, 1, 31)]
    assert found["preliminary"].tolist() == [False, True]
    assert (receipt.data_from, receipt.data_date, receipt.preliminary_from) == (date(2025, 12, 1), date(2026, 1, 31), date(2026, 1, 1))


def test_quarters_and_years_have_their_own_ends(deliver, home, tmp_path):
    found = facts(home, deliver_bra(deliver, tmp_path, {"Provsund kommun": TREE}, [["2025", "2025"], ["Kvartal 2", "År"]]))
    first = found.drop_duplicates("period_kind").set_index("period_kind")
    assert (first.loc["quarter", "period_start"], first.loc["quarter", "period_end"]) == (date(2025, 4, 1), date(2025, 6, 30))
    assert first.loc["year", "period_end"] == date(2025, 12, 31)


def test_rates_are_published_rates_and_no_counts(deliver, home, tmp_path):
    lines = [["Totalt antal brott", 1234.5, 0]]
    found = facts(home, deliver_bra(deliver, tmp_path, {"Provsund kommun": lines}, unit="/100 000 inv"))
    assert set(found["measure"]) == {"rate"}
    assert set(found["unit"]) == {"per_100000"}
    assert found["state"].tolist() == ["value", "zero"]


def test_symbols_are_kept_apart_from_zero(deliver, home, tmp_path):
    lines = [["Totalt antal brott", "..", "-"], ["Vapenlagen", ".", 0], ["Rån", "", "1 234"]]
    receipt = deliver_bra(deliver, tmp_path, {"Provsund kommun": lines})
    found = facts(home, receipt)
    assert found["state"].tolist() == ["missing", "zero", "not_published", "zero", "missing", "value"]
    assert found["value"].fillna(-1).tolist() == [-1, 0, -1, 0, -1, 1234]
    assert receipt.rows_stored == 6


def test_districts_belong_to_their_city_and_other_regions_lie_outside(deliver, home, tmp_path):
    blocks = dict.fromkeys(["Hela landet", "Stockholm kommun", "Stadsdelsområde Hägersten - Älvsjö (Sthlm)", "Provsund kommun"], TREE)
    receipt = deliver_bra(deliver, tmp_path, blocks, municipality="0180")
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == (16, 8, 8)
    found = facts(home, receipt).drop_duplicates("area").set_index("area")
    assert found.loc["hagersten-alvsjo", ["area_name", "area_level", "area_version"]].tolist() == ["Hägersten-Älvsjö", "district", "bra"]
    assert found.loc["0180", ["area_name", "area_level", "area_version"]].tolist() == ["Stockholm", "municipality", ""]


def test_footnotes_become_warnings_once_for_the_regions_they_concern(deliver, tmp_path):
    note = "I juni 2016 har redovisningen av folkmängd ändrats."
    after = [[], [], ["Provsund kommun"], [note], ["Luleå kommun"], [note]]
    receipt = deliver_bra(deliver, tmp_path, {"Provsund kommun": TREE}, after=after)
    assert [w.code for w in receipt.warnings] == ["footnote"]
    assert "Provsund kommun, Luleå kommun" in receipt.warnings[0].message
    assert note in receipt.warnings[0].message
    assert receipt.rows_read == 4


@pytest.mark.parametrize(
    ("value", "unit"), [("12,5", "Antal"), (12.5, "Antal"), (True, "Antal"), (-1, "Antal"), ("<5", "Antal"), ("många", "/100 000 inv")]
)
def test_a_cell_that_is_no_count_is_rejected_with_row_column_and_cure(deliver, tmp_path, value, unit):
    lines = [[f"Brott {index}", index, index] for index in range(20)]
    lines[3][2] = value
    receipt = deliver_bra(deliver, tmp_path, {"Provsund kommun": lines}, unit=unit)
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == (40, 39, 1)
    (rejection,) = receipt.rejections
    assert (rejection.line, rejection.column) == (10, "C")
    assert str(value).replace("-1", "1") in rejection.reason
    assert "Skriv ett" in rejection.reason


def test_a_cut_last_region_refuses_the_file(deliver, stored, tmp_path):
    refused = deliver_bra(deliver, tmp_path, {"Provsund kommun": TREE, "Luleå kommun": TREE[:-1]}, municipality="9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("rad 13", "Luleå", "avbruten"))
    assert stored() == []


@pytest.mark.parametrize(
    ("blocks", "heads", "unit", "words"),
    [
        ({"Okänd plats": TREE}, YEARS, "Antal", ["rad 6", "Okänd plats", "region"]),
        ({"Provsund kommun": TREE}, YEARS, "Förändring %", ["enheter", "Antal"]),
        ({"Provsund kommun": TREE}, [["Vecka 1", "Vecka 2"], ["2024", "2024"]], "Antal", ["kolumn B", "rad 3", "Vecka 1"]),
        ({"Provsund kommun": TREE}, [["År", "År"], ["2024", "2024"]], "Antal", ["kolumn C", "2024-01-01"]),
        ({"Provsund kommun": [["Rån", 1, 1], ["Rån", 2, 2]]}, YEARS, "Antal", ["rad 8", "rad 7", "Rån"]),
    ],
)
def test_what_is_not_understood_refuses_the_file_by_row_or_column(deliver, stored, tmp_path, blocks, heads, unit, words):
    refused = deliver_bra(deliver, tmp_path, blocks, heads, unit, municipality="9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert "Hämta utdraget på nytt" in refused.message
    assert stored() == []
