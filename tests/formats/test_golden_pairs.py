"""Golden pairs: each file under <format>/input gives exactly the receipt and facts under <format>/expect.

A file that does not say whose it is begins its name with the code of the municipality that it is handed in for.
A new pair: put the file under input, run `LAGESBILD_WRITE_GOLDEN=1 pytest tests/formats` once and read what it wrote.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from lagesbild.catalog import load_catalog
from lagesbild.intake import facts, receive
from tests.intake.made_files import home_folder

FOLDER = Path(__file__).parent
INPUTS = sorted(path for path in FOLDER.glob("*/input/*") if path.is_file())
TOLD = ("data_from", "data_date", "preliminary_from", "area_level", "area_version", "rows_unplaced", "coverage_codes")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_file_gives_its_receipt_and_facts(path, tmp_path):
    home = home_folder(tmp_path / "home")
    municipality = next((part for part in path.stem.split("_")[:1] if part.isdigit()), None)
    receipt = receive(path, home, municipality, None, date(2026, 11, 22))
    found = {"receipt": receipt.published() | {key: receipt.to_json()[key] for key in TOLD}, "facts": []}
    found["receipt"].pop("sha256")
    assert receipt.format == path.parts[-3]
    assert receipt.outcome == "accepted", receipt.message
    found["facts"] = [_readable(row) for row in facts(home, receipt).to_dict("records")]
    answer = path.parent.parent / "expect" / f"{path.stem}.json"
    if os.environ.get("LAGESBILD_WRITE_GOLDEN"):
        answer.parent.mkdir(exist_ok=True)
        answer.write_text(_written(found), encoding="utf-8")
    assert json.loads(json.dumps(found, default=str)) == json.loads(answer.read_text(encoding="utf-8"))


def test_every_format_of_the_catalogue_has_a_pair():
    assert {path.parts[-3] for path in INPUTS} >= set(load_catalog().formats)


def _readable(row: dict[Any, Any]) -> dict[str, Any]:
    """A fact as it stands in the answer: dates as text, absent as null, borders as rounded coordinates."""
    if "geometry_wkb" in row:
        border = row.pop("geometry_wkb")
        row["border"] = border and shapely.to_wkt(shapely.normalize(shapely.from_wkb(border)), rounding_precision=4)
    return {
        str(key): None if value is None or value != value else str(value) if isinstance(value, date) else value
        for key, value in row.items()
    }


def _written(found: dict[str, Any]) -> str:
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in found["facts"])
    receipt = json.dumps(found["receipt"], ensure_ascii=False, indent=1)
    return f'{{"receipt": {receipt},\n "facts": [\n  {lines}\n]}}\n'
