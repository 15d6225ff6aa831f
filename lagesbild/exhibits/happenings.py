"""One happening, seen in an area, in its council and in the whole municipality: its signals are counted once, where it is surest."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lagesbild.read import read
from lagesbild.store import Reader

Place = tuple[str, str]  # area and its version
Inside = dict[Place, frozenset[Place]]


def insides(reader: Reader) -> Inside:
    """The members of every named set of areas."""
    rows = read(reader, "area_sets")
    members = zip(rows["member"], rows["member_version"], strict=True)
    found: dict[Place, set[Place]] = {}
    for place, member in zip(zip(rows["area"], rows["area_version"], strict=True), members, strict=True):
        found.setdefault(place, set()).add(member)
    return {place: frozenset(parts) for place, parts in found.items()}


def counted_under(rows: pd.DataFrame, inside: Inside) -> list[int]:
    """For each signal, the surest first, the position of the one that it is counted under: its own where it counts for itself.

    Two signals tell of one happening where they are of the same crime type and side, their months meet, and one's place holds the
    other's. Places beside each other never share a happening, and what is counted under another leads nothing itself.
    """
    told = rows.to_dict("records")
    found: list[int] = []
    for at, row in enumerate(told):
        leads = (lead for lead in range(at) if found[lead] == lead and same_happening(told[lead], row, inside))
        found.append(next(leads, at))
    return found


def same_happening(one: dict[str, Any], other: dict[str, Any], inside: Inside) -> bool:
    """Whether two signals tell of one happening: same crime type and side, months that meet, and one's place holds the other's."""
    alike = all(one[name] == other[name] for name in ("indicator", "side"))
    meet = one["since"] <= other["period_start"] and other["since"] <= one["period_start"]
    return alike and meet and (_holds(one, other, inside) or _holds(other, one, inside))


def _holds(larger: dict[str, Any], smaller: dict[str, Any], inside: Inside) -> bool:
    """Whether a place is the whole municipality, or a set with all of the other's area or areas."""
    if larger["area_level"] == "municipality":
        return True
    large, small = ((row["area"], row["area_version"]) for row in (larger, smaller))
    parts = inside.get(small, frozenset({small})) if smaller["area_level"] != "municipality" else frozenset()
    return bool(parts) and parts <= inside.get(large, frozenset())
