"""The desk where files are handed in: guard, recognise, read, screen, convert, place, then store with a receipt or refuse."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from lagesbild.catalog import Catalog, load_catalog
from lagesbild.intake import convert_areas, convert_bra, convert_incidents, convert_population, register
from lagesbild.intake.area_codes import only_level
from lagesbild.intake.canonical import cells_sha256, table
from lagesbild.intake.choice import choose
from lagesbild.intake.guard import check_file
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import RECEIVER, Parsed
from lagesbild.intake.receipt import Notice, Receipt, Rejection
from lagesbild.intake.recognise import Opened, open_file, recognise, screen_sheets, sheet_of
from lagesbild.intake.refusal import Refusal, shown
from lagesbild.intake.screen import holds_person, mask
from lagesbild.model import UNPLACED, FactKind, Format, LagesbildError, Municipality
from lagesbild.settings import settings
from lagesbild.texts import count, number, text

LOG = logging.getLogger(__name__)
MOST_TOLD = 1_000  # rejections written out in a receipt that refuses the file


@dataclass
class Delivery:
    """What is known about a file so far; a refusal's receipt tells as much of it as there is."""

    path: Path
    home: Path
    file: str
    received_on: date
    sha256: str = ""
    format: Format | None = None
    municipality: str = ""
    rejections: tuple[Rejection, ...] = ()


def receive(path: Path, home: Path, municipality: str | None, format_slug: str | None, received_on: date) -> Receipt:
    """Receive one file for one municipality; the answer is always a receipt, never an exception.

    `municipality` may be None when the file's rows belong to exactly one municipality of the catalogue,
    `format_slug` when the content says which format it is. Nothing is stored unless the outcome is accepted.
    """
    delivery = Delivery(path, home, shown(mask(path.name)), received_on, municipality=municipality or "")
    try:
        return _receive(delivery, municipality, format_slug)
    except Refusal as refusal:
        return _refused(delivery, refusal.sentence(delivery.file))
    except LagesbildError as fault:
        return _refused(delivery, f"{delivery.file}: {fault}")
    except OSError as fault:
        LOG.debug("disk", exc_info=fault)
        return _refused(delivery, text("intake.file.not_stored", file=delivery.file))
    except Exception as fault:  # the last line of defence against files nobody thought of
        LOG.debug("unexpected", exc_info=fault)
        return _refused(delivery, text("intake.file.unexpected", file=delivery.file, fault=type(fault).__name__))


def _refused(delivery: Delivery, message: str) -> Receipt:
    slug = delivery.format.slug if delivery.format else ""
    return Receipt(delivery.file, delivery.sha256, slug, delivery.municipality, "refused", message, rejections=delivery.rejections)


def _receive(delivery: Delivery, wanted: str | None, format_slug: str | None) -> Receipt:
    check_file(delivery.path)
    if holds_person([delivery.path.name]):
        raise Refusal("screen.file_name")
    delivery.sha256 = register.sha256_of(delivery.path)
    catalog = load_catalog(delivery.home)
    opened = open_file(delivery.path)
    screen_sheets(opened)
    fmt = delivery.format = recognise(opened, catalog.formats, format_slug)
    parsed = _parse(opened, fmt, catalog, delivery.received_on)
    code = delivery.municipality = choose(parsed, wanted, catalog, delivery.home)
    rows, rejections = _ours(parsed, code, delivery)
    read = len(parsed.rows) + len(parsed.ragged) + len(parsed.repeated)
    counts = {"rows_read": read, "rows_stored": len(rows), "rows_rejected": len(rejections)}
    counts["rows_outside"] = read - counts["rows_stored"] - counts["rows_rejected"]
    rows, notices = _finish(rows, parsed, fmt, catalog.municipalities[code], delivery.home)
    receipt = replace(_receipt(delivery, parsed, rows, [*parsed.warnings, *notices]), rejections=tuple(rejections), **counts)
    return _answer(delivery, receipt, rows, catalog.municipalities[code], fmt.kind)


def _parse(opened: Opened, fmt: Format, catalog: Catalog, received_on: date) -> Parsed:
    names = Names(catalog.municipalities)
    if fmt.kind == "incident" and opened.document is not None:
        return convert_incidents.parse(opened.document, fmt, names, received_on)
    if fmt.kind == "area" and opened.layer is not None:
        return convert_areas.parse(opened.layer, fmt, catalog.municipalities.values())
    grid = sheet_of(opened, fmt)
    return convert_bra.parse(grid, fmt, names) if fmt.kind == "aggregate" else convert_population.parse(grid, fmt)


def _ours(parsed: Parsed, code: str, delivery: Delivery) -> tuple[pd.DataFrame, list[Rejection]]:
    """The sound rows of one municipality and the rejections; too many of these refuse the file."""
    own = parsed.rows["municipality"].isin([code, RECEIVER]).to_numpy(copy=True)
    faulty = [position for position in sorted(parsed.faults.found) if own[position]]
    lines = parsed.rows["line"].to_numpy()
    told = [parsed.faults.rejection(position, int(lines[position])) for position in faulty]
    rejections = sorted([*told, *parsed.ragged, *parsed.repeated], key=lambda item: item.line)
    own_rows, limit = int(own.sum()), settings().max_rejected_share
    all_rows = len(parsed.rows) + len(parsed.ragged)
    worst = max(len(told) / own_rows if own_rows else 0.0, len(parsed.ragged) / all_rows if all_rows else 0.0)
    if worst > limit:
        delivery.rejections = tuple(rejections[:MOST_TOLD])
        first = next(item for item in rejections if item not in parsed.repeated)
        raise Refusal(
            "row.too_many",
            wrong=count(len(told) + len(parsed.ragged), text("intake.word.row"), text("intake.word.rows")),
            share=number(100 * worst, 1),
            limit=number(100 * limit),
            first=first.reason,
        )
    own[faulty] = False
    rows = parsed.rows[own].assign(municipality=code).reset_index(drop=True)
    if rows.empty and not (parsed.national and not told):
        raise Refusal("municipality.no_rows", code=code)
    return rows, rejections


def _finish(rows: pd.DataFrame, parsed: Parsed, fmt: Format, ours: Municipality, home: Path) -> tuple[pd.DataFrame, list[Notice]]:
    notices: list[Notice] = []
    if rows.empty:
        notices.append(Notice("no_rows", text("intake.notice.no_rows", name=ours.name)))
    if fmt.kind == "incident":
        rows, more = convert_incidents.finish(rows, fmt, register.known_areas(home, ours.code, ("area", "population")))
    elif fmt.kind == "population":
        rows, more = convert_population.finish(rows, fmt, register.known_areas(home, ours.code, ("area",)))
    elif fmt.kind == "area":
        rows, more = convert_areas.finish(rows, fmt, ours, parsed.rows.attrs["crs"])
    else:
        more = []
    return rows, [*notices, *more]


def _receipt(delivery: Delivery, parsed: Parsed, rows: pd.DataFrame, warnings: list[Notice]) -> Receipt:
    fmt, code = delivery.format, delivery.municipality
    assert fmt is not None
    levels = rows["area_level"].tolist() if len(rows) else []
    versions = {version for version in rows["area_version"] if version} if len(rows) else set()
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
        source=fmt.source,
        cadence=fmt.cadence,
        received_on=delivery.received_on,
        data_from=parsed.data_from,
        data_date=parsed.data_date,
        preliminary_from=parsed.preliminary_from,
        area_version=versions.pop() if len(versions) == 1 else "",
        area_level=only_level(levels),
        rows_unplaced=rows["area"].tolist().count(UNPLACED),
        coverage_codes=parsed.coverage_codes,
    )


def _answer(delivery: Delivery, receipt: Receipt, rows: pd.DataFrame, ours: Municipality, kind: FactKind) -> Receipt:
    """Store what is new; the same bytes, or the same cells in other bytes, change nothing."""
    said = {
        "file": receipt.file,
        "name": ours.name,
        "code": ours.code,
        "stored": number(receipt.rows_stored),
        "what": text(f"intake.word.{receipt.kind}"),
        "rejected": number(receipt.rows_rejected),
        "outside": number(receipt.rows_outside),
    }
    for earlier in register.receipts(delivery.home):
        if (earlier.municipality, earlier.kind) != (receipt.municipality, receipt.kind):
            continue
        same = "bytes" if earlier.sha256 == receipt.sha256 else "cells" if earlier.cells_sha256 == receipt.cells_sha256 else ""
        if same:
            message = text(f"intake.message.already_{same}", earlier=earlier.file, on=str(earlier.received_on), **said)
            warnings = receipt.warnings
            if earlier.format_sha256 != receipt.format_sha256:
                warnings = (*warnings, Notice("format_changed", text("intake.notice.format_changed", format=receipt.format)))
            return replace(receipt, outcome="already_received", message=message, warnings=warnings, receipt=earlier.receipt)
    accepted = replace(receipt, message=text("intake.message.accepted", **said))
    return register.keep(delivery.home, delivery.path, delivery.file, accepted, table(rows, kind))
