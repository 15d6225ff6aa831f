"""The list of an area leads to the signals of the councils that it belongs to, and Läget tells how many there are in all."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import pytest

from lagesbild import show, show_signals
from lagesbild.exhibits import signals
from lagesbild.store import Reader

ROWS = pd.DataFrame([
    {"indicator": "vandalism_count", "area": "hamnradet", "side": "above", "lead": 0},
    {"indicator": "theft_count", "area": "hamnradet", "side": "below", "lead": 1},
    {"indicator": "theft_count", "area": "norra", "side": "above", "lead": 2},
])  # fmt: skip
INSIDE = {("hamnradet", "council"): frozenset({("N01", "2024"), ("N02", "2024")}), ("norra", "council"): frozenset({("N08", "2024")})}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The series of the signals that the councils of a wish's area have."""
    monkeypatch.setattr(signals, "insides", lambda _: INSIDE)
    monkeypatch.setattr(signals, "found", lambda _: ROWS)
    return lambda **wish: [row["indicator"] for row in signals.of_sets(cast(Reader, object()), signals.Wish(**wish))]


def test_an_area_is_told_of_its_councils_signals_of_the_chosen_crime_and_side(told: Any) -> None:
    assert told(area="N02") == ["vandalism_count", "theft_count"]
    assert told(area="N02", crime="theft") == ["theft_count"] and told(area="N02", side="above") == ["vandalism_count"]


def test_an_area_of_no_council_and_no_area_at_all_have_none(told: Any) -> None:
    assert told(area="N14") == [] and told() == [] and told(area="hamnradet") == []


def test_laget_says_how_many_of_all_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[show.Fact] = []
    monkeypatch.setattr(show, "fact_list", lambda facts, title: shown.extend(facts))
    monkeypatch.setattr(show_signals, "signal_words", lambda row: ("Skadegörelse", "Slumpen"))
    show_signals.signal_list([{"side": "above", "tone": "bad"}, {"side": "above", "tone": "neutral"}], 9)
    assert [fact.icon for fact in shown[:2]] == ["bad_up", "neutral_up"], "what police work finds is never coloured"
    assert len(shown) == 3 and (shown[-1].words, shown[-1].href) == ("Alla signaler (9)", "signaler")
    assert shown[-1].note.startswith("Här visas 2 av 9:")
    shown.clear()
    show_signals.signal_list([], 7)
    assert [fact.words for fact in shown] == ["Alla signaler (7)"] and "Ingen av dem håller" in shown[0].note
    shown.clear()
    show_signals.signal_list([], 0)
    assert [fact.words for fact in shown] == ["Inga signaler"]
