"""What is watched month by month: limits and signals of every series, this year so far, and when in time events happen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lagesbild.build.area_sets import with_sets
from lagesbild.build.divisions import wholly_placed
from lagesbild.build.new_borders import Borders, continued
from lagesbild.build.periods import QUIET_DAYS
from lagesbild.build.registration import month_shares, registered_days, registration_table
from lagesbild.model import ALL, AreaSet, Indicator
from lagesbild.read import query
from lagesbild.stats import false_alarms
from lagesbild.stats.watch import Watch, stands_out, watch
from lagesbild.store import Writer

KEY = ["indicator", "area", "area_version"]
YEAR = ["indicator", "period_start", "period_end"]
PLACE = [*KEY, "area_level"]
SIDES = {1: "above", -1: "below", 0: ""}
BUCKETS = {"month": range(1, 13), "weekday": range(1, 8), "hour": range(24)}
Series = list[tuple[pd.DataFrame, Watch]]


def watch_tables(
    vault: Writer, found: pd.DataFrame, indicators: Sequence[Indicator], code: str, borders: Borders
) -> dict[str, pd.DataFrame]:
    """The tables `control`, `control_month`, `signal`, `year_to_date` and `time_profile` of a municipality.

    found: all estimates. What a source publishes ready made is watched only where there are no reports of our own.
    """
    families = {i.slug: i.family for i in indicators}
    months = found[(found["period_kind"] == "month") & (found["unit"] == "count") & (found["subgroup"] == ALL)] if len(found) else found
    if months.empty:
        return {}
    family = months["indicator"].map(families)
    counted = months[family.isin(("crime", "event"))]
    series = counted if len(counted) else months[family == "published"]
    cuts = {i.slug: [b.date for b in i.breaks if b.municipality in (ALL, code)] for i in indicators}
    moved = borders.breaks.groupby(KEY[1:])["break_date"].agg(list).to_dict() if len(borders.breaks) else {}
    going_on = _going_on(continued(series[series["area_level"] != "unplaced"], borders.links))
    watched = _watched(going_on, cuts, moved)
    registered = month_shares(vault)
    return {
        "registration": registration_table(registered),
        "control": pd.DataFrame([_control(rows, chart) for rows, chart in watched]),
        "control_month": pd.concat([_months(rows, chart) for rows, chart in watched] or [pd.DataFrame()], ignore_index=True),
        "signal": pd.DataFrame(_signals(watched)),
        "year_to_date": _year_to_date(vault, borders, code, registered),
        "time_profile": _time_profile(vault, borders.sets, code),
    }


def _going_on(series: pd.DataFrame) -> pd.DataFrame:
    """The series that reach the latest month of their indicator; those of borders that are no longer used have ended."""
    latest = series.groupby("indicator")["period_start"].transform("max")
    return series[series.groupby(KEY)["period_start"].transform("max") == latest]


def _watched(series: pd.DataFrame, cuts: dict[str, list], moved: dict[tuple, list]) -> Series:
    """cuts: days of break by indicator. moved: days of new borders by area and version."""
    found: Series = []
    for (slug, *place), rows in series.sort_values([*KEY, "period_start"]).groupby(KEY, sort=False):  # pyright: ignore[reportGeneralTypeIssues]
        chart = watch(rows, cuts.get(slug, []) + moved.get(tuple(place), []))
        if chart is not None:
            found.append((rows.iloc[chart.rows], chart))
    return found


def _control(rows: pd.DataFrame, chart: Watch) -> dict:
    last, mean = rows.iloc[-1], float(chart.limits.mean[: chart.watched_from].mean())
    told = {name: last[name] for name in (*PLACE, "source", "data_date", "vintage", "period_start", "value")}
    return told | _limits(chart, -1) | {
        "watched_from": rows["period_start"].iloc[chart.watched_from], "baseline": chart.baseline, "model": chart.limits.model,
        "listed": false_alarms.listed(mean), "per_month": false_alarms.per_month(mean),
    }  # fmt: skip


def _months(rows: pd.DataFrame, chart: Watch) -> pd.DataFrame:
    limits = {"mean": chart.limits.mean, "limit_lower": chart.limits.lower, "limit_upper": chart.limits.upper}
    sides = [SIDES[int(side)] for side in chart.sides]
    return rows[[*PLACE, "period_start", "period_end", "value"]].assign(**limits, rule=[rule or "" for rule in chart.rules], side=sides)


def _limits(chart: Watch, at: int) -> dict[str, float]:
    return {"mean": chart.limits.mean[at], "limit_lower": chart.limits.lower[at], "limit_upper": chart.limits.upper[at]}


def _signals(watched: Series) -> list[dict]:
    firm = stands_out([chart.chances for _, chart in watched])
    return [
        {name: rows[name].iloc[signal.last] for name in (*PLACE, "period_start", "value")}
        | _limits(chart, signal.last)
        | {
            "rule": signal.rule, "side": signal.side, "since": rows["period_start"].iloc[signal.first],
            "months": signal.last - signal.first + 1, "chance": chance, "stands_out": sure,
        }
        for (rows, chart), sures in zip(watched, firm, strict=True)
        for signal, chance, sure in zip(chart.signals, chart.chances, sures, strict=True)
    ]  # fmt: skip


def _year_to_date(vault: Writer, borders: Borders, code: str, registered: pd.DataFrame) -> pd.DataFrame:
    """This year so far and the same days of earlier years, for places that this year's reports are placed in."""
    rows = vault.frame(query("tally", "year_to_date"), {"municipality": code}).rename(columns={"events": "numerator"})
    if rows.empty:
        return rows
    years = registered_days(rows[YEAR].drop_duplicates(), registered).assign(indicator=lambda told: told["indicator"] + "_count")
    found = _of_sets(rows, borders.sets).merge(years, on=YEAR)
    found = continued(found[wholly_placed(found, "placed")].drop(columns="placed"), borders.links)
    latest = found.groupby("indicator")["period_start"].transform("max")
    found = found[found.groupby(KEY)["period_start"].transform("max") == latest]
    return found.assign(days=(found["period_end"] - found["period_start"]).dt.days + 1)


def _time_profile(vault: Writer, sets: Sequence[AreaSet], code: str) -> pd.DataFrame:
    rows = vault.frame(query("tally", "time_profile"), {"municipality": code, "quiet": QUIET_DAYS}).rename(columns={"events": "numerator"})
    if rows.empty:
        return rows
    found = _of_sets(rows, sets)
    found = found[found.groupby(KEY)["period_end"].transform("max") == found["period_end"]]  # a set's newest borders
    return found.assign(days=_days(found))


def _of_sets(rows: pd.DataFrame, sets: Sequence[AreaSet]) -> pd.DataFrame:
    """Events by indicator and place, the sets' after those of the areas, in the words of the tables of estimates."""
    found = with_sets(rows, sets, "numerator").drop(columns="member_version", errors="ignore")
    return found.rename(columns={"numerator": "events"}).assign(indicator=found["indicator"] + "_count")


def _days(rows: pd.DataFrame) -> pd.Series:
    """How many days of the period a month of the year or a day of the week has; an hour has them all."""
    counted: dict[tuple, int] = {}
    for start, end in rows[["period_start", "period_end"]].drop_duplicates().itertuples(index=False):
        days = pd.date_range(start, end)
        for name, at in (("month", days.month), ("weekday", days.day_of_week + 1)):
            counted |= {(start, end, name, bucket): int((np.asarray(at) == bucket).sum()) for bucket in BUCKETS[name]}
        counted |= {(start, end, "hour", bucket): len(days) for bucket in BUCKETS["hour"]}
    keys = zip(rows["period_start"], rows["period_end"], rows["dimension"], rows["bucket"], strict=True)
    return pd.Series([counted[key] for key in keys], index=rows.index)
