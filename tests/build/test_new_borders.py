"""Borders drawn anew: who comes into another area, where series are cut, and where they go on because nobody did."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.exhibits import control, trend, year_to_date
from lagesbild.read import read
from lagesbild.store import Reader, current
from tests.build.conftest import DAY
from tests.build.drawn_anew import hand_in

Give = Callable[[Path], str]
MONTH = {"indicator": "fire_vandalism_count", "period_kind": "month", "since": "1900-01-01"}


def built(home: Path) -> Reader:
    builds.build(home, "9999", DAY)
    reader = current(home, "9999", "internal")
    assert reader is not None
    return reader


@pytest.fixture
def reader(home: Path, tmp_path: Path, give: Give) -> Reader:
    hand_in(home, tmp_path, give)
    return built(home)


def moved(reader: Reader) -> dict[tuple[str, str], float]:
    rows = reader.frame("FROM area_break ORDER BY area")
    assert set(rows["break_date"]) == {pd.Timestamp(2025, 1, 1)}
    return dict(zip(zip(rows["area"], rows["weighted_by"], strict=True), rows["moved"].round(6), strict=True))


def test_the_share_moved_is_of_the_people_within_the_old_or_the_new_borders(reader: Reader) -> None:
    """A quarter of 0020, 250 of its 1 000, came to the 2 000 of 0030; 0040 was left alone and is cut nowhere."""
    assert moved(reader) == {
        ("9999A0011", "population"): 1, ("9999A0012", "population"): 1,
        ("9999A0020", "population"): 0.25, ("9999A0030", "population"): pytest.approx(250 / 2250, abs=1e-6),
        ("kustradet", "population"): pytest.approx(250 / 2000, abs=1e-6),
    }  # fmt: skip
    parts = reader.frame("FROM crosswalk WHERE area_before = '9999A0010' ORDER BY area_after")
    assert parts["weight"].tolist() == pytest.approx([800, 200], rel=1e-3), (
        "the halves of a split area have their own people, not half each"
    )
    assert parts["share_before"].tolist() == pytest.approx([0.8, 0.2], rel=1e-3)


def test_without_people_the_share_is_of_the_surface_and_says_so(home: Path, tmp_path: Path, give: Give) -> None:
    hand_in(home, tmp_path, give, counted=False)
    reader = built(home)
    assert moved(reader)[("9999A0030", "area")] == pytest.approx(0.2, abs=0.001), "a quarter square of one and a quarter"
    (row,) = reader.frame("FROM area_break WHERE area = '9999A0020'").to_dict("records")
    assert "25 % av ytan bytte område" in row["reason"]


def test_an_area_that_was_left_alone_goes_on_as_one_series(reader: Reader) -> None:
    rows = read(reader, "series", area="9999A0040", area_version="2025", **MONTH)
    assert len(rows) == 77 and rows["value"].notna().all()
    (watched,) = reader.frame("FROM control WHERE indicator = 'fire_vandalism_count' AND area = '9999A0040'").to_dict("records")
    assert (watched["area_version"], watched["baseline"]) == ("2025", 60)
    years = read(reader, "year_to_date", indicator="fire_vandalism_count", area="9999A0040", area_version="2025")
    assert years["period_start"].dt.year.tolist() == [2021, 2022, 2023, 2024, 2025, 2026]


def test_an_area_with_new_borders_shows_its_older_months_and_limits_begin_anew(reader: Reader) -> None:
    assert len(read(reader, "series", area="9999A0030", area_version="2025", **MONTH)) == 77
    watched = reader.frame("FROM control WHERE area IN ('9999A0030', '9999A0011', 'kustradet') AND indicator = 'fire_vandalism_count'")
    assert set(watched["baseline"]) == {13} and len(watched) == 3, "sixteen final months since the cut, of which three are watched"
    assert len(read(reader, "series", area="9999A0011", area_version="2025", **MONTH)) == 17, "a new code has no older months"


def place(reader: Reader, area: str) -> trend.Place:
    return next(p for p in trend.places(reader) if p.area == area and p.area_version in ("2025", "council"))


@pytest.mark.parametrize(
    ("area", "said"), [("9999A0030", "11 % av befolkningen bytte område"), ("kustradet", "13 % av befolkningen bytte område")]
)
def test_no_test_goes_across_new_borders_and_the_page_says_why(reader: Reader, area: str, said: str) -> None:
    count = trend.indicators(reader).loc["fire_vandalism_count"]
    by_year = trend.trend(reader, count, place(reader, area), "year", 2020)
    assert by_year.facts["judged"]["verdict"] == "not_comparable" and said in by_year.facts["judged"]["reason"]
    assert [day.isoformat() for day, _ in by_year.facts["cuts"]] == ["2025-01-01"]
    by_month = control.exhibit(reader, count, place(reader, area), 2020)
    assert any(said in reason for reason in by_month.facts["breaks"])
    stretches = by_month.frame.query("stretch >= 0").groupby("stretch")["period_start"].agg(["min", "max"])
    assert stretches["max"].dt.year.tolist() == [2024, 2026] and stretches["min"].dt.year.iloc[1] == 2025
    so_far = year_to_date.exhibit(reader, count, place(reader, area))
    assert so_far is not None and so_far.figure is None and so_far.facts["found"] is None


def test_an_area_that_nobody_left_is_tested_as_before(reader: Reader) -> None:
    rate = trend.indicators(reader).loc["fire_vandalism"]
    found = trend.trend(reader, rate, place(reader, "9999A0040"), "year", 2020)
    assert found.facts["judged"]["verdict"] == "no_clear_change" and found.facts["cuts"] == []
    so_far = year_to_date.exhibit(reader, trend.indicators(reader).loc["fire_vandalism_count"], place(reader, "9999A0040"))
    assert so_far is not None and so_far.figure is not None


def test_a_new_area_says_where_its_people_were_told_before(reader: Reader) -> None:
    (row,) = reader.frame("FROM area_break WHERE area = '9999A0011'").to_dict("records")
    assert "100 % till 9999A0010" in row["reason"]
