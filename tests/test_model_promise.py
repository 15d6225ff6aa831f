"""A promise with a plan in numbers is judged by one rule, whoever wrote it down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lagesbild.model import PromiseStatus
from lagesbild.model_promise import promise_status
from lagesbild.sentences_promises import came_of, counted
from lagesbild.work.values import cleaned

PERIOD = {"text": "Två kvällar i veckan.", "period_from": date(2026, 3, 1), "period_to": date(2027, 2, 28)}


@pytest.mark.parametrize(
    ("planned", "done", "verdict"),
    [(100, 95, "kept"), (100, 94, "partly_kept"), (26, 26, "kept"), (10, 12, "kept"), (70, 35, "partly_kept"), (70, 34, "not_kept"),
     (70, 0, "not_kept")],
)  # fmt: skip
def test_the_share_of_the_plan_decides_whatever_was_said(planned: int, done: int, verdict: str) -> None:
    ended: tuple[PromiseStatus, ...] = ("kept", "partly_kept", "not_kept")
    assert {promise_status(said, planned, done) for said in ended} == {verdict}
    assert promise_status("ongoing", planned, done) == "ongoing", "nothing is judged before the end"


def test_without_a_plan_in_numbers_the_one_who_gave_it_decides() -> None:
    for planned, done in ((None, 3), (5, None), (0, 0)):
        assert promise_status("partly_kept", planned, done) == "partly_kept"


def test_what_is_stored_follows_the_rule_also_when_only_the_count_is_changed() -> None:
    before = cleaned("promise", PERIOD | {"status": "kept", "planned": 70, "done": 51})
    assert before["status"] == "partly_kept"
    assert cleaned("promise", {"done": 70}, before) == {"done": 70, "status": "kept"}


def test_the_figure_is_told_in_the_residents_words_with_its_last_day() -> None:
    row: dict[str, Any] = {"status": "ongoing", "planned": 70.0, "done": 51.0, "counted": "planerade kvällar", "result": "Mer i november."}
    assert came_of(row | {"counted_to": date(2026, 10, 31)}) == (
        "51 av 70 planerade kvällar till och med 2026-10-31. Hittills mindre än planerat. Mer i november."
    )
    assert came_of(row | {"done": 70}) == "70 av 70 planerade kvällar. Mer i november."
    assert came_of(row | {"status": "partly_kept", "counted": "", "result": ""}) == "51 av 70 planerade."
    assert counted({"status": "kept", "result": "Klart."}) is None and came_of({"status": "kept", "result": "Klart."}) == "Klart."
    assert counted(row | {"planned": float("nan")}) is None
