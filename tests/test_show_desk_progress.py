"""What a steward reads while the importer works: which step, how far, for how long, and whether anybody works at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagesbild import steps
from lagesbild.show_desk_progress import gone, lasted, numbered, planned, share, step_words, usually
from lagesbild.spool import Job, Order
from lagesbild.spool_progress import Progress

PLAN = steps.BUILD


def job(kind: str = "accept", **result: object) -> Job:
    order = Order(1, kind, "Siv", "steward")  # pyright: ignore[reportArgumentType]
    return Job("0" * 14 + "-abcdef", Path(), "9999", "brott.csv", "Siv", (order,), result)


def test_the_step_is_numbered_and_counted() -> None:
    at = Progress("site", 16, 42)
    assert numbered(at, PLAN) == f"Steg {1 + PLAN.index('site')} av {len(PLAN)}: de öppna sidorna skrivs, 16 av 42 områdessidor klara"
    assert step_words(Progress("estimates")) == "Siffrorna räknas ut för områden och perioder, med osäkerhet"
    assert step_words(Progress()) == step_words(Progress("of another version")) == "Väntar på sin tur"


def test_the_bar_weighs_the_steps_by_what_they_took() -> None:
    usual = dict.fromkeys(PLAN, 1.0) | {PLAN[0]: 9.0}
    first = Progress(PLAN[0], 1, 2)
    assert share(first, PLAN, usual) == pytest.approx(4.5 / (9 + len(PLAN) - 1))
    assert share(first, PLAN, {}) == pytest.approx(0.5 / len(PLAN)), "nothing known: every step weighs the same"


@pytest.mark.parametrize(
    ("one", "where", "plan"),
    [
        (job(), Progress("vault"), steps.BUILD),
        (job("publish"), Progress("verify"), steps.PUBLISH),
        (job("publish"), Progress("gate"), (*steps.BUILD, *steps.PUBLISH)),  # the build had to be made anew
        (job("undo", striking=True, was_public=True), Progress("vault"), (*steps.BUILD, *steps.PUBLISH)),
        (job("inspect"), Progress("inspect"), ("inspect",)),
        (job(), Progress("of another version"), ("of another version",)),
    ],
)
def test_the_plan_holds_what_is_built_and_what_is_published(one: Job, where: Progress, plan: tuple[str, ...]) -> None:
    assert planned(one, where) == plan


def test_time_gone_is_told_and_a_work_nobody_does_says_so() -> None:
    at = Progress("gate", began=100.0, step_began=160.0)
    assert gone(at, 175.0, True).startswith("Har pågått i 1 min 15 s, det här steget i 15 s.")
    assert "står stilla" in gone(at, 175.0, False)
    assert lasted(-3) == "0 s", "the clock was put back"


def test_what_takes_long_is_what_took_long_last_time() -> None:
    told = usually(dict.fromkeys(PLAN, 1.0) | {"site": 150.0, "attack": 40.0}, PLAN)
    assert "Längst tid tog: de öppna sidorna skrivs (2 min 30 s) och det publika prövas" in told
    assert "brukar ta" in usually({}, PLAN)
