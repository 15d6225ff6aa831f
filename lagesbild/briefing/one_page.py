"""Whether a sheet keeps to the one page and the one slide that it promises, and what to leave out where it does not."""

from __future__ import annotations

from lagesbild.briefing.document import Block, Document, Points, Said, flat, own_sections
from lagesbild.sentences import counted
from lagesbild.sentences_survey import listed
from lagesbild.texts import number, text


def too_much(document: Document, pages: int) -> str:
    """That a sheet has become more than one page or slide, with what to shorten or leave out; empty where it has not.

    pages: how many it has on paper.
    """
    if not document.one_page or (pages == 1 and _is_one_slide(document)):
        return ""
    own = own_sections(document)
    letters = sum(len(words) for section in own for block in flat(section.blocks) for words in _words(block))
    more = [text(f"briefing.part.{section.slug}") for section in document.sections[1:] if section not in own]
    told = [text("briefing.one_page.pages", pages=counted(pages, "sida", "sidor")) if pages > 1 else text("briefing.one_page.slides")]
    told += [text("briefing.one_page.leave_out", parts=listed(more))] if more else []
    told += [text("briefing.one_page.shorten", n=number(letters))] if own else []
    return " ".join(told)


def _is_one_slide(document: Document) -> bool:
    if len(document.sections) <= 1:
        return True
    from lagesbild.briefing import pptx_sheet  # loads python-pptx, which a sheet without own words does not need

    return len(pptx_sheet.beyond(document).sections) <= 1


def _words(block: Block) -> tuple[str, ...]:
    if isinstance(block, Said):
        return (block.words,)
    return block.items if isinstance(block, Points) else ()
