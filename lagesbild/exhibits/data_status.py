"""Datastatus: every delivery with its receipt's equation, and whether the source's next one is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.kept import kept
from lagesbild.read import read
from lagesbild.sentences import capital, counted
from lagesbild.store import Reader
from lagesbild.texts import day, number, text, texts

DAYS = {"week": 7, "month": 31, "quarter": 92, "tertial": 123, "half_year": 184, "year": 366}
EQUATION = tuple(text(f"data_status.column.{key}") for key in ("read", "stored", "rejected", "outside", "unplaced"))
STATE = text("data_status.column.state")
WIDE_ONLY = (*tuple(text(f"data_status.column.{key}") for key in ("cadence", "received_on", "outside", "unplaced")), "+ ")
GRACE = {"week": 7, "month": 31, "quarter": 45, "tertial": 45, "half_year": 60, "year": 90}  # days that a source may take after its period


def data_status(reader: Reader, today: date) -> Exhibit:
    """One row per delivery; a source is late when its newest data are older than its cadence and grace allow."""
    rows = read(reader, "sources")
    newest = rows[rows["data_date"].notna()].drop_duplicates(["kind", "title"])
    rejections = read(reader, "rejections")
    late = {row.receipt: _days_late(row, today) for row in newest.itertuples()}
    shown = [_row(row, late.get(row.receipt)) for row in rows.itertuples()]
    n = sum(days > 0 for days in late.values())
    heading = text("data_status.late", n=capital(counted(n, "källa", "källor"))) if n else text("data_status.current")
    table = pd.DataFrame([{text(f"data_status.column.{key}"): value for key, value in row.items()} for row in shown])
    return Exhibit(
        slug="data_status",
        heading=heading,
        sub=text("data_status.sub", n=number(len(rows))),
        sentence=heading,
        source_line=text("data_status.equation"),
        frame=rows,
        table=table,
        queries=("sources", "rejections"),
        definition=text("data_status.definition"),
        facts={
            "cells": _cells(table),
            "receipts": table[[text("data_status.column.file"), text("data_status.column.receipt")]],
            "late": [late.get(row.receipt, 0) > 0 for row in rows.itertuples()],
            "rejections": _rejections(rejections),
            "wide_only": WIDE_ONLY,
        },
    )


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table as the page shows it: the receipt's sum with its signs, without the file names."""
    names = {key: text(f"data_status.column.{key}") for key in ("file", "receipt", "source")}
    shown = table.drop(columns=list(names.values()))
    for sign, before in (("=", "stored"), ("+", "rejected"), ("+ ", "outside")):
        shown.insert(list(shown.columns).index(text(f"data_status.column.{before}")), sign, sign.strip())
    return shown


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


def _days_late(row: Any, today: date) -> int:
    due = row.data_date.date().toordinal() + DAYS[row.cadence] + GRACE[row.cadence]
    return today.toordinal() - due


def _row(row: Any, late: int | None) -> dict[str, str]:
    if late is None:
        state = text("data_status.state.older" if not pd.isna(row.data_date) else "data_status.state.in_use")
    else:
        state = text("data_status.state.late", n=number(late)) if late > 0 else text("data_status.state.current")
    if late is not None and not pd.isna(row.preliminary_from):
        state += text("data_status.state.preliminary", day=day(row.preliminary_from))
    return {
        "title": row.title, "source": row.source, "cadence": text(f"data_status.cadence.{row.cadence}"),
        "data_date": "–" if pd.isna(row.data_date) else day(row.data_date), "received_on": day(row.received_on),
        "read": number(row.rows_read), "stored": number(row.rows_stored), "rejected": number(row.rows_rejected),
        "outside": number(row.rows_outside), "unplaced": number(row.rows_unplaced), "file": row.file,
        "receipt": row.receipt, "state": state,
    }  # fmt: skip
