"""The invented work of Norrhamn: two years of plans, problems, decisions and promises, with gaps on purpose."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

RECORDS = Path(__file__).with_name("work.toml")


def work_records() -> dict[str, list[dict[str, Any]]]:
    """Every record by kind, each with its identity under "id"."""
    return tomllib.loads(RECORDS.read_text(encoding="utf-8"))
