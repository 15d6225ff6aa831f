"""Frozen lägesbilder: builds that are kept, each with what never changes about it, so that they reopen with the same figures.

For whoever shows or prints one: `frozen(home, code, identity)` gives the `Frozen` with its title and `frozen_on`, the day that
stands for today in everything made from it; `reader(home, it)` is the sealed reader of its internal.duckdb (`file(home, it)` the
path), `reference(home, it)` that of the municipalities it was compared with. What people may still change, the decision, the
recipients and the comments, is the work store's record of the same identity: `store.one("frozen", it.identity)`, where
`recipients` holds one on each line.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from lagesbild import store
from lagesbild.model import MADE_WITH, REFERENCE, LagesbildError
from lagesbild.read import queries, table_shape
from lagesbild.sealed import opened, sealed
from lagesbild.texts import text

FOLDER = "frozen"  # build/<code>/frozen/<identity>.json: pointers beside internal.json and public.json, but written once
DAYS = ("frozen_on", "made_for", "data_date")
State = Literal["intact", "changed", "gone"]


@dataclass(frozen=True)
class Frozen:
    """One frozen lägesbild: which build it is, of what bytes, and which versions of the program and its libraries made it."""

    identity: str
    municipality: str
    title: str
    frozen_on: date
    build: str
    sha256: str  # of internal.duckdb
    made_for: date  # the day the build was made for
    data_date: date | None  # the last day that its sources cover
    code_version: str
    libraries: str  # "duckdb 1.5.5, numpy 2.3.5"; empty where the build did not note them
    shape: str  # of its tables: read.table_shape() when it was made
    reference_build: str = ""  # what it was compared with, kept as well; empty where there was nothing
    reference_sha256: str = ""

    @property
    def other_shape(self) -> bool:
        """Whether another version of the program made its tables in another shape than those that are asked for today."""
        return self.shape != table_shape()


def frozen_ones(home: Path, code: str) -> list[Frozen]:
    """A municipality's frozen lägesbilder, the latest first."""
    found = [_told(path) for path in (home / "build" / code / FOLDER).glob("*.json")]
    return sorted(found, key=lambda it: (it.frozen_on, it.title, it.identity), reverse=True)


def frozen(home: Path, code: str, identity: str) -> Frozen | None:
    """One frozen lägesbild by its identity; None where the municipality has none of that name."""
    path = home / "build" / code / FOLDER / f"{identity}.json"
    return _told(path) if re.fullmatch("[0-9a-f]{12}", identity) and path.is_file() else None


def file(home: Path, it: Frozen) -> Path:
    """Where its figures lie."""
    return home / "build" / it.municipality / it.build / "internal.duckdb"


def reader(home: Path, it: Frozen) -> store.Reader:
    """The sealed reader of its figures. Raises LagesbildError where the file is gone or has been changed."""
    return store.kept(home, it.municipality, it.build, it.sha256, _tables(it))


def reference(home: Path, it: Frozen) -> store.Reader | None:
    """What its figures were compared with; None where there was nothing. Raises as `reader` does."""
    return store.kept(home, REFERENCE, it.reference_build, it.reference_sha256, _tables(it)) if it.reference_build else None


def _tables(it: Frozen) -> dict[str, str] | None:
    """The tables of today, where the file has others."""
    return queries("schema") if it.other_shape else None


def state(home: Path, it: Frozen) -> State:
    """Whether its file is the one that was frozen."""
    path = file(home, it)
    if not path.is_file():
        return "gone"
    return "intact" if store.kept_sha256(path) == it.sha256 else "changed"


def check(home: Path, it: Frozen) -> dict[str, Any]:
    """Its state as the command line tells it: a code and a Swedish sentence."""
    found = state(home, it)
    line = text(f"frozen.check.{found}", title=it.title, day=it.frozen_on.isoformat(), file=f"{it.municipality}/{it.build}/internal.duckdb")
    return {"municipality": it.municipality, "frozen": it.identity, "build": it.build, "state": found, "line": line}


def kept_builds(home: Path, code: str) -> set[str]:
    """The builds of a municipality, or of what all share, that a frozen lägesbild stands on: no clean-up may take them."""
    every = (_told(path) for path in (home / "build").glob(f"*/{FOLDER}/*.json"))
    pairs = ((it.municipality, it.build, it.reference_build) for it in every)
    return {shared if code == REFERENCE else build for where, build, shared in pairs if code in (where, REFERENCE)} - {""}


def keep(home: Path, it: Frozen) -> None:
    """Write the pointer that keeps a build; it is never written again. Raises where the build went away meanwhile."""
    told = asdict(it) | {name: day.isoformat() if (day := getattr(it, name)) else None for name in DAYS}
    path = home / "build" / it.municipality / FOLDER / f"{it.identity}.json"
    try:
        store.write_atomically(path, sealed(told))
        if state(home, it) != "intact":
            raise LagesbildError(text("frozen.fault.gone", title=it.title))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def made_with(home: Path, code: str, build: str) -> dict[str, str]:
    """What a build noted about the program that made it: code_version, libraries, shape; empty texts where it noted nothing."""
    path = home / "build" / code / build / MADE_WITH
    nothing = dict.fromkeys(("code_version", "libraries", "shape"), "")
    return nothing | (json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})


def _told(path: Path) -> Frozen:
    try:
        told = opened(path)
    except ValueError as fault:
        raise LagesbildError(text("store.pointer_damaged", file=f"{path.parent.parent.name}/{FOLDER}/{path.name}")) from fault
    days: dict[str, Any] = {name: date.fromisoformat(told[name]) if told[name] else None for name in DAYS}
    return Frozen(**(told | days))
