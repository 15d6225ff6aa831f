"""What has been decided and promised for a goal, on its page: each with how it stands and a way to where it is written."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from lagesbild import show
from lagesbild.charts.icons import promise_icon
from lagesbild.exhibits import goal_work
from lagesbild.sentences import capital
from lagesbild.sentences_promises import came_of
from lagesbild.show_page import Page
from lagesbild.texts import day, number, period_name, text

ICONS = {"late": "late", "draft": "too_early", "decided": "activities", "evaluated": "current", "skipped": "information"}


def decisions(page: Page, rows: list[dict[str, Any]]) -> None:
    """The decisions behind the goal's activities; nothing where there are none."""
    facts = [
        show.Fact(
            ICONS[row["standing"]], row["title"], _stands(row),
            f"kvartal?{urlencode({'kommun': page.code, 'kvartal': row['direction']})}",
        )
        for row in rows
    ]  # fmt: skip
    if facts:
        show.fact_list(facts, title=text("goals.decisions.title"))


def _stands(row: dict[str, Any]) -> str:
    period = capital(period_name(row["period_from"].date(), row["period_to"].date()))
    if row["standing"] == "evaluated":
        return f"{period}. {text('goals.decisions.evaluated', day=day(row['evaluated_on']))}"
    one = "_one" if row["standing"] == "late" and row["days_late"] == 1 else ""
    told = text(f"goals.decisions.{row['standing']}{one}", due=day(row["period_from"]), days=number(row["days_late"]))
    return f"{period}. {told}"


def promises(page: Page, goal: str) -> None:
    """The promises to residents that name the goal; nothing where there are none."""
    facts = [
        show.Fact(
            promise_icon(row["status"]), row["promise_text"],
            f"{text('work.words.status.' + row['status']).capitalize()}. {came_of(row)}".strip(), f"loften?kommun={page.code}",
        )
        for row in goal_work.promises(page.reader, goal)
    ]  # fmt: skip
    if facts:
        show.fact_list(facts, title=text("goals.promises.title"))
