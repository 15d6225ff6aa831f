"""What somebody meets who may not see a page: the login, the page for an account without a role, and a page outside their roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from lagesbild import show
from lagesbild.access import PAGES, READERS, ROLES, NotAllowed, User, current_user, page_stem, require_page
from lagesbild.catalog import load_catalog
from lagesbild.settings import EXAMPLE_CODE, settings, today
from lagesbild.store import built
from lagesbild.texts import number, text
from lagesbild.web.menu_pages import MenuPage

SWEDEN = ZoneInfo("Europe/Stockholm")
MUNICIPALITY = "chosen_municipality"  # in the session, kept from page to page; the address has it too


def outside(user: User | None) -> Callable[[], None] | None:
    """The page that stands at every address for somebody who has not logged in, or has no role; None for everybody else."""
    if user is None:
        return login_page
    return None if user.has(READERS) else no_role_page


def login_page() -> None:
    """Who we are, and the one button."""
    show.shell(text("access.login.place"))
    with st.container(key="access_page"):
        show.heading(text("access.login.eyebrow"), text("access.login.title"), text("access.login.lead"))
        st.button(text("access.login.button"), type="primary", key="login", on_click=st.login, icon=":material/login:")
        show.note(text("access.login.lasts", hours=number(settings().session_hours)))
        if settings().site_url:
            st.html(f'<div class="lb"><p class="lb-sub">{text("access.login.public", address=escape(settings().site_url))}</p></div>')


def no_role_page() -> None:
    """Somebody we know, whom nobody has given a role."""
    user = current_user()
    show.shell(text("access.login.place"))
    with st.container(key="access_page"):
        show.heading(text("access.login.eyebrow"), text("access.no_role.title"), text("access.no_role.lead", name=user.who if user else ""))
        show.note(text("access.no_role.cure"))
        logout_button()


def logout_button() -> None:
    """Ends the login here, at the provider and for every copy of the cookie."""
    st.button(text("access.no_role.button"), key="logout", on_click=st.logout, icon=":material/logout:")


def place_in_menu(user: User | None, entry: MenuPage) -> str:
    """The section of a page: as written, and for the page about the login the name of whoever has logged in."""
    named = user is not None and not user.development and entry.file.stem == "account"
    return user.name if user and named else entry.section


def account_facts(user: User) -> list[show.Fact]:
    """What each role opens, and where it holds."""
    facts = []
    for role in ROLES:
        places = user.within({role})
        if places is None or places:
            where = text("access.account.everywhere") if places is None else ", ".join(sorted(places))
            held = text("access.account.held", role=text(f"access.role.{role}").capitalize(), places=where)
            facts.append(show.Fact("current", held, text(f"access.account.{role}")))
    return facts


def opened() -> User:
    """Begin an internal page that stands on no build; stops with a sentence where it is not open to the one who looks."""
    user = let_in()
    home = settings().home
    codes = [code for code in built(home, "internal") if user.may_open(page_stem(), code)]
    place = load_catalog(home).municipalities.get(wished(codes) or "")
    show.shell(place.name if place else text("access.login.place"), example=place is not None and place.example)
    return user


def wished(codes: Sequence[str]) -> str | None:
    """Which of these municipalities is looked at: the address says so, else the visit so far, the settings, or the first of them."""
    wishes = (st.query_params.get("kommun"), st.session_state.get(MUNICIPALITY), settings().municipality, *codes)
    return next((wish for wish in wishes if wish in codes), None)


def let_in() -> User:
    """Who looks; stops with a sentence where the page is not open to them. A page that goes on from here begins its own shell."""
    try:
        return require_page()
    except NotAllowed:
        _refused(current_user())
        st.stop()


def may_start() -> bool:
    """Whether the one who looks may take a municipality from nothing to its first figures."""
    user = current_user()
    return user is not None and user.may_open("getting_started")


def to_start() -> None:
    """The way to Kom igång."""
    if st.button(text("show_page.start"), type="primary", key="to_start", icon=":material/arrow_forward:"):
        st.switch_page("internal/getting_started.py")  # seen from pages/menu.py


def local_time(seconds: float) -> str:
    """A moment, in seconds since 1970, as the Swedish clock says it."""
    return f"{datetime.fromtimestamp(seconds, SWEDEN):%Y-%m-%d %H:%M}"


def seen_time(seconds: float, code: str) -> str:
    """A moment of the work with a municipality: the invented one is seen on its own day, so only the clock is told of ours."""
    told = local_time(seconds)
    return f"{today(example=True)} {told[-5:]}" if code == EXAMPLE_CODE else told


def covered(codes: Iterable[str]) -> list[str]:
    """The municipalities among these that the roles of the one who looks cover on this page.

    Stops with a sentence where the page is not theirs, or where none of their municipalities has anything to show.
    """
    known, user = list(codes), let_in()
    mine = [code for code in known if user.may_open(page_stem(), code)]
    if known and not mine:
        show.shell(text("access.login.place"))
        show.heading("", text("access.no_municipality_title"))
        theirs = ", ".join(sorted(user.within(PAGES[page_stem()]) or ()))
        show.empty_state(text("access.no_municipality_title"), text("access.no_municipality_why", codes=theirs))
        st.stop()
    return mine


def _refused(user: User | None) -> None:
    show.shell(text("access.login.place"))
    show.heading("", text("access.refused_title"))
    if user is None:
        show.empty_state(text("access.login.title"), text("access.login.lead"), kind="withheld")
        return
    roles = in_words(role for role in ROLES if role in PAGES.get(page_stem(), ()))
    why = text("access.refused_why", roles=roles or text("access.nobody"), role=in_words(sorted(user.roles)) or text("access.no_one"))
    show.empty_state(text("access.refused"), why, text("access.refused_cure"), kind="withheld")


def in_words(roles: Iterable[str]) -> str:
    """Roles as Swedish words: "analytiker och dataansvarig"."""
    words = [text(f"access.role.{role}") for role in roles]
    return text("access.and", first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)
