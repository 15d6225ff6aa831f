"""Makes up the reports to the police in Norrhamn, row by row, from the rates, patterns and story of offences.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lagesbild.example.geography import FOLDER, SEED, places
from lagesbild.example.people import LAST, people

FROM, UNTIL = "2016-01-01", "2026-10-31"  # days of report; crimes may be older
MONTHS = pd.period_range("2015-01", "2026-10", freq="M")
UNPLACED_SHARE = 0.04
EARLY_SHARE = 0.002  # reported before the crime: a slip of the pen in the source
DUPLICATES = 45
LAG_DAYS = ((0, 0), (1, 3), (4, 30), (31, 500))

Numbers = NDArray[np.float64]


@lru_cache(maxsize=1)
def story() -> dict[str, Any]:
    """Rates, patterns, offences, effects and code wordings of offences.toml."""
    return tomllib.loads((FOLDER / "offences.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def reports() -> pd.DataFrame:
    """All reports by day of report: offence, code, area ("" = none), reported, occurred, hour (nullable), events, id."""
    random = np.random.default_rng([SEED, 2])
    made = [_reports_of(offence, number) for number, offence in enumerate(story()["offence"])]
    rows = pd.concat(made, ignore_index=True)
    rows = rows[rows["reported"].between(pd.Timestamp(FROM), pd.Timestamp(UNTIL))].reset_index(drop=True)
    rows.loc[random.random(len(rows)) < UNPLACED_SHARE, "area"] = ""
    rows = rows.iloc[np.lexsort((random.random(len(rows)), rows["reported"]))].reset_index(drop=True)
    rows["id"] = 140_000 + np.cumsum(random.integers(3, 90, len(rows)))
    again = rows.iloc[np.sort(random.choice(len(rows), DUPLICATES, replace=False))]
    return pd.concat([rows, again]).sort_values(["reported", "id"], kind="stable").reset_index(drop=True)


def expected(offence: dict[str, Any]) -> Numbers:
    """Reports to be expected, shape (areas, months): people x rate x place x season x story."""
    table = people()
    years = np.minimum(MONTHS.year.to_numpy(), LAST)
    crowd = table.loc[years].to_numpy().T.astype(float)
    where = np.asarray(story()["where"][offence["shape"]["where"]], dtype=float)
    even = table.loc[2020].to_numpy()
    season = np.asarray(story()["season"][offence["shape"]["season"]], dtype=float)
    monthly = offence["rate"] / 1000 / 12 * (season / season.mean())[MONTHS.month.to_numpy() - 1]
    found = crowd * (where / np.average(where, weights=even))[:, None] * monthly
    for effect in story()["effect"]:
        if effect["offence"] == offence["name"]:
            rows = slice(None) if "area" not in effect else [area["code"] for area in places()["area"]].index(effect["area"])
            found[rows] *= _growth(effect)
    return found


def _growth(effect: dict[str, Any]) -> Numbers:
    """The factor of one effect in every month."""
    month = MONTHS.year.to_numpy() * 12 + MONTHS.month.to_numpy()
    start, full = (effect[key].year * 12 + effect[key].month for key in ("from", "to"))
    grown = np.clip((month - start + 1) / (full - start + 1), 0, 1)
    if until := effect.get("until"):
        grown[month > until.year * 12 + until.month] = 0
    return 1 + (effect["factor"] - 1) * grown


def _reports_of(offence: dict[str, Any], number: int) -> pd.DataFrame:
    random = np.random.default_rng([SEED, 3, number])
    shape = offence["shape"]
    counts = random.poisson(expected(offence))
    area, month = (np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape))
    occurred = _days(random, month, story()["week"][shape["week"]])
    reported = occurred + _lags(random, len(occurred), story()["lag"][shape["lag"]])
    hour = pd.array(_pick(random, story()["hour"][shape["hour"]], len(occurred)), dtype="Int64")
    hour[random.random(len(occurred)) >= offence["timed"]] = pd.NA
    several = random.random(len(occurred)) < offence.get("several", 0.005)
    rows = pd.DataFrame(
        {
            "offence": offence["name"],
            "code": _codes(random, reported, offence["codes"]),
            "area": np.array([place["code"] for place in places()["area"]], dtype=object)[area],
            "reported": reported,
            "occurred": occurred,
            "hour": hour,
            "events": np.where(several, random.integers(2, 5, len(occurred)), 1),
        }
    )
    return rows[rows["code"] != ""]


def _days(random: np.random.Generator, month: NDArray[np.int64], week: list[float]) -> pd.DatetimeIndex:
    """A day within each report's month, by the offence's habits over the week."""
    found = np.empty(len(month), dtype="datetime64[s]")
    for index, period in enumerate(MONTHS):
        days = pd.date_range(period.start_time, periods=period.days_in_month).to_numpy().astype("datetime64[s]")
        weights = [week[day] for day in pd.DatetimeIndex(days).day_of_week]
        here = month == index
        found[here] = days[_pick(random, weights, int(here.sum()))]
    return pd.DatetimeIndex(found)


def _lags(random: np.random.Generator, size: int, shares: list[float]) -> pd.TimedeltaIndex:
    slot = _pick(random, shares, size)
    low, high = (np.array(bound)[slot] for bound in zip(*LAG_DAYS, strict=True))
    days = low + np.floor((high - low + 1) * random.random(size) ** 2)
    early = random.random(size) < EARLY_SHARE
    return pd.to_timedelta(np.where(early, -random.integers(1, 20, size), days), unit="D")


def _codes(random: np.random.Generator, reported: pd.DatetimeIndex, codes: list[dict[str, Any]]) -> NDArray[np.object_]:
    """A code for each report by its day; an empty text where the code had not yet come into use."""
    kind = _pick(random, [code["share"] for code in codes], len(reported))
    found = np.full(len(reported), "", dtype=object)
    for index, code in enumerate(codes):
        for name, since in _steps(code["from"]):
            found[(kind == index) & (reported >= pd.Timestamp(since))] = name
    return found


def _steps(steps: Iterable[Any]) -> list[tuple[str, date]]:
    return [(str(name), since) for name, since in steps]


def _pick(random: np.random.Generator, weights: Iterable[float], size: int) -> NDArray[np.int64]:
    share = np.asarray(list(weights), dtype=float)
    return random.choice(len(share), size=size, p=share / share.sum())
