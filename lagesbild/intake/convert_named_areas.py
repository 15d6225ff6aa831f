"""Reads a list of areas by code and name, for a municipality that does not have their borders yet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lagesbild.intake import register
from lagesbild.intake.convert_incidents import named_columns, screen
from lagesbild.intake.parsed import RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal
from lagesbild.intake.text_reader import table
from lagesbild.intake.values import slug
from lagesbild.model import Format, Municipality
from lagesbild.texts import text


def parse(opened: Opened, fmt: Format) -> Parsed:
    """One area without a border per row; an area without a code gets one from its name."""
    assert opened.document is not None, "the format asked for text"
    read = table(opened.document)
    screen(read)
    cells = {name: column.rows().str.strip().reset_index(drop=True) for name, column in named_columns(read, fmt).items()}
    codes = cells["code"].where(cells["code"] != "", cells["name"].map(slug))
    rule = fmt.spec["areas"]
    rows = pd.DataFrame({
        "municipality": RECEIVER, "area": codes, "name": cells["name"].where(cells["name"] != "", codes),
        "area_level": rule["own_level"], "area_version": rule["own_version"], "geometry_wkb": None, "line": read.lines,
    })  # fmt: skip
    faults = Faults()
    faults.mark(codes == "", fmt.spec["columns"]["name"][0], "row.no_area_name", codes)
    faults.mark(codes.duplicated(), fmt.spec["columns"]["code"][0], "row.area_twice", codes)
    return Parsed(rows, faults, ragged=read.ragged, repeated=read.repeated)


def finish(rows: pd.DataFrame, fmt: Format, ours: Municipality, home: Path) -> tuple[pd.DataFrame, list[Notice]]:
    """The areas, unless borders of the same division are loaded: a list of names would take them away."""
    loaded = [r for r in register.receipts(home) if r.kind == "area" and r.municipality == ours.code and r.format != fmt.slug]
    level, version = fmt.spec["areas"]["own_level"], fmt.spec["areas"]["own_version"]
    if any(r.area_level in ("", level) and r.area_version in ("", version) for r in loaded):
        raise Refusal("geo.has_borders", name=ours.name)
    return rows, [Notice("no_borders", text("intake.notice.no_borders_yet", name=ours.name))]
