"""Small JSON files that vouch for themselves: each holds a hash of the rest, so that a changed byte is noticed when it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SEAL = "seal"


def sealed(told: Mapping[str, Any]) -> str:
    """The file's text: what is told, and the hash of it."""
    return _written({**told, SEAL: hashlib.sha256(_written(told).encode()).hexdigest()})


def opened(path: Path, *, strict: bool = False) -> dict[str, Any]:
    """What a sealed file tells. Raises ValueError where a byte of it has changed.

    A file without a seal comes from an earlier version of the program: it is taken as it is, unless `strict`.
    """
    content = path.read_text(encoding="utf-8")
    told = json.loads(content)
    if not isinstance(told, dict):
        raise ValueError(path.name)
    if told.pop(SEAL, None) is None:
        if strict:
            raise ValueError(path.name)
    elif sealed(told) != content:
        raise ValueError(path.name)
    return told


def _written(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
