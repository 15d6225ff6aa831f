"""Datastatus: every delivery with its receipt's equation, and whether the source's next one is late."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.sentences import capital, counted
from lagesbild.store import Reader
from lagesbild.texts import day, number, text, texts

DAYS = {"week": 7, "month": 31, "quarter": 92, "tertial": 123, "half_year": 184, "year": 366}
EQUATION = tuple(text(f"data_status.column.{key}") for key in ("read", "stored", "rejected", "outside"))
SERIES = ["kind", "title", "cadence"]  # a source that comes both by month and by year is two series
STATE = text("data_status.column.state")
SIGNS = (("=", "stored"), ("+", "rejected"), ("+ ", "outside"))
OF_ANYTHING = ("figures",)  # formats whose title does not say what a file is about: its name does
GRACE = {"week": 7, "month": 31, "quarter": 45, "tertial": 45, "half_year": 60, "year": 90}  # days that a source may take after its period
ICONS = {"late": "late", "due": "too_early", "current": "current", "in_use": "current"}


@kept
def data_status(reader: Reader, today: date) -> Exhibit:
    """One row per source and how often it comes, the newest delivery; due when its next period has ended, late when the grace is over."""
    rows = read(reader, "sources")
    dated = rows[rows["data_date"].notna()].drop_duplicates(SERIES)
    undated = rows[rows["data_date"].isna()].drop_duplicates(SERIES[:2])
    undated = undated[~pd.concat([dated, undated]).duplicated(SERIES[:2]).tail(len(undated))]
    newest = pd.concat([dated, undated]).sort_index()
    states = {row.receipt: _state(row, today) for row in newest.itertuples()}
    twice = set(newest["title"][newest["title"].duplicated()])
    shown = [_row(row, states.get(row.receipt), today, _title(row, twice)) for row in rows.itertuples()]
    late, due = (sum(state == word for state in states.values()) for word in ("late", "due"))
    heading = (
        capital(text(f"data_status.late{'' if late > 1 else '_one'}", n=counted(late, "källa", "källor")))
        if late
        else text("data_status.current")
    )
    table = pd.DataFrame([{text(f"data_status.column.{key}"): value for key, value in row.items()} for row in shown])
    return Exhibit(
        slug="data_status",
        heading=heading,
        sub=capital(text("data_status.sub" if len(rows) > 1 else "data_status.sub_one", n=counted(len(rows), "fil", "filer"))),
        sentence=heading,
        source_line=text("data_status.equation"),
        frame=rows,
        table=table,
        queries=("sources", "rejections"),
        definition=text("data_status.definition"),
        facts={
            "cells": _cells(table[rows["receipt"].isin(states).to_numpy()], newest),
            "icons": [ICONS[states[receipt]] for receipt in newest["receipt"]],
            "late": late,
            "due": due,
            "receipts": _receipts(table),
            "rejections": _rejections(read(reader, "rejections")),
        },
    )


def _cells(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The sources as the page shows them: the receipt's sum with its signs, rows of other municipalities where there are any."""
    left_out = ["file", "receipt", "source", "unplaced", *([] if rows["rows_outside"].any() else ["outside"])]
    shown = table.drop(columns=[text(f"data_status.column.{key}") for key in left_out])
    for sign, before in SIGNS:
        if before not in left_out:
            shown.insert(list(shown.columns).index(text(f"data_status.column.{before}")), sign, sign.strip())
    return shown


def _receipts(table: pd.DataFrame) -> pd.DataFrame:
    """Every delivery with its receipt: the sum, and how many stored rows count in the whole municipality only."""
    keys = ("file", "received_on", "data_date", "read", "stored", "rejected", "outside", "unplaced", "receipt")
    return table[[text(f"data_status.column.{key}") for key in keys]]


def _rejections(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that were not stored, each with its place in the file and the reason."""
    where = [text("data_status.where", file=row.file, line=number(row.line), column=row.column) for row in rows.itertuples()]
    return pd.DataFrame({text("data_status.column.where"): where, text("data_status.column.reason"): rows["reason"]})


@kept
def data_line(reader: Reader) -> str:
    """How far each source reaches, in one line for the foot of a page."""
    rows = read(reader, "sources")
    newest = rows[rows["data_date"].notna()].drop_duplicates(["kind", "source", "title"])
    return " ".join(_reach(row) for row in newest.itertuples())


def _reach(row: Any) -> str:
    key = f"data_status.reach_{row.kind}"
    return text(key if key in texts() else "data_status.reach_other", title=row.title, source=row.source, data_date=day(row.data_date))


def _expected(row: Any) -> date | None:
    """The day by which the source's next delivery should be here; None for what has no date of its own."""
    return None if pd.isna(row.data_date) else row.data_date.date() + timedelta(DAYS[row.cadence] + _grace(row))


def _grace(row: Any) -> int:
    """How long the source may take; a year's survey that came while its year went on is looked for a year later, and a month."""
    came_early = row.cadence == "year" and row.data_date >= row.received_on
    return GRACE["month" if came_early else row.cadence]


def _state(row: Any, today: date) -> str:
    expected = _expected(row)
    if expected is None:
        return "in_use"
    return "late" if today > expected else "due" if today > expected - timedelta(_grace(row)) else "current"


def _title(row: Any, twice: Collection[str]) -> str:
    """What a source is called: with how often it comes where two have the same name, with its file where the name says nothing."""
    if row.format in OF_ANYTHING:
        return text("data_status.title_file", title=row.title, file=row.file)
    if row.title in twice and not pd.isna(row.data_date):
        return text("data_status.title_cadence", title=row.title, cadence=text(f"data_status.cadence.{row.cadence}"))
    return row.title


def _row(row: Any, state: str | None, today: date, title: str) -> dict[str, str]:
    expected = _expected(row)
    words = text(f"data_status.state.{state or ('older' if expected else 'in_use')}", n=number((today - expected).days if expected else 0))
    if state and state != "late" and not pd.isna(row.preliminary_from):
        words += text("data_status.state.preliminary", day=day(row.preliminary_from))
    return {
        "title": title, "source": row.source, "cadence": text(f"data_status.cadence.{row.cadence}") if expected else "",
        "data_date": "–" if pd.isna(row.data_date) else day(row.data_date), "received_on": day(row.received_on),
        "expected": day(expected) if expected and state else "–",
        "read": number(row.rows_read), "stored": number(row.rows_stored), "rejected": number(row.rows_rejected),
        "outside": number(row.rows_outside), "unplaced": number(row.rows_unplaced), "file": row.file,
        "receipt": row.receipt, "state": words,
    }  # fmt: skip
