"""Activities as marks on a series over time: which ones lie within its years, how they stood, and what each is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from lagesbild.agreement_state import Standing
from lagesbild.charts.marks import as_day
from lagesbild.exhibits.goal_activities import activities_by_goal
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import day, text

COLUMNS = (
    "number",
    "activity",
    "plan",
    "title",
    "owner",
    "place",
    "starts_on",
    "ends_on",
    "open_end",
    "status",
    "status_word",
    "when",
    "hover",
)
TABLE = {"number": "number", "title": "activity", "place": "place", "owner": "owner", "when": "when", "status_word": "status"}


def judge(rows: pd.DataFrame, first: date, last: date, today: date) -> pd.DataFrame:
    """One row per activity that goes on within the series' days, numbered in order of time; columns: COLUMNS.

    rows: activities with title, owner, area_name, starts_on, ends_on and status. Cancelled ones and those without a first
    day are left out; one without a last day goes on, and `late` is one that should have ended before today.
    """
    told: list[dict[str, Any]] = []
    for row in rows.to_dict("records"):
        if row["status"] == "cancelled" or pd.isna(row["starts_on"]):
            continue
        starts, open_end = as_day(row["starts_on"]), pd.isna(row["ends_on"])
        ends = last if open_end else as_day(row["ends_on"])
        if ends < first or starts > last:
            continue
        late = not open_end and ends < today and row["status"] in ("planned", "ongoing")
        told.append(_mark(row, starts, ends, open_end, "late" if late else row["status"], len(told) + 1))
    return pd.DataFrame(told, columns=list(COLUMNS))


def _mark(row: dict[str, Any], starts: date, ends: date, open_end: bool, status: str, number: int) -> dict[str, Any]:
    when = text("activity_marks.from", start=day(starts)) if open_end else f"{day(starts)}–{day(ends)}"
    word, place = text(f"activity_marks.status.{status}"), row["area_name"] or text("activity_marks.everywhere")
    more = ", ".join(part for part in (place, row["owner"], word) if part)
    hover = "<br>".join((f"<b>{number}. {escape(row['title'])}</b>", when, escape(more)))
    return {
        "number": number, "activity": row["activity"], "plan": row["plan"], "title": row["title"], "owner": row["owner"], "place": place,
        "starts_on": starts, "ends_on": ends, "open_end": open_end, "status": status, "status_word": word, "when": when, "hover": hover,
    }  # fmt: skip


def of_crime(reader: Reader, crime: str, area: str, level: str, series: pd.DataFrame, today: date | None = None) -> pd.DataFrame:
    """The marks on a crime type's series in one place, judged on the day that the page is seen on, as Plan is.

    Without a day, as in the public zone, on the one that the edition was made for.

    The municipality has all its activities; an area has its own and those of the whole municipality, a named set of areas
    those of its members too.
    """
    if series.empty:
        return judge(series, date.min, date.min, date.min)
    rows = read(reader, "concerning_activities", crime=crime.removesuffix("_count"))
    if level != "municipality":
        sets = read(reader, "area_sets")
        rows = rows[rows["area"].isin({"", area, *sets.loc[sets["area"] == area, "member"]})]
    return judge(rows, *span_of(series), today or as_day(read(reader, "build_info")["made_for"][0]))


def span_of(series: pd.DataFrame) -> tuple[date, date]:
    """First and last day of a series."""
    return as_day(series["period_start"].min()), as_day(series["period_end"].max())


def table(marks: pd.DataFrame) -> pd.DataFrame:
    """The marks with Swedish headings."""
    return pd.DataFrame({text(f"activity_marks.column.{key}"): marks[name].to_numpy() for name, key in TABLE.items()})


def of_goal(reader: Reader, goal: str, of: Standing, series: pd.DataFrame, bands: Sequence[tuple[date, date, str]]) -> pd.DataFrame:
    """The marks on a goal's series: its activities, judged on the agreement's day; none for an agreement that no longer counts."""
    rows = pd.DataFrame(activities_by_goal(reader, of.day).get(goal, [])) if of.counts else pd.DataFrame()
    if rows.empty or series.empty:
        return judge(pd.DataFrame(), date.min, date.min, of.day)
    first, last = span_of(series)
    return judge(rows, first, max([last, *(end for _, end, _ in bands[-1:])]), of.day)
