"""The page Årshjul in pieces: what is due, the law's six demands, the five steps of the cooperation, and the latest reports."""

from __future__ import annotations

from datetime import date

import pandas as pd

from lagesbild import show, show_goals
from lagesbild.agreement_state import Standing
from lagesbild.model import LagesbildError
from lagesbild.sentences import capital, counted
from lagesbild.show_page import Page
from lagesbild.show_work_page import Row, Work, work_of
from lagesbild.show_work_quarter import Step, step_row
from lagesbild.show_work_year import AGREED, year_dates
from lagesbild.texts import day, number, text
from lagesbild.work import Due, gaps, law_items, tally

MOST = 4  # dates that another page reminds of
STATES = {"overdue": "late", "soon": "too_early", "ahead": "too_early"}  # a tick would say that it is done


def wheel_heading(work: Work, wheel: list[Due]) -> None:
    """The finding: how much is overdue, and how much comes soon."""
    late, soon = (sum(item.state == state for item in wheel) for state in ("overdue", "soon"))
    key = "empty" if not wheel else "finding_none" if not late else "finding_one" if late == 1 else "finding"
    lede = text("wheel.lede", n=soon) if soon else text("wheel.lede_none")
    show.heading(text("wheel.eyebrow", place=work.page.name, day=day(work.day)), text(f"wheel.{key}", n=late), lede if wheel else "")


def built_on(work: Work) -> date:
    """The day that the build was made for: when the lägesbild was last renewed."""
    return pd.Timestamp(work.page.read("build_info")["made_for"][0]).date()


def law_strip(work: Work) -> None:
    """The law's demands, each with its date; what is missing or too old is said."""
    told = [work.agreement[name] for name in ("signed_to", "period_start")] if work.agreement else []
    agreed = next((pd.Timestamp(when).date() for when in told if not pd.isna(when)), None)
    steps: list[Step] = []
    for item in law_items(work.rows, work.day, situation=built_on(work), agreement=agreed):
        words = text(f"work.words.law.{item.demand}").capitalize()
        if item.last is None:
            steps.append(("late", words, text("wheel.law_missing"), ""))
        else:
            steps.append(
                ("reached" if item.met else "late", words, day(item.last) if item.met else text("wheel.law_old", day=day(item.last)), "")
            )
    show.finding(text("wheel.law"), text("wheel.law_note"))
    step_row(steps)


def five_steps(work: Work) -> list[Step]:
    """Facts, lägesbild, plan, work and follow-up: each lamp leads to what is missing. Activities are those of today's plan."""
    plan = work.current_plan
    mine = [a for a in work.rows("activity") if plan is None or a["plan"] == plan["id"]]
    told = tally(mine, work.day)
    done, late, n = told["done"], told["late"], told.total()
    followed = done - len(gaps(mine, work.rows("problem"), work.rows("follow_up"), ()).no_follow_up)
    sources = work.page.read("sources")["data_date"].dropna()
    whose = {"plan": plan["title"] if plan else text("wheel.step.every_plan")}
    facts = text("wheel.step.facts_note", day=day(pd.Timestamp(sources.max()).date())) if len(sources) else text("wheel.law_missing")
    work_key = "work_missing" if not n else "work_late" if late else "work_note"
    follow_key = "follow_note" if followed else "follow_missing"
    lamps = [
        ("facts", len(sources) > 0, facts, "datastatus"),
        ("picture", True, text("wheel.step.picture_note", day=day(built_on(work))), ""),
        ("plan", plan is not None, text("wheel.step.plan_note", title=plan["title"]) if plan else text("wheel.step.plan_missing"), "plan"),
        ("work", bool(n) and not late, text(f"wheel.step.{work_key}", done=done, late=late, n=n, **whose), "plan?som=tabell"),
        ("follow", bool(followed) and followed == done, text(f"wheel.step.{follow_key}", n=followed, done=done, **whose), "plan"),
    ]
    return [("reached" if met else "late", text(f"wheel.step.{name}"), note, address) for name, met, note, address in lamps]


def five_lamps(page: Page) -> None:
    """The five steps, and to whom was reported last, on another page than the work's own; nothing where the work store cannot be opened."""
    try:
        work = work_of(page)
        steps, latest = five_steps(work), latest_reports(work)
    except LagesbildError:
        return
    show.finding(text("wheel.steps"))
    step_row(steps)
    if latest:
        told = sorted(latest.items(), key=lambda item: item[1]["reported_on"], reverse=True)
        listed = ", ".join(f"{_in_sentence(recipient)} {day(row['reported_on'])}" for recipient, row in told)
        show.note(text("wheel.last_reported", listed=listed))


def _in_sentence(recipient: str) -> str:
    """A recipient inside a sentence: a body in small letters, a name that has more capitals as it is."""
    return recipient if recipient[1:] != recipient[1:].lower() else recipient[:1].lower() + recipient[1:]


def next_dates(page: Page) -> None:
    """The next dates of the year wheel on another page, then what is overdue; nothing where nothing is due or the store is closed."""
    try:
        work = work_of(page)
    except LagesbildError:
        return
    wheel = year_dates(work)
    late = [item for item in wheel if item.state == "overdue"]
    ahead = sorted((item for item in wheel if item.state != "overdue"), key=lambda item: item.due)
    date_facts(work, ahead[:MOST], text("wheel.next"))
    if late:
        named = capital(text("wheel.overdue", items=counted(len(late), "punkt", "punkter")))
        rest = text("wheel.overdue_more", n=number(len(late) - MOST)) if len(late) > MOST else ""
        fact = show.Fact("late", named, f"{', '.join(map(_said, late[:MOST]))}{rest}", f"arshjul?kommun={work.page.code}")
        show.fact_list([fact], title="" if ahead else text("wheel.next"))


def date_facts(work: Work, items: list[Due], title: str) -> None:
    """Dates as a list: what, how it stands, and by which day."""
    facts = [
        show.Fact(STATES[item.state], _said(item), f"{day(item.due)}, {_left(work, item)}", f"arshjul?kommun={work.page.code}")
        for item in items
    ]
    if facts:
        show.fact_list(facts, title=title)


def _said(item: Due) -> str:
    """What is due in words: a report and a meeting are told as such, the others by their own title."""
    return text(f"wheel.said_{item.kind}", title=item.title) if item.kind in ("report", "meeting", "plan", "direction") else item.title


def _left(work: Work, item: Due) -> str:
    return text(f"wheel.state_{item.state}", n=abs((item.due - work.day).days))


def calendar(page: Page, of: Standing) -> None:
    """What is due within a year for the agreement that counts, from the same list as Årshjul; an earlier one has only its own dates."""
    try:
        work = work_of(page)
    except LagesbildError:
        show_goals.calendar(of)
        return
    if of.counts and page.frozen is None:
        date_facts(work, year_dates(work), text("goals.calendar.title"))
    else:
        show_goals.calendar(of)


def due_table(work: Work, items: list[Due]) -> None:
    """What comes back, the most urgent first, with when it was done last."""
    rows = [
        [
            item.title, text(f"wheel.kind_{item.kind}"), day(item.due), show.Cell(_left(work, item), STATES[item.state]), _last(item),
            text(f"work.words.cadence.{item.cadence}") if item.cadence else "–",
            (item.owner if item.kind == AGREED else work.title("party", item.owner)) or "–",
        ]
        for item in items
    ]  # fmt: skip
    heads = [text(f"wheel.{name}") for name in ("item", "kind", "when", "state", "last", "cadence", "owner")]
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("wheel.caption"), whole=True)


def _last(item: Due) -> str:
    """When it was done last; of what only the agreement says, nothing may be known."""
    if item.last is None:
        return "–" if item.kind == AGREED else text("wheel.never")
    return day(item.last)


def latest_reports(work: Work) -> dict[str, Row]:
    """The latest report to each recipient."""
    return {row["recipient"]: row for row in sorted(work.rows("report"), key=lambda r: r["reported_on"])}


def report_facts(work: Work) -> None:
    """What each recipient was told last, and when the next is expected."""
    latest = latest_reports(work)
    expected = {item.title: item for item in year_dates(work) if item.kind == "report"}
    facts = []
    for recipient, row in sorted(latest.items()):
        due = expected.get(recipient)
        kept = work.title("frozen", row["frozen"])
        told = text("wheel.report_frozen", title=row["title"], frozen=kept) if kept and kept != row["title"] else row["title"]
        note = text("wheel.report_row", title=told, day=day(row["reported_on"]))
        note += f", {text('wheel.next_report', day=day(due.due))}" if due else ""
        address = f"./?bild={row['frozen']}" if kept else ""
        facts.append(show.Fact("late" if due and due.state == "overdue" else "current", recipient, note, address))
    show.fact_list(facts or [show.Fact("information", text("wheel.never"))], title=text("wheel.reported"))
