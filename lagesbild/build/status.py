"""What is received, built and published, and whether it is intact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lagesbild import store
from lagesbild.build.intact import damages
from lagesbild.frozen import check, frozen_ones
from lagesbild.intake import Receipt, receipts
from lagesbild.model import LagesbildError, Zone
from lagesbild.read import read
from lagesbild.settings import settings
from lagesbild.texts import number, text

ZONES: tuple[Zone, ...] = ("internal", "public")


def municipalities_with_files(home: Path) -> list[str]:
    """The codes that have at least one accepted delivery that is not struck."""
    return sorted({receipt.municipality for receipt in receipts(home)})


def status(home: Path) -> dict[str, list[dict[str, Any]]]:
    """Receipts and builds, each with its state and one line for people."""
    return {
        "receipts": [_receipt(told) for told in receipts(home, struck=True)],
        "builds": [_build(home, c, z) for z in ZONES for c in store.built(home, z)],
        "damages": [{"state": "damaged", "line": line} for line in damages(home, settings().work_url)],
        "frozen": [check(home, it) for c in store.built(home, "internal") for it in frozen_ones(home, c)],
    }


def _receipt(told: Receipt) -> dict[str, Any]:
    struck = text("cli.receipt_struck", day=told.struck_on) if told.struck_on else ""
    line = text(
        "cli.receipt_line", receipt=told.receipt, file=told.file, stored=number(told.rows_stored), read=number(told.rows_read),
        title=told.format, struck=struck,
    )  # fmt: skip
    return {"receipt": told.receipt, "municipality": told.municipality, "state": "struck" if struck else "accepted", "line": line}


def _build(home: Path, code: str, zone: Zone) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        found = store.pointer(home, code, zone) or {}
        reader = store.current(home, code, zone)
        state = "ok" if reader and read(reader, "build_info")["build"][0] == found["build"] else "damaged"
    except LagesbildError:
        state = "damaged"
    line = text(f"cli.build_line_{state}", code=code, zone=zone, build=found.get("build", ""))
    return {"municipality": code, "zone": zone, "build": found.get("build", ""), "state": state, "line": line}
