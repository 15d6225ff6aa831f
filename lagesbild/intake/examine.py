"""Reads one file from outside: guard, recognise, read, screen, convert, place. Nothing is stored; the answer is a receipt and the rows.

Everything here meets bytes that nobody vouches for: lagesbild/intake/sandbox.py runs it in a process of its own.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from lagesbild.catalog import load_catalog
from lagesbild.catalog import municipality as known_municipality
from lagesbild.intake import register
from lagesbild.intake.area_codes import only_level
from lagesbild.intake.canonical import cells_sha256, table
from lagesbild.intake.choice import choose, with_surveys_of
from lagesbild.intake.converters import Desk, converter
from lagesbild.intake.guard import check_file
from lagesbild.intake.parsed import RECEIVER, Parsed
from lagesbild.intake.peers import shared, with_codes
from lagesbild.intake.proposal import Proposal, summary
from lagesbild.intake.receipt import Notice, Receipt, Rejection
from lagesbild.intake.recognise import Opened, named_layers, open_file, recognise, screen_sheets
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.intake.suggest import proposed
from lagesbild.model import REFERENCE, UNPLACED, Format, LagesbildError, Municipality
from lagesbild.personal_number import holds_person, mask
from lagesbild.settings import settings
from lagesbild.texts import count, number, text

LOG = logging.getLogger(__name__)
MOST_TOLD = 1_000  # rejections written out in a receipt that refuses the file


@dataclass(frozen=True)
class Examined:
    """What a file says: its receipt as it would be (accepted or refused), and the canonical rows of one that is not refused."""

    receipt: Receipt
    facts: pa.Table | None = None
    held: tuple[str, ...] = ()  # what shut the reading process in; empty where the file was read in this one


@dataclass
class Delivery:
    """What is known about a file so far; a refusal's receipt tells as much of it as there is."""

    path: Path
    home: Path
    file: str
    received_on: date
    extracted_on: date | None = None
    sha256: str = ""
    format: Format | None = None
    municipality: str = ""
    rejections: tuple[Rejection, ...] = ()
    proposal: Proposal | None = None


def examine(
    path: Path, home: Path, municipality: str | None, format_slug: str | None, received_on: date, extracted_on: date | None = None
) -> Examined:
    """Read one file for one municipality, in this process; the arguments are those of `receive`. Never an exception."""
    delivery = Delivery(path, home, named(path), received_on, extracted_on, municipality=municipality or "")
    try:
        return _examined(delivery, municipality, format_slug)
    except Exception as fault:
        return Examined(_refused(delivery, sentence(delivery.file, fault)))


def named(path: Path) -> str:
    """A file's name as it may stand in a receipt."""
    return shown(mask(path.name))


def sentence(file: str, fault: Exception) -> str:
    """What a person is told when a file could not be read or stored."""
    LOG.debug("refused", exc_info=fault)
    if isinstance(fault, Refusal):
        return fault.sentence(file)
    if isinstance(fault, LagesbildError):
        return f"{file}: {fault}"
    if isinstance(fault, MemoryError):
        return text("intake.sandbox.memory", file=file, limit=number(settings().sandbox_memory_mb))
    if isinstance(fault, OSError):
        return text("intake.file.not_stored", file=file)
    return text("intake.file.unexpected", file=file, fault=type(fault).__name__)  # the last line of defence


def _refused(delivery: Delivery, message: str) -> Receipt:
    slug = delivery.format.slug if delivery.format else ""
    told = delivery.proposal
    if told is not None:
        message = f"{message} {summary(told)}"
    refused = Receipt(delivery.file, delivery.sha256, slug, delivery.municipality, "refused", message, rejections=delivery.rejections)
    return replace(refused, proposal=told.to_json() if told else None)


def _examined(delivery: Delivery, wanted: str | None, format_slug: str | None) -> Examined:
    check_file(delivery.path)
    if holds_person([delivery.path.name]):
        raise Refusal("screen.file_name")
    catalog = with_surveys_of(wanted, load_catalog(delivery.home))
    opened = _opened(delivery, named_layers(catalog.formats))
    screen_sheets(opened)
    desk = Desk(catalog, delivery.home, delivery.received_on)
    try:
        fmt = delivery.format = recognise(opened, catalog.formats, format_slug, catalog.surveys)
    except Refusal:
        delivery.proposal = proposed(delivery.file, opened, desk, wanted) if format_slug is None else None
        raise
    parsed = converter(fmt).parse(opened, fmt, desk)
    del opened  # the file's bytes are not needed beside its rows
    _judge_ragged(parsed, delivery)
    if wanted == REFERENCE:
        parsed.rows = with_codes(parsed.rows, delivery.home)
    code = delivery.municipality = choose(parsed, wanted, catalog, delivery.home, desk.names)
    place = known_municipality(catalog, code)
    converter(fmt).locate(parsed, fmt, place, desk)
    rows, rejections = _ours(parsed, code, delivery)
    read = len(parsed.rows) + len(parsed.ragged) + len(parsed.repeated)
    counts = {"rows_read": read, "rows_stored": len(rows), "rows_rejected": len(rejections)}
    counts["rows_outside"] = read - counts["rows_stored"] - counts["rows_rejected"]
    rows, notices = _finish(rows, parsed, fmt, place, desk)
    told = tuple(sorted([*rejections, *parsed.partial], key=lambda item: item.line))
    receipt = replace(_receipt(delivery, parsed, rows, [*parsed.warnings, *notices]), rejections=told, **counts)
    return Examined(receipt, table(rows, fmt.kind))


def _opened(delivery: Delivery, layers: list[str]) -> Opened:
    """Open the file while its hash is computed; a refusal's receipt names the hash too."""
    with ThreadPoolExecutor(1) as beside:
        sha256 = beside.submit(register.sha256_of, delivery.path)
        try:
            return open_file(delivery.path, layers)
        finally:
            delivery.sha256 = sha256.result()


def _ours(parsed: Parsed, code: str, delivery: Delivery) -> tuple[pd.DataFrame, list[Rejection]]:
    """The sound rows of one municipality and the rejections; too many of these refuse the file."""
    own = shared(parsed.rows) if code == REFERENCE else parsed.rows["municipality"].isin([code, RECEIVER]).to_numpy(copy=True)
    faulty = [position for position in sorted(parsed.faults.found) if own[position]]
    lines = parsed.rows["line"].to_numpy()
    told = [parsed.faults.rejection(position, int(lines[position])) for position in faulty]
    rejections = sorted([*told, *parsed.ragged, *parsed.repeated], key=lambda item: item.line)
    if told and len(told) / int(own.sum()) > settings().max_rejected_share:
        raise _too_many(delivery, rejections, told, len(told) / int(own.sum()))
    own[faulty] = False
    rows = parsed.rows[own].assign(municipality=code).reset_index(drop=True)
    if rows.empty and not (parsed.national and not told):
        raise Refusal("municipality.no_rows", code=code)
    return rows, rejections


def _judge_ragged(parsed: Parsed, delivery: Delivery) -> None:
    """Refuse a file too many of whose lines have another number of fields than its headings, whosever they are."""
    ragged = sorted(parsed.ragged, key=lambda item: item.line)
    if ragged and len(ragged) / (len(parsed.rows) + len(ragged)) > settings().max_rejected_share:
        raise _too_many(delivery, ragged, ragged, len(ragged) / (len(parsed.rows) + len(ragged)))


def _too_many(delivery: Delivery, rejections: list[Rejection], wrong: list[Rejection], share: float) -> Refusal:
    """The refusal of a file with too many faulty rows; its receipt tells them, the first in its sentence."""
    delivery.rejections = tuple(rejections[:MOST_TOLD])
    rows = count(len(wrong), text("intake.word.row"), text("intake.word.rows"))
    first = min(wrong, key=lambda item: item.line).reason
    limit = number(100 * settings().max_rejected_share)
    return Refusal("row.too_many", wrong=rows, share=number(100 * share, 1), limit=limit, first=first)


def _finish(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, desk: Desk) -> tuple[pd.DataFrame, list[Notice]]:
    told = [Notice("no_rows", text("intake.notice.no_rows", name=ours.name))] if rows.empty else []
    rows, notices = converter(fmt).finish(rows, parsed, fmt, ours, desk)
    return rows, [*told, *notices]


def _receipt(delivery: Delivery, parsed: Parsed, rows: pd.DataFrame, warnings: list[Notice]) -> Receipt:
    fmt, code = delivery.format, delivery.municipality
    assert fmt is not None
    levels = rows["area_level"].unique() if "area_level" in rows else []
    versions = {version for version in rows["area_version"].unique() if version} if "area_version" in rows else set()
    return Receipt(
        delivery.file,
        delivery.sha256,
        fmt.slug,
        code,
        "accepted",
        "",
        warnings=tuple(warnings),
        receipt=f"{delivery.received_on.isoformat()}-{delivery.sha256[:12]}-{code}",
        cells_sha256=cells_sha256(rows, fmt.kind, parsed),
        format_sha256=fmt.sha256,
        kind=fmt.kind,
        source=parsed.source or fmt.source,
        cadence=fmt.cadence,
        received_on=delivery.received_on,
        extracted_on=delivery.extracted_on,
        data_from=parsed.data_from,
        data_date=parsed.data_date,
        preliminary_from=parsed.preliminary_from,
        area_version=versions.pop() if len(versions) == 1 else "",
        area_level=only_level(levels),
        rows_unplaced=_unplaced(rows) if "area" in rows else 0,
        coverage_codes=parsed.coverage_codes,
        listed=parsed.listed,
        grain=parsed.grain,
        type_names=parsed.type_names,
    )


def _unplaced(rows: pd.DataFrame) -> int:
    """Rows without an area that have no point either; those that have one are placed when a build is made.

    A respondent is one row of the file, whatever the number of answers.
    """
    rows = rows.drop_duplicates("respondent") if "respondent" in rows else rows
    without = rows["area"] == UNPLACED
    return int((without & rows["lon"].isna()).sum() if "lon" in rows else without.sum())
