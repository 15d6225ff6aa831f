"""Reads a municipality's named sets of areas (area_sets.toml): its local councils, districts and focus areas."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

from lagesbild.catalog_records import pick, shown
from lagesbild.model import AreaMembers, AreaSet, AreaSetKind, LagesbildError
from lagesbild.texts import text

SLUG = re.compile(r"[a-z0-9_]+")


def area_sets(table: dict[str, Any], path: Path, code: str) -> tuple[AreaSet, ...]:
    """The sets in the order of the file; a fault is told by file and set."""
    if unknown := sorted(set(table) - {"set"}):
        raise LagesbildError(text("catalog.unknown_key", file=shown(path), key=unknown[0], known="set"))
    found = tuple(_area_set(item, path, code) for item in table.get("set", []))
    slugs = [item.slug for item in found]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise LagesbildError(text("catalog.area_set_twice", file=shown(path), slug=slug))
    return found


def _area_set(item: dict[str, Any], path: Path, code: str) -> AreaSet:
    members = tuple(pick(AreaMembers, told, path) for told in item.pop("members", []))
    found: AreaSet = pick(AreaSet, item, path, municipality=code, members=members)
    if not SLUG.fullmatch(found.slug):
        raise LagesbildError(text("catalog.area_set_slug", file=shown(path), slug=found.slug))
    if found.kind not in get_args(AreaSetKind):
        known = ", ".join(get_args(AreaSetKind))
        raise LagesbildError(text("catalog.unknown_word", file=shown(path), key="kind", value=found.kind, known=known))
    if not members or not all(told.areas for told in members):
        raise LagesbildError(text("catalog.area_set_empty", file=shown(path), slug=found.slug))
    for told in members:
        twice = [area for area in told.areas if told.areas.count(area) > 1]
        if twice:
            raise LagesbildError(text("catalog.area_set_member_twice", file=shown(path), slug=found.slug, area=twice[0]))
    return found
