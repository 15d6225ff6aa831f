"""The page Råd in pieces: how a council itself works, and what goes on in its areas."""

from __future__ import annotations

import pandas as pd

from lagesbild import show
from lagesbild.show_work_dialogues import count_bars, where
from lagesbild.show_work_page import Row, Work
from lagesbild.show_work_plan import ICONS
from lagesbild.texts import day, text
from lagesbild.work import attendance, on_time, shown_status, year_wheel


def meetings_of(work: Work, council: Row) -> list[Row]:
    """A council's meetings, the latest first."""
    return sorted((m for m in work.rows("meeting") if m["council"] == council["id"]), key=lambda m: m["held_on"], reverse=True)


def decisions_of(work: Work, meetings: list[Row]) -> list[Row]:
    """What those meetings decided, the latest first."""
    held = {meeting["id"]: meeting["held_on"] for meeting in meetings}
    return sorted((d for d in work.rows("decision") if d["meeting"] in held), key=lambda d: (held[d["meeting"]], d["text"]), reverse=True)


def council_heading(work: Work, council: Row) -> None:
    """The finding: decisions done in time; then how often it meets."""
    meetings = meetings_of(work, council)
    decided = decisions_of(work, meetings)
    told = on_time(decided, work.day)
    late = told["overdue"]
    key = "finding_none" if not decided else "finding_sound" if not late else "finding_one" if late == 1 else "finding"
    words = text(f"council.{key}", done=told["in_time"], n=len(decided), overdue=late)
    lede = text("council.lede_none")
    if meetings:
        due = next(d for d in year_wheel(work.rows, work.day) if d.kind == "meeting" and d.identity == council["id"])
        key = "council.lede_overdue" if due.state == "overdue" else "council.lede"
        lede = text(key, meetings=len(meetings), since=meetings[-1]["held_on"].year, due=day(due.due))
    show.heading(text("council.eyebrow", name=council["name"], n=len(council["areas"])), words, lede)


def attendance_bars(work: Work, council: Row) -> None:
    """How many meetings each party came to, in alphabetical order."""
    meetings = meetings_of(work, council)
    show.section(text("council.attendance"))
    show.note(text("council.attendance_sub", n=len(meetings)))
    here = attendance(meetings, council["parties"])
    named = sorted(((work.title("party", party), n) for party, n in here.items()), key=lambda item: item[0].casefold())
    count_bars([(name, n, text("council.attendance_row", here=n, n=len(meetings))) for name, n in named])


def decision_table(work: Work, council: Row) -> None:
    """Every decision with who does it and whether it is done."""
    meetings = meetings_of(work, council)
    held = {meeting["id"]: meeting["held_on"] for meeting in meetings}
    decided = decisions_of(work, meetings)
    show.section(text("council.decisions"))
    if not decided:
        show.note(text("council.no_decisions"))
        return
    rows = []
    for row in decided:
        owner = work.title("party", row["owner"]) or text("work_pages.nobody")
        rows.append([row["text"], day(held[row["meeting"]]), owner, day(row["due_on"]) if row["due_on"] else "–", _state(work, row)])
    heads = [text(f"council.{name}") for name in ("decision", "meeting", "owner", "due", "state")]
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("council.decision_caption"))


def _state(work: Work, row: Row) -> show.Cell:
    if row["done_on"]:
        late = row["due_on"] is not None and row["done_on"] > row["due_on"]
        return show.Cell(text("council.done_late" if late else "council.done", day=day(row["done_on"])), "" if late else "current")
    overdue = row["due_on"] is not None and row["due_on"] < work.day
    return show.Cell(text("council.late"), "late") if overdue else show.Cell(text("council.ahead"), "too_early")


def area_facts(work: Work, council: Row) -> None:
    """Open problems, running activities and promises in the council's areas."""
    areas = set(council["areas"])
    problems = [p for p in work.rows("problem") if p["state"] == "open" and p["area"] in areas]
    none = [show.Fact("information", text("council.no_problems"))]
    show.fact_list([show.Fact("signal", p["title"], where(work, p)) for p in problems] or none, title=text("council.problems"))
    running = [(a, shown_status(a, work.day)) for a in work.rows("activity") if a["area"] in areas]
    facts = [
        show.Fact(ICONS[status], a["title"], f"{text(f'work_pages.status.{status}')}, {work.title('party', a['owner'])}")
        for a, status in running
        if status in ("ongoing", "late")
    ]
    show.fact_list(facts or [show.Fact("information", text("council.nothing"))], title=text("council.activities"))
    told = [p for p in work.rows("promise") if p["area"] in areas and p["status"] == "ongoing"]
    if told:
        show.fact_list([show.Fact("activities", p["text"], where(work, p)) for p in told], title=text("council.promises"))
    show.section(text("council.areas"))
    show.note(", ".join(sorted(str(work.areas.get(area, area)) for area in areas)))
