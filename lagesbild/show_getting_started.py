"""The page Kom igång: which municipality, its agreement, one measured goal, its files, and the first figures; each step on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild import show, show_desk
from lagesbild.access import User, current_user, noted
from lagesbild.catalog import Catalog, load_catalog
from lagesbild.catalog_new import Place, new_municipality, places
from lagesbild.catalog_sources import WANTED, Wanted
from lagesbild.model import LagesbildError
from lagesbild.model_agreement import Agreement
from lagesbild.read import read
from lagesbild.show_desk import Desk
from lagesbild.show_desk_fetch import fetch_button
from lagesbild.show_tools import plain, within
from lagesbild.store import Reader, current
from lagesbild.texts import count, number, text

STEPS = ("agreement", "goal", "sources", "figures")
ASKED = "kommun"  # in the address
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
    loaded: tuple[dict[str, Any], ...]  # kind and source of every delivery that counts or is on its way

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The municipality's agreements, oldest first."""
        return self.catalog.agreements.get(self.code, ())

    @property
    def done(self) -> dict[str, bool]:
        """Which steps are done."""
        measured = any(goal.measures for agreement in self.agreements for goal in agreement.goals)
        return dict(
            zip(STEPS, (bool(self.agreements), measured, bool(self.loaded), self.reader is not None and not self.stale), strict=True)
        )

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
    asked = st.query_params.get(ASKED)
    code = asked if asked in mine else mine[0] if len(mine) == 1 else None
    desk = show_desk.opened(home, code) if code else None
    if code is None or desk is None:
        return None
    reader = current(home, code, "internal")
    loaded = read(reader, "sources")[["kind", "source"]].to_dict("records") if reader else []
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
    goals = [goal for agreement in start.agreements for goal in agreement.goals]
    if step == "agreement":
        return start.agreements[-1].title if start.agreements else text("getting_started.todo.agreement")
    if step == "goal":
        measured = sum(bool(goal.measures) for goal in goals)
        return (
            text("getting_started.goal.done", n=number(len(goals)), measured=number(measured))
            if goals
            else text("getting_started.todo.goal")
        )
    if step == "sources":
        there = sum(wanted.is_loaded(start.loaded) for wanted in WANTED)
        return text("getting_started.todo.sources", n=number(there), all=number(len(WANTED)))
    return text(f"getting_started.todo.figures_{'none' if start.reader is None else 'stale' if start.stale else 'ready'}")


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
    cells = [[wanted.title, _source_state(start, wanted), _who(wanted), wanted.said("ask")] for wanted in WANTED]
    names = [text(f"getting_started.sources.column_{name}") for name in ("source", "state", "who", "ask")]
    show.data_table(pd.DataFrame(cells, columns=names), caption=text("getting_started.sources.order"))
    with st.container(key="start_fetch", horizontal=True):
        for wanted in WANTED:
            if wanted.connector and start.code in places():
                fetch_button(start.desk, wanted.connector, text(f"connect.source.{wanted.connector}"))
    if fault := st.session_state.pop(show_desk.FAULT, ""):
        st.warning(fault)
    _on_the_desk(start.desk)


def _who(wanted: Wanted) -> str:
    return " ".join(filter(None, (wanted.said("who"), wanted.said("address"))))


def _source_state(start: Start, wanted: Wanted) -> Any:
    waiting = [job.result["receipt"] for job in start.desk.open if job.state in ("ready", "asks") and job.result.get("receipt")]
    if wanted.is_loaded(start.loaded):
        return show.Cell(text("getting_started.state.loaded"), icon="reached")
    if wanted.is_loaded(waiting):
        return show.Cell(text("getting_started.state.waiting"), icon="too_early")
    return show.Cell(text("getting_started.state.missing"), icon="not_measured")


def _on_the_desk(desk: Desk) -> None:
    """What lies on the desk, one row a file, and one button that takes in everything that was understood without a question."""
    if not desk.open:
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
    return {"refused": "late", "failed": "late", "interrupted": "late", "asks": "undetermined"}.get(state, "too_early")


def _told(job: Any) -> str:
    """How far a file has come, or what stopped it."""
    if job.busy:
        return text(f"desk.step.{job.progress}") if job.progress else text("desk.state.busy")
    return job.result.get("fault") or (job.result.get("receipt") or {}).get("message") or text(f"desk.state.{job.state}")


def figures_step(start: Start) -> None:
    """Where the first figures are, and the way to count them again when the goals have changed."""
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
    show.note(text("getting_started.figures.ready"))
    links = (("map", "omraden"), ("goals", "mal"), ("situation", "."))
    show.fact_list([show.Fact("reached", text(f"getting_started.figures.{name}"), "", within(address)) for name, address in links])
    show.note(text("getting_started.figures.publish"))
