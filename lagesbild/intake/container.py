"""Decides what kind of file this is by its content; a file's name is never trusted."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal

from lagesbild.intake.guard import members
from lagesbild.intake.refusal import Refusal

Container = Literal["csv", "xls", "xlsx", "geojson", "shapefile", "geopackage", "parquet", "px", "json", "spss"]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY: dict[bytes, Container] = {COMPOUND: "xls", b"PAR1": "parquet", b"SQLite format 3\0": "geopackage", b"$FL2": "spss", b"$FL3": "spss"}
FOREIGN = {
    b"%PDF": "pdf",
    b"\x1f\x8b": "gzip",
    b"Rar!": "rar",
    b"7z\xbc\xaf\x27\x1c": "7zip",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"\x00\x00\x27\x0a": "bare_shapefile",
}
OTHER_JSON = re.compile(
    rb'"class"\s*:\s*"(?:dataset|collection|dimension)"|"(?:values|results)"\s*:\s*\[|"(?:dataset|category)"\s*:\s*\{'
)  # JSON-stat, Kolada
PX = re.compile(rb'[A-Z][A-Z-]{3,30}(?:\[[A-Za-z-]+\])?\s*=\s*(?:"|YES|NO|\d)')
ROWS = re.compile(rb"\[\s*\{")
ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def container(path: Path) -> Container:
    """The container of a file by its first bytes and, for a zip, its directory; anything else is refused by name."""
    with path.open("rb") as stream:
        head = stream.read(65_536)
    for magic, found in BINARY.items():
        if head.startswith(magic):
            return found
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path)
    for magic, name in FOREIGN.items():
        if head.startswith(magic):
            raise Refusal(f"container.{name}")
    return _in_text(head)


def _in_zip(path: Path) -> Container:
    names = {name.lower().lstrip("/") for name in members(path)}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(name.endswith(".shp") for name in names):
        return "shapefile"
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Refusal("container.other_workbook")
    if "word/document.xml" in names:
        raise Refusal("container.word")
    raise Refusal("container.zip")


def _in_text(head: bytes) -> Container:
    bom, encoding = next(((bom, name) for bom, name in ENCODINGS if head.startswith(bom)), (b"", ""))
    if encoding == "utf-16":
        return "csv"
    start = head[len(bom) :].lstrip()
    if start.startswith(b"<"):
        raise Refusal("container.markup")
    if start.startswith((b"{", b"[")):
        return "json" if ROWS.match(start) or OTHER_JSON.search(head) else "geojson"
    if PX.match(start):
        return "px"
    odd = sum(head.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 12, 13))
    if odd > len(head) * 0.02:
        raise Refusal("container.unknown")
    return "csv"
