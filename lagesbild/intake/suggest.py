"""Makes a proposal for one file on disk and tries it: the first rows as they would be stored, or what would stop them."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from lagesbild.catalog import Catalog, load_catalog
from lagesbild.intake import register
from lagesbild.intake.area_names import Gazetteer
from lagesbild.intake.converters import Desk, converter, gazetteer
from lagesbild.intake.guard import check_file
from lagesbild.intake.parsed import NOWHERE, Parsed
from lagesbild.intake.proposal import READABLE, Answers, Proposal, propose
from lagesbild.intake.recognise import Opened, open_file, recognise, screen_sheets
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.model import Indicator, LagesbildError
from lagesbild.personal_number import mask
from lagesbild.settings import settings
from lagesbild.texts import number, period_name, text

LOG = logging.getLogger(__name__)
FIRST = 5
EVENT_COLUMNS = {
    "reported_on": "date",
    "hour": "time",
    "area": "area",
    "crime_code": "type",
    "events": "number",
    "lon": "east",
    "lat": "north",
}
FIGURE_COLUMNS = {"area": "area", "period": "period", "label": "indicator", "value": "figure", "numerator": "numerator", "base": "base"}


def suggested(path: Path, home: Path, municipality: str | None, received_on: date, answers: Answers | None = None) -> Proposal:
    """The proposal for a file, made in this process; the arguments and the errors are those of `suggest`."""
    file = shown(mask(path.name))
    try:
        return _suggest(path, file, Desk(load_catalog(home), home, received_on), municipality, answers)
    except Refusal as refusal:
        raise LagesbildError(refusal.sentence(file)) from refusal


def _suggest(path: Path, file: str, desk: Desk, municipality: str | None, answers: Answers | None) -> Proposal:
    check_file(path)
    opened = open_file(path)
    screen_sheets(opened)
    if not _is_table(opened):
        raise Refusal("proposal.no_table")
    told = _tried(propose(file, opened, desk.catalog, _areas(desk, municipality), answers), opened, desk, municipality)
    try:
        claimed = recognise(opened, desk.catalog.formats, None, desk.catalog.surveys)
    except Refusal:
        return told
    return replace(told, recognised=claimed.title)


def proposed(file: str, opened: Opened, desk: Desk, municipality: str | None) -> Proposal | None:
    """The proposal for an opened file that no format claims; None where there is no table. Persons are refused."""
    if not _is_table(opened):
        return None
    try:
        told = propose(file, opened, desk.catalog, _areas(desk, municipality))
        return _tried(told, opened, desk, municipality)
    except Refusal as refusal:
        if refusal.key.startswith("screen."):
            raise
        return None
    except Exception as fault:  # a proposal is a help: it must never hide why a file was refused
        LOG.debug("proposal", exc_info=fault)
        return None


def _is_table(opened: Opened) -> bool:
    return opened.document is not None or bool(opened.sheets) or opened.cube is not None


def _areas(desk: Desk, municipality: str | None) -> Gazetteer | None:
    """The areas that texts are known by: the receiver's, else those of the only municipality that has any."""
    known = desk.catalog.municipalities
    codes = [municipality] if municipality in known else [code for code in known if register.named_areas(desk.home, code)]
    figures = desk.catalog.formats["figures"]
    national = replace(figures, spec=figures.spec | {"areas": figures.spec["areas"] | {"national": True}})
    return gazetteer(national, known[codes[0]], desk) if len(codes) == 1 and codes[0] else None


def _tried(told: Proposal, opened: Opened, desk: Desk, municipality: str | None) -> Proposal:
    """The proposal with its first rows as they would be stored, or with the sentence that would refuse the file."""
    if told.kind not in READABLE:
        return told
    fmt = told.format()
    own = replace(desk, catalog=_with(desk.catalog, told))
    try:
        parsed = converter(fmt).parse(opened, fmt, own)
        if municipality in desk.catalog.municipalities:
            converter(fmt).locate(parsed, fmt, desk.catalog.municipalities[municipality], own)
    except Refusal as refusal:
        return replace(told, refused=True, trial=refusal.sentence(told.file))
    faulty = len(parsed.faults.found) / len(parsed.rows) if len(parsed.rows) else 1.0
    return replace(told, refused=faulty > settings().max_rejected_share, first_rows=_first(parsed, told.kind), trial=_said(parsed))


def _with(catalog: Catalog, told: Proposal) -> Catalog:
    """The catalogue with the indicators that the proposal would add."""
    drafted = {slug: Indicator(slug=slug, **tomllib.loads(table)) for slug, table in told.indicator_tomls.items()}
    return replace(catalog, indicators=drafted | catalog.indicators)


def _first(parsed: Parsed, kind: str) -> tuple[dict[str, str], ...]:
    rows = parsed.rows[parsed.rows["municipality"] != NOWHERE]
    sound = rows[~rows.index.isin(parsed.faults.found)].head(FIRST)
    if kind == "event":
        sound = sound.assign(crime_code=sound["crime_code"].map(parsed.type_names))
        names = EVENT_COLUMNS
    else:
        spans = zip(sound["period_start"], sound["period_end"], strict=True)
        sound = sound.assign(period=[period_name(start, end) for start, end in spans])
        names = FIGURE_COLUMNS
    here = {column: text(f"proposal.role.{role}") for column, role in names.items() if column in sound}
    return tuple({role: told for column, role in here.items() if (told := _cell(row[column]))} for row in sound.to_dict("records"))


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, float):
        return number(value) if value.is_integer() else number(value, 4).rstrip("0")
    return str(value)[:10] if isinstance(value, (date, pd.Timestamp)) else str(value)


def _said(parsed: Parsed) -> str:
    faulty = parsed.faults.found
    told = {"rows": number(len(parsed.rows)), "stored": number(len(parsed.rows) - len(faulty))}
    if not faulty:
        return text("proposal.said.trial_ok", **told)
    first = min(faulty)
    return text("proposal.said.trial_faults", first=parsed.faults.rejection(first, int(parsed.rows["line"].iloc[first])).reason, **told)
