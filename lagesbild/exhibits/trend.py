"""Trender: one indicator in one area over time, the latest whole period against an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd

from lagesbild import sentences
from lagesbild.charts import interactive, printed
from lagesbild.exhibits import activity_marks, delivered
from lagesbild.exhibits.breaks import QUERIES as BREAKS
from lagesbild.exhibits.breaks import breaks as breaks_of
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.over_years import over_years
from lagesbild.exhibits.rolling import rolling
from lagesbild.exhibits.trend_words import hidden_since, source_of
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.sentences_agreement import fields_line
from lagesbild.stats.change import change_verdicts, polarity
from lagesbild.store import Reader
from lagesbild.texts import period_name, text

FAMILIES = ("crime", "published", "kolada", "figures", "event")  # in the order that the page offers them
PERIODS = ("year", "quarter", "month", "rolling12", "pool3", "pool5", "wave")
FIRST_YEAR = 1900
JUDGED = ("short_title", "sentence_name", "plural", "better", "policing_dependent", "unit", "unit_words", "family")
COLUMNS = {
    "label": "period", "value": "value", "lower": "lower", "upper": "upper", "numerator": "count", "base": "base", "unit_name": "unit",
    "note": "note", "vintage": "vintage",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One area of a version, or the municipality as a whole (version "")."""

    area: str
    name: str
    area_version: str
    level: str


def whole(code: str, name: str) -> Place:
    """The municipality as a whole."""
    return Place(code, text("trends.whole", place=name), "", "municipality")


@lru_cache(maxsize=16)
def places(reader: Reader) -> list[Place]:
    """The municipality first, then its areas in alphabetical order, then what has no area. Older borders are told by name."""
    order = {"municipality": 0, "unplaced": 2}
    known = read(reader, "areas")
    newest = known.groupby("area")["area_version"].transform("max") == known["area_version"]
    outdated = [
        text("trends.older_borders", name=name, version=version) for name, version in zip(known["name"], known["area_version"], strict=True)
    ]
    known = known.assign(name=known["name"].where(newest, outdated))
    rows = [Place(r.area, r.name, r.area_version, r.area_level) for r in known.itertuples(name="Row")]
    rows.sort(key=lambda place: order.get(place.level, 1))
    return [whole(rows[0].area, rows[0].name), *rows[1:]] if rows else []


@lru_cache(maxsize=16)
def indicators(reader: Reader) -> pd.DataFrame:
    """The indicators that are followed over time, by identity; what Brå publishes is called so."""
    rows = read(reader, "indicators")
    rows = rows[rows["family"].isin(FAMILIES)].copy()
    published = rows["family"] == "published"
    rows.loc[published, "short_title"] = [text("trends.published", title=title) for title in rows.loc[published, "short_title"]]
    return rows.set_index("indicator", drop=False)


@lru_cache(maxsize=64)
def choices(reader: Reader, family: str | None) -> dict[str, dict[str, Any]]:
    """The indicators of the file, or of one family, by identity, a rate and the number behind it as one."""
    rows = indicators(reader)
    rows = rows if family is None else rows[rows["family"] == family]
    base = rows["indicator"].str.removesuffix("_count")
    first = rows.assign(base=base).drop_duplicates("base")
    return {row["base"]: row for row in first.to_dict("records")}


@lru_cache(maxsize=16)
def families(reader: Reader) -> dict[str, str]:
    """The kinds of indicators in the file, in the page's order: {family: Swedish name}."""
    here = set(indicators(reader)["family"])
    return {family: text(f"trends.kind_{family}") for family in FAMILIES if family in here}


@lru_cache(maxsize=256)
def _with_figures(reader: Reader, crime: str) -> pd.DataFrame:
    return read(reader, "available", indicator=crime, indicator_count=f"{crime}_count")


@lru_cache(maxsize=256)
def _available(reader: Reader, crime: str, place: Place) -> pd.DataFrame:
    rows = _with_figures(reader, crime)
    return rows[(rows["area"] == place.area) & (rows["area_version"] == place.area_version)]


def places_with(reader: Reader, crime: str, known: dict[str, Place]) -> dict[str, Place]:
    """The places for which an indicator has figures; all of them where it has none at all."""
    rows = _with_figures(reader, crime)
    here = set(zip(rows["area"], rows["area_version"], strict=True))
    return {key: place for key, place in known.items() if (place.area, place.area_version) in here} or known


def periods_anywhere(reader: Reader, crime: str) -> set[str]:
    """The kinds of periods for which an indicator has figures for some place; none where all of them are withheld."""
    return set(_with_figures(reader, crime)["period_kind"])


def period_kinds(reader: Reader, crime: str, place: Place) -> list[str]:
    """The kinds of periods for which the indicator has figures for the place."""
    found = set(_available(reader, crime, place)["period_kind"])
    found |= {"rolling12"} if "month" in found else set()
    return [kind for kind in PERIODS if kind in found]


@kept
def measures(reader: Reader, crime: str, place: Place, kind: str) -> dict[str, str]:
    """The indicators of a crime type with figures for a place and kind of period, the rate first: {indicator: unit}."""
    rows = _available(reader, crime, place)
    if kind == "rolling12":  # sums of the months; with the people of the years they are rates
        rated = rows[(rows["period_kind"] == "year") & (rows["unit"] == "per_1000")]
        rows = pd.concat([rows[(rows["period_kind"] == "month") & (rows["unit"] == "count")], rated])
    else:
        rows = rows[rows["period_kind"] == kind]
    return {row.indicator: row.unit for row in rows.itertuples()}


@kept
def start_years(reader: Reader, indicator: str, place: Place, kind: str) -> list[int]:
    """The years that a series can start from."""
    rows = _available(reader, indicator.removesuffix("_count"), place)
    of = indicator if kind != "rolling12" else f"{indicator.removesuffix('_count')}_count"
    rows = rows[(rows["indicator"] == of) & (rows["period_kind"] == ("month" if kind == "rolling12" else kind))]
    return list(range(int(rows["first_year"].iloc[0]), int(rows["last_year"].iloc[0]) + 1)) if len(rows) else []


def trend(reader: Reader, indicator: pd.Series, place: Place, period_kind: str, since: int, today: date | None = None) -> Exhibit:
    """The series of one indicator (a row of `indicators`) in one place from a year on; today: what the activities' marks are judged on."""
    return _trend(reader, str(indicator["indicator"]), place, period_kind, since, today)


@lru_cache(maxsize=128)  # a build never changes, so neither does what is said of it
def _trend(reader: Reader, slug: str, place: Place, period_kind: str, since: int, today: date | None) -> Exhibit:
    indicator = indicators(reader).loc[slug]
    rows = series(reader, indicator, place, period_kind, since)
    breaks = breaks_of(reader, slug, place.area, place.area_version)
    area_name = place.name
    judged = judge(rows, indicator, breaks)
    if judged is None:
        return _empty(indicator, area_name, rows)
    hidden = hidden_since(rows)
    title = text("exhibits.trend.hidden", what=indicator["short_title"], hidden=hidden) if hidden else sentences.trend_heading(judged)
    told = sentences.trend_sentence(judged)
    sub = text(f"exhibits.trend.sub_{period_kind}", what=indicator["title"], unit=sentences.measured_in(indicator), area=area_name)
    fields = fields_of(reader, rows)
    line = source_of(rows, indicator)
    label = text("exhibits.trend.other_method") if sentences.delivered(indicator) else ""
    cuts = [(row.break_date.date(), row.label or label or row.reason) for row in breaks.itertuples()]
    shown = rows
    if period_kind == "rolling12":  # a sum is drawn at the month that it ends with
        shown = rows.assign(period_start=rows["period_end"].dt.to_period("M").dt.start_time)
    marks = activity_marks.of_crime(reader, slug, place.area, place.level, rows, today)
    years = over_years(rows, indicator, breaks, period_kind, str(judged["verdict"]), text("control.over_years.both_latest"))
    waves = period_kind == "wave"
    draw = {"frame": shown, "breaks": cuts, "unit": indicator["unit"], "waves": waves, "bands": bands(reader), "marks": marks}
    return Exhibit(
        slug="trend",
        place=place.name,
        heading=title,
        sub=f"{sub} {fields}".strip(),
        sentence=text("exhibits.trend.hidden_sentence", sentence=told) if hidden else told,
        source_line=line,
        frame=rows,
        table=delivered.table(rows, COLUMNS, indicator["measure"]),
        queries=("series", *BREAKS),
        definition=indicator["definition"],
        caveat=indicator["caveat"],
        figure=cache(partial(interactive.trend, **draw, neutral=bool(indicator["policing_dependent"]))),
        picture=partial(printed.trend_svg, **draw, title=title, source=f"{line} {fields}".strip()),
        facts={"judged": judged, "breaks": list(breaks["reason"]), "cuts": cuts, "years": years},
        marks=marks,
    )


def series(reader: Reader, indicator: pd.Series, place: Place, period_kind: str, since: int) -> pd.DataFrame:
    """The rows of one series with their Swedish period names, unit and notes."""
    if period_kind == "rolling12":
        rows = _rolling(reader, indicator, place, since)
    else:
        rows = _rows(reader, indicator["indicator"], place, period_kind, since)
        rows["label"] = [period_name(start.date(), end.date()) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)]
    rows["unit_name"] = [delivered.unit_name(indicator, unit) for unit in rows["unit"]]
    rows["note"] = [" ".join(_notes(row, sentences.delivered(indicator))) for row in rows.itertuples()]
    return rows


def _rows(reader: Reader, indicator: str, place: Place, period_kind: str, since: int = FIRST_YEAR) -> pd.DataFrame:
    where = {"area": place.area, "area_version": place.area_version, "period_kind": period_kind, "since": date(since, 1, 1)}
    return read(reader, "series", indicator=indicator, **where)


def _rolling(reader: Reader, indicator: pd.Series, place: Place, since: int) -> pd.DataFrame:
    """Sums of twelve months that end in the year `since` or later."""
    slug = str(indicator["indicator"]).removesuffix("_count")
    breaks = list(breaks_of(reader, f"{slug}_count", place.area, place.area_version)["break_date"])
    months, years = _rows(reader, f"{slug}_count", place, "month"), _rows(reader, slug, place, "year")
    rows = rolling(months, years, breaks, rated=indicator["unit"] != "count")
    return rows[rows["period_end"].dt.year >= since].reset_index(drop=True)


@lru_cache(maxsize=16)
def bands(reader: Reader) -> list[tuple[date, date, str]]:
    """The agreements' periods for shading, oldest first: (first day, last day, name)."""
    rows = read(reader, "agreement_periods")
    return [
        (row.period_start.date(), row.period_end.date(), text("control.agreement", label=row.label))
        for row in rows.itertuples()
        if pd.notna(row.period_end)
    ]


def fields_of(reader: Reader, rows: pd.DataFrame) -> str:
    """What the agreements' fields behind a series mean, in words."""
    return fields_line(bands(reader), rows["period_start"].min().date(), rows["period_end"].max().date()) if len(rows) else ""


def _notes(row: Any, is_delivered: bool) -> Iterator[str]:
    if not row.complete:
        yield text("exhibits.note.incomplete")
    if row.preliminary:
        yield text("exhibits.note.preliminary")
    if row.state not in ("value", "zero"):
        yield text(f"sentences.state_delivered.{row.state}") + "." if is_delivered else text(f"sentences.state.{row.state}")


def judge(rows: pd.DataFrame, indicator: pd.Series, breaks: pd.DataFrame) -> dict[str, Any] | None:
    """The latest whole, final period against the same period a year earlier; None where there is no figure at all.

    Figures that come ready made are compared with the last period before it that shares no day with it.
    """
    whole = rows[rows["complete"] & ~rows["preliminary"] & rows["value"].notna()]
    if whole.empty:
        return None
    now = whole.iloc[-1]
    other = indicator["family"] in delivered.FAMILIES
    then = delivered.earlier(whole, now) if other else whole[whole["period_start"] == now["period_start"] - pd.DateOffset(years=1)]
    row = {key: indicator[key] for key in JUDGED}
    row |= _point("latest", now) | _point("base", then.iloc[0] if len(then) else None)
    if then.empty:
        reason = text("exhibits.trend.no_earlier" if other else "exhibits.trend.no_year_before")
        return row | {"verdict": "not_measured", "polarity": "neutral", "reason": reason, "base_label": ""}
    crossed = breaks[(breaks["break_date"] > then.iloc[0]["period_start"]) & (breaks["break_date"] <= now["period_end"])]
    if other:
        verdict = delivered.verdict(then.iloc[0], now, indicator["measure"], not crossed.empty)
    else:
        exposure = [(p["base"] if indicator["measure"] == "rate" else 1.0) for p in (then.iloc[0], now)]
        verdict = change_verdicts([then.iloc[0]["numerator"]], [exposure[0]], [now["numerator"]], [exposure[1]], [not crossed.empty])[0]
    reason = " ".join(crossed["reason"]) or (delivered.untested(now["source"]) if other and verdict == "not_measured" else "")
    return row | {"verdict": verdict, "polarity": polarity(verdict, indicator["better"]), "reason": reason}


def _point(name: str, row: pd.Series | None) -> dict[str, Any]:
    columns = {"value": "value", "lower": "lower", "upper": "upper", "count": "numerator"}
    if row is None:
        return {f"{name}_{key}": None for key in columns}
    found: dict[str, Any] = {f"{name}_{key}": None if pd.isna(row[column]) else float(row[column]) for key, column in columns.items()}
    return found | {f"{name}_label": row["label"]}


def _empty(indicator: pd.Series, area_name: str, rows: pd.DataFrame) -> Exhibit:
    nothing = pd.DataFrame({"value": np.array([], dtype=float)})
    heading = text("exhibits.trend.empty", what=indicator["short_title"], area=area_name)
    reasons = delivered.absent_words(rows) if sentences.delivered(indicator) else []
    return Exhibit(
        "trend",
        heading,
        "",
        " ".join(reasons) or text("exhibits.trend.empty_why"),
        "",
        nothing,
        nothing,
        ("series",),
        indicator["definition"],
        indicator["caveat"],
    )
