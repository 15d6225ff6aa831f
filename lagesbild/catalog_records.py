"""From a TOML table to a record of the model, with faults told by file and key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from lagesbild.model import LagesbildError
from lagesbild.texts import text


def pick(record: type, table: dict[str, Any], path: Path, **ready: Any) -> Any:
    """Build a record from a table, refusing unknown and missing keys by name."""
    known = {f.name for f in fields(record)}
    unknown = sorted(set(table) - known)
    if unknown:
        raise LagesbildError(text("catalog.unknown_key", file=shown(path), key=unknown[0], known=", ".join(sorted(known))))
    try:
        return record(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()} | ready)
    except TypeError as fault:
        raise LagesbildError(text("catalog.missing_key", file=shown(path), key=str(fault).rsplit(": ", 1)[-1].strip("'"))) from fault


def shown(path: Path) -> str:
    """A catalogue file's place as it may stand in a sentence: its last three parts."""
    return "/".join(path.parts[-3:])


def one_of(key: str, values: Iterable[str], allowed: tuple[str, ...], path: Path) -> None:
    """Refuse words that are not of a closed list."""
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise LagesbildError(text("catalog.unknown_word", file=shown(path), key=key, value=unknown[0], known=", ".join(allowed)))


def written(value: Any) -> str:
    """A value as it stands in a TOML file: quotes and backslashes escaped, line breaks and control characters as spaces."""
    if isinstance(value, str):
        plain = "".join(letter if letter.isprintable() else " " for letter in value).strip()
        escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {written(part)}' for key, part in value.items())} }}"
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else repr(value)
