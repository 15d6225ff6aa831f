"""A sheet for an area without signals says how many its council has, and nothing where that one has none either."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest

from lagesbild.briefing import part_crime
from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import Context, Request, Subject
from lagesbild.catalog_briefings import load_briefings
from lagesbild.store import current
from tests.build.conftest import DAY


@dataclass(frozen=True)
class Made:
    """What of a briefing's context the sentence is made from."""

    area_codes: tuple[str, ...]
    subject: Any
    reader: None = None


@dataclass(frozen=True)
class Area:
    code: str
    name: str


def sentence(monkeypatch: pytest.MonkeyPatch, *leads: str, member: str = "N01", hidden: int = 0) -> str:
    """The sentence on Hamnen (N01), which the Hamnråd has as a member; leads: the happenings behind the council's signals."""
    sets = pd.DataFrame(
        [{"area": "hamnradet", "name": "Hamnrådet", "member": member}, {"area": "norra", "name": "Norra rådet", "member": "N07"}]
    )
    crimes = {"a": "Skadegörelse", "b": "Stöld ur fordon", "x": "Rån"}
    told = [*leads, "x"]
    rows = pd.DataFrame({"area": ["hamnradet"] * len(leads) + ["norra"], "lead": told, "short_title": [crimes[one] for one in told]})
    monkeypatch.setattr(part_crime, "read", lambda *_: sets)
    monkeypatch.setattr(part_crime.signals, "found", lambda _: rows)
    monkeypatch.setattr(part_crime, "_for_paper", lambda _, found: found)
    return part_crime._none(cast(Context, Made(("N01",), Area("N01", "Hamnen"))), hidden)


def test_the_councils_signals_are_counted_each_happening_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = sentence(monkeypatch, "a", "a", "b")
    assert (
        told == "Inga signaler för Hamnen de senaste månaderna, "
        "två signaler för Hamnrådet som området ingår i (skadegörelse och stöld ur fordon)"
    )


def quiet(monkeypatch: pytest.MonkeyPatch, rows: pd.DataFrame, hidden: int = 0) -> list[Any]:
    """The blocks on Hamnen, which has no signals of its own on paper; rows: those of its council. hidden: those that belong on none."""
    sets = pd.DataFrame([{"area": "hamnradet", "name": "Hamnrådet", "member": "N01"}])
    monkeypatch.setattr(part_crime, "read", lambda *_: sets)
    monkeypatch.setattr(part_crime, "_none", lambda *_: "Inga signaler för Hamnen")
    monkeypatch.setattr(part_crime, "why", lambda row: "29 anmälda.")
    return list(part_crime._quiet(cast(Context, Made(("N01",), Area("N01", "Hamnen"))), rows, (), hidden).blocks)


def test_the_councils_signals_are_shown_with_what_is_said_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"area": "hamnradet", "title": "Skadegörelse, Hamnrådet", "rule_words": "Över gränsen", "policing_dependent": False}
    row |= {"stands_out": False, "label": "Bedömning: känd händelse", "said": "Belysningen var släckt. Polisen."}
    said, table, *_ = quiet(monkeypatch, pd.DataFrame([row]))
    assert "Serierna för Hamnen ligger var för sig inom" in said.words and "Tabellen gäller Hamnrådet som helhet." in said.words
    assert "Belysningen var släckt. Polisen." in " ".join(str(cell) for cell in table.rows[0])


def test_where_nobody_has_signals_all_series_are_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = quiet(monkeypatch, pd.DataFrame({"area": []}))
    assert said.words.startswith("Alla serier ligger inom")


def test_a_council_without_signals_and_one_of_other_areas_are_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sentence(monkeypatch) == "Inga signaler för Hamnen de senaste månaderna"
    assert sentence(monkeypatch, "a", member="N02") == "Inga signaler för Hamnen de senaste månaderna"


def test_a_signal_that_belongs_on_no_paper_is_never_told_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = quiet(monkeypatch, pd.DataFrame({"area": []}), hidden=1)
    assert said.words.startswith("En signal finns på sidan Signaler, men gäller brott som är för känsliga")
    assert "Alla serier" not in said.words
    row = {
        "area": "hamnradet",
        "title": "Skadegörelse",
        "rule_words": "Över",
        "policing_dependent": False,
        "stands_out": False,
        "label": "",
    }
    kept, wider, *_ = quiet(monkeypatch, pd.DataFrame([row]), hidden=2)
    assert kept.words.startswith("Två signaler finns") and wider.words == "Tabellen gäller Hamnrådet som helhet."


def test_its_heading_does_not_say_none_either(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sentence(monkeypatch, "a", hidden=1) == (
        "En signal för Hamnen de senaste månaderna visas inte på papper, en signal för Hamnrådet som området ingår i (skadegörelse)"
    )


def test_a_sheet_of_an_area_whose_one_signal_is_sensitive_does_not_say_none(watched_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = current(watched_home, "9999", "internal")
    assert reader is not None
    monkeypatch.setattr(part_crime, "_for_paper", lambda _, rows: rows[rows["area_level"] == "municipality"])
    request = Request(subject=Subject("area", "N01", "Väst"), day=DAY, until=DAY, parts=("signals",))
    (section,) = compose(reader, "internal", load_briefings()["omradesblad"], request).sections
    assert section.title == "En signal för Väst de senaste månaderna visas inte på papper"
