"""Which slides a briefing becomes: one for each picture, table and list, with the words that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lagesbild.briefing import office
from lagesbild.briefing.document import (
    Beside,
    Block,
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

BRIEF = 700  # letters: sections of words alone share a slide up to here
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
    listed: tuple[str, ...] = ()  # a list that follows a table
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()  # further short sections on the same slide: title and words
    notes: tuple[str, ...] = field(default_factory=tuple)


def slides_of(document: Document) -> list[Slide]:
    """The slides after the title slide, in reading order; a sheet has its first section on it."""
    shown = None if document.one_page else opening_figures(document)
    slides: list[Slide] = []
    for section in document.sections[1:] if document.one_page else document.sections:
        for slide in _Planner(section, shown).planned():
            if slides and _brief(slides[-1]) and _brief(slide):
                slides[-1] = replace(slides[-1], more=(*slides[-1].more, (slide.title, slide.beside)))
            else:
                slides.append(slide)
    return slides


def opening_figures(document: Document) -> KeyFigures | None:
    """The first key figures, which stand on the title slide instead of on one of their own."""
    return next((block for block in blocks_of(document) if isinstance(block, KeyFigures) and block.items), None)


class _Planner:
    """Goes through a section's blocks; `waiting` are words that a picture, table or list may yet follow."""

    def __init__(self, section: Section, shown: KeyFigures | None) -> None:
        self.section, self.shown = section, shown
        self.slides: list[Slide] = []
        self.waiting: list[str] = [section.lede] if section.lede else []
        self.heading = ""

    def planned(self) -> list[Slide]:
        """The section's slides; one without any content has its title alone, unless the title slide shows what it held."""
        self.go(self.section.blocks)
        self.leave()
        held = any(block is self.shown for block in flat(self.section.blocks))
        return self.slides or ([] if held else [Slide(self.section.title, self.section.title)])

    def go(self, blocks: tuple[Block, ...]) -> None:
        """Plan blocks in order; what stands in a right column belongs to no heading of the left one."""
        for block in blocks:
            if isinstance(block, Beside):
                above = self.heading
                self.go(block.left)
                if any(isinstance(part, Heading) for part in block.left):
                    self.leave()
                    self.heading = above
                self.go(block.right)
            elif isinstance(block, Heading):
                self.leave()
                self.heading = block.words
            elif isinstance(block, Said):
                self.said(block)
            elif isinstance(block, Points) and block.items and self.under_a_table(block):
                self.slides[-1] = replace(self.slides[-1], listed=block.items)
            elif block is not self.shown and (not isinstance(block, Points | KeyFigures) or block.items):
                self.slides.append(self.slide(block))
                self.waiting = []

    def under_a_table(self, points: Points) -> bool:
        """Whether a list comes straight after a table under the same heading: then it may find room beneath it."""
        last = self.slides[-1] if self.slides else None
        same = last is not None and isinstance(last.body, Table) and last.title == (self.heading or self.section.title)
        return same and not (self.waiting or points.numbered or (last and (last.after or last.listed)))

    def said(self, block: Said) -> None:
        """A note belongs to what stands before it; other words wait for what comes."""
        if block.style == "note" and self.slides and not self.waiting:
            last = self.slides[-1]
            self.slides[-1] = replace(last, source=" ".join(part for part in (last.source, block.words) if part))
        else:
            self.waiting.append(block.words)

    def leave(self) -> None:
        """Words that no body followed: beside the picture or under the table before them, else on a slide of their own."""
        if not self.waiting:
            return
        last, words = self.slides[-1] if self.slides else None, tuple(self.waiting)
        if last and isinstance(last.body, Picture):
            self.slides[-1] = replace(last, beside=(*last.beside, *words))
        elif last and isinstance(last.body, Table):
            self.slides[-1] = replace(last, after=(*last.after, *words))
        else:
            self.slides.append(Slide(self.heading or self.section.title, self.section.title, beside=words))
        self.waiting = []

    def slide(self, block: Body) -> Slide:
        """The slide of a body, with the words that waited for it."""
        title, own, waiting = self.heading or self.section.title, self.section.title, tuple(self.waiting)
        if isinstance(block, Picture):
            named = block.title or title or office.first_sentence(block.alt)
            return Slide(named, own, block.sub, block, waiting, block.mark, block.source)
        if isinstance(block, Table):
            told = " ".join(waiting)
            if 0 < len(told) <= SHORT:
                return Slide(title, own, told, block, notes=(block.caption,))
            return Slide(title, own, block.caption, block, waiting)
        return Slide(title, own, "", block, waiting)


def _brief(slide: Slide) -> bool:
    """Whether a slide is nothing but a few words, so that others of its kind find room on it."""
    return slide.body is None and not slide.source and len(" ".join(slide.beside)) + 300 * len(slide.more) <= BRIEF
