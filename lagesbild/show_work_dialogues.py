"""The page Dialog och vandringar in pieces: walks with what was put right, themes of dialogues, observations of places."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from html import escape

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.show_work_page import Row, Work
from lagesbild.texts import day, number, text
from lagesbild.work import on_time

PLACE_DAYS = 90
THEME_YEARS = 2


def dialogue_heading(work: Work) -> None:
    """The finding: how much of what the walks found has been put right."""
    seen = work.rows("walk_observation")
    told = on_time(seen, work.day, done="closed_on")
    eyebrow = text("dialogues.eyebrow", place=work.page.name)
    if not seen:
        show.heading(eyebrow, text("dialogues.finding_none"))
        return
    late = told["overdue"]
    lede = text("dialogues.overdue_none" if not late else "dialogues.overdue_one" if late == 1 else "dialogues.overdue", n=late)
    show.heading(eyebrow, text("dialogues.finding", closed=told["in_time"] + told["afterwards"], n=len(seen)), lede)


def where(work: Work, row: Row) -> str:
    """Where something was: its place and area, or the whole municipality."""
    area = work.areas.get(row["area"], row["area"])
    return ", ".join(part for part in (row["place"], area) if part) or text("work_pages.whole_municipality")


def walk_tables(work: Work) -> None:
    """Every walk, the latest first, with each observation and its state."""
    show.finding(text("dialogues.walks"))
    for walk in sorted(work.rows("walk"), key=lambda row: row["held_on"], reverse=True):
        found = [row for row in work.rows("walk_observation") if row["walk"] == walk["id"]]
        closed = sum(row["closed_on"] is not None for row in found)
        show.section(f"{walk['title']}. {text('dialogues.walk_count', closed=closed, n=len(found))}")
        show.note(text("dialogues.walk_sub", day=day(walk["held_on"]), place=where(work, walk), n=number(walk["participants"])))
        if found:
            told = pd.DataFrame([_observation(work, row) for row in found])
            caption = text("dialogues.walk_caption", day=day(walk["held_on"]), place=where(work, walk))
            show.data_table(told, caption=caption)


def _observation(work: Work, row: Row) -> dict[str, object]:
    if row["closed_on"]:
        state = show.Cell(text("dialogues.state_done", day=day(row["closed_on"])), "current")
    elif row["due_on"] and row["due_on"] < work.day:
        state = show.Cell(text("dialogues.state_late"), "late")
    else:
        state = show.Cell(text("dialogues.state_ahead"), "too_early")
    owner = work.title("party", row["owner"]) or text("work_pages.nobody")
    told = (row["observation"], row["measure"] or "–", owner, day(row["due_on"]) if row["due_on"] else "–", state)
    return dict(zip((text(f"dialogues.{name}") for name in ("observation", "measure", "owner", "due", "state")), told, strict=True))


def theme_counts(work: Work) -> None:
    """Themes by how many raised them, over the latest dialogues."""
    since = work.day.replace(year=work.day.year - THEME_YEARS, month=1, day=1)
    recent = {row["id"] for row in work.rows("dialogue") if row["held_on"] >= since}
    raised = Counter[str]()
    for row in work.rows("dialogue_theme"):
        if row["dialogue"] in recent:
            raised[row["theme"]] += row["mentions"] or 0
    show.section(text("dialogues.themes"))
    show.note(text("dialogues.themes_sub", year=since.year))
    count_bars([(name, n, number(n)) for name, n in raised.most_common()])


def count_bars(rows: list[tuple[str, int, str]]) -> None:
    """Names with bars of their numbers and the words that say them."""
    most = max((n for _, n, _ in rows), default=1) or 1
    drawn = "".join(
        f'<li><p>{escape(name)}</p><i style="width:{100 * n / most:.0f}%"></i><p>{escape(words)}</p></li>' for name, n, words in rows
    )
    st.html(f'<div class="lb"><ul class="lb-counts">{drawn}</ul></div>')


def dialogue_table(work: Work) -> None:
    """Every dialogue with its number and themes; what one person said is never shown."""
    themes: dict[str, list[str]] = {}
    for row in sorted(work.rows("dialogue_theme"), key=lambda t: -(t["mentions"] or 0)):
        themes.setdefault(row["dialogue"], []).append(f"{row['theme']} ({number(row['mentions'])})")
    rows = [
        [
            row["title"], text(f"work.words.dialogue_kind.{row['dialogue_kind']}"), day(row["held_on"]), where(work, row),
            number(row["participants"]), ", ".join(themes.get(row["id"], [])) or "–",
        ]
        for row in sorted(work.rows("dialogue"), key=lambda d: d["held_on"], reverse=True)
    ]  # fmt: skip
    heads = [
        text("dialogues.dialogue"),
        text("work.dialogue.dialogue_kind"),
        *(text(f"dialogues.{n}") for n in ("when", "where", "n", "told")),
    ]
    show.finding(text("dialogues.dialogues"))
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("dialogues.dialogue_caption"), numeric=(heads[4],))


def place_counts(work: Work) -> None:
    """Places by how often they were reported lately: what EST meetings look at."""
    since = work.day - timedelta(days=PLACE_DAYS)
    recent = [row for row in work.rows("place_report") if row["observed_on"] >= since]
    show.section(text("dialogues.places"))
    show.note(text("dialogues.places_sub", days=PLACE_DAYS))
    if not recent:
        show.note(text("dialogues.none_places"))
        return
    counted = Counter((row["place"], work.areas.get(row["area"], "")) for row in recent)
    count_bars([(", ".join(part for part in place if part), n, number(n)) for place, n in counted.most_common()])
