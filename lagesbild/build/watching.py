"""What is watched month by month: limits and signals of every series, this year so far, and when in time events happen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lagesbild.model import ALL, Indicator
from lagesbild.read import query
from lagesbild.stats import false_alarms
from lagesbild.stats.watch import Watch, stands_out, watch
from lagesbild.store import Writer

KEY = ["indicator", "area", "area_version"]
PLACE = [*KEY, "area_level"]
SIDES = {1: "above", -1: "below", 0: ""}
BUCKETS = {"month": range(1, 13), "weekday": range(1, 8), "hour": range(24)}
Series = list[tuple[pd.DataFrame, Watch]]


def watch_tables(vault: Writer, found: pd.DataFrame, indicators: Sequence[Indicator], code: str) -> dict[str, pd.DataFrame]:
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
    watched = _watched(series[series["area_level"] != "unplaced"], cuts)
    places = series[PLACE].drop_duplicates()
    return {
        "control": pd.DataFrame([_control(rows, chart) for rows, chart in watched]),
        "control_month": pd.concat([_months(rows, chart) for rows, chart in watched] or [pd.DataFrame()], ignore_index=True),
        "signal": pd.DataFrame(_signals(watched)),
        "year_to_date": _year_to_date(vault, places),
        "time_profile": _time_profile(vault, places),
    }


def _watched(series: pd.DataFrame, cuts: dict[str, list]) -> Series:
    found: Series = []
    for key, rows in series.sort_values([*KEY, "period_start"]).groupby(KEY, sort=False):
        chart = watch(rows, cuts.get(str(key[0]), []))  # pyright: ignore[reportIndexIssue]
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


def _counts(vault: Writer, name: str, key: list[str]) -> pd.DataFrame:
    """Events of a tally by indicator and area, and for the municipality as the sum of all areas and of what has none."""
    rows = vault.frame(query("tally", name))
    rows["indicator"] += "_count"
    whole = rows.groupby(["indicator", *key], as_index=False)["events"].sum().assign(area="", area_version="")
    return pd.concat([rows[rows["area"].notna() & (rows["events"] > 0)], whole], ignore_index=True)


def _spread(vault: Writer, name: str, places: pd.DataFrame, cells: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Every place of an indicator with every cell of it; where nothing is counted there are no events."""
    counted = _counts(vault, name, key)
    whole = places["area_level"] == "municipality"
    wanted = places.assign(joined=places["area"].where(~whole, "")).merge(cells, on="indicator")
    on = ["indicator", "joined", "area_version", *key]
    found = wanted.merge(counted.rename(columns={"area": "joined"})[[*on, "events"]], how="left", on=on)
    return found.assign(events=found["events"].fillna(0.0)).drop(columns="joined")


def _year_to_date(vault: Writer, places: pd.DataFrame) -> pd.DataFrame:
    key = ["period_start", "period_end"]
    cells = _counts(vault, "year_to_date", key)[["indicator", *key]].drop_duplicates()
    found = _spread(vault, "year_to_date", places, cells, key)
    return found.assign(days=(found["period_end"] - found["period_start"]).dt.days + 1)


def _time_profile(vault: Writer, places: pd.DataFrame) -> pd.DataFrame:
    key = ["dimension", "bucket", "period_start", "period_end"]
    told = _counts(vault, "time_profile", key)[["indicator", "dimension", "period_start", "period_end"]].drop_duplicates()
    buckets = pd.DataFrame([(name, bucket) for name, row in BUCKETS.items() for bucket in row], columns=["dimension", "bucket"])
    found = _spread(vault, "time_profile", places, told.merge(buckets, on="dimension"), key)
    return found.assign(days=_days(found)) if len(found) else found


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
