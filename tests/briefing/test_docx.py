"""Briefings as Word files: opened again with python-docx, and looked into."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any, cast

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from lagesbild.briefing import columns, docx_fonts, measure, office
from lagesbild.briefing.document import Beside, Column, Heading, Picture, Points, Said, Section, Table, blocks_of
from lagesbild.briefing.docx import render_docx
from lagesbild.charts.icons import ICONS, tone_of
from tests.briefing.documents import BETTER, LOGO, LONG, document, picture, square, table, trend
from tests.briefing.packages import NOT_WORDS, parts, told


@pytest.fixture(scope="module")
def package() -> bytes:
    return render_docx(document())


def opened(package: bytes) -> Any:
    return docx.Document(io.BytesIO(package))


def test_every_word_of_the_briefing_is_editable_text(package: bytes) -> None:
    made, words = document(), told(package)
    for block in blocks_of(made):
        if isinstance(block, Said | Heading):
            assert block.words in words
        elif isinstance(block, Picture):
            assert {block.sub, block.source} <= set(words.split("\n")) and block.title in words
        elif isinstance(block, Table):
            assert {cell for row in block.rows for cell in row if isinstance(cell, str)} <= set(words.split("\n"))
    for said in (made.title, made.eyebrow, made.foot, *made.summary, LONG):
        assert said in words


@pytest.mark.parametrize(("one_page", "tallest"), [(True, 1.0), (False, 1.6)])
def test_the_small_map_of_a_sheet_takes_no_room_from_one_page(one_page: bool, tallest: float) -> None:
    where = Picture("", "Hamnen i Norrhamn", "", "Karta som visar var Hamnen ligger.", square)
    made = opened(render_docx(document(one_page=one_page, where=where)))
    heights = {shape._inline.docPr.get("descr"): shape.height.inches for shape in made.inline_shapes}
    assert 0.6 <= heights["Karta som visar var Hamnen ligger."] <= tallest


def test_headings_are_headings(package: bytes) -> None:
    by_style = {name: [p.text for p in opened(package).paragraphs if p.style.name == name] for name in ("Title", "Heading 1", "Heading 2")}
    assert by_style["Title"] == ["Tryggare som helhet, men inte överallt"]
    assert by_style["Heading 1"] == [section.title for section in document().sections]
    assert by_style["Heading 2"] == ["Siffrorna bakom", "Att ta ställning till"]
    breaks = [p.text for p in opened(package).paragraphs if p.style.name == "Heading 1" and p.paragraph_format.page_break_before]
    assert breaks == ["Säker förändring i tre områden"]
    for level in (1, 2):
        assert opened(package).styles[f"Heading {level}"].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == str(level - 1)


def test_captions_are_numbered_by_word(package: bytes) -> None:
    word = opened(package)
    captions = [p for p in word.element.body.iter(qn("w:p")) if p.pPr is not None and p.pPr.style == "Caption"]
    words = ["".join(t.text for t in p.iter(qn("w:t"))) for p in captions]
    assert words[0] == "Figur\u00a01. Otryggheten har minskat sedan 2023"
    assert [w.split(".")[0].replace("\u00a0", " ") for w in words if w.startswith("Figur")] == [f"Figur {i}" for i in range(1, 6)]
    assert [w.split(".")[0].replace("\u00a0", " ") for w in words if w.startswith("Tabell")] == [f"Tabell {i}" for i in range(1, 5)]
    for p in captions:
        assert re.fullmatch(r" SEQ (Figur|Tabell) \\\* ARABIC ", "".join(t.text for t in p.iter(qn("w:instrText"))))


def test_tables_repeat_their_head_and_tell_what_they_are(package: bytes) -> None:
    tables = [t for t in opened(package).tables if t._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    assert len(tables) == 4
    for made in tables:
        rows = made._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None and row.trPr.find(qn("w:cantSplit")) is not None for row in rows[1:])
        assert made._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert len(tables[2].rows) == 41
    assert [cell.text for cell in tables[0].rows[1].cells] == [
        "Fler ska känna sig trygga ute på kvällen",
        "32 %",
        "27 %",
        "▼\u00a0Säker minskning",
    ]
    assert tables[3].rows[1].cells[0].text == "Inga rader att visa."


def test_pictures_have_words_for_those_who_cannot_see_them(package: bytes) -> None:
    body = opened(package).element.body
    told = [part.get("descr") for part in body.iter(qn("wp:docPr"))]
    assert told == ["Logotyp: Norrhamns kommun", *[block.alt for block in blocks_of(document()) if isinstance(block, Picture)]]
    assert len({part.get("id") for part in body.iter(qn("wp:docPr"))}) == len(told)
    widths = [int(part.get("cx")) / 914400 for part in body.iter(qn("wp:extent"))]
    assert all(width <= 6.7 for width in widths)


def test_a_verdict_is_a_sign_and_a_word_in_its_colour(package: bytes) -> None:
    runs = [run for p in opened(package).element.body.iter(qn("w:p")) for run in Paragraph(p, cast(Any, None)).runs]
    verdicts = [run for run in runs if run.text == "▼\u00a0Säker minskning"]
    assert verdicts and all(str(run.font.color.rgb) == "195E98" and run.bold for run in verdicts)
    unsure = [run for run in runs if run.text == "?\u00a0Kan inte avgöras"]
    assert unsure and all(str(run.font.color.rgb) == "51636B" and not run.bold for run in unsure)


def test_every_icon_has_a_sign_and_every_tone_a_colour() -> None:
    assert set(office.SIGNS) == set(ICONS)
    assert {tone_of(name) for name in ICONS} <= set(office.TONES)


def test_numbered_lists_each_start_at_one(package: bytes) -> None:
    lists = [p._p.pPr.numPr.numId.val for p in opened(package).paragraphs if p.style.name == "List Number"]
    assert len(lists) == 4 and lists[0] == lists[1] != lists[2] == lists[3]
    numbering = parts(package)["word/numbering.xml"].decode()
    for identity in set(lists):
        assert re.search(
            rf'w:numId="{identity}"><w:abstractNumId w:val="\d+"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>', numbering
        )


def test_page_header_footer_language_and_properties(package: bytes) -> None:
    word = opened(package)
    section, core = word.sections[0], word.core_properties
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == "Lägesbild 2026\tNorrhamns kommun · lokalpolisområde Norrhamn"
    foot = section.footer.paragraphs[0]
    assert foot.text == "Intern · Bygge 2026-11-22-a41f · 2026-11-22\tSida 1 av 1"
    assert [part.text.strip() for part in foot._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert (core.title, core.author, core.language) == ("Tryggare som helhet, men inte överallt", "Norrhamns kommun", "sv-SE")
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2026, 11, 22)
    assert word.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "sv-SE"
    assert opened(render_docx(document(classification="public"))).sections[0].footer.paragraphs[0].text.startswith("Offentlig · ")


def test_the_font_inside_is_a_font_again_when_its_key_is_applied(package: bytes) -> None:
    found = parts(package)
    table = found["word/fontTable.xml"].decode()
    keys = re.findall(r'fontKey="\{([^}]+)\}"', table)
    for i, key in enumerate(keys, start=1):
        assert docx_fonts._hidden(found[f"word/fonts/font{i}.odttf"], key)[:4] == b"\x00\x01\x00\x00"
    assert len(keys) == 2 and "embedTrueTypeFonts" in found["word/settings.xml"].decode()


def test_the_same_document_gives_the_same_bytes(package: bytes) -> None:
    assert render_docx(document()) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
    assert render_docx(document(day=date(2026, 11, 23))) != package


def test_nothing_absent_is_written_as_a_word_of_the_machine(package: bytes) -> None:
    assert not NOT_WORDS.search(told(package))


def test_columns_hold_two_pictures_and_all_else_comes_one_after_the_other() -> None:
    two = Beside((picture(),), (picture(),))
    other = Beside((picture(draw=square),), (table(),))
    words = Beside((Heading("Löften"), Said("Inget löfte."), Points(("Ett",))), (picture(draw=square),), share=0.65)
    made = [opened(render_docx(document(Section("a", "A", (block,))))) for block in (two, other, words)]
    assert [len(word.tables) for word in made] == [1, 1, 1]
    assert [[len(cell.paragraphs) for cell in word.tables[0].rows[0].cells] for word in (made[0], made[2])] == [[5, 5], [3, 5]]
    layout = opened(render_docx(document(Section("a", "A", (two,))))).tables[0]
    assert layout._tbl.tblPr.find(qn("w:tblCaption")) is None and "tcBorders" not in layout._tbl.xml


def test_what_people_paste_does_not_stop_it() -> None:
    odd = "Rad ett\x0brad två\x00 <b> & \x1f slut\r\nrad tre"
    made = Section("a", odd, (Said(odd), Table((Column(odd),), ((odd,), (BETTER,)), odd), picture(title=odd, alt=odd, data=trend())))
    words = "\n".join(p.text for p in opened(render_docx(document(made, title=odd, logo=LOGO))).paragraphs)
    assert "Rad ett\nrad två  <b> &   slut\nrad tre" in words


def test_a_section_without_title_has_no_empty_heading_and_still_begins_its_page() -> None:
    made = document(Section("a", "", (Said("Först."), table(2)), new_page=True), Section("sources", "Källor", ()))
    word = opened(render_docx(made))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == ["Källor"]
    said = next(p for p in word.paragraphs if p.text == "Först.")
    assert said.paragraph_format.page_break_before and said.paragraph_format.keep_with_next
    assert made.reach not in told(render_docx(made)), "a section tells the sources already"


def test_a_column_hands_on_what_it_does_not_need() -> None:
    goals = Table((Column("Mål"), Column("Läge")), ((LONG, BETTER), ("Kort", BETTER)), "Mål")
    long, short = columns.widths_of(goals, 6.7, 10, [0.1, 0.1])
    assert long + short == pytest.approx(6.7) and measure.width_of("▲ Säker minskning", 10, True) < short < 2.5
    both = Table((Column("Mål"), Column("Läge")), ((LONG, LONG),), "Mål")
    assert columns.widths_of(both, 6.7, 10, [0.1, 0.1]) == [3.35, 3.35]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    goals = Table(
        (Column("Mål", share=6), Column("Utgångsläge", True, 0.5), Column("Läge", share=2)), (("Ett mål", "1 234,5 %", BETTER),), "Mål"
    )
    wide, gaps = columns.widths_of(goals, 6.7, 10, [0.1] * 3), [0.1] * 3
    assert sum(wide) == pytest.approx(6.7) and wide[0] > wide[2] > wide[1]
    assert wide[1] >= measure.width_of("Utgångsläge", 10) + 0.1
    assert columns.widths_of(table(), 6.7, 10, [*gaps, 0.1])[0] > 2.0, "a very long word takes no more than its part"


def test_an_empty_briefing_is_still_one() -> None:
    made = document(Section("a", "Ännu inget", ()), summary=(), foot="", reach="", logo="")
    assert [p.text for p in opened(render_docx(made)).paragraphs] == [made.eyebrow, made.title, "Ännu inget"]
