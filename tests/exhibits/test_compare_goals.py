"""A goal's measure leads to its comparison, or the reason that there is none is told."""

from __future__ import annotations

from typing import Any

import pytest

from lagesbild import build as builds
from lagesbild.example import make_reference
from lagesbild.exhibits import agreements, compare_goals
from lagesbild.exhibits.goal_figures import judged_goals
from lagesbild.intake import receive
from lagesbild.store import Reader, current
from tests.exhibits.made_goals import DAY, figures, made


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    """The invented Kolada values of many municipalities."""
    home = tmp_path_factory.mktemp("reference")
    for path in make_reference(home / "inbox"):
        receive(path, home, "reference", None, DAY)
    builds.build(home, "reference", DAY)
    found = current(home, "reference", "internal")
    assert found is not None
    return {"kolada": found}


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    reader = made(tmp_path_factory.mktemp("goals") / "internal.duckdb", figures())
    now = agreements.now(reader, DAY)
    assert now is not None
    return {goal["goal"]: goal for goal in judged_goals(reader, now)}


def told(readers: dict[str, Reader], goal: dict[str, Any], measure: int = 0, **other: Any) -> compare_goals.Compared:
    return compare_goals.compared(readers, goal, goal["measures"][measure] | other, "9999", "Norrhamn")


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        ("buskorning", "Det är en fråga i en enkät (källa: Norrhamns kommun). Inga svar från andra kommuner"),
        ("vald", "Brotten är räknade ur polisens uttag för Norrhamn."),
        ("trygg-skola", "Uppgifterna är egna (källa: Kommunen)."),
    ],
)
def test_a_measure_that_nobody_else_publishes_says_why(readers: dict, goals: dict, goal: str, why: str) -> None:
    found = told(readers, goals[goal])
    assert found.family == "" and found.why.startswith(why)


def test_a_measure_without_figures_says_so(readers: dict, goals: dict) -> None:
    assert told(readers, goals["vald"], 1).why == "Inga uppgifter om måttet är inlästa."


def test_a_measure_of_many_municipalities_leads_to_them(readers: dict, goals: dict) -> None:
    found = told(readers, goals["buskorning"], indicator="kolada_n00610")
    assert (found.family, found.why) == ("kolada", "")


def test_a_figure_that_is_never_compared_has_no_comparison(readers: dict, goals: dict) -> None:
    found = told(readers, goals["buskorning"], indicator="kolada_n00959", family="kolada")
    assert found.family == "" and found.why.startswith("De inlästa jämförelsetalen har inte måttet")


def test_every_measure_is_told_once(readers: dict, goals: dict) -> None:
    found = compare_goals.all_compared(readers, goals.values(), "9999", "Norrhamn")
    names = [one.indicator for one in found]
    assert len(names) == len(set(names)) and {"survey_reckless_driving", "public_violence"} <= set(names)
