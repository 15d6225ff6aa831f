"""The page Plan in pieces: the finding, the board, the table, and what is missing in the chain from problem to result."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lagesbild import show
from lagesbild.show_activity_marks import activity_address
from lagesbild.show_files import icon
from lagesbild.show_heat import fact_table
from lagesbild.show_work_page import Row, Work, title_of
from lagesbild.show_work_year import year_dates
from lagesbild.texts import day, number, text
from lagesbild.work import balance, gaps, shown_status, tally
from lagesbild.work.gaps import GAPS, Gaps

EVERY = "alla"
GROUPS = ("goal", "owner", "area", "focus", "strategy")
LANES = ("planned", "ongoing", "late", "done")
ICONS = {"planned": "too_early", "ongoing": "on_track", "late": "late", "done": "current", "cancelled": "not_measured"}
MOST_NAMED = 4
TABLE = ("title", "goal", "owner", "status", "starts_on", "ends_on", "prevention", "problem", "area", "strategy", "focus", "cost", "public")


def activities_of(work: Work, plan: str) -> list[Row]:
    """A plan's activities, or all, in the order of their days."""
    rows = [row for row in work.rows("activity") if plan == EVERY or row["plan"] == plan]
    return sorted(rows, key=lambda row: (row["starts_on"] is None, row["starts_on"] or work.day, row["title"]))


def found_gaps(work: Work, activities: Sequence[Row]) -> Gaps:
    """The gaps among a plan's activities; problems and goals are those of the whole municipality."""
    every = work.rows("activity")
    whole = gaps(every, work.rows("problem"), work.rows("follow_up"), work.goals)
    here = gaps(activities, work.rows("problem"), work.rows("follow_up"), ())
    return Gaps(whole.idle_problem, whole.idle_goal, here.no_problem, here.no_follow_up, here.no_owner)


def plan_heading(work: Work, plan: Row | None, activities: Sequence[Row], missing: Gaps) -> None:
    """The finding: how many are done and late; then gaps and the next revision."""
    told = tally(activities, work.day)
    alive, late = told.total(), told["late"]
    counts = {"done": told["done"], "of": text("plan.of_all" if plan is None else "plan.of_one", n=alive)}
    key = "finding_none" if not alive else "finding_late_one" if late == 1 else "finding_late" if late else "finding"
    n = sum(len(getattr(missing, name)) for name in GAPS)
    lede = [text("plan.lede_whole") if n == 0 else text("plan.lede_gap") if n == 1 else text("plan.lede_gaps", n=n)]
    if plan is None:
        eyebrow = text("plan.all_eyebrow", place=work.page.name)
    else:
        eyebrow = text("plan.eyebrow", title=plan["title"])
        due = next((d for d in year_dates(work) if d.kind == "plan" and d.identity == plan["id"]), None)
        if due:
            lede.append(text("plan.revision_overdue" if due.state == "overdue" else "plan.revision", day=day(due.due)))
    show.heading(eyebrow, text(f"plan.{key}", late=late, **counts), " ".join(lede))


def group_name(work: Work, row: Row, group: str) -> str:
    """Which part of the plan an activity belongs to, in words."""
    if group == "owner":
        return work.title("party", row["owner"]) or text("work_pages.nobody")
    if group == "area":
        return work.areas.get(row["area"], row["area"]) or text("work_pages.whole_municipality")
    if group == "goal":
        return work.goals.get(row["goal"], row["goal"]) or text("work_pages.no_goal")
    return (work.focus.get(row["focus"], row["focus"]) if group == "focus" else row["strategy"]) or "–"


def board(work: Work, activities: Sequence[Row], group: str) -> None:
    """One lane per part of the plan, one column per status; on a phone the columns lie under each other."""
    lanes: dict[str, list[Row]] = {title: [] for title in (work.goals.values() if group == "goal" else ())}
    for row in activities:
        lanes.setdefault(group_name(work, row, group), []).append(row)
    lanes = {name: lanes[name] for name in (lanes if group == "goal" else sorted(lanes, key=str.casefold))}
    heads = "".join(f"<p>{icon(ICONS[status], size=16)}{escape(text(f'work_pages.status.{status}'))}</p>" for status in LANES)
    drawn = "".join(_lane(work, name, rows) for name, rows in lanes.items())
    st.html(f'<div class="lb lb-board"><div class="lb-board-head">{heads}</div>{drawn}</div>')


def _lane(work: Work, name: str, rows: Sequence[Row]) -> str:
    shown = [(row, shown_status(row, work.day)) for row in rows]
    alive = [status for _, status in shown if status != "cancelled"]
    count = text("plan.lane", done=alive.count("done"), n=len(alive)) if alive else text("plan.no_activity")
    boxes = "".join(f'<i class="lb-box-{status}"></i>' for lane in reversed(LANES) for status in alive if status == lane)
    columns = ""
    for lane in LANES:
        here = [_item(work, row) for row, status in shown if status == lane]
        label = f'<p class="lb-lane-word">{escape(text(f"work_pages.status.{lane}"))}</p>' if here else ""
        columns += f'<div class="{"" if here else "lb-lane-empty"}">{label}<ul>{"".join(here)}</ul></div>'
    head = f'<div class="lb-lane-head"><h2>{escape(name)}</h2><span class="lb-boxes">{boxes}</span><p>{escape(count)}</p></div>'
    return f'<section class="lb-lane">{head}<div class="lb-lane-columns">{columns if alive else ""}</div></section>'


def _item(work: Work, row: Row) -> str:
    ends = f' · <span class="lb-date">{day(row["ends_on"])}</span>' if row["ends_on"] else ""
    owner = work.title("party", row["owner"]) or text("work_pages.nobody")
    href = escape(activity_address(work.page, row["plan"] or "", row["id"]), quote=True)
    return f'<li><b><a href="{href}" target="_self">{escape(row["title"])}</a></b><span>{escape(owner)}{ends}</span></li>'


def activity_table(work: Work, activities: Sequence[Row], group: str) -> None:
    """The activities as a table that can be read and copied; gaps are said in words."""
    followed = {f["activity"]: f["followed_on"] for f in sorted(work.rows("follow_up"), key=lambda f: f["followed_on"])}
    rows = []
    for row in activities:
        status = shown_status(row, work.day)
        period = "–".join(day(when) if when else "" for when in (row["starts_on"], row["ends_on"]))
        rows.append([
            row["title"], group_name(work, row, group), work.title("party", row["owner"]) or text("work_pages.nobody"), period,
            show.Cell(text(f"work_pages.status.{status}"), ICONS[status]), work.title("problem", row["problem"]) or "–",
            day(followed[row["id"]]) if row["id"] in followed else "–",
            text(f"work.words.prevention.{row['prevention']}") if row["prevention"] else "–",
        ])  # fmt: skip
    names = ["title", "group", "owner", "period", "status", "problem", "follow", "prevention"]
    heads = [text(f"plan.{group}") if name == "group" else text(f"plan.column.{name}") for name in names]
    show.data_table(pd.DataFrame(rows, columns=heads), caption=text("plan.caption"))


def gap_facts(work: Work, missing: Gaps) -> None:
    """Every kind of gap with its number and the first names."""
    facts = []
    for name in GAPS:
        told = [_named_gap(work, name, item) for item in getattr(missing, name)]
        if told:
            more = "" if len(told) <= MOST_NAMED else text("plan.gap.more", n=len(told) - MOST_NAMED)
            facts.append(show.Fact("late", f"{text(f'plan.gap.{name}')}: {len(told)}", more, names=told[:MOST_NAMED]))
    show.fact_list(facts or [show.Fact("current", text("plan.gap.none"), text("plan.gap.none_note"))], title=text("plan.gaps"))


def _named_gap(work: Work, name: str, item: Row | str) -> tuple[str, str]:
    """What has the gap, and where it is shown and can be mended."""
    if isinstance(item, str):
        return work.goals[item], f"malet?{urlencode({'mal': item})}"
    href = (
        f"plan?{urlencode({'problem': item['id']})}"
        if name == "idle_problem"
        else activity_address(work.page, item["plan"] or "", item["id"])
    )
    return title_of(item), href


def balance_bar(activities: Sequence[Row]) -> None:
    """How the activities divide between situational and social prevention, as a bar and in words."""
    told = balance(activities)
    show.section(text("plan.balance"))
    parts = "".join(f'<i class="lb-part-{key}" style="flex:{told[key]}"></i>' for key in ("situational", "social") if told[key])
    words = text("plan.balance_said", **{key: told[key] for key in ("situational", "social")})
    unsaid = " " + text("plan.balance_unsaid", n=told[""]) if told[""] else ""
    st.html(f'<div class="lb"><div class="lb-bar">{parts}</div><p class="lb-sub">{escape(words + unsaid)}</p></div>')


def plan_facts(work: Work, plan: Row | None, activities: Sequence[Row]) -> None:
    """Decided when and by whom, last revised, cost."""
    costs = [row["cost"] for row in activities if row["cost"] is not None]
    told = {"n": len(costs), "all": len(activities), "sum": number(sum(costs))}
    every = tally(work.rows("activity"), work.day)
    pairs = {text("plan.every"): text("plan.lane", done=every["done"], n=every.total())} if plan is not None else {}
    pairs |= {text("plan.cost"): text("plan.cost_known", **told) if costs else text("plan.cost_unknown")}
    if plan is not None:
        reviewed = max((r["reviewed_on"] for r in work.rows("plan_review") if r["plan"] == plan["id"]), default=None)
        decided = text("plan.decided", who=plan["decided_by"], day=day(plan["decided_on"])) if plan["decided_on"] else text("plan.draft")
        valid = text("plan.valid_said", start=day(plan["valid_from"]), end=day(plan["valid_to"]))
        pairs = {
            plan["label"]: decided,
            text("plan.valid"): valid,
            text("plan.reviewed"): day(reviewed) if reviewed else text("plan.never"),
        } | pairs
        if plan["document"]:
            pairs[text("plan.document")] = plan["document"]
    fact_table(list(pairs.items()), title=text("plan.plan_facts"))
