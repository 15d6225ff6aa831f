"""Reads extracts with one row per reported crime: dates, code, municipality and area, each row sound or rejected by itself."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from lagesbild.intake.area_codes import Known, municipalities, place, version_notices
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import refuse_persons
from lagesbild.intake.screen import likely
from lagesbild.intake.text_reader import Document, Table, table
from lagesbild.intake.text_table import Column
from lagesbild.intake.values import dates, folded, hours, whole_numbers
from lagesbild.model import UNPLACED, Format
from lagesbild.texts import count, number, period_name, text

THIN = 0.25  # a month with less than this share of the usual number lies before the period that the extract covers
USUAL = 20  # below this usual number of rows a month nothing is said about thin months


def parse(source: Document, fmt: Format, names: Names, received_on: date) -> Parsed:
    """Every row of the file, other municipalities' rows too; what is wrong with a row is noted with it."""
    read = table(source)
    source.forget()
    screen(read)
    missing = fmt.spec["read"]["missing"]
    columns = named_columns(read, fmt)
    cells = {name: column if name == "events" else blanked(column, missing) for name, column in columns.items()}
    rows = event_rows(cells, read, fmt, names)
    faults = event_faults(rows, cells, {name: read.headings[place_of(read, fmt, name)] for name in cells}, received_on)
    found = Parsed(rows, faults, read.ragged, read.repeated)
    called = cells["municipality"]
    found.names = {_home(names, spelt): spelt for spelt in called.values.iloc[called.by_last()]}
    found.national = called.values.nunique() >= fmt.spec["read"]["national_from"]
    sound = np.ones(len(rows), dtype=bool)
    sound[list(faults.found)] = False
    if sound.any():
        cover(found, rows.loc[sound, ["crime_code", "reported_on"]], int(fmt.spec["read"]["preliminary_months"]))
    return found


def screen(read: Table) -> None:
    """Refuse a file in which any column, heading or odd line holds a personal identity number."""
    columns = [(heading or f"{index + 1}", likely(read.texts(index))) for index, heading in enumerate(read.headings)]
    odd = text("intake.screen.odd_lines")
    refuse_persons([*columns, (text("intake.screen.headings"), read.headings), (odd, read.ragged_texts)])


def finish(rows: pd.DataFrame, fmt: Format, known: Known, nowhere: str = "notice.unplaced") -> tuple[pd.DataFrame, list[Notice]]:
    """Our own rows with their areas settled, and what is worth knowing about them; `nowhere` tells of rows with neither area nor point."""
    placed = place(rows, fmt.spec["areas"], known)
    notices = version_notices(rows, fmt.spec["areas"], known)
    unplaced = int(((placed["area"] == UNPLACED) & placed["lon"].isna()).sum())
    if unplaced:
        share = number(100 * unplaced / len(placed), 1)
        told = text(f"intake.{nowhere}", rows=number(unplaced), all=number(len(placed)), share=share)
        notices.append(Notice(nowhere.removeprefix("notice."), told))
    early = placed.loc[placed["reported_on"] < placed["occurred_on"], "line"]
    if len(early):
        lines = ", ".join(number(line) for line in early.head(5))
        notices.append(
            Notice("reported_before_crime", text("intake.notice.reported_before_crime", rows=rows_said(len(early)), lines=lines))
        )
    return placed, notices


def rows_said(rows: int) -> str:
    """How many rows, in words: "1 rad", "5 rader"."""
    return count(rows, text("intake.word.row"), text("intake.word.rows"))


def place_of(read: Table, fmt: Format, name: str) -> int:
    """The position of the column that a format calls by this name, by the first of its spellings that is found; -1 without one."""
    headings = [folded(heading) for heading in read.headings]
    return next((headings.index(folded(s)) for s in fmt.spec["columns"][name] if folded(s) in headings), -1)


def named_columns(read: Table, fmt: Format) -> dict[str, Column]:
    """The columns that a format names and the file has."""
    found = {name: place_of(read, fmt, name) for name in fmt.spec["columns"]}
    return {name: read.column(index) for name, index in found.items() if index >= 0}


def blanked(column: Column, missing: list[str]) -> Column:
    """A column with the source's signs for nothing as empty texts."""
    return column.instead(column.values.mask(column.values.isin(missing), ""))


def _home(names: Names, spelt: str) -> str:
    return names.code(spelt) or NOWHERE


def event_rows(cells: dict[str, Column], read: Table, fmt: Format, names: Names) -> pd.DataFrame:
    """One row per report in the canonical columns, but for the area's version; municipalities that the catalogue lacks are NOWHERE."""
    called, code, occurred = cells["municipality"], cells["crime_code"], cells.get("occurred_on")
    homes = {spelt: _home(names, spelt) for spelt in called.values.unique()}
    absent = pd.Series(pd.NA, index=range(len(read.lines)), dtype="Int64")
    days, timed = dates(occurred.values) if occurred else (None, None)
    hour = cells["hour"].rows(hours(cells["hour"].values)) if "hour" in cells else absent
    return pd.DataFrame(
        {
            "municipality": called.category(called.values.map(homes).astype("str")),
            "area": _areas(cells, homes),
            "crime_code": code.category(code.values.str.zfill(fmt.spec["read"]["code_width"])),
            "reported_on": cells["reported_on"].rows(dates(cells["reported_on"].values)[0]),
            "occurred_on": pd.Series(pd.NaT, index=absent.index, dtype="datetime64[s]") if occurred is None else occurred.rows(days),
            "hour": hour if occurred is None or timed is None or timed.isna().all() else hour.fillna(occurred.rows(timed)),
            "events": cells["events"].rows(whole_numbers(cells["events"].values)) if "events" in cells else absent.fillna(1),
            "lon": np.nan,
            "lat": np.nan,
            "line": read.lines,
        }
    )


def _areas(cells: dict[str, Column], homes: dict[str, str]) -> pd.Series:
    """Each row's area; UNPLACED where there is none or it is only the row's own municipality."""
    area, called = cells["area"], cells["municipality"]
    told = area.values.mask(area.values == "", UNPLACED)
    if not told.isin(list(homes.values())).any():
        return area.category(told)
    placed = area.rows(told)
    return placed.mask(placed == called.rows(called.values.map(homes).astype("str")), UNPLACED).astype("category")


def event_faults(
    rows: pd.DataFrame, cells: dict[str, Column], headings: dict[str, str], received_on: date, codes: str = r"\d{1,5}"
) -> Faults:
    """The first fault of every faulty row; what a text says by itself is judged once for all rows that have it.

    codes: the pattern of a sound crime code.
    """
    faults = Faults()

    def mark(name: str, key: str, bad: np.ndarray) -> None:
        for position in bad.nonzero()[0].tolist():
            faults.note(position, headings[name], key, cells[name].at(position))

    code, reported = cells["crime_code"], cells["reported_on"]
    mark("crime_code", "row.no_code", code.flags(code.values == ""))
    mark("crime_code", "row.bad_code", code.flags(~code.values.str.fullmatch(codes)))
    mark("reported_on", "row.no_date", reported.flags(reported.values == ""))
    mark("reported_on", "row.bad_date", rows["reported_on"].isna().to_numpy())
    mark("reported_on", "row.future_date", (rows["reported_on"] > pd.Timestamp(received_on + timedelta(days=1))).to_numpy())
    if "occurred_on" in cells:
        occurred = cells["occurred_on"]
        mark("occurred_on", "row.bad_date", occurred.flags(occurred.values != "") & rows["occurred_on"].isna().to_numpy())
    if "hour" in cells:
        hour = cells["hour"]
        mark("hour", "row.bad_hour", hour.flags((hour.values != "") & hours(hour.values).isna()))
    late = (rows["hour"] > 23).to_numpy(dtype=bool, na_value=False)
    for position in late.nonzero()[0].tolist():
        faults.note(position, headings.get("occurred_on", ""), "row.bad_hour", rows["hour"].iloc[position])
    if "events" in cells:
        events = cells["events"].values
        mark("events", "row.bad_events", cells["events"].flags(~(whole_numbers(events) >= 1).fillna(False).astype(bool)))
    _mark_elsewhere(faults, rows, cells["area"], headings["area"])
    return faults


def _mark_elsewhere(faults: Faults, rows: pd.DataFrame, area: Column, heading: str) -> None:
    """Note the rows whose area lies in another municipality than the one they name."""
    homes = municipalities(area.values)
    if (homes == RECEIVER).all():
        return
    own = rows["municipality"].cat
    places = {code: place for place, code in enumerate([*own.categories, *homes.unique(), NOWHERE, RECEIVER])}
    named = np.array([places[code] for code in own.categories])[own.codes]
    told = area.rows(homes.map(places)).to_numpy()
    elsewhere = (named != places[NOWHERE]) & (told != places[RECEIVER]) & (told != named)
    for position in elsewhere.nonzero()[0].tolist():
        faults.note(position, heading, "row.area_elsewhere", rows["area"].iloc[position])


def cover(found: Parsed, sound: pd.DataFrame, preliminary_months: int) -> None:
    """Which codes and days the whole file covers; thin months at the start are told and left out."""
    found.coverage_codes = tuple(sorted(sound["crime_code"].unique()))
    last = sound["reported_on"].max().date()
    days = sound["reported_on"].value_counts()
    months = days.groupby(pd.DatetimeIndex(days.index).to_period("M")).sum()
    usual = months.median()
    first = months.index[0] if usual < USUAL else months.index[months.to_numpy() >= THIN * usual][0]
    before = int(months[months.index < first].sum())
    found.data_from, found.data_date = first.start_time.date(), last
    if before:
        name = period_name(first.start_time.date(), first.end_time.date())
        found.warnings.append(Notice("thin_start", text("intake.notice.thin_start", rows=rows_said(before), month=name)))
    if preliminary_months > 0:
        found.preliminary_from = (pd.Timestamp(last).replace(day=1) - pd.DateOffset(months=preliminary_months - 1)).date()
