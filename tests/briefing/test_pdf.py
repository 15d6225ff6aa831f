"""The PDF: accessible or not made at all, the same bytes every time, and no text that could become markup."""

from __future__ import annotations

import dataclasses

import pytest

from lagesbild.briefing.document import Points, Said, Section
from lagesbild.briefing.pdf import render_pages, render_pdf
from lagesbild.model import LagesbildError
from tests.briefing.documents import document, every_block, picture

HOSTILE = '#panic("x") *fet* $1/0$ <etikett> @ref // bort \\ " [ruta'


def test_every_kind_of_block_is_set_and_the_file_says_what_it_conforms_to() -> None:
    made = render_pdf(document(*every_block()))
    assert made.startswith(b"%PDF-1.7") and b"pdfuaid" in made and b"pdfaid" in made


def test_the_same_document_gives_the_same_bytes() -> None:
    told = document(*every_block())
    assert render_pdf(told) == render_pdf(told)


def test_a_document_without_sections_is_still_a_page() -> None:
    assert len(render_pages(dataclasses.replace(document(), sections=()))) == 1


def test_long_tables_go_on_over_pages() -> None:
    assert len(render_pages(document(*every_block()))) > 1


def test_text_is_never_markup() -> None:
    told = document(Section("comments", HOSTILE, (Said(HOSTILE),), lede=HOSTILE), title=HOSTILE)
    assert render_pdf(told).startswith(b"%PDF")


def test_a_picture_without_a_text_alternative_stops_the_making() -> None:
    bare = dataclasses.replace(picture(), alt="")
    with pytest.raises(LagesbildError, match="PDF-filen kunde inte göras"):
        render_pdf(document(Section("s", "Rubrik", (bare,))))


def test_a_page_that_has_hardly_begun_is_gone_on_with() -> None:
    """A part that begins a page does so after a full one, not after the last line of the part before."""
    filled = next(n for n in range(1, 200) if _pages(n, alone=True) == 2)
    assert _pages(filled) == 2, "a line had run over, and stands at the head of a page with room for more"
    assert _pages(filled + filled // 2) == 3, "half a page had run over"


def _pages(points: int, *, alone: bool = False) -> int:
    before = Section("a", "", (Points(tuple("En rad" for _ in range(points))),))
    sections = (before,) if alone else (before, Section("b", "Nästa del", (Said("Ord."),), new_page=True))
    return len(render_pages(document(*sections), ppi=10))
