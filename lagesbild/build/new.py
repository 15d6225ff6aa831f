"""Adds a municipality to the catalogue overlay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from lagesbild.catalog import load_catalog
from lagesbild.model import LagesbildError
from lagesbild.store import write_atomically
from lagesbild.texts import text


def new_municipality(home: Path, code: str, name: str, bounds: Sequence[float], metric_crs: int) -> Path:
    """Write municipality.toml for a code that the catalogue lacks; returns the file."""
    if not re.fullmatch(r"\d{4}", code):
        raise LagesbildError(text("catalog.bad_new_code", code=code))
    if code in load_catalog(home).municipalities:
        raise LagesbildError(text("catalog.overlay_exists", code=code))
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    folder = home / "catalogue" / "municipalities" / f"{code}-{re.sub('[^a-z0-9]+', '-', plain).strip('-')}"
    quoted = name.replace("\\", "").replace('"', "")
    genitive = quoted if quoted[-1:] in "sxz" else f"{quoted}s"
    lines = [
        f'code = "{code}"', f'name = "{quoted}"', f'genitive = "{genitive}"', f'police_area = "{quoted}"', 'county = ""',
        f"metric_crs = {metric_crs}", f"bounds = [{', '.join(str(float(b)) for b in bounds)}]",
        f'aliases = ["{quoted} kommun", "{genitive} kommun"]',
    ]  # fmt: skip
    write_atomically(folder / "municipality.toml", "\n".join(lines) + "\n")
    return folder / "municipality.toml"
