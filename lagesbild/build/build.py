"""Makes a build of one municipality, publishes it, and undoes a delivery by striking it and building again."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild import __version__, facts, steps, store
from lagesbild.build.agreement import agreement_tables
from lagesbild.build.area_sets import set_areas, set_table
from lagesbild.build.cadence import paced
from lagesbild.build.check import check_build
from lagesbild.build.contents import FILES, changed, note_files
from lagesbild.build.divisions import divide
from lagesbild.build.estimate import estimates
from lagesbild.build.geometry import areas_and_boundary
from lagesbild.build.ingest import ingest
from lagesbild.build.inputs import identity as identity_of
from lagesbild.build.inputs import inputs_hash
from lagesbild.build.made_with import note_makers
from lagesbild.build.modes import INTERNAL_FILE, PUBLIC_FILE, hide, show
from lagesbild.build.new_borders import over_time
from lagesbild.build.placing import counted
from lagesbild.build.public import earlier_publication, write_public
from lagesbild.build.register import Delivery, at_hand, deliveries
from lagesbild.build.release import checked_against
from lagesbild.build.retention import DRAFT, MICRODATA, PUBLISHED, sweep
from lagesbild.build.revision import revision_tables
from lagesbild.build.survey import survey_tables
from lagesbild.build.survey_delivered import superseded
from lagesbild.build.tables import describe, write_tables
from lagesbild.build.watching import watch_tables
from lagesbild.catalog import Catalog, load_catalog, municipality
from lagesbild.faults import in_swedish
from lagesbild.frozen import FOLDER as FROZEN
from lagesbild.intake.register import struck
from lagesbild.model import REFERENCE, LagesbildError, Municipality
from lagesbild.sealed import sealed
from lagesbild.settings import settings
from lagesbild.store import Writer
from lagesbild.store_patience import unhurried
from lagesbild.texts import text
from lagesbild.work import snapshot
from lagesbild.work.tables import work_tables

SPACE_FACTOR, SPACE_FLOOR_MB = 8, 64  # free disk wanted: so many times the accepted files, and at least this
FETCHED = "facts"  # in a draft: copies of facts that lie elsewhere
PUBLICATION = ("published_on", "site", "inputs")  # what a public pointer tells beside its file
INWARD = ["receipt", "member_version"]  # columns of estimates that the build itself asks about


@dataclass(frozen=True)
class Built:
    """One finished build: where it lies and how many rows it holds."""

    municipality: str
    build: str
    folder: Path
    rows: dict[str, int]


@in_swedish()
@unhurried()
def build(home: Path, code: str, day: date, tell: steps.Tell | None = None) -> Built:
    """Build a municipality from its accepted files and move the internal pointer to the result; `tell` hears how far it has come."""
    with steps.heard_by(tell), facts.place(home).building(code):
        return _build(home, code, day)


def _build(home: Path, code: str, day: date) -> Built:
    catalog = load_catalog(home)
    place = municipality(catalog, code)
    accepted = deliveries(home, code, catalog)
    if not accepted:
        raise LagesbildError(text("build.nothing_to_build", name=place.name, code=code))
    taken = snapshot.taken(home, settings().work_url, code)
    inputs = inputs_hash(code, accepted, catalog, taken)
    identity = identity_of(home, code, inputs)
    folder = home / "build" / code / identity
    _need_space(home, accepted)
    sweep(folder.parent)
    draft = folder.with_name(f".{identity}.{os.getpid()}{DRAFT}")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        rows = _write(draft, place, accepted, taken, home, identity, day)
        earlier = earlier_publication(home, code)
        public_rows = write_public(draft, place, catalog.crime_groups, earlier) if code != REFERENCE else {}
        shutil.rmtree(draft / FETCHED, ignore_errors=True)
        facts.place(home).keep_vault(draft / MICRODATA, code, identity)
        note_makers(draft)
        note_files(draft)
        more = {"public_rows": public_rows, "inputs": inputs, "receipts": sorted(one.receipt for one in accepted)}
        return _move(home, place, identity, draft, folder, rows, more)
    finally:
        with suppress(MemoryError):  # what is done is done; a draft that stays is swept by the next build
            shutil.rmtree(draft, ignore_errors=True)


@in_swedish()
@unhurried()
def publish(home: Path, code: str, day: date, tell: steps.Tell | None = None) -> str:
    """Move the public pointer to the current internal build; returns the build's id."""
    with steps.heard_by(tell):
        return _publish(home, code, day)


def _publish(home: Path, code: str, day: date) -> str:
    found = store.pointer(home, code, "internal")
    if found is None:
        raise LagesbildError(text("build.nothing_built", name=municipality(load_catalog(home), code).name, code=code))
    folder = home / "build" / code / found["build"]
    told = store.pointer(home, code, "public")
    if told and told["build"] not in (found["build"], checked_against(folder)):
        raise LagesbildError(text("release.not_checked", code=code))
    more = {"published_on": day.isoformat(), "site": f"{found['build']}/site", "inputs": found.get("inputs", "")}
    steps.at("verify")
    if bad := [name for name in changed(folder) if name in ("public.duckdb", FILES) or name.startswith("site/")]:
        raise LagesbildError(text("store.damaged", file=bad[0]))
    steps.at("publish")
    show(folder)
    noted = folder.parent / PUBLISHED
    try:
        if not noted.exists():
            store.write_atomically(noted, sealed({"first": day.isoformat()}))
        _point(home, code, "public", found["build"], folder, found["public_rows"], more)
    except BaseException:
        if told is None and store.pointer(home, code, "public") is None:
            noted.unlink(missing_ok=True)
        raise
    return found["build"]


@in_swedish()
def undo(home: Path, receipt: str, day: date) -> str:
    """Strike a delivery and build again without it; returns the municipality's code. What cannot be built stays unstruck."""
    with struck(home, receipt, day) as taken_out:
        code = taken_out.municipality
        if deliveries(home, code, load_catalog(home)):
            build(home, code, day)
        else:
            (home / "build" / code / "internal.json").unlink(missing_ok=True)
    return code


def _need_space(home: Path, accepted: list[Delivery]) -> None:
    need = max(SPACE_FLOOR_MB, SPACE_FACTOR * sum(facts.place(home).size(d.told) for d in accepted) // 1_000_000)
    free = shutil.disk_usage(home).free // 1_000_000
    if free < need:
        raise LagesbildError(text("build.too_little_space", need=need, free=free))


def _write(
    draft: Path,
    place: Municipality,
    accepted: list[Delivery],
    taken: snapshot.Snapshot,
    home: Path,
    identity: str,
    day: date,
) -> dict[str, int]:
    catalog = load_catalog(home)
    accepted = at_hand(home, accepted, draft / FETCHED)
    with store.write(draft / MICRODATA) as vault:
        ingest(vault, accepted, catalog)
        accepted = paced(vault, counted(vault, accepted))
        sets = catalog.area_sets.get(place.code, ())
        areas, boundary = _areas(vault, accepted, place, catalog)
        steps.at("estimates")
        found, indicators = estimates(vault, accepted, catalog, place.code)
        surveyed, asked = survey_tables(vault, found, catalog, place.code)
        answered = surveyed.pop("estimate", pd.DataFrame())
        found = pd.concat([superseded(found, answered), answered], ignore_index=True)
        told = list({i.slug: i for i in [*indicators, *asked]}.values())  # a wave as a table and one as answers share indicators
        families = {i.slug: i.family for i in told}
        areas = pd.concat([areas, set_areas(sets, found)], ignore_index=True)
        borders = over_time(accepted, found, place, sets)
        of_areas = {"area_set": set_table(sets), "area_break": borders.breaks, "crosswalk": borders.links}
        revised = revision_tables(vault, accepted, catalog, place.code, found, families)
        steps.at("watch")
        watched = watch_tables(vault, found, told, place.code, borders)
        check_build(vault)
    with store.write(draft / "internal.duckdb") as internal:
        about = pd.DataFrame([{
            "build": identity, "municipality": place.code, "zone": "internal", "made_for": pd.Timestamp(day), "code_version": __version__,
        }])  # fmt: skip
        write_tables(internal, {
            "build_info": about, "area": areas, "boundary": boundary, "estimate": found.drop(columns=INWARD, errors="ignore"),
        } | of_areas | describe(place, told, accepted) | surveyed | revised | watched | agreement_tables(catalog, place.code, day)
          | work_tables(taken, place.code))  # fmt: skip
        check_build(internal)
        return internal.counts()


def _areas(vault: Writer, accepted: list[Delivery], place: Municipality, catalog: Catalog) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `area` and `boundary`; the vault then knows its places and when reports are placed in which division."""
    areas, boundary = areas_and_boundary(vault, accepted, place, catalog.area_sets.get(place.code, ()))
    vault.append("place", areas[~areas["area_level"].isin(("municipality", "unplaced"))].drop(columns="municipality"))
    divide(vault, accepted, catalog)
    return areas, boundary


def _move(home: Path, place: Municipality, identity: str, draft: Path, folder: Path, rows: dict[str, int], more: dict[str, Any]) -> Built:
    whole = folder.exists() and not changed(folder)  # the same inputs: keep the files that readers may have open
    told = None if whole else store.pointer(home, place.code, "public")
    aside = draft.with_name(f".{identity}.damaged{DRAFT}")
    if not whole:
        hide(draft, folder.parent / FROZEN)
        shutil.rmtree(aside, ignore_errors=True)
        if folder.exists():
            folder.rename(aside)
        draft.rename(folder)
    try:
        if not whole:
            store.sync(folder.parent)
            shutil.rmtree(aside, ignore_errors=True)
        if told and told["build"] == identity:  # what is published was damaged and has come back
            show(folder)
            _point(home, place.code, "public", identity, folder, told["rows"], {key: told[key] for key in PUBLICATION})
        _point(home, place.code, "internal", identity, folder, rows, more)  # last: what fails before it leaves the old build in its place
    except BaseException:
        if not whole and identity not in {(store.pointer(home, place.code, zone) or {}).get("build") for zone in ("internal", "public")}:
            shutil.rmtree(folder)
        raise
    return Built(place.code, identity, folder, rows)


def _point(home: Path, code: str, zone: str, identity: str, folder: Path, rows: dict[str, int], more: dict) -> None:
    name = f"{zone}.duckdb"
    told = {"build": identity, "file": f"{identity}/{name}", "sha256": store.file_sha256(folder / name), "rows": rows} | more
    store.write_atomically(home / "build" / code / f"{zone}.json", sealed(told), PUBLIC_FILE if zone == "public" else INTERNAL_FILE)
