"""The records of a cooperation agreement between a municipality and its local police: periods, duties, goals and measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lagesbild.model import Cadence, Grain

Renewal = Literal["ends", "extended_until_replaced", "revise_by"]
AgreementState = Literal["in_force", "expiring", "extended", "revision_overdue", "ended", "replaced", "period_unknown"]
GoalLevel = Literal["overall", "sub_goal", "focus_area"]
GoalStatus = Literal[
    "reached", "on_track", "off_track", "improved", "worsened", "no_clear_change", "undetermined", "too_early",
    "followed_by_activities", "not_measured",
]  # fmt: skip
Direction = Literal["lower", "higher", "none"]
DutyKind = Literal["situation", "plan", "direction", "promise", "report", "evaluation", "council"]


@dataclass(frozen=True)
class KnownDate:
    """A date as well as it is known: the first and last day that it can be, and whether day, month or year is known."""

    first: date
    last: date
    grain: Grain


@dataclass(frozen=True)
class Signatory:
    """Who signed, by role and never by name, and for which party."""

    role: str
    party: str


@dataclass(frozen=True)
class Duty:
    """What the parties have bound themselves to do again and again: a plan, a report, a promise to the residents."""

    kind: DutyKind
    title: str  # official name: "Verksamhetsplan", "Genomförandeplan"
    cadence: Cadence
    every: int = 1  # every so many: cadence = "year", every = 2 is every second year
    month: int | None = None  # in which month it is due; None: at the end of each period of the cadence
    responsible: str = ""
    decided_by: str = ""
    recipient: str = ""
    revised: Cadence | None = None  # a plan for two years that is revised yearly
    since: date | None = None  # first day that the duty holds; None: from the agreement's first day


@dataclass(frozen=True)
class GoalMeasure:
    """How a goal is measured: an indicator, where it started, and where it should be when."""

    indicator: str
    baseline: str  # a survey's wave or a whole year: "2023"
    direction: Direction  # which way is wanted; none: followed without a verdict
    target: float | None = None  # on the indicator's own scale: a share as 0.25
    deadline: date | None = None  # None: the agreement's last day
    in_agreement: bool = True  # False: the text of the agreement names no measure, this one was chosen afterwards
    baseline_extreme: bool = False  # the baseline was picked because it stood out: regression to the mean is warned about


@dataclass(frozen=True)
class Goal:
    """One goal: measured, followed by activities, or both; the first measure decides its status."""

    slug: str
    title: str
    level: GoalLevel = "overall"
    parent: str = ""
    focus: tuple[str, ...] = ()  # slugs of the agreement's focus areas
    followed_by_activities: bool = False
    measures: tuple[GoalMeasure, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class FocusArea:
    """A tag on goals, indicators and activities: trygghet, ungdomar, ANDT-S."""

    slug: str
    title: str
    definition: str = ""
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Translation:
    """A text that people have written in Swedish (a goal, a promise, a party) as residents read it in other words; empty: not told."""

    swedish: str
    en: str = ""
    lattlast: str = ""


@dataclass(frozen=True)
class Agreement:
    """One agreement of a municipality; its period and its signing may be known to the year only, or not at all."""

    municipality: str
    slug: str  # file name without "agreement-": "2024-2027"
    title: str
    renewal: Renewal
    police_area: str = ""  # as named in the agreement; empty where it is not known
    starts: KnownDate | None = None
    ends: KnownDate | None = None
    revise_by: date | None = None
    signed: KnownDate | None = None
    parties: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    document: str = ""  # title of the document
    link: str = ""  # address of the document or of the page that offers it
    reference: str = ""  # diarienummer
    predecessor: str = ""
    prepared_by: str = ""  # who prepares the next agreement
    method: str = ""
    verified_on: date | None = None  # when somebody last checked that these facts hold
    source: str = ""  # where the facts come from
    note: str = ""
    duties: tuple[Duty, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    goals: tuple[Goal, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def worked_towards(self) -> tuple[Goal, ...]:
        """The goals that every page counts; one that only holds others together, without a measure of its own, is none."""
        holding = {goal.parent for goal in self.goals}
        return tuple(goal for goal in self.goals if goal.slug not in holding or goal.measures)

    @property
    def label(self) -> str:
        """What the period is called: "2024–2027", "2017", "2008–" where only the start is known, or nothing."""
        if self.starts is None:
            return ""
        first = self.starts.first.year
        if self.ends is None:
            return f"{first}–"
        return str(first) if first == self.ends.last.year else f"{first}–{self.ends.last.year}"
