"""The comparison of all municipalities, made from what each has published and from nothing else.

Published figures have passed each municipality's disclosure gate. What is computed from them alone tells nothing that its reader could
not have computed; internal figures, counts and rows are never opened here. docs/decisions/0064.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from os import getpid
from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild import __version__, store
from lagesbild.build.contents import changed, note_files
from lagesbild.build.made_with import note_makers, sources
from lagesbild.build.modes import PUBLIC_FILE, hide, show
from lagesbild.build.retention import DRAFT, PUBLISHED, sweep
from lagesbild.build.site_nation import write_nation_site
from lagesbild.build.tables import write_tables
from lagesbild.catalog_new import places
from lagesbild.faults import in_swedish
from lagesbild.frozen import FOLDER as FROZEN
from lagesbild.model import NATION, NATIONAL
from lagesbild.read import queries
from lagesbild.sealed import sealed
from lagesbild.stats.rates import rate
from lagesbild.store_patience import unhurried
from lagesbild.texts import text

TABLES = ("area", "indicator", "municipality", "estimate")
CELL = ["indicator", "period_kind", "period_start", "period_end"]
PER = {"per_1000": 1_000.0, "per_100000": 100_000.0}
TOLD = ("value", "zero")


@dataclass(frozen=True)
class Compared:
    """The comparison that is current: its build, and of how many municipalities it is made."""

    build: str
    municipalities: int
    made: bool  # false: it was made of the same publications already


@in_swedish()
@unhurried()
def compare_nation(home: Path, day: date) -> Compared | None:
    """Make and publish the comparison from the current publications; None where nobody has published.

    It is made anew only when a publication, or the program, is another.
    """
    published = {code: told for code in store.built(home, "public") if (told := store.pointer(home, code, "public"))}
    if not published:
        return None
    identity = _identity({code: told["sha256"] for code, told in published.items()})
    folder = home / "build" / NATIONAL / identity
    current = store.pointer(home, NATIONAL, "public")
    if current and current["build"] == identity and folder.is_dir():
        return Compared(identity, len(published), made=False)
    sweep(folder.parent)
    draft = folder.with_name(f".{identity}.{getpid()}{DRAFT}")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        rows = _write(home, list(published), draft, identity, day)
        _place(home, draft, folder, identity, rows, day)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Compared(identity, len(published), made=True)


def _identity(published: dict[str, str]) -> str:
    digest = hashlib.sha256("".join(f"{code} {sha256}\n" for code, sha256 in sorted(published.items())).encode())
    for part in sources():
        digest.update(part)
    return digest.hexdigest()[:12]


def _write(home: Path, codes: list[str], draft: Path, identity: str, day: date) -> dict[str, int]:
    tables = together(home, codes)
    tables["estimate"] = pd.concat([tables["estimate"], whole_country(tables["estimate"], set(places()))], ignore_index=True)
    about = {"build": identity, "municipality": NATIONAL, "zone": "public", "made_for": pd.Timestamp(day), "code_version": __version__}
    with store.write(draft / "public.duckdb") as public:
        write_tables(public, tables | {"build_info": pd.DataFrame([about])})
        rows = public.counts()
    reader = store.Reader(draft / "public.duckdb", identity)
    write_nation_site(reader, draft / "site", day)
    reader.close()
    note_makers(draft)
    note_files(draft)
    return rows


def together(home: Path, codes: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The tables of TABLES of all public files one below the other; an indicator is described as the first municipality does."""
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    asked = queries("nation")
    for code in codes:
        reader = store.current(home, code, "public")
        assert reader is not None, "a publication that was there a moment ago"
        for name in TABLES:
            found[name].append(reader.frame(asked[name]))
    told = {name: pd.concat(frames, ignore_index=True) for name, frames in found.items()}
    told["indicator"] = told["indicator"].drop_duplicates("indicator")
    nation = {"municipality": NATIONAL, "area": NATION, "name": text("compare.nation_name"), "area_level": "municipality"}
    told["area"] = pd.concat([told["area"], pd.DataFrame([nation | {"area_version": ""}])], ignore_index=True)
    return told


def whole_country(rows: pd.DataFrame, country: set[str]) -> pd.DataFrame:
    """The country's rates, where every one of its municipalities shows the events and people behind its own: sums of what is shown.

    One that has not published, or hides its figure, leaves the country without: a sum over some is no figure of all.
    """
    told = rows[rows["unit"].isin(PER) & rows["state"].isin(TOLD) & rows["numerator"].notna() & (rows["base"] > 0)]
    told = told[told["area"].isin(country)]
    if told.empty:
        return rows.iloc[:0]
    grouped = told.groupby([*CELL, "unit"], sort=True)
    summed = grouped.agg(
        numerator=("numerator", "sum"), base=("base", "sum"), there=("area", "nunique"), preliminary=("preliminary", "any"),
        source=("source", "first"), vintage=("vintage", "max"), data_date=("data_date", "min"),
    ).reset_index()  # fmt: skip
    summed = summed[summed.pop("there") == len(country)].reset_index(drop=True)
    value, lower, upper = rate(summed["numerator"], summed["base"], 1.0)
    per = summed["unit"].map(PER).to_numpy()
    return summed.assign(
        municipality=NATIONAL, area=NATION, area_level="municipality", area_version="", subgroup="all", complete=True,
        value=value * per, lower=lower * per, upper=upper * per, state=np.where(summed["numerator"] > 0, "value", "zero"),
    )  # fmt: skip


def _place(home: Path, draft: Path, folder: Path, identity: str, rows: dict[str, int], day: date) -> None:
    """Put the finished comparison in place, for everybody to read, and move the pointer to it."""
    if not folder.exists() or changed(folder):  # a whole one is kept: readers may have it open
        hide(draft, folder.parent / FROZEN)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
        store.sync(folder.parent)
    show(folder)
    told = {"build": identity, "file": f"{identity}/public.duckdb", "sha256": store.file_sha256(folder / "public.duckdb"), "rows": rows}
    told |= {"site": f"{identity}/site", "published_on": day.isoformat()}
    if not (folder.parent / PUBLISHED).exists():
        store.write_atomically(folder.parent / PUBLISHED, sealed({"first": day.isoformat()}))
    store.write_atomically(folder.parent / "public.json", sealed(told), PUBLIC_FILE)
