"""Forms for any kind of record: what is wrong is said by field, and a second editor gets both versions side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.model import LagesbildError
from lagesbild.show_words import asked_for
from lagesbild.show_work_page import SEEN, STORED, Row, Work, read_only, title_of
from lagesbild.texts import text
from lagesbild.work import KINDS, EditConflict, Field, label

NEW, SAVED = "ny", "work_saved"  # in the session: the form whose values were stored last
LONG_KINDS = ("long", "areas", "parties")
ADDRESSED = {"problem": "problem", "activity": "aktivitet"}  # the kinds with a place of their own on the page Plan, by its name there


def seen(kind: str, row: Row) -> Row:
    """A record as it was when its editor first saw it here; a later version elsewhere then becomes a conflict, not a loss."""
    return st.session_state[SEEN].setdefault(f"{kind} {row['id']}", row)


def forget(kind: str, identity: str) -> None:
    """Let the next look at a record be the stored one."""
    st.session_state[SEEN].pop(f"{kind} {identity}", None)


def edit_records(
    work: Work,
    kind: str,
    *,
    fields: Sequence[str] = (),
    defaults: Mapping[str, Any] | None = None,
    key: str = "",
    only: Callable[[Row], bool] = lambda _: True,
    at_once: bool = False,
) -> None:
    """A box to choose a record or a new one, its form, and under it what can be undone; for who reads, a sentence instead.

    The form and what deletes a record are folded until somebody chooses in the box or unfolds them: who follows a link to a
    record has come to read. They stand open where nothing is written yet, and where something was stored just now.
    only: which records of the kind belong here. at_once: the reader has asked for the form already.
    """
    if not work.writes:
        read_only(work)
        return
    key = key or kind
    known = {row["id"]: title_of(row) for row in work.rows(kind) if only(row)}
    names = {NEW: text("work_pages.new"), **known}
    st.session_state.setdefault(f"pick_{key}", NEW)
    if st.session_state[f"pick_{key}"] not in names:
        st.session_state[f"pick_{key}"] = NEW
    picked = st.selectbox(
        text("work_pages.pick", kind=text(f"work.{kind}.many")), list(names), format_func=names.__getitem__, key=f"pick_{key}",
        on_change=lambda: st.session_state.update({f"chosen_{key}": st.session_state[f"pick_{key}"]}),
    )  # fmt: skip
    row, form = work.row(kind, picked) if picked != NEW else None, f"{key}_{picked}"
    stored = st.session_state.get(STORED, ("",))[0] == form
    unfolded = at_once or not known or stored or st.session_state.get(f"chosen_{key}") == picked
    with st.expander(text("work_pages.change", title=names[picked]) if row else text("work_pages.write_new"), expanded=unfolded):
        record_form(work, kind, row, fields=fields, defaults=defaults, key=form)
        if row is not None:
            _delete_button(work, kind, seen(kind, row), key)
    deleted_records(work, kind, key, only)


def record_form(
    work: Work,
    kind: str,
    row: Row | None,
    *,
    fields: Sequence[str] = (),
    defaults: Mapping[str, Any] | None = None,
    key: str,
    button: str = "",
    then: Callable[[Row], None] = lambda _: None,
) -> None:
    """The form of one record, or of a new one; saved with the version that was seen. then: is given the record when it is stored."""
    if not work.writes:
        read_only(work)
        return
    told = {field.name: field for field in KINDS[kind].fields()}
    asked = [told[name] for name in fields] if fields else list(told.values())
    before = seen(kind, row) if row else dict(defaults or {})
    conflict_panel(work, kind, asked, key)
    with st.form(f"form_{key}", border=False):
        values = _widgets(work, kind, asked, before, _place(key))
        pressed = st.form_submit_button(button or text("work_pages.save" if row else "work_pages.add"), type="primary")
    if pressed:
        hidden = {name: value for name, value in (defaults or {}).items() if name not in values}
        save(work, kind, before if row else None, values | ({} if row else hidden), key, then)
    else:
        receipt(work, key)


def receipt(work: Work, key: str) -> None:
    """What was stored last, where it is in sight wherever one stands: under the form `key` that it was written in, or where that led."""
    told: tuple[str, str, str] | None = st.session_state.get(STORED)
    row = work.row(*told[1:]) if told and told[0] == key else None
    if told is None or row is None:
        return
    with st.container(key=f"receipt_{key}"):
        href = f"plan?{ADDRESSED[told[1]]}={row['id']}" if told[1] in ADDRESSED else ""
        show.fact_list([show.Fact("current", text("work_pages.saved_named", title=title_of(row)), "", href)])


def save(work: Work, kind: str, before: Row | None, values: Row, key: str, then: Callable[[Row], None] = lambda _: None) -> None:
    """Store a form's values; a fault is told, a conflict is kept for the panel above the form."""
    try:
        if before is None:
            stored = work.store.add(kind, work.page.code, values, work.who)
            st.session_state[f"stored_{key}"] = st.session_state.get(f"stored_{key}", 0) + 1
        else:
            stored = work.store.save(kind, before["id"], before["version"], values, work.who)
            forget(kind, before["id"])
    except EditConflict as conflict:
        st.session_state[f"conflict_{key}"] = conflict
        st.rerun()
    except LagesbildError as fault:
        for sentence in getattr(fault, "faults", {"": str(fault)}).values():
            st.error(sentence)
        return
    st.session_state[SAVED], st.session_state[STORED] = key, (key, kind, stored["id"])
    then(stored)
    st.toast(text("work_pages.saved"))
    st.rerun()


def _place(key: str) -> str:
    """What a form's fields are called: others after each new record, which leaves them empty; what is refused stays as it was written."""
    stored = st.session_state.get(f"stored_{key}", 0)
    return f"{key}_{stored}" if stored else key


def _widgets(work: Work, kind: str, asked: Sequence[Field], before: Mapping[str, Any], key: str) -> Row:
    """Short fields three in a row, long ones by themselves."""
    found: Row = {}
    short: list[Field] = []
    for field in [*asked, None]:
        if field is not None and field.kind not in LONG_KINDS:
            short.append(field)
            if len(short) < 3:
                continue
        if short:
            for column, each in zip(st.columns(3), short, strict=False):
                with column:
                    found[each.name] = _widget(work, kind, each, before.get(each.name), key)
            short = []
        if field is not None and field.kind in LONG_KINDS:
            found[field.name] = _widget(work, kind, field, before.get(field.name), key)
    return found


def _widget(work: Work, kind: str, field: Field, value: Any, key: str) -> Any:
    words, place = asked_for(label(kind, field.name), required=field.required), f"{key}_{field.name}"
    match field.kind:
        case "long":
            return st.text_area(words, value or "", key=place, height=100, max_chars=field.longest or None)
        case "day":
            return st.date_input(words, value, format="YYYY-MM-DD", key=place)
        case "whole":
            return st.number_input(words, min_value=0, value=value, step=1, key=place)
        case "amount":
            return st.number_input(words, value=value, step=1.0, format="%.10g", key=place)
        case "flag":
            return st.checkbox(words, bool(value), key=place)
        case "areas" | "parties":
            options = work.options(field)
            chosen = [item for item in value or [] if item in options]
            return st.multiselect(
                words, list(options), chosen, options.__getitem__, key=place, placeholder=text("work_pages.choose_several")
            )
        case "line":
            return st.text_input(words, value or "", key=place)
    options = {"": "–"} | work.options(field) if not field.default else work.options(field)
    if value and value not in options:
        options |= {value: text("work_pages.gone", code=value)}
    start = list(options).index(value or field.default or "")
    return st.selectbox(words, list(options), start, options.__getitem__, key=place)


def conflict_panel(work: Work, kind: str, asked: Sequence[Field], key: str) -> None:
    """Both versions of what two people changed at once, and the choice between them."""
    conflict: EditConflict | None = st.session_state.get(f"conflict_{key}")
    if conflict is None:
        return
    st.warning(str(conflict))
    differ = [f for f in asked if f.name in conflict.mine and (conflict.mine[f.name] or "") != (conflict.theirs[f.name] or "")]
    columns = (text("work_pages.conflict.field"), text("work_pages.conflict.mine"), text("work_pages.conflict.theirs"))
    rows = [[label(kind, f.name), written(work, f, conflict.mine[f.name]), written(work, f, conflict.theirs[f.name])] for f in differ]
    show.data_table(pd.DataFrame(rows, columns=list(columns)), caption=str(conflict))
    theirs = conflict.theirs
    left, right, _ = st.columns([1, 1, 2])
    if left.button(text("work_pages.conflict.keep_mine"), key=f"mine_{key}"):
        del st.session_state[f"conflict_{key}"]
        if theirs["deleted_at"] is not None:
            theirs = work.store.restore(kind, theirs["id"], work.who)
        save(work, kind, theirs, {f.name: conflict.mine[f.name] for f in differ}, key)
    if right.button(text("work_pages.conflict.keep_theirs"), key=f"theirs_{key}"):
        del st.session_state[f"conflict_{key}"]
        forget(kind, theirs["id"])
        _clear(key)
        st.rerun()


def _clear(key: str) -> None:
    """Let the form show the stored values again."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}_")]:
        del st.session_state[name]


def written(work: Work, field: Field, value: Any) -> str:
    """A stored value as people read it."""
    if value in (None, "", []):
        return "–"
    if field.kind == "flag":
        return text("work_pages.yes" if value else "work_pages.no")
    if field.kind in ("areas", "parties"):
        known = work.options(field)
        return ", ".join(str(known.get(item, item)) for item in value)
    if field.kind in ("choice", "area", "goal", "focus", "record"):
        return work.options(field).get(value, str(value))
    return f"{value:%Y-%m-%d}" if field.kind == "day" else str(value)


def _delete_button(work: Work, kind: str, row: Row, key: str) -> None:
    if st.button(text("work_pages.delete"), key=f"delete_{key}_{row['id']}", type="tertiary", icon=":material/delete:"):
        try:
            work.store.delete(kind, row["id"], row["version"], work.who)
        except EditConflict as conflict:
            forget(kind, row["id"])
            st.warning(str(conflict))
            return
        st.toast(text("work_pages.deleted"))
        st.rerun()


def deleted_records(work: Work, kind: str, key: str, only: Callable[[Row], bool] = lambda _: True) -> None:
    """What has been deleted, each with a button that brings it back."""
    gone = [row for row in work.store.rows(kind, work.page.code, deleted=True) if only(row)]
    if not gone:
        return
    with st.expander(text("work_pages.deleted_list", n=len(gone))):
        for row in gone:
            words, undo = st.columns([4, 1], vertical_alignment="center")
            words.text(
                text("work_pages.deleted_row", title=title_of(row), who=row["deleted_by"], when=f"{row['deleted_at']:%Y-%m-%d %H:%M}")
            )
            if undo.button(text("work_pages.restore"), key=f"restore_{key}_{row['id']}"):
                work.store.restore(kind, row["id"], work.who)
                forget(kind, row["id"])
                st.rerun()
