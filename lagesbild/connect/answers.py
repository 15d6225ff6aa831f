"""What the sources' answers must hold to be handed over: a field that is gone is told by its name before any file is made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lagesbild.model import LagesbildError
from lagesbild.texts import text


def parsed(content: bytes, source: str) -> dict[str, Any]:
    """An answer that is one object."""
    told = json.loads(content)
    if not isinstance(told, dict):
        raise LagesbildError(text("connect.fault.changed", source=source, field="{ }"))
    return told


def member(told: Mapping[str, Any], name: str, kind: type, source: str, where: str = "") -> Any:
    """A field of an answer; one that is gone, or is something else than it was, is told by its place."""
    if not isinstance(told.get(name), kind):
        raise LagesbildError(text("connect.fault.changed", source=source, field=f"{where}{name}"))
    return told[name]


def each(items: Iterable[Any], fields: Iterable[str], source: str, where: str) -> None:
    """Refuse rows that lack a field."""
    wanted = list(fields)
    for item in items:
        gone = next((name for name in wanted if not isinstance(item, dict) or name not in item), None)
        if gone:
            raise LagesbildError(text("connect.fault.changed", source=source, field=f"{where}.{gone}"))


def joined(contents: list[bytes], rows: str, source: str) -> bytes:
    """Several pages as one answer of the same layout, every row as it came; a single page stays the very bytes that were answered."""
    if len(contents) == 1:
        return contents[0]
    pages = [parsed(content, source) for content in contents]
    items = [item for page in pages for item in page[rows]]
    beside = {key: value for key, value in pages[0].items() if key != rows and not key.startswith(("next", "previous", "count", "number"))}
    return json.dumps(beside | {rows: items, "count": len(items)}, ensure_ascii=False).encode()
