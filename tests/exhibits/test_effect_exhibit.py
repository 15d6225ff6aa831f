"""Effekt on a small build: the sums by hand, what is never tested, and the survey shares of two areas."""

from inspect import unwrap
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.exhibits import effect, effect_shares, trend
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, people, reports, squares
from tests.build.overlapping import take

START = pd.Timestamp(2025, 1, 1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight reports a month in both areas, three a month in N01 from 2025."""
    folder = tmp_path_factory.mktemp("effect")
    home = folder / "home"
    months = [f"1210 {year}-{month:02d}-01" for year in (2024, 2025) for month in range(1, 13)]
    rows = [(area, when, 3 if area == "N01" and "2025" in when else 8) for when in months for area in ("N01", "N02")]
    rows.append(("", "1210 2026-08-31", 1))
    years = {2024: (1000, 2000), 2025: (1000, 2000)}
    files = (squares(folder / "o.geojson"), people(folder / "f.xlsx", years), reports(folder / "b.csv", rows))
    for path in files:
        take(home, path, DAY)
    builds.build(home, "9999", DAY)
    return home


@pytest.fixture(scope="module")
def reader(built: Path) -> Reader:
    found = current(built, "9999", "internal")
    assert found is not None
    return found


def tried(reader: Reader, **other: Any) -> Any:
    wanted = {"areas": ("N01",), "comparison": ("N02",), "area_version": "2024", "start": START, "months": 12} | other
    return unwrap(effect.effect)(reader, trend.indicators(reader).loc["fire_vandalism"], effect.Trial(**wanted))


def test_the_change_here_is_held_against_the_change_there(reader: Reader) -> None:
    found = tried(reader)
    row = found.frame.iloc[-1]
    assert (row["value"], row["verdict"], row["polarity"]) == (-60, "decrease", "good")
    assert row["upper"] == pytest.approx(-60 + 1.959964 * np.sqrt(96 + 36 + 96 + 96), abs=1e-4)
    assert found.frame.loc[0, ["before", "after"]].tolist() == [96, 36] and set(found.frame["verdict"][:2]) == {"no_clear_change"}
    assert "indikation, inte ett bevis" in found.sentence and "färre anmälda i Väst än jämförelsen talar för" in found.heading
    assert found.figure is not None and found.picture is not None
    assert len(found.figure().data) == 6 and "<svg" in found.picture()


def test_a_shorter_time_after_is_scaled_and_said(reader: Reader) -> None:
    found = tried(reader, start=pd.Timestamp(2024, 4, 1))
    assert found.frame["before"].tolist()[:2] == [24, 24] and found.frame["after"].tolist()[:2] == [72 + 9, 96]
    assert found.frame["value"].tolist() == [81 / 4 - 24, 0, -3.75] and "omräknade till samma längd" in found.sentence


def test_nothing_is_tested_across_a_break(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = pd.DataFrame({"break_date": [START], "reason": ["Ny brottskod."]})
    asked = effect.read
    monkeypatch.setattr("lagesbild.exhibits.breaks.read", lambda r, name, **how: cut if name == "breaks" else asked(r, name, **how))
    found = tried(reader)
    assert found.facts["verdict"] == "not_comparable" and "Ny brottskod." in found.sentence


def test_an_area_on_both_sides_or_no_comparison_gives_no_answer(reader: Reader) -> None:
    for other in ({"comparison": ("N01",)}, {"comparison": ()}, {"start": pd.Timestamp(2020, 1, 1)}):
        found = tried(reader, **other)
        assert found.figure is None and found.frame.empty and "inget att räkna på" in found.heading


def test_the_comparison_starts_with_the_areas_of_the_same_level(reader: Reader) -> None:
    assert effect.alike(reader, "fire_vandalism", "2024", ["N01"]) == ["N02"]


def test_a_comparison_of_another_size_is_warned_about(reader: Reader) -> None:
    assert "liknande nivå" not in tried(reader).source_line
    assert "liknande nivå" in tried(reader, start=pd.Timestamp(2025, 4, 1), months=3).source_line


def series(share_before: float, share_after: float, error: float) -> pd.DataFrame:
    day, told = pd.Timestamp(2024, 5, 1), {"standard_error": error, "degrees": 180.0, "base": 181, "lower": 0.2, "upper": 0.5}
    return pd.DataFrame({
        "wave": ["2024", "2026"], "value": [share_before, share_after], "period_start": [day, pd.Timestamp(2026, 5, 1)],
        "source": "Kommunen", "vintage": "2026-11-01", "data_date": day, **told,
    })  # fmt: skip


def shares(monkeypatch: pytest.MonkeyPatch, breaks: list[pd.Timestamp]) -> Any:
    told = {"A": series(0.40, 0.25, 0.02), "B": series(0.20, 0.20, 0.02)}
    cut = pd.DataFrame({"break_date": pd.Series(breaks, dtype="datetime64[ns]"), "reason": ""})
    monkeypatch.setattr(effect_shares, "read", lambda r, name, **how: cut if name == "breaks" else told[how["area"]])
    indicator = pd.Series({"indicator": "x", "short_title": "Otrygga ute", "title": "Otrygga ute ensamma"})
    return unwrap(effect_shares.effect_of_shares)(None, indicator, ("A", "Väst"), ("B", "Öst"), "2024", ("2024", "2026"))  # type: ignore[arg-type]


def test_a_share_that_fell_more_than_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shares(monkeypatch, [])
    assert found.facts["effect"].difference == pytest.approx(-0.15) and found.facts["verdict"] == "decrease"
    assert "från 40 till 25 procent" in found.sentence and "−15 procentenheter" in found.sentence


def test_shares_are_not_compared_across_a_break(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shares(monkeypatch, [pd.Timestamp(2025, 1, 1)]).facts["verdict"] == "not_comparable"
    assert shares(monkeypatch, [pd.Timestamp(2020, 1, 1)]).facts["verdict"] == "decrease"
