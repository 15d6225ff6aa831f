"""The steward's desk on Datastatus: what each state shows, who meets it, and that a reload or a second steward finds it as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import access, show_desk, spool
from lagesbild.importer import orders, step
from lagesbild.sealed import sealed
from lagesbild.settings import ROOT, settings
from lagesbild.show_desk_publish import facts
from tests.build.conftest import give, home, people, reports, squares
from tests.intake import unknown_files

__all__ = ["give", "home"]
PAGE = ROOT / "pages" / "internal" / "data_status.py"


@pytest.fixture
def desk(home: Path, give: Callable[[Path], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home of a municipality that is loaded but not built, so that its steward meets the desk alone."""
    give(squares(tmp_path / "omraden.geojson"))
    give(people(tmp_path / "folk.xlsx", {2025: (900, 100)}))
    for name, value in {"HOME": str(home), "ZONE": "internal", "TODAY": "2026-11-22", "MUNICIPALITY": "9999"}.items():
        monkeypatch.setenv(f"LAGESBILD_{name}", value)
    monkeypatch.setattr(orders, "_built", lambda *_: "0" * 12)
    monkeypatch.setattr(orders, "_published", lambda *_: "0" * 12)
    monkeypatch.setattr(show_desk, "HELD_SECONDS", 0)  # nobody double-clicks, but for the test of it
    settings.cache_clear()
    yield home


def hand_in(home: Path, path: Path) -> None:
    spool.hand_in(home, "9999", path.name, path.read_bytes(), "Siv", "steward")
    work(home)


def work(home: Path) -> None:
    while step(home):
        pass


def opened() -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    """What the page says as HTML and in its buttons."""
    html = " ".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)
    html = re.sub(r"</?span[^>]*>", "", html)  # a day keeps to one line
    return " ".join([html, *(button.label for button in page.button)])


def undone(page: AppTest) -> Any:
    """The box for the file to undo."""
    return next(box for box in page.selectbox if box.label == "Vilken fil?")


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if " ".join(button.label.split()).startswith(label)).click()
    page.run()
    assert not page.exception
    return page


def test_a_new_municipality_is_told_what_to_begin_with(desk: Path) -> None:
    said = words(opened())
    assert "<h1>Inget är inläst än</h1>" in said and "Börja med områdena" in said
    assert "Inläsningen är inte igång" in said  # no importer holds the lock


def test_from_looked_at_to_published_and_back_each_in_a_second_press(desk: Path, tmp_path: Path) -> None:
    hand_in(desk, reports(tmp_path / "brott.csv", [("N01", "1301 2025-01-15", 12), ("N02", "1301 2025-02-15", 3)]))
    page = opened()
    said = words(page)
    assert re.search(r"Lämnad 2026-11-22 \d\d:\d\d av", said), "the example's own day, not the computer's"
    assert "En fil väntar på dig" in said and "<b>15</b>rader in" in said and "<b>15</b>lagras" in said
    press(page, "Ta in 15 rader")
    work(desk)
    page = opened()  # a browser that was closed meanwhile
    assert "Inläst, inte publicerad" in words(page)
    press(page, "Publicera 15 rader")
    assert "Det här blir publikt" in words(page) and spool.jobs(desk)[0].pending is None, "the first press orders nothing"
    press(page, "Inte nu")
    press(page, "Publicera 15 rader")
    press(page, "Ja, publicera 15 rader")
    work(desk)
    said = words(page.run())  # it stays until another file is chosen
    assert "Publicerad</p>" in said and "Klar" in said and "LAGESBILD_SITE_URL" in said
    press(page, "Ångra publiceringen")
    assert "Det här ångras" in words(page) and "den öppna utgåvan byts mot den nya" in words(page)
    press(page, "Inte nu")
    page = opened()
    assert re.search(r"Publicerad 2026-11-22 kl\. \d\d\.\d\d, 15 rader", words(page))
    assert undone(page).value is None and next(b for b in page.button if b.label == "Ångra filen").disabled
    undone(page).select_index(0).run()
    assert "Alla rader som brott.csv lämnade tas bort" in words(page)
    assert next(b for b in page.button if b.label == "Ångra filen").disabled, "a publication is undone only by somebody who is sure"
    page.checkbox[-1].check().run()
    press(page, "Ångra filen")
    assert "Den publika webbplatsen ändras när det är klart." in words(page)
    work(desk)
    assert "Ångrad 2026-11-22, 15 rader borttagna" in words(opened())


def test_what_the_look_warned_of_is_told_again_before_it_becomes_public(desk: Path, give: Callable[[Path], str], tmp_path: Path) -> None:
    years = [("N01", f"1301 {year}-{month:02}-15", 20 + month % 3) for year in (2024, 2025) for month in range(1, 13)]
    give(reports(tmp_path / "tidigare.csv", years))
    new = reports(tmp_path / "brott_2026.csv", [("N01", "1301 2026-01-15", 21), ("N01", "1301 2026-02-15", 90)])
    wrong = '"9999",9999,1301,"Skadegörelse","2026-13-45","2026-01-01","Norrhamn","Påhittat län","N01",1\n'
    new.write_text(new.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    hand_in(desk, new)
    page = press(opened(), "Ta in 111 rader")
    work(desk)
    said = " ".join(words(press(page.run(), "Publicera 111 rader")).split())
    assert "Det här varnade granskningen för" in said
    assert "brott_2026.csv: Väst, februari 2026: 90 (tidigare –)." in said
    assert "Ett värde är mer än historien förklarar" in said
    assert "1 rad avvisades och finns inte med" in said and "Februari 2026 är täckt till och med den 15" in said
    press(page, "Ja, publicera 111 rader")
    work(desk)
    hand_in(desk, reports(tmp_path / "brott_mars.csv", [("N01", "1301 2026-03-01", 21), ("N01", "1301 2026-03-31", 2)]))
    page = press(opened(), "Ta in 23 rader")
    work(desk)
    assert "Det här varnade" not in words(press(page.run(), "Publicera 23 rader")), "nor of what is public already"


def test_a_publication_keeps_its_receipt_and_the_way_to_what_is_public(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_SITE_URL", "https://trygghet.example.se/")
    settings.cache_clear()
    for n in range(6):
        hand_in(desk, reports(tmp_path / f"del{n}.csv", [("N01", f"1301 2025-0{n + 1}-15", 12 + n)]))
    for job in spool.jobs(desk):
        receipt = job.result["receipt"]
        spool.settle(job, state="published", published_on="2026-11-22", receipt=receipt | {"receipt": job.id})
    (desk / "build" / "9999").mkdir(parents=True)
    told = {"build": "0" * 12, "file": "x", "sha256": "", "rows": {}}
    (desk / "build" / "9999" / "public.json").write_text(sealed(told), encoding="utf-8")
    page, newest = opened(), spool.jobs(desk)[-1]
    said = words(page)
    assert f'href="datastatus?fil={newest.id}"' in said and said.count('href="datastatus?fil=') == 6
    assert any(box.label == "Tidigare publiceringar (1)" for box in page.expander)
    assert 'href="https://trygghet.example.se/" target="_blank">Öppna den öppna utgåvan</a>' in said
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    page.query_params["fil"] = newest.id
    page.run()
    assert "Publicerad</p>" in words(page) and any(button.label.startswith("Ångra publiceringen") for button in page.button)


def test_what_a_file_gave_stays_with_it_and_its_receipt_says_when_something_was_undone_since(desk: Path, tmp_path: Path) -> None:
    for name, area in (("januari", "N01"), ("februari", "N02")):
        hand_in(desk, reports(tmp_path / f"{name}.csv", [(area, "1301 2025-01-15", 12)]))
    one, other = spool.jobs(desk)
    spool.settle(one, state="published", published_on="2026-11-22", published_at=100.0)
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    page.query_params["fil"] = one.id
    page.run()
    assert any(box.label == "Vad januari.csv gav: nya och ändrade värden" for box in page.expander)
    assert "Så var det när filen publicerades" not in words(page)
    spool.settle(other, state="undone", undone_on="2026-11-22", was_public=True)
    assert "Så var det när filen publicerades" in words(page.run())


def test_where_nothing_is_hidden_the_question_does_not_count_to_nought() -> None:
    seen = {"until": "2025-12-31", "first": True, "sources": [], "new": 3, "changed": 0, "same": 0, "gone": 0, "written": {}, "gate": ""}
    told = [fact.words for fact in facts(seen | {"withheld": 0, "newly_withheld": 0})]
    assert told == ["Data till och med 2025-12-31", "3 nya tal"]
    assert any("visas inte" in fact.words for fact in facts(seen | {"withheld": 2, "newly_withheld": 0}))


def test_a_second_press_by_another_steward_changes_nothing(desk: Path, tmp_path: Path) -> None:
    hand_in(desk, reports(tmp_path / "brott.csv", [("N01", "1301 2025-01-15", 12)]))
    one, two = opened(), opened()
    press(one, "Ta in")
    press(two, "Ta in")
    assert "brott.csv är redan godkänd" in two.warning[0].value and not one.warning
    work(desk)
    assert [job.state for job in spool.jobs(desk)] == ["built"]
    assert spool.jobs(desk)[0].result["fault"] == ""


def test_the_next_file_is_shown_then_the_last_stays_with_its_result_and_all_that_is_published_is_named(desk: Path, tmp_path: Path) -> None:
    hand_in(desk, reports(tmp_path / "januari.csv", [("N01", "1301 2025-01-15", 12)]))
    hand_in(desk, reports(tmp_path / "februari.csv", [("N02", "1301 2025-02-15", 3)]))
    page = opened()
    press(page, "Ta in 12 rader")
    work(desk)
    assert any(b.label.startswith("Ta in 3") for b in page.run().button)  # the one that waits to be looked at
    one = spool.jobs(desk)[0]
    press(page, "Ta in 3 rader")
    page.query_params["fil"] = one.id
    page.run()
    assert next(b for b in page.button if b.label.startswith("Publicera")).disabled
    assert "för februari.csv räknas in och skulle följa med" in words(page)
    work(desk)
    said = words(page.run())
    assert "Det här publiceras tillsammans: januari.csv, februari.csv." in said and "Publicera två filer, 15 rader" in " ".join(
        said.split()
    )


def test_the_next_files_buttons_rest_a_moment_so_that_a_double_click_takes_one_file(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(desk, reports(tmp_path / "januari.csv", [("N01", "1301 2025-01-15", 12)]))
    hand_in(desk, reports(tmp_path / "februari.csv", [("N02", "1301 2025-02-15", 3)]))
    monkeypatch.setattr(show_desk, "HELD_SECONDS", 60)
    page = opened()
    assert not next(b for b in page.button if b.label.startswith("Ta in 12")).disabled
    press(page, "Ta in 12 rader")
    under_the_pointer = [b for b in page.button if b.label.startswith(("Ta in 3", "Avbryt"))]
    assert len(under_the_pointer) == 2 and all(b.disabled for b in under_the_pointer)
    monkeypatch.setattr(show_desk, "HELD_SECONDS", 0)
    assert not any(b.disabled for b in page.run().button if b.label.startswith(("Ta in 3", "Avbryt")))


def test_what_is_being_counted_keeps_its_place_while_a_file_is_dropped(desk: Path, tmp_path: Path) -> None:
    hand_in(desk, reports(tmp_path / "januari.csv", [("N01", "1301 2025-01-15", 12)]))
    page = press(opened(), "Ta in 12 rader")
    assert step(desk) and [job.state for job in spool.jobs(desk)] == ["stored"]
    counted, late = spool.jobs(desk)[0], reports(tmp_path / "februari.csv", [("N02", "1301 2025-02-15", 3)])
    page.run()
    page.file_uploader[0].set_value((late.name, late.read_bytes(), "text/csv")).run()
    assert not page.exception and page.query_params["fil"] == counted.id
    fresh = opened()  # another steward, who has chosen nothing
    dropped = next(job for job in spool.jobs(desk) if job.file == late.name)
    for shown in (page, fresh):
        assert [button.key for button in shown.button if button.label == "Visa"] == [f"desk_show_{dropped.id}"]
    step(desk)  # it is looked at, and the counted one, which nobody has chosen here, gives way to what needs a person
    assert [button.key for button in opened().button if button.label == "Visa"] == [f"desk_show_{counted.id}"]


def test_a_wrong_file_says_why_and_a_mended_one_takes_its_place(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("namn;personnummer\nAnna;19900101-0017\n", encoding="utf-8")
    hand_in(desk, path)
    page = opened()
    assert "personnummer eller samordningsnummer i kolumnen personnummer" in words(page)
    assert "väntar på dig" not in words(page)  # there is nothing to decide
    assert "En fil kunde inte tas in" in words(page)
    press(page, "Ta bort filen härifrån")
    work(desk)
    assert "svar.csv" not in words(opened())


def test_an_unknown_table_is_named_tried_and_saved(desk: Path, tmp_path: Path) -> None:
    hand_in(desk, unknown_files.rescue(tmp_path / "utryckningar.csv"))
    page = opened()
    assert "Larm inkom" in words(page)
    page.text_input[0].set_value("Räddningstjänstens larm")
    press(page, "Pröva svaren")
    work(desk)
    page = opened()
    assert page.text_input[0].value == "Räddningstjänstens larm"
    press(page, "Spara tolkningen och ta in")
    work(desk)
    assert [job.state for job in spool.jobs(desk)] == ["built"]
    assert 'title = "Räddningstjänstens larm"' in (desk / "catalogue" / "formats" / "utryckningar.toml").read_text(encoding="utf-8")


def test_a_misspelt_heading_of_a_known_format_is_to_be_mended_before_a_new_reading_is_offered(desk: Path, tmp_path: Path) -> None:
    path = reports(tmp_path / "brott.csv", [("N01", "1301 2025-01-15", 12), ("N02", "1301 2025-02-15", 3)])
    path.write_text(path.read_text(encoding="utf-8").replace('"Brottskod"', '"Brotskod"'), encoding="utf-8")
    hand_in(desk, path)
    page = opened()
    said = words(page)
    assert "Filen liknar Anmälda brott per område (polisen), men kolumnen Brottskod saknas" in said
    assert "Kolumnen Brotskod heter nästan så: rätta rubriken och släpp filen igen." in said
    assert "Formatet behöver kolumnerna Brottskod, Inskrivningsdatum, Kommun, DeSO.område." in said
    assert "Okänd tabell" not in said and not any(b.label.startswith("Spara tolkningen") for b in page.button)
    page.toggle[0].set_value(True).run()
    assert not page.exception
    assert [b.proto.type for b in page.button if b.label.startswith(("Spara tolkningen", "Pröva svaren"))] == ["secondary", "secondary"]


def test_a_refused_file_that_resembles_a_known_format_is_told_what_to_mend(desk: Path, tmp_path: Path) -> None:
    path = reports(tmp_path / "brott.csv", [("N01", "1301 2025-01-15", 12)])
    path.write_text(path.read_text(encoding="utf-8").replace('"Kommun"', '"Komun"'), encoding="utf-8")
    hand_in(desk, path)
    said = words(opened())
    assert "Kan inte tas in</p>" in said and "Kolumnen Komun heter nästan så" in said and "DeSO.område." in said
    assert "En fil kunde inte tas in" in said


def test_a_month_that_the_file_does_not_cover_to_its_end_is_told_and_an_undo_says_what_it_does(desk: Path, tmp_path: Path) -> None:
    hand_in(desk, reports(tmp_path / "brott.csv", [("N01", "1301 2025-10-15", 12), ("N02", "1301 2025-11-06", 3)]))
    page = opened()
    assert "November 2025 är täckt till och med den 6: månaden är inte hel i filen" in words(page)
    press(page, "Ta in")
    work(desk)
    press(press(opened(), "Ångra"), "Ja, ångra")
    said = words(opened())  # before the importer has come to it
    assert "Ångras</p>" in said and "Inläsningen ångras" in said and "publika webbplatsen" not in said
    work(desk)
    hand_in(desk, reports(tmp_path / "hel.csv", [("N01", "1301 2025-10-15", 12), ("N02", "1301 2025-11-30", 3)]))
    assert "Filen täcker 2025-10-01 till 2025-11-30" in words(opened()) and "är inte hel" not in words(opened())


@pytest.mark.parametrize("role", ["leadership", "analyst"])
def test_nobody_but_a_steward_meets_the_desk(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Any) -> None:
    hand_in(desk, reports(tmp_path / "brott.csv", [("N01", "1301 2025-01-15", 12)]))
    stale = opened()
    monkeypatch.setattr("lagesbild.access.current_user", lambda: access.User("Lisa", frozenset({(role, "")})))
    press(stale, "Ta in")  # a page that was opened while the role was held
    work(desk)
    assert [job.state for job in spool.jobs(desk)] == ["ready"]
