"""Which slides a briefing becomes: one for each picture, table and list, with the words that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lagesbild.briefing.document import (
    Beside,
    Document,
    Heading,
    KeyFigures,
    Mark,
    Picture,
    Points,
    Said,
    Section,
    Table,
    blocks_of,
    flat,
)

SHORT = 220  # letters: words before a table that find room under its title
Body = Picture | Table | Points | KeyFigures


@dataclass(frozen=True)
class Slide:
    """One slide: the finding as title, what is measured, the body, the words beside it, the source and what its notes tell."""

    title: str
    section: str
    sub: str = ""
    body: Body | None = None
    beside: tuple[str, ...] = ()
    mark: Mark | None = None
    source: str = ""
    after: tuple[str, ...] = ()  # words that follow a table
    notes: tuple[str, ...] = field(default_factory=tuple)


def slides_of(document: Document) -> list[Slide]:
    """The slides after the title slide, in reading order."""
    shown = opening_figures(document)
    return [slide for section in document.sections for slide in _of_section(section, shown)]


def opening_figures(document: Document) -> KeyFigures | None:
    """The first key figures, which stand on the title slide instead of on one of their own."""
    return next((block for block in blocks_of(document) if isinstance(block, KeyFigures) and block.items), None)


def _of_section(section: Section, shown: KeyFigures | None) -> list[Slide]:
    slides: list[Slide] = []
    waiting: list[str] = [section.lede] if section.lede else []
    heading = ""
    for block in flat(section.blocks):
        if block is shown:
            continue
        if isinstance(block, Heading):
            slides, waiting = _leave(slides, waiting, heading, section)
            heading = block.words
        elif isinstance(block, Said):
            if block.style == "note" and slides and not waiting:
                slides[-1] = replace(slides[-1], source=_joined(slides[-1].source, block.words))
            else:
                waiting.append(block.words)
        elif not isinstance(block, Beside) and _told(block):
            slides.append(_slide(block, section, heading, tuple(waiting)))
            waiting = []
    slides, waiting = _leave(slides, waiting, heading, section)
    return slides or ([] if shown and shown in section.blocks else [Slide(section.title, section.title)])


def _leave(slides: list[Slide], waiting: list[str], heading: str, section: Section) -> tuple[list[Slide], list[str]]:
    """Words that no body followed: beside the picture or under the table before them if there is one, else on a slide of their own."""
    if not waiting:
        return slides, []
    if slides and isinstance(slides[-1].body, Table):
        return [*slides[:-1], replace(slides[-1], after=(*slides[-1].after, *waiting))], []
    if slides and isinstance(slides[-1].body, Picture):
        return [*slides[:-1], replace(slides[-1], beside=(*slides[-1].beside, *waiting))], []
    return [*slides, Slide(heading or section.title, section.title, beside=tuple(waiting))], []


def _slide(block: Body, section: Section, heading: str, waiting: tuple[str, ...]) -> Slide:
    if isinstance(block, Picture):
        title = block.title or heading or section.title
        return Slide(title, section.title, block.sub, block, waiting, block.mark, block.source)
    title = heading or section.title
    if isinstance(block, Table):
        told = " ".join(waiting)
        if 0 < len(told) <= SHORT:
            return Slide(title, section.title, told, block, notes=(block.caption,))
        return Slide(title, section.title, block.caption, block, waiting)
    return Slide(title, section.title, "", block, waiting)


def _told(block: Body) -> bool:
    return not isinstance(block, Points | KeyFigures) or bool(block.items)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
