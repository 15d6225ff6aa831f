"""Roles from a claim, what they open, and that a page nobody decided about is closed."""

from __future__ import annotations

from typing import Any

import pytest

from lagesbild.access import EVERYWHERE, PAGES, READERS, ROLES, User, grants_of
from lagesbild.web.menu_pages import pages_of

LULEA, PITEA = "2580", "2581"


def user(*claims: str) -> User:
    return User("Åsa", grants_of(list(claims)))


@pytest.mark.parametrize(
    ("claim", "grants"),
    [
        (["analyst"], {("analyst", EVERYWHERE)}),
        ("steward", {("steward", EVERYWHERE)}),
        (["analyst:2580", "leadership:0319"], {("analyst", LULEA), ("leadership", "0319")}),
        (["Analyst", "admin", "analyst:", "analyst:25", "analyst:2580x", "steward,analyst", 7, None, ""], set()),
        ({"steward": True}, set()),
        (None, set()),
        ([], set()),
    ],
)
def test_only_the_very_words_grant(claim: Any, grants: set[tuple[str, str]]) -> None:
    assert grants_of(claim) == grants


def test_every_internal_page_has_been_decided_about() -> None:
    assert {page.file.stem for page in pages_of("internal")} <= set(PAGES)


def test_a_page_that_nobody_decided_about_is_closed_to_everybody() -> None:
    assert not any(user(role).may_open("brand_new") for role in ROLES)


def test_nobody_without_a_role_opens_anything() -> None:
    assert not any(user().may_open(page) or user("admin").may_open(page) for page in PAGES)


def test_a_role_for_one_municipality_is_none_in_another() -> None:
    both = user("analyst:2580", "steward:2581")
    assert both.may_open("event_log") and both.within(PAGES["event_log"]) == {PITEA}
    assert both.may_open("event_log", PITEA) and not both.may_open("event_log", LULEA)
    assert both.municipalities == {LULEA, PITEA} and user("leadership").municipalities is None


def test_leadership_reads_and_does_not_write() -> None:
    assert user("leadership").may_open("plan", LULEA) and not user("leadership").may_write(LULEA)
    assert user("analyst:2580").may_write(LULEA) and not user("analyst:2580").may_write(PITEA)
    assert not user("leadership", "analyst").may_open("event_log")
    assert user("leadership").has(READERS)


def test_roles_are_told_in_words_for_the_log() -> None:
    assert user("steward", "analyst:2580").role == "analyst:2580 steward"
