"""One query layer: what a page shows, what `export estimates` writes and what the button downloads are the same numbers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from lagesbild.exhibits import control, signals, time_profile, trend, year_to_date
from lagesbild.exhibits.exhibit import Exhibit, download
from lagesbild.export import estimates_for_export
from lagesbild.store import Reader, current
from lagesbild.swedish_csv import excel_csv

SLUG = "fire_vandalism_count"


@pytest.fixture
def home(watched_home: Path) -> Path:
    return watched_home


@pytest.fixture
def reader(home: Path) -> Reader:
    found = current(home, "9999", "internal")
    assert found is not None
    return found


@pytest.fixture
def exported(home: Path) -> pd.DataFrame:
    return estimates_for_export(home, "internal", "9999", SLUG)


def months(exported: pd.DataFrame, area: str) -> pd.Series:
    """The exported months of an area by their first day."""
    here = exported[(exported["area"] == area) & (exported["period_start"].str[:7] == exported["period_end"].str[:7])]
    return here.set_index("period_start")["value"]


def downloaded(found: Exhibit) -> pd.DataFrame:
    """The file of the button, which says whose figures these are, what they are and where they come from."""
    told = pd.read_csv(BytesIO(excel_csv(download(found))), sep=";", decimal=",", thousands="\u00a0", encoding="utf-8-sig")
    assert "Område" in told and told[["Uppgift", "Källa"]].notna().all(axis=None)
    return told


def place(reader: Reader, area: str) -> trend.Place:
    return next(found for found in trend.places(reader) if found.area == area)


@pytest.mark.parametrize("area", ["9999", "N01", "N02"])
def test_months(reader: Reader, exported: pd.DataFrame, area: str) -> None:
    found = control.exhibit(reader, trend.indicators(reader).loc[SLUG], place(reader, area), 2022)
    told = months(exported, area)
    assert found.frame["value"].tolist() == told.tolist() == downloaded(found)["Värde"].tolist() and len(told) == 48


def test_rolling_months_are_sums_of_exported_months(reader: Reader, exported: pd.DataFrame) -> None:
    found = trend.trend(reader, trend.indicators(reader).loc[SLUG], place(reader, "N01"), "rolling12", 2022)
    sums = months(exported, "N01").rolling(12).sum().dropna()
    assert found.frame["value"].tolist() == sums.tolist() == downloaded(found)["Värde"].tolist()
    rated = trend.trend(reader, trend.indicators(reader).loc["fire_vandalism"], place(reader, "N01"), "rolling12", 2022)
    assert rated.frame["value"].tolist() == pytest.approx(sums.to_numpy())  # 1 000 people live there


def test_this_year(reader: Reader, exported: pd.DataFrame) -> None:
    found = year_to_date.exhibit(reader, trend.indicators(reader).loc[SLUG], place(reader, "N01"))
    assert found is not None
    told = months(exported, "N01")
    assert found.facts["events"] == told["2025-01-01":"2025-11-01"].sum() == downloaded(found)["Antal"].iloc[-1]
    assert year_to_date.big_number(found) == "50"


def test_profile(reader: Reader, exported: pd.DataFrame) -> None:
    found = time_profile.exhibit(reader, trend.indicators(reader).loc[SLUG], place(reader, "N01"))
    assert found is not None
    told = months(exported, "N01")["2022-01-01":"2024-12-31"]
    told = told.groupby(told.index.str[5:7]).sum()
    shown = found.frame[found.frame["dimension"] == "month"]
    assert shown["events"].tolist() == told.tolist() == downloaded(found)["Antal"].tolist()[:12]


def test_signals_and_the_chart_that_they_lead_to(reader: Reader, exported: pd.DataFrame) -> None:
    found = signals.signals(reader, "Norrhamn", signals.Wish())
    for row in found.frame.to_dict("records"):
        assert row["value"] == months(exported, row["area"])[f"{row['period_start']:%Y-%m-%d}"]
        chart = control.exhibit(reader, trend.indicators(reader).loc[SLUG], place(reader, row["area"]), 2022)
        told = chart.facts["signal"]
        assert (told["rule"], told["side"], told["since"]) == (row["rule"], row["side"], row["since"])
        assert chart.frame["limit_upper"].iloc[told["at"]] == row["limit_upper"]
    told = downloaded(found)
    assert found.frame["value"].tolist() == told["Värde"].tolist()[:1], "an area and the municipality that it is part of: one happening"
    assert told["Räknas under"].fillna("").tolist() == ["", told["Område"][0]]


def test_a_wish_narrows_the_list_and_not_the_family(reader: Reader) -> None:
    every, some = (signals.signals(reader, "Norrhamn", wish) for wish in (signals.Wish(), signals.Wish(area="N01")))
    assert some.frame["area"].tolist() == ["N01"] and some.sentence == every.sentence and some.facts["series"] == 3
    assert signals.signals(reader, "Norrhamn", signals.Wish(side="below")).frame.empty
