"""Opens a page of the year's work: the build's page, the work store beside it, who is writing, and what fields may point at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import streamlit as st

from lagesbild import show
from lagesbild.access import current_user
from lagesbild.kept import kept
from lagesbild.model import LagesbildError
from lagesbild.settings import settings, today
from lagesbild.show_page import Page
from lagesbild.show_work_now import open_current
from lagesbild.store_written import WrittenReader
from lagesbild.texts import text
from lagesbild.work import Field, WorkStore, default_url, open_work

Row = dict[str, Any]
ANSWERS = 256  # kinds of records of so many municipalities and moments that are kept
SEEN, HERE, OPENED, STORED = "work_seen", "work_here", "work_opened", "work_stored"
TITLES = ("name", "title", "text", "theme", "observation", "hypothesis", "result", "summary", "comment")


@dataclass
class Work:
    """What a page of the year's work stands on; records are read once per run."""

    page: Page
    store: WorkStore
    who: str
    day: date
    writes: bool = True  # whether the one who looks may change anything here
    read: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, kind: str) -> list[Row]:
        """The records of a kind, as they are now."""
        if kind not in self.read:
            self.read[kind] = [dict(row) for row in _rows(self.store, kind, self.page.code, self.stamp)]
        return self.read[kind]

    @cached_property
    def stamp(self) -> str:
        """What tells the records of this run from those before and after a change; the page's own figures were read by it."""
        reader = self.page.reader
        return reader.written if isinstance(reader, WrittenReader) else self.store.stamp(self.page.code)

    def row(self, kind: str, identity: str | None) -> Row | None:
        """One record that is not deleted."""
        return next((row for row in self.rows(kind) if row["id"] == identity), None)

    def title(self, kind: str, identity: str | None) -> str:
        """What a record is called; empty for none."""
        row = self.row(kind, identity)
        return title_of(row) if row else ""

    @cached_property
    def areas(self) -> dict[str, str]:
        """The areas by code, without the municipality itself."""
        known = self.page.read("areas")
        known = known[~known["area_level"].isin(("municipality", "unplaced"))]
        return dict(zip(known["area"], known["name"], strict=True))

    @cached_property
    def current_plan(self) -> Row | None:
        """The plan that counts today: the newest valid one with activities, else the newest valid one. Pages count its activities alike."""
        planned = {activity["plan"] for activity in self.rows("activity")}
        valid = [plan for plan in self.rows("plan") if plan["valid_from"] <= self.day <= plan["valid_to"]]
        return max(valid, key=lambda plan: (plan["id"] in planned, plan["valid_from"]), default=None)

    @cached_property
    def agreement(self) -> dict[str, Any] | None:
        """The agreement that counts on the build's day."""
        known = self.page.read("agreements")
        return next(iter(known[known["is_current"]].to_dict("records")), None)

    @cached_property
    def goals(self) -> dict[str, str]:
        """That agreement's goals, without those that only hold others together."""
        if self.agreement is None:
            return {}
        known = self.page.read("goals", agreement=self.agreement["agreement"])
        shown = known[known["number"] != ""] if (known["number"] != "").any() else known
        return dict(zip(shown["goal"], shown["title"], strict=True))

    @cached_property
    def focus(self) -> dict[str, str]:
        """Its focus areas; where it names none, those of the latest agreement before it that did."""
        for agreement in reversed(list(self.page.read("agreements")["agreement"])):
            known = self.page.read("focus_areas", agreement=agreement)
            if len(known):
                return dict(zip(known["focus"], known["title"], strict=True))
        return {}

    def options(self, asked: Field) -> dict[str, str]:
        """What a field may hold, by what is stored: {code or identity: Swedish words}."""
        if asked.kind == "choice":
            return {word: text(f"work.words.{asked.name}.{word}") for word in asked.options}
        if asked.kind in ("area", "areas"):
            return self.areas
        if asked.kind == "goal":
            return self.goals
        if asked.kind == "focus":
            return self.focus
        kind = "party" if asked.kind == "parties" else asked.refers
        titles = [title_of(row) for row in self.rows(kind)]
        named = {
            row["id"]: title if titles.count(title) == 1 else f"{title} ({row['id']})"
            for row, title in zip(self.rows(kind), titles, strict=True)
        }
        return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def _stored(store: WorkStore, kind: str, code: str, _stamp: str) -> list[Row]:
    """The records of a kind, as they are until somebody changes any of the municipality's."""
    return store.rows(kind, code)


_rows = kept(_stored, most=ANSWERS)


def title_of(row: Row) -> str:
    """What a record is called: its name, title or text, else its date."""
    told = next((row[name] for name in TITLES if row.get(name)), "")
    return told or next((f"{v:%Y-%m-%d}" for v in row.values() if isinstance(v, date)), row["id"])


def open_work_page(name: str) -> Work:
    """Begin an internal page of the year's work; a store that cannot be opened stops here with a sentence."""
    page = open_current(live=True)
    try:
        return work_on(name, page)
    except LagesbildError as fault:
        show.heading("", text("work_pages.closed"))
        show.empty_state(text("work_pages.closed_title"), str(fault))
        st.stop()


def work_on(name: str, page: Page) -> Work:
    """The work store beside an opened page that has forms; LagesbildError where it cannot be opened."""
    if st.session_state.get(HERE) != (name, page.code):  # another page: what was seen there is not what is seen here
        st.session_state[HERE], st.session_state[SEEN], st.session_state[OPENED] = (name, page.code), {}, set()
        st.session_state.pop(STORED, None)
    return work_of(page)


def work_of(page: Page) -> Work:
    """The work store beside an opened page; LagesbildError where it cannot be opened."""
    user, store = current_user(), open_work(settings().work_url or default_url(settings().home))
    writes = user is not None and user.may_write(page.code)
    who = text("work_pages.local_writer") if user is None or user.development else user.name
    return Work(page, store if writes else store.reading(), who, today(page.example), writes)


def read_only(work: Work) -> None:
    """What stands where a form would be, for somebody whose role reads."""
    show.note(text("access.reads", place=work.page.name))
