"""Reads extracts with one row per reported crime: dates, code, municipality and area, each row sound or rejected by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from lagesbild.intake.area_codes import Known, municipalities, place
from lagesbild.intake.names import Names
from lagesbild.intake.parsed import NOWHERE, RECEIVER, Faults, Parsed
from lagesbild.intake.receipt import Notice
from lagesbild.intake.recognise import refuse_persons
from lagesbild.intake.text_reader import Document, Table, table
from lagesbild.intake.values import dates, folded, hours, whole_numbers
from lagesbild.model import UNPLACED, Format
from lagesbild.texts import count, number, period_name, text

THIN = 0.25  # a month with less than this share of the usual number lies before the period that the extract covers
USUAL = 20  # below this usual number of rows a month nothing is said about thin months


def parse(source: Document, fmt: Format, names: Names, received_on: date) -> Parsed:
    """Every row of the file, other municipalities' rows too; what is wrong with a row is noted with it."""
    read = table(source)
    screen(read)
    columns = _columns(read, fmt)
    missing = fmt.spec["read"]["missing"]
    cells = {name: column if name == "events" else column.mask(column.isin(missing), "") for name, column in columns.items()}
    rows = _rows(cells, read, fmt, names)
    faults = _faults(
        {name: rows[name] for name in rows.columns}, cells, {name: read.headings[_index(read, fmt, name)] for name in cells}, received_on
    )
    sound = rows.drop(index=list(faults.found))
    found = Parsed(rows, faults, read.ragged, read.repeated)
    found.names = dict(zip(rows["municipality"], cells["municipality"], strict=True))
    found.national = cells["municipality"].nunique() >= fmt.spec["read"]["national_from"]
    if not sound.empty:
        _cover(found, sound, int(fmt.spec["read"]["preliminary_months"]))
    return found


def screen(read: Table) -> None:
    """Refuse a file in which any column, heading or odd line holds a personal identity number."""
    columns = [(heading or f"{index + 1}", read.frame[index].unique().tolist()) for index, heading in enumerate(read.headings)]
    odd = text("intake.screen.odd_lines")
    refuse_persons([*columns, (text("intake.screen.headings"), read.headings), (odd, read.ragged_texts)])


def finish(rows: pd.DataFrame, fmt: Format, known: Known) -> tuple[pd.DataFrame, list[Notice]]:
    """Our own rows with their areas settled, and what is worth knowing about them."""
    placed = place(rows, fmt.spec["areas"], known)
    notices: list[Notice] = []
    unplaced = placed["area"].tolist().count(UNPLACED)
    if unplaced:
        share = number(100 * unplaced / len(placed), 1)
        notices.append(Notice("unplaced", text("intake.notice.unplaced", rows=number(unplaced), all=number(len(placed)), share=share)))
    early = placed.loc[placed["reported_on"] < placed["occurred_on"], "line"]
    if len(early):
        lines = ", ".join(number(line) for line in early.head(5))
        notices.append(
            Notice("reported_before_crime", text("intake.notice.reported_before_crime", rows=_rows_said(len(early)), lines=lines))
        )
    return placed, notices


def _rows_said(rows: int) -> str:
    return count(rows, text("intake.word.row"), text("intake.word.rows"))


def _index(read: Table, fmt: Format, name: str) -> int:
    headings = [folded(heading) for heading in read.headings]
    return next((headings.index(folded(s)) for s in fmt.spec["columns"][name] if folded(s) in headings), -1)


def _columns(read: Table, fmt: Format) -> dict[str, pd.Series]:
    found = {name: _index(read, fmt, name) for name in fmt.spec["columns"]}
    return {name: read.frame.iloc[:, index] for name, index in found.items() if index >= 0}


def _rows(cells: dict[str, pd.Series], read: Table, fmt: Format, names: Names) -> pd.DataFrame:
    empty = pd.Series("", index=read.frame.index, dtype="str")
    codes = {name: names.code(name) or NOWHERE for name in cells["municipality"].unique()}
    occurred, timed = dates(cells.get("occurred_on", empty))
    area, home = cells["area"], cells["municipality"].map(codes).astype("str")
    return pd.DataFrame(
        {
            "municipality": home,
            "area": area.mask((area == "") | (area == home), UNPLACED),
            "crime_code": cells["crime_code"].str.zfill(fmt.spec["read"]["code_width"]),
            "reported_on": dates(cells["reported_on"])[0],
            "occurred_on": occurred,
            "hour": hours(cells.get("hour", empty)).fillna(timed),
            "events": whole_numbers(cells["events"]) if "events" in cells else pd.Series(1, index=empty.index, dtype="Int64"),
            "line": read.lines,
        }
    )


def _faults(rows: dict[str, pd.Series], cells: dict[str, pd.Series], headings: dict[str, str], received_on: date) -> Faults:
    faults = Faults()
    mark = faults.mark
    code, reported = cells["crime_code"], cells["reported_on"]
    mark(code == "", headings["crime_code"], "row.no_code", code)
    mark(~code.str.fullmatch(r"\d{1,5}"), headings["crime_code"], "row.bad_code", code)
    mark(reported == "", headings["reported_on"], "row.no_date", reported)
    mark(rows["reported_on"].isna(), headings["reported_on"], "row.bad_date", reported)
    tomorrow = pd.Timestamp(received_on + timedelta(days=1))
    mark(rows["reported_on"] > tomorrow, headings["reported_on"], "row.future_date", reported)
    if "occurred_on" in cells:
        occurred = cells["occurred_on"]
        mark((occurred != "") & rows["occurred_on"].isna(), headings["occurred_on"], "row.bad_date", occurred)
    if "hour" in cells:
        mark((cells["hour"] != "") & hours(cells["hour"]).isna(), headings["hour"], "row.bad_hour", cells["hour"])
    mark((rows["hour"] > 23).fillna(False).astype(bool), headings.get("occurred_on", ""), "row.bad_hour", rows["hour"])
    if "events" in cells:
        mark(
            (rows["events"].isna() | (rows["events"] < 1).fillna(True)).astype(bool), headings["events"], "row.bad_events", cells["events"]
        )
    home = municipalities(rows["area"])
    elsewhere = (rows["municipality"] != NOWHERE) & (home != RECEIVER) & (home != rows["municipality"])
    mark(elsewhere, headings["area"], "row.area_elsewhere", rows["area"])
    return faults


def _cover(found: Parsed, sound: pd.DataFrame, preliminary_months: int) -> None:
    """Which codes and days the whole file covers; thin months at the start are told and left out."""
    found.coverage_codes = tuple(sorted(sound["crime_code"].unique()))
    last = sound["reported_on"].max().date()
    months = sound["reported_on"].dt.to_period("M").value_counts().sort_index()
    usual = months.median()
    first = months.index[0] if usual < USUAL else months.index[months.to_numpy() >= THIN * usual][0]
    before = int(months[months.index < first].sum())
    found.data_from, found.data_date = first.start_time.date(), last
    if before:
        name = period_name(first.start_time.date(), first.end_time.date())
        found.warnings.append(Notice("thin_start", text("intake.notice.thin_start", rows=_rows_said(before), month=name)))
    if preliminary_months > 0:
        found.preliminary_from = (pd.Timestamp(last).replace(day=1) - pd.DateOffset(months=preliminary_months - 1)).date()
