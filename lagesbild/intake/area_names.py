"""Finds the municipality's own loaded areas by what a table calls them, code or name; two that fit are never chosen between."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from lagesbild.intake.area_codes import LETTERED, describe
from lagesbild.intake.near_areas import near
from lagesbild.intake.parsed import RECEIVER
from lagesbild.intake.receipt import Notice
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.intake.values import folded
from lagesbild.model import UNPLACED, Municipality
from lagesbild.texts import number, text

Match = Literal["found", "whole", "empty", "elsewhere", "unknown", "ambiguous"]
INSIDE = re.compile(r"(?P<municipality>[^()]+) \((?P<area>.+)\)")  # as SCB writes an area without its code
NATIONAL = re.compile(r"\d{2}|\d{4}")  # the nation, counties and municipalities in SCB's tables
MOST_UNKNOWN = 0.2  # above this share of rows the file speaks of another division than the loaded one


@dataclass(frozen=True)
class Place:
    """One loaded area; its name is empty where nothing but figures has brought it."""

    level: str
    version: str
    code: str
    name: str = ""


@dataclass(frozen=True)
class Found:
    """What a text says about where: the area when there is exactly one, else why there is none."""

    match: Match
    place: Place | None = None


class Gazetteer:
    """The loaded areas of a municipality under every spelling that can mean them.

    places: the loaded areas. rule: a format's [areas]. whole: words that mean the whole municipality, beside its own names.
    """

    def __init__(self, places: Iterable[Place], rule: dict[str, Any], ours: Municipality, whole: Collection[str] = ()) -> None:
        self.rule, self.ours = rule, ours
        wanted = rule.get("level", "")
        self.places = [place for place in places if not wanted or place.level == wanted]
        own = (ours.code, ours.name, f"{ours.name} kommun", f"{ours.genitive} kommun", *ours.aliases, *whole)
        self._whole = {folded(word) for word in own}
        self._codes: dict[str, list[Place]] = {}
        self._names: dict[str, list[Place]] = {}
        for place in self.places:
            self._codes.setdefault(place.code.casefold(), []).append(place)
            if place.name:
                self._names.setdefault(folded(place.name), []).append(place)

    def find(self, raw: str) -> Found:
        """The area that a text means: by its code, by its name, or by both ("N01 Väst")."""
        if not raw:
            return Found("empty")
        told = describe(raw)
        if told.municipality not in (RECEIVER, self.ours.code):
            return Found("elsewhere")
        by_code = self._codes.get(told.code.casefold(), [])
        if by_code:
            return Found("found", self._edition(by_code, told.version))
        by_name = self._names.get(folded(raw), []) or self._by_both(raw)
        if len({(place.level, place.code) for place in by_name}) > 1:
            return Found("ambiguous")
        if by_name:
            return Found("found", self._edition(by_name, ""))
        if folded(raw) in self._whole:
            return Found("whole", Place("municipality", "", self.ours.code, self.ours.name))
        return self._national(raw) or self._unloaded(raw)

    def near(self, said: Iterable[str]) -> str:
        """Which areas texts that mean none may have meant: a sentence."""
        return near(said, {place.code: place.name for place in self.places})

    def _national(self, raw: str) -> Found | None:
        """A text of a table of the whole nation: our own area by its name, what belongs to others elsewhere."""
        inside = INSIDE.fullmatch(raw)
        if inside and folded(inside["municipality"]) in self._whole:
            same = self._names.get(folded(inside["area"]), [])
            alone = len({(place.level, place.code) for place in same}) == 1
            return Found("found", self._edition(same, "")) if alone else Found("ambiguous" if same else "unknown")
        return Found("elsewhere") if self.rule.get("national") and (inside or NATIONAL.fullmatch(raw)) else None

    def _by_both(self, raw: str) -> list[Place]:
        code, _, rest = raw.partition(" ")
        return [place for place in self._codes.get(code.casefold(), []) if place.name and folded(place.name) == folded(rest)]

    def _edition(self, same: list[Place], version: str) -> Place:
        """Of one area in several versions of its division the one that the code or the format says, else the newest."""
        wanted = version or str(self.rule.get(f"{same[0].level}_version", ""))
        return next((place for place in same if place.version == wanted), max(same, key=lambda place: place.version))

    def _unloaded(self, raw: str) -> Found:
        """A code of a division that is not loaded stands for itself; where that division is loaded it is a mistake."""
        told = describe(raw)
        if told.level and not any(place.level == told.level for place in self.places):
            return Found("found", Place(told.level, told.version or str(self.rule[f"{told.level}_version"]), told.code))
        if not told.level and LETTERED.fullmatch(raw) and not self.places:
            return Found("found", Place(str(self.rule["own_level"]), str(self.rule["own_version"]), told.code))
        return Found("unknown")


def verdicts(texts: pd.Series, gazetteer: Gazetteer) -> dict[str, Found]:
    """What each distinct text of a column means."""
    return {raw: gazetteer.find(raw) for raw in texts.unique()}


def columns(texts: pd.Series, found: dict[str, Found]) -> dict[str, pd.Series]:
    """area, area_name, area_level and area_version for every row; what is nowhere is ej_placerad."""
    nowhere = Place("unplaced", "", UNPLACED)
    places = {raw: told.place or nowhere for raw, told in found.items()}
    parts = {"area": "code", "area_name": "name", "area_level": "level", "area_version": "version"}
    return {name: texts.map({raw: getattr(place, part) for raw, place in places.items()}).astype("str") for name, part in parts.items()}


def unplaced_notices(texts: pd.Series, found: dict[str, Found], heading: str, gazetteer: Gazetteer) -> list[Notice]:
    """Which areas could not be placed and why; too many of them refuse the file."""
    told = texts.map({raw: told.match for raw, told in found.items()})
    notices = []
    wrong = told.isin(("unknown", "ambiguous"))
    if len(texts) and wrong.mean() > MOST_UNKNOWN:
        share = number(100 * wrong.mean(), 1)
        names = sorted(texts[wrong].unique())
        raise Refusal("areas.unknown_names", column=heading, share=share, names=listed(names), near=gazetteer.near(names))
    for match in ("unknown", "ambiguous"):
        here = texts[told == match]
        if len(here):
            names = sorted(here.unique())
            said = {"names": listed(names, 10), "rows": number(len(here)), "column": heading, "near": gazetteer.near(names)}
            notices.append(Notice(f"area_{match}", text(f"intake.notice.area_{match}", **said)))
    return notices
