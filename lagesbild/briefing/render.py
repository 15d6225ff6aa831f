"""One document, three formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from lagesbild.briefing.document import Document, Format
from lagesbild.model import LagesbildError
from lagesbild.texts import text

MIME: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def render(document: Document, form: str) -> bytes:
    """The document as a finished file. Raises LagesbildError for a format that is not known."""
    for known in get_args(Format):
        if known == form:
            return _renderer(known)(document)
    raise LagesbildError(text("briefing.fault.format", format=form))


def _renderer(form: Format) -> Callable[[Document], bytes]:
    """The renderer of a format; its library is loaded when it is asked for."""
    if form == "pdf":
        from lagesbild.briefing.pdf import render_pdf

        return render_pdf
    if form == "docx":
        from lagesbild.briefing.docx import render_docx

        return render_docx
    from lagesbild.briefing.pptx import render_pptx

    return render_pptx
