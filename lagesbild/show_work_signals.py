"""Comments on signals wherever an internal page shows signals: read, written, and followed to the area and to the problem."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote

import pandas as pd
import streamlit as st

from lagesbild import sentences_signal_comments as said
from lagesbild import show, show_signals
from lagesbild.exhibits import signals
from lagesbild.exhibits.exhibit import Exhibit
from lagesbild.exhibits.signal_comments import Answers, Comment, Comments, about, comment_of, of_build, signal_key
from lagesbild.exhibits.trend import Place
from lagesbild.model import LagesbildError
from lagesbild.show_page import Page
from lagesbild.show_work_form import SAVED, deleted_records, edit_records, record_form
from lagesbild.show_work_page import Row, Work, work_on
from lagesbild.texts import text

KIND, FIELDS = "signal_comment", ("judgement", "owner", "comment")
MOST_EARLIER = 3
OPENED_LAST = "talk_last"  # in the session: the signal whose box was opened last
KINDS_SHOWN = {signals.ANY: "all", signals.WITHOUT: "without", signals.WITH: "with"}


@dataclass(frozen=True)
class Talk:
    """What a page knows of its signals' comments and problems; a frozen lägesbild has those that were written when it was built."""

    name: str  # the page's
    page: Page
    comments: Comments
    problems: tuple[Row, ...]
    writes: bool = False
    fault: str = ""

    @property
    def answers(self) -> Answers:
        """Which signal each comment belongs to."""
        return signals.answered(self.page.reader, self.comments)

    def earlier(self, indicator: str = "", area: str = "", side: str = "") -> Comments:
        """The comments whose signal is gone: all, or those of a crime type, of a place and of a side."""
        wanted = {name: value for name, value in (("indicator", indicator), ("area", area), ("side", side)) if value}
        return tuple(one for one in self.answers.earlier if all(getattr(one, name) == value for name, value in wanted.items()))


def talk_on(name: str, page: Page) -> Talk:
    """The comments as they are now; where that cannot be told, as they were when the page's build was made."""
    try:
        work = None if page.frozen else work_on(name, page)
        if work is not None:
            return Talk(name, page, comments_in(work, work.rows(KIND)), tuple(work.rows("problem")), work.writes)
        fault = ""
    except LagesbildError as closed:
        fault = str(closed)
    problems = page.read("problems").rename(columns={"problem": "id"}).to_dict("records")
    return Talk(name, page, of_build(page.reader), tuple(problems), fault=fault)  # pyright: ignore[reportArgumentType]


def for_paper(page: Page) -> Comments:
    """The comments as they stand in a briefing: whose judgement, and not who wrote it down."""
    return tuple(replace(one, who="", version=0) for one in talk_on("briefing", page).comments)


def comments_in(work: Work, rows: list[Row]) -> Comments:
    """Stored comments, with who wrote them and whose judgement they are."""
    names = {row["id"]: row["name"] for row in work.rows("party")}
    more = [{"identity": row["id"], "owner": names.get(row["owner"], ""), "who": row["changed_by"]} for row in rows]
    return tuple(comment_of(row, work.page.code, version=row["version"], **told) for row, told in zip(rows, more, strict=True))


def under_signal(talk: Talk, row: dict[str, Any]) -> None:
    """What belongs under a signal: its comments and the form, the area's page and the problem."""
    with st.container(key=f"under_signal_{_widget(row)}", horizontal=True, vertical_alignment="center"):
        comment_box(talk, row)
        _links([*_area(row), *_problem(talk, row)])


@st.fragment
def comment_box(talk: Talk, row: dict[str, Any]) -> None:
    """A button whose box holds all comments on a signal and the form for another; it is made when somebody opens it."""
    told: Comments = row["comments"]
    if not told and not talk.writes:
        return
    label, key = text("signal_comments.open_some", n=len(told)) if told else text("signal_comments.open_none"), f"talk_{_widget(row)}"
    if st.session_state.get(SAVED, "").startswith(f"comment_{_widget(row)}"):  # the box makes way for the row that shows it
        st.session_state[key], st.session_state[SAVED] = False, ""
    box = st.popover(label, type="tertiary", icon=":material/chat:", key=key, on_change="rerun")
    if not box.open:
        return
    st.session_state[OPENED_LAST] = signal_key(row)
    with box.container(key=f"comment_box_{_widget(row)}"):  # by this the stylesheet knows the box
        show.section(text("signal_comments.form", title=row["title"]))
        show.fact_list([show.Fact("information", said.judged(one), _told(talk, one, row)) for one in told])
        before = talk.earlier(row["indicator"], row["area"], row["side"])[:MOST_EARLIER]
        if before:
            facts = [show.Fact("too_early", said.judged(one), said.past(one)) for one in before]
            show.fact_list(facts, title=text("signal_comments.same_series"))
        if talk.writes:
            _form(talk, row)


def _form(talk: Talk, row: dict[str, Any]) -> None:
    """The form; who writes is asked anew, since a box is drawn without the page around it."""
    try:
        work = work_on(talk.name, talk.page)
    except LagesbildError as fault:
        st.error(str(fault))
        return
    show.note(f"{text('signal_comments.form_how')} {text('work_pages.no_persons')}")
    every = [*work.rows(KIND), *work.store.rows(KIND, work.page.code, deleted=True)]
    mine = {one.identity for one in signals.answered(work.page.reader, comments_in(work, every)).to(row)}
    fields: dict[str, Any] = {"fields": FIELDS, "defaults": about(row, work.page.reader.build) | {"commented_on": work.day} | _usual(work)}
    key = f"comment_{_widget(row)}"
    if any(one["id"] in mine for one in work.rows(KIND)):
        edit_records(work, KIND, key=key, only=lambda one: one["id"] in mine, at_once=True, **fields)
        return
    record_form(work, KIND, None, key=f"{key}_ny", button=text("signal_comments.save"), **fields)
    deleted_records(work, KIND, key, lambda one: one["id"] in mine)


def _usual(work: Work) -> dict[str, Any]:
    """Whose judgement the writer's latest comment was: most write for one party."""
    mine = [row for row in work.rows(KIND) if row["changed_by"] == work.who and work.row("party", row["owner"])]
    return {"owner": max(mine, key=lambda row: row["changed_at"])["owner"]} if mine else {}


def _told(talk: Talk, one: Comment, row: dict[str, Any]) -> str:
    return said.told(one, row, signals.place_name(talk.page.reader, one))


def _widget(row: dict[str, Any]) -> str:
    return signal_key(row).replace(".", "_")


def _area(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The way to the place's months, where the signal is seen; the area's own page shows years, in which it may not be."""
    if row["area_level"] == "municipality":
        return []
    return [(text("signal_comments.area_link", place=row["place"]), show_signals.address(row))]


def _problem(talk: Talk, row: dict[str, Any]) -> list[tuple[str, str]]:
    """The way to the problem that was opened from the signal's series, or to open one."""
    found = problem_of(row, talk.problems)
    if found is not None:
        return [(text("signal_comments.problem_link", title=found["title"]), f"plan?problem={quote(found['id'])}")]
    if not talk.writes:
        return []
    plan = f"plan?belagg={quote(show_signals.address(row))}"
    where = "" if row["area_level"] == "municipality" else f"&plats={quote(row['area'])}"
    return [(text("signal_comments.new_problem"), plan + where)]


def problem_of(row: dict[str, Any], problems: tuple[Row, ...]) -> Row | None:
    """The problem whose evidence is the signal's series in Trender; an open one first, then the newest."""
    found = [problem for problem in problems if shows(problem["evidence"], problem["area"], row)]
    return max(found, key=lambda problem: (problem["state"] == "open", pd.Timestamp(problem["opened_on"])), default=None)


def shows(evidence: str, area: str, row: Any) -> bool:
    """Whether an address is that of a signal's series in Trender; area: what the address is about where it does not say so."""
    view, _, choices = evidence.partition("?")
    asked = dict(parse_qsl(choices))
    place = asked.get("omrade", "").partition(".")[0] or area
    whole = row["area_level"] == "municipality"
    here = place in ("", row["area"]) if whole else place == row["area"]
    return view == "trender" and asked.get("brott", "") == row["indicator"].removesuffix("_count") and here


def comment_facts(work: Work, evidence: str, area: str) -> list[show.Fact]:
    """What people think of the signals in the series that an address shows, the newest first, also where the signal is gone."""
    comments = comments_in(work, work.rows(KIND))
    mine = [one for one in comments if shows(evidence, area, _series(work, one))]
    return [
        show.Fact("information", said.judged(one), said.past(one))
        for one in sorted(mine, key=lambda one: (one.commented_on, one.identity), reverse=True)
    ]


def _series(work: Work, one: Comment) -> Row:
    level = "municipality" if one.area == work.page.code else ""
    return {"indicator": one.indicator, "area": one.area, "area_level": level}


def _links(links: list[tuple[str, str]]) -> None:
    if links:
        drawn = "".join(f'<a href="{escape(show.within(href), quote=True)}" target="_self">{escape(words)}</a>' for words, href in links)
        st.html(f'<p class="lb lb-links">{drawn}</p>')


@st.fragment
def earlier_comments(talk: Talk, wish: signals.Wish) -> None:
    """What was written about signals that are gone; the table is made when somebody opens it."""
    crime = "" if wish.crime == signals.ANY else f"{wish.crime}_count"
    found = talk.earlier(crime, *("" if value == signals.ANY else value for value in (wish.area, wish.side)))
    if not found:
        return
    box = st.expander(text("signal_comments.earlier", n=len(found)), key="earlier_comments", on_change="rerun")
    if not box.open:
        return
    rows = [
        (signals.series_title(talk.page.reader, one), said.signal_then(one), text(f"work.words.judgement.{one.judgement}").capitalize(),
         said.words(one), said.signed(one)) for one in found
    ]  # fmt: skip
    names = [text(f"signal_comments.column.{name}") for name in ("series", "was", "judgement", "comment", "signed")]
    with box:
        show.note(text("signal_comments.earlier_how"))
        show.data_table(pd.DataFrame(rows, columns=names), caption=text("signal_comments.earlier_caption"))


def of_series(talk: Talk, indicator: str, place: Place) -> None:
    """Beside a series in Trender: each of its signals' newest comment and the form, or what was written about earlier ones."""
    rows = signals.found(talk.page.reader)
    here = (rows["indicator"] == indicator) & (rows["area"] == place.area) & (rows["area_version"] == place.area_version)
    for row in signals.with_comments(talk.page.reader, rows[here], talk.answers).to_dict("records"):
        if row["label"]:
            st.html(f'<div class="lb">{show.opinion(row["label"], row["said"])}</div>')
        with st.container(key=f"signal_box_{_widget(row)}", horizontal=True, vertical_alignment="center"):
            comment_box(talk, row)
            _links(_problem(talk, row) if problem_of(row, talk.problems) else [])
    before = talk.earlier(indicator, place.area)[:MOST_EARLIER]
    facts = [show.Fact("too_early", said.judged(one), said.past(one)) for one in before]
    if facts:
        show.fact_list(facts, title=text("signal_comments.same_series"))


def of_area(talk: Talk, area: str) -> None:
    """On an area's page: its signals with what people think they are, and what was written about earlier ones."""
    here = signals.found_in(talk.page.reader, area)
    told = signals.with_comments(talk.page.reader, here, talk.answers).to_dict("records") if len(here) else []
    facts = [
        show.Fact(show_signals.icon(row), f"{row['short_title']}: {row['rule_words'].lower()}", _opinion(row), show_signals.address(row))
        for row in told
    ]
    before = [
        show.Fact("too_early", signals.series_title(talk.page.reader, one), f"{said.judged(one)}. {said.past(one)}")
        for one in talk.earlier(area=area)[:MOST_EARLIER]
    ]
    for listed, part in ((facts, "here"), (before, "here_earlier")):
        if listed:
            show.rule()
            show.finding(text(f"signal_comments.{part}"), text(f"signal_comments.{part}_sub"))
            show.fact_list(listed)


def _opinion(row: dict[str, Any]) -> str:
    return f"{row['label']}. {row['said']}" if row["label"] else text("signal_comments.here_none")


def kinds() -> dict[str, str]:
    """Which signals to show: all, those that nobody has commented, or the others."""
    return {kind: text(f"signal_comments.show_{name}") for kind, name in KINDS_SHOWN.items()}


def just_commented() -> str:
    """The key of the signal whose comment was stored a moment ago: its row stays this once, also among those without comments."""
    return st.session_state.get(OPENED_LAST, "") if st.session_state.get(SAVED, "").startswith("comment_") else ""


def waiting(found: Exhibit) -> str:
    """How many of the chosen signals nobody has commented."""
    return said.waiting(found.facts["uncommented"], found.facts["uncommented"] + found.facts["commented"])
