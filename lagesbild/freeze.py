"""Freezes the current internal build as a lägesbild: a record in the work store, and a pointer that keeps the build's files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild import spool, store
from lagesbild.faults import in_swedish
from lagesbild.frozen import Frozen, frozen, keep, made_with
from lagesbild.model import REFERENCE, LagesbildError
from lagesbild.read import read
from lagesbild.texts import text
from lagesbild.work import WorkStore


@in_swedish()
def freeze(home: Path, code: str, work: WorkStore, said: Mapping[str, str], day: date, today: date, who: str) -> Frozen:
    """Freeze what analysts see now; `said` holds title, decision, recipients (one on each line) and comments.

    The day may be neither after today nor before the day that the build was made for: figures that came later were not
    there to decide on. While the desk counts files in or out the figures are about to be others, and nothing is frozen.
    Raises LagesbildError, and then nothing is kept.
    """
    if under_way := [job.file for job in spool.jobs(home, code) if job.changes_figures]:
        raise LagesbildError(text("frozen.fault.under_way", files=", ".join(under_way)))
    pointed = store.pointer(home, code, "internal")
    reader = store.current(home, code, "internal")
    if pointed is None or reader is None:
        raise LagesbildError(text("frozen.fault.nothing_built", code=code))
    about = read(reader, "build_info").iloc[0]
    made_for, title = about["made_for"].date(), " ".join(said["title"].split())
    if not made_for <= day <= today:
        raise LagesbildError(text("frozen.fault.day", first=made_for.isoformat(), last=today.isoformat()))
    identity = hashlib.sha256(json.dumps([code, pointed["sha256"], title, day.isoformat()]).encode()).hexdigest()[:12]
    if frozen(home, code, identity):
        raise LagesbildError(text("frozen.fault.already", title=title, day=day.isoformat()))
    maker = made_with(home, code, pointed["build"])
    shared = store.pointer(home, REFERENCE, "internal") or {"build": "", "sha256": ""}
    it = Frozen(
        identity=identity, municipality=code, title=title, frozen_on=day, build=pointed["build"], sha256=pointed["sha256"],
        made_for=made_for, data_date=_data_date(reader), reference_build=shared["build"], reference_sha256=shared["sha256"],
        **maker | {"code_version": maker["code_version"] or about["code_version"]},
    )  # fmt: skip
    record = {name: getattr(it, name) for name in ("frozen_on", "build", "sha256", "data_date", "code_version", "libraries")}
    stored = _recorded(work, code, identity, dict(said) | record | {"title": title}, who)
    try:
        keep(home, it)
    except (OSError, MemoryError, LagesbildError):
        work.delete("frozen", identity, stored["version"], who)
        raise
    return it


def _recorded(work: WorkStore, code: str, identity: str, values: dict[str, Any], who: str) -> dict[str, Any]:
    """The stored record; one that an earlier try left behind, or whose pointer was lost, is taken up again."""
    for row in work.rows("frozen", code, deleted=True, id=identity):
        work.restore("frozen", row["id"], who)
    for row in work.rows("frozen", code, id=identity):
        return work.save("frozen", identity, row["version"], values, who)
    return work.add("frozen", code, values, who, identity)


def _data_date(reader: store.Reader) -> date | None:
    newest = read(reader, "sources")["data_date"].max()
    return None if pd.isna(newest) else newest.date()
