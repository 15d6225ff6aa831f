"""A briefing as slides: the finding as title, native charts and tables that can be edited, sources and reading help in the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx import Presentation

from lagesbild.briefing import office, pptx_bars, pptx_sheet, pptx_tables, pptx_trend, raster
from lagesbild.briefing.document import BarData, Document, KeyFigures, Picture, Points, Table, TrendData
from lagesbild.briefing.pptx_master import LEFT, RIGHT, TITLE, prepare
from lagesbild.briefing.pptx_parts import Box, Line, add_footer, fill_text, fitting, needed, picture, write
from lagesbild.briefing.pptx_plan import Slide, opening_figures, slides_of
from lagesbild.texts import text

WIDE = RIGHT - LEFT
TOP, BOTTOM = 1.95, 6.95  # inches: where the body begins, and where the source ends
SUB = 1.33
SIDE = Box(9.0, 0, RIGHT - 9.0, 0)  # the text beside a picture
READ = (20, 18, 16, 14, 12)  # sizes of running text, points
LARGE = (24, 22)  # the same of a slide that has nothing but words
AFTER, UNDER = 14, 0.25  # points and inches: words under a table, and the air above them
SHORT = 90  # letters beside a list: no more, and the list takes half the words' column
ZOOM = 1.55  # pictures are drawn for paper: this much larger on a wall
BROAD = 0.6  # a picture less tall than this share of its width has its verdict above it
LOGO, GAP = 0.45, 0.3  # inches: how tall the logo is; between a title and the map beside it


def render_pptx(document: Document) -> bytes:
    """A briefing as the bytes of a .pptx file; the same document gives the same bytes."""
    deck = Presentation()
    layout = prepare(deck, document)
    writer = _Writer(deck, layout, document)
    if document.one_page:
        writer.sheet()
    else:
        writer.opening()
    for slide in slides_of(pptx_sheet.beyond(document) if document.one_page else document):
        writer.slide(slide)
    into = io.BytesIO()
    deck.save(into)
    return office.same_every_time(into.getvalue(), document)


def small(words: str, sizes: Sequence[float], height: float) -> tuple[float, float]:
    """The size in points at which words keep within a height, and how tall they then are in inches."""
    line = Line(words, "muted")
    size, _ = fitting([line], Box(LEFT, 0, WIDE, height), sizes)
    return size, needed([line], size, WIDE)


def room_of(plan: Slide) -> Box:
    """The room for a slide's body: between what is measured and the source."""
    top = max(TOP, SUB + small(plan.sub, (16, 14, 12, 11), 0.55)[1] + 0.15) if plan.sub else SUB + 0.2
    bottom = BOTTOM - small(plan.source, (11, 10, 9), 0.4)[1] - 0.15 if plan.source else BOTTOM - 0.05
    return Box(LEFT, top, WIDE, bottom - top)


class _Writer:
    """Makes slide after slide."""

    def __init__(self, deck: Any, layout: Any, document: Document) -> None:
        self.deck, self.layout, self.document = deck, layout, document

    def new(self, title: str, width: float = WIDE) -> Any:
        """A slide with its title in the layout's own placeholder, as large as its room allows."""
        slide = self.deck.slides.add_slide(self.layout)
        box = replace(Box(*TITLE), width=width)
        if width != WIDE:
            place = slide.shapes.title
            place.left, place.top, place.width, place.height = box.edges
        line = Line(title or self.document.title, bold=True)
        size, _ = fitting([line], box, (32, 28, 26, 22, 19, 16, 13))
        fill_text(slide.shapes.title.text_frame, [line], size)
        slide.shapes.title.text_frame.vertical_anchor = None  # as the layout has it: at the foot of its room
        slide.shapes.title.name = text("office.style.title")
        return slide

    def close(self, slide: Any, notes: Sequence[str]) -> None:
        """Footer, page number and notes."""
        words = f"{office.municipality_of(self.document)} · {office.edition_of(self.document)}"
        add_footer(slide, words, office.classification_of(self.document))
        slide.notes_slide.notes_text_frame.text = "\n\n".join(dict.fromkeys(office.clean(note) for note in notes if note))

    def logo_wide(self) -> float:
        """How wide the logo is."""
        return min(2.0, LOGO / raster.height_per_width(self.document.logo))

    def headed(self, right: float = RIGHT) -> Any:
        """The first slide with the finding, the eyebrow and the logo; the words keep left of `right`."""
        document = self.document
        wide = min(right - LEFT, WIDE - 2.3 if document.logo else WIDE)
        slide = self.new(document.title, wide)
        write(slide, Box(LEFT, SUB, wide, 0.3), [Line(document.eyebrow, "muted")], 16, text("office.style.sub"))
        if document.logo:
            wide = self.logo_wide()
            box = Box(RIGHT - wide, 0.22, wide, wide * raster.height_per_width(document.logo))
            alt = text("office.logo", name=office.municipality_of(document))
            picture(slide, raster.png_of(document.logo, round(wide, 3)), box, "Logo", alt)
        return slide

    def opening(self) -> None:
        """The title slide: finding, eyebrow, summary and key figures."""
        document = self.document
        slide = self.headed()
        figures = opening_figures(document)
        foot = office.foot_of(document)
        bottom = TOP + room_of(Slide("", "", document.eyebrow, source=foot)).height
        width = 6.9 if figures else 10.5
        lines = [Line(sentence, sign="–") for sentence in document.summary]
        if lines:
            box = Box(LEFT, TOP + 0.1, width, bottom - TOP - 0.1)
            size, n = fitting(lines, box, (*READ, 11, 10))
            write(slide, box, lines[:n], size, text("office.style.summary"))
        if figures:
            self.figures(slide, figures, Box(8.3, TOP + 0.1, RIGHT - 8.3, bottom - TOP - 0.1))
        self.source(slide, foot)
        self.close(slide, (document.kind_title, document.eyebrow, *document.summary, foot))

    def sheet(self) -> None:
        """Summary and first section on one slide."""
        document = self.document
        at = pptx_sheet.place_of(document.where, RIGHT - (self.logo_wide() + GAP if document.logo else 0))
        slide, sheet = self.headed(at.box.left - GAP if at else RIGHT), pptx_sheet.sheet_of(document)
        if at and document.where:
            picture(slide, at.png, at.box, text("office.caption.figure"), document.where.alt)
        foot = " ".join(sheet.sources) or office.foot_of(document)
        bottom = BOTTOM - small(foot, (10, 9.5, 9), 0.5)[1] - 0.15
        rest = pptx_sheet.add_words(slide, sheet, bottom)
        own = pptx_sheet.own_words(document)
        pptx_sheet.add_pictures(slide, sheet, pptx_sheet.add_own_words(slide, own, bottom), pptx_sheet.OWN_LEADS if own else None)
        self.source(slide, foot, (10, 9.5, 9), 0.5)
        self.close(slide, (document.kind_title, document.eyebrow, *document.summary, *sheet.notes, office.foot_of(document)))
        if rest:
            self.text(Slide(document.title, document.title), rest)

    def slide(self, plan: Slide) -> None:
        """One planned slide, or several where its body is long."""
        if isinstance(plan.body, Table):
            self.table(plan, plan.body)
        elif isinstance(plan.body, Picture):
            self.picture(plan, plan.body)
        elif isinstance(plan.body, KeyFigures):
            slide, box = self.begin(plan)
            self.figures(slide, plan.body, box, beside=True)
            self.finish(slide, plan)
        else:
            points = plan.body.items if isinstance(plan.body, Points) else ()
            numbered = isinstance(plan.body, Points) and plan.body.numbered
            lines = [Line(words) for words in plan.beside]
            for title, words in plan.more:
                lines += [Line(title, bold=True, scale=1.1), *[Line(told) for told in words]]
            lines += [Line(item, sign=str(i) if numbered else "–") for i, item in enumerate(points, start=1)]
            self.text(plan, lines)

    def begin(self, plan: Slide, part: tuple[int, int] = (1, 1)) -> tuple[Any, Box]:
        """A slide with title, what is measured and source; gives the room that is left for the body."""
        title = plan.title if part[1] == 1 else text("office.continued", title=plan.title, n=part[0], of=part[1])
        slide = self.new(title)
        if plan.sub:
            size, tall = small(plan.sub, (16, 14, 12, 11), 0.55)
            write(slide, Box(LEFT, SUB, WIDE, tall), [Line(plan.sub, "muted")], size, text("office.style.sub"))
        return slide, room_of(plan)

    def source(self, slide: Any, words: str, sizes: Sequence[float] = (11, 10, 9), most: float = 0.4) -> None:
        """The source above the footer."""
        if words:
            size, tall = small(words, sizes, most)
            write(slide, Box(LEFT, BOTTOM - tall, WIDE, tall), [Line(words, "muted")], size, text("office.style.note"))

    def finish(self, slide: Any, plan: Slide, *more: str) -> None:
        """Close a planned slide: its notes hold the section, the finding, what is measured, how to read it and the source."""
        self.source(slide, plan.source)
        self.close(slide, (plan.section, plan.title, plan.sub, *plan.beside, *more, *plan.notes, *plan.after, *plan.listed, plan.source))

    def text(self, plan: Slide, lines: Sequence[Line]) -> None:
        """Paragraphs and list items, on as many slides as they need."""
        parts: list[tuple[float, Sequence[Line]]] = []
        waiting = list(lines)
        while waiting:
            size, n = fitting(waiting, Box(LEFT, 0, 10.8, room_of(plan).height), (*LARGE, *READ[:-1]))
            parts.append((size, waiting[:n]))
            waiting = waiting[n:]
        for i, (size, told) in enumerate(parts or [(18.0, ())], start=1):
            slide, box = self.begin(plan, (i, max(1, len(parts))))
            if told:
                write(slide, Box(LEFT, box.top, 10.8, box.height), told, size, text("office.style.text"))
            self.finish(slide, plan, *[line.words for line in told])

    def table(self, plan: Slide, table: Table) -> None:
        """A native table on as many slides as it needs; the words before it stand on a slide of their own."""
        if plan.beside:
            self.text(Slide(plan.title, plan.section), [Line(words) for words in plan.beside])
        left: list[Line] = [*[Line(words) for words in plan.after], *[Line(words, sign="–") for words in plan.listed]]
        room = self.above(table, left, room_of(plan))
        parts = pptx_tables.parts_of(table, room)
        for i, rows in enumerate(parts, start=1):
            slide, box = self.begin(plan, (i, len(parts)))
            pptx_tables.add_table(slide, table, rows, room)
            used = pptx_tables.height(table, rows, room) + UNDER
            if i == len(parts) and left and needed(left, AFTER, WIDE) <= box.height - used:
                write(slide, Box(LEFT, box.top + used, WIDE, box.height - used), left, AFTER, text("office.style.text"))
                left = []
            self.finish(slide, plan)
        if left:
            self.text(Slide(plan.title, plan.section), left)

    def above(self, table: Table, after: Sequence[Line], room: Box) -> Box:
        """The room for a table with words after it: so much less that they stand under it, where it then still fits one slide."""
        words = needed(after, AFTER, WIDE) + UNDER if after else 0.0
        less = replace(room, height=room.height - words)
        return less if 0 < words <= room.height / 2 and len(pptx_tables.parts_of(table, less)) == 1 else room

    def picture(self, plan: Slide, shown: Picture) -> None:
        """A native chart where the numbers are there, else the picture; verdict and words beside it."""
        if isinstance(shown.data, BarData) and pptx_bars.can_draw(shown.data):
            self.bars(plan, shown, shown.data)
            return
        native = isinstance(shown.data, TrendData) and pptx_trend.can_draw(shown.data)
        slide, box = self.begin(plan)
        if plan.mark and not plan.beside and (native or raster.height_per_width(shown.draw(WIDE / ZOOM)) < BROAD):
            write(slide, Box(LEFT, box.top, WIDE, 0.4), [Line(plan.mark)], 20, text("office.style.verdict"))
            rest, room = [], Box(LEFT, box.top + 0.45, WIDE, box.height - 0.45)
        else:
            rest = self.beside(slide, plan, box)
            room = Box(LEFT, box.top, SIDE.left - LEFT - 0.35 if plan.beside or plan.mark else WIDE, box.height)
        if native and isinstance(shown.data, TrendData):
            pptx_trend.add_trend(slide, shown.data, room, shown.alt)
        else:
            png, width, height = raster.fitted(shown.draw, room.width, room.height, ZOOM, tall=shown.data is None)
            picture(slide, png, Box(room.left, room.top, width, height), text("office.caption.figure"), shown.alt)
        self.finish(slide, plan, *self.how(shown) if native else ())
        if rest:
            self.text(Slide(plan.title, plan.section), rest)

    def bars(self, plan: Slide, shown: Picture, data: BarData) -> None:
        """A list of areas or questions; the words about it on the first slide, what is certain beside each row."""
        short = not plan.mark and len(" ".join(plan.beside)) <= SHORT
        side = (1.9 if short else 2.9) if plan.beside or plan.mark else 0.0
        words = 2.1 if side else 3.0
        chart = WIDE - side - words - pptx_bars.WORDS_GAP
        plan = replace(plan, source=f"{pptx_bars.key_of(data)} {plan.source}".strip())
        size, parts = pptx_bars.parts_of(data, room_of(plan).height, chart)
        for i, bars in enumerate(parts, start=1):
            slide, box = self.begin(plan, (i, len(parts)))
            left = LEFT + chart + pptx_bars.WORDS_GAP
            places = Box(LEFT, box.top, chart, box.height), Box(left, box.top, words, box.height)
            pptx_bars.add_bars(slide, data, bars, size, *places, shown.alt)
            rest = self.beside(slide, plan, Box(0, box.top, 0, box.height), RIGHT - side + 0.2) if i == 1 else []
            self.finish(slide, plan, *self.how(shown))
            if rest:
                self.text(Slide(plan.title, plan.section), rest)

    def beside(self, slide: Any, plan: Slide, box: Box, left: float = SIDE.left) -> list[Line]:
        """Verdict and words right of the picture; gives the words that did not fit."""
        lines = [Line(plan.mark, scale=1.1)] if plan.mark else []
        lines += [Line(words) for words in plan.beside]
        if not lines:
            return []
        room = Box(left, box.top, RIGHT - left, box.height)
        size, n = fitting(lines, room, (18, 16, 14, 12))
        write(slide, room, lines[:n], size, text("office.style.text"))
        return lines[n:]

    def how(self, shown: Picture) -> tuple[str, ...]:
        """How to read a native chart."""
        if isinstance(shown.data, BarData):
            single = any(bar.value is not None and bar.lower is None for bar in shown.data.bars)
            return (text("office.how.bars"), *[text("office.how.single")] * single)
        points = shown.data.points if isinstance(shown.data, TrendData) else ()
        hollow = any(not point.firm and point.value is not None for point in points)
        return (text("office.how.trend"), *[text("printed.hollow")] * hollow)

    def figures(self, slide: Any, figures: KeyFigures, box: Box, *, beside: bool = False) -> None:
        """Large figures, under each other or side by side."""
        n = len(figures.items)
        places: list[Box] = []
        for i in range(n):
            width = box.width / n - 0.3 if beside else box.width
            place = Box(box.left + i * box.width / n, box.top, width, box.height) if beside else box
            if not beside:
                place = Box(box.left, box.top + i * box.height / n, width, box.height / n - 0.15)
            places.append(place)
        told = [
            [Line(figure.value, bold=True, scale=2.0), Line(figure.words), *([Line(figure.mark)] if figure.mark else [])]
            for figure in figures.items
        ]
        size = min(fitting(lines, place, (16, 15, 14, 13, 12, 11, 10, 9))[0] for lines, place in zip(told, places, strict=True))
        for lines, place, figure in zip(told, places, figures.items, strict=True):
            write(slide, place, lines, size, figure.words)
