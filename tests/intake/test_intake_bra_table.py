"""Brå's text layouts: the same path as the Excel export has, so that the same offence from three layouts is one series."""

from __future__ import annotations

from datetime import date

import pytest

from lagesbild.intake import facts
from tests.intake.made_files import bra_rows, workbook

PERSON = "Brott mot brottsbalken, 3-7 kap. Brott mot person"
ROBBERY = "Brott mot brottsbalken, 8-12 kap. Brott mot förmögenhet, 8 kap. Stöld, rån m.m., därav rån, inkl. grovt"
THEFT = "Brott mot brottsbalken, 8-12 kap. Brott mot förmögenhet, 8 kap. Stöld, rån m.m."
LONG = "År;Månad;Kvartal;Periodtyp;Preliminär;Kommun;Brott;Brott_ID;Förälder_ID;Antal;Per100000;Status_Antal;Status_Per100000\n"
TREE = [("Brott mot brottsbalken", 1, ""), (PERSON, 2, "1.0"), (THEFT, 4, "3.0"), ("Vapenlagen", 9, "")]
DATABASE = "Brott;Region;År;Period;Antal;/100 000 inv\n"
PATHS = {
    "3-7 kap. Brott mot person",
    "8-12 kap. Brott mot förmögenhet > 8 kap. Stöld, rån m.m. > därav rån, inkl. grovt",
}


def _text(path, content, encoding="latin-1"):
    path.write_bytes(content.encode(encoding))
    return path


def _database(path, *rows, region="Provsunds kommun", period="2025;Dec"):
    ancestors = [THEFT.rsplit(", 8 kap.", 1)[0], THEFT]
    lines = [f"{said};{region};{period};..;..\n" for said in ancestors] + [f"{said};{region};{period};{count};..\n" for said, count in rows]
    return _text(path, DATABASE + "".join(lines))


def _excel(path, person, robbery):
    chain = ["8-12 kap. Brott mot förmögenhet", "8 kap. Stöld, rån m.m."]
    lines = [["3-7 kap. Brott mot person", person], *([said, ""] for said in chain), ["därav rån, inkl. grovt", robbery]]
    return workbook(path, bra_rows({"Provsund kommun": lines}, [["2025"], ["Nov"]]))


def _long(path, *rows, sign="", encoding="utf-8-sig"):
    lines = [f"2025;12.0;;Månad;False;Provsund;{said};{identity};{parent};{count};;{sign};\n" for said, identity, parent, count in rows]
    return _text(path, LONG + "".join(lines), encoding)


def test_the_same_offence_from_three_layouts_is_one_series(deliver, home, tmp_path):
    excel = facts(home, deliver(_excel(tmp_path / "a.xlsx", 7, 2)))
    database = facts(home, deliver(_database(tmp_path / "b.csv", (PERSON, 9), (ROBBERY, 3))))
    steps = [(", ".join(ROBBERY.split(", ")[:n]), n, n - 1 if n > 1 else "", 5) for n in (1, 2)]
    steps += [(THEFT, 3, 2, 5), (ROBBERY, 4, 3, 3), (PERSON, 5, 1, 9)]
    long = facts(home, deliver(_long(tmp_path / "c.csv", *steps), "9990"))
    keys = ["area", "path", "label", "measure", "unit", "period_kind"]
    assert set(excel["path"]) == PATHS
    assert set(database["path"]) >= PATHS
    assert set(long["path"]) >= PATHS
    wanted = excel[excel["measure"] == "count"][keys].drop_duplicates().sort_values("path").to_numpy().tolist()
    for found in (database, long):
        here = found[found["path"].isin(PATHS) & (found["measure"] == "count")]
        assert here[keys].drop_duplicates().sort_values("path").to_numpy().tolist() == wanted
        assert here.set_index("label")["value"].to_dict() == {"3-7 kap. Brott mot person": 9, "därav rån, inkl. grovt": 3}


def test_a_later_text_replaces_the_slice_that_came_as_excel(deliver, tmp_path):
    chain = [["3-7 kap. Brott mot person", 7]]
    deliver(workbook(tmp_path / "a.xlsx", bra_rows({"Provsund kommun": chain}, [["2025"], ["Dec"]])))
    receipt = deliver(_database(tmp_path / "b.csv", (PERSON, 9)))
    assert any(w.code in ("replaces", "outranked") and "a.xlsx" in w.message for w in receipt.warnings)


def test_an_offence_without_its_ancestors_is_known_by_what_has_been_received(deliver, home, tmp_path):
    deliver(_excel(tmp_path / "a.xlsx", 7, 2))
    alone = _text(tmp_path / "b.csv", DATABASE + f"{ROBBERY};Provsunds kommun;2025;Dec;3;1,5\n")
    assert set(facts(home, deliver(alone))["path"]) == {"8-12 kap. Brott mot förmögenhet > 8 kap. Stöld, rån m.m. > därav rån, inkl. grovt"}


def test_counts_rates_and_signs_keep_their_states(deliver, home, tmp_path):
    rows = f"{PERSON};Hela landet;2026 prel.;Kvartal 1;90\u00a0000;8,5\n" + "".join(
        f"{said};Polisregion Nord, Påhittat län, Provsunds kommun;2026 prel.;Kvartal 1;{cells}\n"
        for said, cells in ((PERSON, "1\u00a0234;85,5"), ("Totalt antal brott", "-;."), ("Vapenlagen", "..;.."))
    )
    receipt = deliver(_text(tmp_path / "b.csv", DATABASE + rows))
    assert (receipt.municipality, receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == ("9990", 8, 6, 2)
    found = facts(home, receipt).set_index(["label", "measure"])
    assert found.loc[("3-7 kap. Brott mot person", "count"), "value"] == 1_234
    assert found.loc[("3-7 kap. Brott mot person", "rate"), "value"] == 85.5
    assert found["state"].to_dict()[("Totalt antal brott", "count")] == "zero"
    assert found["state"].to_dict()[("Totalt antal brott", "rate")] == "not_published"
    assert found["state"].to_dict()[("Vapenlagen", "count")] == "missing"
    assert (receipt.data_from, receipt.data_date, receipt.preliminary_from) == (date(2026, 1, 1), date(2026, 3, 31), date(2026, 1, 1))


def test_a_status_speaks_where_the_number_is_absent_and_may_not_deny_one(deliver, home, tmp_path):
    offences = [("Totalt antal brott", 8, "", 5), ("Vapenlagen", 9, "", "")]
    found = facts(home, deliver(_long(tmp_path / "a.csv", *offences[1:], sign=".."), "9990"))
    assert set(found["state"]) == {"missing"}
    refused = deliver(_long(tmp_path / "b.csv", *offences[:1], sign=".."), "9990")
    assert refused.outcome == "refused"
    assert "5 .." in refused.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (DATABASE + "Rån;Provsunds kommun;2025;Smed;1;2\n", ["Rad 2", "kolumn Period", "Smed"]),
        (DATABASE + "Rån;Provsunds kommun;25;Dec;1;2\n", ["Rad 2", "25"]),
        (DATABASE + "Rån;Provsunds kommun;2025;Dec;1,5;2\n", ["Rad 2", "kolumn Antal", "1,5"]),
        (DATABASE + "Rån;Provsunds kommun;2025;Dec;-4;2\n", ["Rad 2", "kolumn Antal", "-4"]),
        (DATABASE + "Rån;Bortom;2025;Dec;4;2\n", ["rad 2", "Bortom"]),
        (DATABASE + "Rån;Grannby kommun;2025;Dec;4;2\n", ["Grannby", "lagesbild new"]),
        (DATABASE + "Rån;Provsunds kommun;2025;Dec;4;2\nRån;Provsunds kommun;2025;Dec;5;2\n", ["Rad 3", "Rån", "redan"]),
        (DATABASE + "Rån;Provsunds kommun;2025;Dec;4;2\nRån;Provsunds kom", ["rad 3", "avbruten"]),
        (DATABASE + "Rån 19811218-9876;Provsunds kommun;2025;Dec;4;2\n", ["personnummer", "Brott"]),
        (LONG + "2025;13.0;;Månad;False;Provsund;Rån;1;;4;;;\n", ["Rad 2", "13"]),
        (LONG + "2025;;;Vecka;False;Provsund;Rån;1;;4;;;\n", ["Rad 2", "Vecka"]),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(deliver, stored, tmp_path, content, words):
    refused = deliver(_text(tmp_path / "b.csv", content))
    assert refused.outcome == "refused", refused
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


def test_headings_met_again_and_footers_are_told_and_nothing_is_lost(deliver, tmp_path):
    row = "Vapenlagen;Provsunds kommun;2025;{};4;2\n"
    content = DATABASE + row.format("Nov") + DATABASE + row.format("Dec") + "\nKälla: Brottsförebyggande rådet\n"
    receipt = deliver(_text(tmp_path / "b.csv", content))
    assert (receipt.rows_stored, receipt.rows_rejected) == (4, 2)
    assert [item.line for item in receipt.rejections] == [3, 6]
