"""The work store as a build sees it: what is written, without who wrote it and when, in a fixed order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lagesbild.work.models import KINDS
from lagesbild.work.open import default_url, open_work
from lagesbild.work.store import WorkStore

ABOUT_BUILDS = "frozen"  # the kind that tells of builds and is therefore no part of one
Snapshot = dict[str, list[dict[str, Any]]]


def snapshot(store: WorkStore, municipality: str) -> Snapshot:
    """Every record that is not deleted, by kind, with its identity and what people filled in."""
    names = {kind: ("id", *(field.name for field in model.fields())) for kind, model in KINDS.items()}
    return {
        kind: [{name: row[name] for name in names[kind]} for row in store.rows(kind, municipality)]
        for kind in KINDS
        if kind != ABOUT_BUILDS
    }


def taken(home: Path, url: str | None, municipality: str) -> Snapshot:
    """The snapshot of an installation's store; empty where nothing has ever been written."""
    if url is None and not (home / "work.sqlite").exists():
        return {kind: [] for kind in KINDS}
    return snapshot(open_work(url or default_url(home)), municipality)


def sha256(told: Snapshot) -> str:
    """A hash of all that was written."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def fill(store: WorkStore, municipality: str, records: Mapping[str, list[dict[str, Any]]], who: str) -> int:
    """Add records with identities of their own, leaving those that are already there as they are; returns how many were new."""
    added = 0
    for kind in KINDS:
        known = {row["id"] for deleted in (False, True) for row in store.rows(kind, municipality, deleted=deleted)}
        for record in records.get(kind, []):
            if record["id"] not in known:
                store.add(kind, municipality, {name: value for name, value in record.items() if name != "id"}, who, record["id"])
                added += 1
    return added
