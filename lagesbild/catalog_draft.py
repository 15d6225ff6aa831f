"""Writes a drafted goal into an agreement's file: read, checked as every catalogue file is, and saved in the overlay."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lagesbild.catalog import DATA, Catalog
from lagesbild.catalog_agreements import PREFIX, agreement
from lagesbild.catalog_new import put
from lagesbild.catalog_records import written
from lagesbild.model import LagesbildError
from lagesbild.model_agreement import Agreement
from lagesbild.texts import text


@dataclass(frozen=True)
class DraftedGoal:
    """What the form asks for: a title, an indicator, where it starts, and a number to reach or only a direction."""

    title: str
    indicator: str
    baseline: str
    target: float | None = None
    deadline: date | None = None


@dataclass(frozen=True)
class NewAgreement:
    """What is asked for when the goal belongs to an agreement that the catalogue does not have yet."""

    title: str
    first_year: int
    last_year: int
    more: Mapping[str, Any] = field(default_factory=dict)  # further facts by the names that they have in the file; empty ones are left out

    @property
    def slug(self) -> str:
        """Its name in the catalogue: "2028-2031"."""
        return f"{self.first_year}-{self.last_year}"

    @property
    def head(self) -> str:
        """The beginning of its file: everything but the goals."""
        told = {"title": self.title, "starts": self.first_year, "ends": self.last_year, "renewal": "ends", **self.more}
        return "".join(f"{key} = {written(value)}\n" for key, value in told.items() if value not in (None, "", (), []))


def drafted(home: Path, catalog: Catalog, code: str, where: str | NewAgreement, goal: DraftedGoal | None = None) -> tuple[str, str]:
    """(file name, text) of the agreement's file with the goal added, if any; a fault is told as for every catalogue file."""
    slug = where.slug if isinstance(where, NewAgreement) else where
    path = _path(home, catalog, code, slug)
    if isinstance(where, NewAgreement):
        if any(item.slug == slug for item in catalog.agreements.get(code, ())):
            raise LagesbildError(text("catalog.agreement.exists", slug=slug))
        before = where.head
    else:
        before = _current(home, catalog, code, slug).read_text(encoding="utf-8")
    whole = f"{before.rstrip()}\n\n{_goal_block(goal, _slug(goal.title, before))}" if goal else before
    _checked(whole, slug, code, path, catalog)
    return path.name, whole


def save(home: Path, catalog: Catalog, code: str, where: str | NewAgreement, goal: DraftedGoal | None = None) -> Path:
    """Write the agreement's file into the overlay of the home folder; the next build reads it."""
    name, whole = drafted(home, catalog, code, where, goal)
    return put(_folder(home / "catalogue", catalog, code) / name, whole)


def _checked(whole: str, slug: str, code: str, path: Path, catalog: Catalog) -> Agreement:
    found = agreement(slug, code, tomllib.loads(whole), path, catalog.indicators, catalog.surveys.values())
    for other in catalog.agreements.get(code, ()):
        if other.slug != slug and _meet(found, other):
            day = other.ends.last if other.ends else ""
            raise LagesbildError(text("catalog.agreement.overlap", file=path.name, other=f"{PREFIX}{other.slug}.toml", day=day))
    return found


def _meet(one: Agreement, other: Agreement) -> bool:
    """Whether two known periods have a day in common."""
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return other.starts.first <= one.ends.last and one.starts.first <= other.ends.last


def _path(home: Path, catalog: Catalog, code: str, slug: str) -> Path:
    return _folder(home / "catalogue", catalog, code) / f"{PREFIX}{slug}.toml"


def _current(home: Path, catalog: Catalog, code: str, slug: str) -> Path:
    """The file that counts now: the overlay's, else the product's."""
    own = _path(home, catalog, code, slug)
    return own if own.is_file() else _folder(DATA, catalog, code) / own.name


def _folder(root: Path, catalog: Catalog, code: str) -> Path:
    """The municipality's folder in a catalogue; named after the code alone where it has none yet."""
    found = next(iter(sorted((root / "municipalities").glob(f"{code}-*"))), None)
    product = next(iter(sorted((DATA / "municipalities").glob(f"{code}-*"))), None)
    return found or root / "municipalities" / (product.name if product else f"{code}-{catalog.municipalities[code].name.lower()}")


def _goal_block(goal: DraftedGoal, slug: str) -> str:
    lines = ["[[goals]]", f"slug = {written(slug)}", f"title = {written(goal.title)}", "[[goals.measures]]"]
    lines += [f"indicator = {written(goal.indicator)}", f"baseline = {written(goal.baseline)}"]
    lines += [f"target = {goal.target!r}"] if goal.target is not None else []
    lines += [f"deadline = {goal.deadline.isoformat()}"] if goal.deadline is not None else []
    return "\n".join(lines) + "\n"


def _slug(title: str, before: str) -> str:
    """A goal's name in addresses, from its title and not used in the file before."""
    plain = title.lower().translate(str.maketrans("åäöé", "aaoe"))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain).split()
    base = "-".join(words[:5]) or "mal"
    used = {str(goal.get("slug", "")) for goal in tomllib.loads(before).get("goals", [])}
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 999))) if name not in used)
