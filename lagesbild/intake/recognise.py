"""Opens a file by its container and finds the format in the catalogue that it fits, or says what it lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd

from lagesbild.intake.container import Container, container
from lagesbild.intake.geo_reader import layer
from lagesbild.intake.guard import column_letters
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.screen import personal_columns
from lagesbild.intake.text_reader import Document, document
from lagesbild.intake.values import as_text, folded
from lagesbild.intake.workbook_reader import Grid, is_blank, loose_texts, sheets, texts_by_column, title
from lagesbild.model import Format
from lagesbild.texts import text

FAMILY = {"csv": "csv", "xls": "workbook", "xlsx": "workbook", "geojson": "geo", "shapefile": "geo"}


@dataclass(frozen=True)
class Opened:
    """A file's content before anybody has decided what it means; one of the last three is filled."""

    kind: Container
    document: Document | None = None
    sheets: dict[str, Grid] = field(default_factory=dict)
    layer: gpd.GeoDataFrame | None = None
    loose_texts: list[str] = field(default_factory=list)  # what a container holds beside its tables: comments, properties

    @property
    def family(self) -> str:
        """The container as formats name it: csv, workbook or geo."""
        return FAMILY[self.kind]


def open_file(path: Path) -> Opened:
    """Open by content; refuse what is broken, hostile or of no container we read."""
    kind = container(path)
    if kind == "csv":
        return Opened(kind, document=document(path.read_bytes()))
    if kind in ("xls", "xlsx"):
        return Opened(kind, sheets=sheets(path, kind), loose_texts=loose_texts(path, kind))
    return Opened(kind, layer=layer(path, kind))


def screen_sheets(opened: Opened) -> None:
    """Refuse a workbook or layer in which any column holds a personal identity number."""
    columns: list[tuple[str, list[str]]] = []
    for name, grid in opened.sheets.items():
        columns += [(f"{column_letters(index)} ({shown(name)})", texts) for index, texts in texts_by_column(grid)]
    if opened.layer is not None:
        attributes = opened.layer.drop(columns=opened.layer.geometry.name)
        columns += [(str(name), list({as_text(item) for item in attributes[name]})) for name in attributes.columns]
        columns.append((text("intake.screen.other_text"), opened.layer.attrs.get("other_text", [])))
    columns.append((text("intake.screen.other_text"), opened.loose_texts))
    refuse_persons(columns)


def refuse_persons(columns: list[tuple[str, list[str]]]) -> None:
    """Refuse by the names of the columns that hold personal identity numbers."""
    personal = personal_columns(columns)
    if personal:
        raise Refusal("screen.personal_number", columns=listed(personal))


def recognise(opened: Opened, formats: dict[str, Format], wanted: str | None = None) -> Format:
    """The format whose marks the file bears; otherwise a refusal naming the nearest one and what is missing."""
    if wanted is not None and wanted not in formats:
        raise Refusal("format.unknown_slug", slug=shown(wanted), known=listed(sorted(formats), 50))
    tried = [formats[wanted]] if wanted else sorted(formats.values(), key=lambda item: item.slug)
    same = [item for item in tried if item.container == opened.family]
    if not same:
        raise Refusal("format.other_container", known=listed([item.title for item in tried], 50))
    fits = [item for item in same if not lacking(opened, item)]
    if fits:
        return max(fits, key=lambda item: len(item.spec["recognise"].get("required_columns", ())))
    raise _nearest(opened, same)


def lacking(opened: Opened, fmt: Format) -> list[str]:
    """What a file lacks to be of this format: required columns for text and layers, the title for workbooks."""
    marks = fmt.spec["recognise"]
    if opened.family == "workbook":
        return [] if any(_bears(grid, marks) for grid in opened.sheets.values()) else [marks["title_words"]]
    here = {folded(heading) for heading in _headings(opened)}
    spellings = fmt.spec["columns"]
    return [name for name in marks["required_columns"] if not here & set(map(folded, spellings[name]))]


def sheet_of(opened: Opened, fmt: Format) -> Grid:
    """The sheet of a workbook that bears the format's marks."""
    marks = fmt.spec["recognise"]
    return next(grid for grid in opened.sheets.values() if _bears(grid, marks))


def _bears(grid: Grid, marks: dict[str, Any]) -> bool:
    if len(grid) < 4 or not is_blank(grid[1]) or not re.search(marks["title"], title(grid)):
        return False
    return _holds(grid, marks.get("texts", []))


def _holds(grid: Grid, marks: list[str]) -> bool:
    """Whether a sheet has each of these texts in its first columns."""
    return all(any(mark in as_text(cell) for row in grid for cell in row[:3]) for mark in marks)


def _nearest(opened: Opened, same: list[Format]) -> Refusal:
    if opened.family == "workbook":
        return _other_workbook(opened, same)
    closest = min(same, key=lambda item: len(lacking(opened, item)))
    missing, wanted = lacking(opened, closest), closest.spec["recognise"]["required_columns"]
    found = listed(_headings(opened), 12) or "–"
    if opened.family == "geo" or len(missing) * 2 <= len(wanted):
        spellings = [
            f"{first} ({', '.join(more[:6])})" if more else first for first, *more in (closest.spec["columns"][name] for name in missing)
        ]
        return Refusal("format.missing_columns", title=closest.title, missing=", ".join(spellings), found=found)
    return Refusal("format.unknown_columns", found=found, known=listed([item.title for item in same], 50))


def _other_workbook(opened: Opened, same: list[Format]) -> Refusal:
    for item in same:
        marks = item.spec["recognise"]
        for grid in opened.sheets.values():
            if marks.get("resembles") and title(grid) and _holds(grid, marks["resembles"]):
                return Refusal("format.other_table", title=shown(title(grid)), words=marks["title_words"])
    first = next((title(grid) for grid in opened.sheets.values() if title(grid)), "")
    known = listed([item.title for item in same], 50)
    return Refusal("format.unknown_workbook", title=shown(first), sheets=listed([shown(name) for name in opened.sheets]), known=known)


def _headings(opened: Opened) -> list[str]:
    if opened.document is not None:
        return opened.document.headings
    return [] if opened.layer is None else [str(name) for name in opened.layer.columns if name != opened.layer.geometry.name]
