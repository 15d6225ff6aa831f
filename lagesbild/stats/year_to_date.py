"""This year so far against the same days of earlier years: an exact ratio test and the counts that chance explains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lagesbild.model import ChangeVerdict
from lagesbild.stats.change import FALSE_FINDINGS, change_verdicts, p_values

FEWEST_YEARS, MOST_YEARS = 3, 5


@dataclass(frozen=True)
class YearToDate:
    """This year's count, what the earlier years lead one to expect, the counts within chance, and the verdict."""

    events: float
    expected: float
    low: int  # the smallest and largest count of this year that the test would call no change
    high: int
    verdict: ChangeVerdict


def year_to_date(events: float, days: float, earlier_events: Sequence[float], earlier_days: Sequence[float]) -> YearToDate | None:
    """Compare a year so far with the mean of three to five earlier years up to the same day of the year.

    Exposure is days, so a leap year counts one more; the test is the exact conditional one for two Poisson rates with all
    earlier years as one. None with fewer than three earlier years.
    """
    if not FEWEST_YEARS <= len(earlier_events) <= MOST_YEARS:
        return None
    before, exposure = float(np.sum(earlier_events)), float(np.sum(earlier_days))
    expected = before / exposure * days
    verdict = change_verdicts([before], [exposure], [events], [days])[0]
    low, high = _within_chance(expected, days, before, exposure)
    return YearToDate(events, expected, low, high, verdict)


def _within_chance(expected: float, days: float, before: float, exposure: float) -> tuple[int, int]:
    """The smallest and largest count whose test against the earlier years gives no finding."""

    def ordinary(count: int) -> bool:
        return bool(p_values([before], [exposure], [count], [days])[0] >= FALSE_FINDINGS)

    middle = round(expected)
    reach = 10 + int(10 * np.sqrt(expected + expected**2 / max(before, 1)))
    return _edge(ordinary, middle, max(middle - reach, -1)), _edge(ordinary, middle, middle + reach)


def _edge(ordinary: Callable[[int], bool], inside: int, outside: int) -> int:
    """The last ordinary count on the way from one inside to one outside, by halving."""
    if outside < 0:
        return 0 if ordinary(0) else _edge(ordinary, inside, 0)
    while abs(outside - inside) > 1:
        half = (inside + outside) // 2
        inside, outside = (half, outside) if ordinary(half) else (inside, half)
    return inside
