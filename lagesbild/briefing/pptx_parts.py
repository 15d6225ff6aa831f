"""The parts of a slide: text that fits, rectangles without shadow, pictures and tables with alt texts, footer and notes."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from lagesbild.briefing import measure, office
from lagesbild.briefing.document import Mark
from lagesbild.charts import theme

GAP = 0.5  # air between paragraphs, in lines
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def edges(self) -> tuple[Any, Any, Any, Any]:
        """Left, top, width and height as python-pptx wants them."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Line:
    """A paragraph to write: words or a verdict, its tone, and how much larger or smaller than its text it is."""

    said: str | Mark
    tone: str = "ink"
    bold: bool = False
    scale: float = 1.0
    sign: str = ""  # a dash or a number in front, hanging

    @property
    def words(self) -> str:
        """What stands there, the verdict as sign and word."""
        return office.words_of(self.said) if isinstance(self.said, Mark) else office.clean(self.said)


def needed(lines: Sequence[Line], size: float, width: float, gap: float = GAP) -> float:
    """How tall the paragraphs are at a size in points, air between them (in lines) included."""
    heights = [measure.height_of(line.words, size * line.scale, width - (hang(size) if line.sign else 0), _bold(line)) for line in lines]
    return sum(heights) + max(0, len(heights) - 1) * gap * size / 72


def fitting(lines: Sequence[Line], box: Box, sizes: Sequence[float], gap: float = GAP) -> tuple[float, int]:
    """The largest of some sizes at which all paragraphs fit, else the smallest and how many of them do fit (at least one)."""
    for size in sizes:
        if needed(lines, size, box.width, gap) <= box.height:
            return size, len(lines)
    n = len(lines)
    while n > 1 and needed(lines[:n], sizes[-1], box.width, gap) > box.height:
        n -= 1
    return sizes[-1], n


def hang(size: float) -> float:
    """How far a list's text stands in from its sign, in inches."""
    return size * 1.4 / 72


def _bold(line: Line) -> bool:
    return line.bold or (isinstance(line.said, Mark) and line.said.tone != "muted")


def write(
    slide: Any, box: Box, lines: Sequence[Line], size: float, name: str, *, middle: bool = False, right: bool = False, gap: float = GAP
) -> Any:
    """A text box with the paragraphs at a size in points."""
    shape = slide.shapes.add_textbox(*box.edges)
    shape.name = office.clean(name)
    fill_text(shape.text_frame, lines, size, middle=middle, right=right, gap=gap)
    return shape


def fill_text(frame: Any, lines: Sequence[Line], size: float, *, middle: bool = False, right: bool = False, gap: float = GAP) -> None:
    """Write paragraphs into a text frame without inner margins."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for i, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        paragraph.space_after = Pt(size * gap) if i < len(lines) - 1 else Pt(0)
        if line.sign:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", str(Inches(hang(size))))
            properties.set("indent", str(-Inches(hang(size))))
            properties.append(_bullet(line.sign))
        _run(paragraph, line, size * line.scale)


def _bullet(sign: str) -> Any:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    if sign.isdigit():
        return parse_xml(f'<a:buAutoNum {space} type="arabicPeriod" startAt="{sign}"/>')
    return parse_xml(f'<a:buChar {space} char="{sign}"/>')


def _run(paragraph: Any, line: Line, size: float) -> None:
    tone = line.said.tone if isinstance(line.said, Mark) else line.tone
    for i, words in enumerate(line.words.split("\n")):
        if i:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold = Pt(round(size, 1)), _bold(line)
        run.font.color.rgb = RGBColor.from_string(office.colour(office.TONES.get(tone, tone)))
        run._r.get_or_add_rPr().set("lang", office.LANGUAGE)


def rectangle(slide: Any, box: Box, fill: str, name: str, *, behind: bool = False) -> Any:
    """A filled rectangle without outline, shadow or alt text: it repeats what the chart's words say."""
    shape = slide.shapes.add_shape(1, *box.edges)
    shape.name = office.clean(name)
    style = shape._element.find("{*}style")
    shape._element.remove(style)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(office.colour(fill))
    shape.line.fill.background()
    shape._element.find(".//{*}cNvPr").append(parse_xml(_DECORATIVE))
    if behind:
        tree = slide.shapes._spTree
        tree.remove(shape._element)
        tree.insert(2, shape._element)
    return shape


def picture(slide: Any, png: bytes, box: Box, name: str, alt: str) -> None:
    """A picture with alt text in a box of its own proportions."""
    shape = slide.shapes.add_picture(io.BytesIO(png), *box.edges)
    describe(shape, name, alt)


def describe(shape: Any, name: str, alt: str) -> None:
    """Name a shape and give it words for those who cannot see it."""
    part = shape._element.find(".//{*}cNvPr")
    part.set("name", office.clean(name))
    part.set("descr", office.clean(alt))


def add_footer(slide: Any, words: str, classification: str) -> None:
    """Copy the layout's footer and page number onto a slide: who may read it, place, day and reach."""
    for holder in slide.slide_layout.placeholders:
        kind = holder._element.find(".//{*}ph").get("type")
        if kind not in ("ftr", "sldNum"):
            continue
        made = copy.deepcopy(holder._element)
        slide.shapes._spTree.append(made)
        made.find(".//{*}cNvPr").set("id", str(max(int(part.get("id")) for part in slide.shapes._spTree.iter("{*}cNvPr")) + 1))
        if kind == "ftr":
            frame = slide.shapes[-1].text_frame
            frame.text = ""
            paragraph = frame.paragraphs[0]
            _run(paragraph, Line(classification, "muted", bold=True), 10)
            _run(paragraph, Line(f" · {words}", "muted"), 10)


def line_under(cell: Any, tone: str, points: float = 0.75) -> None:
    """A hairline under a table's cell and none on its other sides."""
    properties = cell._tc.get_or_add_tcPr()
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for side in ("lnL", "lnR", "lnT"):
        properties.append(parse_xml(f'<a:{side} {space} w="0"><a:noFill/></a:{side}>'))
    fill = f'<a:solidFill><a:srgbClr val="{office.colour(tone)}"/></a:solidFill>'
    properties.append(parse_xml(f'<a:lnB {space} w="{Pt(points)}">{fill}</a:lnB>'))
    properties.append(parse_xml(f"<a:noFill {space}/>"))


HEAD_LINE, ROW_LINE = theme.UNSURE, theme.LINE
