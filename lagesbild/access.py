"""Who may open which internal page: three roles, optionally for named municipalities, and a table without which a page is closed.

A role decides which pages and which municipalities somebody meets, never which numbers a page shows.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import streamlit as st

from lagesbild.model import LagesbildError
from lagesbild.texts import text

Role = Literal["leadership", "analyst", "steward"]
ROLES: tuple[Role, ...] = get_args(Role)
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
            "dialogues", "revision", "frozen", "data_status",
        ),
        READERS,
    ),
    **dict.fromkeys(("data_desk", "release", "event_log"), STEWARDS),
}  # fmt: skip


class NotAllowed(LagesbildError):
    """Somebody asked for a page, or to do something, that none of their roles covers."""


@dataclass(frozen=True)
class User:
    """The one who looks: a name, and grants of a role for one municipality or, with EVERYWHERE, for all."""

    name: str
    grants: frozenset[tuple[Role, str]]
    development: bool = False  # nobody has logged in: a developer's own machine

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held, wherever it holds."""
        return frozenset(role for role, _ in self.grants)

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


def current_user() -> User | None:
    """Who looks at the page that runs now, or None for somebody who has not logged in."""
    told = st.user.to_dict()
    if told.get("is_logged_in"):
        return User(str(told.get("name") or told.get("email") or told.get("sub") or ""), grants_of(told.get("roles")))
    return User(text("access.developer"), frozenset((role, EVERYWHERE) for role in ROLES), development=True)


def require(*roles: Role, municipality: str | None = None) -> User:
    """The one who looks, when they hold one of these roles; raises NotAllowed with a Swedish sentence for everybody else."""
    user = current_user()
    if user is None or not user.has(roles, municipality):
        raise NotAllowed(text("access.refused"))
    return user


def page_stem() -> str:
    """The stem of the page file that is running, found from where this was called; "" outside a page."""
    frame = inspect.currentframe()
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.parent.name == "internal" and file.parent.parent.name == "pages":
            return file.stem
        frame = frame.f_back
    return ""
