"""Records as a table to write in: every changed row is stored with the version that was seen, and what could not be is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild.model import LagesbildError
from lagesbild.show_work_form import forget, seen, title_of
from lagesbild.show_work_page import Row, Work
from lagesbild.texts import text
from lagesbild.work import KINDS, Field, label

ROW_HEIGHT, MOST_HEIGHT = 35, 600


def edit_table(work: Work, kind: str, rows: Sequence[Row], names: Sequence[str], *, key: str, defaults: Mapping[str, Any]) -> None:
    """An editable table of records; new rows get the defaults, removed rows are marked as deleted."""
    fields = [field for name in names for field in KINDS[kind].fields() if field.name == name]
    before = [seen(kind, row) for row in rows]
    columns = {field.name: _column(work, kind, field) for field in fields}
    frame = pd.DataFrame([{f.name: _cell(f, row[f.name]) for f in fields} for row in before], columns=list(columns))
    for field in fields:
        frame[field.name] = frame[field.name].astype(_dtype(field))
    stamp = ".".join(f"{row['id']}:{row['version']}" for row in before)
    edited = st.data_editor(
        frame, key=f"table_{key}_{hash(stamp)}", hide_index=True, num_rows="dynamic", column_config=columns, width="stretch",
        height=min(MOST_HEIGHT, ROW_HEIGHT * (len(frame) + 2) + 3),
    )  # fmt: skip
    if st.button(text("work_pages.save_table"), key=f"save_{key}", type="primary"):
        _save(work, kind, before, edited, fields, defaults)


def _dtype(field: Field) -> str:
    return {"flag": "bool", "whole": "Int64", "amount": "Float64", "day": "datetime64[ns]"}.get(field.kind, "object")


def _cell(field: Field, value: Any) -> Any:
    return "" if value is None and field.kind not in ("day", "whole", "amount") else value


def _column(work: Work, kind: str, field: Field) -> Any:
    words, config = label(kind, field.name), st.column_config
    match field.kind:
        case "day":
            return config.DateColumn(words, format="YYYY-MM-DD")
        case "whole" | "amount":
            return config.NumberColumn(words)
        case "flag":
            return config.CheckboxColumn(words)
        case "line" | "long":
            return config.TextColumn(words, width="large" if field.required else "medium")
    options = ({} if field.default else {"": ""}) | work.options(field)
    return config.SelectboxColumn(words, options=list(options), format_func=lambda code: options.get(code, code))


def _save(work: Work, kind: str, before: list[Row], edited: pd.DataFrame, fields: Sequence[Field], defaults: Mapping[str, Any]) -> None:
    """Store row by row: one row's fault or conflict keeps no other row back."""
    stored, told = 0, []
    kept = {int(place): values for place, values in edited.to_dict("index").items() if place is not None and int(place) < len(before)}
    added = [values for place, values in edited.to_dict("index").items() if place is None or int(place) >= len(before)]
    for place, row in enumerate(before):
        values = kept.get(place)
        if values is not None and all(_cell(f, row[f.name]) == _plain(values[f.name]) for f in fields):
            continue
        try:
            if values is None:
                work.store.delete(kind, row["id"], row["version"], work.who)
            else:
                work.store.save(kind, row["id"], row["version"], _values(values, fields), work.who)
            stored += 1
        except LagesbildError as fault:
            told.append(text("work_pages.row_fault", row=title_of(row), fault=fault))
        forget(kind, row["id"])
    for values in added:
        try:
            work.store.add(kind, work.page.code, dict(defaults) | _values(values, fields), work.who)
            stored += 1
        except LagesbildError as fault:
            told.append(text("work_pages.row_fault", row=text("work_pages.new"), fault=fault))
    for sentence in told:
        st.error(sentence)
    if stored and not told:
        st.toast(text("work_pages.saved_rows", n=stored))
        st.rerun()


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value.date() if isinstance(value, datetime) else value


def _values(values: Mapping[Any, Any], fields: Sequence[Field]) -> Row:
    return {field.name: _plain(values[field.name]) for field in fields}
