"""Which pages a zone has: one entry in texts/sv/web.toml each, in the menu's order, and a file of the same name in pages/<zone>/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lagesbild.model import Zone
from lagesbild.settings import ROOT
from lagesbild.texts import text, texts


@dataclass(frozen=True)
class MenuPage:
    """One page: its file, its name in the menu, its address without slash ("" is the start page), another that leads there, its section."""

    file: Path
    title: str
    address: str
    also: str = ""
    section: str = ""  # pages of one section share a place in the menu; "" stands in the menu itself


@cache
def pages_of(zone: Zone) -> tuple[MenuPage, ...]:
    """The pages of one zone; a page of the other zone cannot be among them, since its folder follows from the zone."""
    start, end = f"web.pages.{zone}.", ".title"
    stems = [key.removeprefix(start).removesuffix(end) for key in texts() if key.startswith(start) and key.endswith(end)]
    folder = ROOT / "pages" / zone
    return tuple(_page(folder / f"{stem}.py", f"{start}{stem}.") for stem in stems)


def _page(file: Path, prefix: str) -> MenuPage:
    told = texts()
    return MenuPage(
        file,
        text(f"{prefix}title"),
        text(f"{prefix}address"),
        also=told.get(f"{prefix}also", ""),
        section=told.get(f"{prefix}section", ""),
    )
