"""Looks at a file from outside before any library opens it: size, zip directory, extent of its sheets, formulas."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lagesbild.intake.refusal import Refusal, shown
from lagesbild.settings import settings
from lagesbild.texts import number

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 2_000
MOST_CELLS = 5_000_000
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/?)>")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,9})([0-9]{1,12})["']""")
DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\b[^>]*?\bref\s*=\s*["'](?:[^"':]*:)?([A-Za-z]{1,9})([0-9]{1,12})["']""")
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b")  # no workbook has one; what it would stand for is not read
FAULTY = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\bt\s*=\s*["']e["'][^>]*>"""  # an error value such as #REF!
    rb"""|<(?:\w+:)?c\b[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)


def check_file(path: Path) -> None:
    """Refuse what is no readable file, is empty or is larger than the setting allows."""
    if not path.is_file():
        raise Refusal("file.absent")
    size = path.stat().st_size
    if size == 0:
        raise Refusal("file.empty")
    if size > settings().max_file_mb * MEGABYTE:
        raise Refusal("file.too_large", size=number(size / MEGABYTE), limit=number(settings().max_file_mb))


def members(path: Path) -> dict[str, int]:
    """The zip directory as {name: unzipped bytes}; a broken archive or one that would swell is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Refusal("file.broken_zip") from fault
    if any(item.flag_bits & 1 for item in found):
        raise Refusal("file.encrypted")
    total = sum(item.file_size for item in found)
    if total > settings().max_unzipped_mb * MEGABYTE or len(found) > MOST_MEMBERS:
        raise Refusal("file.zip_bomb", size=number(total / MEGABYTE), limit=number(settings().max_unzipped_mb))
    return {item.filename: item.file_size for item in found}


def unpack(path: Path, name: str) -> bytes:
    """One member's bytes, never more than the directory declared."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
            declared = archive.getinfo(name).file_size
            content = stream.read(declared + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise Refusal("file.broken_zip") from fault
    except MemoryError:
        raise
    except Exception as fault:  # zlib.error and lzma errors share no parent
        raise Refusal("file.broken_zip") from fault
    if len(content) > declared:
        raise Refusal("file.zip_bomb", size=number(len(content) / MEGABYTE), limit=number(settings().max_unzipped_mb))
    return content


def check_workbook(path: Path) -> None:
    """Refuse an xlsx whose sheets claim or reach further than any table does, hold formulas without a value, or declare entities."""
    for name in members(path):
        if not name.lower().endswith((".xml", ".rels")):
            continue
        xml = unpack(path, name)
        if DOCTYPE.search(xml):
            raise Refusal("workbook.doctype", part=shown(name))
        if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name, re.IGNORECASE):
            _check_sheet(xml, name.rsplit("/", 1)[-1])


def _check_sheet(xml: bytes, sheet: str) -> None:
    corners = [match.groups() for match in DIMENSION.finditer(xml[:20_000])]
    cells = 0
    for match in CELL.finditer(xml):
        cells += 1
        reference = REFERENCE.search(match.group(1))
        if reference:
            corners.append(reference.groups())
    columns = max((column_number(letters) for letters, _ in corners), default=0)
    rows = max((int(digits) for _, digits in corners), default=0)
    if columns > settings().max_columns:
        raise Refusal("file.too_many_columns", sheet=shown(sheet), columns=number(columns), limit=number(settings().max_columns))
    if rows * columns > MOST_CELLS or cells > MOST_CELLS:
        raise Refusal("file.too_many_cells", sheet=shown(sheet), rows=number(rows), columns=number(columns))
    faulty = FAULTY.search(xml)
    if faulty:
        reference = REFERENCE.search(faulty.group(0))
        cell = b"".join(reference.groups()).decode("ascii") if reference else "?"
        raise Refusal("workbook.no_value", sheet=shown(sheet), cell=cell)


def column_number(letters: bytes) -> int:
    """A spreadsheet column's number from its letters: A is 1, AA is 27."""
    value = 0
    for letter in letters.upper():
        value = value * 26 + letter - 64
    return value


def column_letters(number_from_zero: int) -> str:
    """A spreadsheet column's letters from its index: 0 is A, 26 is AA."""
    letters, rest = "", number_from_zero + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
