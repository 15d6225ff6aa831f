"""The Word file before its first word: A4, styles with one font and the product's colours, language, header and footer."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lagesbild.briefing import docx_fonts, docx_parts, office
from lagesbild.briefing.document import Document, own_sections
from lagesbild.charts import theme
from lagesbild.texts import text

WIDTH, SIDE, TOP, BOTTOM = 210, 20, 24, 20  # millimetres
TEXT_WIDTH = (WIDTH - 2 * SIDE) / 25.4  # inches
# name or text key: size, bold, colour, space before and after in points, line height, kept with the next paragraph
STYLES = {
    "Normal": (10.5, False, theme.INK, 0, 6, 1.2, False),
    "Title": (23, True, theme.INK, 2, 6, 1.0, True),
    "Subtitle": (10, False, theme.MUTED, 0, 0, 1.0, True),
    "Heading 1": (17, True, theme.INK, 20, 5, 1.0, True),
    "Heading 2": (12.5, True, theme.INK, 13, 4, 1.0, True),
    "Caption": (10.5, True, theme.INK, 10, 2, 1.05, True),
    "Header": (8.5, False, theme.MUTED, 0, 0, 1.0, False),
    "Footer": (8.5, False, theme.MUTED, 0, 0, 1.0, False),
    "List Bullet": (10.5, False, theme.INK, 0, 3, 1.2, False),
    "List Number": (10.5, False, theme.INK, 0, 3, 1.2, False),
    "office.style.lede": (12, False, theme.INK, 0, 8, 1.2, True),
    "office.style.note": (9, False, theme.MUTED, 2, 8, 1.1, False),
    "office.style.value": (26, True, theme.INK, 4, 0, 1.0, True),
    "office.style.cell": (10, False, theme.INK, 2.5, 2.5, 1.05, False),
    "office.style.head": (9, False, theme.MUTED, 2.5, 2.5, 1.0, True),
    "office.style.picture": (10.5, False, theme.INK, 0, 3, 1.0, True),
    "office.style.verdict": (10.5, False, theme.INK, 0, 2, 1.05, False),
}
ONE_PAGE, ENDS_OF_ONE = (0.81, 0.2), (17, 13)  # what is made to fill one page: share of sizes and of air; millimetres
CLOSER, CLOSER_ENDS = (0.76, 0.05), (16, 12)  # the same with somebody's own words on it
_UNUSED = ("Light ", "Medium ", "Dark ", "Colorful ")  # the template's coloured table styles


def prepare(word: Any, document: Document) -> None:
    """Give an empty file of python-docx its page, styles, language, header, footer and properties."""
    for style in [style for style in word.styles if style.name.startswith(_UNUSED)]:
        style.delete()
    for rel in [key for key, rel in word.part.package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        word.part.package.rels.pop(rel)  # a picture of somebody else's document
    _language(word)
    (small, close), ends = _closeness(document)
    for name, (size, bold, tone, before, after, line, keep) in STYLES.items():
        _style(word, name, round(2 * size * small) / 2, bold, tone, round(before * close), round(after * close), line, keep)
    _page(word.sections[0], ends)
    docx_fonts.embed(word)
    _running(word.sections[0], document)
    docx_parts.add_list_kinds(word)
    office.set_properties(word.core_properties, document)


def _closeness(document: Document) -> tuple[tuple[float, float], tuple[int, int]]:
    """The share of the styles' sizes and of their air, and the margins above and below in millimetres."""
    if not document.one_page:
        return (1.0, 1.0), (TOP, BOTTOM)
    return (CLOSER, CLOSER_ENDS) if own_sections(document) else (ONE_PAGE, ENDS_OF_ONE)


def identities(word: Any) -> dict[str, str]:
    """The identity of each style in the file by our key: looking one up by name takes longer than writing a paragraph."""
    known = {style.name: style.style_id for style in word.styles}
    return {key: known[style_name(key)] for key in STYLES}


def style_name(key: str) -> str:
    """A style's name in the file: Word's own names stay, ours are Swedish."""
    return text(key) if key.startswith("office.") else key


def _style(word: Any, key: str, size: float, bold: bool, tone: str, before: float, after: float, line: float, keep: bool) -> None:
    name = style_name(key)
    known = name in [style.name for style in word.styles]
    style = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for tag in ("w:pPr", "w:rPr"):  # the template's blue, its rule under the title and its theme fonts
        for old in style.element.findall(qn(tag)):
            outline = [part for part in old.iterchildren() if part.tag == qn("w:outlineLvl")]
            style.element.remove(old)
            for part in outline:
                style.element.get_or_add_pPr().append(part)
    if name != "Normal":
        style.base_style = word.styles["Normal"]
    style.hidden, style.quick_style = False, True
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, RGBColor.from_string(office.colour(tone))
    _font(style.element.get_or_add_rPr())
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.keep_with_next, form.keep_together, form.widow_control = keep, keep, True


def _font(properties: Any) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), docx_fonts.FONT)


def _language(word: Any) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f".//{qn('w:rPr')}")
    _font(properties)
    properties.find(qn("w:lang")).set(qn("w:val"), office.LANGUAGE)
    themed = word.settings.element.find(qn("w:themeFontLang"))
    themed.set(qn("w:val"), office.LANGUAGE)
    for tag, sign in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        word.settings.element.find(qn(tag)).set(qn("w:val"), sign)


def _page(section: Any, ends: tuple[int, int]) -> None:
    section.page_width, section.page_height = Mm(WIDTH), Mm(297)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(ends[0]), Mm(ends[1])
    section.header_distance, section.footer_distance = Mm(11), Mm(10)


def _running(section: Any, document: Document) -> None:
    """The words over and under every page: kind and place above; who may read, build and day, and the page below."""
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (above, below):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH - 2 * SIDE), WD_TAB_ALIGNMENT.RIGHT)
    docx_parts.rule(above, "bottom", theme.LINE)
    docx_parts.write(above, f"{office.heading_of(document)}\t{document.place}")
    docx_parts.write(below, office.classification_of(document), bold=True)
    docx_parts.write(below, f" · {office.edition_of(document)}\t{text('office.page')} ")
    docx_parts.field(below, "PAGE", "1")
    docx_parts.write(below, f" {text('office.of')} ")
    docx_parts.field(below, "NUMPAGES", "1")
