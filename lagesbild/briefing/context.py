"""What a briefing stands on: one build, whom it is about, and the day up to which it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from lagesbild.agreement_state import Standing
from lagesbild.exhibits import agreements, areas, goals, signal_comments, situation, survey_figures, trend
from lagesbild.exhibits.areas import AreaPeriod
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.focus import focus_areas
from lagesbild.exhibits.survey_figures import Wave
from lagesbild.model import LagesbildError, Zone
from lagesbild.model_briefing import SubjectKind
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import text


@dataclass(frozen=True)
class Subject:
    """Whom a briefing is about: the municipality, a council's or single area, a focus area or a goal, by its code."""

    kind: SubjectKind = "municipality"
    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class Request:
    """Everything that makes a briefing what it is; the same request on the same build gives the same document.

    until: the last day told of; parts: the chosen parts in their order, None for the kind's own; comments and decisions: one's own
    words, a paragraph or a numbered line each; recipient: who gets it; frozen: the title of the frozen lägesbild that it is made from;
    signal_comments: what people think of signals by now, None for what the build holds.
    """

    subject: Subject
    day: date
    until: date
    parts: tuple[str, ...] | None = None
    comments: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    recipient: str = ""
    frozen: str = ""
    signal_comments: signal_comments.Comments | None = None


@dataclass(frozen=True)
class Context:
    """A build seen for one request. Every part reads through it, so that all parts agree on wave, year, agreement and areas."""

    reader: Reader
    zone: Zone
    request: Request
    place: dict[str, Any] = field(compare=False, default_factory=dict)

    @property
    def code(self) -> str:
        """The municipality's code."""
        return str(self.place["municipality"])

    @property
    def name(self) -> str:
        """The municipality's name."""
        return str(self.place["name"])

    @property
    def subject(self) -> Subject:
        """Whom the briefing is about."""
        return self.request.subject

    @property
    def until(self) -> date:
        """The last day told of."""
        return self.request.until

    @cached_property
    def standing(self) -> Standing | None:
        """The agreement that counts on the last day told of."""
        return agreements.now(self.reader, self.until)

    @cached_property
    def crimes(self) -> Exhibit | None:
        """Every crime type of the whole municipality, the latest whole year against the one before the agreement, as one family."""
        return situation.situation(self.reader, self.since, self.years[0]) if self.years else None

    @cached_property
    def goals(self) -> list[dict[str, Any]]:
        """The judged goals that concern the subject: a focus area's or a single one where asked, else all."""
        if self.standing is None:
            return []
        rows: list[dict[str, Any]] = goals.goal_list(self.reader, self.standing).facts["rows"]
        if self.subject.kind == "focus":
            return [row for row in rows if self.subject.code in row["focus"]]
        return [row for row in rows if self.subject.kind != "goal" or row["goal"] == self.subject.code]

    @cached_property
    def wave(self) -> Wave | None:
        """The municipality's own newest wave that had ended by the last day told of."""
        return next((wave for wave in survey_figures.waves(self.reader, "own") if wave.field_to <= self.until), None)

    @cached_property
    def earlier_wave(self) -> Wave | None:
        """The wave to compare with: the one that the agreement started from, else the one before."""
        if self.wave is None:
            return None
        before = survey_figures.earlier(self.reader, self.wave)
        asked = survey_figures.baseline(self.reader, self.wave)
        return next((wave for wave in before if wave.key == asked), next(iter(before), None))

    @cached_property
    def years(self) -> list[int]:
        """The whole years of reports up to the last day told of, newest first."""
        return [year for year in situation.years(self.reader) if date(year, 12, 31) <= self.until]

    @cached_property
    def since(self) -> int | None:
        """The year to compare with: the last whole one before the agreement, else two years before the latest."""
        return agreements.year_to_compare(self.standing, self.years, situation.YEARS_BACK)

    @cached_property
    def area_period(self) -> AreaPeriod | None:
        """The newest year with rates by area up to the last day told of; for a council the period of its kind."""
        division = self.division
        if division is None:
            return None
        found = areas.area_periods(self.reader, division)
        years = [one for one in found if one.period_kind == "year" and date(one.period_start.year, 12, 31) <= self.until]
        rated = areas.default_period(self.reader)
        return next((one for one in years if one.key == rated), next(iter(years), None))

    @cached_property
    def division(self) -> str | None:
        """The kind of sets of areas that the subject is one of; "" for plain areas; None where there are no areas at all."""
        kinds = areas.divisions(self.reader)
        if self.subject.kind == "council":
            sets = read(self.reader, "area_sets")
            return next(iter(sets.loc[sets["area"] == self.subject.code, "kind"]), None)
        return "" if "" in kinds else None

    @cached_property
    def area_codes(self) -> tuple[str, ...]:
        """The areas that the subject is made of; empty for the whole municipality."""
        if self.subject.kind == "area":
            return (self.subject.code,)
        if self.subject.kind == "council":
            sets = read(self.reader, "area_sets")
            return (self.subject.code, *sets.loc[sets["area"] == self.subject.code, "member"].drop_duplicates())
        return ()

    @property
    def signal_comments(self) -> signal_comments.Comments:
        """What people think of signals; nothing of it outside the internal zone."""
        if self.zone != "internal":
            return ()
        asked = self.request.signal_comments
        return signal_comments.of_build(self.reader) if asked is None else asked

    @cached_property
    def whole(self) -> trend.Place | None:
        """The municipality as a place with figures."""
        return next(iter(trend.places(self.reader)), None)

    def work(self, name: str, **params: Any) -> pd.DataFrame:
        """What is written down, one kind of it: of the subject's areas, focus or goal where it is one."""
        rows = read(self.reader, name, **params)
        if self.area_codes and "area" in rows:
            rows = rows[rows["area"].isin(self.area_codes)]
        if self.subject.kind == "goal" and "goal" in rows:
            rows = rows[rows["goal"] == self.subject.code]
        if self.subject.kind == "focus" and "goal" in rows:
            rows = rows[rows["goal"].isin([row["goal"] for row in self.goals])]
        return rows.reset_index(drop=True)


def open_context(reader: Reader, zone: Zone, request: Request) -> Context:
    """A build seen for a request, with the subject's name. Raises LagesbildError where the build does not know the subject."""
    place = {str(key): value for key, value in read(reader, "municipality").iloc[0].to_dict().items()}
    known = subjects(reader, request.day)
    subject = next((one for one in known if (one.kind, one.code) == (request.subject.kind, request.subject.code)), None)
    if request.subject.kind == "municipality":
        subject = Subject("municipality", "", place["name"])
    if subject is None:
        names = ", ".join(one.code for one in known if one.kind == request.subject.kind) or text("briefing.fault.none_known")
        raise LagesbildError(text("briefing.fault.subject", code=request.subject.code, known=names))
    return Context(reader, zone, Request(**{**vars(request), "subject": subject}), place)


def subjects(reader: Reader, day: date) -> list[Subject]:
    """Everything that a briefing can be about, by kind: the municipality, its areas, councils, focus areas and goals."""
    found = [Subject("municipality", "", str(read(reader, "municipality").iloc[0]["name"]))]
    sets = read(reader, "area_sets")
    here = {place.area: place for place in trend.places(reader)}
    of_sets = set(sets["area"])
    found += [Subject("area", place.area, place.name) for place in here.values() if place.level not in ("municipality", "unplaced")
              and place.area not in of_sets]  # fmt: skip
    told = sets[sets["has_figures"]].drop_duplicates("area")
    found += [Subject("council", row["area"], row["name"]) for row in told.to_dict("records")]
    standing = agreements.now(reader, day)
    if standing is not None:
        found += [Subject("focus", slug, row["title"]) for slug, row in focus_areas(reader, standing).items()]
        found += [Subject("goal", row["goal"], row["title"]) for row in goals.goal_list(reader, standing).facts["rows"]]
    return list({(one.kind, one.code): one for one in found}.values())
