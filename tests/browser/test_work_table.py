"""The editable table in a real browser: a cell is changed and stored, a faster writer is told, a refused value stays in its cell."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from lagesbild.work import WorkStore
from tests.browser.running import Server, Watch
from tests.browser.test_work_cycles import CODES, cycles, opened, work, zone

__all__ = ["cycles", "work", "zone"]
LULEA = CODES["lulea"]


@pytest.fixture
def activity(work: WorkStore) -> Iterator[str]:
    """The only activity of Luleå, so that it is the table's first row."""
    for row in work.rows("activity", LULEA):
        work.delete("activity", row["id"], row["version"], "Städning")
    yield work.add("activity", LULEA, {"title": "Belysning på Porsön", "strategy": "Trygga platser"}, "Eva")["id"]


def write_cell(page: Page, words: str) -> None:
    """Write in the first cell of the table: the canvas takes clicks by place and keys like a spreadsheet."""
    page.get_by_role("tab", name="Ändra i tabell").click()
    grid = page.get_by_test_id("stDataFrame").locator("visible=true").locator("canvas").first
    grid.wait_for()
    editor = page.locator("textarea.gdg-input")
    for _ in range(6):  # the canvas is drawn after it is laid out, and later on a busy machine: a click before that meets nothing
        grid.scroll_into_view_if_needed()
        page.wait_for_timeout(800)
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 160, box["y"] + 52)
        page.keyboard.press("Enter")
        with contextlib.suppress(TimeoutError):
            editor.wait_for(timeout=5_000)
            break
    assert editor.is_visible()
    page.keyboard.press("Control+A")
    page.keyboard.type(words, delay=20)
    page.keyboard.press("Enter")
    expect(page.locator("canvas td").filter(has_text=words)).to_have_count(1)  # what the canvas shows, as read aloud
    page.wait_for_timeout(1_500)  # the cell is sent, and the page runs again


def until(told: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something comes true within a time."""
    end = time.monotonic() + seconds
    while not told() and time.monotonic() < end:
        time.sleep(0.2)
    return told()


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Spara ändringarna i tabellen").click()


def test_a_changed_cell_is_stored_with_who_and_what_was_before(zone: Server, watch: Watch, work: WorkStore, activity: str) -> None:
    page = opened(zone, watch, "plan", "lulea")
    write_cell(page, "Belysning på Björkskatan")
    press_save(page)
    assert until(lambda: work.one("activity", activity)["title"] == "Belysning på Björkskatan")
    last = work.changes(LULEA, "activity", activity)[0]
    assert last["before"]["title"] == "Belysning på Porsön" and last["after"]["strategy"] == "Trygga platser"


def test_a_faster_writer_is_told_and_neither_text_is_lost(zone: Server, watch: Watch, work: WorkStore, activity: str) -> None:
    page = opened(zone, watch, "plan", "lulea")
    write_cell(page, "Min rubrik")
    work.save("activity", activity, 1, {"title": "Hennes rubrik", "status": "ongoing"}, "Eva")
    press_save(page)
    panel = page.get_by_role("table").filter(has_text="Du skrev")
    expect(panel).to_contain_text("Min rubrik")
    expect(panel).to_contain_text("Hennes rubrik")
    assert work.one("activity", activity)["title"] == "Hennes rubrik"
    page.get_by_role("button", name="Spara mitt").click()
    assert until(lambda: work.one("activity", activity)["title"] == "Min rubrik")
    now = work.one("activity", activity)
    assert (now["title"], now["status"]) == ("Min rubrik", "ongoing"), "only the cell that was changed here is written over"


def test_a_refused_value_stays_in_its_cell_with_the_field_named(zone: Server, watch: Watch, work: WorkStore, activity: str) -> None:
    page = opened(zone, watch, "plan", "lulea")
    write_cell(page, "Samtal med 811218-9876")
    press_save(page)
    expect(page.get_by_text("personnummer", exact=False).first).to_be_visible()
    assert work.one("activity", activity)["title"] == "Belysning på Porsön"


def test_dates_speak_swedish(zone: Server, watch: Watch, work: WorkStore, activity: str) -> None:
    page = opened(zone, watch, "plan", "lulea")
    page.get_by_text("Lägg till nytt").locator("visible=true").first.click()
    field = page.get_by_test_id("stDateInput").first
    expect(field).to_contain_text("åååå")
    told = field.locator("[role=spinbutton]").evaluate_all("parts => parts.map(part => part.getAttribute('aria-label'))")
    assert told == ["år, Från", "månad, Från", "dag, Från"]
    expect(field.get_by_role("button", name="Välj datum")).to_be_visible()
