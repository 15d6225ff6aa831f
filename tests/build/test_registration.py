"""Extracts of the same months compared in a vault: how much of each month is registered, and this year's days counted by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import store
from lagesbild.build.ingest import ingest
from lagesbild.build.register import deliveries
from lagesbild.build.registration import month_shares, registered_days, registration_table
from lagesbild.catalog import load_catalog
from lagesbild.intake import receive
from lagesbild.store import Writer
from tests.build.conftest import reports

CODES = ["1210", "1201", "1202", "1203", "0355", "0365", "0366", "0504", "0801", "0802"]  # ten codes make a general extract
HELD = {0: 8, 1: 9}  # of ten reports of a code in a month at an age in months; older months have all ten


def extract(folder: Path, until: int, received: date | None = None) -> tuple[Path, date]:
    """An extract taken at the end of a month of 2025, received a week into the next."""
    rows = []
    for month in range(1, until + 1):
        last = pd.Period(f"2025-{month:02d}", "M").days_in_month
        times = HELD.get(until - month, 10)
        rows += [("", f"{code} 2025-{month:02d}-{day:02d}", n) for code in CODES for day, n in ((1, times - 1), (last, 1))]
    came = received or (pd.Period(f"2025-{until:02d}", "M") + 1).start_time.date() + pd.Timedelta(days=7)
    return reports(folder / f"brott_{until}.csv", rows), came


@contextmanager
def vault(tmp_path: Path, files: list[tuple[Path, date]]) -> Iterator[Writer]:
    home = tmp_path / "home"
    for path, came in files:
        assert receive(path, home, "9999", None, came).outcome == "accepted"
    catalog = load_catalog()
    with store.write(tmp_path / "vault.duckdb") as made:
        ingest(made, deliveries(home, "9999", catalog), catalog)
        yield made


def test_the_share_of_a_month_is_that_of_earlier_extracts_at_its_age(tmp_path: Path) -> None:
    with vault(tmp_path, [extract(tmp_path, month) for month in (5, 6, 7, 8, 9)]) as made:
        shares = month_shares(made)
    here = shares[shares["indicator"] == "fire_vandalism"]
    here = here.set_index(here["period_start"].dt.month)
    assert here["age"].to_dict() == {month: 9 - month for month in range(1, 10)}
    assert here["share"].tolist() == pytest.approx([1] * 7 + [0.9, 0.8]) and here.loc[9, "preliminary"] and not here.loc[8, "preliminary"]
    assert here.loc[8, "share_lower"] < 0.9 < here.loc[8, "share_upper"] and here.loc[8, "spread"] > 0
    years = pd.DataFrame(
        {"indicator": ["fire_vandalism"], "period_start": [pd.Timestamp(2025, 1, 1)], "period_end": [pd.Timestamp(2025, 8, 31)]}
    )
    (told,) = registered_days(years, shares).to_dict("records")
    assert told["registered_days"] == pytest.approx(212 + 0.9 * 31), "the preliminary month is not counted"
    assert told["registered_error"] >= 0.9 * 31 * here.loc[8, "spread"] / told["registered_days"]
    table = registration_table(shares)
    assert set(table[table["indicator"] == "fire_vandalism_count"]["age"]) == set(range(9))


def test_too_few_extracts_leave_it_open(tmp_path: Path) -> None:
    with vault(tmp_path, [extract(tmp_path, month) for month in (8, 9)]) as made:
        shares = month_shares(made)
    assert shares["share"].isna().all() and registration_table(shares).empty
    years = pd.DataFrame(
        {"indicator": ["fire_vandalism"], "period_start": [pd.Timestamp(2025, 1, 1)], "period_end": [pd.Timestamp(2025, 8, 31)]}
    )
    assert registered_days(years, shares)["registered_days"].isna().all()


def test_extracts_of_unknown_age_tell_nothing(tmp_path: Path) -> None:
    """All handed in on one day a year later: nobody knows when each was taken out."""
    with vault(tmp_path, [extract(tmp_path, month, date(2026, 11, 22)) for month in (5, 6, 7, 8, 9)]) as made:
        shares = month_shares(made)
    assert shares["share"].isna().all() and shares["age"].min() >= 13
