"""What pages may ask: one named query in queries/read, with its parameters, answered as a frame."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lagesbild.kept import kept
from lagesbild.settings import ROOT
from lagesbild.store import Reader

QUERIES = ROOT / "queries"
WHOLE = ("export",)  # a whole build at once is answered and forgotten
WRITTEN = (  # what people write: the only answers that another day's work changes
    "activities", "causes", "concerning_activities", "dialogues", "directions", "meetings", "plans", "problems", "promises", "reports",
    "signal_comments", "walks",
)  # fmt: skip


@lru_cache(maxsize=128)
def query(folder: str, name: str) -> str:
    """The text of queries/<folder>/<name>.sql."""
    return (QUERIES / folder / f"{name}.sql").read_text(encoding="utf-8")


def queries(folder: str) -> dict[str, str]:
    """All queries of a folder by name, in alphabetical order."""
    return {path.stem: query(folder, path.stem) for path in sorted(Path(QUERIES / folder).glob("*.sql"))}


@lru_cache(maxsize=1)
def table_shape() -> str:
    """A short hash of the tables that this version of the program makes and asks; comments and line breaks do not count."""
    bare = (re.sub(r"\s+", " ", re.sub(r"--.*", "", sql)) for sql in queries("schema").values())
    return hashlib.sha256("".join(bare).encode()).hexdigest()[:12]


def read(reader: Reader, name: str, /, **params: Any) -> pd.DataFrame:
    """Answer one query of queries/read; an excess or missing parameter is an error. Every asker has a frame of its own."""
    asked = _ask if name in WHOLE else _kept
    return asked(reader if name in WRITTEN else reader.figures, name, **params).copy(deep=False)


def _ask(reader: Reader, name: str, **params: Any) -> pd.DataFrame:
    return reader.frame(query("read", name), params)


_kept = kept(_ask, most=512)
