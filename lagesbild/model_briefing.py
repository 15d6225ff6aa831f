"""What a kind of briefing is: whom it is about, for which zone, and its parts in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagesbild.model import Zone

SubjectKind = Literal["municipality", "council", "area", "focus", "goal"]
BriefingPeriod = Literal["year", "quarter"]


@dataclass(frozen=True)
class BriefingPart:
    """One part of a briefing: its name among the parts that the program can make, and how this kind uses it.

    title: stands instead of the part's own finding; optional: only with its box ticked; new_page: begins a page.
    """

    name: str
    title: str = ""
    optional: bool = False
    new_page: bool = False


@dataclass(frozen=True)
class BriefingKind:
    """A kind of briefing, as its file in data/briefings tells it."""

    slug: str
    title: str
    short_title: str
    description: str
    zone: Zone  # public: made from the public file alone
    subjects: tuple[SubjectKind, ...]
    period: BriefingPeriod
    parts: tuple[BriefingPart, ...]
    order: int = 100
    one_page: bool = False  # made to fill one page, and one slide
