"""What the build finds in the months: signals, limits, this year so far and when in time events happen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.store import Reader, current
from tests.build.conftest import DAY, reports, squares

USUAL = [3, 2, 4, 3, 2, 3, 5, 3, 2, 4, 3, 1]
MONTHS = [date(year, month, 1) for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]


def rows(last: int) -> list[tuple[str, str, int]]:
    """Fires in N01, `last` of them in November 2025, which is the last final month; one a month in N02."""
    told = [("N01", f"1210 {month:%Y-%m}-02", last if month == date(2025, 11, 1) else USUAL[month.month - 1]) for month in MONTHS]
    return [*told, *(("N02", f"1210 {month:%Y-%m}-01", 1) for month in MONTHS), ("", "1210 2025-11-30", 1), ("", "1210 2025-12-31", 1)]


@pytest.fixture
def built(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> Callable[[int], Reader]:
    def build(last: int) -> Reader:
        give(squares(tmp_path / "o.geojson"))
        give(reports(tmp_path / "brott.csv", rows(last)))
        builds.build(home, "9999", DAY)
        reader = current(home, "9999", "internal")
        assert reader is not None
        return reader

    return build


def table(reader: Reader, name: str) -> pd.DataFrame:
    return reader.frame(f"FROM {name} WHERE indicator = 'fire_vandalism_count' ORDER BY area")


def test_a_month_far_above_the_others_is_a_signal_where_it_happened(built: Callable[[int], Reader]) -> None:
    reader = built(19)
    found = table(reader, "signal")
    assert found["area"].tolist() == ["9999", "N01"] and set(found["rule"]) == {"outside"} and set(found["side"]) == {"above"}
    here = found.iloc[1]
    assert (here["value"], here["since"].date(), here["period_start"].date()) == (19, date(2025, 11, 1), date(2025, 11, 1))
    assert here["mean"] == pytest.approx(3, abs=0.2) and here["limit_upper"] < 12 and here["stands_out"]
    watched = table(reader, "control")
    assert watched["area"].tolist() == ["9999", "N01", "N02"], "what has no area is not watched"
    assert set(watched["baseline"]) == {44} and (watched["watched_from"] == pd.Timestamp(2025, 9, 1)).all()


def test_quiet_months_give_no_signal(built: Callable[[int], Reader]) -> None:
    assert table(built(3), "signal").empty


def test_this_year_is_counted_to_the_same_day_of_every_year(built: Callable[[int], Reader]) -> None:
    found = table(built(3), "year_to_date")
    found["year"] = found["period_start"].dt.year
    here = found[found["area"] == "N01"].set_index("year")
    assert here["period_end"].dt.strftime("%m-%d").unique().tolist() == ["11-30"]
    assert here["events"].to_dict() == {2022: 34, 2023: 34, 2024: 34, 2025: 34} and here["days"].to_dict()[2024] == 335
    whole = found[found["area"] == "9999"].set_index("year")["events"]
    assert whole[2025] == 34 + 11 + 1, "what has no area counts in the municipality"


def test_a_profile_holds_every_month_and_weekday_and_no_hour_that_the_source_lacks(built: Callable[[int], Reader]) -> None:
    found = table(built(3), "time_profile")
    assert set(found["dimension"]) == {"month", "weekday"}
    whole = found[(found["area"] == "9999") & (found["dimension"] == "month")].set_index("bucket")
    assert list(whole.index) == list(range(1, 13)) and whole.loc[7, "events"] == 3 * (5 + 1) and whole.loc[2, "days"] == 28 + 28 + 29


def test_nothing_of_it_reaches_the_public_file(built: Callable[[int], Reader], home: Path) -> None:
    built(19)
    builds.publish(home, "9999", DAY)
    reader = current(home, "9999", "public")
    assert reader is not None
    for name in ("control", "signal", "year_to_date", "time_profile"):
        assert reader.frame(f"FROM {name}").empty, name
