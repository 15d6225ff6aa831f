"""The pages of the year's work on Norrhamn's invented two years: their findings, forms, conflicts and undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import build as builds
from lagesbild.example import work_records
from lagesbild.intake import receive
from lagesbild.settings import ROOT, settings
from lagesbild.work import WorkStore, default_url, fill, open_work
from tests.build.conftest import DAY, people, squares
from tests.pages.conftest import changeable
from tests.pages.test_pages import words

CODE = "9999"
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with two areas and Norrhamn's work beside it."""
    folder = tmp_path_factory.mktemp("worked")
    for path in (squares(folder / "o.geojson"), people(folder / "f.xlsx", {2025: (1000, 2000)})):
        assert receive(path, folder, CODE, None, DAY).outcome == "accepted"
    store = open_work(default_url(folder))
    fill(store, CODE, work_records(), "Eva")
    builds.build(folder, CODE, DAY)
    store.close()
    open_work.cache_clear()
    return folder


@pytest.fixture
def work(worked: Path, tmp_path: Path) -> Iterator[WorkStore]:
    """The work store of a small municipality."""
    with changeable(worked, tmp_path) as store:
        yield store


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open one internal page with choices in the address."""

    def open_page(page: str, home: Path = tmp_path, **chosen: str) -> AppTest:
        for name, value in {"HOME": str(home), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        test = AppTest.from_file(str(ROOT / "pages" / "internal" / f"{page}.py"), default_timeout=60)
        for name, value in ({"kommun": CODE} | chosen).items():
            test.query_params[name] = value
        run = test.run()
        assert not run.exception
        return run

    yield open_page
    settings.cache_clear()


FINDINGS = [
    ("plan", "3 aktiviteter är sena, 8 av planens 22 är klara"),
    ("plan", "Problem utan aktivitet: 1"),
    ("plan", "Mål utan aktivitet: 1"),
    ("plan", "7 situationella, 15 sociala"),
    ("quarter", "Beslutet väntar: kvartal 3 2026 är inte utvärderat"),
    ("promises", "2 av 4 avslutade löften hölls"),
    ("dialogues", "Åtgärdat 8 av 11 från trygghetsvandringarna"),
    ("council", "5 av 7 beslut gjordes i tid, ett är försenat"),
    ("council", "0 av 7"),
    ("wheel", "6 punkter är försenade"),
    ("wheel", "Verksamhetsplan 2026: 3 sena, 8 av 22 klara"),
]


@pytest.mark.parametrize(("page", "finding"), FINDINGS)
def test_each_page_says_its_finding(work: WorkStore, opened: Open, page: str, finding: str) -> None:
    assert finding in words(opened(page))


@pytest.mark.parametrize("group", ["goal", "owner", "area", "focus", "strategy"])
def test_the_plan_divides_by_any_part_on_a_board_and_in_a_table(work: WorkStore, opened: Open, group: str) -> None:
    board, table = words(opened("plan", efter=group)), words(opened("plan", efter=group, som="tabell"))
    for title in ("Fältgrupp helgkvällar", "Mötesplats vid ishallen prövas"):
        assert title in board and title in table
    assert "Kultur och fritid" in board


def test_the_plan_of_another_year_and_all_plans_are_shown(work: WorkStore, opened: Open) -> None:
    assert "Verksamhetsplan 2025" in words(opened("plan", plan="vp-2025"))
    assert "3 aktiviteter är sena, 15 av 29 i alla planer är klara" in words(opened("plan", plan="alla"))


def test_the_gate_stops_a_decision_until_the_evaluation_is_written(work: WorkStore, opened: Open) -> None:
    page = opened("quarter")
    page = page.button(key="decide_d-2026-4").click().run()
    assert "varken utvärderat eller överhoppat" in page.error[0].value
    assert work.one("direction", "d-2026-4")["state"] == "draft"
    page.text_area(key="evaluate_d-2026-3_skipped_because").input("Samordnaren var sjuk")
    page = next(b for b in page.button if b.label == "Spara utvärderingen").click().run()
    assert work.one("direction", "d-2026-3")["skipped_because"] == "Samordnaren var sjuk"
    page.button(key="decide_d-2026-4").click().run()
    assert work.one("direction", "d-2026-4")["state"] == "decided"


def test_a_personal_number_in_a_form_is_refused_with_the_field_named(work: WorkStore, opened: Open) -> None:
    page = opened("promises")
    page.text_area(key="promise_ny_text").input("Vi ringer 811218-9876")
    page = next(b for b in page.button if b.label == "Lägg till").click().run()
    assert any("Löfte innehåller ett personnummer" in fault.value for fault in page.error)
    assert len(work.rows("promise", CODE)) == 6


def test_a_second_editor_sees_both_versions_and_can_keep_either(work: WorkStore, opened: Open) -> None:
    page = opened("promises")
    page = page.selectbox(key="pick_promise").select("l-2026-1").run()
    work.save("promise", "l-2026-1", 1, {"result": "Boels version"}, "Boel")
    page.text_area(key="promise_l-2026-1_result").input("Min version")
    page = next(b for b in page.button if b.label == "Spara").click().run()
    assert "ändrades av Boel" in page.warning[0].value
    assert "Boels version" in words(page) and "Min version" in words(page)
    assert work.one("promise", "l-2026-1")["result"] == "Boels version"
    page = page.button(key="mine_promise_l-2026-1").click().run()
    assert work.one("promise", "l-2026-1")["result"] == "Min version" and not page.warning


def test_what_is_deleted_can_be_brought_back(work: WorkStore, opened: Open) -> None:
    page = opened("promises")
    page = page.selectbox(key="pick_promise").select("l-2025-3").run()
    page = page.button(key="delete_promise_l-2025-3").click().run()
    assert len(work.rows("promise", CODE)) == 5 and "2 av 3 avslutade löften hölls" in words(page)
    page = page.button(key="restore_promise_l-2025-3").click().run()
    assert len(work.rows("promise", CODE)) == 6 and "2 av 4 avslutade löften hölls" in words(page)


def test_a_plan_at_the_end_of_its_chain_has_no_gaps(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    for row in work.rows("problem", CODE):
        if row["id"] != "p-franvaro":
            work.delete("problem", row["id"], 1, "Eva")
    assert "Problem utan aktivitet" not in words(opened("plan"))


def test_the_lamps_count_what_the_page_plan_counts(work: WorkStore, opened: Open) -> None:
    for row in work.rows("activity", CODE):
        if row["plan"] and row["status"] == "ongoing":
            work.save("activity", row["id"], row["version"], {"status": "done"}, "Eva")
    heading = re.search(r"<h1>(?:\w+ aktivitet\w* är sena?, )?(\d+) av planens (\d+)", words(opened("plan")))
    assert heading is not None and re.search(rf"Verksamhetsplan 2026: (\d+ sena, )?{heading[1]} av {heading[2]}", words(opened("wheel")))


def test_a_problem_opened_from_a_view_bears_its_address_and_build(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    page = opened("plan", belagg="omraden?omrade=N01&period=2025")
    said = words(page)
    assert said.index("Öppna ett problem") < said.index(">Luckor<"), "the form comes before the board"
    page.text_input(key="problem_view_title").input("Klotter vid skolan")
    page = next(b for b in page.button if b.key and "form_problem_view" in b.key).click().run()
    made = next(row for row in work.rows("problem", CODE) if row["title"] == "Klotter vid skolan")
    assert (made["evidence"], made["area"]) == ("omraden?omrade=N01&period=2025", "N01")
    pointer = (tmp_path / "build" / CODE / "internal.json").read_text()
    assert made["evidence_build"] and made["evidence_build"] in pointer
    said = words(page)
    assert "Sparat: Klotter vid skolan" in said and f'href="plan?problem={made["id"]}' in said
    assert "Öppna ett problem" not in said and made["id"] in page.query_params["problem"], "the form made way for the problem"
    assert "Redan öppnat från samma vy: Klotter vid skolan" in words(opened("plan", belagg="omraden?omrade=N01&period=2025"))


def test_what_was_saved_in_a_form_is_told_under_it_and_a_new_one_is_empty(work: WorkStore, opened: Open) -> None:
    page = opened("promises")
    page.text_area(key="promise_ny_text").input("Vi lagar lampan vid bron")
    page.date_input(key="promise_ny_period_from").set_value(date(2026, 11, 1))
    page.date_input(key="promise_ny_period_to").set_value(date(2027, 10, 31))
    page = next(b for b in page.button if b.label == "Lägg till").click().run()
    assert "Sparat: Vi lagar lampan vid bron" in words(page) and not page.error
    assert page.text_area(key="promise_ny_1_text").value == ""


def test_every_gap_that_is_named_leads_to_where_it_is_mended(work: WorkStore, opened: Open) -> None:
    said = words(opened("plan"))
    assert '<a href="plan?problem=p-klotter' in said
    assert re.search(r'<a href="malet\?mal=[\w-]+(&amp;kommun=9999)?"', said)
    gaps = said[said.index(">Luckor<") :]
    done = next(row for row in work.rows("activity", CODE) if row["id"] == "a-foraldrar")
    assert re.search(rf'<a href="plan\?[^"]*aktivitet={done["id"]}[^"]*"[^>]*>{re.escape(done["title"])}', gaps), (
        "done, and not followed up"
    )
    work.save("activity", done["id"], done["version"], {"owner": ""}, "Eva")
    mended = words(opened("plan"))
    gaps = mended[mended.index(">Luckor<") :]
    assert gaps.count(f"aktivitet={done['id']}") == 2, "without an owner it stands there, too"


def test_an_activity_is_opened_by_its_address_with_problem_and_follow_up(work: WorkStore, opened: Open) -> None:
    page = opened("plan", aktivitet="a-taxi")
    said = words(page)
    assert "Taxistationen flyttas från krogstråket" in said and "Bråk vid stängningsdags" in said and "Uppföljd 2026-06-02" in said
    assert page.session_state["pick_activity"] == "a-taxi"
    assert "Klar men inte uppföljd" in words(opened("plan", aktivitet="a-foraldrar"))
    assert "aktivitet=a-taxi" in words(opened("plan"))  # the board leads there


def test_a_form_is_unfolded_by_a_choice_and_not_by_a_link(work: WorkStore, opened: Open) -> None:
    """Who comes to read an activity is not met by a form with what deletes it."""
    page = opened("plan", aktivitet="a-taxi")
    forms = [box for box in page.expander if box.label.startswith("Ändra eller ta bort:")]
    assert [box.label for box in forms] == ["Ändra eller ta bort: Taxistationen flyttas från krogstråket"] and not forms[0].proto.expanded
    assert any(button.label == "Ta bort" for button in forms[0].button), "what deletes is folded with the form"
    page = opened("plan")
    assert [box.proto.expanded for box in page.expander if box.label == "Lägg till nytt"] == [False]
    page = page.selectbox(key="pick_activity").select("a-taxi").run()
    assert [box.proto.expanded for box in page.expander if box.label.startswith("Ändra")] == [True]
    page = page.selectbox(key="pick_activity").select("ny").run()
    assert [box.proto.expanded for box in page.expander if box.label == "Lägg till nytt"] == [True], "it was chosen in the box"


def test_where_nothing_is_written_the_form_stands_open_and_stays_when_something_is_stored(work: WorkStore, opened: Open) -> None:
    for row in work.rows("promise", CODE):
        work.delete("promise", row["id"], row["version"], "Eva")
    page = opened("promises")
    assert [box.proto.expanded for box in page.expander if box.label == "Lägg till nytt"] == [True]
    page.text_area(key="promise_ny_text").input("Vi lagar lampan vid bron")
    page.date_input(key="promise_ny_period_from").set_value(date(2026, 11, 1))
    page.date_input(key="promise_ny_period_to").set_value(date(2027, 10, 31))
    page = next(b for b in page.button if b.label == "Lägg till").click().run()
    assert [box.proto.expanded for box in page.expander if box.label == "Lägg till nytt"] == [True], "what was stored is told in it"


def test_a_tab_is_made_when_it_is_opened_and_then_stays(work: WorkStore, opened: Open) -> None:
    page = opened("plan")
    assert not [box for box in page.text_input if box.key == "problem_ny_title"]
    page.session_state["tabs_plan_9999"] = "Problem och orsaker"
    page = page.run()
    assert {"problem_ny_title", "activity_ny_title"} <= {box.key for box in page.text_input}
