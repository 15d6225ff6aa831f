"""Writes invented answers in Kolada's own layout, so that a test can say in one line what is special about its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Figure = tuple[str, int, dict[str, Any]]  # key figure, year, {T: value or status}


def part(gender: str, told: Any) -> dict[str, Any]:
    """One value of an answer: a number, or the status that stands instead of it."""
    status = told if isinstance(told, str) else ""
    return {"gender": gender, "count": 1, "status": status, "value": None if status else told, "isdeleted": False}


def values(path: Path, figures: list[Figure], municipality: str = "9999", **beside: Any) -> Path:
    """An answer with values: one object per key figure, municipality and year, with one inner object per sex."""
    items = [
        {"kpi": kpi, "municipality": municipality, "period": year, "values": [part(*pair) for pair in told.items()]}
        for kpi, year, told in figures
    ]
    path.write_text(json.dumps({"values": items, "count": len(items)} | beside), encoding="utf-8")
    return path


def definitions(path: Path, titles: dict[str, str]) -> Path:
    """An answer with definitions of key figures."""
    items = [{"id": kpi, "title": title, "description": f"Påhittat: {title}.", "auspices": "X"} for kpi, title in titles.items()]
    path.write_text(json.dumps({"values": items, "count": len(items)}, ensure_ascii=False), encoding="utf-8")
    return path
