"""Reads the kinds of briefings (data/briefings/*.toml and the overlay in the home folder).

They are not among what a build is made from: a new kind changes no figure.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

from lagesbild.catalog import DATA
from lagesbild.catalog_records import one_of, pick, shown
from lagesbild.model import LagesbildError, Zone
from lagesbild.model_briefing import BriefingKind, BriefingPart, BriefingPeriod, SubjectKind
from lagesbild.texts import text

LONGEST_LOGO = 200_000  # characters
FETCHES = re.compile(r"<script|<foreignObject|<!ENTITY|href\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#)", re.IGNORECASE)


def load_briefings(home: Path | None = None) -> dict[str, BriefingKind]:
    """Every kind by its file's name, in the order that pages offer them; faults are told by file and key."""
    files = {path.stem: path for path in sorted((DATA / "briefings").glob("*.toml"))}
    if home is not None:
        files |= {path.stem: path for path in sorted((home / "catalogue" / "briefings").glob("*.toml"))}
    found = [_kind(slug, path) for slug, path in files.items()]
    return {kind.slug: kind for kind in sorted(found, key=lambda kind: (kind.order, kind.slug))}


def logo(home: Path, code: str) -> str:
    """A municipality's logo (logo.svg beside its municipality.toml, the overlay's first) as SVG text; empty where there is none.

    Raises LagesbildError for a file that is no plain drawing: one with a script, or with something to fetch.
    """
    for folder in (home / "catalogue" / "municipalities", DATA / "municipalities"):
        for path in sorted(folder.glob(f"{code}-*/logo.svg")):
            drawing = path.read_text(encoding="utf-8", errors="replace")
            if "<svg" not in drawing or FETCHES.search(drawing) or len(drawing) > LONGEST_LOGO:
                raise LagesbildError(text("briefing.fault.logo", file=shown(path), longest=LONGEST_LOGO // 1000))
            return drawing
    return ""


def _kind(slug: str, path: Path) -> BriefingKind:
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise LagesbildError(text("briefing.fault.toml", file=shown(path), fault=str(fault))) from fault
    parts = tuple(pick(BriefingPart, part, path) for part in table.pop("part", []))
    kind: BriefingKind = pick(BriefingKind, table, path, slug=slug, parts=parts)
    one_of("zone", [kind.zone], get_args(Zone), path)
    one_of("subjects", kind.subjects, get_args(SubjectKind), path)
    one_of("period", [kind.period], get_args(BriefingPeriod), path)
    if not parts:
        raise LagesbildError(text("briefing.fault.no_parts", file=shown(path)))
    return kind
