"""Real months through the signals: Manchester's burglaries ward by ward; a district in Brå's layout with a preliminary year."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild.catalog_new import new_municipality
from lagesbild.exhibits import control, signals, trend
from lagesbild.intake import receive
from lagesbild.stats.false_alarms import listed
from lagesbild.store import Reader
from tests.build.conftest import DAY
from tests.build.test_real_points import POINTS, WARDS, own_format
from tests.intake.made_files import bra_rows, workbook

BURGLARY = "residential_burglary_count"


@pytest.fixture(scope="module")
def manchester(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    home = tmp_path_factory.mktemp("manchester-months")
    new_municipality(home, "9991", "Manchester", (-2.75, 53.32, -1.90, 53.70), 27700)
    own_format(home, "points", {"[types]": '[types]\nBurglary = "residential_burglary"\n#'})
    for path in (POINTS, WARDS):
        assert receive(path, home, None, None, DAY).outcome == "accepted"
    return Reader(builds.build(home, "9991", DAY).folder / "internal.duckdb")


@pytest.mark.shared
def test_every_ward_of_manchester_is_watched_and_the_list_is_short(manchester: Reader) -> None:
    series, found = signals.watched(manchester), signals.found(manchester)
    assert len(series) == 216 and (series["area_level"] == "municipality").sum() == 1
    assert set(series["model"]) == {"xmr", "poisson", "negative_binomial"} and set(series["baseline"]) == {32}
    expected = float(series["listed"].sum())
    assert expected == pytest.approx(sum(listed(mean) for mean in _baseline_means(manchester)))
    on_list = found.groupby(["area", "area_version"]).ngroups
    assert expected < on_list < 60, "real burglaries change, but the list does not cry wolf in every third ward"
    told = signals.signals(manchester, "Manchester", signals.Wish())
    assert "216 serier" in told.heading and not any(wrong in (told.heading + told.sentence).lower() for wrong in ("nan", "none", "{"))


def _baseline_means(reader: Reader) -> list[float]:
    months = reader.frame("FROM control_month ORDER BY area, area_version, period_start")
    return [float(part["mean"].iloc[:-3].mean()) for _, part in months.groupby(["area", "area_version"])]


@pytest.mark.shared
def test_a_wards_months_are_those_of_the_file(manchester: Reader) -> None:
    indicator = trend.indicators(manchester).loc[BURGLARY]
    whole = next(place for place in trend.places(manchester) if place.level == "municipality")
    found = control.exhibit(manchester, indicator, whole, 2016)
    plain = pd.read_csv(POINTS, dtype="str")["Month"].value_counts().sort_index()
    assert found.frame["value"].tolist() == plain.tolist()
    assert (
        bool(found.frame["preliminary"].iloc[-1]) and found.frame["rule"].iloc[-1] == "" and np.isnan(found.frame["limit_upper"].iloc[-1])
    )


MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"]
REGION = "Stadsdelsområde Bromma (Sthlm)"  # a block as Brå writes it; the numbers are invented


@pytest.fixture(scope="module")
def bromma(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Four final years by month, the last final month far above the others, and ten preliminary months that are as high."""
    home = tmp_path_factory.mktemp("bromma")
    new_municipality(home, "0180", "Stockholm", (17.7, 59.2, 18.3, 59.5), 3006)
    values = [*np.random.default_rng(3).poisson(30, 47).tolist(), 75, *[75] * 10]
    heads = [[str(year) for year in range(2022, 2026) for _ in MONTHS] + ["2026 prel."] * 10, MONTHS * 4 + MONTHS[:10]]
    path = workbook(home.parent / "bromma-manader.xlsx", bra_rows({REGION: [["Totalt antal brott", *values]]}, heads))
    receipt = receive(path, home, "0180", None, DAY)
    assert receipt.outcome == "accepted" and receipt.preliminary_from == date(2026, 1, 1), receipt.message
    return Reader(builds.build(home, "0180", DAY).folder / "internal.duckdb")


def test_a_preliminary_year_is_outside_every_verdict(bromma: Reader) -> None:
    series, found = signals.watched(bromma), signals.found(bromma)
    assert len(series) == 1 and series["period_start"].iloc[0] == pd.Timestamp(2025, 12, 1) and series["baseline"].iloc[0] == 45
    assert [(row["rule"], row["since"], row["period_start"]) for row in found.to_dict("records")] == [
        ("outside", pd.Timestamp(2025, 12, 1), pd.Timestamp(2025, 12, 1))
    ]
    slug = series["indicator"].iloc[0]
    place = next(place for place in trend.places(bromma) if place.area == series["area"].iloc[0])
    chart = control.exhibit(bromma, trend.indicators(bromma).loc[slug], place, 2022)
    rough = chart.frame[chart.frame["preliminary"]]
    assert len(rough) == 10 and (rough["rule"] == "").all() and rough["limit_upper"].isna().all()
    assert "december 2025" in chart.heading and "2026" not in chart.heading
