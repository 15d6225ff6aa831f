"""The files that pages share and a browser fetches once: the style sheet, the icons and the guide's pictures.

Their address holds a hash of them all, so a browser may keep them for ever and a new version is never mixed with an old one.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from lagesbild.charts import theme
from lagesbild.charts.icons import ICONS, both_themes, drawing
from lagesbild.model import Zone
from lagesbild.texts import text
from lagesbild.texts.loader import FOLDER as TEXTS

ASSETS = Path(__file__).parent / "assets"
GUIDE = TEXTS / "sv" / "guide"
FOLDER, SHEET = "lb", "lagesbild.css"
_TOKENS = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "paper": theme.PAPER,
    "surface": theme.SURFACE,
    "line": theme.LINE,
    "primary": theme.PRIMARY,
    "highlight": theme.HIGHLIGHT,
    "outline": theme.OUTLINE,
    "better-text": theme.BETTER_TEXT,
    "worse-text": theme.WORSE_TEXT,
    "strip": theme.STRIP,
    "band-rest": theme.BAND_REST,
}


def files(zone: Zone) -> dict[str, bytes]:
    """What a zone hands out, by its address from the root; the guide's pictures belong to the internal zone."""
    own = {name: body for name, body in _bodies().items() if zone == "internal" or not name.endswith(".webp")}
    return {f"/{address_of(name)}": body for name, body in own.items()}


def address_of(name: str) -> str:
    """A file's address as a page writes it, relative to the page."""
    return f"{FOLDER}/{_version()}/{name}"


@lru_cache(maxsize=64)
def icon(name: str, *, size: int = 18, alt: str = "") -> str:
    """An icon as an <img>; alt stays empty because the word stands beside it."""
    shown = f'width="{size}" height="{size}" alt="{escape(alt, quote=True)}"'
    return f'<img class="lb-icon" src="{address_of(f"{name}.svg")}" {shown}>'


def dense(name: str) -> str:
    """The style sheet assets/<name>.css without comments and without the white space that only people need."""
    sheet = re.sub(r"/\*.*?\*/", "", (ASSETS / f"{name}.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", sheet)).replace(";}", "}").strip()


@cache
def _bodies() -> dict[str, bytes]:
    icons = {f"{name}.svg": both_themes(drawing(name)).encode() for name in ICONS}
    pictures = {path.name: path.read_bytes() for path in sorted(GUIDE.glob("*.webp"))}
    return {SHEET: _sheet().encode(), **icons, **pictures}


@cache
def _version() -> str:
    content = hashlib.sha256()
    for name, body in _bodies().items():
        content.update(f"{name} {len(body)} ".encode() + body)
    return content.hexdigest()[:12]


def _sheet() -> str:
    """The style sheet of every page, with its colours for both themes and the words that the header always shows."""
    colours = "".join(f"--lb-{name}:light-dark({light},{theme.DARK[light]});" for name, light in _TOKENS.items())
    words = "".join(f"--lb-{key}:{css_text(text(f'show.shell.{key}'))};" for key in ("name", "menu", "wait"))
    return f":root{{{colours}{words}}}{dense('internal')}"


def css_text(words: str) -> str:
    """Words as a quoted CSS string that can end neither the string nor the style element."""
    quoted = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return f'"{quoted}"'
