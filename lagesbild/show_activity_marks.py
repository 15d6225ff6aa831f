"""The activities beside a series as a list under its picture, each with a way to the plan."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd

from lagesbild import show
from lagesbild.show_page import Page
from lagesbild.texts import text

ICONS = {"done": "current", "ongoing": "activities", "planned": "too_early", "late": "late"}


def activity_address(page: Page, plan: str, activity: str) -> str:
    """Where an activity is opened on the page Plan."""
    told = {"kommun": page.code, **({"plan": plan} if plan else {}), "aktivitet": activity}
    return f"plan?{urlencode(told)}"


def activity_list(page: Page, marks: pd.DataFrame, what: str) -> None:
    """What each number in the picture is; nothing where there are no marks."""
    if marks.empty:
        return
    facts = [
        show.Fact(
            ICONS[row["status"]], f"{row['number']}. {row['title']}", _line(row), activity_address(page, row["plan"], row["activity"])
        )
        for row in marks.to_dict("records")
    ]
    show.fact_list(facts, title=text("activity_marks.title_trend", what=what))
    show.note(text("activity_marks.note"))


def _line(row: dict) -> str:
    told = {"place": row["place"][:1].upper() + row["place"][1:], "owner": row["owner"], "when": row["when"]}
    return f"{text('activity_marks.line' if row['owner'] else 'activity_marks.line_no_owner', **told)}, {row['status_word']}"
