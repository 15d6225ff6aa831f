"""Looks through everything that an installation keeps and tells what is damaged or lost, with the cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagesbild import facts
from lagesbild.build.contents import changed
from lagesbild.build.retention import MICRODATA, PUBLISHED
from lagesbild.frozen import FOLDER, kept_builds
from lagesbild.intake import Receipt
from lagesbild.intake.register import sha256_of
from lagesbild.model import LagesbildError
from lagesbild.sealed import opened
from lagesbild.texts import text
from lagesbild.work import default_url, open_work


def damages(home: Path, work_url: str | None = None) -> list[str]:
    """One Swedish sentence for each thing that is not as it was written; empty when all is whole.

    The work store, at `work_url` or in the home, tells which lägesbilder are frozen: a pointer that is lost is missed there.
    """
    found, kept = [], []
    for path in sorted((home / "register").glob("*.json")):
        try:
            kept.append(Receipt.from_json(opened(path, strict=True)))
        except (OSError, ValueError, TypeError, KeyError):
            found.append(text("check.receipt", receipt=path.stem))
    found += [*_lost(home, kept, len(found)), *_archive(home, kept)]
    for place in sorted(path for path in (home / "build").glob("*") if path.is_dir()):
        found += [*_place(home, place, kept), *_thawed(home, place, work_url)]
    return found


def _lost(home: Path, kept: list[Receipt], broken: int) -> Iterator[str]:
    """Receipts that have gone: numbers that nobody bears, and facts that no receipt vouches for."""
    numbers = {receipt.sequence for receipt in kept}
    gaps = len(set(range(1, max(numbers, default=0) + 1)) - numbers)
    if gaps > broken:
        yield text("check.receipts_lost", count=gaps - broken)
    for name in [] if broken else facts.place(home).strays({receipt.facts for receipt in kept}):
        yield text("check.no_receipt", file=name)


def _archive(home: Path, kept: list[Receipt]) -> Iterator[str]:
    for receipt in kept:
        if receipt.erased_on:
            continue
        if not facts.place(home).sound(receipt):
            yield text("check.facts", file=receipt.file, receipt=receipt.receipt)
        if receipt.erased_before:
            continue
        raw = [path for path in (home / receipt.facts).parent.glob("*") if path.suffix != ".parquet" and not path.name.startswith(".")]
        if [sha256_of(path) for path in raw] != [receipt.sha256]:
            yield text("check.raw", file=receipt.file, receipt=receipt.receipt)


def _place(home: Path, place: Path, kept: list[Receipt]) -> Iterator[str]:
    code, pointed = place.name, {}
    for zone in ("internal", "public"):
        path = place / f"{zone}.json"
        try:
            pointed[zone] = opened(path, strict=True)
        except FileNotFoundError:
            if _expected(place, zone, kept):
                yield text("check.pointer_lost", file=f"{code}/{path.name}", code=code)
        except (OSError, ValueError):
            yield text("store.pointer_damaged", file=f"{code}/{path.name}")
    if "public" in pointed and not _sound(place / PUBLISHED):
        yield text("store.pointer_damaged", file=f"{code}/{PUBLISHED}")
    yield from _builds(place, pointed)
    yield from _frozen(home, place)
    known = {receipt.receipt for receipt in kept}
    for receipt in pointed.get("internal", {}).get("receipts", []):
        if receipt not in known:
            yield text("check.receipt", receipt=receipt)


def _expected(place: Path, zone: str, kept: list[Receipt]) -> bool:
    """Whether a pointer that is not there has been: builds of files that still count, or a publication that is noted."""
    if zone == "public":
        return (place / PUBLISHED).is_file()
    built = any(path.is_dir() and path.name != FOLDER and not path.name.startswith(".") for path in place.iterdir())
    return built and any(receipt.municipality == place.name and receipt.struck_on is None for receipt in kept)


def _builds(place: Path, pointed: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The builds that are shown: every file of them, what only analysts see where it is the newest."""
    newest = pointed.get("internal", {}).get("build")
    for build in sorted({told["build"] for told in pointed.values()}):
        for name in changed(place / build, () if build == newest else (MICRODATA, "internal.duckdb")):
            yield text("check.build", file=f"{place.name}/{build}/{name}", code=place.name)


def _frozen(home: Path, place: Path) -> Iterator[str]:
    for path in sorted((place / FOLDER).glob("*.json")):
        if not _sound(path):
            yield text("store.pointer_damaged", file=f"{place.name}/{FOLDER}/{path.name}")
    try:
        kept = kept_builds(home, place.name)
    except LagesbildError:
        return
    for build in sorted(kept):
        for name in changed(place / build, (MICRODATA,)) if (place / build).is_dir() else [""]:
            yield text("check.frozen", file=f"{place.name}/{build}/{name}".rstrip("/"))


def _thawed(home: Path, place: Path, work_url: str | None) -> Iterator[str]:
    """Frozen lägesbilder that the work store tells of and whose pointers are lost."""
    if work_url is None and not (home / "work.sqlite").exists():
        return
    for row in open_work(work_url or default_url(home)).rows("frozen", place.name):
        path = place / FOLDER / f"{row['id']}.json"
        if not path.is_file():
            yield text("check.frozen", file=f"{place.name}/{FOLDER}/{path.name}")


def _sound(path: Path) -> bool:
    try:
        opened(path, strict=True)
    except (OSError, ValueError):
        return False
    return True
