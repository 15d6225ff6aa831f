"""The slides before their first word: 16:9, one layout, Arial, the product's colours as the theme, footer and page number."""

from __future__ import annotations

import re
from typing import Any

from pptx.oxml import parse_xml
from pptx.util import Inches

from lagesbild.briefing import office
from lagesbild.briefing.document import Document
from lagesbild.charts import theme

FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5  # inches
LEFT, RIGHT = 0.7, 12.633
TITLE = (LEFT, 0.3, RIGHT - LEFT, 0.95)  # left, top, width, height
FOOTER = (LEFT, 7.03, 10.6, 0.28)
NUMBER = (11.63, 7.03, 1.003, 0.28)
_COLOURS = {
    "dk1": theme.INK, "lt1": theme.PAPER, "dk2": theme.MUTED, "lt2": theme.SURFACE, "accent1": theme.PRIMARY, "accent2": theme.BETTER,
    "accent3": theme.WORSE, "accent4": theme.UNSURE, "accent5": theme.CLASSES[2], "accent6": theme.BAND_REST,
    "hlink": theme.PRIMARY, "folHlink": theme.MUTED,
}  # fmt: skip
_KEPT = "Title Only"


def prepare(deck: Any, document: Document) -> Any:
    """Give an empty deck of python-pptx its size, theme, master and properties; gives the one layout that slides are made from."""
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.part._element.find(".//{*}sldSz").attrib.pop("type", None)
    layout = _one_layout(deck)
    _forget(deck.part.package._rels, "/thumbnail")
    _forget(deck.part.rels, "/printerSettings")
    for rel in deck.slide_master.part.rels.values():
        if rel.reltype.endswith("/theme"):
            rel.target_part._blob = themed(rel.target_part.blob)
    _master(deck.slide_master, layout)
    for root in (deck.slide_master._element, layout._element, deck.part._element):
        for part in root.iter("{*}rPr", "{*}endParaRPr", "{*}defRPr"):
            if part.get("lang"):
                part.set("lang", office.LANGUAGE)
    office.set_properties(deck.core_properties, document)
    return layout


def themed(blob: bytes) -> bytes:
    """A theme with our colours and one font, so that what somebody adds looks like the rest."""
    told = blob.decode("utf-8")
    for name, token in _COLOURS.items():
        told = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{office.colour(token)}"/>\g<2>', told, flags=re.S)
    told = re.sub(r'(<a:(?:major|minor)Font><a:latin typeface=")[^"]*', rf"\g<1>{FONT}", told)
    return told.replace('name="Office Theme"', 'name="Lägesbild"').encode("utf-8")


def _one_layout(deck: Any) -> Any:
    for layout in [layout for layout in deck.slide_layouts if layout.name != _KEPT]:
        deck.slide_layouts.remove(layout)
    return deck.slide_layouts[0]


def _forget(rels: Any, kind: str) -> None:
    for key in [key for key, rel in rels.items() if rel.reltype.endswith(kind)]:
        rels.pop(key)


def _master(master: Any, layout: Any) -> None:
    """Where title, footer and page number stand, and the bar along the top; no date and no body, which no slide uses."""
    tree = master.shapes._spTree
    for shape in list(master.placeholders):
        kind = shape._element.find(".//{*}ph").get("type")
        if kind in ("body", "dt"):
            tree.remove(shape._element)
            continue
        box = {"title": TITLE, "ftr": FOOTER, "sldNum": NUMBER}[kind]
        shape.left, shape.top, shape.width, shape.height = (Inches(edge) for edge in box)
        _text_frame(shape, kind)
    for shape in list(layout.placeholders):
        if shape._element.find(".//{*}ph").get("type") == "dt":
            layout.shapes._spTree.remove(shape._element)
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find("{*}defRPr").set("b", "1")
    style.find("{*}defRPr").set("sz", "3200")
    tree.insert(2, parse_xml(_BAR))


def _text_frame(shape: Any, kind: str) -> None:
    body = shape._element.find(".//{*}bodyPr")
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", "b" if kind == "title" else "ctr")
    for fit in list(body):
        body.remove(fit)
    level = shape._element.find(".//{*}lstStyle/{*}lvl1pPr")
    if level is not None:
        level.set("algn", "r" if kind == "sldNum" else "l")
        run = level.find("{*}defRPr")
        run.set("sz", "1000")
        for fill in list(run):
            run.remove(fill)
        run.append(parse_xml(f'<a:solidFill {_A}><a:schemeClr val="tx2"/></a:solidFill>'))


_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_BAR = (
    f'<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {_A}><p:nvSpPr><p:cNvPr id="90" name="Linje"/><p:cNvSpPr/>'
    f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{Inches(WIDTH)}" cy="{Inches(0.08)}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    "</p:spPr></p:sp>"
)
