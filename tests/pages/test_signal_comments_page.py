"""A signal is commented on Signaler, and the comment is met at the signal, in Trender, on the area, at the problem and in the briefing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import show_work_page
from lagesbild.access import User, grants_of
from lagesbild.briefing import part_crime
from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import Context, Request, Subject
from lagesbild.briefing.document import Table, blocks_of
from lagesbild.briefing.render import render
from lagesbild.catalog_briefings import load_briefings
from lagesbild.exhibits import signals
from lagesbild.exhibits.signal_comments import about, of_build
from lagesbild.freeze import freeze
from lagesbild.store import Reader, current, write
from lagesbild.work import WorkStore, snapshot
from lagesbild.work.tables import work_tables
from tests.briefing.packages import told as told_in
from tests.build.conftest import DAY
from tests.pages.test_pages import words
from tests.pages.test_work_pages import Open, opened

__all__ = ["opened"]
CODE, SERIES = "9999", "fire_vandalism_count"
SAID = "Container tändes två kvällar"


def reader_of(home: Path) -> Reader:
    found = current(home, CODE, "internal")
    assert found is not None
    return found


def row_of(home: Path, area: str) -> dict[str, Any]:
    found = signals.found(reader_of(home))
    return found[found["area"] == area].iloc[0].to_dict()


def add(work: WorkStore, home: Path, area: str = "N01", **given: Any) -> dict[str, Any]:
    written = {"judgement": "known_event", "comment": SAID, "commented_on": date(2026, 11, 20)}
    return work.add("signal_comment", CODE, about(row_of(home, area), "abc") | written | given, "Eva")


def box(area: str = "N01") -> str:
    version = "" if area == CODE else "2024"
    return f"{SERIES}_{area}_{version}_outside_above_2025-11"


def open_box(page: AppTest, area: str = "N01") -> AppTest:
    """Open the box under a signal, as a press on its button does."""
    page.session_state[f"talk_{box(area)}"] = True
    return page.run()


def lead(home: Path) -> str:
    """The area whose signal leads the happening, and is the one row of the list."""
    return str(signals.once(signals.found(reader_of(home)))["area"].iloc[0])


def test_a_comment_is_written_at_its_signal_and_stands_there(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    area = lead(tmp_path)
    page = opened("signals")
    assert "Ingen är kommenterad." in words(page) and not page.text_area
    page = open_box(page, area)
    key = f"comment_{box(area)}_ny"
    page.text_area(key=f"{key}_comment").input(SAID)
    page = next(b for b in page.button if b.label == "Spara kommentaren").click().run()
    assert [fault.value for fault in page.error] == ["Bedömning måste fyllas i."] and not work.rows("signal_comment", CODE)
    page.selectbox(key=f"{key}_judgement").select("known_event")
    page = next(b for b in page.button if b.label == "Spara kommentaren").click().run()
    assert not page.exception and not page.error
    said = words(page)
    assert "Bedömning: känd händelse." in said and f"{SAID}." in said and "Alla är kommenterade." in said
    assert not page.text_area, "the box has made way for the row"
    (kept,) = work.rows("signal_comment", CODE)
    row = row_of(tmp_path, area)
    assert (kept["indicator"], kept["rule"], kept["side"], kept["value"]) == (SERIES, "outside", "above", row["value"])
    assert (kept["period_from"], kept["period_to"], kept["commented_on"]) == (date(2025, 11, 1), date(2025, 11, 30), date(2026, 11, 22))
    assert kept["build"] == reader_of(tmp_path).build and work.changes(CODE, "signal_comment")[0]["action"] == "create"


def test_a_comment_can_say_that_something_is_being_done(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    add(work, tmp_path, judgement="chance", comment="Den äldre", commented_on=date(2025, 12, 20))
    add(work, tmp_path, judgement="acted", comment="Väktarna går där till nyår")
    page = open_box(opened("signals"), lead(tmp_path))
    said = words(page)
    assert "Bedömning: åtgärd påbörjad." in said and "Väktarna går där till nyår." in said
    assert "Bedömning: trolig slump" in said, "what was written before can still be read"


def test_among_the_uncommented_the_row_stays_until_it_has_been_seen_with_its_comment(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    area = lead(tmp_path)
    page = open_box(opened("signals", svar="utan"), area)
    page.text_area(key=f"comment_{box(area)}_ny_comment").input(SAID)
    page.selectbox(key=f"comment_{box(area)}_ny_judgement").select("chance")
    page = next(b for b in page.button if b.label == "Spara kommentaren").click().run()
    assert f"{SAID}." in words(page) and "Alla är kommenterade." in words(page)
    assert "Alla signaler i urvalet är kommenterade" in words(page.run()) and f"{SAID}." not in words(page)


def test_a_personal_number_is_refused_in_swedish_and_what_was_chosen_stays(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    area = lead(tmp_path)
    page = open_box(opened("signals"), area)
    key = f"comment_{box(area)}_ny"
    page.selectbox(key=f"{key}_judgement").select("open")
    page.text_area(key=f"{key}_comment").input("Ring 811218-9876")
    page = next(b for b in page.button if b.label == "Spara kommentaren").click().run()
    assert "Kommentar innehåller ett personnummer" in page.error[0].value and not work.rows("signal_comment", CODE)
    assert page.selectbox(key=f"{key}_judgement").value == "open"


def test_the_box_tells_what_was_said_of_earlier_signals_in_the_series_and_of_no_other(
    work: WorkStore, opened: Open, tmp_path: Path
) -> None:
    area, gone = lead(tmp_path), {"period_from": date(2025, 3, 1), "period_to": date(2025, 4, 30), "value": 9.0}
    add(work, tmp_path, area, **gone)
    add(work, tmp_path, area, **gone, side="below", comment="Färre än vanligt i våras")
    page = opened("signals")
    assert SAID not in words(page), "the box is closed"
    said = words(open_box(page, area))
    assert said.index("Om tidigare signaler i serien") < said.index(f"{SAID}.") and "Färre än vanligt i våras" not in said
    assert len(page.text_area) == 1, "the form for the signal that is there now"


def test_a_comment_is_changed_and_taken_back_with_its_history(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    area = lead(tmp_path)
    made = add(work, tmp_path, area)
    page = open_box(opened("signals"), area)
    page = page.selectbox(key=f"pick_comment_{box(area)}").select(made["id"]).run()
    page.text_area(key=f"comment_{box(area)}_{made['id']}_comment").input("Tre kvällar")
    page = next(b for b in page.button if b.label == "Spara").click().run()
    assert "Tre kvällar." in words(page) and work.changes(CODE, "signal_comment")[0]["before"]["comment"] == SAID
    work.delete("signal_comment", made["id"], 2, "Eva")
    page = open_box(opened("signals"), area)
    page = page.button(key=f"restore_comment_{box(area)}_{made['id']}").click().run()
    assert "Tre kvällar." in words(page)


def test_uncommented_ones_are_found_and_several_comments_show_the_newest(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    add(work, tmp_path, comment="Den första", commented_on=date(2025, 12, 20))
    add(work, tmp_path, CODE, comment="Den nyaste")
    every, without, with_ = (words(opened("signals", svar=kind)) for kind in ("alla", "utan", "med"))
    assert "Den nyaste." in every and "Den första." not in every and "Den nyaste." in with_
    assert "Alla signaler i urvalet är kommenterade" in without and "Den nyaste." not in without
    assert "Om Väst:" not in every and len(signals.found(reader_of(tmp_path))) == 2, "one happening, seen in N01 and in the whole"


def test_the_comment_is_met_in_trender_on_the_area_and_at_the_problem(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    add(work, tmp_path)
    series = {"brott": "fire_vandalism", "omrade": "N01.2024", "period": "month"}
    assert f"{SAID}." in words(opened("trends", **series)) and f"{SAID}." not in words(opened("trends", **series | {"omrade": "N02.2024"}))
    area = words(opened("areas", omrade="N01"))
    assert "Signaler här" in area and f"{SAID}." in area and "Signaler här" not in words(opened("areas", omrade="N02"))
    assert "plan?belagg=trender" in words(opened("signals"))
    months = words(opened("signals", omrade="N01"))
    assert "Väst, månad för månad" in months and "omraden?omrade=N01" not in months, "the year's map may show nothing of a month"
    evidence = "trender?kommun=9999&brott=fire_vandalism&omrade=N01.2024&period=month"
    assert f"{SAID}." in words(opened("plan", belagg=evidence, plats="N01")), "beside the form of the new problem"
    made = work.add("problem", CODE, {"title": "Bränder i Väst", "evidence": evidence, "area": "N01", "opened_on": DAY}, "Eva")
    leads = words(opened("signals", omrade="N01"))
    assert f"plan?problem={made['id']}" in leads and "Problem: Bränder i Väst" in leads
    plan = words(opened("plan", problem=made["id"]))
    assert "Bränder i Väst" in plan and f"{SAID}." in plan and "Då: Över gränsen, november 2025: 19 anmälda" in plan


def test_a_comment_whose_signal_is_gone_is_kept_with_the_figure_of_its_time(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    add(work, tmp_path, period_from=date(2025, 3, 1), period_to=date(2025, 4, 30), value=9.0)
    page = opened("signals")
    assert "Ingen är kommenterad." in words(page)
    page.session_state["earlier_comments"] = True
    said = words(page.run())
    assert f"{SAID}." in said and "Då: Över gränsen, april 2025: 9 anmälda" in said
    assert "Då: Över gränsen, april 2025" in words(opened("trends", brott="fire_vandalism", omrade="N01.2024", period="month"))
    area = words(opened("areas", omrade="N01"))
    now, before = area.index("De tre senaste slutliga månaderna"), area.index("Tidigare kommentarer här")
    assert now < before < area.index(f"{SAID}."), "a comment on a signal that is gone is not among the latest months'"


def rebuilt(work: WorkStore, home: Path) -> Reader:
    """The same build with what is written by now, without counting everything anew."""
    copy = home / "rebuilt.duckdb"
    copyfile(reader_of(home).path, copy)
    with write(copy) as file:
        file.append("signal_comment", work_tables(snapshot.snapshot(work, CODE), CODE)["signal_comment"])
    return Reader(copy)


def signal_part(reader: Reader, kind: str = "lagesbild", **how: Any) -> tuple[str, Any]:
    """The words of a briefing's signals, and the whole document."""
    request = Request(**({"subject": Subject(), "day": DAY, "until": DAY, "parts": ("signals",)} | how))
    document = compose(reader, "internal", load_briefings()[kind], request)
    table = next((block for block in blocks_of(document) if isinstance(block, Table)), None)
    return " ".join(str(cell) for row in table.rows for cell in row) if table else "", document


def test_a_briefing_shows_the_comment_as_a_judgement_in_every_format(work: WorkStore, tmp_path: Path) -> None:
    party = work.add("party", CODE, {"name": "Polisen", "party_kind": "police"}, "Eva")
    add(work, tmp_path, owner=party["id"])
    assert SAID not in signal_part(reader_of(tmp_path))[0], "a build knows what was written when it was made"
    reader = rebuilt(work, tmp_path)
    told, document = signal_part(reader)
    assert SAID in told and "Polisen, 2026-11-20" in told and "Eva" not in told
    heads = [column.title for block in blocks_of(document) if isinstance(block, Table) for column in block.columns]
    assert "Bedömning, inte fakta" in heads
    for form in ("docx", "pptx"):
        file = told_in(render(document, form))
        assert SAID in file and "Bedömning, inte fakta" in file
    assert render(document, "pdf").startswith(b"%PDF")
    assert SAID in signal_part(reader, "omradesblad", subject=Subject("area", "N01"))[0]
    assert Context(reader, "public", Request(Subject(), DAY, DAY, signal_comments=of_build(reader))).signal_comments == ()
    assert SAID not in signal_part(reader, signal_comments=())[0], "what is written by now goes before what was written then"


def test_what_is_said_of_a_sensitive_crime_in_an_area_stays_off_paper(
    work: WorkStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(work, tmp_path)
    reader = rebuilt(work, tmp_path)
    told = of_build(reader)
    assert SAID in signal_part(reader, signal_comments=told)[0]
    known = part_crime.trend.indicators(reader)
    monkeypatch.setattr(part_crime.trend, "indicators", lambda _: known.assign(sensitive=True))
    hidden = signal_part(reader, signal_comments=told)[0]
    assert "hela Norrhamn" in hidden and SAID not in hidden


def test_who_only_reads_sees_the_comment_and_no_form(
    work: WorkStore, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = lead(tmp_path)
    monkeypatch.setattr(show_work_page, "current_user", lambda: User("Åsa Ek", grants_of(["leadership"])))
    page = opened("signals")
    assert "Öppna ett problem" not in words(page)
    add(work, tmp_path, area)
    page = open_box(opened("signals"), area)
    assert f"{SAID}." in words(page) and not page.text_area


def test_a_frozen_lagesbild_keeps_what_was_written_and_takes_nothing_new(work: WorkStore, opened: Open, tmp_path: Path) -> None:
    kept = freeze(tmp_path, CODE, work, {"title": "Hösten", "decision": "", "recipients": "", "comments": ""}, DAY, DAY, "Eva")
    area = lead(tmp_path)
    add(work, tmp_path, area)
    page = open_box(opened("signals", bild=kept.identity), area)
    assert "Ingen är kommenterad." in words(page) and f"{SAID}." not in words(page) and not page.text_area
    assert "Öppna ett problem" not in words(page) and f"{SAID}." in words(opened("signals"))
