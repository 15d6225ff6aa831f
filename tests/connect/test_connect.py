"""Fetching from sources that answer as documented, and from sources that do not."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from lagesbild.connect import fetch, pages
from lagesbild.connect.polite import Conversation
from lagesbild.intake import Receipt, facts, receive
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.settings import settings
from tests.connect.source_server import Answer, Source, serving

DAY = datetime(2026, 11, 22).date()
CODE = "0319"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits are noted instead of waited."""
    waited: list[float] = []
    first = Conversation.__init__

    def patient(self: Conversation, *given: object, **named: object) -> None:
        first(self, *given, **named)  # type: ignore[arg-type]
        self.sleep = waited.append

    monkeypatch.setattr(Conversation, "__init__", patient)
    return waited


def given(home: Path, folder: Path, source: str, code: str = CODE) -> list[Receipt]:
    """Fetch and hand over, as the importer does."""
    receipts = []
    for file in fetch(source, home, code, DAY):
        path = folder / file.name
        path.write_bytes(file.content)
        receipts.append(receive(path, home, code, None, DAY))
    return receipts


def test_kolada_comes_page_by_page_as_one_file_that_the_intake_takes(source: Source, tmp_path: Path) -> None:
    receipt = given(tmp_path / "home", tmp_path, "kolada")[0]
    assert (receipt.outcome, receipt.format, receipt.municipality) == ("accepted", "kolada_values", CODE), receipt.message
    assert receipt.rows_read == receipt.rows_stored == 3 * 16 and not [w for w in receipt.warnings if w.code == "continues"]
    assert len(source.asked) == 3 and not (tmp_path / "home" / pages.FOLDER / f"kolada-{CODE}").exists()
    archived = next((tmp_path / "home" / "archive").rglob("*.json"))
    assert len(json.loads(archived.read_bytes())["values"]) == 3 * 16


def test_one_page_is_archived_as_the_very_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = b'{"kpi":"N00610","municipality":"0319","period":2023, "values":[{"gender":"T","status":"","value":40.50}]}'
    odd = b'{ "values":[' + row + b'],"next_url":null}'
    with serving({"/": lambda *_: Answer(odd)}) as one:
        monkeypatch.setenv("LAGESBILD_KOLADA_URL", one.base)
        settings.cache_clear()
        assert fetch("kolada", tmp_path, CODE, DAY)[0].content == odd


def test_all_municipalities_are_asked_for_by_year(source: Source, tmp_path: Path) -> None:
    receipt = given(tmp_path / "home", tmp_path, "kolada", REFERENCE)[0]
    assert (receipt.outcome, receipt.municipality) == ("accepted", REFERENCE), receipt.message
    assert set(facts(tmp_path / "home", receipt)["area"]) >= {"0000", "0319", "2580"} and len(source.asked) == 10
    assert "/year/2007,2008," in source.asked[0] and ",2026?" in source.asked[0]
    with pytest.raises(LagesbildError, match="ingen kommun i Sverige"):
        fetch("population", tmp_path, REFERENCE, DAY)


def test_people_come_by_area_age_and_sex_and_the_municipality_beside(source: Source, tmp_path: Path) -> None:
    areas, whole, both = given(tmp_path / "home", tmp_path, "population")
    assert {areas.outcome, whole.outcome, both.outcome} == {"accepted"}, (areas.message, whole.message, both.message)
    assert {areas.kind, whole.kind, both.kind} == {"population"} and areas.file == "folkmängd-0319-områden-2023-2024.json"
    assert areas.rows_stored == 4 * 3 * 3 * 2 and whole.rows_stored == 3 * 2 * 2  # of civil status only the sum, of years the last ones
    told = facts(tmp_path / "home", both)
    assert set(told["sex"]) == {"all"} and set(told["age"]) == {"0", "1", "all"}  # the table has no sum of the sexes among its values


def test_codes_of_the_older_division_are_not_read_in_the_newer_ones_borders(source: Source, tmp_path: Path) -> None:
    """SCB's table holds 0319A0010 to 2023 and 0319A0010_DeSO2025 from 2024; only the newer borders are loaded."""
    given(tmp_path / "home", tmp_path, "boundaries")
    areas = given(tmp_path / "home", tmp_path, "population")[0]
    assert areas.outcome == "accepted", areas.message
    rows = facts(tmp_path / "home", areas)
    assert set(rows.loc[rows["area_level"] == "deso"].groupby(["area", "area_version"]).size().index) == {
        ("0319A0010", "2018"), ("0319A0010", "2025"), ("0319B2010", "2018"),
    }  # fmt: skip


def test_borders_come_by_layer_and_version(source: Source, tmp_path: Path) -> None:
    deso, regso = given(tmp_path / "home", tmp_path, "boundaries")
    assert (deso.outcome, deso.area_level, deso.area_version, deso.rows_stored) == ("accepted", "deso", "2025", 2), deso.message
    assert (regso.outcome, regso.area_level, regso.area_version, regso.rows_stored) == ("accepted", "regso", "2025", 2), regso.message
    assert len(source.asked) == 4


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_fault_at_the_source_is_tried_again_after_longer_and_longer_waits(
    source: Source, tmp_path: Path, no_waiting: list[float], status: int
) -> None:
    source.faults = [Answer(status=status), Answer(status=status)]
    assert fetch("kolada", tmp_path, CODE, DAY) and no_waiting == [1.0, 2.0]


def test_a_source_that_asks_for_a_wait_gets_it(source: Source, tmp_path: Path, no_waiting: list[float]) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    source.faults = [Answer(status=429, headers={"Retry-After": "7"}), Answer(status=503, headers={"Retry-After": soon})]
    assert fetch("kolada", tmp_path, CODE, DAY)
    assert no_waiting[0] == 7.0 and 25 <= no_waiting[1] <= 30


def test_a_source_that_asks_for_half_an_hour_is_left_alone(source: Source, tmp_path: Path, no_waiting: list[float]) -> None:
    source.faults = [Answer(status=429, headers={"Retry-After": "1800"})]
    with pytest.raises(LagesbildError, match="om ungefär 30 min"):
        fetch("kolada", tmp_path, CODE, DAY)
    assert not no_waiting and len(source.asked) == 1


def test_what_was_cut_goes_on_where_it_stopped(source: Source, tmp_path: Path) -> None:
    half = Answer(b'{"values":[' + b" " * 4000 + b"]}", cut=True)
    source.faults = [None, *[half] * 4]
    with pytest.raises(LagesbildError, match="bröts av på vägen"):
        fetch("kolada", tmp_path, CODE, DAY)
    assert len(source.asked) == 5
    whole = json.loads(fetch("kolada", tmp_path, CODE, DAY)[0].content)
    assert len(source.asked) == 7 and "page=1&" not in "".join(source.asked[5:])  # the first page is not asked for again
    assert len({(row["kpi"], row["period"]) for row in whole["values"]}) == 3 * 16


def test_old_pages_are_not_joined_with_new_ones(source: Source, tmp_path: Path) -> None:
    source.faults = [None, *[Answer(status=500)] * 4]
    with pytest.raises(LagesbildError, match="eget fel"):
        fetch("kolada", tmp_path, CODE, DAY)
    kept = list((tmp_path / pages.FOLDER).rglob("*.json"))
    assert len(kept) == 1
    os.utime(kept[0], (0, time.time() - pages.FRESH - 1))
    fetch("kolada", tmp_path, CODE, DAY)
    assert sum("page=1&" in asked for asked in source.asked) == 2


ROW = b'{"kpi": "N00610", "municipality": "0319", "period": 2023, "values": [{"gender": "T", "status": "", "value": 1}]}'


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Answer(b"<html>Logga in</html>", kind="text/html"), "annat än data \\(text/html\\)"),
        (Answer(status=302, headers={"Location": "https://annan.example/v3"}), "annan adress \\(annan.example\\)"),
        (Answer(status=404), "inte går att besvara \\(404\\)"),
        (Answer(b"[]"), "har ändrat hur svaren ser ut"),
        (Answer(b'{"rows": []}'), "fältet values saknas"),
        (Answer(b'{"values": [' + ROW.replace(b"period", b"year") + b"]}"), "fältet values.period"),
        (Answer(b'{"values": [' + ROW.replace(b"gender", b"sex") + b"]}"), "fältet values.values.gender"),
        (Answer(b'{"values": [], "count": 0, "next_url": null}'), "inga uppgifter om kommun 0319"),
        (Answer(b'{"values": [], "next_url": "https://annan.example/v3/data"}'), "annan värd \\(annan.example\\)"),
    ],
)
def test_an_answer_that_is_none_is_told_and_nothing_is_made_of_it(source: Source, tmp_path: Path, fault: Answer, words: str) -> None:
    source.faults = [fault]
    with pytest.raises(LagesbildError, match=words):
        fetch("kolada", tmp_path, CODE, DAY)
    assert len(source.asked) == 1


def test_an_endless_answer_ends(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_FETCH_MB", "1")
    settings.cache_clear()
    source.faults = [Answer(endless=True)]
    with pytest.raises(LagesbildError, match="större än 1 MB"):
        fetch("kolada", tmp_path, CODE, DAY)
    monkeypatch.setenv("LAGESBILD_FETCH_MB", "100000")
    monkeypatch.setenv("LAGESBILD_FETCH_SECONDS", "0.2")
    settings.cache_clear()
    source.faults = [Answer(endless=True)]
    with pytest.raises(LagesbildError, match="mer än"):
        fetch("kolada", tmp_path, CODE, DAY)


def test_pages_that_lead_in_a_circle_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"kpi": "N00610", "municipality": CODE, "period": 2023, "values": []}
    with serving({"/": lambda asked, _: {"values": [row], "next_url": f"{asked['path']}?page=1"}}) as circle:
        monkeypatch.setenv("LAGESBILD_KOLADA_URL", circle.base)
        settings.cache_clear()
        with pytest.raises(LagesbildError, match="om och om igen"):
            fetch("kolada", tmp_path, CODE, DAY)


def test_a_closed_network_is_told_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_KOLADA_URL", "http://127.0.0.1:9/v3")
    settings.cache_clear()
    with pytest.raises(LagesbildError, match=r"Nätet är stängt härifrån.*be den som sköter installationen"):
        fetch("kolada", tmp_path, CODE, DAY)


@pytest.mark.parametrize("address", ["http://api.kolada.se/v3", "ftp://127.0.0.1/", "api.kolada.se"])
def test_an_address_without_tls_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LAGESBILD_KOLADA_URL", address)
    settings.cache_clear()
    with pytest.raises(LagesbildError, match="inte säker"):
        fetch("kolada", tmp_path, CODE, DAY)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["dimension"].pop("Tid"), "dimension.Tid"),
        (
            lambda told: told["dimension"].update(Fodelseland={"label": "födelseland", "category": {"index": ["SE"]}}),
            "något nytt: födelseland",
        ),
        (lambda told: told["dimension"]["Region"]["category"].update(index=None), "dimension.Region.category.index"),
        (lambda told: told["dimension"]["ContentsCode"]["category"].update(label={"000007Y7": "Medelålder"}), "ContentsCode"),
    ],
)
def test_a_table_that_has_changed_is_told_before_numbers_are_asked_for(source: Source, tmp_path: Path, change, words: str) -> None:
    from tests.connect.source_server import BY_AREA, table

    told = table("Folkmängden per region", BY_AREA)
    change(told)
    source.faults = [Answer(json.dumps(told).encode())]
    with pytest.raises(LagesbildError, match=words):
        fetch("population", tmp_path, CODE, DAY)
    assert len(source.asked) == 1


def test_borders_of_another_municipality_say_that_the_filter_is_gone(source: Source, tmp_path: Path) -> None:
    from tests.connect.source_server import square

    stranger = square("deso", "0180A0010", "2025", 0)
    stranger["properties"]["kommunkod"] = "0180"
    source.faults = [Answer(json.dumps({"type": "FeatureCollection", "features": [stranger], "totalFeatures": 6160}).encode())]
    with pytest.raises(LagesbildError, match="kommunkod"):
        fetch("boundaries", tmp_path, CODE, DAY)


def test_an_invented_municipality_has_nothing_to_fetch(source: Source, tmp_path: Path) -> None:
    with pytest.raises(LagesbildError, match="9999 är ingen kommun"):
        fetch("kolada", tmp_path, "9999", DAY)
    assert not source.asked
