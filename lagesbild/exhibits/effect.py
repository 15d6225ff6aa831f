"""Effekt: counts before and after an activity in its areas, held against comparison areas over the same months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits.breaks import QUERIES as BREAKS
from lagesbild.exhibits.breaks import breaks
from lagesbild.exhibits.exhibit import Exhibit, source_line, swedish_table
from lagesbild.kept import kept
from lagesbild.model import ChangeVerdict
from lagesbild.read import read
from lagesbild.stats.change import polarity
from lagesbild.stats.effect import Counts, Effect, displacement_difference, effect_verdict
from lagesbild.store import Reader
from lagesbild.texts import number, period_name, signed, text

UNLIKE = 2.0  # a comparison with so many times more or fewer events before is told to be unlike
ALIKE = 3  # areas that a comparison starts with
NOTHING = Counts(0, 0)
COLUMNS = {"name": "who", "before": "before", "after": "after", "value": "difference", "lower": "lower", "upper": "upper"}


@dataclass(frozen=True)
class Trial:
    """What is tried: an activity's areas, the comparison's, its first month and how many months each way."""

    areas: tuple[str, ...]
    comparison: tuple[str, ...]
    area_version: str
    start: pd.Timestamp
    months: int

    @property
    def since(self) -> pd.Timestamp:
        """First day of the time before."""
        return self.start - pd.DateOffset(months=self.months)

    @property
    def until(self) -> pd.Timestamp:
        """First day of the last month of the time after."""
        return self.start + pd.DateOffset(months=self.months - 1)


@kept
def starts(reader: Reader, indicator: str, area_version: str) -> list[pd.Timestamp]:
    """The months that an activity can have begun in: at least one whole month on either side."""
    everything = {"since": pd.Timestamp(1900, 1, 1), "until": pd.Timestamp(2200, 1, 1)}
    rows = read(reader, "area_months", indicator=f"{indicator}_count", area_version=area_version, **everything)
    return sorted(rows.loc[rows["complete"] & ~rows["preliminary"], "period_start"].unique())[1:] if len(rows) else []


@kept
def alike(reader: Reader, indicator: str, area_version: str, areas: Sequence[str]) -> list[str]:
    """The areas outside `areas` whose number of events over all months is nearest to theirs, per area."""
    everything = {"since": pd.Timestamp(1900, 1, 1), "until": pd.Timestamp(2200, 1, 1)}
    rows = read(reader, "area_months", indicator=f"{indicator}_count", area_version=area_version, **everything)
    summed = rows.groupby("area")["numerator"].sum()
    mine = summed[summed.index.isin(areas)].mean()
    others = summed[~summed.index.isin(areas)]
    return others.index[np.argsort((others - mine).abs().to_numpy(), kind="stable")][:ALIKE].tolist()


@kept
def effect(reader: Reader, indicator: pd.Series, trial: Trial) -> Exhibit:
    """Weighted displacement difference of one crime type; preliminary months are left out and nothing is tested across a break."""
    count = f"{indicator['indicator']}_count"
    rows = read(reader, "area_months", indicator=count, area_version=trial.area_version, since=trial.since, until=trial.until)
    rough = text("effect.preliminary") if rows["preliminary"].any() else ""
    rows = rows[rows["complete"] & ~rows["preliminary"]]
    here, there = rows[rows["area"].isin(trial.areas)], rows[rows["area"].isin(trial.comparison)]
    after = int(rows.loc[rows["period_start"] >= trial.start, "period_start"].nunique())
    before = int(rows.loc[rows["period_start"] < trial.start, "period_start"].nunique())
    if here.empty or there.empty or not before or not after or set(trial.areas) & set(trial.comparison):
        return _empty(indicator)
    exposure = before / after
    told = [_counts(group, trial.start) for group in (here, there)]
    found = displacement_difference(*told, exposure=exposure)
    why = _barred(reader, count, rows, trial)
    events = sum(c.before + c.after for c in told)
    verdict: ChangeVerdict = "not_comparable" if why else effect_verdict(found, events)
    frame = _frame(told, found, exposure, verdict, polarity(verdict, indicator["better"]), trial, rows)
    heading = text(f"effect.heading.{verdict}", what=indicator["short_title"], place=_names(rows, trial.areas))
    lines = source_line(rows, text("effect.sum", n=number(events)), text("effect.interval"), rough, _unlike(told))
    sub = text("effect.sub", what=indicator["title"], before=_span(rows, trial, False), after=_span(rows, trial, True))
    draw = {"frame": frame, "neutral": bool(indicator["policing_dependent"])}
    return Exhibit(
        slug="effect",
        heading=heading,
        sub=sub,
        sentence=" ".join(part for part in (_sentence(found, told, exposure), why, text("effect.label")) if part),
        source_line=lines,
        frame=frame,
        table=swedish_table(frame, COLUMNS),
        queries=("area_months", *BREAKS),
        definition=text("effect.definition"),
        caveat=text("effect.caveat"),
        figure=partial(interactive.effect, **draw),
        picture=partial(printed.effect_svg, **draw, title=heading, source=lines, sub=sub),
        facts={"verdict": verdict, "effect": found},
    )


def _counts(rows: pd.DataFrame, start: pd.Timestamp) -> Counts:
    later = rows["period_start"] >= start
    return Counts(float(rows.loc[~later, "numerator"].sum()), float(rows.loc[later, "numerator"].sum()))


def _frame(
    told: Sequence[Counts], found: Effect, exposure: float, verdict: str, good: str, trial: Trial, rows: pd.DataFrame
) -> pd.DataFrame:
    """Three rows: the change here, the change there, and the difference between them, the only one that is judged."""
    changes = [displacement_difference(c, NOTHING, exposure=exposure) for c in told]
    names = [_names(rows, trial.areas), text("effect.row_comparison", n=number(len(trial.comparison))), text("effect.row_difference")]
    parts: list[dict[str, Any]] = [
        {"name": name, "value": e.difference, "lower": e.lower, "upper": e.upper} for name, e in zip(names, (*changes, found), strict=True)
    ]
    for part, c in zip(parts, told, strict=False):
        part |= {"before": c.before, "after": c.after, "verdict": "no_clear_change", "polarity": "neutral"}
    parts[-1] |= {"before": np.nan, "after": np.nan, "verdict": verdict, "polarity": good}
    return pd.DataFrame(parts)


def _names(rows: pd.DataFrame, codes: Sequence[str]) -> str:
    known = dict(zip(rows["area"], rows["name"], strict=True))
    names = [known.get(code, code) for code in codes]
    return names[0] if len(names) == 1 else text("effect.several", names=", ".join(names[:-1]), last=names[-1])


def _span(rows: pd.DataFrame, trial: Trial, later: bool) -> str:
    mine = rows[(rows["period_start"] >= trial.start) == later]
    return period_name(mine["period_start"].min().date(), mine["period_end"].max().date())


def _barred(reader: Reader, indicator: str, rows: pd.DataFrame, trial: Trial) -> str:
    """Why nothing is tested: a break in the series, or new borders of an area, within the time looked at."""
    found = pd.concat([breaks(reader, indicator, area, trial.area_version) for area in (*trial.areas, *trial.comparison)])
    crossed = found[(found["break_date"] > trial.since) & (found["break_date"] <= rows["period_end"].max())]
    return " ".join(crossed["reason"].drop_duplicates())


def _unlike(told: Sequence[Counts]) -> str:
    """A word of warning where the comparison's level before is another."""
    small, large = sorted(c.before for c in told)
    return text("effect.unlike", here=number(told[0].before), there=number(told[1].before)) if large > UNLIKE * max(small, 1) else ""


def _sentence(found: Effect, told: Sequence[Counts], exposure: float) -> str:
    here, there = (text("effect.from_to", before=number(c.before), after=number(c.after)) for c in told)
    low, high = (signed(round(limit)) for limit in (found.lower, found.upper)) if np.isfinite(found.lower) else ("–", "–")
    scaled = text("effect.scaled") if exposure != 1 else ""
    said = text("effect.sentence", here=here, there=there, difference=signed(round(found.difference)), low=low, high=high)
    return f"{said} {scaled}".strip()


def _empty(indicator: pd.Series) -> Exhibit:
    nothing = pd.DataFrame()
    heading = text("effect.empty", what=sentences.capital(indicator["short_title"]))
    return Exhibit("effect", heading, "", text("effect.empty_why"), "", nothing, nothing, ("area_months",))
