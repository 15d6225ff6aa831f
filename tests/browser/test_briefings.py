"""Briefings of Norrhamn: what a chart holds is what the export holds, the press gets nothing else, and the page makes files that open."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lagesbild.briefing.compose import compose
from lagesbild.briefing.context import Request, subjects
from lagesbild.briefing.document import Document, Picture, blocks_of
from lagesbild.briefing.render import render
from lagesbild.catalog_briefings import load_briefings
from lagesbild.export import estimates_for_export
from lagesbild.model import Zone
from lagesbild.store import Reader, current
from tests.briefing.documents import rows_behind
from tests.browser.running import Server, Watch, visit

DAY = date(2026, 11, 22)
KINDS = load_briefings()
FORMATS = ("pdf", "docx", "pptx")


def reader_of(home: Path, zone: Zone) -> Reader:
    found = current(home, "9999", zone)
    assert found is not None
    return found


def whole(home: Path, slug: str) -> Document:
    """A kind with all its parts, about the first subject that it can be about."""
    kind = KINDS[slug]
    reader = reader_of(home, kind.zone)
    subject = next(one for one in subjects(reader, DAY) if one.kind in kind.subjects)
    return compose(reader, kind.zone, kind, Request(subject, DAY, DAY, tuple(part.name for part in kind.parts)))


@pytest.mark.parametrize("slug", KINDS)
def test_every_number_behind_a_chart_is_exported_from_the_same_zone(home: Path, slug: str) -> None:
    exported = estimates_for_export(home, KINDS[slug].zone, "9999", None)
    known = {round(value, 6) for name in ("value", "lower", "upper") for value in exported[name].dropna()}
    known |= {round(100 * value, 6) for value in exported.loc[exported["unit"] == "share", ["value", "lower", "upper"]].stack()}
    told = [
        number
        for block in blocks_of(whole(home, slug))
        if isinstance(block, Picture) and block.data
        for row in rows_behind(block.data)
        for number in (row.value, row.lower, row.upper)
        if number is not None
    ]
    assert len(told) >= 15
    assert {round(number, 6) for number in told} <= known


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_is_made_in_every_format(home: Path, slug: str) -> None:
    document = whole(home, slug)
    made = {form: render(document, form) for form in FORMATS}
    assert made["pdf"].startswith(b"%PDF")
    for form in ("docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(made[form])) as archive:
            text = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        assert ">nan<" not in text.lower() and ">None<" not in text and ">inf<" not in text


def open_page(internal: Server, watch: Watch, chosen: str) -> Page:
    page = watch.context.new_page()
    visit(page, f"{internal.url}/briefing?{chosen}", streamlit=True)
    return page


def test_a_sheet_of_hamnen_as_powerpoint_in_three_steps(internal: Server, watch: Watch) -> None:
    page = open_page(internal, watch, "kommun=9999")
    page.get_by_role("radio", name="Område", exact=True).click()
    box = page.get_by_role("combobox", name="Handlar om")
    box.click()
    page.get_by_role("option", name="Hamnen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Områdesblad Hamnen: underlag att ladda ner", timeout=60_000)
    expect(page.get_by_text("Sida 1 av 1")).to_be_visible(timeout=60_000)
    with page.expect_download(timeout=60_000) as loading:
        page.get_by_role("button", name="PowerPoint").click()
    assert loading.value.suggested_filename == "omradesblad-N04-2026-11-22.pptx"
    with zipfile.ZipFile(loading.value.path()) as archive:
        assert any(name.startswith("ppt/charts/chart") for name in archive.namelist())
    again = watch.context.new_page()
    visit(again, page.url, streamlit=True)
    expect(again.get_by_role("heading", level=1)).to_have_text("Områdesblad Hamnen: underlag att ladda ner", timeout=60_000)


def test_ones_own_words_come_with_and_a_personal_number_does_not(internal: Server, watch: Watch) -> None:
    page = open_page(internal, watch, "kommun=9999&slag=kvartalsunderlag&mottagare=styrgruppen")
    field = page.get_by_label("Förslag till beslut, ett per rad")
    field.fill("Fältgruppen är ute i Hamnen på fredagar.")
    field.press("Control+Enter")
    page.wait_for_url("**beslut=*", timeout=60_000)
    field.fill("Kontakta 19121212-1212.")
    field.press("Control+Enter")
    expect(page.get_by_text("innehåller ett personnummer")).to_be_visible(timeout=60_000)
    assert "1212" not in page.url
