"""A briefing as PDF (PDF/UA-1 and PDF/A-2a): typst sets the document's data, so that no text can become markup.

Same document, same bytes: the date is the document's, the font is ours, nothing is fetched. A picture without a text alternative or a
skipped heading level stops the making.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lagesbild.briefing.document import Beside, Block, Document, Heading, KeyFigures, Mark, Picture, Points, Said, Table, blocks_of
from lagesbild.charts.icons import drawing
from lagesbild.model import LagesbildError
from lagesbild.texts import day, text

TEMPLATE = Path(__file__).with_name("briefing.typ")
FONTS = Path(__file__).parent.parent / "charts" / "fonts"
TEXT_WIDTH, GUTTER = 6.69, 0.28  # inches: A4 less the margins; between two columns
WHERE = 1.38  # inches: the small map beside the summary, as the template sets it
STANDARDS = ["ua-1", "a-2a"]
PAGE = re.compile(rb"/Type\s*/Page\b")  # an object of a PDF, one for each page
TIGHTEST = 2  # how many steps closer what fills one page can be set, as the template knows them


def render_pdf(document: Document) -> bytes:
    """The finished PDF. Raises LagesbildError when it would not be accessible."""
    made = _compiled(document, format="pdf", pdf_standards=STANDARDS)
    assert isinstance(made, bytes), "one PDF"
    return made


def render_pages(document: Document, ppi: float = 80) -> list[bytes]:
    """The pages as PNG pictures, for the preview."""
    made = _compiled(document, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else made


def _compiled(document: Document, **how: Any) -> Any:
    import typst  # loads its compiler, which only a briefing needs

    at = datetime(document.day.year, document.day.month, document.day.day, tzinfo=UTC)
    data = _data(document)
    made: list[Any] = []
    try:
        for tight in range(TIGHTEST + 1 if document.one_page else 1):
            told = {"document": json.dumps(data | {"tight": tight}, ensure_ascii=False)}
            made.append(typst.compile(TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, timestamp=at, sys_inputs=told, **how))
            if _is_one_page(made[-1]):
                return made[-1]
    except typst.TypstError as fault:
        raise LagesbildError(text("briefing.fault.pdf", fault=fault.message)) from fault
    return made[0]  # what does not fit however close it stands is set with air


def _is_one_page(made: Any) -> bool:
    """Whether the compiler made one page: a list of pictures where they are several, else a picture or a whole PDF."""
    return isinstance(made, bytes) and len(PAGE.findall(made)) <= 1


def _data(document: Document) -> dict[str, Any]:
    """The document as the template reads it."""
    marks = sorted(_icons(document))
    sourced = any(part.slug == "sources" for part in document.sections)
    return {
        "title": document.title,
        "author": document.place,
        "day": [document.day.year, document.day.month, document.day.day],
        "head_left": f"{document.kind_title} {document.day.year} · {text(f'briefing.classification.{document.classification}')}",
        "head_right": document.place,
        "foot_left": f"{text('briefing.pdf.build', build=document.build)} · {day(document.day)}",
        "page_words": text("briefing.pdf.page", page="{page}", pages="{pages}"),
        "logo": document.logo,
        "one_page": document.one_page,
        "logo_words": text("office.logo", name=document.place),
        "eyebrow": document.eyebrow,
        "summary": " ".join(document.summary),
        "where": _block(document.where, WHERE) if document.where else None,
        "foot": " ".join(part for part in (document.foot, "" if sourced else document.reach) if part),
        "icons": {name: drawing(name) for name in marks},
        "sections": [
            {"title": part.title, "lede": part.lede, "new_page": part.new_page, "blocks": [_block(one, TEXT_WIDTH) for one in part.blocks]}
            for part in document.sections
        ],
    }


def _block(block: Block, width: float) -> dict[str, Any]:
    """A block for the template, its pictures drawn at the width that they get."""
    match block:
        case Said():
            return {"kind": "said", "words": block.words, "style": block.style}
        case Heading():
            return {"kind": "heading", "words": block.words}
        case Points():
            return {"kind": "points", "items": list(block.items), "numbered": block.numbered}
        case KeyFigures():
            return {"kind": "figures", "items": [{"value": one.value, "words": one.words, "mark": _mark(one.mark)} for one in block.items]}
        case Table():
            columns = [{"title": one.title, "number": one.number, "share": one.share} for one in block.columns]
            rows = [[cell if isinstance(cell, str) else _mark(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "columns": columns, "rows": rows, "caption": block.caption}
        case Picture():
            words = {"title": block.title, "sub": block.sub, "source": block.source, "alt": block.alt}
            return {"kind": "picture", "svg": block.draw(width), "mark": _mark(block.mark)} | words
        case Beside():
            left, right = ((width - GUTTER) * share for share in (block.share, 1 - block.share))
            sides = {"left": [_block(one, left) for one in block.left], "right": [_block(one, right) for one in block.right]}
            return {"kind": "beside", "share": block.share} | sides


def _mark(mark: Mark | None) -> dict[str, str] | None:
    return None if mark is None else {"icon": mark.icon, "word": mark.word, "tone": mark.tone}


def _icons(document: Document) -> set[str]:
    """The icons that the document's verdicts use."""
    found: set[str] = set()
    for block in blocks_of(document):
        match block:
            case KeyFigures():
                found |= {one.mark.icon for one in block.items if one.mark}
            case Table():
                found |= {cell.icon for row in block.rows for cell in row if isinstance(cell, Mark)}
            case Picture(mark=Mark(icon=icon)):
                found.add(icon)
            case _:
                continue
    return found
