"""What the files look like that Norrhamn receives."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from lagesbild.example.geography import FOLDER


@lru_cache(maxsize=1)
def layout() -> dict[str, Any]:
    """Headings, titles, footers and hierarchy of layouts.toml."""
    return tomllib.loads((FOLDER / "layouts.toml").read_text(encoding="utf-8"))
