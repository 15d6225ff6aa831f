"""Reads a table with one row per event: when, where and of what type, by the columns and types that its format names."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from lagesbild.intake import area_names
from lagesbild.intake.area_names import Gazetteer
from lagesbild.intake.convert_incidents import blanked
from lagesbild.intake.convert_points import point_columns, put_points
from lagesbild.intake.days import Days, read_days
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import Opened
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.intake.survey_sheet import Sheet
from lagesbild.intake.tabular import read_table
from lagesbild.intake.text_table import Column
from lagesbild.intake.values import folded, hours, slug, whole_numbers
from lagesbild.intake.vintage import OWN
from lagesbild.model import UNPLACED, Format
from lagesbild.texts import number, text

MOST_TYPES = 60  # a column with more texts than this is no column of types
OLDEST = date(1990, 1, 1)
ONE_TYPE, NO_TYPE = "all", "unspecified"  # type slugs where the file has no column for it, and where a row leaves it empty
MONTHS_OF = {"week": 0, "month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}


def parse(opened: Opened, fmt: Format, names: Names, received_on: date) -> Parsed:
    """Every row of the file as an event; what is wrong with a row is noted with it."""
    read, roles = read_table(opened, fmt)
    cells = {name: blanked(read.columns[index], fmt.spec["read"]["missing"]) for name, index in roles.items()}
    headings = {name: read.headings[index] for name, index in roles.items()}
    days = _days(cells["date"], headings["date"], fmt)
    codes, titles = _types(cells.get("type"), headings.get("type", ""), fmt)
    rows = pd.DataFrame(
        {
            "municipality": _homes(cells, names, len(read.lines)),
            "area": cells["area"].rows() if "area" in cells else "",
            "crime_code": f"{fmt.slug}{OWN}{ONE_TYPE}" if codes is None else codes.rows(),
            "reported_on": cells["date"].rows(days.day),
            "occurred_on": pd.Series(pd.NaT, index=range(len(read.lines)), dtype="datetime64[s]"),
            "hour": cells["date"].rows(days.hour),
            "events": cells["number"].rows(whole_numbers(cells["number"].values)) if "number" in cells else 1,
            "line": read.lines,
        }
    )
    if "time" in cells:
        rows["hour"] = cells["time"].rows(hours(cells["time"].values)).fillna(rows["hour"])
    faults = _faults(rows, cells, headings, received_on)
    if {"east", "north"} <= set(cells):
        crs = put_points(rows, cells, headings, None, fmt, faults)
        rows.attrs = {"crs": crs, "columns": point_columns(headings)}
    rows.attrs["area_heading"] = headings.get("area", "")
    found = Parsed(rows, faults, read.ragged, read.repeated, listed=not fmt.spec["event"].get("complete", False), type_names=titles)
    found.warnings += _told(days, cells["date"], headings["date"])
    _cover(found, titles, days, fmt, received_on)
    found.rows.attrs["unread"] = _unread(read, roles)
    return found


def place(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """Settle each row's area by the municipality's loaded areas; what cannot be placed is told, and rows of other places lie outside."""
    rows = parsed.rows
    found = area_names.verdicts(rows["area"], gazetteer)
    heading = rows.attrs["area_heading"]
    parsed.warnings += area_names.unplaced_notices(rows["area"], found, heading, gazetteer)
    elsewhere = rows["area"].isin([raw for raw, told in found.items() if told.match == "elsewhere"])
    settled = area_names.columns(rows["area"].where(~elsewhere, ""), found | {"": gazetteer.find("")})
    whole = settled["area_level"] == "municipality"  # an event in the municipality as a whole has no area
    settled["area"] = settled["area"].mask(whole, UNPLACED)
    for name in ("area_level", "area_version"):
        settled[name] = settled[name].mask(whole, "unplaced" if name == "area_level" else "")
    parsed.rows = rows.assign(**{name: settled[name] for name in ("area", "area_level", "area_version")})
    parsed.rows.loc[elsewhere & (parsed.rows["municipality"] == RECEIVER), "municipality"] = NOWHERE
    if "lon" not in parsed.rows:
        parsed.rows = parsed.rows.assign(lon=np.nan, lat=np.nan)


def finish(rows: pd.DataFrame, parsed: Parsed) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own rows, and how many of them have neither area nor point; columns that were not read are told."""
    notices = unread_notice(parsed)
    empty = int(((rows["area"] == UNPLACED) & rows["lon"].isna()).sum())
    if empty:
        share = number(100 * empty / len(rows), 1)
        notices.append(Notice("unplaced", text("intake.notice.unplaced", rows=number(empty), all=number(len(rows)), share=share)))
    return rows, notices


def _homes(cells: dict[str, Column], names: Names, rows: int) -> pd.Series:
    """Each row's municipality as the file says; the receiver's where it does not say."""
    if "municipality" not in cells:
        return pd.Series(RECEIVER, index=range(rows))
    called = cells["municipality"]
    homes = {spelt: names.code(spelt) or NOWHERE if spelt else RECEIVER for spelt in called.values.unique()}
    return called.rows(called.values.map(homes).astype("str"))


def _days(column: Column, heading: str, fmt: Format) -> Days:
    found = read_days(column.values, str(fmt.spec["read"].get("day_order", "")))
    if found.order in ("unsure", "mixed"):
        sample = column.values[column.values.str.match(r"\d{1,2}\D")]
        raise Refusal(f"table.{found.order}_days", column=shown(heading), sample=listed(sample.head(3).tolist()))
    return found


def _types(column: Column | None, heading: str, fmt: Format) -> tuple[Column | None, dict[str, str]]:
    """(each row's type code, {type code: Swedish title}): declared types first, others named by their own text."""
    declared = fmt.spec.get("types", {})
    slugs = {folded(said): str(told["slug"]) for said, told in declared.items()}
    titles = {f"{fmt.slug}{OWN}{told['slug']}": str(told["title"]) for told in declared.values()}
    if column is None:
        return None, {f"{fmt.slug}{OWN}{ONE_TYPE}": str(fmt.spec["event"]["title"])}
    codes: dict[str, str] = {}
    for said in column.values.unique():
        code = f"{fmt.slug}{OWN}{slugs.get(folded(said)) or slug(said) or NO_TYPE}"
        codes[said] = code
        titles.setdefault(code, said or text("intake.word.no_type"))
    if len(titles) > MOST_TYPES:
        raise Refusal("table.too_many_types", column=shown(heading), types=number(len(codes)), limit=number(MOST_TYPES))
    return column.instead(column.values.map(codes).astype("str")), titles


def _faults(rows: pd.DataFrame, cells: dict[str, Column], headings: dict[str, str], received_on: date) -> Faults:
    faults = Faults()

    def mark(name: str, key: str, bad: Any) -> None:
        for position in np.flatnonzero(np.asarray(bad, dtype=bool)).tolist():
            faults.note(position, headings[name], key, cells[name].at(position))

    day = rows["reported_on"]
    mark("date", "row.no_date", cells["date"].flags(cells["date"].values == ""))
    mark("date", "row.bad_date", day.isna())
    mark("date", "row.future_date", day > pd.Timestamp(received_on + timedelta(days=1)))
    mark("date", "row.old_date", day < pd.Timestamp(OLDEST))
    if "time" in cells:
        time = cells["time"].values
        mark("time", "row.bad_hour", cells["time"].flags((time != "") & hours(time).isna()))
    if "number" in cells:
        mark("number", "row.bad_number", ~(rows["events"] >= 1).fillna(False).astype(bool))
    return faults


def _told(days: Days, column: Column, heading: str) -> list[Notice]:
    """What was understood of the dates that people should know."""
    if not days.serials:
        return []
    first = column.values[days.day.notna() & column.values.str.fullmatch(r"\d{5}(?:\.\d+)?")].head(1)
    day = days.day[first.index].dt.strftime("%Y-%m-%d")
    words = text("intake.notice.excel_days", column=heading, value=listed(first.tolist()), day=listed(day.tolist()))
    return [Notice("excel_days", words)]


def _cover(found: Parsed, titles: dict[str, str], days: Days, fmt: Format, received_on: date) -> None:
    """The days that the file covers: from its first event to its last, or the whole periods of its cadence where the format says so."""
    sound = np.ones(len(found.rows), dtype=bool)
    sound[list(found.faults.found)] = False
    told = found.rows.loc[sound, "reported_on"]
    if told.empty:
        return
    first, last = told.min().date(), told.max().date()
    if days.months:
        found.grain, last = "month", _whole(last, 1)[1]
    months = MONTHS_OF[fmt.cadence]
    if fmt.spec["event"].get("covers") == "whole" and months:
        first, last = _whole(first, months)[0], _whole(last, months)[1]
    found.data_from, found.data_date = first, min(last, received_on)
    found.coverage_codes = tuple(sorted(titles))


def _whole(day: date, months: int) -> tuple[date, date]:
    """The first and the last day of the calendar period of so many months that a day lies in."""
    start = (day.month - 1) // months * months + 1
    end = start + months - 1
    return date(day.year, start, 1), date(day.year, end, calendar.monthrange(day.year, end)[1])


def _unread(read: Sheet, roles: dict[str, int]) -> list[str]:
    return [heading for index, heading in enumerate(read.headings) if heading and index not in roles.values()]


def unread_notice(parsed: Parsed) -> list[Notice]:
    """Which columns mean nothing to the format and were not stored."""
    unread = parsed.rows.attrs.get("unread", [])
    return [Notice("columns_left", text("intake.notice.columns_left", columns=listed(unread, 12)))] if unread else []
