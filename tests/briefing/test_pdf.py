"""The PDF: accessible or not made at all, the same bytes every time, and no text that could become markup."""

from __future__ import annotations

import dataclasses

import pytest

from lagesbild.briefing.document import Said, Section
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
