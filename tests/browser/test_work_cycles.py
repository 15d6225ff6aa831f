"""Four municipalities' ways of working, walked in the browser: Älvkarleby's quarter, Umeå's two years, Piteå's columns, Luleå's focus."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, TimeoutError, expect

from lagesbild import build as builds
from lagesbild.intake import receive
from lagesbild.work import WorkStore, default_url, open_work
from tests.browser.running import Server, Watch, serving, visit
from tests.intake.kolada_files import values

DAY = date(2026, 11, 22)
CODES = {"alvkarleby": "0319", "umea": "2480", "pitea": "2581", "lulea": "2580"}


@pytest.fixture(scope="module")
def cycles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the four municipalities, each built on one key figure."""
    folder = tmp_path_factory.mktemp("cycles")
    for code in CODES.values():
        told = values(folder / f"{code}.json", [("N00610", year, {"T": 70.0 + year - 2020}) for year in (2022, 2023, 2024)], code)
        receipt = receive(told, folder / "home", code, None, DAY)
        assert receipt.outcome == "accepted", receipt.message
        builds.build(folder / "home", code, DAY)
    return folder / "home"


@pytest.fixture(scope="module")
def work(cycles: Path) -> Iterator[WorkStore]:
    store = open_work(default_url(cycles))
    yield store
    store.close()
    open_work.cache_clear()


@pytest.fixture(scope="module")
def zone(cycles: Path, work: WorkStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving("internal", cycles, tmp_path_factory.mktemp("log") / "internal.log") as server:
        yield server


def opened(zone: Server, watch: Watch, address: str, place: str, **chosen: str) -> Page:
    """A page of one municipality."""
    page = watch.context.new_page()
    more = "".join(f"&{name}={value}" for name, value in chosen.items())
    visit(page, f"{zone.url}/{address}?kommun={CODES[place]}{more}", streamlit=True)
    return page


def pick(page: Page, label: str, words: str) -> None:
    """Choose in a select box by writing."""
    box = page.get_by_role("combobox", name=re.compile(f"{re.escape(label)}$")).locator("visible=true").first
    option = page.get_by_role("option", name=words, exact=True)
    for _ in range(3):  # leaving a text field runs the page again, which may close the list just opened
        box.click()
        with contextlib.suppress(TimeoutError):
            option.click(timeout=5_000)
            return
    raise AssertionError(f"{label} has no {words}")


def write_day(page: Page, label: str, day: date) -> None:
    """Write a date in the field's own parts."""
    field = page.get_by_test_id("stDateInput").filter(has_text=label).locator("visible=true").first
    field.locator('[role="spinbutton"], input').locator("visible=true").first.click()
    page.keyboard.type(f"{day:%Y%m%d}")
    page.keyboard.press("Tab")


def test_alvkarlebys_quarter_waits_for_the_evaluation_of_the_one_before(zone: Server, work: WorkStore, watch: Watch) -> None:
    code = CODES["alvkarleby"]
    rescue = work.add("party", code, {"name": "Gästrike Räddningstjänst", "party_kind": "rescue_service"}, "Eva")
    council = work.add("council", code, {"name": "Lokala brottsförebyggande rådet", "parties": [rescue["id"]]}, "Eva")
    for first, title, more in ((7, "Tryggare sommarkvällar", {"state": "decided", "decided_on": date(2026, 7, 1)}), (10, "Klottret", {})):
        period = {"period_from": date(2026, first, 1), "period_to": date(2026, first + 2, 30), "title": title, "council": council["id"]}
        made = work.add("direction", code, period | {"reason": "Lägesbilden 2026"} | more, "Eva")
    work.add("activity", code, {"title": "Nolltolerans mot klotter", "direction": made["id"], "owner": rescue["id"]}, "Eva")
    page = opened(zone, watch, "kvartal", "alvkarleby")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beslutet väntar")
    expect(page.get_by_text("Nolltolerans mot klotter")).to_be_visible()
    page.get_by_role("button", name="Fastställ beslutet").click()
    expect(page.get_by_role("alert")).to_contain_text("varken utvärderat eller överhoppat")
    page.get_by_label("Skäl att hoppa över utvärderingen").locator("visible=true").first.fill("Rådet bytte samordnare")
    page.get_by_role("button", name="Spara utvärderingen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beslutet kan fastställas")
    page.get_by_role("button", name="Fastställ beslutet").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inriktningen är fastställd: Klottret")
    expect(page.get_by_text("Hoppades över: Rådet bytte samordnare")).to_be_visible()
    assert watch.complaints == []


def test_umeas_two_year_plan_is_revised_yearly_and_has_promises(zone: Server, work: WorkStore, watch: Watch) -> None:
    code = CODES["umea"]
    plan: dict[str, Any] = {
        "label": "Aktivitetsplan", "title": "Aktivitetsplan 2025–2026", "valid_from": date(2025, 1, 1), "valid_to": date(2026, 12, 31),
        "cadence": "year", "decided_by": "UmeBrå styrgrupp", "decided_on": date(2024, 12, 1),
    }  # fmt: skip
    made = work.add("plan", code, plan, "Eva")
    work.add("activity", code, {"title": "Tillsyn av folköl", "plan": made["id"], "status": "done"}, "Eva")
    page = opened(zone, watch, "plan", "umea")
    expect(page.get_by_text("Revideringen skulle ha gjorts senast 2025-12-31.")).to_be_visible()
    work.add("plan_review", code, {"plan": made["id"], "reviewed_on": date(2025, 12, 10), "decided_by": "UmeBrå styrgrupp"}, "Eva")
    page = opened(zone, watch, "plan", "umea")
    expect(page.get_by_text("Revideras senast 2026-12-31.")).to_be_visible()
    expect(page.get_by_text("Beslutad av UmeBrå styrgrupp 2024-12-01.")).to_be_visible()
    page = opened(zone, watch, "loften", "umea")
    page.get_by_label("Löfte (obligatoriskt)").fill("Vi ska finnas i Vasaparken varje fredag.")
    write_day(page, "Från (obligatoriskt)", date(2026, 1, 1))
    write_day(page, "Till (obligatoriskt)", date(2026, 12, 31))
    pick(page, "Läge", "hållet")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 av 1 avslutade löften hölls")
    assert [(row["status"], row["public"], row["period_to"]) for row in work.rows("promise", code)] == [("kept", True, date(2026, 12, 31))]
    assert watch.complaints == []


def test_piteas_plan_comes_from_excel_with_its_own_columns_and_ends_in_a_summary(
    zone: Server, work: WorkStore, watch: Watch, tmp_path: Path
) -> None:
    code = CODES["pitea"]
    plan = {"label": "Genomförandeplan", "title": "Genomförandeplan 2026", "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    made = work.add("plan", code, plan, "Eva")
    work.add("party", code, {"name": "Skolan", "party_kind": "school"}, "Eva")
    book = Workbook()
    book.active.append(["Strategi", "Aktivitet", "Ansvar", "Start", "Tidplan"])  # type: ignore[union-attr]
    book.active.append(["Vuxna nära unga", "Nattvandring", "Skolan", "mars 2026", "hösten 2026"])  # type: ignore[union-attr]
    book.active.append(["Trygga miljöer", "Ljus i gångtunneln", "Okänd", None, "2026-11-30"])  # type: ignore[union-attr]
    into = io.BytesIO()
    book.save(into)
    page = opened(zone, watch, "plan", "pitea", plan=made["id"], som="tabell", efter="strategy")
    page.get_by_role("tab", name="Excel").click()
    page.locator('input[type="file"]').set_input_files({
        "name": "plan.xlsx", "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "buffer": into.getvalue(),
    })  # fmt: skip
    expect(page.get_by_text("”hösten 2026” lästes som 2026-12-31.")).to_be_visible()
    expect(page.get_by_text("”Okänd” finns inte bland parterna.")).to_be_visible()
    assert work.rows("activity", code) == []
    page.get_by_role("button", name="Läs in 2 rader").click()
    table = page.get_by_role("region", name=re.compile("Aktiviteter i planen"))
    expect(table.get_by_role("row", name=re.compile("Nattvandring.*Vuxna nära unga.*Skolan.*2026-03-01–2026-12-31"))).to_be_visible()
    page = opened(zone, watch, "arshjul", "pitea")
    expect(page.get_by_text("0 av 2 aktiviteter klara")).to_be_visible()
    page.get_by_role("tab", name="Rapport").click()
    page.get_by_label("Rapport (obligatoriskt)").locator("visible=true").first.fill("Årssammanställning 2026")
    page.get_by_label("Mottagare (obligatoriskt)").locator("visible=true").first.fill("Folkhälsorådet")
    page.get_by_role("button", name="Lägg till").locator("visible=true").click()
    expect(page.get_by_text("Årssammanställning 2026, 2026-11-22")).to_be_visible()
    assert watch.complaints == []


def test_luleas_yearly_plan_is_read_by_focus_area(zone: Server, work: WorkStore, watch: Watch) -> None:
    code = CODES["lulea"]
    plan = {"label": "Verksamhetsplan", "title": "Verksamhetsplan 2026", "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    made = work.add("plan", code, plan, "Eva")
    page = opened(zone, watch, "plan", "lulea", plan=made["id"], efter="focus")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Planen har inga aktiviteter än")
    page.get_by_label("Aktivitet (obligatoriskt)").locator("visible=true").first.fill("Trygghetsvandring på Porsön")
    pick(page, "Fokusområde", "Trygghet")
    pick(page, "Typ", "situationell")
    page.get_by_role("button", name="Lägg till").locator("visible=true").first.click()
    lane = page.locator(".lb-lane").filter(has_text="Trygghet").first
    expect(lane).to_contain_text("Trygghetsvandring på Porsön")
    expect(lane.get_by_role("heading")).to_have_text("Trygghet")
    expect(page.get_by_text("Aktiviteter utan problem: 1")).to_be_visible()
    expect(page.get_by_text("1 situationella, 0 sociala")).to_be_visible()
    assert watch.complaints == []
