"""SCB's map service (WFS): the borders of DeSO and RegSO in one municipality, one layer for each version of a division."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lagesbild.connect.answers import each, joined, member, parsed
from lagesbild.connect.pages import Pages
from lagesbild.connect.polite import Conversation
from lagesbild.model import LagesbildError
from lagesbild.texts import text

PER_PAGE = 500
MOST_PAGES = 40
FIELDS = {"deso": ("desokod", "kommunkod", "version"), "regso": ("regsokod", "regsonamn", "kommunkod", "version")}


def layer(talk: Conversation, pages: Pages, code: str, name: str, tell: Callable[[int], None]) -> bytes:
    """The areas of one municipality in a layer such as DeSO_2025, as GeoJSON in SWEREF 99 TM; page after page, as one answer."""
    fields = FIELDS[name.partition("_")[0].lower()]
    contents: list[bytes] = []
    met = 0
    while True:
        tell(len(contents) + 1)
        content = pages.answer(talk, talk.address("", _asked(code, name, fields[0], met)))
        told = parsed(content, talk.source)
        rows = _features(told, fields, code, talk.source)
        if rows or not contents:
            contents.append(content)
        met += len(rows)
        if not rows or met >= _all(told, met):
            break
        if len(contents) >= MOST_PAGES:
            raise LagesbildError(text("connect.fault.endless", source=talk.source))
    if not met:
        raise LagesbildError(text("connect.fault.empty", source=talk.source, code=code))
    return joined(contents, "features", talk.source)


def _asked(code: str, name: str, sorted_by: str, start: int) -> dict[str, Any]:
    return {
        "service": "WFS", "version": "1.1.0", "request": "GetFeature", "typeName": f"stat:{name}", "outputFormat": "application/json",
        "srsName": "EPSG:3006", "CQL_FILTER": f"kommunkod='{code}'", "sortBy": sorted_by, "maxFeatures": PER_PAGE, "startIndex": start,
    }  # fmt: skip


def _features(told: dict[str, Any], fields: tuple[str, ...], code: str, source: str) -> list[Any]:
    """The areas of a page; one of another municipality says that the filter is no longer understood."""
    rows = member(told, "features", list, source)
    each(rows, ("properties", "geometry"), source, "features")
    each((row["properties"] for row in rows), fields, source, "features.properties")
    if any(str(row["properties"]["kommunkod"]) != code for row in rows):
        raise LagesbildError(text("connect.fault.changed", source=source, field="kommunkod"))
    return rows


def _all(told: dict[str, Any], met: int) -> int:
    """How many areas there are in all; a service that does not say has told them all in a page that is not full."""
    for name in ("numberMatched", "totalFeatures"):
        if isinstance(told.get(name), int):
            return int(told[name])
    return met if len(told["features"]) < PER_PAGE else met + 1
