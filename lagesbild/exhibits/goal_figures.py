"""The goals of an agreement, judged: every measure's status from its interval, one family of tests for the whole agreement."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.agreement_state import Standing
from lagesbild.charts.marks import middle
from lagesbild.exhibits.goal_activities import activities_by_goal, summary
from lagesbild.exhibits.survey_figures import tested
from lagesbild.read import read
from lagesbild.stats.change import FALSE_FINDINGS, adjusted, p_values
from lagesbild.stats.detectable import detectable_means, detectable_rates, detectable_shares
from lagesbild.stats.progress import Progress, Series, judge
from lagesbild.store import Reader

PER = {"per_1000": 1_000.0, "per_100000": 100_000.0, "count": 1.0}
GOOD, BAD = ("reached", "on_track", "improved"), ("off_track", "worsened")
OPEN = ("no_clear_change", "undetermined")


@lru_cache(maxsize=64)
def judged_goals(reader: Reader, of: Standing) -> tuple[dict[str, Any], ...]:
    """One row per goal in the agreement's order: its own facts, `measures` (judged rows), `status` and `rule` of the first.

    Figures after the last day that the agreement held are left out of its statuses: they belong to the next one.
    """
    measures = judged_measures(reader, of)
    done = activities_by_goal(reader, of.day) if of.counts else {}
    rows = []
    for goal in read(reader, "goals", agreement=of.agreement.slug).to_dict("records"):
        mine = [row for row in measures if row["goal"] == goal["goal"]]
        status, rule = _status(goal, mine)
        activities = done.get(goal["goal"], [])
        told = {"measures": mine, "lead": mine[0] if mine else None, "status": status, "rule": rule, "activities": activities}
        rows.append(goal | told | {"summary": summary(activities), "focus": [slug for slug in goal["focus"].split(";") if slug]})
    return tuple(rows)


def numbered(rows: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """The goals that are worked towards; one that only holds others together has no number."""
    return [row for row in rows if row["number"] or row["measures"]]


def _status(goal: dict[Any, Any], measures: list[dict[str, Any]]) -> tuple[str, str]:
    """The first measure decides; a goal without measures is followed by activities."""
    if measures:
        progress: Progress = measures[0]["progress"]
        return progress.status, progress.rule
    return ("followed_by_activities", "activities") if goal["followed_by_activities"] else ("not_measured", "no_figures")


def judged_measures(reader: Reader, of: Standing) -> list[dict[str, Any]]:
    """Every measure with its series, its figures and its progress; the change tests make up one family."""
    slug = of.agreement.slug
    series, breaks = read(reader, "goal_series", agreement=slug), read(reader, "goal_breaks", agreement=slug)
    rows = [
        _measure(row, series[(series["goal"] == row["goal"]) & (series["measure_order"] == row["measure_order"])], breaks, of)
        for row in read(reader, "goal_measures", agreement=slug).to_dict("records")
    ]
    family = adjusted([row["p_value"] for row in rows]) if rows else np.array([])
    tests = int(np.isfinite(family).sum())
    told = ({"progress": _judge(row, float(p)), "tested": tests} for row, p in zip(rows, family, strict=True))
    return [row | more | {"among": tests if row["p_value"] < FALSE_FINDINGS else 0} for row, more in zip(rows, told, strict=True)]


def _measure(row: dict[Any, Any], series: pd.DataFrame, breaks: pd.DataFrame, of: Standing) -> dict[str, Any]:
    """A measure with the figures that may be judged (final, whole, since the last break, before the last day), still unjudged."""
    whole = series[series["complete"] & ~series["preliminary"] & series["value"].notna() & _over(series, of)]
    cuts = breaks[breaks["indicator"] == row["indicator"]]
    crossed = cuts[(cuts["break_date"] <= whole["period_start"].max())] if len(whole) else cuts.iloc[:0]
    usable = whole[whole["period_start"] >= crossed["break_date"].max()] if len(crossed) else whole
    usable = usable.reset_index(drop=True)
    place = {start: index for index, start in enumerate(usable["period_start"])}
    baseline = place.get(row["baseline_start"])
    told = {
        "series": series, "whole": whole, "usable": usable, "baseline_place": baseline,
        "cuts": [(cut.break_date.date(), cut.reason) for cut in cuts.itertuples()],
        "broken": baseline is None and bool((whole["period_start"] == row["baseline_start"]).any()),
        "reason": " ".join(crossed["reason"]), "target": None if pd.isna(row["target"]) else float(row["target"]),
        "deadline": None if pd.isna(row["deadline"]) else row["deadline"].date(),
        "base": usable.iloc[baseline].to_dict() if baseline is not None else None,
        "latest": usable.iloc[-1].to_dict() if len(usable) else None,
    }  # fmt: skip
    found = {str(key): value for key, value in row.items()} | told
    return found | {"p_value": change_p_value(found)} | detectable(found)


def _over(series: pd.DataFrame, of: Standing) -> pd.Series:
    """Whether a figure's period is over, within the agreement's time; one that was measured, and not counted, is done when it is there.

    A survey of pupils is called by its year, which has not ended when its shares come; events go on for as long as the year does.
    """
    measured = ~series["unit"].isin(PER) & (series["period_start"] <= pd.Timestamp(of.day))
    held = series["period_end"] <= pd.Timestamp(of.in_force_to) if of.in_force_to else True
    return ((series["period_end"] <= pd.Timestamp(of.day)) | measured) & held


def _judge(row: dict[str, Any], p_value: float) -> Progress:
    if row["broken"]:
        return Progress("undetermined", "break_between")
    deadline = row["deadline"]
    return judge(
        figures(row["usable"]), row["baseline_place"], row["direction"], row["target"], year_of(deadline) if deadline else None, p_value
    )


def figures(rows: pd.DataFrame) -> Series:
    """The rows as the statistics know them: middles in decimal years, values with their standard errors."""
    when = [year_of(middle(start, end)) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)]
    value, lower, upper = (rows[name].to_numpy(dtype=float) for name in ("value", "lower", "upper"))
    return Series(np.array(when, dtype=float), value, lower, upper, _errors(rows))


def year_of(day: date) -> float:
    """A day as a decimal year; the last day of a year is the next one's beginning."""
    return day.year + day.timetuple().tm_yday / 365.25 if (day.month, day.day) != (12, 31) else day.year + 1.0


def _errors(rows: pd.DataFrame) -> np.ndarray:
    """Standard errors: the survey's own, Poisson's for events, else a quarter of the interval's width (2 x 1.96)."""
    error = rows["standard_error"].to_numpy(dtype=float)
    events, base, per = (
        rows["numerator"].to_numpy(dtype=float),
        rows["base"].to_numpy(dtype=float),
        rows["unit"].map(PER).to_numpy(dtype=float),
    )
    exposure = np.where(rows["unit"] == "count", 1.0, base)
    error = np.where(np.isfinite(error), error, np.sqrt(np.maximum(events, 1)) / exposure * per)
    width = (rows["upper"] - rows["lower"]).to_numpy(dtype=float) / (2 * 1.959964)
    return np.where(np.isfinite(error), error, width)


def change_p_value(row: dict[str, Any]) -> float:
    """The two-sided p-value of the change from the baseline to the latest figure; NaN where a number decides or no test is possible."""
    now, place = row["usable"], row["baseline_place"]
    if place is None or place >= len(now) - 1 or row["direction"] == "none" or (row["target"] is not None and row["deadline"] is not None):
        return float("nan")
    pair = now.iloc[[place, len(now) - 1]]
    if row["unit"] in PER:
        exposure = np.ones(2) if row["unit"] == "count" else pair["base"].to_numpy(dtype=float)
        events = pair["numerator"].to_numpy(dtype=float)
        return float(p_values(events[:1], exposure[:1], events[1:], exposure[1:])[0])
    then, latest = (pair.iloc[[n]].reset_index(drop=True).assign(measure=row["measure"]) for n in (0, 1))
    return float(tested(then, latest).p_value[0])


def detectable(row: dict[str, Any]) -> dict[str, float]:
    """The smallest decrease and increase that one more figure like the latest would show with 80 % power, on the value's scale."""
    now = row["latest"]
    if now is None:
        return {"least_decrease": np.nan, "least_increase": np.nan}
    if row["unit"] in PER:
        base = 1.0 if row["unit"] == "count" else now["base"]
        down, up = (float(side) * PER[row["unit"]] for side in detectable_rates(now["numerator"], base, base))
    elif row["measure"] == "share":
        down, up = (float(side) for side in detectable_shares(now["value"], now["effective_base"], now["effective_base"]))
    else:
        base = now["effective_base"]
        down = up = float(detectable_means(now["standard_error"] * np.sqrt(base), base, base))
    return {"least_decrease": down, "least_increase": up}
