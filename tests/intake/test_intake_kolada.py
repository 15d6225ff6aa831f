"""Kolada's answers and tables: every value or the source's reason for its absence, and never a unit that cannot be."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from lagesbild.catalog import load_catalog
from lagesbild.intake import facts
from lagesbild.intake.convert_kolada import unit_of
from lagesbild.settings import settings
from tests.conftest import SHARED
from tests.intake.kolada_files import definitions, part, values

KOLADA = SHARED / "real" / "kolada"
VALUES = KOLADA / "pgmj_2024-12-12_KOLADA_data_raw.parquet"
TABLE = {"kpi": "N00610", "municipality_id": "9999", "year": 2023, "gender": "T", "status": "", "value": 71.5}


def table(path, *rows, **more):
    """A parquet table with one value per row, as people gather Kolada's answers."""
    pd.DataFrame([TABLE | row for row in rows]).assign(**more).to_parquet(path, index=False)
    return path


def test_each_reason_for_an_absent_value_keeps_apart_and_zero_is_a_value(deliver, home, tmp_path):
    figures = [("N99001", 2019 + n, {"T": told}) for n, told in enumerate([0, "Missing", "Privacy", "Not applicable", None])]
    receipt = deliver(values(tmp_path / "v.json", figures), "9999")
    rows = facts(home, receipt)
    assert rows["state"].tolist() == ["zero", "missing", "suppressed", "not_asked", "missing"]
    assert rows["value"].isna().tolist() == [False, True, True, True, True]
    told = {item.code: item.message for item in receipt.warnings}
    assert told["state_missing"].startswith("2 av 5 värden") and "(Missing)" in told["state_missing"]
    assert told["state_suppressed"].startswith("1 av 5 värden") and told["state_not_asked"].startswith("1 av 5 värden")


def test_kolada_writes_the_same_reasons_as_symbols_in_its_tables(deliver, home, tmp_path):
    rows = [{"value": mark, "year": 2019 + n} for n, mark in enumerate(["-", "..", ".", "71.5"])]
    receipt = deliver(table(tmp_path / "t.parquet", *rows), "9999")
    assert facts(home, receipt)["state"].tolist() == ["missing", "suppressed", "not_asked", "value"]


def test_women_and_men_are_subgroups_and_per_cent_is_a_share(deliver, home, tmp_path):
    receipt = deliver(values(tmp_path / "v.json", [("N00610", 2023, {"T": 71.5, "K": 62.0, "M": 81.0})]), "9999")
    rows = facts(home, receipt).set_index("subgroup")
    assert rows["value"].to_dict() == pytest.approx({"all": 0.715, "sex=K": 0.62, "sex=M": 0.81})
    assert set(rows["unit"]) == {"share"} and set(rows["indicator"]) == {"kolada_n00610"}


def test_a_mean_of_three_years_has_three_years_as_its_period(deliver, home, tmp_path):
    receipt = deliver(values(tmp_path / "v.json", [("U07418", 2022, {"T": 9.9}), ("N07403", 2022, {"T": 990.0})]), "9999")
    rows = facts(home, receipt).set_index("indicator")
    mean, plain = rows.loc["kolada_u07418"], rows.loc["kolada_n07403"]
    assert (mean["period_start"], mean["period_end"], mean["period_kind"], mean["unit"]) == (
        date(2020, 1, 1), date(2022, 12, 31), "pool3", "per_1000",
    )  # fmt: skip
    assert (plain["period_start"], plain["period_kind"], plain["unit"]) == (date(2022, 1, 1), "year", "per_100000")


def test_numbers_too_large_for_their_unit_become_another_indicator_and_the_receipt_says_so(deliver, home, tmp_path):
    figures = [("U07452", 2022, {"T": 488.6}), ("U07452", 2023, {"T": 91.0})]
    receipt = deliver(values(tmp_path / "v.json", figures), "9999")
    rows = facts(home, receipt)
    assert set(rows["indicator"]) == {"kolada_u07452_per_100000"} and set(rows["unit"]) == {"per_100000"}
    assert set(rows["period_kind"]) == {"year"}
    assert "från 91 till 489" in next(item.message for item in receipt.warnings if item.code == "other_unit")


def test_a_key_figure_outside_the_catalogue_stays_on_its_own_scale(deliver, home, tmp_path):
    rows = facts(home, deliver(values(tmp_path / "v.json", [("N99002", 2023, {"T": 45.0})]), "9999"))
    assert (rows["value"][0], rows["unit"][0], rows["label"][0]) == (45.0, "number", "N99002")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kpi": "trygghet"}, "inget nyckeltal"),
        ({"year": "2023/24"}, "inget år"),
        ({"gender": "X"}, "inget kön"),
        ({"status": "Borta", "value": None}, "ingen känd orsak"),
        ({"status": "Privacy"}, "inget värde finns"),
        ({"value": "sjuttio"}, "inget tal"),
        ({"isdeleted": True}, "tagit bort värdet"),
        ({"year": 2000}, "finns redan"),
    ],
)
def test_a_faulty_row_is_rejected_by_line_and_the_others_are_stored(deliver, tmp_path, change, words):
    sound = [{"year": 1990 + n, "value": 70.0} for n in range(30)]
    path = tmp_path / "t.parquet"
    pd.DataFrame([TABLE | row for row in [*sound, {"year": 2023} | change]]).astype({"year": str, "value": str}).to_parquet(path)
    receipt = deliver(path, "9999")
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == (31, 30, 1)
    assert receipt.rejections[0].line == 31 and words in receipt.rejections[0].reason


def test_the_same_table_as_text_with_decimal_commas_gives_the_same_facts(deliver, home, tmp_path):
    rows = "kpi;municipality_id;year;gender;status;value\nN00610;9999;2022;T;;71,5\nN00610;9999;2023;T;Privacy;\nN00610;9999;2021;T;;-\n"
    (tmp_path / "t.csv").write_text(rows, encoding="utf-8")
    found = facts(home, deliver(tmp_path / "t.csv", "9999"))
    assert found["state"].tolist() == ["value", "suppressed", "missing"] and found["value"][0] == pytest.approx(0.715)
    (tmp_path / "p.csv").write_text(rows + "19811218-9876;9999;2023;T;;1\n", encoding="utf-8")
    assert "personnummer" in deliver(tmp_path / "p.csv", "9999").message


def test_other_municipalities_are_counted_as_outside(deliver, tmp_path):
    rows = [{"municipality_id": code, "municipality": "Namn"} for code in ("9999", "0000", "0001", "2580")]
    receipt = deliver(table(tmp_path / "t.parquet", *rows), "9999")
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_outside) == (4, 1, 3)


def test_an_answer_in_pages_is_told(deliver, tmp_path):
    receipt = deliver(values(tmp_path / "v.json", [("N00610", 2023, {"T": 70.0})], next_url="https://exempel.invalid/2"), "9999")
    assert "bara en del av svaret" in receipt.warnings[0].message


def test_the_list_of_municipalities_is_no_facts_and_the_refusal_says_what_to_fetch(deliver, stored, tmp_path):
    path = tmp_path / "kommuner.parquet"
    pd.DataFrame([{"id": "9999", "title": "Norrhamn", "type": "K"}]).to_parquet(path, index=False)
    refused = deliver(path, "9999")
    assert refused.outcome == "refused" and "lista över kommuner" in refused.message and "definitioner" in refused.message
    assert stored() == []


def test_definitions_are_kept_with_the_unit_that_their_title_tells(deliver, home, tmp_path):
    receipt = deliver(definitions(tmp_path / "d.json", {"N99001": "Båtplatser, antal/1000 inv", "N99002": "Nöjda, andel (%)"}), "9999")
    rows = facts(home, receipt).set_index("indicator")
    assert receipt.kind == "definition" and receipt.rows_stored == 2
    assert rows[["unit", "measure"]].to_numpy().tolist() == [["per_1000", "rate"], ["share", "share"]]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Anmälda brott, antal/100 000 inv", "per_100000"),
        ("Brott per 1 000 inv.", "per_1000"),
        ("Aktiviteter, antal/1000 inv 0-18 år", "number"),
        ("Nöjd, medelbetyg (skala 0-10) (-2020)", "index"),
        ("Kostnad, kr/inv", "number"),
        ("Andel av 1000 inv, andel (%)", "share"),
    ],
)
def test_a_rate_of_a_part_of_the_people_is_not_per_inhabitant(title, unit):
    assert unit_of(title, load_catalog().formats["kolada_definitions"].spec["units"])[0] == unit


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"values": [{"kpi": "N00610", ', "giltig JSON"),
        (b'{"values": [1, 2]}', "lista med rader"),
        (b'{"values": []}', "inga rader"),
        (b'{"values": ' + b"[" * 5_000, "giltig JSON"),
        (b'[{"a": [{"x": 1}], "b": [{"y": 1}]}]', "flera värden i varje ruta"),
        (b"PAR1 half a file", "trasig eller avbruten Parquetfil"),
    ],
)
def test_what_cannot_be_rows_is_refused_with_a_cure(deliver, stored, tmp_path, content, words):
    (tmp_path / "fil.json").write_bytes(content)
    refused = deliver(tmp_path / "fil.json", "9999")
    assert refused.outcome == "refused" and words in refused.message, refused.message
    assert stored() == []


def test_half_a_parquet_file_and_nested_cells_are_refused(deliver, tmp_path):
    half = table(tmp_path / "halv.parquet", {}, {"year": 2022})
    half.write_bytes(half.read_bytes()[:300])
    assert "trasig eller avbruten" in deliver(half, "9999").message
    nested = table(tmp_path / "lista.parquet", {}, extra=[[1, 2]])
    assert "flera värden i varje ruta" in deliver(nested, "9999").message


def test_too_many_columns_or_bytes_are_refused_before_they_are_read(deliver, tmp_path, monkeypatch):
    wide = table(tmp_path / "bred.parquet", {}, **{f"k{n}": "" for n in range(600)})
    assert "kolumner" in deliver(wide, "9999").message
    monkeypatch.setattr(settings(), "max_unzipped_mb", 0)
    assert "packas upp" in deliver(table(tmp_path / "stor.parquet", {}), "9999").message


@pytest.mark.parametrize("kind", ["parquet", "json", "beside"])
def test_a_personal_number_anywhere_refuses_the_file(deliver, stored, tmp_path, kind):
    path = tmp_path / "fil"
    if kind == "parquet":
        table(path, {"note": "19811218-9876"})
    elif kind == "json":
        path.write_text(json.dumps({"values": [{"kpi": "N00610", "values": [part("T", 1) | {"note": "19811218-9876"}]}]}))
    else:
        values(path, [("N00610", 2023, {"T": 70.0})], sent_by="19811218-9876")
    refused = deliver(path, "9999")
    assert refused.outcome == "refused" and "personnummer" in refused.message
    assert stored() == []


@pytest.mark.shared
@pytest.mark.parametrize(("code", "stored_rows"), [("2580", 479), ("2480", 479), ("2581", 479), ("0319", 479)])
def test_the_real_values_add_up_for_every_municipality(deliver, home, code, stored_rows):
    receipt = deliver(VALUES, code)
    rows = facts(home, receipt)
    assert (receipt.rows_read, receipt.rows_stored, receipt.rows_rejected) == (138_910, stored_rows, 0)
    raw = pd.read_parquet(VALUES).query("municipality_id == @code")
    for status, state in (("Missing", "missing"), ("Privacy", "suppressed"), ("Not applicable", "not_asked")):
        assert (rows["state"] == state).sum() == (raw["status"] == status).sum()
    assert rows["state"].isin(["value", "zero"]).sum() == (raw["status"] == "").sum()
    assert (rows["value"].notna() == rows["state"].isin(["value", "zero"])).all()


@pytest.mark.shared
def test_real_thefts_are_not_per_thousand_whatever_the_definition_says(deliver, home):
    receipt = deliver(VALUES, "2580")
    rows = facts(home, receipt).set_index(["indicator", "period_end"])
    assert rows.loc[("kolada_u07417_per_100000", date(2023, 12, 31)), "value"] == pytest.approx(2993.0, abs=0.05)
    assert "kolada_u07417" not in rows.index.get_level_values(0)
    assert {item.code for item in receipt.warnings} == {"other_unit", "state_missing"}


@pytest.mark.shared
def test_the_real_definitions_and_the_list_of_municipalities(deliver, home):
    receipt = deliver(KOLADA / "pgmj_2023-03-28_KOLADA_KPI_list.parquet", "2580")
    rows = facts(home, receipt).set_index("indicator")
    assert (receipt.rows_read, receipt.rows_stored) == (5_872, 5_872)
    assert rows.loc["kolada_u07417", "unit"] == "per_1000" and rows.loc["kolada_n00610", "unit"] == "share"
    refused = deliver(KOLADA / "pgmj_2023-03-28_KOLADA_Municipality_list.parquet", "2580")
    assert refused.outcome == "refused" and "lista över kommuner" in refused.message
