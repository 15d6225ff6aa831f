"""The page Briefing in pieces: what it is about, which parts it has and in what order, one's own words, the preview and the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import get_args

import streamlit as st

from lagesbild import show
from lagesbild.access import exported
from lagesbild.briefing.compose import compose, parts_of
from lagesbild.briefing.context import Request, Subject, subjects
from lagesbild.briefing.document import Document, Format
from lagesbild.briefing.one_page import too_much
from lagesbild.briefing.pdf import render_pages
from lagesbild.briefing.render import MIME, render
from lagesbild.briefing.request import BETWEEN, address_of, file_name, periods, request_of
from lagesbild.exhibits.signal_comments import Comments
from lagesbild.model import LagesbildError
from lagesbild.model_briefing import BriefingKind
from lagesbild.personal_number import holds_person
from lagesbild.settings import settings
from lagesbild.show_page import Page, buttons, choice
from lagesbild.store import Reader, current
from lagesbild.texts import text, texts

WRITTEN = ("comments", "decisions")  # parts that stand where there are words for them
FIELDS = {"mottagare": 120, "kommentar": 1500, "beslut": 1500}  # characters
PREVIEW_PPI = 96
FORMATS: dict[Format, str] = {"pdf": ":material/picture_as_pdf:", "docx": ":material/description:", "pptx": ":material/slideshow:"}

Key = tuple[str, str, str, tuple[tuple[str, str], ...], date, str, int]


@dataclass(frozen=True)
class Chosen:
    """What the page's boxes say: the kind, the file that it is made from, and the wishes as they stand in the address."""

    kind: BriefingKind
    reader: Reader
    wishes: tuple[tuple[str, str], ...]
    day: date
    frozen: str = ""  # the title of the frozen lägesbild that it is made from
    logo: str = ""  # SVG text
    comments: Comments = ()  # what people think of signals by now

    @property
    def request(self) -> Request:
        """The wishes as a request."""
        return replace(request_of(self.kind, dict(self.wishes), self.day, self.frozen), signal_comments=self.comments)

    def document(self) -> Document:
        """The document, made anew."""
        return compose(self.reader, self.kind.zone, self.kind, self.request, self.logo)

    @property
    def key(self) -> Key:
        """What the finished files depend on: the database file, what is written, kind, wishes, day, frozen lägesbild and comments."""
        return (str(self.reader.path), self.reader.written, self.kind.slug, self.wishes, self.day, self.frozen, hash(self.comments))


def choose_kind(kinds: dict[str, BriefingKind]) -> BriefingKind:
    """Which kind; it stands in the address."""
    return kinds[buttons(text("briefing.page.kind"), "slag", {slug: kind.short_title for slug, kind in kinds.items()})]


def reader_of(page: Page, kind: BriefingKind) -> Reader | None:
    """The file that a kind is made from: the page's own, or for the press the published one, if there is one."""
    return page.reader if kind.zone == "internal" else current(settings().home, page.code, "public")


def choose(reader: Reader, kind: BriefingKind, day: date) -> dict[str, str]:
    """Whom it is about and until when, in boxes whose choices stand in the address."""
    about = {address_of(one): _about(one) for one in subjects(reader, day) if one.kind in kind.subjects}
    left, right = st.columns([1.3, 1])
    with left:
        whom = choice(text("briefing.page.about"), "om", about)
    with right:
        period = choice(text("briefing.page.period"), "period", periods(kind.period, day))
    return {"om": whom, "period": period}


def _about(one: Subject) -> str:
    return text("briefing.page.whole", name=one.name) if one.kind == "municipality" else text(f"briefing.page.{one.kind}", name=one.name)


def write(kind: BriefingKind) -> dict[str, str]:
    """One's own words in three fields; a personal number is refused by the field's name, and nothing of it goes further."""
    with st.expander(text("briefing.page.words"), expanded=any(st.query_params.get(name) for name in FIELDS)):
        told = {name: _field(name, longest) for name, longest in FIELDS.items()}
    for name, words in told.items():
        if holds_person([words]):
            show.empty_state(text("briefing.page.refused"), text("work.fault.personal_number", field=text(f"briefing.page.field_{name}")))
            told[name] = ""
        if told[name]:
            st.query_params[name] = told[name]
        else:
            st.query_params.pop(name, None)
    return told


def _field(name: str, longest: int) -> str:
    if name not in st.session_state:
        st.session_state[name] = st.query_params.get(name, "")[:longest]
    label = text(f"briefing.page.field_{name}")
    if name == "mottagare":
        return str(st.text_input(label, key=name, max_chars=longest) or "")
    return str(st.text_area(label, key=name, max_chars=longest, height=100) or "")


def arrange(kind: BriefingKind, whole: Document, written: Mapping[str, str]) -> str:
    """The parts as a list with a box and a button each; returns the chosen ones in their order, as the address has them."""
    titles = {section.slug: section for section in whole.sections}
    order = _order(kind, [part.name for part in kind.parts if part.name in titles and part.name not in WRITTEN])
    show.section(text("briefing.page.parts"))
    chosen = []
    with st.container(key="briefing_parts", gap=None):
        for place, name in enumerate(order):
            box, up = st.columns([9, 1], vertical_alignment="center")
            with box:
                label = text(f"briefing.part.{name}")
                finding = titles[name].lede or titles[name].title
                if st.checkbox(label, key=f"part_{kind.slug}_{name}"):
                    chosen.append(name)
                show.note(texts().get(f"briefing.part_note.{name}", finding.partition(". ")[0]))
            if place:
                up.button(
                    "", key=f"up_{kind.slug}_{name}", icon=":material/arrow_upward:", type="tertiary",
                    help=text("briefing.page.up", part=label), on_click=partial(_move_up, kind, name),
                )  # fmt: skip
    mine = [
        part.name
        for part in kind.parts
        if part.name in WRITTEN and (written["kommentar"] if part.name == "comments" else written["beslut"])
    ]
    told = BETWEEN.join([*chosen, *mine])
    if chosen == [part.name for part in parts_of(kind, None) if part.name in order]:
        st.query_params.pop("delar", None)
        return ""
    st.query_params["delar"] = told
    return told


def _order(kind: BriefingKind, names: list[str]) -> list[str]:
    """The parts in the reader's order, kept for the session; at first those of the address, then the kind's."""
    key = f"order_{kind.slug}"
    asked = [name for name in st.query_params.get("delar", "").split(BETWEEN) if name in names]
    if key not in st.session_state:
        st.session_state[key] = [*asked, *(name for name in names if name not in asked)]
        usual = {part.name for part in kind.parts if not part.optional}
        for name in names:
            st.session_state[f"part_{kind.slug}_{name}"] = name in (asked or usual)
    kept = [name for name in st.session_state[key] if name in names]
    return [*kept, *(name for name in names if name not in kept)]


def _move_up(kind: BriefingKind, name: str) -> None:
    order: list[str] = st.session_state[f"order_{kind.slug}"]
    place = order.index(name)
    order[place - 1], order[place] = order[place], order[place - 1]


@st.cache_resource(max_entries=16, show_spinner=False)
def _composed(key: Key, _chosen: Chosen) -> Document:
    """A document is only read, so that all visitors may share it."""
    return _chosen.document()


@st.cache_data(max_entries=16, show_spinner=False)
def _pages(key: Key, _chosen: Chosen) -> list[bytes]:
    return render_pages(_chosen.document(), PREVIEW_PPI)


@st.cache_data(max_entries=24, show_spinner=False)
def _file(key: Key, form: str, _chosen: Chosen) -> bytes:
    return render(_chosen.document(), form)


def preview(chosen: Chosen) -> int:
    """The pages as they will be printed, one at a time; returns how many there are."""
    with st.spinner(text("briefing.page.making")):
        pages = _pages(chosen.key, chosen)
    with st.container(key="briefing_preview"):
        numbers = list(range(1, len(pages) + 1))
        if st.session_state.get("sida") not in numbers:
            st.session_state["sida"] = 1
        at = 1
        if len(pages) > 1:
            at = st.segmented_control(text("briefing.page.page"), numbers, key="sida", required=True, label_visibility="collapsed")
        told = text("briefing.page.page_of", page=at or 1, pages=len(pages))
        alt = text("briefing.page.page_alt", page=at or 1, pages=len(pages), title=chosen.kind.short_title)
        st.image(pages[int(at or 1) - 1], caption=told, width="stretch", alt=alt)
    return len(pages)


def keeps_to_one_page(chosen: Chosen, pages: int) -> None:
    """Before the files: that what promises one page has become more, and what to leave out."""
    if told := too_much(_composed(chosen.key, chosen), pages):
        show.empty_state(text("briefing.one_page.title"), told)


def downloads(chosen: Chosen) -> None:
    """The three files; each is made when somebody asks for it."""
    with st.container(key="briefing_files", horizontal=True):
        for form in get_args(Format):
            st.download_button(
                text(f"briefing.page.download_{form}"),
                exported(partial(_file, chosen.key, form, chosen), f"{chosen.kind.slug} {form}", "briefing"),
                file_name(chosen.kind, chosen.request.subject, chosen.day, form), MIME[form], key=f"file_{form}", icon=FORMATS[form],
                type="primary" if form == "pdf" else "secondary", on_click="ignore",
            )  # fmt: skip


def everything(chosen: Chosen) -> Document | None:
    """The document with all its parts, for their findings; None with a sentence on the page where it cannot be made."""
    names = BETWEEN.join(part.name for part in chosen.kind.parts)
    whole = replace(chosen, wishes=(*chosen.wishes, ("delar", names)))
    try:
        return _composed(whole.key, whole)
    except LagesbildError as fault:
        show.empty_state(text("briefing.page.not_made"), str(fault))
        return None
