"""The parts of a Word file that python-docx has no words for: fields, rules, shading, alt texts, lists that start at one."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

from lagesbild.briefing import office
from lagesbild.briefing.document import Mark
from lagesbild.charts import theme

_LISTS = {"dash": ("bullet", "–"), "order": ("decimal", "%1.")}
SHORT = 6  # rows that keep together on a page
_FIRST = 900  # identities above the template's own lists
_BELOW_SHADE = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")


def write(paragraph: Any, words: str, *, tone: str = "", bold: bool | None = None) -> Any:
    """Add words to a paragraph, in a tone's colour where one is given; line breaks stay line breaks."""
    run = paragraph.add_run(office.clean(words))
    run.bold = bold
    if tone:
        run.font.color.rgb = RGBColor.from_string(office.colour(office.TONES[tone]))
    return run


def write_mark(paragraph: Any, mark: Mark) -> None:
    """Add a verdict: sign and word in its colour; what is sure is bold, what is not is regular."""
    write(paragraph, office.words_of(mark), tone=mark.tone, bold=mark.tone != "muted")


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word reckons itself, with the text that stands there until it has."""
    for kind, words in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            run._r.append(part)
        elif not kind:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {words} "
            run._r.append(part)


def rule(paragraph: Any, side: str, tone: str) -> None:
    """Draw a hairline over or under a paragraph."""
    line = f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="4" w:space="4" w:color="{office.colour(tone)}"/></w:pBdr>'
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(parse_xml(line), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def describe(run: Any, name: str, alt: str) -> None:
    """Give the picture in a run its name and the words for those who cannot see it; no room of its own around it."""
    for part in run._r.iter(qn("wp:inline")):
        for side in "TBLR":
            part.set(f"dist{side}", "0")
    for part in run._r.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        part.set("name", office.clean(name))
        part.set("descr", office.clean(alt))


def describe_table(table: Any, title: str, words: str) -> None:
    """Give a table its title and alt text."""
    properties = table._tbl.tblPr
    for tag, told in (("w:tblCaption", title), ("w:tblDescription", words)):
        part = OxmlElement(tag)
        part.set(qn("w:val"), office.clean(told))
        properties.append(part)


def lay_out(table: Any, widths: list[float], *, cell_margin: int) -> None:
    """Fix a table's column widths (inches) and its cells' side margins (twips); no grid, no style of the template."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLayout")) + properties.findall(qn("w:tblW")) + properties.findall(qn("w:tblStyle")):
        properties.remove(old)
    total = round(sum(widths) * 1440)
    sizes = (
        f'<w:tblW {nsdecls("w")} w:w="{total}" w:type="dxa"/>',
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="{cell_margin}" w:type="dxa"/></w:tblCellMar>',
    )
    for size in sizes:
        properties.insert_element_before(parse_xml(size), "w:tblLook", "w:tblCaption", "w:tblDescription")
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(width * 1440)))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = round(width * 914400)


def row_rules(row: Any, *, head: bool) -> None:
    """A row that is never torn apart, with a hairline under it; the head row is told to repeat on every page."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    tone = office.colour(theme.UNSURE if head else theme.LINE)
    for cell in row.tc_lst:
        line = f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{tone}"/></w:tcBorders>'
        cell.get_or_add_tcPr().insert_element_before(parse_xml(line), "w:shd", *_BELOW_SHADE)


def keep_together(table: Any) -> None:
    """Keep a short table on one page; of a long one the first rows together and the last two, so that no row stands alone."""
    rows = table._tbl.tr_lst
    for i, row in enumerate(rows[:-1]):
        if len(rows) <= SHORT or i < 2 or i == len(rows) - 2:
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext().val = True


def shade(cell: Any, tone: str) -> None:
    """Fill a cell with a colour."""
    fill = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{office.colour(tone)}"/>'
    cell.get_or_add_tcPr().insert_element_before(parse_xml(fill), *_BELOW_SHADE)


def add_list_kinds(word: Any) -> None:
    """Put two kinds of list into the file: a dash, and numbers with a full stop."""
    numbering = word.part.numbering_part.element
    place = numbering.index(numbering.find(qn("w:num")))
    for i, (form, sign) in enumerate(_LISTS.values()):
        kind = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_FIRST + i}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>'
        )
        numbering.insert(place + i, parse_xml(kind))


def new_list(word: Any, *, numbered: bool) -> int:
    """Begin a list of its own; numbers start at one. Gives the list's identity for `in_list`."""
    numbering = word.part.numbering_part.element
    identity = max(int(part.get(qn("w:numId"))) for part in numbering.findall(qn("w:num"))) + 1
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if numbered else ""
    kind = _FIRST + list(_LISTS).index("order" if numbered else "dash")
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{kind}"/>{start}</w:num>'))
    return identity


def in_list(paragraph: Any, identity: int) -> None:
    """Make a paragraph an item of a list."""
    numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbers.get_or_add_ilvl().val = 0
    numbers.get_or_add_numId().val = identity
