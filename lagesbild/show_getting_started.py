"""The page Kom igång: which municipality, its agreement, one measured goal, its files, and the first figures; each step on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import streamlit as st

from lagesbild import show, show_desk, spool
from lagesbild.access import User, current_user, noted, require
from lagesbild.catalog import Catalog, load_catalog
from lagesbild.catalog_new import Place, new_municipality, places
from lagesbild.catalog_sources import WANTED, Wanted
from lagesbild.model import LagesbildError
from lagesbild.model_agreement import Agreement
from lagesbild.read import read
from lagesbild.settings import settings
from lagesbild.show_access import MUNICIPALITY
from lagesbild.show_desk import Desk
from lagesbild.show_desk_fetch import fetch_part
from lagesbild.show_desk_progress import step_words, working
from lagesbild.show_formats import columns_part
from lagesbild.show_tools import plain, within
from lagesbild.spool_progress import progress
from lagesbild.store import Reader, current
from lagesbild.texts import count, number, text

STEPS = ("agreement", "goal", "sources", "figures")
ASKED = "kommun"  # in the address
PLACES = (("map", "omraden"), ("goals", "mal"), ("situation", "."), ("publish_page", "datastatus"))
TAKEN_IN = ("stored", "built", "published", "failed")


@dataclass(frozen=True)
class Start:
    """How far a municipality has come."""

    home: Path
    code: str
    name: str
    catalog: Catalog
    desk: Desk
    reader: Reader | None
    loaded: tuple[dict[str, Any], ...]  # kind, source and format of every delivery that counts or is on its way

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The municipality's agreements, oldest first."""
        return self.catalog.agreements.get(self.code, ())

    @property
    def done(self) -> dict[str, bool]:
        """Which steps are done."""
        measured = any(goal.measures for agreement in self.agreements for goal in agreement.goals)
        return dict(
            zip(STEPS, (bool(self.agreements), measured, bool(self.loaded), self.reader is not None and not self.stale and not self.gaps),
                strict=True)
        )  # fmt: skip

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What cannot be seen although the figures are worked out, each with its cure: a map without borders, a goal without figures."""
        if self.reader is None or self.stale:
            return ()
        versions = set(read(self.reader, "areas")["area_version"])
        drawn = any(len(read(self.reader, "boundary", area_version=version)) for version in versions)
        found = [] if drawn else [text("getting_started.figures.no_borders")]
        for agreement in self.agreements[-1:]:
            series = read(self.reader, "goal_series", agreement=agreement.slug)
            there = set(series.loc[series["value"].notna(), "goal"])
            lacking = [goal for goal in agreement.worked_towards if goal.measures and goal.slug not in there]
            found += [text("getting_started.figures.no_figures", goal=goal.title) for goal in lacking]
        return tuple(found)

    @property
    def stale(self) -> bool:
        """Whether the built figures know other goals than the catalogue."""
        if self.reader is None:
            return False
        built = {slug: set(read(self.reader, "goals", agreement=slug)["goal"]) for slug in read(self.reader, "agreements")["agreement"]}
        return built != {agreement.slug: {goal.slug for goal in agreement.goals} for agreement in self.agreements}


def started(home: Path, user: User) -> Start | None:
    """The municipality in the address, or the only one that a steward has; None where it must be chosen first."""
    catalog = load_catalog(home)
    mine = [code for code in catalog.municipalities if user.has({"steward"}, code)]
    wishes = (st.query_params.get(ASKED), st.session_state.get(MUNICIPALITY), settings().municipality, *(mine if len(mine) == 1 else ()))
    code = next((wish for wish in wishes if wish in mine), None)
    desk = show_desk.opened(home, code) if code else None
    if code is None or desk is None:
        return None
    reader = current(home, code, "internal")
    loaded = read(reader, "sources")[["kind", "source", "format"]].to_dict("records") if reader else []
    loaded += [job.result["receipt"] for job in desk.jobs if job.state in TAKEN_IN and job.result.get("receipt")]
    return Start(home, code, catalog.municipalities[code].name, catalog, desk, reader, tuple(loaded))


def label(start: Start, step: str) -> str:
    """A step's number and name, and how far it has come."""
    return f"**{1 + STEPS.index(step)}. {text(f'getting_started.step.{step}')}** · {plain(_state(start, step))}"


def sign(start: Start, step: str) -> str:
    """A step's icon: a check where it is done."""
    return ":material/check_circle:" if start.done[step] else ":material/radio_button_unchecked:"


def opens(start: Start, step: str) -> bool:
    """Whether a step is the first that is not done."""
    return step == next((name for name, done in start.done.items() if not done), "figures")


def _state(start: Start, step: str) -> str:
    """What is there of a step, in words."""
    goals = start.agreements[-1].worked_towards if start.agreements else ()  # as Läget counts them
    if step == "agreement":
        return start.agreements[-1].title if start.agreements else text("getting_started.todo.agreement")
    if step == "goal":
        measured = sum(bool(goal.measures) for goal in goals)
        return (
            text("getting_started.goal.done", n=number(len(goals)), measured=number(measured), title=start.agreements[-1].title)
            if goals
            else text("getting_started.todo.goal")
        )
    if step == "sources":
        there = sum(wanted.is_loaded(start.loaded) for wanted in WANTED)
        return text("getting_started.todo.sources", n=number(there), all=number(len(WANTED)))
    state = "none" if start.reader is None else "stale" if start.stale else "gaps" if start.gaps else "ready"
    return text(f"getting_started.todo.figures_{state}")


def choose_place(home: Path, user: User, chosen: str | None) -> None:
    """A box with all 290 municipalities, those of the catalogue chosen at once, the others added first."""
    known = load_catalog(home).municipalities
    every = {code: place.name for code, place in places().items()} | {code: one.name for code, one in known.items()}
    ordered = sorted((code for code in every if user.has({"steward"}, code)), key=lambda code: every[code])
    left, _ = st.columns([1.2, 1], gap="large")
    with left:
        code = st.selectbox(
            text("getting_started.place.choose"), ordered, ordered.index(chosen) if chosen in ordered else None, key="start_place",
            format_func=lambda code: f"{every[code]} ({code})", placeholder=text("getting_started.place.placeholder"),
        )  # fmt: skip
        if code is None or code == chosen:
            return
        if code in known:
            st.query_params[ASKED] = code
            st.rerun()
        _add(home, places()[code])


def _add(home: Path, place: Place) -> None:
    area = st.text_input(text("getting_started.place.police_area"), key="start_police_area")
    if st.button(text("getting_started.place.add", name=place.name), type="primary", key="start_add", icon=":material/add:"):
        user = current_user()
        if user is None or not user.has({"steward"}, place.code):
            st.error(text("getting_started.place.not_yours", name=place.name))
            return
        try:
            new_municipality(home, place.code, police_area=area.strip())
        except LagesbildError as fault:
            st.error(str(fault))
            return
        noted("create", municipality=place.code)
        st.query_params[ASKED] = place.code
        st.rerun()


def sources_step(start: Start) -> None:
    """Every source with its state; what is open is fetched here, the rest is ordered with the words beside it."""
    show.note(text("getting_started.sources.lede"))
    show.fact_list([_order(start, wanted) for wanted in WANTED])
    left, right = st.columns([1.6, 1], gap="large")
    with right:
        show_desk.uploader(start.desk)
        fetch_part(start.desk)
        _by_names(start)
    with left:
        if fault := st.session_state.pop(show_desk.FAULT, ""):
            st.warning(fault)
        _on_the_desk(start.desk)
        columns_part(start.home, start.code, "start")


def _by_names(start: Start) -> None:
    """For areas whose borders nobody has: their names become a file on the desk."""
    with st.popover(text("getting_started.sources.by_names"), key="start_names"), st.form("start_names_form", border=False):
        show.note(text("getting_started.sources.by_names_how"))
        said = st.text_area(text("getting_started.sources.by_names_label"), height=180, key="start_names_said")
        if st.form_submit_button(text("getting_started.sources.by_names_save"), type="primary"):
            try:
                user = require("steward", municipality=start.code)
                spool.hand_in(start.home, start.code, f"områden-{start.code}.csv", named_areas_file(said), user.who, user.role)
            except LagesbildError as fault:
                st.error(str(fault))
                return
            st.rerun()


def named_areas_file(said: str) -> bytes:
    """Lines of "code, name", or of names alone, as the file that the intake knows."""
    pairs = [line.partition(",") if "," in line else ("", ",", line) for line in said.splitlines() if line.strip()]
    if not pairs:
        raise LagesbildError(text("getting_started.sources.by_names_none"))
    lines = [
        "Områdeskod;Områdesnamn",
        *(";".join(part.replace(";", " ").replace('"', " ").strip() for part in (code, name)) for code, _, name in pairs),
    ]
    return ("\n".join(lines) + "\n").encode()


def _order(start: Start, wanted: Wanted) -> show.Fact:
    """A source with its state, who has it and what to ask for."""
    waiting = [job.result["receipt"] for job in start.desk.open if job.state in ("ready", "asks") and job.result.get("receipt")]
    state = "loaded" if wanted.is_loaded(start.loaded) else "waiting" if wanted.is_loaded(waiting) else "missing"
    words = text("getting_started.sources.line", title=wanted.title, state=text(f"getting_started.state.{state}"))
    who = " ".join(filter(None, (wanted.said("who"), wanted.said("address"))))
    note = text("getting_started.sources.order", why=wanted.said("why"), who=who, ask=wanted.said("ask"))
    return show.Fact({"loaded": "reached", "waiting": "too_early", "missing": "not_measured"}[state], words, note)


def _on_the_desk(desk: Desk) -> None:
    """What lies on the desk, one row a file, and one button that takes in everything that was understood without a question."""
    show.section(text("getting_started.sources.desk"))
    if not desk.open:
        show.note(text("getting_started.sources.desk_empty"))
        return
    show.fact_list(
        [show.Fact(_icon(job.state), job.file, _told(job), within(f"datastatus?{show_desk.CHOSEN}={job.id}")) for job in desk.open]
    )
    ready = [job for job in desk.open if job.state == "ready" and not job.busy]
    if ready:
        words = text("getting_started.sources.accept_all", n=count(len(ready), text("desk.word.file"), text("desk.word.files")))
        st.button(words, type="primary", key="start_accept", icon=":material/check:", on_click=_accept, args=(desk, ready))


def _accept(desk: Desk, ready: Sequence[Any]) -> None:
    for job in ready:
        desk.order(job, "accept")
    st.query_params.pop(show_desk.CHOSEN, None)


def _icon(state: str) -> str:
    return {"built": "reached", "refused": "late", "failed": "late", "interrupted": "late", "asks": "undetermined"}.get(state, "too_early")


def _told(job: Any) -> str:
    """How far a file has come, or what stopped it."""
    if job.busy:
        return step_words(progress(job))
    told = job.result.get("receipt") or {}
    if job.state == "ready":
        sums = {key: number(told[key]) for key in ("rows_stored", "rows_rejected", "rows_outside")}
        return text("getting_started.sources.ready", **sums)
    if job.state == "asks":  # what is asked is put as questions on the desk, not in a sentence
        return show_desk.state_words(job)
    return job.result.get("fault") or told.get("message") or text(f"desk.state.{job.state}")


def figures_step(start: Start) -> None:
    """Where the first figures are, and the way to count them again when the goals have changed."""
    if counting := next((job for job in start.desk.jobs if job.busy), None):
        working(counting)
    if start.reader is None:
        show.note(text("getting_started.figures.nothing"))
        return
    if start.stale:
        show.note(text("getting_started.figures.stale"))
        going = any(job.busy for job in start.desk.jobs)
        st.button(
            text("getting_started.figures.rebuild"), type="primary", key="start_rebuild", disabled=going, on_click=show_desk.asked,
            args=(start.home, start.code, text("getting_started.figures.rebuilding"), "rebuild"),
        )  # fmt: skip
    for gap in start.gaps:
        show.note(gap)
    show.note(text("getting_started.figures.ready"))
    links = [(within(address), text(f"getting_started.figures.{name}"), False) for name, address in PLACES]
    show.page_links(text("getting_started.figures.ready"), links)
    show.note(text("getting_started.figures.publish"))
