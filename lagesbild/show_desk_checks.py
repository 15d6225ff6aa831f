"""What a file was tried for, as the desk tells it: before it is taken in, and what of it is still unanswered before it becomes public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lagesbild import show
from lagesbild.sentences import capital, counted
from lagesbild.settings import settings
from lagesbild.spool import Job
from lagesbild.texts import count, number, text

NAMED = 3  # unusual values that are named before publishing
DOUBTFUL = {  # notices of a receipt after which a figure may be another than the sender meant
    *("area_unknown", "area_ambiguous", "no_point", "points_outside", "unplaced", "version_tied", "version_mixed", "outranked"),
    *("excel_days", "reported_before_crime", "thin_start", "shares_do_not_sum", "label_differs", "counted_is_missing", "format_changed"),
}

Told = Mapping[str, Any]


def checked(told: Told, changes: Told) -> list[show.Fact]:
    """What the file was tried for, in the order it happened."""
    unusual = changes.get("counts", {}).get("unusual", 0)
    words = {"from": told.get("data_from") or "–", "to": told.get("data_date") or "–", "limit": number(100 * settings().max_rejected_share)}
    words |= {key: number(told[key]) for key in ("rows_read", "rows_stored", "rows_rejected", "rows_outside")}
    facts = [
        show.Fact("current", text("desk.check.screened")),
        show.Fact("current", text("desk.check.sum", **words)),
        show.Fact("late" if told["rows_rejected"] else "current", text("desk.check.rejected", **words)),
        *([show.Fact("current", text("desk.check.covers", **words))] if told.get("data_date") else []),
        *_part_month(changes),
        show.Fact("late" if unusual else "current", _unusual(unusual)),
    ]
    return facts + [show.Fact("information", notice["message"]) for notice in told.get("warnings", [])]


def unanswered(told: Told, preview: Told) -> list[show.Fact]:
    """Questions of a survey that nobody has answered: a column may have been left out."""
    titles = [row[0] for row in preview.get("rows", ()) if told.get("kind") == "answer" and row[1] == "0"]
    key = "desk.check.unanswered_one" if len(titles) == 1 else "desk.check.unanswered"
    return [show.Fact("late", text(key, n=number(len(titles)), titles="; ".join(titles)))] if titles else []


def doubts(jobs: Sequence[Job]) -> list[show.Fact]:
    """What was warned of when the files were looked at and nobody has answered since, each with its file."""
    return [replace(fact, note=f"{job.file}{': ' if fact.note else ''}{fact.note}") for job in jobs for fact in _doubts(job)]


def _doubts(job: Job) -> list[show.Fact]:
    told, changes = job.result.get("receipt") or {}, job.result.get("changes") or {}
    found = []
    if unusual := changes.get("counts", {}).get("unusual", 0):
        words = text("desk.doubt.unusual", n=counted(unusual, "värde", "värden"))
        found.append(show.Fact("late", capital(words), _which(changes)))
    found += unanswered(told, job.result.get("preview") or {})
    if rejected := told.get("rows_rejected"):
        rows = count(rejected, text("intake.word.row"), text("intake.word.rows"))
        found.append(show.Fact("late", text("desk.doubt.rejected", rows=rows)))
    found += _part_month(changes)
    return found + [show.Fact("late", notice["message"]) for notice in told.get("warnings", []) if notice.get("code") in DOUBTFUL]


def _which(changes: Told) -> str:
    """The unusual values by name, the first few; where they are too many to be single ones, what that tends to mean."""
    if changes.get("whole"):
        return text("desk.doubt.whole")
    rows = [row for row in changes.get("rows", ()) if row.get("unusual")]
    named = [text("desk.doubt.value", **{key: row[key] for key in ("place", "period", "before", "after")}) for row in rows[:NAMED]]
    more = [text("desk.doubt.more", n=number(len(rows) - NAMED))] if len(rows) > NAMED else []
    return "; ".join([*named, *more]) + "."


def _part_month(changes: Told) -> list[show.Fact]:
    part = changes.get("part_month")
    return [show.Fact("information", capital(text("desk.check.part_month", **part)))] if part else []


def _unusual(n: int) -> str:
    return capital(text("desk.check.unusual", n=counted(n, "värde", "värden"))) if n else text("desk.check.usual")
