"""The commands of the first hour: what a new municipality is told, and a fetch that shows what is new before it is taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from lagesbild import audit
from lagesbild.cli_start import fetch, new
from lagesbild.intake import receipts
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from tests.connect.source_server import Answer, Source


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home without anything."""
    monkeypatch.setenv("LAGESBILD_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield tmp_path / "home"


def test_a_new_municipality_is_told_what_it_lacks_and_whom_to_ask(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("Tierp")
    said = capsys.readouterr().out
    assert "Tierp är tillagd: catalogue/municipalities/0360-tierp/municipality.toml" in said
    assert "python -m lagesbild fetch boundaries --municipality 0360" in said
    assert "Anmälda brott per område (saknas)." in said and "kommunpolisen" in said
    new("0360")
    assert "Tierp finns redan i katalogen" in capsys.readouterr().out


def test_what_is_new_is_shown_first_and_taken_in_when_asked(source: Source, empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fetch("kolada", "0319")
    said = capsys.readouterr().out
    assert "48 nya värden" in said and "--accept" in said and not receipts(empty)
    fetch("kolada", "0319", accept=True, json=True)
    told = json.loads(capsys.readouterr().out)[0]
    assert told["state"] == "ready" and told["changes"]["new"] == 48 and told["rows_stored"] == 48
    assert [receipt.extracted_on for receipt in receipts(empty)] == [receipts(empty)[0].received_on]
    fetch("kolada", "0319", accept=True)
    assert "redan" in capsys.readouterr().out and len(receipts(empty)) == 1 and not list((empty / "inbox").iterdir())
    assert [told["event"] for told in audit.events(empty)] == ["fetch", "fetch", "receive", "fetch"]


def test_a_fetch_needs_a_municipality_and_a_refused_file_ends_with_2(source: Source, empty: Path) -> None:
    with pytest.raises(LagesbildError, match="--municipality"):
        fetch("kolada")
    row = b'{"kpi": "N00610", "municipality": "0319", "period": 2023, "values": [{"gender": "X", "status": "", "value": 1}]}'
    source.faults = [Answer(b'{"values": [' + row + b"]}")]
    with pytest.raises(typer.Exit) as ended:
        fetch("kolada", "0319", accept=True)
    assert ended.value.exit_code == 2 and not receipts(empty)
