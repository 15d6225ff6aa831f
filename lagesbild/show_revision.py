"""The tables of the page Vad ändrades: value by value before and now, and file by file."""

from __future__ import annotations

import pandas as pd

from lagesbild import sentences_revision, show
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.kept import kept
from lagesbild.texts import number, text

MOST = 120  # rows on the page; the download holds all
NUMERIC = ("old", "new", "interval", "difference")
IF_ANY = ("group", "unit")  # columns that are left out where they say the same in every row


def changed_table(found: Exhibit) -> None:
    """The first changes as a table: what, where and when, before, now with its interval, by how much and why."""
    if found.frame.empty:
        return
    numeric = [text(f"revision.column.{name}") for name in NUMERIC]
    show.data_table(_cells(found.frame), caption=text("revision.caption"), numeric=numeric)
    if len(found.frame) > MOST:
        show.note(text("revision.more", shown=number(MOST), n=number(len(found.frame))))


@kept
def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    cells = pd.DataFrame([_row(row) for row in rows.head(MOST).to_dict("records")])
    cells = cells.drop(columns=[name for name in IF_ANY if cells[name].nunique() == 1])
    return cells.rename(columns={name: text(f"revision.column.{name}") for name in cells})


def replaced_table(found: Exhibit) -> None:
    """File by file: which is replaced by which, over what days, and the rows of either."""
    counts = [text("revision.replaced.before"), text("revision.replaced.after")]
    cells = found.table.assign(**{name: found.table[name].map(number) for name in counts})
    show.data_table(cells, caption=text("revision.replaced.caption"), numeric=counts)


def _row(row: dict) -> dict[str, str]:
    return {
        "what": row["what"],
        "place_and_time": text("revision.place_and_time", where=row["where"], period=row["period"]),
        "group": row["group"],
        "old": sentences_revision.old(row),
        "new": sentences_revision.new(row),
        "interval": sentences_revision.span(row),
        "unit": row["unit_name"],
        "difference": sentences_revision.move(row),
        "within": row["within_word"],
        "why": row["why"],
        "old_vintage": row["old_vintage"],
        "new_vintage": row["new_vintage"],
    }
