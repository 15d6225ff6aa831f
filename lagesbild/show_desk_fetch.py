"""The buttons that order open statistics from their sources; the importer fetches, and what comes is looked at like any file."""

from __future__ import annotations

import streamlit as st

from lagesbild import show
from lagesbild.catalog_new import places
from lagesbild.catalog_sources import WANTED
from lagesbild.show_desk import Desk, asked
from lagesbild.texts import text


def fetch_part(desk: Desk) -> None:
    """One button for each source that can be fetched."""
    show.section(text("connect.desk.title"))
    if desk.code not in places():
        show.note(text("connect.desk.example"))
        return
    show.note(text("connect.desk.how"))
    for wanted in WANTED:
        if wanted.connector:
            fetch_button(desk, wanted.connector, text(f"connect.source.{wanted.connector}"))


def fetch_button(desk: Desk, connector: str, words: str) -> None:
    """Order a fetch; one that is on its way is not ordered twice."""
    going = any(job.busy and fetched_by(job.orders[-1].said if job.orders else {}) == connector for job in desk.jobs)
    st.button(
        words, key=f"desk_fetch_{connector}", icon=":material/cloud_download:", disabled=going,
        on_click=asked, args=(desk.home, desk.code, text(f"connect.source.{connector}"), "fetch"), kwargs={"source": connector},
    )  # fmt: skip


def fetched_by(said: dict[str, object]) -> str:
    """Which connector an order names."""
    return str(said.get("source", ""))
