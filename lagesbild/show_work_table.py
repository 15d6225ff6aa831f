"""Records as a table to write in: every changed row is stored with the version that was seen; what could not be stays written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.model import LagesbildError
from lagesbild.show_work_form import conflict_panel, forget, seen
from lagesbild.show_work_page import Row, Work, read_only, title_of
from lagesbild.texts import text
from lagesbild.work import KINDS, EditConflict, Field, label

ROW_HEIGHT, MOST_HEIGHT = 35, 600


@dataclass
class Unsaved:
    """What a press on the button could not store: it stays in the table, with why."""

    rows: dict[str, Row] = filled(default_factory=dict)  # identity -> the changed values
    new: list[Row] = filled(default_factory=list)
    told: list[str] = filled(default_factory=list)
    presses: int = 0


def edit_table(work: Work, kind: str, rows: Sequence[Row], names: Sequence[str], *, key: str, defaults: Mapping[str, Any]) -> None:
    """An editable table of records; new rows get the defaults, removed rows are marked as deleted.

    Whoever meets another's change gets both versions above the table, and a value that is refused stays in its cell.
    """
    if not work.writes:
        read_only(work)
        return
    show.note(text("work_pages.table_how"))
    fields = [field for name in names for field in KINDS[kind].fields() if field.name == name]
    before = [seen(kind, row) for row in rows]
    left: Unsaved = st.session_state.setdefault(f"unsaved_{key}", Unsaved())
    for name in [name for name in st.session_state if str(name).startswith(f"conflict_{key}_")]:
        conflict_panel(work, kind, fields, str(name).removeprefix("conflict_"))
    for sentence in left.told:
        st.error(sentence)
    columns = {field.name: _column(work, kind, field) for field in fields}
    stamp = ".".join(f"{row['id']}:{row['version']}" for row in before)
    edited = st.data_editor(
        _frame(fields, before, left), key=f"table_{key}_{hash(stamp)}_{left.presses}", hide_index=True, num_rows="dynamic",
        column_config=columns, width="stretch", height=min(MOST_HEIGHT, ROW_HEIGHT * (len(before) + len(left.new) + 2) + 3),
    )  # fmt: skip
    if st.button(text("work_pages.save_table"), key=f"save_{key}", type="primary"):
        _save(work, kind, before, edited, fields, defaults, key)


def _frame(fields: Sequence[Field], before: Sequence[Row], left: Unsaved) -> pd.DataFrame:
    """The stored rows with what is not stored yet written over them, and new rows that could not be added."""
    rows = [row | left.rows.get(row["id"], {}) for row in before] + left.new
    frame = pd.DataFrame([{f.name: _cell(f, row[f.name]) for f in fields} for row in rows], columns=[f.name for f in fields])
    for field in fields:
        frame[field.name] = frame[field.name].astype(_dtype(field))
    return frame


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
    options = ({} if field.default else {"": "–"}) | work.options(field)
    return config.SelectboxColumn(words, options=list(options), format_func=lambda code: options.get(code, code))


def _save(
    work: Work, kind: str, before: list[Row], edited: pd.DataFrame, fields: Sequence[Field], defaults: Mapping[str, Any], key: str
) -> None:  # fmt: skip
    """Store row by row: one row's fault or conflict keeps no other row back, and nobody's writing is lost."""
    earlier: Unsaved = st.session_state[f"unsaved_{key}"]
    left = Unsaved(presses=earlier.presses + 1)
    rows = [(place, _values(values, fields)) for place, values in edited.to_dict("index").items()]
    kept = {int(place): values for place, values in rows if place is not None and int(place) < len(before)}
    added = [values for place, values in rows if place is None or int(place) >= len(before)]
    changes = [_changed(fields, row, kept.get(place)) for place, row in enumerate(before)]
    if not added and not earlier.told and all(changed == {} for changed in changes):
        st.toast(text("work_pages.nothing_changed"))  # the table stays as it is: a cell that is still on its way finds it there
        return
    stored = 0
    for row, changed in zip(before, changes, strict=True):
        stored += changed != {} and _save_row(work, kind, row, changed, left, key)
    for values in added:
        try:
            work.store.add(kind, work.page.code, dict(defaults) | values, work.who)
            stored += 1
        except LagesbildError as fault:
            left.new.append(values)
            left.told.append(text("work_pages.row_fault", row=text("work_pages.new"), fault=fault))
    st.session_state[f"unsaved_{key}"] = left
    if stored:
        st.toast(text("work_pages.saved_row") if stored == 1 else text("work_pages.saved_rows", n=stored))
    st.rerun()


def _changed(fields: Sequence[Field], row: Row, values: Row | None) -> Row | None:
    """What a row of the table says otherwise than what is stored; None where the row was taken away."""
    return None if values is None else {f.name: values[f.name] for f in fields if not _same(f, row[f.name], values[f.name])}


def _same(field: Field, before: Any, now: Any) -> bool:
    """Whether a cell still says what is stored; an emptied cell of words is the empty text."""
    return _cell(field, before) == _cell(field, now)


def _save_row(work: Work, kind: str, row: Row, changed: Row | None, left: Unsaved, key: str) -> bool:
    """Store one row's changed values, or with None that it is removed; returns whether it was stored."""
    try:
        if changed is None:
            work.store.delete(kind, row["id"], row["version"], work.who)
        else:
            work.store.save(kind, row["id"], row["version"], changed, work.who)
    except EditConflict as conflict:
        if changed:
            st.session_state[f"conflict_{key}_{row['id']}"] = conflict
        else:
            left.told.append(text("work_pages.row_fault", row=title_of(row), fault=conflict))
    except LagesbildError as fault:
        left.rows[row["id"]] = changed or {}
        left.told.append(text("work_pages.row_fault", row=title_of(row), fault=fault))
        return False
    else:
        forget(kind, row["id"])
        return True
    forget(kind, row["id"])  # the next look at the row is at what the other one stored
    return False


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value.date() if isinstance(value, datetime) else value


def _values(values: Mapping[Any, Any], fields: Sequence[Field]) -> Row:
    return {field.name: _plain(values[field.name]) for field in fields}
