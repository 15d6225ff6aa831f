"""Dialog och vandringar: what people say and saw, what was put right, and the forms to write it in."""

from typing import Any

import streamlit as st

from lagesbild import show
from lagesbild.show_page import choice
from lagesbild.show_work_dialogues import dialogue_heading, dialogue_table, place_counts, theme_counts, walk_tables
from lagesbild.show_work_form import edit_records, title_of
from lagesbild.show_work_page import open_work_page
from lagesbild.show_work_table import edit_table
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
names = ("tab_dialogue", "tab_themes", "tab_walk", "tab_observation", "tab_place")
tabs: dict[str, Any] = dict(zip(names, st.tabs([text(f"dialogues.{name}") for name in names]), strict=True))
with tabs["tab_dialogue"]:
    edit_records(work, "dialogue", defaults={"held_on": work.day})
with tabs["tab_walk"]:
    edit_records(work, "walk", defaults={"held_on": work.day})
with tabs["tab_place"]:
    edit_records(work, "place_report", defaults={"observed_on": work.day})
for tab, parent, child, fields in (
    ("tab_themes", "dialogue", "dialogue_theme", ("theme", "mentions")),
    ("tab_observation", "walk", "walk_observation", OBSERVATION),
):
    known = {row["id"]: title_of(row) for row in sorted(work.rows(parent), key=lambda r: r["held_on"], reverse=True)}
    with tabs[tab]:
        if known:
            address = {"dialogue": "dialog", "walk": "vandring"}[parent]
            chosen = choice(text(f"dialogues.choose_{parent}"), address, known)
            rows = [row for row in work.rows(child) if row[parent] == chosen]
            show.note(text("plan.table_how"))
            edit_table(work, child, rows, fields, key=f"{child}_{chosen}", defaults={parent: chosen})
