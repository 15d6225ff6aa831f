"""Dialog och vandringar: what people say and saw, what was put right, and the forms to write it in."""

from collections.abc import Sequence

import streamlit as st

from lagesbild import show
from lagesbild.show_page import choice
from lagesbild.show_work_dialogues import dialogue_heading, dialogue_table, place_counts, theme_counts, walk_tables
from lagesbild.show_work_form import edit_records, title_of
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_table import edit_table
from lagesbild.show_work_tabs import tabs
from lagesbild.texts import day, text

OBSERVATION = ("observation", "measure", "owner", "due_on", "closed_on")

work = open_work_page("dialogues")
dialogue_heading(work)
if any(work.rows(kind) for kind in ("dialogue", "walk", "place_report")):
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        walk_tables(work)
    with right:
        theme_counts(work)
        place_counts(work)
    show.rule()
    dialogue_table(work)
    show.source_line(f"{text('dialogues.source')} {text('work_pages.source', day=day(work.day))}")
else:
    show.empty_state(text("dialogues.empty"), text("dialogues.empty_why"))
show.rule()
show.note(text("work_pages.no_persons"))


def parts(parent: str, child: str, address: str, fields: Sequence[str]) -> None:
    """What belongs to one dialogue or walk, as a table to write in."""
    known = {row["id"]: title_of(row) for row in sorted(work.rows(parent), key=lambda r: r["held_on"], reverse=True)}
    if known:
        chosen = choice(text(f"dialogues.choose_{parent}"), address, known)
        rows = [row for row in work.rows(child) if row[parent] == chosen]
        edit_table(work, child, rows, fields, key=f"{child}_{chosen}", defaults={parent: chosen})


tabs(
    "dialogues",
    {
        "tab_dialogue": lambda: edit_records(work, "dialogue", defaults={"held_on": work.day}),
        "tab_themes": lambda: parts("dialogue", "dialogue_theme", "dialog", ("theme", "mentions")),
        "tab_walk": lambda: edit_records(work, "walk", defaults={"held_on": work.day}),
        "tab_observation": lambda: parts("walk", "walk_observation", "vandring", OBSERVATION),
        "tab_place": lambda: edit_records(work, "place_report", defaults={"observed_on": work.day}),
    },
)
