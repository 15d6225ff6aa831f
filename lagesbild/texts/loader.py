"""Loads the text catalogue: one TOML file per topic, one dotted key per sentence."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGE = "sv"


@lru_cache(maxsize=4)
def texts(language: str = LANGUAGE) -> dict[str, str]:
    """All texts of a language as {"topic.section.key": sentence}; the topic is the file's stem."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        _flatten(tomllib.loads(path.read_text(encoding="utf-8")), path.stem, found)
    return found


def text(key: str, /, **values: object) -> str:
    """The sentence under a key with its {placeholders} filled; an unknown key raises KeyError."""
    return texts()[key].format(**values) if values else texts()[key]


def _flatten(table: dict, prefix: str, into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict):
            _flatten(value, name, into)
        else:
            into[name] = str(value)
