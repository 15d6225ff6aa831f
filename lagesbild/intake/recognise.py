"""Opens a file by its container and finds the format in the catalogue that it fits, or says what it lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd

from lagesbild.intake.container import Container, container
from lagesbild.intake.cube import Cube
from lagesbild.intake.geo_reader import is_geoparquet, layer
from lagesbild.intake.guard import column_letters
from lagesbild.intake.jsonstat_reader import is_jsonstat, jsonstat_cube
from lagesbild.intake.near_title import near_title
from lagesbild.intake.px_reader import px_cube
from lagesbild.intake.records_reader import json_records, parquet_records, parsed_json
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.sav_reader import Labelled, labelled
from lagesbild.intake.screen import likely, personal_columns
from lagesbild.intake.survey_fit import answers_fit, nearest, table_fit
from lagesbild.intake.text_reader import Document, Table, document
from lagesbild.intake.title_lines import below_title
from lagesbild.intake.values import as_text, folded
from lagesbild.intake.workbook_reader import Grid, is_blank, loose_texts, sheets, texts_by_column, title
from lagesbild.model import Format, Survey
from lagesbild.texts import text

HEAD_ROWS = 12  # how far down a sheet its headings are looked for


@dataclass(frozen=True)
class Opened:
    """A file's content before anybody has decided what it means: one of document, sheets, layer, records and labelled.

    A cube, a statistical table that describes itself, is also laid out as records with one row for each of its cells.
    """

    kind: Container
    document: Document | None = None
    sheets: dict[str, Grid] = field(default_factory=dict)
    layer: gpd.GeoDataFrame | None = None
    cube: Cube | None = None  # px, JSON-stat
    records: Table | None = None  # parquet, JSON with one object per row
    labelled: Labelled | None = None  # SPSS
    continues: bool = False  # the source has more pages of the same answer
    loose_texts: list[str] = field(default_factory=list)  # what a container holds beside its tables: comments, properties

    @property
    def family(self) -> str:
        """The container as formats name it: csv, workbook, geo, cube, records or spss."""
        if self.labelled is not None:
            return "spss"
        if self.layer is not None:
            return "geo"
        if self.cube is not None:
            return "cube"
        if self.records is not None:
            return "records"
        return "csv" if self.document is not None else "workbook"


def open_file(path: Path, layers: Collection[str] = ()) -> Opened:
    """Open by content; refuse what is broken, hostile or of no container we read. layers: those that formats ask for by name."""
    kind = container(path)
    if kind == "parquet" and is_geoparquet(path):
        return Opened(kind, layer=layer(path, kind))
    if kind == "px":
        return _of_cube(kind, px_cube(path.read_bytes()))
    if kind == "csv":
        return Opened(kind, document=below_title(document(path.read_bytes())))
    if kind in ("xls", "xlsx"):
        return Opened(kind, sheets=sheets(path, kind), loose_texts=loose_texts(path, kind))
    if kind == "spss":
        return Opened(kind, labelled=labelled(path))
    if kind in ("parquet", "json"):
        whole = parsed_json(path) if kind == "json" else None
        if isinstance(whole, dict) and is_jsonstat(whole):
            return _of_cube(kind, jsonstat_cube(whole))
        read = parquet_records(path) if kind == "parquet" else json_records(whole)
        return Opened(kind, records=read.table, continues=read.continues, loose_texts=read.loose_texts)
    return Opened(kind, layer=layer(path, kind, layers))


def _of_cube(kind: Container, cube: Cube) -> Opened:
    return Opened(kind, cube=cube, records=cube.table(), loose_texts=[cube.title, cube.source, *cube.texts])


def named_layers(formats: dict[str, Format]) -> list[str]:
    """The layers that formats ask for by name."""
    return [fmt.spec["recognise"]["layer"] for fmt in formats.values() if "layer" in fmt.spec.get("recognise", {})]


def screen_sheets(opened: Opened) -> None:
    """Refuse a workbook, layer or table of records in which any column holds a personal identity number."""
    columns: list[tuple[str, list[str]]] = []
    for name, grid in opened.sheets.items():
        columns += [(f"{column_letters(index)} ({shown(name)})", texts) for index, texts in texts_by_column(grid)]
    if opened.layer is not None:
        attributes = opened.layer.drop(columns=opened.layer.geometry.name)
        columns += [(str(name), list({as_text(item) for item in attributes[name]})) for name in attributes.columns]
        columns.append((text("intake.screen.other_text"), opened.layer.attrs.get("other_text", [])))
    if opened.records is not None:
        columns += [(name, likely(opened.records.texts(index))) for index, name in enumerate(opened.records.headings)]
        columns.append((text("intake.screen.headings"), opened.records.headings))
    if opened.labelled is not None:
        told = opened.labelled
        columns += [(name, column.values.tolist()) for name, column in zip(told.headings, told.columns, strict=True)]
        columns += [(text("intake.screen.headings"), told.headings), (text("intake.screen.labels"), told.texts)]
    columns.append((text("intake.screen.other_text"), opened.loose_texts))
    refuse_persons(columns)


def refuse_persons(columns: list[tuple[str, list[str]]]) -> None:
    """Refuse by the names of the columns that hold personal identity numbers."""
    personal = personal_columns(columns)
    if personal:
        raise Refusal("screen.personal_number", columns=listed(personal))


def recognise(opened: Opened, formats: dict[str, Format], wanted: str | None = None, surveys: Mapping[str, Survey] | None = None) -> Format:
    """The format whose marks the file bears; otherwise a refusal naming the nearest one and what is missing.

    A file that fits a survey of the catalogue is that survey's, whatever else its columns could mean.
    """
    if wanted is not None and wanted not in formats:
        raise Refusal("format.unknown_slug", slug=shown(wanted), known=listed(sorted(formats), 50))
    tried = [formats[wanted]] if wanted else sorted(formats.values(), key=lambda item: item.slug)
    same = [item for item in tried if opened.family in item.container.split() and _has_features(opened, item)]
    if not same:
        raise Refusal("format.other_container", known=listed([item.title for item in tried], 50))
    if own := [item for item in same if item.spec["recognise"].get("headings") and not lacking(opened, item)]:
        return max(own, key=lambda item: len(item.spec["recognise"]["headings"]))  # known by all its headings: nothing is more exact
    of_surveys = sorted((item for item in same if "survey" in item.spec["recognise"]), key=lambda item: item.kind)  # tables first
    if fitting := next((item for item in of_surveys if fits_survey(opened, item, surveys or {})), None):
        return fitting
    same = [item for item in same if item not in of_surveys]
    fits = [item for item in same if not lacking(opened, item)]
    if not fits and of_surveys:
        raise _near_survey(opened, surveys or {}) or _nearest(opened, same)
    if fits:
        return max(fits, key=lambda item: ("layer" in item.spec["recognise"], len(item.spec["recognise"].get("required_columns", ()))))
    raise _nearest(opened, same)


def fits_survey(opened: Opened, fmt: Format, surveys: Mapping[str, Survey]) -> bool:
    """Whether any line of headings is that of a survey's answers or of a ready table, whichever the format reads."""
    lines = (headings for _, _, headings in heading_lines(opened))
    return any(answers_fit(line, surveys) if fmt.kind == "answer" else table_fit(line, surveys, fmt.spec) for line in lines)


def heading_lines(opened: Opened) -> Iterator[tuple[str, int, list[str]]]:
    """(sheet, row, headings) of every line that may be the headings: the first rows of each sheet, else the file's own."""
    for name, grid in opened.sheets.items():
        yield from ((name, index, [as_text(cell) for cell in row]) for index, row in enumerate(grid[:HEAD_ROWS]) if not is_blank(row))
    if not opened.sheets:
        yield "", 0, _headings(opened)


def _has_features(opened: Opened, fmt: Format) -> bool:
    """Whether a layer holds what the format reads (points where it says so, else areas) and is the one that it names, if it names one."""
    if opened.layer is None:
        return True
    marks, kinds = fmt.spec["recognise"], set(opened.layer.geom_type.dropna())
    points = bool(kinds) and kinds <= {"Point", "MultiPoint"}
    name = opened.layer.attrs.get("layer", "")
    return points == (marks.get("geometry") == "point") and marks.get("layer", name) == name


def lacking(opened: Opened, fmt: Format) -> list[str]:
    """What a file lacks to be of this format: required columns for text and layers, the title for workbooks."""
    marks = fmt.spec["recognise"]
    if opened.family == "workbook" and "title" in marks:
        return [] if any(_bears(grid, marks) for grid in opened.sheets.values()) else [marks["title_words"]]
    if opened.cube is not None and "title" in marks:
        return [] if re.search(marks["title"], opened.cube.title) else [marks["title_words"]]
    return min((lacking_line(headings, fmt) for _, _, headings in heading_lines(opened)), key=len, default=[""])


def lacking_line(headings: list[str], fmt: Format) -> list[str]:
    """What one line of headings lacks: required columns, one of some columns, or a heading by which the format is known."""
    here, marks = {folded(heading) for heading in headings}, fmt.spec["recognise"]
    spellings: dict[str, list[str]] = fmt.spec.get("columns", {})

    def has(name: str) -> bool:
        pattern = fmt.spec.get("patterns", {}).get(name)
        return bool(here & set(map(folded, spellings.get(name, ())))) or bool(
            pattern and any(re.fullmatch(pattern, heading, re.IGNORECASE) for heading in headings)
        )

    layouts = marks.get("layouts", [marks.get("required_columns", ())])
    missing = min(([name for name in layout if not has(name)] for layout in layouts), key=len)
    missing += [names[0] for names in marks.get("one_of", ()) if not any(map(has, names))]
    return missing or [heading for heading in marks.get("headings", ()) if folded(heading) not in here]


def has_headings(headings: list[str], fmt: Format) -> bool:
    """Whether a line is this format's line of headings."""
    return not lacking_line(headings, fmt)


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


def _near_survey(opened: Opened, surveys: Mapping[str, Survey]) -> Refusal | None:
    near = next((refusal for _, _, headings in heading_lines(opened) if (refusal := nearest(headings, surveys))), None)
    if near is None and opened.labelled is not None:
        known = listed([survey.title for survey in surveys.values()], 50) or "–"
        return Refusal("survey.unknown", found=listed(_headings(opened), 12), known=known)
    return near


def _nearest(opened: Opened, same: list[Format]) -> Refusal:
    if not same:
        return Refusal("survey.unknown_headings")
    if opened.family == "workbook":
        return _other_workbook(opened, same)
    if opened.cube is not None:
        words = [item.spec["recognise"].get("title_words", item.title) for item in same]
        return Refusal("cube.other_table", title=shown(opened.cube.title), found=listed(_headings(opened), 12), words=listed(words))
    here = {folded(heading) for heading in _headings(opened)}
    for told in (told for item in same for told in item.spec["recognise"].get("not_facts", ())):
        if here == set(map(folded, told["columns"])):
            return Refusal("format.not_facts", words=told["words"])
    closest = min(same, key=lambda item: len(lacking(opened, item)))
    missing = lacking(opened, closest)
    wanted = [name for key in ("required_columns", "headings") for name in closest.spec["recognise"].get(key, ())]
    found = listed(_headings(opened), 12) or "–"
    if closest.spec["recognise"].get("geometry") == "point":
        spellings = [str(closest.spec["columns"][name][0]) for name in missing]
        return Refusal("points.no_columns", missing=", ".join(spellings), found=found)
    required = set(closest.spec["recognise"].get("required_columns", ()))
    shared = not required or bool(required - set(missing))  # without a single column in common nothing is alike
    if opened.family == "geo" or (shared and len(missing) * 2 <= len(wanted)):
        known = (closest.spec["columns"].get(name, [name]) for name in missing)
        spellings = [f"{first} ({', '.join(more[:6])})" if more else first for first, *more in known]
        return Refusal("format.missing_columns", title=closest.title, missing=", ".join(spellings), found=found)
    return Refusal("format.unknown_columns", found=found, known=listed([item.title for item in same], 50))


def _other_workbook(opened: Opened, same: list[Format]) -> Refusal:
    for item in same:
        marks = item.spec["recognise"]
        for grid in opened.sheets.values():
            if marks.get("resembles") and title(grid) and _holds(grid, marks["resembles"]):
                return Refusal("format.other_table", title=shown(title(grid)), words=marks["title_words"])
    if told := near_title(opened, same):
        return Refusal("format.near_title", words=" ".join(told))
    first = next((title(grid) for grid in opened.sheets.values() if title(grid)), "")
    known = listed([item.title for item in same], 50)
    return Refusal("format.unknown_workbook", title=shown(first), sheets=listed([shown(name) for name in opened.sheets]), known=known)


def _headings(opened: Opened) -> list[str]:
    if opened.labelled is not None:
        return opened.labelled.headings
    if opened.document is not None:
        return opened.document.headings
    if opened.records is not None:
        return opened.records.headings
    return [] if opened.layer is None else [str(name) for name in opened.layer.columns if name != opened.layer.geometry.name]
