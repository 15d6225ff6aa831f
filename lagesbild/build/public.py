"""The public file: written fresh from allow-lists of tables and columns, through the disclosure gate, and attacked when it is finished.

What is hidden carries one neutral word, and its numbers are gone, not masked: the file never held them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from lagesbild import steps, store
from lagesbild.build.contents import FILES, changed
from lagesbild.build.gate import Decision, attack_file, decide, leftovers
from lagesbild.build.linked import SHOWN, systems
from lagesbild.build.public_words import check_words
from lagesbild.build.publishable import WHOLE, Earlier, publishable
from lagesbild.build.release import NAME, Release, refusal, release
from lagesbild.build.site import write_site
from lagesbild.build.tables import write_tables
from lagesbild.model import CrimeGroup, LagesbildError, Municipality
from lagesbild.read import queries, query
from lagesbild.settings import settings
from lagesbild.texts import text

OWN_COLUMNS = ["family", "sensitive", "series", "period"]


def earlier_publication(home: Path, code: str) -> Earlier:
    """What the current publication of a municipality tells; nothing where there is none, counts only while its build is kept whole.

    Raises where the published figures cannot be read: what the next ones give away beside them could not be tried.
    """
    found = store.pointer(home, code, "public")
    if found is None:
        return Earlier()
    folder = home / "build" / code / found["build"]
    told, inward = folder / "public.duckdb", folder / "internal.duckdb"
    if not told.is_file() or store.file_sha256(told) != found["sha256"]:
        raise LagesbildError(text("release.earlier_damaged", code=code))
    kept = not {inward.name, FILES} & set(changed(folder))
    return Earlier(found["build"], _rows(told, "published"), _rows(inward, "counted") if kept else pd.DataFrame())


def _rows(path: Path, name: str) -> pd.DataFrame:
    with store.Reader(path) as reader:
        return reader.frame(query("gate", name))


def write_public(draft: Path, place: Municipality, groups: Mapping[str, CrimeGroup], earlier: Earlier) -> dict[str, int]:
    """Write public.duckdb, the release report and the static site beside internal.duckdb; returns rows per table.

    Raises with the cells in Swedish, and leaves no public file, when the attack on the finished file succeeds.
    """
    with store.Reader(draft / "internal.duckdb") as internal:
        tables = {name: internal.frame(query("publish", name)) for name in queries("publish")}
        counted = internal.frame(query("gate", "counted"))
    check_words(tables)
    build, made_for = tables["build_info"]["build"][0], tables["build_info"]["made_for"][0]
    steps.at("gate")
    rows = publishable(tables["estimate"], tables["indicator"], earlier)
    linked = systems(rows, counted, groups, place.thresholds, earlier)
    decision = decide(rows, linked, groups, place.thresholds)
    path = draft / "public.duckdb"
    with store.write(path) as public:
        write_tables(public, shown_tables(tables, decision))
        written = public.counts()
    report = audited(path, decision, earlier, place, build)
    store.write_atomically(draft / NAME, report.to_json())
    if report.broken or len(leftovers(path)):
        path.unlink()
        raise LagesbildError(refusal(report, tables["area"], tables["indicator"]))
    steps.at("site")
    explore = f"/utforska?kommun={place.code}"
    with store.Reader(path, build) as reader:
        write_site(
            reader,
            draft / "site",
            today=made_for.date(),
            thresholds=place.thresholds,
            explore=explore,
            address=settings().site_url,
            licence=place.licence,
        )
    return written


def audited(path: Path, decision: Decision, earlier: Earlier, place: Municipality, build: str) -> Release:
    """The release report of a finished file, with the attack on it."""
    started = time.perf_counter()
    audits = attack_file(path, decision.linked, build)
    return release(decision, audits, earlier, place, build, time.perf_counter() - started)


def shown_tables(tables: dict[str, pd.DataFrame], decision: Decision) -> dict[str, pd.DataFrame]:
    """The allowed tables with what belongs to the published figures only."""
    rows = decision.rows
    used = set(rows["indicator"]) | set(rows["series"])
    places = {(a, v) for a, v in zip(rows["area"], rows["area_version"], strict=True)}
    told = rows[rows["state"].isin(SHOWN) & (rows["area_level"] != WHOLE)]
    figures = set(zip(told["indicator"], told["area"], told["period_start"], strict=True))
    found = dict(tables)
    found["estimate"] = rows.drop(columns=OWN_COLUMNS)
    for name in ("indicator", "series_break", "survey_question"):
        found[name] = _where(tables[name], [slug in used for slug in tables[name].get("indicator", [])])
    for name in ("area", "boundary"):
        found[name] = _where(tables[name], [pair in places for pair in _pairs(tables[name], "area", "area_version")])
    contrasts = tables["contrast"]
    found["contrast"] = _where(contrasts, [key in figures for key in _pairs(contrasts, "indicator", "area", "period_start")])
    return found


def _pairs(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(zip(*(frame[column] for column in columns), strict=True)) if len(frame) else []


def _where(frame: pd.DataFrame, keep: list[bool]) -> pd.DataFrame:
    return frame[pd.Series(keep, index=frame.index, dtype=bool)] if len(frame) else frame
