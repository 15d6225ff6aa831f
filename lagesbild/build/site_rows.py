"""One row per offence as the public pages show it: words of certainty, figures as text, and the small pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.build.site_data import SHOWN, SiteData
from lagesbild.charts.fluid_change import Change
from lagesbild.charts.marks import swedish
from lagesbild.stats.change import rate_ratio
from lagesbild.texts import interval, number, signed, text

SYMBOL_OF = {
    "increase": "up",
    "decrease": "down",
    "no_clear_change": "flat",
    "too_uncertain": "unsure",
    "not_comparable": "broken",
    "not_measured": "unsure",
}
TONE_OF = {"good": "good", "bad": "bad", "neutral": "neutral"}
SMALL = 20  # below this in the comparison year nothing relative is said or drawn
TOTALS = ("all_crime", "total")  # identities of "all reported crime" among the police's groups
BRA_TOTAL = "bra_totalt_antal_brott"  # Brå's total: the slug of its label, then a hash
NOTHING = float("nan")


@dataclass(frozen=True)
class Figure:
    """One year's figure: numbers are NaN unless the state is value or zero."""

    year: int | None
    value: float
    lower: float
    upper: float
    count: float
    state: str

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return math.isfinite(self.value)


@dataclass(frozen=True)
class Row:
    """One offence: what it is, what both years say, and the verdict on the change."""

    indicator: str
    title: str
    verdict: str
    polarity: str
    policing: bool
    unit: str
    base: Figure
    latest: Figure
    years: pd.DataFrame
    breaks: tuple[tuple[date, str], ...]
    source: str
    data_date: date | None
    definition: str
    caveat: str
    pooled: str = ""  # what several years together say where the latest alone is hidden

    @property
    def total(self) -> bool:
        """Whether this is all reported crime, not one kind of it."""
        return self.indicator.removesuffix("_count") in TOTALS or self.indicator.startswith(BRA_TOTAL)

    @property
    def certain(self) -> bool:
        """Whether the change is certain."""
        return self.verdict in ("increase", "decrease")

    @property
    def hidden(self) -> bool:
        """Whether the latest figure is withheld."""
        return self.latest.state == "suppressed"

    @property
    def name(self) -> str:
        """The title as it reads inside a sentence."""
        return self.title if self.title[1:2].isupper() else self.title[:1].lower() + self.title[1:]

    @property
    def symbol(self) -> str:
        """Which symbol stands before the word."""
        if self.hidden:
            return "hidden"
        return SYMBOL_OF[self.verdict] if self.latest.shown else "none"

    @property
    def tone(self) -> str:
        """Which look repeats the verdict: good, bad, neutral (certain, neither of them), ink (no certain change), unsure or muted."""
        if not self.latest.shown or self.verdict == "not_comparable":
            return "muted"
        if self.verdict in ("too_uncertain", "not_measured"):
            return "unsure"
        return TONE_OF[self.polarity] if self.certain else "ink"

    @property
    def word(self) -> str:
        """The certainty word."""
        if self.hidden:
            return text("site.word.hidden")
        if not self.latest.shown:
            return text(f"site.word.{self.latest.state}")
        return text(f"site.word.{self.verdict}")

    @property
    def reason(self) -> str:
        """Why the row has no comparison, or what a certain change does not mean; empty where nothing needs saying."""
        if not self.latest.shown:
            return ""
        if self.verdict == "not_measured":
            if self.base.year is None:
                return text("site.reason.alone")
            return text(f"site.reason.{'no_count' if self.base.shown else self.base.state}", year=self.base.year)
        if self.verdict == "not_comparable":
            inside = [why for day, why in self.breaks if (self.base.year or 0) < day.year <= (self.latest.year or 0)]
            return inside[-1] if inside else text("site.reason.preliminary")
        return text("site.reason.policing") if self.policing and self.certain else ""

    @property
    def note(self) -> str:
        """What stands where the picture would have been."""
        return self.pooled or self.small or ("" if self.certain else self.reason)

    @property
    def decimals(self) -> int:
        """How many decimals the row's rates are written with; counts have none."""
        if self.unit == "count":
            return 0
        largest = np.nanmax([self.base.value, self.latest.value, 0.0])
        return 0 if self.unit == "per_100000" else 1 if largest >= 1 else 2

    def told(self, figure: Figure) -> str:
        """A year's figure as text; a dash where there is none."""
        return number(figure.value, self.decimals)

    def told_interval(self, figure: Figure) -> str:
        """A year's interval as text, or an empty string."""
        return interval(figure.lower, figure.upper, self.decimals)

    @property
    def counts(self) -> str:
        """How many reports both years had, in words, as far as they may be told."""
        if not self.latest.shown or not math.isfinite(self.latest.count):
            return ""
        now = number(self.latest.count)
        if not math.isfinite(self.base.count):
            return text("site.list.count", now=now, year=self.latest.year)
        return text("site.list.counts", now=now, year=self.latest.year, then=number(self.base.count), base=self.base.year)

    @property
    def small(self) -> str:
        """What is said instead of a picture when the comparison year is too small for anything relative."""
        both = math.isfinite(self.base.count) and math.isfinite(self.latest.count)
        if not both or self.verdict in ("not_comparable", "not_measured") or self.base.count >= SMALL:
            return ""
        difference = signed(self.latest.count - self.base.count)
        key = "small_certain" if self.certain else "small"
        return text(f"site.list.{key}", difference=difference, then=number(self.base.count), now=number(self.latest.count))

    @cached_property
    def change(self) -> Change:
        """How many times the base level the latest figure is, with the exact interval where the counts are known."""
        both = self.base.shown and self.latest.shown and self.base.value > 0
        if not both or self.verdict == "not_comparable" or self.small:
            return Change(NOTHING, NOTHING, NOTHING)
        if not (math.isfinite(self.base.count) and math.isfinite(self.latest.count)) or self.latest.value <= 0:
            return Change(self.latest.value / self.base.value, NOTHING, NOTHING)
        exposures = self.base.count / self.base.value, self.latest.count / self.latest.value
        found = rate_ratio(self.base.count, exposures[0], self.latest.count, exposures[1])
        return Change(found.ratio, found.lower, found.upper)


def rows(data: SiteData, judged: list[dict[str, Any]]) -> list[Row]:
    """The judged rows of one reading: all reported crime first, then in Swedish alphabetical order.

    Needs per row: indicator, short_title, verdict, polarity, unit, and base_ and latest_ label, value, lower, upper, count.
    """
    found = [_row(data, row) for row in judged if row["indicator"] in data.indicators.index]
    return sorted(found, key=lambda row: (not row.total, swedish(row.title), row.indicator))


def _row(data: SiteData, judged: dict[str, Any]) -> Row:
    indicator = str(judged["indicator"])
    words, years = data.indicators.loc[indicator], data.series(indicator)
    alone = judged["base_label"] == judged["latest_label"]  # a year is never compared with itself
    base = Figure(None, *[NOTHING] * 4, state="not_published") if alone else _figure(judged, "base", years)
    latest = _figure(judged, "latest", years)
    both = base.shown and latest.shown
    early = years.loc[years["year"].isin([base.year, latest.year]), "preliminary"].astype(bool).nunique() > 1
    verdict = str(judged["verdict"]) if both else "not_measured"
    if both and early and verdict != "not_measured":  # preliminary against final is not tested
        verdict = "not_comparable"
    dates, sources = years["data_date"].dropna(), years["source"].dropna()
    return Row(
        indicator=indicator,
        title=str(judged["short_title"]),
        verdict=verdict,
        polarity=str(judged["polarity"]) if verdict in ("increase", "decrease") else "neutral",
        policing=bool(words["policing_dependent"]),
        unit=str(judged["unit"]),
        base=base,
        latest=latest,
        years=years.loc[:, ["year", "value", "lower", "upper"]],
        breaks=tuple(data.breaks_of(indicator)),
        source=", ".join(sorted(set(sources))),
        data_date=pd.Timestamp(dates.max()).date() if len(dates) else None,
        definition=str(words["definition"]),
        caveat=str(words["caveat"]),
        pooled=_pooled(data.pooled_of(indicator)) if latest.state == "suppressed" else "",
    )


def _pooled(several: pd.Series | None) -> str:
    """Several years together in words: how many reports, and how many per inhabitant and year."""
    if several is None:
        return ""
    years = f"{several['period_start'].year}–{several['period_end'].year}"
    if several["unit"] == "count":
        return text("site.list.pooled_count", years=years, count=number(several["numerator"]))
    decimals = 1 if several["value"] >= 1 else 2
    ends = interval(several["lower"], several["upper"], decimals)
    told = {"value": number(several["value"], decimals), "unit": text(f"site.unit.{several['unit']}")}
    return text("site.list.pooled", years=years, count=number(several["numerator"]), between=ends, **told)


def _figure(judged: dict, which: str, years: pd.DataFrame) -> Figure:
    label = str(judged[f"{which}_label"])
    year = int(label) if label.isdigit() else None
    states = years.loc[years["year"] == year, "state"]
    state = str(states.iloc[-1]) if len(states) else "not_published"
    numbers = [_number(judged[f"{which}_{key}"]) if state in SHOWN else NOTHING for key in ("value", "lower", "upper", "count")]
    return Figure(year, *numbers, state=state)


def _number(value: float | None) -> float:
    return NOTHING if value is None else float(value)
