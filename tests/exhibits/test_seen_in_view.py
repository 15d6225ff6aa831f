"""A problem begins with what the view says that it was opened from: the same sentence, area, indicator and goal."""

from __future__ import annotations

import pandas as pd
import pytest

from lagesbild import sentences
from lagesbild.exhibits import agreements, areas, trend
from lagesbild.exhibits.seen_in_view import Seen, goal_of, seen
from lagesbild.store import Reader
from tests.exhibits.made_areas import areas_made
from tests.exhibits.made_goals import DAY


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return areas_made(tmp_path_factory.mktemp("areas") / "internal.duckdb")


def test_the_page_of_areas_gives_its_sentence_on_the_area(reader: Reader) -> None:
    found = seen(reader, "omraden?kommun=9999&brott=vandalism&period=year-2025&omrade=N01")
    period = next(one for one in areas.area_periods(reader) if one.key == "year-2025")
    rows = areas.family(reader, period)
    row = rows[(rows["area"] == "N01") & (rows["indicator"] == "vandalism")].iloc[0].to_dict()
    assert (found.title, found.indicator, found.area) == ("Skadegörelse", "vandalism", "N01")
    assert found.words.startswith("Anmält 2025") and found.words.endswith(sentences.difference_sentence(row))


def test_trender_gives_its_sentence_on_the_series(reader: Reader) -> None:
    found = seen(reader, "trender?brott=vandalism&omrade=N01.2024&period=year")
    place = next(one for one in trend.places(reader) if one.area == "N01")
    page = trend.trend(reader, trend.indicators(reader).loc["vandalism"], place, "year", trend.FIRST_YEAR)
    assert found.words == page.sentence and found.area == "N01"
    assert seen(reader, "trender?brott=vandalism&period=year").area == "", "the whole municipality"
    assert seen(reader, "trender?brott=vandalism", "N02").area == "N02"


@pytest.mark.parametrize("address", ["", "omraden", "trender?brott=finns_inte", "omraden?slag=survey&fraga=finns_inte", "plan?x=%%"])
def test_what_an_address_does_not_say_stays_empty(reader: Reader, address: str) -> None:
    found = seen(reader, address, "N01")
    assert (found.title, found.words, found.area) == ("", "", "N01")


def test_the_goal_is_the_one_that_the_indicator_measures(reader: Reader) -> None:
    now = agreements.now(reader, DAY)
    goal = goal_of(reader, now, "residential_burglary")
    assert goal is not None and "inbrott" in goal["title"].lower()
    assert goal_of(reader, now, "drunk_driving") is None and goal_of(reader, None, "vandalism") is None and goal_of(reader, now, "") is None


def test_a_signal_comes_before_the_year(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pd.DataFrame([{
        "indicator": "vandalism_count", "area": "N01", "area_level": "neighbourhood", "period_start": pd.Timestamp(2026, 9, 1),
        "rule_words": "Över gränsen", "why": "September 2026: 30.",
    }])  # fmt: skip
    monkeypatch.setattr("lagesbild.exhibits.seen_in_view.signals.watched", lambda _: rows)
    monkeypatch.setattr("lagesbild.exhibits.seen_in_view.signals.found", lambda _: rows)
    assert seen(reader, "trender?brott=vandalism&omrade=N01.2024&period=month") == Seen(
        "Skadegörelse", "vandalism", "N01", "Över gränsen. September 2026: 30."
    )
