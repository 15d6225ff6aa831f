"""Which pages a zone has: one entry in texts/sv/web.toml each, in the menu's order, and a file of the same name in pages/<zone>/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lagesbild.model import Zone
from lagesbild.settings import ROOT
from lagesbild.texts import text, texts


@dataclass(frozen=True)
class MenuPage:
    """One page: its file, its name in the menu and its address without slash ("" is the start page)."""

    file: Path
    title: str
    address: str


def pages_of(zone: Zone) -> tuple[MenuPage, ...]:
    """The pages of one zone; a page of the other zone cannot be among them, since its folder follows from the zone."""
    prefix, suffix = f"web.pages.{zone}.", ".title"
    stems = [key[len(prefix) : -len(suffix)] for key in texts() if key.startswith(prefix) and key.endswith(suffix)]
    return tuple(MenuPage(ROOT / "pages" / zone / f"{stem}.py", text(f"{prefix}{stem}{suffix}"), text(f"{prefix}{stem}.address")) for stem in stems)
