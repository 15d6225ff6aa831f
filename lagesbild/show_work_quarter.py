"""The page Kvartal in pieces: the cycle as steps, the quarter before, this quarter, and the gate between them."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.model import LagesbildError
from lagesbild.show_files import icon
from lagesbild.show_work_form import forget, record_form, seen
from lagesbild.show_work_page import Row, Work
from lagesbild.show_work_plan import ICONS
from lagesbild.texts import day, period_name, text
from lagesbild.work import EditConflict, evaluated, shown_status

Step = tuple[str, str, str, str]  # icon, words, note, address


def period(row: Row) -> str:
    """What a decision's period is called."""
    return period_name(row["period_from"], row["period_to"])


def before_of(work: Work, row: Row) -> Row | None:
    """The decision of the period before, of the same council."""
    earlier = [d for d in work.rows("direction") if d["council"] == row["council"] and d["period_from"] < row["period_from"]]
    return max(earlier, key=lambda d: d["period_from"], default=None)


def is_evaluated(row: Row) -> bool:
    """Whether a decision has been evaluated or skipped with a reason."""
    return evaluated(row["evaluation"], row["evaluated_on"], row["skipped_because"])


def quarter_heading(row: Row, before: Row | None) -> None:
    """The finding: is the decision closed, can it be, or what does it wait for?"""
    if row["state"] == "decided":
        words = text("quarter.decided", title=row["title"])
    elif before is not None and not is_evaluated(before):
        words = text("quarter.waiting", period=period(before))
    else:
        words = text("quarter.draft" if before is not None else "quarter.first")
    show.heading(text("quarter.eyebrow", period=period(row)), words, "" if row["state"] == "decided" else row["title"])


def cycle(work: Work, row: Row, before: Row | None) -> None:
    """The quarter's five steps on one line, each with what it lacks."""
    told = [shown_status(a, work.day) for a in activities_of(work, row)]
    done = text("quarter.step.done_said", done=told.count("done"), n=len(told)) if told else text("quarter.step.done_none")
    decided = day(row["decided_on"]) if row["state"] == "decided" and row["decided_on"] else text("quarter.step.decided_missing")
    over = is_evaluated(row)
    when = row["evaluated_on"]
    after = (day(when) if when else text("quarter.step.before_skipped")) if over else text("quarter.step.evaluated_missing")
    steps: list[Step] = [
        _first_step(before),
        _step("picture", bool(row["reason"]), text(f"quarter.step.picture_{'done' if row['reason'] else 'missing'}")),
        _step("decided", row["state"] == "decided", decided),
        _step("done", bool(told) and all(status == "done" for status in told), done),
        _step("evaluated", over, after),
    ]
    step_row(steps)


def _first_step(before: Row | None) -> Step:
    if before is None:
        return _step("before", True, text("quarter.step.before_none"))
    if before["evaluated_on"]:
        return _step("before", True, day(before["evaluated_on"]))
    note = text("quarter.step.before_skipped" if is_evaluated(before) else "quarter.step.before_missing")
    return ("late", *_step("before", False, note)[1:]) if not is_evaluated(before) else _step("before", True, note)


def _step(name: str, done: bool, note: str) -> Step:
    return ("reached" if done else "too_early", text(f"quarter.step.{name}"), note, "")


def step_row(steps: list[Step]) -> None:
    """Steps side by side, each an icon, words and a note; below each other on a phone."""
    drawn = "".join(
        f"<li>{icon(name)}<div><p>"
        + (f'<a href="{escape(show.within(address), quote=True)}" target="_self">{escape(words)}</a>' if address else escape(words))
        + f"</p><p>{escape(note)}</p></div></li>"
        for name, words, note, address in steps
    )
    st.html(f'<div class="lb"><ul class="lb-steps">{drawn}</ul></div>')


def activities_of(work: Work, row: Row) -> list[Row]:
    """The activities that a decision led to."""
    return [a for a in work.rows("activity") if a["direction"] == row["id"] and a["status"] != "cancelled"]


def direction_words(work: Work, row: Row) -> None:
    """What a decision says, and its activities with their status."""
    for name in ("reason", "focus_text"):
        if row[name]:
            _prose(text(f"quarter.{name}"), row[name])
    facts = []
    for activity in activities_of(work, row):
        status = shown_status(activity, work.day)
        owner = work.title("party", activity["owner"]) or text("work_pages.nobody")
        facts.append(show.Fact(ICONS[status], activity["title"], f"{text(f'work_pages.status.{status}')}, {owner}"))
    if facts:
        show.fact_list(facts, title=text("quarter.activities"))
    else:
        _prose(text("quarter.activities"), text("quarter.no_activities"))


def evaluation_words(row: Row) -> None:
    """How a decision was evaluated, or why it was not."""
    if row["evaluation"]:
        _prose(f"{text('quarter.evaluation')} {day(row['evaluated_on']) if row['evaluated_on'] else ''}", row["evaluation"])
    elif row["skipped_because"]:
        _prose(text("quarter.skipped"), row["skipped_because"])


def _prose(title: str, words: str) -> None:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in words.splitlines())
    st.html(f'<div class="lb lb-prose"><p class="lb-eyebrow">{escape(title)}</p>{paragraphs}</div>')


def evaluation_form(work: Work, before: Row) -> None:
    """The evaluation that the next decision waits for."""
    fields = ("evaluation", "evaluated_on", "skipped_because")
    record_form(work, "direction", before, fields=fields, key=f"evaluate_{before['id']}", button=text("quarter.evaluate"))


def decide_button(work: Work, row: Row) -> None:
    """Close the decision; the store refuses while the quarter before is neither evaluated nor skipped."""
    if row["state"] == "decided" or not work.writes or not st.button(text("quarter.decide"), type="primary", key=f"decide_{row['id']}"):
        return
    mine = seen("direction", row)
    try:
        work.store.save("direction", row["id"], mine["version"], {"state": "decided", "decided_on": work.day}, work.who)
    except LagesbildError as fault:
        if isinstance(fault, EditConflict):
            forget("direction", row["id"])
        st.error(str(fault))
        return
    forget("direction", row["id"])
    st.rerun()


def all_quarters(work: Work) -> None:
    """Every decision with how it ended, the latest first."""
    rows = []
    for row in sorted(work.rows("direction"), key=lambda d: d["period_from"], reverse=True):
        told = [shown_status(a, work.day) for a in activities_of(work, row)]
        said = row["evaluation"] or (f"{text('quarter.skipped')}: {row['skipped_because']}" if row["skipped_because"] else "")
        rows.append([
            period(row), row["title"], text(f"work.words.state.{row['state']}"),
            text("quarter.step.done_said", done=told.count("done"), n=len(told)) if told else "–", said or text("quarter.not_evaluated"),
        ])  # fmt: skip
    heads = [
        text("quarter.choose"),
        text("work.direction.title"),
        text("quarter.state"),
        text("quarter.activities"),
        text("quarter.evaluation"),
    ]
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("quarter.caption"))
