"""The page Löften in pieces: what was promised, whether it was kept, and which promises wait for an answer."""

from __future__ import annotations

from lagesbild import show
from lagesbild.charts.icons import promise_icon
from lagesbild.sentences_promises import came_of, finding
from lagesbild.show_work_page import Row, Work
from lagesbild.texts import text


def promises(work: Work) -> list[Row]:
    """All promises, the newest period first."""
    return sorted(work.rows("promise"), key=lambda row: (row["period_from"], row["text"]), reverse=True)


def promise_heading(work: Work, rows: list[Row]) -> None:
    """The finding: how many of those that have ended were kept."""
    show.heading(text("promises.eyebrow", place=work.page.name), *finding([row["status"] for row in rows]))


def promise_rows(work: Work, rows: list[Row]) -> None:
    """Each promise with its status, its result and its place."""
    drawn = []
    for row in rows:
        place = row["place"] or work.areas.get(row["area"], row["area"]) or text("work_pages.whole_municipality")
        why = came_of(row) or place
        hidden = "" if row["public"] else f" ({text('promises.internal_only')})"
        word = text(f"work.words.status.{row['status']}").capitalize()
        drawn.append(show.VerdictRow(
            icon=promise_icon(row["status"]), word=word, title=row["text"], why=why + hidden,
            value=f"{row['period_from'].year}", note=work.title("party", row["owner"]) or text("work_pages.nobody"),
        ))  # fmt: skip
    show.verdict_rows(drawn, title=text("promises.rows"), series=" ", value=text("promises.period"))


def waiting_facts(work: Work, rows: list[Row]) -> None:
    """Promises whose period is over without an answer."""
    waiting = [row for row in rows if row["status"] == "ongoing" and row["period_to"] < work.day]
    facts = [show.Fact("late", row["text"], text("promises.overdue")) for row in waiting]
    none = show.Fact("current", text("promises.none_overdue"), text("promises.none_overdue_note"))
    show.fact_list(facts or [none], title=text("promises.overdue_title"))


def owner_facts(work: Work, rows: list[Row]) -> None:
    """How each party's ended promises went, in alphabetical order."""
    owners: dict[str, list[str]] = {}
    for row in rows:
        if row["status"] != "ongoing":
            owners.setdefault(work.title("party", row["owner"]) or text("work_pages.nobody"), []).append(row["status"])
    facts = [
        show.Fact("information", name, text("promises.by_owner_row", kept=told.count("kept"), n=len(told)))
        for name, told in sorted(owners.items())
    ]
    if facts:
        show.fact_list(facts, title=text("promises.by_owner"))
