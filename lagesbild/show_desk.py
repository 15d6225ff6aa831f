"""The data steward's desk on the page Datastatus: files handed in, what waits, what was published, and the way back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lagesbild import show, spool
from lagesbild.access import User, current_user, require
from lagesbild.model import LagesbildError
from lagesbild.sentences import capital, counted
from lagesbild.show_tools import within
from lagesbild.spool import Job, OrderKind
from lagesbild.spool_progress import progress
from lagesbild.texts import text

TYPES = ("csv", "txt", "tsv", "xlsx", "xlsm", "xls", "ods", "sav", "zsav", "px", "json", "geojson", "gpkg", "parquet", "zip")
ENDED = ("published", "undone")
SETTLED = ("refused", "already")  # told, and nothing to decide
BUSY_SECONDS, QUIET_SECONDS = 0.7, 5.0
TAKEN = "desk_taken"  # the uploads that lie on the desk already
FAULT = "desk_fault"
PRESSED, HELD_SECONDS = (
    "desk_pressed",
    2.0,
)  # after a press the next file's buttons lie where it was made: a double click must not reach them
CHOSEN = "fil"  # in the address: the job that is shown in full
AFTER = {"accept": ("stored", "built", "published", "undoing", "undone", "failed"), "publish": ("published",)}


@dataclass(frozen=True)
class Desk:
    """One municipality's desk as it lay when the page was drawn."""

    home: Path
    code: str
    user: User
    jobs: tuple[Job, ...]
    build: str = ""  # the figures that were there to look at when the page was drawn

    @property
    def open(self) -> tuple[Job, ...]:
        """What waits for a person or for the importer."""
        return tuple(job for job in self.jobs if job.state not in ENDED)

    @property
    def waiting(self) -> int:
        """How many jobs wait for a person."""
        return sum(not job.busy and job.state not in SETTLED for job in self.open)

    @property
    def working(self) -> Job | None:
        """What the importer has long to do with: it keeps its place on the page while files arrive."""
        return next((job for job in self.jobs if job.changes_figures or (job.pending and job.pending.kind == "publish")), None)

    def _next(self, job: Job) -> str:
        """The file to look at when this one is taken in: the next that can be taken in, else itself."""
        return next((other.id for other in self.open if other.state == "ready" and not other.busy and other.id != job.id), job.id)

    def order(self, job: Job, kind: OrderKind, **said: object) -> None:
        """Order something as the one who looks now, who must still be a steward; a sentence when it cannot be done."""
        st.query_params[CHOSEN] = self._next(job) if kind == "accept" else job.id  # its result is shown until another one is chosen
        st.session_state[PRESSED] = time.monotonic()
        try:
            user = require("steward", municipality=self.code)
            _not_done(self.home, job, kind)
            spool.order(self.home, job.id, kind, user.who, user.role, said)
        except LagesbildError as fault:
            st.session_state[FAULT] = str(fault)


def held() -> bool:
    """Whether somebody has just pressed: buttons that take a file in or away then rest for a moment."""
    return time.monotonic() - st.session_state.get(PRESSED, -HELD_SECONDS) < HELD_SECONDS


def _not_done(home: Path, job: Job, kind: OrderKind) -> None:
    """A sentence where somebody else was first with the same order."""
    now = spool.find(home, job.id)
    if now is None or kind not in ("accept", "publish"):
        return
    done = now.state in AFTER[kind] or (now.pending is not None and now.pending.kind == kind)
    if done:
        raise LagesbildError(text(f"desk.already_done.{kind}", file=job.file))


def opened(home: Path, code: str) -> Desk | None:
    """The desk of a municipality; None for everybody who is not its steward."""
    user = current_user()
    if user is None or not user.has({"steward"}, code):
        return None
    build = spool.current_build(home, code)  # before the jobs: what is built meanwhile is not taken for looked at
    return Desk(home, code, user, tuple(spool.jobs(home, code)), build)


def heading(desk: Desk | None, late: int = 0, due: int = 0, *, empty: bool = False) -> str:
    """The page's finding: what waits on the desk, and whether the sources are as they should be (late, or due to be read in now)."""
    state = "nothing" if empty else "late" if late > 1 else "late_one" if late else "due" if due else "current"
    waiting, busy = (desk.waiting, [job for job in desk.open if job.busy]) if desk else (0, [])
    counts = any(job.counting or job.state == "built" for job in busy)
    refused = sum(job.state == "refused" for job in desk.open) if desk else 0
    on_desk = "waiting" if waiting else "busy" if counts else "handed" if busy else "refused" if refused else "idle"
    words = {"files": counted(waiting or len(busy) or refused, "fil", "filer"), "sources": counted(late or due, "källa", "källor")}
    return capital(text(f"desk.heading.{on_desk}_{state}", **words))


def state_words(job: Job) -> str:
    """How far a job has come, in a few words."""
    if job.busy:
        return text("desk.state.undoing" if job.undoes else "desk.state.busy")
    near = job.state == "asks" and (job.result.get("proposal") or {}).get("near")
    return text("desk.state.near" if near else f"desk.state.{job.state}")


def undo_words(desk: Desk, job: Job) -> str:
    """What an undo that is under way does, and when the public site changes with it: not before what else waits is published."""
    public = job.result.get("was_public") or job.result.get("published_on")
    waits = any(other.state in ("stored", "built") for other in desk.jobs if other.id != job.id)
    return text("desk.undo.working_later" if public and waits else "desk.undo.working_public" if public else "desk.undo.working")


def uploader(desk: Desk) -> None:
    """The place to drop files: each lies on the desk as soon as it has arrived, and a mended file takes the place of the refused one."""
    show.section(text("desk.upload.title"))
    show.note(text("desk.upload.how"))
    taken: set[str] = st.session_state.setdefault(TAKEN, set())
    dropped = st.file_uploader(
        text("desk.upload.title"), type=list(TYPES), accept_multiple_files=True, key="desk_files", label_visibility="collapsed"
    )
    # The uploader is never emptied: a file that is on its way while another is taken would go with it, and nobody would know.
    if files := [file for file in dropped if file.file_id not in taken]:
        handed = []
        taken.update(file.file_id for file in files)
        for file in files:
            try:
                user = require("steward", municipality=desk.code)
                handed.append(spool.hand_in(desk.home, desk.code, file.name, file.getvalue(), user.who, user.role))
                _replaced(desk, file.name)
            except LagesbildError as fault:
                st.session_state[FAULT] = str(fault)
        _shown_next(desk, handed)
        st.rerun()


def _shown_next(desk: Desk, handed: Sequence[str]) -> None:
    """A file that is dropped alone is shown in full, unless something is being counted or read: that stays, and the file has a row."""
    if desk.working is not None:
        st.query_params[CHOSEN] = st.query_params.get(CHOSEN) or desk.working.id
    elif len(handed) == 1:
        st.query_params[CHOSEN] = handed[0]
    else:
        st.query_params.pop(CHOSEN, None)


def _replaced(desk: Desk, name: str) -> None:
    """Take away earlier attempts with a file of the same name of which nothing is stored."""
    for job in desk.open:
        if job.replaced_by(name):
            desk.order(job, "abandon")


def asked(home: Path, code: str, shown: str, kind: OrderKind, **said: str) -> None:
    """Order what no file is needed for, as the one who looks now, who must be a steward; its progress is then shown."""
    try:
        user = require("steward", municipality=code)
        st.query_params[CHOSEN] = spool.ask(home, code, shown, kind, user.who, user.role, said)
    except LagesbildError as fault:
        st.session_state[FAULT] = str(fault)


def watch(desk: Desk, *, resting: bool) -> None:
    """Draw the page anew when the importer, or another steward, has changed something on the desk, and when resting buttons have rested."""
    before = signature(desk.jobs)
    busy = resting or any(job.busy for job in desk.jobs)

    @st.fragment(run_every=BUSY_SECONDS if busy else QUIET_SECONDS)
    def look() -> None:
        if (resting and not held()) or signature(spool.jobs(desk.home, desk.code)) != before:
            st.rerun()

    look()


def signature(jobs: Iterable[Job]) -> tuple[tuple[str, int, str, int, str], ...]:
    """What decides how the desk is drawn; how far the chosen one has come is drawn by itself."""
    return tuple((job.id, job.done, job.state, len(job.orders), progress(job).step) for job in jobs)


def to_page(words: str, address: str) -> None:
    """A link to another page of the same municipality."""
    st.html(f'<p class="lb lb-sub"><a href="{within(address)}" target="_self">{words}</a></p>')
