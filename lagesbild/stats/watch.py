"""A monthly series under watch: limits that begin anew at every break, the months that signal, and how firm a signal is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lagesbild.model import SignalRule
from lagesbild.stats.change import FALSE_FINDINGS, adjusted
from lagesbild.stats.control import Limits, limits
from lagesbild.stats.signals import Signal, chance, marks, ruled, signals, spans

BASELINE = 60  # months that limits are made from: the five years before the watched months, or what there is since the last break
LEAST = 12  # with fewer months since the last break there are no limits
WATCHED = 3  # the latest final months, which are judged and do not make limits


@dataclass(frozen=True)
class Watch:
    """The latest stretch of a series without break: its row numbers, limits, first watched position, and signals."""

    rows: NDArray[np.int64]
    limits: Limits
    watched_from: int
    baseline: int  # months that the limits were made from
    rules: tuple[SignalRule | None, ...]  # of each of those rows, with its side: 1 above, -1 below, 0 none
    sides: NDArray[np.int64]
    signals: tuple[Signal, ...]
    chances: tuple[float, ...]


def control(rows: pd.DataFrame, breaks: Iterable[date]) -> pd.DataFrame:
    """The monthly rows with their limits and rules; a month that is not final, or has no figure, is judged by nothing.

    rows: in order, with period_start, period_end, value, complete and preliminary. Adds `stretch` (number of the stretch
    between breaks), `mean`, `limit_lower`, `limit_upper`, `model`, `rule` and `side` ("" where there is none), and the first and
    last month of the rule's whole pattern, `pattern_since` and `pattern_until`.
    """
    found = rows.assign(stretch=-1, mean=np.nan, limit_lower=np.nan, limit_upper=np.nan, model="", rule="", side="")
    found[["pattern_since", "pattern_until"]] = pd.Timestamp("NaT")
    y = rows["value"].to_numpy(dtype=float)
    parts = _stretches(rows, sorted(breaks))
    for number, part in enumerate(parts):
        made = _limits(rows, part, last=number == len(parts) - 1)
        if made is None:
            continue
        used, chart, _ = made
        for column, values in (("mean", chart.mean), ("limit_lower", chart.lower), ("limit_upper", chart.upper)):
            found.iloc[used, found.columns.get_loc(column)] = values
        marked = marks(y[used], chart)
        rules, sides = ruled(marked)
        first = pd.to_datetime(rows["period_start"].iloc[used])
        for column, end in (("pattern_since", 0), ("pattern_until", 1)):
            found.iloc[used, found.columns.get_loc(column)] = [first.iloc[span[end]] if span else pd.NaT for span in spans(marked)]
        found.iloc[used, found.columns.get_loc("stretch")] = number
        found.iloc[used, found.columns.get_loc("model")] = chart.model
        found.iloc[used, found.columns.get_loc("rule")] = [rule or "" for rule in rules]
        found.iloc[used, found.columns.get_loc("side")] = [{1: "above", -1: "below"}.get(int(side), "") for side in sides]
    return found


def watch(rows: pd.DataFrame, breaks: Iterable[date]) -> Watch | None:
    """What the latest final months of a series show, or None where too little lies behind them. Rows as for `control`."""
    parts = _stretches(rows, sorted(breaks))
    made = _limits(rows, parts[-1], last=True) if parts else None
    if made is None:
        return None
    used, chart, baseline = made
    y = rows["value"].to_numpy(dtype=float)[used]
    since = len(used) - WATCHED
    found = tuple(signals(y, chart, since))
    rules, sides = ruled(marks(y, chart))
    return Watch(used, chart, since, baseline, tuple(rules), sides, found, tuple(chance(signal, y, chart, WATCHED) for signal in found))


def stands_out(chances: Sequence[Sequence[float]]) -> list[list[bool]]:
    """Which signals hold when all series count: Benjamini-Hochberg over a family with one test per series, its firmest signal.

    chances: for every series of the family, also those without signal, how likely chance gives each of its signals.
    """
    family = adjusted([min(series, default=1.0) for series in chances])
    least = max((min(series) for series, p in zip(chances, family, strict=True) if series and p < FALSE_FINDINGS), default=0.0)
    return [[p <= least and least > 0 for p in series] for series in chances]


def _stretches(rows: pd.DataFrame, cuts: Sequence[date]) -> list[NDArray[np.int64]]:
    """Row numbers of the final months between breaks and gaps, one array per stretch."""
    final = rows["complete"].to_numpy(dtype=bool) & ~rows["preliminary"].to_numpy(dtype=bool) & rows["value"].notna().to_numpy()
    days = pd.to_datetime(rows["period_start"])
    months = (days.dt.year * 12 + days.dt.month).to_numpy()
    series = np.searchsorted(np.array([pd.Timestamp(cut) for cut in cuts], dtype="datetime64[ns]"), days.to_numpy(), side="right")
    parts: list[list[int]] = []
    for i in np.flatnonzero(final):
        before = parts[-1][-1] if parts else -1
        joined = parts and months[i] == months[before] + 1 and series[i] == series[before]
        parts[-1].append(int(i)) if joined else parts.append([int(i)])
    return [np.array(part) for part in parts]


def _limits(rows: pd.DataFrame, part: NDArray[np.int64], *, last: bool) -> tuple[NDArray[np.int64], Limits, int] | None:
    """The rows of a stretch that limits hold for, the limits, and how many months they were made from."""
    ahead = WATCHED if last else 0
    used = part[-(BASELINE + ahead) :]
    baseline = len(used) - ahead
    if baseline < LEAST:
        return None
    month = pd.to_datetime(rows["period_start"].iloc[used]).dt.month
    return used, limits(rows["value"].iloc[used], month, np.arange(len(used)) < baseline), baseline
