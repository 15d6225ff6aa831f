"""The forms that write an agreement's file and its first measured goal, through the same checks as every file of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import streamlit as st

from lagesbild import sentences, show
from lagesbild.access import noted, require
from lagesbild.catalog_draft import DraftedGoal, NewAgreement, save
from lagesbild.catalog_goals import asked_in, asks
from lagesbild.catalog_new import official_name
from lagesbild.model import ALL, Indicator, LagesbildError
from lagesbild.model_agreement import Renewal
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.show_draft import plain_number
from lagesbild.show_getting_started import Start
from lagesbild.show_words import asked_for
from lagesbild.texts import text

DAYS = ("first_day", "last_day", "signed", "revise_by")
NEEDED = DAYS[:2]  # the rest may be left empty
LINES = ("document", "link", "reference", "source")
FIRST_YEAR = 2010
FAMILIES = ("survey", "kolada", "crime")
FAULT = "start_fault"


def agreement_step(start: Start) -> None:
    """What is known of the agreement, and the form for one that is not written yet."""
    for known in start.agreements:
        period = known.label or text("getting_started.agreement.unknown_period")
        show.note(text("getting_started.agreement.known", title=known.title, period=period, parties=", ".join(known.parties) or "–"))
    if start.agreements and not st.toggle(text("getting_started.agreement.another"), key="start_another_agreement"):
        return
    show.note(text("getting_started.agreement.lede"))
    with st.form("start_agreement_form", border=False):
        said = _agreement_fields(start)
        pressed = st.form_submit_button(text("getting_started.agreement.save"), type="primary", icon=":material/check:")
    if pressed:
        _saved(start, said)


def _agreement_fields(start: Start) -> dict[str, Any]:
    """Every field of the form by its name; empty ones are None or an empty text."""
    said: dict[str, Any] = {"title": st.text_input(_words("title"), placeholder=_words("title_placeholder"), key="start_title")}
    for name, column in zip(DAYS, st.columns(len(DAYS)), strict=True):
        said[name] = column.date_input(asked_for(_words(name), required=name in NEEDED), None, format="YYYY-MM-DD", key=f"start_{name}")
    renewals: tuple[str, ...] = get_args(Renewal)
    said["renewal"] = st.radio(_words("renewal"), renewals, format_func=lambda name: _words(f"renewal_{name}"), key="start_renewal")
    place = start.catalog.municipalities[start.code]
    left, right = st.columns(2)
    parties = f"{official_name(place.name)}\nLokalpolisområde {place.police_area}"
    said["parties"] = left.text_area(_words("parties"), parties, height=90, key="start_parties").splitlines()
    said["signatories"] = right.text_area(_words("signatories"), height=90, key="start_signatories").splitlines()
    for pair in (LINES[:2], LINES[2:]):
        for name, column in zip(pair, st.columns(2), strict=True):
            said[name] = column.text_input(_words(name), key=f"start_{name}").strip()
    return said


def _words(name: str) -> str:
    return text(f"getting_started.agreement.{name}")


def written_agreement(said: dict[str, Any], police_area: str, day: date) -> NewAgreement:
    """The agreement of a filled-in form; the day is when the facts were looked at."""
    first, last = said["first_day"], said["last_day"]
    if first is None or last is None:
        raise LagesbildError(text("getting_started.agreement.no_day"))
    if said["revise_by"] and said["renewal"] != "revise_by":
        raise LagesbildError(text("getting_started.agreement.day_too_many"))
    if said["renewal"] == "revise_by" and not said["revise_by"]:
        raise LagesbildError(text("getting_started.agreement.day_missing"))
    signed = [line.partition(",") for line in said["signatories"] if line.strip()]
    more = {
        "starts": first, "ends": last, "signed": said["signed"], "renewal": said["renewal"], "revise_by": said["revise_by"],
        "police_area": police_area, "parties": [line.strip() for line in said["parties"] if line.strip()],
        "signatories": [{"role": role.strip(), "party": party.strip()} for role, _, party in signed], "verified_on": day,
    }  # fmt: skip
    title = said["title"].strip() or text("getting_started.agreement.title_example", first=first.year, last=last.year)
    return NewAgreement(title, first.year, last.year, more | {name: said[name] for name in LINES})


def _saved(start: Start, said: dict[str, Any]) -> None:
    place = start.catalog.municipalities[start.code]
    try:
        _keep(start, written_agreement(said, place.police_area, today(start.code == EXAMPLE_CODE)), None)
    except LagesbildError as fault:
        st.error(str(fault))


def _keep(start: Start, where: str | NewAgreement, goal: DraftedGoal | None) -> None:
    """Write the file as the one who looks now, who must be a steward, and draw the page anew."""
    require("steward", municipality=start.code)
    path = save(settings().home, start.catalog, start.code, where, goal)
    noted("create", municipality=start.code, what=path.name)
    st.rerun()


def goal_step(start: Start) -> None:
    """The goals that are there, and the form for one with the figure that measures it."""
    if not start.agreements:
        show.note(text("getting_started.goal.first_agreement"))
        return
    latest = max(start.agreements, key=lambda one: one.starts.first if one.starts else date.min)
    if latest.goals:
        show.note(text("getting_started.goal.there", goals="; ".join(goal.title for goal in latest.goals)))
    if start.done["goal"] and not st.toggle(text("getting_started.goal.another"), key="start_another_goal"):
        return
    show.note(text("getting_started.goal.lede"))
    offered = measurable(start)
    slug = st.selectbox(
        text("getting_started.goal.indicator"), list(offered), format_func=lambda key: offered[key].title, key="start_indicator"
    )
    about = offered[slug]
    show.note(text("getting_started.goal.definition", definition=about.definition, source=about.source))
    with st.form("start_goal_form", border=False):
        title = st.text_input(text("getting_started.goal.title"), placeholder=text("getting_started.goal.title_example"), key="start_goal")
        left, right = st.columns(2)
        baseline = left.selectbox(text("getting_started.goal.baseline"), baselines(start, slug), key=f"start_baseline_{slug}")
        share = about.unit == "share"
        unit = sentences.measured_in({"unit": about.unit, "unit_words": about.unit_words})
        wanted = right.text_input(
            text("getting_started.goal.target_share" if share else "getting_started.goal.target", unit=unit), key=f"start_target_{slug}"
        )
        pressed = st.form_submit_button(text("getting_started.goal.save"), type="primary", icon=":material/check:")
    if pressed:
        try:
            target = plain_number(wanted) / (100.0 if share else 1.0) if wanted.strip() else None
            goal = DraftedGoal(title.strip() or about.title, slug, baseline, target, None)
            _keep(start, latest.slug, goal)
        except LagesbildError as fault:
            st.error(str(fault))


def measurable(start: Start) -> dict[str, Indicator]:
    """The indicators that a goal of this municipality can be measured by: with a direction, and of surveys that it has."""
    ours = [survey for survey in start.catalog.surveys.values() if survey.municipality in (ALL, start.code)]
    asked = {slug for survey in start.catalog.surveys.values() for slug in start.catalog.indicators if asks(survey, slug)}
    found = [
        one
        for slug, one in start.catalog.indicators.items()
        if one.better != "neither" and not slug.endswith("_count") and (slug not in asked or any(asks(survey, slug) for survey in ours))
    ]
    found.sort(key=lambda one: (FAMILIES.index(one.family) if one.family in FAMILIES else len(FAMILIES), one.order))
    return {one.slug: one for one in found}


def baselines(start: Start, slug: str) -> list[str]:
    """The waves that asked, else whole years, newest first."""
    ours = [survey for survey in start.catalog.surveys.values() if survey.municipality in (ALL, start.code)]
    waves = [wave for survey in ours for wave in asked_in(survey, slug)]
    return list(reversed(waves)) or [str(year) for year in range(today(start.code == EXAMPLE_CODE).year - 1, FIRST_YEAR - 1, -1)]
