"""Removes builds that nothing points at; what is current, published, the measure of a publication, or frozen stays."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from lagesbild import store
from lagesbild.build.release import checked_against
from lagesbild.frozen import FOLDER, kept_builds

MICRODATA = "vault.duckdb"
SETTLED = 3_600  # seconds; a younger build may be one that its maker has not pointed at yet


def clean_up(home: Path, code: str) -> tuple[list[str], list[str]]:
    """Remove a municipality's builds that are old and not needed; returns those removed, and the frozen ones whose microdata went.

    A frozen lägesbild keeps its counts and estimates, which is all that it shows; the answers and reports that they were
    counted from follow the rules for the newest build.
    """
    place = home / "build" / code
    pointed = {told["build"] for zone in ("internal", "public") if (told := store.pointer(home, code, zone))}
    frozen = kept_builds(home, code)
    needed = pointed | frozen | {earlier for build in pointed if (earlier := checked_against(place / build))}
    removed, emptied = [], []
    for folder in sorted(path for path in place.glob("*") if path.is_dir() and not path.name.startswith(".") and path.name != FOLDER):
        if folder.name not in needed and time.time() - folder.stat().st_mtime > SETTLED:
            shutil.rmtree(folder)
            removed.append(folder.name)
        elif folder.name in frozen - pointed and (folder / MICRODATA).exists():
            (folder / MICRODATA).unlink()
            emptied.append(folder.name)
    return removed, emptied
