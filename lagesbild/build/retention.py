"""Removes builds that nothing points at; what is current, published, the measure of a publication, or frozen stays."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from lagesbild import store
from lagesbild.build.release import checked_against
from lagesbild.frozen import FOLDER, kept_builds

MICRODATA = "vault.duckdb"
PUBLISHED = "published.json"  # beside the pointers: that there is a publication at all, should its pointer be lost
DRAFT = ".new"
SETTLED = 3_600  # seconds; a younger build may be one that its maker has not pointed at yet


def needed(home: Path, code: str) -> set[str]:
    """The builds that something points at: what is current, published, the measure of a publication, or frozen."""
    pointed = _pointed(home, code)
    return pointed | kept_builds(home, code) | {earlier for build in pointed if (earlier := checked_against(home / "build" / code / build))}


def clean_up(home: Path, code: str, settled: float = SETTLED) -> tuple[list[str], list[str]]:
    """Remove a municipality's builds that are old and not needed; returns those removed, and those whose microdata went.

    A frozen lägesbild keeps its counts and estimates, which is all that it shows; the answers and reports that they were
    counted from follow the rules for the newest build.
    """
    place = home / "build" / code
    keep, pointed = needed(home, code), _pointed(home, code)
    sweep(place, settled)
    removed, emptied = [], []
    for folder in sorted(path for path in place.glob("*") if path.is_dir() and not path.name.startswith(".") and path.name != FOLDER):
        if folder.name not in keep and time.time() - folder.stat().st_mtime >= settled:
            shutil.rmtree(folder)
            removed.append(folder.name)
        elif folder.name in kept_builds(home, code) - pointed and (folder / MICRODATA).exists():
            (folder / MICRODATA).unlink()
            emptied.append(folder.name)
    return removed, emptied


def sweep(place: Path, settled: float = SETTLED) -> None:
    """Remove what builds left behind that died: drafts that nobody has touched for long."""
    for draft in place.glob(f".*{DRAFT}"):
        with suppress(OSError):  # gone meanwhile
            if time.time() - max(path.stat().st_mtime for path in (draft, *draft.rglob("*"))) >= settled:
                shutil.rmtree(draft) if draft.is_dir() else draft.unlink()


def _pointed(home: Path, code: str) -> set[str]:
    return {told["build"] for zone in ("internal", "public") if (told := store.pointer(home, code, zone))}
