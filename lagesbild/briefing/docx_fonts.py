"""The product's font inside the Word file, so that it looks the same where nobody has installed it.

Embedding follows ECMA-376 part 4, 2.8.1: the first 32 bytes of the font are XORed with the key that the font table names.
"""

from __future__ import annotations

import io
import uuid
from functools import lru_cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from lagesbild.briefing.raster import FONTS

FONT = "Source Sans Pro"
FALLBACK = "Source Sans 3,Calibri,Arial"  # what a program that cannot read fonts inside takes
_FILES = {"embedRegular": "SourceSansPro-Regular.ttf", "embedBold": "SourceSansPro-Semibold.ttf"}
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed(word: Any) -> None:
    """Put regular and semibold into a file of python-docx and describe the font, so that a substitute has no serifs either."""
    part = next(rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/fontTable"))
    entry = parse_xml(
        f'<w:font {nsdecls("w", "r")} w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:panose1 w:val="020B0503030403020204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    for i, (kind, file) in enumerate(_FILES.items(), start=1):
        key = str(uuid.uuid5(uuid.NAMESPACE_URL, file)).upper()
        name = PackURI(f"/word/fonts/font{i}.odttf")
        font = Part(name, _OBFUSCATED, _hidden(_font(file, bold=kind == "embedBold"), key), word.part.package)
        held = OxmlElement(f"w:{kind}")
        held.set(qn("r:id"), part.relate_to(font, f"{RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rsplit('/', 1)[0]}/font"))
        held.set(qn("w:fontKey"), f"{{{key}}}")
        entry.append(held)
    table = parse_xml(part.blob)
    table.insert(0, entry)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
    settings = word.settings.element
    settings.insert_element_before(OxmlElement("w:embedTrueTypeFonts"), *_AFTER)


_AFTER = tuple(
    f"w:{tag}" for tag in ("embedSystemFonts", "saveSubsetFonts", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "proofState",
                           "stylePaneFormatFilter", "defaultTabStop", "characterSpacingControl", "compat", "rsids", "themeFontLang")
)  # fmt: skip


def _hidden(font: bytes, key: str) -> bytes:
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    return bytes(byte ^ mask[i % 16] for i, byte in enumerate(font[:32])) + font[32:]


@lru_cache(maxsize=2)
def _font(file: str, *, bold: bool) -> bytes:
    """A font file; semibold is named as the bold of its family, since Word knows regular and bold alone."""
    from fontTools.ttLib import TTFont

    if not bold:
        return (FONTS / file).read_bytes()
    font = TTFont(FONTS / file, recalcTimestamp=False)
    names: Any = font["name"]
    for identity in (16, 17, 21, 22):
        names.removeNames(nameID=identity)
    for identity, told in ((1, FONT), (2, "Bold"), (4, f"{FONT} Bold"), (6, f"{FONT.replace(' ', '')}-Bold")):
        names.setName(told, identity, 3, 1, 0x409)
    metrics: Any = font["OS/2"]
    metrics.usWeightClass, metrics.fsSelection = 700, (metrics.fsSelection & ~0x40) | 0x20
    font["head"].macStyle |= 1
    into = io.BytesIO()
    font.save(into, reorderTables=False)
    return into.getvalue()
