"""A series whose latest years are hidden: the heading says so, and an older value does not stand for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from lagesbild.exhibits import trend
from lagesbild.store import Reader
from tests.exhibits.made_goals import figures, made

SLUG = "public_violence"


def series_with_hidden(path: Path, *years: int) -> Reader:
    rows = figures()
    hidden = (rows["indicator"] == SLUG) & rows["period_start"].dt.year.isin(years)
    rows.loc[hidden, ["value", "lower", "upper", "numerator"]] = np.nan
    rows.loc[hidden, "state"] = "suppressed"
    return made(path / "public.duckdb", rows)


def found(reader: Reader) -> tuple[str, str]:
    place = trend.Place("9999", "Hela Norrhamn", "", "municipality")
    exhibit = trend.trend(reader, trend.indicators(reader).loc[SLUG], place, "year", 1900)
    assert isinstance(exhibit.frame, pd.DataFrame)
    return exhibit.heading, exhibit.sentence


def test_hidden_latest_years_are_the_heading(tmp_path: Path) -> None:
    heading, sentence = found(series_with_hidden(tmp_path, 2024, 2025))
    assert heading == "Misshandel utomhus: 2024–2025 visas inte, för att talen är små"
    assert sentence.startswith("Senast visade tal: 2023:") and "varken noll eller högt" in sentence


def test_a_hidden_year_in_the_middle_hides_nothing_of_the_latest(tmp_path: Path) -> None:
    heading, sentence = found(series_with_hidden(tmp_path, 2020))
    assert "visas inte" not in heading and sentence.startswith("2025:")
