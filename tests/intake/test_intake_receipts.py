"""A receipt for every file: idempotent by bytes and by cells, stored whole or not at all, undone by striking."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from lagesbild.catalog import DATA
from lagesbild.intake import facts, receipts, register, strike
from lagesbild.model import LagesbildError
from tests.intake.made_files import bra_rows, feature, geojson, police_file, police_row, sound_rows, workbook

FIELDS = ["file", "sha256", "format", "municipality", "outcome", "rows_read", "rows_stored", "rows_rejected", "rows_outside"]
FIELDS += ["rejections", "warnings", "message"]


def test_the_published_receipt_has_the_fields_of_the_contract_and_is_json(deliver, tmp_path):
    receipt = deliver(police_file(tmp_path / "brand.csv", sound_rows(5)))
    assert list(receipt.published()) == FIELDS
    assert json.loads(json.dumps(receipt.published()))["rows_stored"] == 5


def test_the_same_file_again_is_already_received_and_changes_nothing(deliver, stored, tmp_path):
    path = police_file(tmp_path / "brand.csv", sound_rows(5))
    deliver(path)
    before = stored()
    again = deliver(path, on=date(2026, 12, 1))
    assert again.outcome == "already_received"
    assert "redan inläst" in again.message
    assert "2026-11-22" in again.message
    assert stored() == before


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")])
def test_the_same_cells_saved_anew_are_already_received(deliver, stored, tmp_path, delimiter, encoding):
    rows = sound_rows(5)
    deliver(police_file(tmp_path / "brand.csv", rows))
    before = stored()
    again = deliver(police_file(tmp_path / "sparad igen.csv", list(reversed(rows)), delimiter, encoding))
    assert (again.outcome, stored()) == ("already_received", before)
    assert "redan inläst" in again.message
    assert "brand.csv" in again.message


def test_one_changed_cell_is_a_new_delivery(deliver, tmp_path):
    deliver(police_file(tmp_path / "brand.csv", sound_rows(5)))
    changed = [*sound_rows(4), police_row(Antal="2", Inskrivningsdatum="2024-03-05", Brottsdatum="")]
    assert deliver(police_file(tmp_path / "ny.csv", changed)).outcome == "accepted"


def test_exact_duplicate_rows_are_kept(deliver, home, tmp_path):
    receipt = deliver(police_file(tmp_path / "brand.csv", [police_row()] * 3))
    assert receipt.rows_stored == 3
    assert len(facts(home, receipt)) == 3
    fewer = deliver(police_file(tmp_path / "färre.csv", [police_row()] * 2))
    assert fewer.outcome == "accepted", "two equal rows are another delivery than three"


def test_a_national_file_is_received_once_for_each_municipality(deliver, home, tmp_path):
    rows = [
        *sound_rows(3),
        *sound_rows(2, Kommun="Luleå", **{"DeSO.område": "2580C1110"}),
        *sound_rows(4, Kommun="Gävle", **{"DeSO.område": ""}),
    ]
    path = police_file(tmp_path / "riket.csv", rows)
    here, there = deliver(path, "0319"), deliver(path, "2580")
    assert [(r.outcome, r.rows_stored, r.rows_outside) for r in (here, there)] == [("accepted", 3, 6), ("accepted", 2, 7)]
    assert deliver(path, "2580").outcome == "already_received"
    assert set(facts(home, there)["area"]) == {"2580C1110"}
    assert len(list((home / "archive" / here.sha256).glob("riket.csv"))) == 1


def test_without_municipality_several_of_ours_are_asked_about(deliver, stored, tmp_path):
    path = police_file(tmp_path / "riket.csv", [*sound_rows(3), *sound_rows(2, Kommun="Luleå", **{"DeSO.område": ""})])
    refused = deliver(path)
    assert refused.outcome == "refused"
    assert all(word in refused.message for word in ("Älvkarleby (0319)", "Luleå (2580)", "--municipality"))
    assert stored() == []


def test_a_file_of_another_municipality_is_refused_by_its_name(deliver, stored, tmp_path):
    refused = deliver(police_file(tmp_path / "brand.csv", sound_rows(3)), "2580")
    assert refused.outcome == "refused"
    assert "Luleå (2580)" in refused.message
    assert "Älvkarleby (0319)" in refused.message
    assert stored() == []


def test_an_unknown_municipality_is_told_with_those_that_exist(deliver, tmp_path):
    refused = deliver(police_file(tmp_path / "brand.csv", sound_rows(3)), "1234")
    assert refused.outcome == "refused"
    assert "1234" in refused.message
    assert "0319" in refused.message


def test_a_municipality_outside_the_catalogue_is_told_how_to_add(deliver, tmp_path):
    rows = bra_rows({"Stadsområde Centrum (Gbg)": [["Totalt antal brott", 10]]}, [["År"], ["2025"]])
    refused = deliver(workbook(tmp_path / "gbg.xlsx", rows))
    assert refused.outcome == "refused"
    assert "Göteborg (1480)" in refused.message
    assert "lagesbild new 1480" in refused.message


def test_an_undone_delivery_may_be_received_again(deliver, home, tmp_path):
    path = police_file(tmp_path / "brand.csv", sound_rows(3))
    first = deliver(path)
    assert strike(home, first.receipt, date(2026, 11, 23)).struck_on == date(2026, 11, 23)
    assert receipts(home) == []
    assert [r.receipt for r in receipts(home, struck=True)] == [first.receipt]
    assert deliver(path).outcome == "accepted"
    with pytest.raises(LagesbildError, match="finns inte"):
        strike(home, "2026-01-01-abc-0319", date(2026, 11, 23))


def test_a_receipt_survives_the_register_unchanged(deliver, home, tmp_path):
    rows = [*sound_rows(30), police_row(Inskrivningsdatum="2024-02-30")]
    receipt = deliver(police_file(tmp_path / "brand.csv", rows))
    assert receipts(home) == [receipt]
    assert len(receipt.rejections) == 1


def test_a_broken_receipt_is_told_by_name(deliver, home, tmp_path):
    receipt = deliver(police_file(tmp_path / "brand.csv", sound_rows(3)))
    path = home / "register" / f"{receipt.receipt}.json"
    path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")
    with pytest.raises(LagesbildError, match=receipt.receipt):
        receipts(home)
    assert deliver(path.parent.parent / "x.csv").outcome == "refused"


@pytest.mark.parametrize("failing_flush", range(1, 7))
def test_a_disk_that_fails_at_any_step_leaves_nothing_behind(deliver, home, stored, tmp_path, monkeypatch, failing_flush):
    other = deliver(police_file(tmp_path / "tidigare.csv", sound_rows(2)))
    before = stored()
    path = police_file(tmp_path / "brand.csv", sound_rows(3))
    flush, calls = register._flush, []

    def full(target: Path) -> None:
        calls.append(target)
        if len(calls) == failing_flush:
            raise OSError(28, "No space left on device", str(target))
        flush(target)

    monkeypatch.setattr(register, "_flush", full)
    refused = deliver(path)
    monkeypatch.undo()
    assert len(calls) == failing_flush
    assert refused.outcome == "refused"
    assert "utrymme" in refused.message
    assert stored() == before
    assert not list(home.rglob(".new-*"))
    assert other in receipts(home)
    assert deliver(path).outcome in ("accepted", "already_received")
    assert all((home / receipt.facts).exists() for receipt in receipts(home))


def test_a_changed_format_does_not_read_an_old_file_anew_in_silence(deliver, home, tmp_path):
    path = police_file(tmp_path / "brand.csv", sound_rows(3))
    deliver(path)
    own = home / "catalogue" / "formats"
    own.mkdir(parents=True)
    shipped = DATA / "formats" / "police_rows.toml"
    (own / "police_rows.toml").write_text(shipped.read_text(encoding="utf-8") + "\n# our own\n", encoding="utf-8")
    again = deliver(path)
    assert again.outcome == "already_received"
    assert [warning.code for warning in again.warnings] == ["format_changed"]


def test_one_kind_of_facts_does_not_hide_another(deliver, tmp_path):
    assert deliver(geojson(tmp_path / "a.geojson", [feature("N01")])).outcome == "accepted"
    rows = sound_rows(3, Kommun="Provsund", **{"DeSO.område": "N01"})
    assert deliver(police_file(tmp_path / "brand.csv", rows)).outcome == "accepted"
