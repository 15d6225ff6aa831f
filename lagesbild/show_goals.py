"""Goals and agreements on a page: the strip with its years, rows of goals, the chain, the calendar and what the law asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lagesbild import sentences_agreement as worded
from lagesbild import sentences_goals as said
from lagesbild import show
from lagesbild.agreement_state import Standing
from lagesbild.agreement_wheel import due_items
from lagesbild.charts.icons import change_icon, tone_of
from lagesbild.kept import kept
from lagesbild.model_agreement import Agreement
from lagesbild.sentences import capital
from lagesbild.sentences_activities import counts_words, effect_words
from lagesbild.sentences_next_figure import coming
from lagesbild.show_activity_marks import activity_address
from lagesbild.show_exhibit import sparkline
from lagesbild.show_files import icon
from lagesbild.show_page import Page
from lagesbild.show_words import html_words
from lagesbild.texts import day, number, text

Bands = Sequence[tuple[date, date, str]]
ACTIVITY_ICONS = {"done": "current", "ongoing": "activities", "planned": "too_early", "late": "late"}


def address(page: Page, where: str, **params: str) -> str:
    """An address in this product that keeps the municipality: "malet?kommun=9999&mal=trygg-kvall"."""
    return f"{where}?{urlencode({'kommun': page.code} | params)}"


def goal_icon(status: str) -> str:
    """The icon of a status; it is named like the status but for activities."""
    return "activities" if status == "followed_by_activities" else status


def agreement_strip(page: Page, told: Standing) -> None:
    """The agreement in one strip: name, how far it has come, who signed, its state, and a bar of its years."""
    item = told.agreement
    line = worded.year_line(told)
    head = f"{line}. {worded.state_word(told).capitalize()}." if line else f"{worded.state_word(told).capitalize()}."
    href = escape(show.within(address(page, "mal", overenskommelse=item.slug)), quote=True)
    words = [worded.parties_line(item), worded.state_sentence(told), *_doubt(told)]
    st.html(
        f'<div class="lb lb-strip"><div><h2><a href="{href}" target="_self">{escape(item.title)}</a></h2><span>{escape(head)}</span>'
        f"<p>{html_words(' '.join(words))}</p></div>{_years(told)}</div>"
    )


def _doubt(told: Standing) -> list[str]:
    """When the facts were checked, said where the state rests on an old check or on none."""
    checked = told.agreement.verified_on
    fresh = checked is not None and (told.day - checked).days <= worded.OLD_DAYS
    return [] if fresh else [worded.verified_sentence(told.agreement, told.day)]


def _years(told: Standing) -> str:
    """A bar with one field a year and a ring for today; nothing where the period is not known."""
    item = told.agreement
    if item.starts is None or item.ends is None:
        return ""
    first, last = item.starts.first, item.ends.last
    fields = "".join(_field(year, told.day) for year in range(first.year, last.year + 1))
    share = (told.day - first).days / max(1, (last - first).days)
    ring = f'<b style="left:{100 * share:.1f}%"></b>' if 0 <= share <= 1 else ""
    alt = escape(text("goals.strip.bar", label=item.label, day=day(told.day)), quote=True)
    return f'<div class="lb-years" role="img" aria-label="{alt}"><ol>{fields}</ol>{ring}</div>'


def _field(year: int, today: date) -> str:
    done = min(1.0, max(0.0, ((today - date(year, 1, 1)).days + 1) / 365))
    now = ' aria-current="date"' if today.year == year else ""
    return f'<li{now}><i style="--done:{100 * done:.0f}%"></i>{year}</li>'


def goal_rows(page: Page, rows: Sequence[dict[str, Any]], bands: Bands, title: str = "") -> None:
    """Every goal as one row: status, what and why, its series with interval and target, the latest value."""
    shown, series = _shown(page.code, page.day, rows, bands)
    show.verdict_rows(shown, title=title or text("goals.rows"), series=series, value=text("goals.latest"))


@kept
def _shown(code: str, today: date, rows: Sequence[dict[str, Any]], bands: Bands) -> tuple[list[show.VerdictRow], str]:
    """The rows as they are shown, and what stands above their series."""
    years = [one["series"] for row in rows for one in row["measures"][:1] if len(one["series"])]
    first = min((s["period_start"].dt.year.min() for s in years), default=0)
    span = (date(first, 1, 1), bands[-1][1]) if years and bands else None
    series = text("goals.series", first=first, last=span[1].year) if span else " "
    return [_goal_row(code, today, row, bands, span) for row in rows], series


def _goal_row(code: str, today: date, row: dict[str, Any], bands: Bands, span: tuple[date, date] | None) -> show.VerdictRow:
    lead = row["lead"]
    value, half = said.latest(lead) if lead else ("", "")
    spark = _spark(lead, bands, span) if lead else ""
    told = row["summary"]
    followed = lead is None and told["all"]
    if followed:
        spark, value = _boxes(told), text("goals.activities.done_of", done=told["done"], all=told["all"])
    note = text("goals.activities.done_words") if followed else said.beside(lead) if lead else ""
    return show.VerdictRow(
        icon=goal_icon(row["status"]), word=said.status_word(row["status"]),
        title=f"{row['number']}. {row['title']}" if row["number"] else row["title"], spark=spark,
        why=f"{said.goal_why(row)} {coming(lead, today)}".strip(),
        value=value, half=half, note=note, href=f"malet?{urlencode({'kommun': code, 'mal': row['goal']})}",
    )  # fmt: skip


def _spark(row: dict[str, Any], bands: Bands = (), span: tuple[date, date] | None = None) -> str:
    """The small series of a measure with its target; nothing where it has no figures."""
    if not len(row["series"]):
        return ""
    marks = {"target": row["target"], "bands": bands, "neutral": bool(row["policing_dependent"]), "waves": row["period_kind"] == "wave"}
    return sparkline(row["series"], row["cuts"], span=span, **marks)


def goal_facts(code: str, name: str, rows: Sequence[dict[str, Any]]) -> None:
    """A municipality's goals as a list: status, goal and why."""
    facts = [
        show.Fact(
            goal_icon(row["status"]), f"{said.status_word(row['status'])}: {row['title']}", said.goal_why(row),
            f"malet?{urlencode({'kommun': code, 'mal': row['goal']})}",
        )
        for row in rows
    ]  # fmt: skip
    show.fact_list(facts or [show.Fact("information", text("goals.police_area.none"))], title=name)


def status_words(row: dict[str, Any], explained: str) -> None:
    """The status of one goal or measure, large, with the whole explanation under it."""
    name = goal_icon(row["status"] if "status" in row else row["progress"].status)
    word = said.status_word(row["status"] if "status" in row else row["progress"].status)
    st.html(
        f'<div class="lb"><p class="lb-verdict lb-{tone_of(name)}">{icon(name, size=22)}{escape(word)}</p>'
        f'<p class="lb-said">{html_words(explained)}</p></div>'
    )


def change_list(found: Sequence[dict[str, Any]], since: str, title: str = "") -> None:
    """What has certainly changed, and nothing else."""
    facts = [
        show.Fact(
            change_icon(row["verdict"], row["polarity"]),
            text("situation.change", verdict=text(f"sentences.change.{row['verdict']}"), what=row["what"].lower()),
            text("goals.changes.line", before=row["before"], after=row["after"], unit=row["unit"]), row["href"],
        )
        for row in found
    ] or [show.Fact("no_clear_change", text("goals.changes.nothing"), text("goals.changes.nothing_note"))]  # fmt: skip
    show.fact_list(facts, title=title or text("situation.changed", since=since))


def chain_list(page: Page, told: Sequence[Standing]) -> None:
    """The chain of agreements, newest first, each with its state and a way to its goals."""
    states = {"in_force": "current", "expiring": "late", "extended": "current", "revision_overdue": "late"}
    facts = [
        show.Fact(
            states.get(one.state, "information"), f"{one.agreement.title}: {worded.state_word(one)}", worded.state_sentence(one),
            address(page, "mal", overenskommelse=one.agreement.slug),
        )
        for one in told
    ]  # fmt: skip
    show.fact_list(facts, title=text("goals.chain.title"))
    show.note(text("goals.chain.note"))


def calendar(told: Standing) -> None:
    """What is due within twelve months according to the agreement: renewal first in time, recurring work as it comes."""
    item = told.agreement
    due = [one for one in due_items(item, told.day, told.day + timedelta(days=365)) if told.counts or told.state == "period_unknown"]
    facts = [show.Fact("information" if one.kind in ("warning", "last_day") else "too_early", *worded.due_words(one, item)) for one in due]
    show.fact_list(facts or [show.Fact("information", text("goals.calendar.empty"))], title=text("goals.calendar.title"))


def agreement_facts(told: Standing) -> list[tuple[str, str]]:
    """What was signed: (label, words) for the list beside the goals."""
    item: Agreement = told.agreement
    document = item.document if item.link or not item.document else text("goals.facts.no_link", document=item.document)
    signatories = "; ".join(f"{who.role}, {who.party}" for who in item.signatories)
    found = [
        ("document", document), ("reference", item.reference), ("signed", worded.known(item.signed)), ("parties", ", ".join(item.parties)),
        ("signatories", signatories), ("police_area", item.police_area), ("method", item.method), ("prepared_by", item.prepared_by),
        ("source", item.source), ("verified", day(item.verified_on) if item.verified_on else text("goals.strip.never_verified")),
        ("note", item.note),
    ]  # fmt: skip
    return [(text(f"goals.facts.{key}"), words) for key, words in found if words]


def law_strip(told: Standing | None, built_on: date) -> None:
    """What the law on municipal responsibility asks for, and what is known here of each part."""
    duties = {duty.kind: duty.title for duty in (told.agreement.duties if told else ())}
    council = told.agreement.prepared_by if told else ""
    known = {
        "situation": text("goals.law.situation_known", day=day(built_on)),
        "plan": text("goals.law.duty_known", title=duties["plan"]) if "plan" in duties else "",
        "follow_up": next((text("goals.law.duty_known", title=duties[kind]) for kind in ("evaluation", "report") if kind in duties), ""),
        "council": text("goals.law.council_known", name=council) if council else "",
        "coordinator": "",
        "agreement": worded.state_word(told) if told else "",
    }
    steps = "".join(
        f"<div{' class=lb-known' if words else ''}><h3>{escape(text(f'goals.law.{key}'))}</h3>"
        f"<p>{escape(capital(words or text('goals.law.unknown')))}</p></div>"
        for key, words in known.items()
    )
    show.section(text("goals.law.title"))
    show.note(text("goals.law.note"))
    st.html(f'<div class="lb lb-law">{steps}</div>')


def activities(page: Page, goal: dict[str, Any], marks: pd.DataFrame, late_decisions: int = 0) -> None:
    """What is done for a goal, numbered as in the picture, or the designed empty state; a bar of time is never a cause."""
    told = goal["summary"]
    if not told["all"]:
        empty = show.Fact("activities", text("goals.activities.empty"), text("goals.activities.empty_why"))
        show.fact_list([empty], title=text("goals.activities.title"))
        return
    numbers = dict(zip(marks["activity"], marks["number"], strict=True)) if len(marks) else {}
    facts = [
        show.Fact(
            ACTIVITY_ICONS[key], f"{numbers[row['activity']]}. {row['title']}" if row["activity"] in numbers else row["title"],
            _when(row, key), activity_address(page, row["plan"], row["activity"]),
        )
        for row in goal["activities"] for key in [_activity(row)]
    ]  # fmt: skip
    show.section(text("goals.activities.title"))
    show.note(counts_words(told, late_decisions))
    show.fact_list(facts)
    if told["without_problem"]:
        show.note(text("goals.activities.no_problem", titles=", ".join(told["without_problem"])))
    show.note(text("goals.activities.no_effect"))


def _activity(row: dict[str, Any]) -> str:
    return "late" if row["late"] else row["status"]


def _when(row: dict[str, Any], key: str) -> str:
    words = {"status": text(f"goals.activities.status_{key}"), "owner": row["owner"]}
    if pd.isna(row["ends_on"]):
        told = text("goals.activities.line", **words)
    else:
        told = text("goals.activities.until", day=day(row["ends_on"]), **words)
    return f"{told}. {effect_words(row)}." if row["evidence"] and not pd.isna(row["evidence"]) else told


def _boxes(told: dict[str, Any]) -> str:
    """One box an activity: filled when done, outlined when not, in the worse colour when late."""
    kinds = ["done"] * told["done"] + ["open"] * (told["all"] - told["done"] - told["late"]) + ["late"] * told["late"]
    alt = escape(text("goals.activities.boxes", **{name: number(told[name]) for name in ("done", "all", "late")}), quote=True)
    return f'<div class="lb-boxes" role="img" aria-label="{alt}">{"".join(f"<i class=lb-box-{kind}></i>" for kind in kinds)}</div>'


def measure_rows(page: Page, of: Standing, goal: dict[str, Any]) -> None:
    """All measures of a goal, each with its own status; the first one decides the goal's."""
    if len(goal["measures"]) < 2:
        return
    rows = [
        show.VerdictRow(
            icon=goal_icon(one["progress"].status), word=said.status_word(one["progress"].status), title=one["title"], why=said.why(one),
            spark=_spark(one),
            **dict(zip(("value", "half"), said.latest(one), strict=True)), note=said.aim(one),
            href=address(page, "malet", overenskommelse=of.agreement.slug, mal=goal["goal"], matt=str(one["measure_order"])),
        )
        for one in goal["measures"]
    ]  # fmt: skip
    aimed = any(one["target"] is not None for one in goal["measures"])
    series = text("goals.series_target") if aimed else ""
    show.verdict_rows(rows, title=text("goals.all_measures"), series=series, value=text("goals.latest"))


def figure_rows(page: Page, figures: Sequence[dict[str, Any]]) -> None:
    """The indicators of a focus area over time, each tested against the period before; police work is never called good or bad."""
    rows = [
        show.VerdictRow(
            icon=change_icon(one["verdict"], one["polarity"]), word=text(f"sentences.change.{one['verdict']}"),
            title=f"{one['title']} ({text('goals.focus.policing')})" if one["policing"] else one["title"], why=one["why"],
            spark=sparkline(one["series"], one["cuts"], neutral=one["policing"], waves=one["waves"]),
            value=one["value"], half=one["half"], note=one["note"], href=address(page, one["href"][0], **one["href"][1]),
        )
        for one in figures
    ]  # fmt: skip
    if rows:
        show.verdict_rows(rows, title=text("goals.focus.indicators"), value=text("goals.latest"))
