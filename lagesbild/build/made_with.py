"""Notes beside a build which version of the program, its tables and its libraries made it."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from lagesbild import __version__, store
from lagesbild.model import MADE_WITH
from lagesbild.read import table_shape
from lagesbild.settings import ROOT

CODE = ("lagesbild", "queries")
LIBRARIES = ("duckdb", "numpy", "pandas", "scipy", "geopandas", "shapely", "pyproj")  # what figures and borders are computed with


def sources() -> Iterator[bytes]:
    """The program's own files as they count for a build's identity: name and content, in a fixed order."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".sql", ".toml", ".md", ".html", ".css"):
                yield path.relative_to(ROOT).as_posix().encode() + path.read_bytes()


def note_makers(folder: Path) -> None:
    """Write build/<code>/<id>/made_with.json."""
    digest = hashlib.sha256()
    for part in sources():
        digest.update(part)
    libraries = ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in LIBRARIES)])
    told = {"code_version": f"{__version__} ({digest.hexdigest()[:12]})", "libraries": libraries, "shape": table_shape()}
    store.write_atomically(folder / MADE_WITH, json.dumps(told, ensure_ascii=False, indent=1))
