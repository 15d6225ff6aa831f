"""Reads what people author (data/**/*.toml and its overlay in the home folder) into the records of `model`.

A fault in a file is told in one Swedish sentence that names the file, the key and the cure.
"""

from __future__ import annotations

import hashlib
import itertools
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from lagesbild.catalog_agreements import PREFIX, agreement, chains
from lagesbild.catalog_area_sets import area_sets
from lagesbild.catalog_records import pick, shown
from lagesbild.catalog_surveys import survey
from lagesbild.model import (
    REFERENCE,
    AreaSet,
    CodeSpan,
    CrimeGroup,
    Format,
    Indicator,
    LagesbildError,
    Licence,
    Municipality,
    SeriesBreak,
    Survey,
    Thresholds,
)
from lagesbild.model_agreement import Agreement
from lagesbild.settings import ROOT
from lagesbild.texts import text

DATA = ROOT / "data"
KINDS = ("municipalities", "indicators", "formats", "crime_groups", "surveys")


@dataclass(frozen=True)
class Catalog:
    """Everything authored, by identity, with hashes over the files that it came from."""

    municipalities: dict[str, Municipality]
    indicators: dict[str, Indicator]
    formats: dict[str, Format]
    crime_groups: dict[str, CrimeGroup]
    surveys: dict[str, Survey]
    agreements: dict[str, tuple[Agreement, ...]]  # by municipality, oldest first
    area_sets: dict[str, tuple[AreaSet, ...]]  # by municipality
    shared_sha256: str
    own_sha256: dict[str, str]  # by municipality: of the files in its folder

    def sha256(self, code: str) -> str:
        """A hash of what is authored for one municipality and for all; what is said of the others does not change it."""
        return hashlib.sha256((self.shared_sha256 + self.own_sha256.get(code, "")).encode()).hexdigest()


def load_catalog(home: Path | None = None) -> Catalog:
    """The product's catalogue, with the home folder's overlay laid over it file by file."""
    return _load(DATA, home / "catalogue" if home else None, _stamp(home))


def municipality(catalog: Catalog, code: str) -> Municipality:
    """One municipality by its code, or what all share; an unknown code is told with the codes that exist."""
    if code == REFERENCE:
        name = text("compare.reference_name")
        return Municipality(code, name, name, "", "", metric_crs=3006, bounds=(10.5, 55.0, 24.5, 69.2))
    if code not in catalog.municipalities:
        raise LagesbildError(text("catalog.unknown_municipality", code=code, known=", ".join(sorted(catalog.municipalities))))
    return catalog.municipalities[code]


def _stamp(home: Path | None) -> tuple[tuple[str, int], ...]:
    folders = [DATA, home / "catalogue"] if home else [DATA]
    return tuple((str(p), p.stat().st_mtime_ns) for f in folders for kind in KINDS for p in sorted((f / kind).rglob("*.toml")))


@lru_cache(maxsize=4)
def _load(data: Path, overlay: Path | None, _stamp: tuple[tuple[str, int], ...]) -> Catalog:
    files = {kind: _files(kind, data, overlay) for kind in (*KINDS, AREA_SETS, AGREEMENTS)}
    groups = {slug: _crime_group(slug, _toml(path), path) for slug, path in files["crime_groups"].items()}
    municipalities = {folder: _municipality(_toml(path), path) for folder, path in files["municipalities"].items()}
    digests: defaultdict[str, Any] = defaultdict(hashlib.sha256)
    for kind, known in files.items():
        for name, path in sorted(known.items()):
            place = municipalities.get(name.split("/")[0]) if kind in PLACES else None
            digests[place.code if place else ""].update(f"{kind}/{name}\0".encode() + path.read_bytes() + b"\0")
    indicators = dict(_indicators(files["indicators"], groups))
    surveys = {slug: survey(slug, _toml(path), path, indicators) for slug, path in files["surveys"].items()}
    _check_reported(indicators, files["indicators"])
    return Catalog(
        municipalities={m.code: m for m in sorted(municipalities.values(), key=lambda m: m.code)},
        indicators=indicators,
        formats={slug: _format(slug, path) for slug, path in files["formats"].items()},
        crime_groups=groups,
        surveys=surveys,
        agreements=chains(_agreements(files[AGREEMENTS], {m.code for m in municipalities.values()}, indicators, surveys)),
        area_sets={m.code: area_sets(_toml(path), path, m.code) for m, path in _beside(municipalities, files[AREA_SETS])},
        shared_sha256=digests.pop("").hexdigest(),
        own_sha256={code: digest.hexdigest() for code, digest in digests.items()},
    )


def _files(kind: str, data: Path, overlay: Path | None) -> dict[str, Path]:
    """The files of a kind by identity; one of the overlay takes the place of the product's."""
    folder, pattern, name = PLACES.get(kind, (kind, "*.toml", _stem))
    found = {name(path): path for path in sorted((data / folder).glob(pattern))}
    if overlay:
        found |= {name(path): path for path in sorted((overlay / folder).glob(pattern))}
    return found


def _parent(path: Path) -> str:
    return path.parent.name


def _stem(path: Path) -> str:
    return path.stem


def _both(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


AGREEMENTS, AREA_SETS = "agreements", "area_sets"
PLACES = {
    "municipalities": ("municipalities", "*/municipality.toml", _parent),
    AREA_SETS: ("municipalities", "*/area_sets.toml", _parent),
    AGREEMENTS: ("municipalities", f"*/{PREFIX}*.toml", _both),
}


def _beside(municipalities: dict[str, Municipality], files: dict[str, Path]) -> Iterator[tuple[Municipality, Path]]:
    """Each municipality with the file that lies in its folder, where there is one."""
    return ((place, files[folder]) for folder, place in municipalities.items() if folder in files)


def _agreements(
    files: dict[str, Path], codes: set[str], indicators: dict[str, Indicator], surveys: dict[str, Survey]
) -> dict[str, tuple[Agreement, Path]]:
    """Every agreement with its file; the folder's first four characters are the municipality's code."""
    found = {}
    for name, path in files.items():
        code = name[:4]
        if code not in codes:
            raise LagesbildError(text("catalog.agreement.nobodys", file=shown(path), code=code))
        slug = path.stem.removeprefix(PREFIX)
        found[name] = (agreement(slug, code, _toml(path), path, indicators, surveys.values()), path)
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise LagesbildError(text("catalog.not_toml", file=shown(path), fault=fault)) from fault


def _municipality(table: dict[str, Any], path: Path) -> Municipality:
    thresholds = pick(Thresholds, table.pop("thresholds", {}), path)
    licence: Licence = pick(Licence, table.pop("licence", {}), path)
    if (
        not licence.name.strip()
        or not licence.address.startswith("https://")
        or (licence.name != Licence.name) != (licence.address != Licence.address)
    ):
        raise LagesbildError(text("catalog.licence", file=shown(path), name=Licence.name))
    found: Municipality = pick(Municipality, table, path, thresholds=thresholds, licence=licence)
    if not (isinstance(found.code, str) and len(found.code) == 4 and found.code.isdigit()):
        raise LagesbildError(text("catalog.bad_code", file=shown(path), code=found.code))
    return found


def _crime_group(slug: str, table: dict[str, Any], path: Path) -> CrimeGroup:
    spans = tuple(pick(CodeSpan, span, path) for span in table.pop("spans", []))
    paths = tuple(tuple(item) for item in table.pop("bra_paths", []))
    codes = sorted((code, span.valid_from or date.min, span.valid_to or date.max) for span in spans for code in span.codes)
    for (code, _, ends), (following, starts, _) in itertools.pairwise(codes):
        if code == following and starts <= ends:
            raise LagesbildError(text("catalog.code_twice", file=shown(path), code=code))
    return pick(CrimeGroup, table, path, slug=slug, spans=spans, bra_paths=paths)


def _indicators(files: dict[str, Path], groups: dict[str, CrimeGroup]) -> Iterator[tuple[str, Indicator]]:
    for slug, path in files.items():
        table = _toml(path)
        breaks = tuple(pick(SeriesBreak, item, path) for item in table.pop("breaks", []))
        group = groups.get(table.get("numerator", ""))
        if table.get("numerator") and group is None:
            raise LagesbildError(text("catalog.unknown_group", file=shown(path), group=table["numerator"], known=", ".join(sorted(groups))))
        marks = {"policing_dependent": group.policing_dependent, "sensitive": group.sensitive} if group else {}
        found: Indicator = pick(Indicator, table, path, slug=slug, breaks=breaks, **marks)
        if found.policing_dependent and found.better != "neither":
            raise LagesbildError(text("catalog.policing_has_direction", file=shown(path)))
        yield slug, found
        if found.measure == "rate":
            yield f"{slug}_count", count_behind(found)


def _check_reported(indicators: dict[str, Indicator], files: dict[str, Path]) -> None:
    """A question is about reported crime that has a rate."""
    for slug, found in indicators.items():
        for crime in found.reported_as:
            if crime not in indicators or indicators[crime].family != "crime" or indicators[crime].measure != "rate":
                raise LagesbildError(text("catalog.unknown_reported", file=shown(files[slug]), indicator=crime))


def count_behind(indicator: Indicator) -> Indicator:
    """The number behind a rate as an indicator of its own; its identity ends in "_count"."""
    return replace(indicator, slug=f"{indicator.slug}_count", measure="count", unit="count", order=indicator.order)


def _format(slug: str, path: Path) -> Format:
    table = _toml(path)
    named = {key: table.pop(key) for key in ("title", "kind", "source", "container", "cadence", "reader") if key in table}
    return pick(Format, named, path, slug=slug, spec=table, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
