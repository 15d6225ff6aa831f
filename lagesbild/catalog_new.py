"""Sweden's 290 municipalities as the product knows them, and the file that adds one to the catalogue overlay."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lagesbild.catalog import DATA, load_catalog
from lagesbild.catalog_records import written
from lagesbild.model import LagesbildError
from lagesbild.texts import text

SWEDEN = (10.5, 55.0, 24.5, 69.2)  # degrees: west, south, east, north
SWEREF99_TM = 3006
VOWELS = "aeiouyåäö"


@dataclass(frozen=True)
class Place:
    """A municipality by its official code."""

    code: str
    name: str
    county: str


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Every municipality of Sweden by code, in the order of the codes."""
    counties = tomllib.loads((DATA / "municipality_codes.toml").read_text(encoding="utf-8"))["county"]
    found = [Place(code, name, county["name"]) for county in counties for code, name in county["municipalities"].items()]
    return {place.code: place for place in found}


def place_of(said: str) -> Place:
    """The municipality that a code or a name means; LagesbildError with near names where none does."""
    wanted = said.strip().casefold().removesuffix(" kommun")
    found = next(
        (place for place in places().values() if wanted in (place.code, place.name.casefold(), genitive(place.name).casefold())), None
    )
    if found is None:
        near = [place.name for place in places().values() if wanted and wanted[:3] == place.name.casefold()[:3]]
        raise LagesbildError(text("catalog.unknown_place", said=said, near=", ".join(near[:8]) or "–"))
    return found


def genitive(name: str) -> str:
    """The name as an owner: Luleås, Borås."""
    return name if name[-1:] in "sxz" else f"{name}s"


def official_name(name: str) -> str:
    """What a municipality is called as an authority: "Bodens kommun", but "Luleå kommun", for a name in a vowel stands as it is."""
    return _own_names().get(name) or f"{name if name[-1:].lower() in VOWELS else genitive(name)} kommun"


@lru_cache(maxsize=1)
def _own_names() -> dict[str, str]:
    """{name: what the municipality is called} of those that go by no rule."""
    return tomllib.loads((DATA / "municipality_codes.toml").read_text(encoding="utf-8"))["official"]


def new_municipality(
    home: Path, code: str, name: str = "", bounds: Sequence[float] = SWEDEN, metric_crs: int = SWEREF99_TM, police_area: str = ""
) -> Path:
    """Write municipality.toml for a code that the catalogue lacks; returns the file. The name may be left out for a known code."""
    if not re.fullmatch(r"\d{4}", code):
        raise LagesbildError(text("catalog.bad_new_code", code=code))
    if code in load_catalog(home).municipalities:
        raise LagesbildError(text("catalog.overlay_exists", code=code))
    known = places().get(code)
    if not name and known is None:
        raise LagesbildError(text("catalog.unknown_place", said=code, near="–"))
    named = " ".join((name or (known.name if known else "")).split())
    plain = unicodedata.normalize("NFKD", named.lower()).encode("ascii", "ignore").decode()
    path = home / "catalogue" / "municipalities" / f"{code}-{re.sub('[^a-z0-9]+', '-', plain).strip('-')}" / "municipality.toml"
    own = genitive(named)
    lines = {
        "code": code, "name": named, "genitive": own, "police_area": police_area or named, "county": known.county if known else "",
        "metric_crs": metric_crs, "bounds": [float(edge) for edge in bounds],
        "aliases": list(dict.fromkeys([official_name(named), f"{named} kommun", f"{own} kommun"])),
    }  # fmt: skip
    return put(path, "\n".join(f"{key} = {written(value)}" for key, value in lines.items()) + "\n")


def put(path: Path, whole: str) -> Path:
    """Write a file of the overlay in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(whole, encoding="utf-8")
    draft.replace(path)
    return path
