"""The latest publications on the desk, each with its receipt, and the way to undo whatever is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.settings import settings
from lagesbild.show_access import local_time
from lagesbild.show_desk import CHOSEN, ENDED, Desk, asked
from lagesbild.show_tools import within
from lagesbild.spool import Job
from lagesbild.store import pointer
from lagesbild.texts import number, text
from lagesbild.web.beside import public_zone

SHOWN = 5  # publications in the list; the earlier ones are folded


def history(desk: Desk, sources: pd.DataFrame | None) -> None:
    """The latest publications, and a way to undo whatever is taken in. sources: the build's deliveries."""
    done = sorted((job for job in desk.jobs if job.state in ENDED), key=lambda job: job.id, reverse=True)
    show.section(text("desk.history.title"))
    if done:
        show.fact_list([_line(job) for job in done[:SHOWN]])
        _public(desk)
        if earlier := done[SHOWN:]:
            with st.expander(text("desk.history.earlier", n=number(len(earlier)))):
                show.fact_list([_line(job) for job in earlier])
    else:
        show.note(text("desk.history.none"))
    if offered := _offered(desk, done, sources):
        _undo(desk, offered)


def _line(job: Job) -> show.Fact:
    """A publication with the way back to its receipt: what became public, and what can be undone."""
    return replace(publication_line(job), href=within(f"datastatus?{CHOSEN}={job.id}"))


def _public(desk: Desk) -> None:
    """The way to what everybody sees now, also for whoever has left the receipt; nothing where its address is not known."""
    address = public_address(desk.home, desk.code) if pointer(desk.home, desk.code, "public") else ""
    if address:
        st.html(f'<p class="lb lb-sub"><a href="{escape(address, quote=True)}" target="_blank">{escape(text("desk.publish.open"))}</a></p>')


def public_address(home: Path, code: str) -> str:
    """Where the public site of a municipality lies: as it is configured, or on a developer's machine where it is served now."""
    if settings().site_url:
        return settings().site_url
    beside = public_zone(home) if settings().without_login else ""
    return f"{beside}/{code}/" if beside else ""


def publication_line(job: Job) -> show.Fact:
    """One publication, or its undoing, in a line."""
    told = job.result.get("receipt", {})
    words = {
        "day": _published(job),
        "undone": job.result.get("undone_on", ""),
        "rows": number(told.get("rows_stored", 0)),
    }
    key = "published" if job.state == "published" else "still_public" if job.result.get("still_public") else "undone"
    icon = "current" if job.state == "published" else "not_measured"
    return show.Fact(icon, told.get("file") or job.file, text(f"desk.history.{key}", **words))


def _published(job: Job) -> str:
    """The day of a publication and the time on the clock, where it was noted: "2026-11-22 kl. 14.03"."""
    day, at = job.result.get("published_on", ""), job.result.get("published_at")
    return text("desk.history.at", day=day, clock=local_time(at)[-5:].replace(":", ".")) if at else day


def _offered(desk: Desk, done: Sequence[Job], sources: pd.DataFrame | None) -> dict[str, tuple[str, Job | None]]:
    """{receipt: (file, its job)} of what can be undone: the latest publication first, then what came by the command line."""
    found: dict[str, tuple[str, Job | None]] = {}
    for job in done:
        if job.state == "published":
            found[job.result["receipt"]["receipt"]] = (job.result["receipt"]["file"], job)
    gone = {job.result.get("receipt", {}).get("receipt") for job in desk.jobs if job.state not in ("published", "already", "refused")}
    if sources is not None:
        for row in sources.sort_values("received_on", ascending=False, kind="stable").itertuples():
            if row.receipt not in found and row.receipt not in gone:
                found[str(row.receipt)] = (str(row.file), None)
    return found


def _undo(desk: Desk, offered: dict[str, tuple[str, Job | None]]) -> None:
    with st.popover(text("desk.undo.open"), icon=":material/undo:", key="desk_undo"):
        receipt = st.selectbox(
            text("desk.undo.which"), list(offered), None, format_func=lambda key: offered[key][0], key=f"desk_undo_{next(iter(offered))}",
            placeholder=text("desk.undo.choose"),
        )  # fmt: skip
        show.note(text("desk.undo.what", file=offered[receipt][0]) if receipt else text("desk.undo.choose_first"))
        public = receipt is not None and offered[receipt][1] is not None
        sure = not public or st.checkbox(text("desk.undo.sure"), key=f"desk_undo_sure_{receipt}")
        args = (desk, receipt, *offered[receipt]) if receipt and sure else None
        st.button(text("desk.undo.do"), type="primary", key="desk_undo_do", on_click=_undone, args=args, disabled=args is None)


def _undone(desk: Desk, receipt: str, file: str, job: Job | None) -> None:
    if job is not None:
        desk.order(job, "undo")
        return
    asked(desk.home, desk.code, file, "undo", receipt=receipt)
