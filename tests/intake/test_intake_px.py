"""PX files: read by their bytes and their grammar, and refused by the keyword that is missing, misspelt or contradicted."""

from __future__ import annotations

import time
from datetime import date

import pytest

from lagesbild.intake import Answers, accept, facts
from lagesbild.intake.px_reader import px_cube
from tests.intake.made_cubes import px_file


def test_cells_lie_in_row_major_order_and_areas_go_by_their_codes(deliver, home, tmp_path):
    receipt = deliver(px_file(tmp_path / "folk.px"))
    found = facts(home, receipt)
    assert (receipt.format, receipt.municipality, receipt.rows_stored) == ("scb_population", "9990", 8)
    cells = found.set_index(["area", "sex", found["reference_date"].astype("str").str[:4]])["persons"].to_dict()
    assert cells[("9990", "M", "2024")] == 11
    assert cells[("9990", "K", "2023")] == 12
    assert cells[("9990A0010", "M", "2023")] == 5
    assert cells[("9990A0010", "K", "2024")] == 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850"])
def test_the_bytes_decide_the_encoding_whatever_the_file_declares(tmp_path, encoding):
    cube = px_cube(
        px_file(
            tmp_path / "folk.px", ('LANGUAGE="sv";', 'LANGUAGE="sv";\nNOTE="Åldern räknas, både män och kvinnor";'), encoding=encoding
        ).read_bytes()
    )
    assert cube.title == "Folkmängd efter region, kön och år"
    assert [dimension.title for dimension in cube.dimensions] == ["region", "kön", "år"]


def test_of_several_languages_ours_is_shown_and_long_texts_are_joined(tmp_path):
    titled = ('TITLE="Folkmängd efter region, kön och år"', 'TITLE="Population"')
    long = 'TITLE[sv]="Folkmängd efter "\n"region, kön och år";\n'
    swedish = f'{long}STUB[sv]="område","kön";\nHEADING[sv]="år";\nVALUES[sv]("område")="Provsund","Norr";\n'
    cube = px_cube(px_file(tmp_path / "f.px", titled, ("SOURCE=", f"{swedish}SOURCE=")).read_bytes())
    assert cube.title == "Folkmängd efter region, kön och år"
    assert cube.dimensions[0].title == "område"
    assert cube.dimensions[0].labels == ["Provsund", "Norr"]
    assert cube.dimensions[0].code == "region"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('STUB="region","kön"', 'STUB="regi"on","kön"', ["STUB", "rad 11", "citattecken"]),
        ('VALUES("kön")="män","kvinnor"', 'VALUES("kön")="män,"kvinnor"', ['VALUES("kön")', "rad 14"]),
        ('VALUES("kön")="män","kvinnor";\n', "", ['VALUES("kön")', "utan nyckelordet"]),
        ('VALUES("kön")', 'VALUES("könen")', ['VALUES("könen")', "region, kön, år"]),
        ('CODES("kön")="1","2"', 'CODES("kön")="1"', ['CODES("kön")', 'VALUES("kön")', "1 värden"]),
        ('CODES("kön")="1","2"', 'CODES("kön")="1","1"', ['CODES("kön")', "två gånger"]),
        ('UNITS="antal";', 'UNITS="antal";\nUNITS="antal";', ["UNITS", "två gånger"]),
        ('HEADING="år"', 'HEADING="kön","år"', ["samma variabel", "kön"]),
        ("12 13", "12", ["DATA", "7 av 8", "avbruten"]),
        ("12 13", "12 13 14", ["DATA", "fler än de 8"]),
        ("7 8\n;\n", '7 8\n;\nMATRIX="B";', ["efter DATA"]),
        ("DATA=\n10 11\n12 13\n5 6\n7 8\n;\n", "", ["utan nyckelordet DATA"]),
        ("DATA=", 'KEYS("region")=CODES;\nDATA=', ["KEYS"]),
        ("DECIMALS=0;\n", "", ["DECIMALS"]),
        ('SOURCE="SCB";', "SOURCE SCB;", ["SOURCE", 'CODES("år")', "rad 20"]),
        ('SOURCE="SCB";', 'CONTVARIABLE="innehåll";', ["CONTVARIABLE", "rad 20"]),
        ('SOURCE="SCB";\nDATA=\n10 11\n12 13\n5 6\n7 8\n;\n', 'SOURCE="SCB"', ["slutar mitt i", "SOURCE"]),
    ],
)
def test_what_is_wrong_is_named_by_its_keyword(deliver, stored, tmp_path, old, new, words):
    refused = deliver(px_file(tmp_path / "folk.px", (old, new)), "9990")
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in words), refused.message
    assert stored() == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('VALUES("kön")="män","kvinnor"', 'VALUES("kön")="ogift","gift"', ["kön", "gift, ogift"]),
        ('VALUES("år")="2023","2024"', 'VALUES("år")="före","efter"', ["år", "efter, före"]),
        ('"9990 Provsund","9990A0010";\nVALUES', '"Provsund","Norr";\nVALUES', []),
        ('TITLE="Folkmängd', 'TITLE="Skogsbränder', ["Skogsbränder", "folkmängd per region"]),
    ],
)
def test_a_table_of_something_else_is_told_what_it_holds(deliver, tmp_path, old, new, words):
    answer = deliver(px_file(tmp_path / "t.px", (old, new)), "9990")
    assert answer.outcome == ("refused" if words else "accepted"), answer.message
    assert all(word in answer.message for word in words), answer.message


def test_another_statistic_comes_in_as_ready_figures_once_its_questions_are_answered(home, deliver, tmp_path):
    incomes = (('TITLE="Folkmängd', 'TITLE="Medelinkomst'), ('CONTENTS="Folkmängd"', 'CONTENTS="Medelinkomst, tkr"'))
    path = px_file(tmp_path / "inkomst.px", *incomes)
    refused = deliver(path, "9990")
    assert all(word in refused.message for word in ("Medelinkomst efter region", "--propose"))
    accepted = accept(path, home, "9990", date(2026, 11, 22), Answers(says={"values": "mean"}))
    assert accepted.receipt.outcome == "accepted", accepted.receipt.message
    found = facts(home, accepted.receipt)
    assert found["value"].tolist() == [10, 11, 12, 13, 5, 6, 7, 8]
    assert (set(found["label"]), set(found["subgroup"])) == ({"Medelinkomst, tkr"}, {"sex=M", "sex=K"})
    assert sorted(found["area_level"].unique()) == ["deso", "municipality"]
    assert accepted.receipt.source == "SCB"
    following = px_file(tmp_path / "nasta.px", *incomes, ("10 11", "10 99"))
    assert deliver(following, "9990").format == accepted.receipt.format


def test_names_without_codes_are_asked_about(deliver, stored, tmp_path):
    codes = ('CODES("region")="9990","9990A0010";\n', "")
    refused = deliver(px_file(tmp_path / "t.px", codes, ('"9990 Provsund","9990A0010"', '"Norr","Söder"')), "9990")
    assert refused.outcome == "refused"
    assert "Norr, Söder" in refused.message
    assert stored() == []


def test_a_table_that_counts_two_things_must_be_fetched_as_people(deliver, tmp_path):
    changes = (
        ('HEADING="år"', 'HEADING="mått","år"'),
        ('SOURCE="SCB";', 'CONTVARIABLE="mått";\nVALUES("mått")="Folkmängd","Folkökning";'),
        ("7 8\n", "7 8\n" + "1 2 " * 4),
    )
    refused = deliver(px_file(tmp_path / "t.px", *changes), "9990")
    assert "mått" in refused.message
    assert "Folkmängd, Folkökning" in refused.message


def test_a_cell_that_is_no_number_of_people_is_rejected_by_its_place(deliver, tmp_path):
    regions = ",".join(f'"9990A{1000 + 10 * index}"' for index in range(20))
    values = "\n".join(["1 2"] * 39 + ["1 2,5"])
    changes = (
        ('VALUES("region")="9990 Provsund","9990A0010"', f'VALUES("region")={regions}'),
        ('CODES("region")="9990","9990A0010";\n', ""),
        ("10 11\n12 13\n5 6\n7 8\n", f"{values}\n"),
    )
    receipt = deliver(px_file(tmp_path / "t.px", *changes))
    assert (receipt.outcome, receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == ("accepted", 80, 79, 1)
    assert all(word in receipt.rejections[0].reason for word in ("Rad 80", "9990A1190", "kvinnor", "2024", "2,5"))


@pytest.mark.parametrize("where", ['SOURCE="SCB', 'VALUES("kön")="män', "DATA=\n10"])
def test_a_personal_identity_number_anywhere_refuses_the_file(deliver, stored, tmp_path, where):
    number = " 19811218-9876" if "DATA" not in where else ' "19811218-9876"'
    changes = [(where, f"{where}{number}")] + ([(" 11\n", "\n")] if "DATA" in where else [])
    refused = deliver(px_file(tmp_path / "t.px", *changes), "9990")
    assert refused.outcome == "refused"
    assert "personnummer" in refused.message
    assert "9876" not in refused.message
    assert stored() == []


def _many(name: str, count: int) -> str:
    return f'VALUES("{name}")=' + ",".join(f'"{index}"' for index in range(count)) + ";\n"


HOSTILE = {
    "cells": [('VALUES("region")="9990 Provsund","9990A0010";\n', _many("region", 100_000)), ('CODES("region")="9990","9990A0010";\n', ""),
              ('VALUES("år")="2023","2024";\n', _many("år", 100_000)), ('CODES("år")="2023","2024";\n', "")],
    "dimensions": [('HEADING="år"', 'HEADING="år",' + ",".join(f'"v{n}"' for n in range(60))),
                   ('SOURCE="SCB";', "".join(f'VALUES("v{n}")="a";\n' for n in range(60)))],
    "values": [('VALUES("kön")="män","kvinnor";\n', _many("kön", 250_000))],
    "keywords": [('SOURCE="SCB";', 'A="";\n' * 100_001)],
    "blanks": [('SOURCE="SCB";', "A=1;" + " " * 3_000_000 + "B=")],
    "quotes": [('SOURCE="SCB";', "NOTE(" + '"a" ' * 200_000 + "=1;")],
    "nul": [('SOURCE="SCB";', 'SOURCE="S\0B";')],
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_would_cost_memory_or_time_is_refused_first(deliver, stored, tmp_path, kind):
    path = px_file(tmp_path / "t.px", *HOSTILE[kind])
    started = time.process_time()
    refused = deliver(path, "9990")
    assert time.process_time() - started < 10
    assert refused.outcome == "refused"
    assert "(MemoryError)" not in refused.message
    assert "gick inte att läsa (" not in refused.message
    assert stored() == []
