"""The page Trender: months with the limits of chance, this year so far, when in time, and the other crime types beside them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from lagesbild import sentences, sentences_control, show
from lagesbild.exhibits import areas, control, signals, time_profile, trend, year_to_date
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.show_activity_marks import activity_list
from lagesbild.show_area_work import open_problem
from lagesbild.show_exhibit import SMALL_MULTIPLES, draw, figure_table, tool_row
from lagesbild.show_page import Page
from lagesbild.texts import MONTHS, month_name, number, text

YEARS_SMALL = 2  # how many whole years before this one the small series show


def months(page: Page, found: Exhibit, indicator: pd.Series, place: trend.Place, comments: Callable[[], None]) -> None:
    """The control chart with its signal, what is thought of it (`comments` draws that) and this year so far beside it."""
    left, right = st.columns([2.6, 1], gap="large")
    with left:
        show.note(found.sub)
        draw(found, "control")
        show.source_line(found.source_line)
        tool_row(found, f"trend-{indicator['indicator']}-{place.area}-month")
        activity_list(page, found.marks, indicator["sentence_name"])
    with right:
        _signal(page, found, indicator, place)
        comments()
        this_year(page, indicator, place)
        for reason in found.facts["breaks"]:
            show.note(reason)
    figure_table(found, text("trends.table"))


def periods(page: Page, found: Exhibit, indicator: pd.Series, place: trend.Place, kind: str) -> None:
    """Years, quarters and rolling months: the series with its intervals, and what its latest whole period shows."""
    left, right = st.columns([2.6, 1], gap="large")
    with left:
        show.note(found.sub)
        draw(found, "trend")
        show.source_line(found.source_line)
        tool_row(found, f"trend-{indicator['indicator']}-{place.area}-{kind}")
        activity_list(page, found.marks, indicator["sentence_name"])
    with right:
        if found.facts:
            judged = found.facts["judged"]
            show.section(sentences.capital(judged["latest_label"]))
            show.big_number(sentences.value(judged["latest_value"], judged["unit"]), sentences.measured_in(judged))
        show.note(found.sentence)
        if found.facts.get("years"):
            show.note(found.facts["years"])
        _with_unplaced(page, found, indicator, place, kind)
        for reason in found.facts.get("breaks", []):
            if reason not in found.sentence:
                show.note(reason)
        if found.facts and sentences.delivered(indicator):
            show.note(found.caveat)
    figure_table(found, text("trends.table"))


def _with_unplaced(page: Page, found: Exhibit, indicator: pd.Series, place: trend.Place, kind: str) -> None:
    """That the whole municipality has reports which no area has, where the reader may hold its figure against the areas'."""
    rows = found.frame[found.frame["value"].notna()]
    if indicator["family"] != "crime" or place.level != "municipality" or rows.empty or not areas.divisions(page.reader):
        return
    unplaced, events = areas.without_area(page.reader, str(indicator["indicator"]), kind, rows.iloc[-1]["period_start"])
    if unplaced:
        show.note(text("trends.with_unplaced", n=number(unplaced), all=number(events), period=rows.iloc[-1]["label"]))


def _signal(page: Page, found: Exhibit, indicator: pd.Series, place: trend.Place) -> None:
    """What the signal is, or what the latest final month shows."""
    signal, latest = found.facts["signal"], found.facts["latest"]
    if latest is None:
        return
    day = (signal["last"] if signal else latest["period_start"]).date()
    key = "control.signal_in" if signal else "control.latest"
    show.section(text(key, month=month_name(day)).capitalize())
    show.said(found.sentence.split(": ", 1)[-1])
    if signal is None:
        return
    if signal["rule"] != "outside":  # the month itself may be quite usual
        pattern = sentences_control.rule_words(signal["rule"], signal["side"], signal["months"])
        show.note(f"{pattern}.{text('signals.since', month=sentences_control.month(signal['since']))}")
    same = signals.found(page.reader)
    same = same[(same["indicator"] == indicator["indicator"]) & (same["period_start"] == signal["last"]) & (same["area"] != place.area)]
    if place.level == "municipality" and len(same):
        show.note(text("control.also_in", areas=" och ".join(same["place"])))
    show.note(text("control.no_cause"))
    open_problem("trender", "" if place.level == "municipality" else place.area)


def this_year(page: Page, indicator: pd.Series, place: trend.Place) -> None:
    """This year so far: the number, the years before it over chance's band, and the sentence."""
    found = year_to_date.exhibit(page.reader, indicator, place)
    if found is None:
        return
    show.section(found.heading)
    show.big_number(year_to_date.big_number(found), found.sub)
    if found.figure is not None:
        show.chart(
            found.figure(), alt=text("control.year_to_date.alt", value=year_to_date.big_number(found), sentence=found.sentence), key="ytd"
        )
    show.note(found.sentence)
    if found.source_line:
        show.note(found.source_line)
    tool_row(found, f"hittills-{indicator['indicator']}-{place.area}")


def profile(page: Page, indicator: pd.Series, place: trend.Place) -> None:
    """When in the year, the week and the day."""
    found = time_profile.exhibit(page.reader, indicator, place)
    if found is None:
        return
    show.finding(found.sentence if found.figure else found.heading, found.sub)
    if found.figure is None:
        return
    with st.container(key="wide_profile"):
        show.chart(found.figure(), alt=found.sentence, key="profile_wide")
    with st.container(key="narrow_profile"):
        show.chart(found.figure(stacked=True), alt=found.sentence, key="profile_narrow")
    tool_row(found, f"tid-{indicator['indicator']}-{place.area}")


def others(page: Page, crimes: dict[str, dict], place: trend.Place, chosen: str, latest: pd.Series) -> None:
    """The other crime types of the place by month, those with a signal first. latest: the last final month of the chosen one."""
    since = int(latest["period_start"].year) - YEARS_SMALL
    rows = trend.indicators(page.reader)
    slugs = [f"{slug}_count" for slug in crimes if f"{slug}_count" != chosen and f"{slug}_count" in rows.index]
    if not slugs:
        return
    found = signals.found(page.reader)
    here = found[(found["area"] == place.area) & (found["area_version"] == place.area_version) & found["indicator"].isin(slugs)]
    here = here.drop_duplicates("indicator")
    show.finding(
        sentences_control.others_heading(list(zip(here["sentence_name"], here["side"], strict=True))),
        text("control.small.sub", since=f"{MONTHS[0]} {since}", area=place.name),
    )
    first = sorted(slugs, key=lambda slug: slug not in set(here["indicator"]))[:SMALL_MULTIPLES]
    shown = [rows.loc[slug] for slug in first]
    for column, indicator in zip(st.columns(SMALL_MULTIPLES), shown, strict=False):
        with column:
            _small(page, indicator, place, since)
    if any(indicator["policing_dependent"] for indicator in shown):
        show.source_line(text("control.small.policing_note"))


def _small(page: Page, indicator: pd.Series, place: trend.Place, since: int) -> None:
    small = control.exhibit(page.reader, indicator, place, since)
    policing = bool(indicator["policing_dependent"])
    signal = small.facts["signal"]
    if signal:
        said = sentences_control.rule_words(signal["rule"], signal["side"], signal["months"])
    else:
        said = text("control.small.policing" if policing else "control.small.none" if small.facts["limits"] else "control.small.no_limits")
    show.small_title(indicator["short_title"] + (" *" if policing else ""), said, tone=signal["tone"] if signal else "")
    if small.figure is not None:
        show.chart(small.figure(hero=False), alt=f"{small.heading}. {small.sentence}", key=f"small_{indicator['indicator']}")
