"""One file on the desk: what it is, its sum, what it changes, what was rejected, and the buttons that take it further."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.show_access import seen_time
from lagesbild.show_desk import CHOSEN, FAULT, Desk, held, state_words, undo_words, uploader, watch
from lagesbild.show_desk_checks import checked, unanswered
from lagesbild.show_desk_fetch import fetch_part
from lagesbild.show_desk_history import history
from lagesbild.show_desk_mapping import format_file, mapping, nearly
from lagesbild.show_desk_progress import step_words, working
from lagesbild.show_desk_publish import built_part, ended_part
from lagesbild.show_formats import columns_part
from lagesbild.spool import Job, importer_runs
from lagesbild.spool_progress import progress
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import count, number, text

FIRST = ("failed", "ready", "asks", "built", "interrupted", "refused", "already", "stored", "undoing", "waiting")
KINDS = ("changed", "vanished", "new", "unusual")


def desk_part(desk: Desk, sources: pd.DataFrame | None, nothing: str) -> None:
    """The whole desk: what waits, the place to drop files, and what was published. nothing: the texts where nothing waits."""
    if fault := st.session_state.pop(FAULT, ""):
        st.warning(fault)
    resting = held()  # before the buttons are drawn: one that was drawn resting is always drawn again
    chosen = next((job for job in desk.jobs if job.id == st.query_params.get(CHOSEN)), None)
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        if not importer_runs(desk.home):
            show.empty_state(text("desk.upload.asleep"), text("desk.upload.asleep_why"), text("desk.upload.asleep_cure"), kind="late")
        if desk.open or chosen:
            jobs_part(desk, chosen)
        else:
            show.empty_state(*(text(f"desk.{nothing}.{part}") for part in ("title", "why", "cure")))
        columns_part(desk.home, desk.code, "desk")
    with right:
        uploader(desk)
        fetch_part(desk)
        history(desk, sources)
    watch(desk, resting=resting)


def jobs_part(desk: Desk, chosen: Job | None) -> None:
    """The chosen job, or the one that most needs a person, in full; the others as a row each. The chosen one stands in the address."""
    if chosen is None:
        chosen = min(desk.open, key=lambda job: (job.busy, job is not desk.working, FIRST.index(job.state), job.id))
        if not chosen.busy:  # what somebody has begun to read stays until they choose another
            st.query_params[CHOSEN] = chosen.id
    _job(desk, chosen)
    for job in desk.open:
        if job is not chosen:
            _row(job)


def _row(job: Job) -> None:
    """One job in short: its name, how far it has come, and the way to it."""
    with st.container(key=f"desk_row_{job.id}", horizontal=True, vertical_alignment="center"):
        state = step_words(progress(job)) if job.busy else state_words(job)
        st.html(f'<div class="lb"><p class="lb-what">{escape(job.file)}</p><p class="lb-note">{escape(state)}</p></div>')
        st.button(text("desk.do.show"), key=f"desk_show_{job.id}", on_click=st.query_params.update, args=({CHOSEN: job.id},))


def _job(desk: Desk, job: Job) -> None:
    """Everything about one job, by how far it has come."""
    with st.container(key=f"desk_job_{job.id}"):
        told = job.result.get("receipt") or {}
        show.finding(told.get("file") or job.file, _about(job, told), eyebrow=state_words(job))
        if job.busy:
            _working(desk, job)
            return
        if job.result.get("fault") and job.state != "refused":
            show.empty_state(text("desk.job.fault"), job.result["fault"], kind="late")
        DRAWN[job.state](desk, job, told)


def _about(job: Job, told: dict[str, Any]) -> str:
    """Who handed it in and when, what it was known as, and whether anybody outside sees it."""
    at = seen_time(int(job.id.split("-")[0], 16) / 1e9, job.municipality)
    known = text("desk.job.known", title=job.result["title"]) if job.result.get("title") else ""
    public = text("desk.job.not_public") if job.state in ("ready", "asks", "refused", "built") else ""
    return " ".join(filter(None, (known, text("desk.job.handed_in", at=at, who=job.who), public)))


def _working(desk: Desk, job: Job) -> None:
    """Which step the importer is at; files wait for each other."""
    if job.undoes:
        show.note(undo_words(desk, job))
    working(job)


def _ready(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    changes, preview = job.result.get("changes", {}), job.result.get("preview", {})
    show.receipt_equation(told["rows_read"], told["rows_stored"], told["rows_rejected"], told["rows_outside"])
    rejected = told.get("rejections", [])
    labels = [
        text("desk.tab.changes"), text("desk.tab.rejected", n=number(len(rejected))),
        text("desk.tab.preview"), text("desk.tab.checks"),
    ]  # fmt: skip
    what, faulty, first, checks = st.tabs(labels)
    with what:
        _changes(changes)
    with faulty:
        _rejections(job, rejected)
    with first:
        how = "questions" if told["kind"] == "answer" else "newest" if preview.get("newest") else "rows"
        show.note(text(f"desk.preview.{how}", n=number(len(preview["rows"]))))
        show.data_table(_frame(preview["columns"], preview["rows"]), caption=text("desk.tab.preview"))
    with checks:
        show.fact_list(checked(told, changes) + unanswered(told, preview))
    with st.container(key=f"desk_buttons_{job.id}", horizontal=True, vertical_alignment="center"):
        _button(desk, job, "accept", text("desk.do.accept", rows=_rows(told)), main=True)
        _button(desk, job, "abandon", text("desk.do.abandon"))


def _built(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    built_part(desk, job, told)
    _brought(job)


def _ended(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    ended_part(desk, job, told)
    _brought(job)


def _brought(job: Job) -> None:
    """What the file changed when it was taken in, new figures too, folded: the page Vad ändrades has only what was there before."""
    if changes := job.result.get("changes"):
        with st.expander(text("desk.built.brought", file=job.file)):
            _changes(changes)


def _changes(changes: dict[str, Any]) -> None:
    """New, changed and vanished values, those that history does not explain first."""
    counts = changes.get("counts", {})
    parts = [
        text(f"desk.changes.{kind}{'_one' if counts[kind] == 1 else ''}", n=number(counts[kind])) for kind in KINDS if counts.get(kind)
    ]
    show.note(
        text("desk.changes.first")
        if changes.get("first")
        else text("desk.changes.sum", parts=", ".join(parts) or text("desk.changes.none"))
    )
    if changes.get("whole"):
        fresh = sum(counts.get(kind, 0) for kind in ("new", "changed"))
        show.note(text("desk.changes.whole", n=number(counts["unusual"]), fresh=number(fresh)))
    rows = changes.get("rows", [])
    if not rows:
        return
    kinds = [show.Cell(row["unusual"], icon="late") if row.get("unusual") else text(f"desk.kind.{row['kind']}") for row in rows]
    columns = ("place", "period", "before", "after")
    frame = pd.DataFrame({text(f"desk.changes.column.{name}"): [row[name] for row in rows] for name in columns})
    frame[text("desk.changes.column.kind")] = kinds
    numeric = [text(f"desk.changes.column.{name}") for name in ("before", "after")]
    show.data_table(frame, caption=text("desk.tab.changes"), numeric=numeric)
    if counts.get("unusual") and not changes.get("whole"):
        show.note(text("desk.changes.unusual_how"))


def _rejections(job: Job, rows: list[dict[str, Any]]) -> None:
    """The rows that are left out, each with line, column and reason, to read here or take home and mend."""
    if not rows:
        show.note(text("desk.rejected.none"))
        return
    by_column = Counter(row["column"] for row in rows)
    told = [text("desk.rejected.by_column", column=name, rows=_rows({"rows_stored": n})) for name, n in by_column.most_common()]
    show.note(text("desk.rejected.by_columns", told=", ".join(told)))
    names = [text(f"desk.rejected.{name}") for name in ("line", "column", "reason")]
    frame = pd.DataFrame([[row["line"], row["column"], row["reason"]] for row in rows], columns=names)
    show.data_table(frame.assign(**{names[0]: frame[names[0]].map(number)}), caption=text("desk.tab.rejected", n=number(len(rows))))
    st.download_button(
        text("desk.rejected.download"), lambda: excel_csv(frame), "avvisade-rader.csv", "text/csv",
        key=f"desk_rejected_{job.id}", type="tertiary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _refused(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    if not nearly(job):
        message = told.get("message") or job.result.get("fault", "")
        show.empty_state(text("desk.refused.title"), message, text("desk.refused.cure"), kind="late")
    if told.get("rejections"):
        _rejections(job, told["rejections"])
    _button(desk, job, "abandon", text("desk.do.remove"))


def _already(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    show.empty_state(text("desk.already.title"), told.get("message", ""))
    _button(desk, job, "abandon", text("desk.do.remove"))


def _failed(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    with st.container(key=f"desk_buttons_{job.id}", horizontal=True, vertical_alignment="center"):
        _button(desk, job, "build", text("desk.do.again"), main=True)
        _button(desk, job, "undo", text("desk.do.undo"))


def _interrupted(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    with st.container(key=f"desk_buttons_{job.id}", horizontal=True, vertical_alignment="center"):
        last = job.orders[-1] if job.orders else None
        if job.source is not None:
            _button(desk, job, "inspect", text("desk.do.again"), main=True)
        elif last and last.kind in ("fetch", "rebuild"):
            again = {"on_click": desk.order, "args": (job, last.kind), "kwargs": last.said}
            st.button(text("desk.do.again"), type="primary", key=f"desk_again_{job.id}", **again)
        _button(desk, job, "abandon", text("desk.do.remove"))


def _asks(desk: Desk, job: Job, told: dict[str, Any]) -> None:
    shown = mapping(desk, job)
    _button(desk, job, "abandon", text("desk.do.abandon" if shown else "desk.do.remove"))
    if shown:
        format_file(job)


def _button(desk: Desk, job: Job, kind: Any, words: str, *, main: bool = False) -> None:
    look = "primary" if main else "tertiary" if kind == "abandon" else "secondary"
    sign = ":material/check:" if main else ":material/undo:" if kind == "undo" else None
    rests = kind in ("accept", "abandon") and held()
    st.button(words, type=look, key=f"desk_{kind}_{job.id}", icon=sign, disabled=rests, on_click=desk.order, args=(job, kind))


def _rows(told: dict[str, Any]) -> str:
    return count(told.get("rows_stored", 0), text("intake.word.row"), text("intake.word.rows"))


def _frame(columns: list[str], rows: list[list[str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


DRAWN = {
    "ready": _ready,
    "asks": _asks,
    "refused": _refused,
    "already": _already,
    "built": _built,
    "published": _ended,
    "undone": _ended,
    "failed": _failed,
    "interrupted": _interrupted,
    "waiting": lambda desk, job, told: None,
}
