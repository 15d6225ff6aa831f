"""Who may open which internal page: three roles, optionally for named municipalities, and a table without which a page is closed.

A role decides which pages and which municipalities somebody meets, never which numbers a page shows.
"""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import streamlit as st

from lagesbild import logged_out
from lagesbild.audit import Event, record
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.texts import text

Role = Literal["leadership", "analyst", "steward"]
ROLES: tuple[Role, ...] = get_args(Role)
T = TypeVar("T")
SHOWN = "shown_build"  # in the session: the municipality and build that the page stands on
EARLY = 300  # seconds that the provider's clock may be ahead of ours
EVERYWHERE = ""  # the municipality of a role that holds for all of them
_CLAIM = re.compile(rf"({'|'.join(ROLES)})(?::(\d{{4}}))?")

READERS: frozenset[Role] = frozenset(ROLES)
WRITERS: frozenset[Role] = frozenset({"analyst", "steward"})
STEWARDS: frozenset[Role] = frozenset({"steward"})
# A page that is not named here is nobody's: a new page is closed until somebody decides whose it is.
PAGES: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(
        (
            "situation", "goals", "areas", "briefing", "goal", "focus", "police_area", "draft_goal", "survey", "question",
            "experienced", "trends", "signals", "effect", "compare", "wheel", "plan", "quarter", "council", "promises",
            "dialogues", "revision", "frozen", "data_status", "guide", "account",
        ),
        READERS,
    ),
    "event_log": STEWARDS,
    "getting_started": STEWARDS,
}  # fmt: skip


class NotAllowed(LagesbildError):
    """Somebody asked for a page, or to do something, that none of their roles covers."""


@dataclass(frozen=True)
class User:
    """The one who looks: a name, and grants of a role for one municipality or, with EVERYWHERE, for all."""

    name: str
    grants: frozenset[tuple[Role, str]]
    identity: str = ""  # what the provider calls them, which is theirs alone
    until: float = 0.0  # when the login ends, in seconds since 1970; 0: never
    development: bool = False  # nobody has logged in: a developer's own machine

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held, wherever it holds."""
        return frozenset(role for role, _ in self.grants)

    @property
    def who(self) -> str:
        """The name as the audit log writes it: with the identity, since two people may have one name."""
        return f"{self.name} ({self.identity})" if self.identity and self.identity != self.name else self.name

    @property
    def role(self) -> str:
        """The roles in words for the audit log, highest last: `analyst:2580 steward`."""
        return " ".join(f"{role}:{code}" if code else role for role, code in sorted(self.grants, key=lambda g: (ROLES.index(g[0]), g[1])))

    @property
    def municipalities(self) -> frozenset[str] | None:
        """The municipalities that some role covers; None for all."""
        return self.within(READERS)

    def within(self, roles: Iterable[Role]) -> frozenset[str] | None:
        """The municipalities where one of these roles is held; None for all."""
        codes = {code for role, code in self.grants if role in set(roles)}
        return None if EVERYWHERE in codes else frozenset(codes)

    def has(self, roles: Iterable[Role], municipality: str | None = None) -> bool:
        """Whether one of these roles is held in a municipality, or anywhere when none is named."""
        covered = self.within(roles)
        return covered is None or (municipality in covered if municipality else bool(covered))

    def may_open(self, page: str, municipality: str | None = None) -> bool:
        """Whether a page, by its file's stem, is open to this user."""
        return self.has(PAGES.get(page, frozenset()), municipality)

    def may_write(self, municipality: str) -> bool:
        """Whether this user may write in the year's work of a municipality."""
        return self.has(WRITERS, municipality)


def grants_of(claim: Any) -> frozenset[tuple[Role, str]]:
    """The grants in a `roles` claim: "analyst" holds everywhere, "analyst:2580" in Luleå; any other word grants nothing."""
    words = [claim] if isinstance(claim, str) else claim if isinstance(claim, list | tuple) else []
    found = [_CLAIM.fullmatch(word) for word in words if isinstance(word, str)]
    return frozenset((role, match[2] or EVERYWHERE) for match in found if match for role in ROLES if role == match[1])


def user_of(claims: Mapping[str, Any]) -> User | None:
    """The user whom a signed cookie tells, or None: not logged in, longer ago than a login lasts, or logged out since.

    The provider's time of issue counts, not the cookie's own thirty days.
    """
    issued = claims.get("iat")
    if claims.get("is_logged_in") is not True or not isinstance(issued, int | float) or isinstance(issued, bool):
        return None
    until = issued + settings().session_hours * 3600
    if not issued - EARLY <= time.time() < until or logged_out.noted(settings().home, _key(claims)):
        return None
    names = [str(claims[key]) for key in ("name", "preferred_username", "email", "sub") if claims.get(key)]
    identity = next((str(claims[key]) for key in ("preferred_username", "email", "sub") if claims.get(key)), "")
    return User(names[0] if names else "", grants_of(claims.get("roles")), identity, until) if names else None


def end(claims: Mapping[str, Any]) -> None:
    """End a login for good in every process: its cookie opens nothing any more, also where somebody kept a copy of it."""
    logged_out.note(settings().home, _key(claims), time.time() + settings().session_hours * 3600 + EARLY)


def _key(claims: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(claims.get("iss")), str(claims.get("sub")), str(claims.get("iat"))


def current_user() -> User | None:
    """Who looks at the page that runs now, or None for somebody who has not logged in."""
    if settings().without_login:  # lagesbild/login.py refuses it beside a login, web/sessions.py from anywhere but this machine
        return User(text("access.developer"), frozenset((role, EVERYWHERE) for role in ROLES), development=True)
    return user_of(st.user.to_dict())


def require(*roles: Role, municipality: str | None = None) -> User:
    """The one who looks, when they hold one of these roles; raises NotAllowed with a Swedish sentence for everybody else."""
    user = current_user()
    if user is None or not user.has(roles, municipality):
        raise NotAllowed(text("access.refused"))
    return user


def require_page() -> User:
    """The one who looks, when the page that runs is open to them; raises NotAllowed for everybody else."""
    return require(*PAGES.get(page_stem(), ()))


def noted(event: Event, *, municipality: str, build: str = "", what: str = "") -> None:
    """Write an event of the one who looks to the audit log."""
    user = current_user()
    if user is not None:
        record(settings().home, event, who=user.who, role=user.role, municipality=municipality, build=build, what=what)


def exported(make: Callable[[], T], what: str, event: Event = "export") -> Callable[[], T]:
    """`make`, which also tells the audit log who took a file of which build out of the internal zone.

    A file is made when somebody asks for it, outside the page's run: who that is and what the page stands on is settled here.
    """
    if settings().zone != "internal":
        return make
    user = current_user()
    code, build = st.session_state.get(SHOWN, ("", ""))

    def made() -> T:
        content = make()
        if user is not None:
            record(settings().home, event, who=user.who, role=user.role, municipality=code, build=build, what=what)
        return content

    return made


def page_stem() -> str:
    """The stem of the page file that is running, found from where this was called; "" outside a page."""
    frame = inspect.currentframe()
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.parent.name == "internal" and file.parent.parent.name == "pages":
            return file.stem
        frame = frame.f_back
    return ""
