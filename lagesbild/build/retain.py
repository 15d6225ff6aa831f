"""Retention (gallring): reports, events and answers from before a year leave the archive, the builds and the work store for good.

Rows are never deleted inside a DuckDB file, where their bytes would stay: deliveries are struck or written anew without the old
rows, the municipality is built again, and builds that held the rows are removed. Ready-made statistics, population and maps stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from lagesbild import store
from lagesbild.build.build import build
from lagesbild.build.register import deliveries
from lagesbild.build.retention import MICRODATA, clean_up
from lagesbild.catalog import Catalog, load_catalog
from lagesbild.facts import place
from lagesbild.faults import in_swedish
from lagesbild.frozen import FOLDER, Frozen, frozen_ones
from lagesbild.intake import Receipt, receipts
from lagesbild.intake.register import write_receipt
from lagesbild.work import default_url, erase, open_work

KINDS = ("incident", "event", "answer")  # one row is a report or a person's answer


@dataclass(frozen=True)
class Old:
    """What a retention would take: whole deliveries, deliveries with rows on both sides of the day, observations of places."""

    whole: list[Receipt]
    partly: list[Receipt]
    place_reports: int
    frozen: list[Frozen]  # keep counts and estimates of the old years unless they are removed too


@dataclass(frozen=True)
class Retained:
    """What a retention took."""

    whole: int
    partly: int
    rows: int
    place_reports: int
    builds: int
    published: bool  # a publication still shows figures of the old years


@in_swedish()
def old(home: Path, code: str, year: int, work_url: str | None = None) -> Old:
    """What of a municipality is from before a year, without touching it."""
    first, catalog = date(year, 1, 1), load_catalog(home)
    whole, partly = [], []
    for receipt in receipts(home, struck=True):
        if receipt.municipality == code and receipt.kind in KINDS and not receipt.erased_on:
            stays = _staying(place(home).table(receipt), receipt, first, catalog)
            if not any(stays.to_pylist()):
                whole.append(receipt)
            elif not all(stays.to_pylist()):
                partly.append(receipt)
    reports = erase.old_reports(work_url or default_url(home), code, first) if _has_work(home, work_url) else 0
    return Old(whole, partly, reports, frozen_ones(home, code))


@in_swedish()
def retain(home: Path, code: str, year: int, day: date, *, remove_frozen: bool, work_url: str | None = None, who: str = "") -> Retained:
    """Take out what is from before a year and build again; what an interrupted run left is taken by the next one."""
    first, found, catalog = date(year, 1, 1), old(home, code, year, work_url), load_catalog(home)
    rows = 0
    for receipt in found.whole:
        rows += place(home).rows(receipt)
        gone = receipt if receipt.struck_on else receipt.struck(day)
        write_receipt(home, replace(gone, erased_on=day, rejections=()))
    for receipt in found.partly:
        rows += _cut(home, receipt, first, catalog)
    _emptied(home)
    reports = erase.erase_reports(work_url or default_url(home), code, first) if found.place_reports else 0
    if remove_frozen:
        _thawed(home, code, work_url, who)
    left = bool(deliveries(home, code, catalog))
    if left:
        build(home, code, day)
    else:
        (home / "build" / code / "internal.json").unlink(missing_ok=True)
    place(home).erase({r.facts for r in receipts(home, struck=True) if not r.erased_on}, code, vault=not left)
    return Retained(len(found.whole), len(found.partly), rows, reports, _old_builds(home, code), _still_published(home, code))


def _staying(facts: pa.Table, receipt: Receipt, first: date, catalog: Catalog) -> pa.ChunkedArray | pa.Array:
    """For each row whether it is from the day or later; a wave counts by its last day in the field."""
    if receipt.kind != "answer":
        return pc.fill_null(pc.greater_equal(facts["reported_on"], pa.scalar(first)), True)  # type: ignore[attr-defined]
    gone = [
        f"{slug} {wave.wave}" for slug, survey in catalog.surveys.items() for wave in survey.waves if wave.field_to < first
    ]  # fmt: skip
    named = pc.binary_join_element_wise(facts["survey"], facts["wave"], " ")  # type: ignore[attr-defined]
    return pc.invert(pc.is_in(named, value_set=pa.array(gone, pa.string())))  # type: ignore[attr-defined]


def _cut(home: Path, receipt: Receipt, first: date, catalog: Catalog) -> int:
    """Write a delivery's facts anew without the old rows and let its receipt point at them; returns how many rows went."""
    facts = place(home).table(receipt)
    kept = facts.filter(_staying(facts, receipt, first, catalog))
    before = Path(receipt.facts)
    stored = before.with_name(f"{before.stem.partition('.')[0]}.{first.year}.parquet").as_posix()
    told = replace(receipt, facts=stored, erased_before=first, rejections=())
    told = replace(told, facts_sha256=place(home).replace(told, kept))
    write_receipt(home, replace(told, data_from=max(first, receipt.data_from or first)))
    return len(facts) - len(kept)


def _emptied(home: Path) -> None:
    """Remove from the archive what no receipt vouches for any more: the files that held old rows, and their facts."""
    every = receipts(home, struck=True)
    facts = {receipt.facts for receipt in every if not receipt.erased_on}
    for folder in {(home / receipt.facts).parent for receipt in every if receipt.erased_on or receipt.erased_before}:
        whole = any(r.sha256 == folder.name and not r.erased_on and not r.erased_before for r in every)
        for path in folder.glob("*") if folder.is_dir() else []:
            raw = path.suffix != ".parquet"
            if not (whole if raw else path.relative_to(home).as_posix() in facts):
                path.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _thawed(home: Path, code: str, work_url: str | None, who: str) -> None:
    """Remove a municipality's frozen lägesbilder: their pointers, and their records in the work store."""
    for it in frozen_ones(home, code):
        (home / "build" / code / FOLDER / f"{it.identity}.json").unlink()
        if _has_work(home, work_url):
            work = open_work(work_url or default_url(home))
            for row in work.rows("frozen", code, id=it.identity):
                work.delete("frozen", row["id"], row["version"], who)


def _old_builds(home: Path, code: str) -> int:
    """Remove every build that is not needed, and the microdata of every other one than the newest; returns how many were touched."""
    removed, emptied = clean_up(home, code, settled=0)
    newest = (store.pointer(home, code, "internal") or {"build": ""})["build"]
    left = [path for path in (home / "build" / code).glob(f"*/{MICRODATA}") if path.parent.name != newest]
    for path in left:
        path.unlink()
    return len(removed) + len(emptied) + len(left)


def _still_published(home: Path, code: str) -> bool:
    told, newest = store.pointer(home, code, "public"), store.pointer(home, code, "internal")
    return told is not None and (newest is None or told["build"] != newest["build"])


def _has_work(home: Path, work_url: str | None) -> bool:
    return bool(work_url) or (home / "work.sqlite").exists()
