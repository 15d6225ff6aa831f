"""A briefing as a Word file: real headings, captions and lists, tables whose head row repeats, everything editable."""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt
from docx.table import _Cell

from lagesbild.briefing import columns, docx_parts, office, raster
from lagesbild.briefing.document import Beside, Block, Document, Heading, KeyFigures, Mark, Picture, Points, Said, Section, Table
from lagesbild.briefing.docx_styles import TEXT_WIDTH, identities, prepare
from lagesbild.charts import theme
from lagesbild.texts import text

TALLEST = 4.6  # inches: a picture with its words keeps to one page
NARROWEST = 0.25  # of the width: a column
MAP_SHARE, LOW_MAP = 0.8, 0.88  # of the width: the summary beside the small map, and where all is to fit one page
GUTTER = 0.25  # inches between two columns
CELL_SIZE, CELL_GAP = 10, 0.14  # points; inches right of a cell's text
LOGO, LOW_LOGO = 0.5, 0.28  # inches tall, and where all is to fit one page
_SAID = {"body": "Normal", "lede": "office.style.lede", "note": "office.style.note"}


def render_docx(document: Document) -> bytes:
    """A briefing as the bytes of a .docx file; the same document gives the same bytes."""
    word = docx.Document()
    prepare(word, document)
    writer = _Writer(word)
    writer.opening(document)
    for section in document.sections:
        writer.section(section)
    if foot := office.foot_of(document):
        writer.say(foot, "office.style.note")
    into = io.BytesIO()
    word.save(into)
    return office.same_every_time(into.getvalue(), document)


class _Writer:
    """Writes block after block; `place` is the body, or the cell of two columns, that paragraphs are added to."""

    def __init__(self, word: Any) -> None:
        self.word, self.place, self.width = word, word, TEXT_WIDTH
        self.styles = identities(word)
        self.numbers = {"figure": 0, "table": 0}

    def opening(self, document: Document) -> None:
        """Logo, eyebrow, the finding as title, and the summary."""
        if document.logo:
            tall, air = (LOW_LOGO, 2) if document.one_page else (LOGO, 10)
            width = tall / raster.height_per_width(document.logo)
            paragraph = self.say("", "Subtitle")
            paragraph.paragraph_format.space_after = Pt(air)
            run = paragraph.add_run()
            run.add_picture(io.BytesIO(raster.png_of(document.logo, round(width, 3))), width=Inches(width))
            docx_parts.describe(run, "Logo", text("office.logo", name=office.municipality_of(document)))
        self.say(document.eyebrow, "Subtitle")
        self.say(document.title, "Title")
        said: Block = Said(document.summary[0], "lede") if len(document.summary) == 1 else Points(document.summary)
        if document.where:
            self.columns(Beside((said,), (document.where,), LOW_MAP if document.one_page else MAP_SHARE))
        elif document.summary:
            self.block(said)

    def section(self, section: Section) -> None:
        """A heading, what stands under it, and the blocks."""
        begun = len(self.word.paragraphs)
        if section.title:
            self.say(section.title, "Heading 1")
        if section.lede:
            self.say(section.lede, "office.style.lede")
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self.block(block)
            if isinstance(block, Said) and isinstance(following, Picture | Table | Beside):
                self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        if section.new_page and len(self.word.paragraphs) > begun:
            self.word.paragraphs[begun].paragraph_format.page_break_before = True

    def block(self, block: Block) -> None:
        """One block in the current place."""
        if isinstance(block, Said):
            self.say(block.words, _SAID[block.style])
        elif isinstance(block, Heading):
            self.say(block.words, "Heading 2")
        elif isinstance(block, Points):
            self.points(block)
        elif isinstance(block, KeyFigures):
            self.key_figures(block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Picture):
            self.picture(block)
        elif _two_columns(block):
            self.columns(block)
        else:
            for part in (*block.left, *block.right):
                self.block(part)

    def say(self, words: str, style: str) -> Any:
        """A paragraph in a style."""
        return self.fill(self.place.add_paragraph(), words, style)

    def fill(self, paragraph: Any, told: str | Mark, style: str) -> Any:
        """Write text or a verdict into an empty paragraph."""
        paragraph._p.style = self.styles[style]
        if isinstance(told, Mark):
            docx_parts.write_mark(paragraph, told)
        elif told:
            docx_parts.write(paragraph, told)
        return paragraph

    def points(self, points: Points) -> None:
        """A list; each numbered one begins at one."""
        if not points.items:
            return
        identity = docx_parts.new_list(self.word, numbered=points.numbered)
        for item in points.items:
            docx_parts.in_list(self.say(item, "List Number" if points.numbered else "List Bullet"), identity)

    def caption(self, kind: str, words: str, *, plain: bool = False) -> None:
        """A caption with a number that Word reckons itself, so that a list of figures can be made; plain: its words are no finding."""
        self.numbers[kind] += 1
        paragraph = self.say("", "Caption")
        label = text(f"office.caption.{kind}")
        docx_parts.write(paragraph, f"{label}\u00a0")
        docx_parts.field(paragraph, f"SEQ {label} \\* ARABIC", str(self.numbers[kind]))
        docx_parts.write(paragraph, ".")
        if words:
            docx_parts.write(paragraph, f" {words}", tone="muted" if plain else "", bold=False if plain else None)

    def key_figures(self, figures: KeyFigures) -> None:
        """Large figures beside each other on a tinted ground."""
        if not figures.items:
            return
        n = len(figures.items)
        table = self.place.add_table(1, n)
        docx_parts.lay_out(table, [self.width / n] * n, cell_margin=120)
        for cell, figure in zip(table.rows[0].cells, figures.items, strict=True):
            docx_parts.shade(cell._tc, theme.SURFACE)
            self.fill(cell.paragraphs[0], figure.value, "office.style.value")
            for told in (figure.words, figure.mark):
                if told:
                    self.fill(cell.add_paragraph(), told, "office.style.verdict")
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.left_indent = Pt(8)
            cell.paragraphs[-1].paragraph_format.space_after = Pt(8)
        self.gap()

    def table(self, table: Table) -> None:
        """A caption, a head row that repeats, and the rows; a table without rows says so."""
        self.caption("table", table.caption)
        rows = table.rows or ((text("office.empty_table"), *[""] * (len(table.columns) - 1)),)
        made = self.place.add_table(1 + len(rows), len(table.columns))
        widths = columns.widths_of(table, self.width, CELL_SIZE, [CELL_GAP] * len(table.columns))
        docx_parts.lay_out(made, widths, cell_margin=round(CELL_GAP * 1440))
        docx_parts.describe_table(made, f"{text('office.caption.table')} {self.numbers['table']}", table.caption)
        heads = tuple(column.title for column in table.columns)
        for i, (row, cells) in enumerate(zip(made._tbl.tr_lst, (heads, *rows), strict=True)):
            docx_parts.row_rules(row, head=i == 0)
            for cell, column, told in zip(row.tc_lst, table.columns, cells, strict=True):
                paragraph = self.fill(_Cell(cell, made).paragraphs[0], told, "office.style.head" if i == 0 else "office.style.cell")
                if column.number:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        docx_parts.keep_together(made)
        self.gap()

    def picture(self, picture: Picture) -> None:
        """Caption with the finding, what is measured, the picture, its verdict and its source."""
        self.caption("figure", picture.title or picture.sub or office.first_sentence(picture.alt), plain=not picture.title)
        if picture.title and picture.sub:
            self.say(picture.sub, "office.style.note").paragraph_format.keep_with_next = True
        png, width, _ = raster.fitted(picture.draw, self.width, TALLEST, tall=picture.data is None)
        run = self.say("", "office.style.picture").add_run()
        run.add_picture(io.BytesIO(png), width=Inches(width))
        docx_parts.describe(run, f"{text('office.caption.figure')} {self.numbers['figure']}", picture.alt)
        if picture.mark:
            verdict = self.say("", "office.style.verdict")
            docx_parts.write_mark(verdict, picture.mark)
            verdict.paragraph_format.keep_with_next = bool(picture.source)
        if picture.source:
            self.say(picture.source, "office.style.note")

    def columns(self, block: Beside) -> None:
        """Two columns as a table without rules; only pictures and words are ever put there."""
        table = self.place.add_table(1, 2)
        place, width = self.place, self.width
        left = (width - GUTTER) * block.share
        docx_parts.lay_out(table, [left + GUTTER, width - left - GUTTER], cell_margin=0)
        for cell, parts, room in zip(table.rows[0].cells, (block.left, block.right), (left, width - left - GUTTER), strict=True):
            self.place, self.width = cell, room
            for part in parts:
                self.block(part)
            for paragraph in cell.paragraphs if parts is block.left else ():
                paragraph.paragraph_format.right_indent = Inches(GUTTER)
            cell._tc.remove(cell.paragraphs[0]._p)  # the empty one that every cell is made with
        self.place, self.width = place, width
        self.gap()

    def gap(self) -> None:
        """A little air under a table; Word also needs a paragraph between two of them."""
        paragraph = self.say("", "Normal")
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)


def _two_columns(block: Beside) -> bool:
    """Whether both sides hold words and at most two pictures each, one of them does, and none is narrow: then two columns look right."""
    sides = (block.left, block.right)
    pictures = [sum(isinstance(part, Picture) for part in side) for side in sides]
    plain = all(isinstance(part, Picture | Said | Heading | Points) for side in sides for part in side)
    return plain and all(sides) and 1 <= max(pictures) <= 2 and NARROWEST <= block.share <= 1 - NARROWEST
