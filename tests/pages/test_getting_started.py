"""Kom igång on an empty home: a municipality, its agreement, a measured goal, files from the sources, and the first figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import access, show_access, show_getting_started, spool
from lagesbild.access import User, grants_of
from lagesbild.catalog import load_catalog
from lagesbild.catalog_draft import NewAgreement, save
from lagesbild.importer import step
from lagesbild.intake import receipts
from lagesbild.settings import ROOT, settings
from tests.connect.conftest import source
from tests.connect.source_server import Answer, Source
from tests.intake import unknown_files
from tests.pages.test_desk_page import press, words

__all__ = ["source"]
PAGES = ROOT / "pages" / "internal"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home without anything."""
    for name, value in {"HOME": str(tmp_path / "home"), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
        monkeypatch.setenv(f"LAGESBILD_{name}", value)
    settings.cache_clear()
    yield tmp_path / "home"


def opened(code: str = "", page: str = "getting_started") -> AppTest:
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=60)
    if code:
        app.query_params["kommun"] = code
    app.run()
    assert not app.exception
    return app


def test_the_start_of_an_empty_home_leads_there(empty: Path) -> None:
    said = words(opened(page="situation"))
    assert "Här finns inga siffror än" in said and "Kom igång" in said and "python -m" not in said


def test_a_page_begins_its_shell_once(empty: Path) -> None:
    for code in ("", "0319"):
        drawn = [element for element in opened(code).get("html") if "lb-style" in element.proto.body and "--lb-place" in element.proto.body]
        assert len(drawn) <= 1
        assert len([element for element in opened(code).get("html") if element.proto.body.startswith('<div class="lb-style">')]) == 1


def test_only_a_steward_of_the_municipality_meets_it(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (access, show_access, show_getting_started):
        monkeypatch.setattr(module, "current_user", lambda: User("Åsa", grants_of(["analyst"])))
    assert "Vilken kommun" not in words(opened()) and not opened().selectbox


def test_a_municipality_is_chosen_among_all_and_added(empty: Path) -> None:
    page = opened()
    assert len(page.selectbox[0].options) == 291  # and the invented one
    page.selectbox[0].select("0360").run()
    page.text_input[0].set_value("Norduppland").run()
    press(page, "Lägg till Tierp")
    assert load_catalog(empty).municipalities["0360"].police_area == "Norduppland"
    assert "Tierp: börja med överenskommelsen" in words(page)


def test_from_nothing_to_a_map_and_a_measured_goal(empty: Path, source: Source) -> None:
    page = opened("0319")  # its agreement lies in the catalogue, without a period
    page.toggle[0].set_value(True).run()
    needed = [day.label for day in page.date_input if day.label.endswith("(obligatoriskt)")]
    assert needed == ["Gäller från och med (obligatoriskt)", "Gäller till och med (obligatoriskt)"]
    page.text_input(key="start_link").set_value("https://kommun.example/avtal")
    page.date_input(key="start_first_day").set_value(date(2024, 1, 1))
    page.date_input(key="start_last_day").set_value(date(2027, 12, 31))
    page.date_input(key="start_revise_by").set_value(date(2027, 6, 1))
    press(page, "Spara överenskommelsen")
    assert "Du har fyllt i dagen under ”Ses över senast”" in page.error[0].value
    page.date_input(key="start_revise_by").set_value(None)
    press(page, "Spara överenskommelsen")
    agreement = load_catalog(empty).agreements["0319"][0]
    assert (agreement.label, agreement.parties[0], agreement.link) == ("2024–2027", "Älvkarleby kommun", "https://kommun.example/avtal")
    for button in ("Områdesgränser från SCB", "Nyckeltal från Kolada"):
        press(page, button)
    while step(empty):
        pass
    page.run()
    assert "Ta in 3 filer" in " ".join(words(page).split())
    press(page, "Ta in")
    while step(empty):
        pass
    assert {receipt.kind for receipt in receipts(empty)} == {"area", "aggregate"}
    page = opened("0319")
    assert "omraden?kommun=0319" in words(page)
    page.text_input(key="start_goal").set_value("Fler trygga på kvällen")
    press(page, "Spara målet")
    assert "ändrade sedan siffrorna räknades ut" in words(page)
    press(page, "Räkna om med målen")
    while step(empty):
        pass
    page = opened("0319")
    assert "Älvkarleby är igång" in words(page) and [job.state for job in spool.jobs(empty)] == ["built"] * 3
    assert "Fler trygga på kvällen" in words(opened("0319", "goals"))


def test_a_start_without_borders_is_not_called_done_and_says_what_lacks(empty: Path, source: Source) -> None:
    save(empty, load_catalog(empty), "0319", NewAgreement("Överenskommelse 2024–2027", 2024, 2027))
    page = opened("0319")
    press(page, "Nyckeltal från Kolada")
    while step(empty):
        pass
    press(page.run(), "Ta in")
    while step(empty):
        pass
    page = opened("0319")
    assert "Älvkarleby är igång" not in words(page)
    assert page.expander[-1].label.endswith("Uträknade, men något går inte att visa än")
    assert any("Kartan har inga gränser att rita" in note.proto.body for note in page.get("html"))


def test_a_goal_is_written_with_its_measure_and_a_faulty_one_is_told(empty: Path) -> None:
    save(empty, load_catalog(empty), "0319", NewAgreement("Överenskommelse 2024–2027", 2024, 2027))
    page = opened("0319")
    page.text_input(key="start_goal").set_value("Fler trygga på kvällen")
    page.text_input(key="start_target_kolada_n00610").set_value("835")
    press(page, "Spara målet")
    assert "8.35" in page.error[0].value or "8,35" in page.error[0].value
    page.text_input(key="start_target_kolada_n00610").set_value("83,5")
    press(page, "Spara målet")
    goal = next(goal for agreement in load_catalog(empty).agreements["0319"] for goal in agreement.goals if goal.measures)
    assert (goal.title, goal.measures[0].baseline, goal.measures[0].target) == ("Fler trygga på kvällen", "2025", 0.835)


def test_areas_may_be_named_before_anybody_has_their_borders(empty: Path) -> None:
    page = opened("0319")
    page.text_area(key="start_names_said").set_value("A1, Bruket\nSkutskär; norra\n\n")
    press(page, "Lämna listan för granskning")
    while step(empty):
        pass
    job = spool.jobs(empty)[0]
    assert job.state == "ready", job.result
    assert [row[:2] for row in job.result["preview"]["rows"]] == [["A1", "Bruket"], ["skutskar-norra", "Skutskär  norra"]]
    assert "Områdesgränser: saknas" in words(opened("0319")), "names are no borders"


def test_a_table_that_asks_is_told_in_few_words_and_answered_on_the_desk(empty: Path, tmp_path: Path) -> None:
    path = unknown_files.rescue(tmp_path / "utryckningar.csv")
    spool.hand_in(empty, "0319", path.name, path.read_bytes(), "Siv", "steward")
    while step(empty):
        pass
    said = words(opened("0319"))
    assert "Okänd tabell, tolkningen behöver granskas" in said and "--propose" not in said


def test_a_source_that_cannot_be_reached_is_told_on_the_page(empty: Path, source: Source) -> None:
    source.faults = [Answer(status=404)]
    page = opened("0319")
    press(page, "Nyckeltal från Kolada")
    assert next(b for b in page.button if b.label == "Nyckeltal från Kolada").disabled  # it is on its way
    while step(empty):
        pass
    page.run()
    assert "inte går att besvara (404)" in words(page) and [job.state for job in spool.jobs(empty)] == ["interrupted"]
    desk = opened("0319", "data_status")
    press(desk, "Försök igen")
    while step(empty):
        pass
    assert [job.state for job in spool.jobs(empty)] == ["ready"]
