"""A goal's page says when its measure cannot be compared with other municipalities, and Jämför answers whoever comes from there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild import show, show_compare_goals
from lagesbild.exhibits.compare_goals import Compared
from lagesbild.settings import ROOT, settings
from tests.pages.test_pages import words


@pytest.fixture
def opened(built: dict[bool, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """The words of an internal page at an address, on the small build."""

    def show(page: str, **address: Any) -> str:
        for name, value in {"HOME": str(built[True]), "ZONE": "internal", "TODAY": "2026-11-22"}.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()
        run = AppTest.from_file(str(ROOT / "pages" / "internal" / f"{page}.py"), default_timeout=60)
        for name, value in address.items():
            run.query_params[name] = value
        run.run()
        assert not run.exception
        return words(run)

    yield show
    settings.cache_clear()


def test_a_goal_says_that_its_measure_is_not_compared_and_leads_to_jamfor(opened: Callable[..., str]) -> None:
    said = opened("goal", mal="buskorning")
    assert "Måttet kan inte jämföras med andra kommuner" in said
    assert "jamfor?kommun=9999&amp;overenskommelse=2024-2027&amp;mal=buskorning&amp;matt=1" in said


def test_a_goal_whose_measure_is_compared_leads_to_the_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[show.Fact] = []
    one = Compared("vald", 2, "kolada_n07403", "Våldsbrott (Kolada)", "Våldet ska minska", "kolada", "")
    monkeypatch.setattr(show_compare_goals, "compared", lambda *_: one)
    monkeypatch.setattr(show_compare_goals.show_compare, "sources", lambda _: {})
    monkeypatch.setattr(show, "fact_list", lambda facts, title: shown.extend(facts))
    here: Any = SimpleNamespace(code="9999", name="Norrhamn")
    show_compare_goals.of_measure(here, here, {}, {})
    assert [(fact.words, fact.href) for fact in shown] == [
        ("Jämför våldsbrott (Kolada) med andra kommuner", "jamfor?kommun=9999&slag=kolada&uppgift=kolada_n07403")
    ]


def test_jamfor_tells_who_comes_from_such_a_goal(opened: Callable[..., str]) -> None:
    said = opened("compare", mal="buskorning", matt="1")
    assert "Måttet buskörning i målet ”Buskörningen ska minska” kan inte jämföras" in said
    assert "malet?kommun=9999&amp;overenskommelse=2024-2027&amp;mal=buskorning&amp;matt=1" in said
    assert "Buskörningen ska minska" not in opened("compare")
