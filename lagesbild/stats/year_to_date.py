"""This year so far against the same days of earlier years: an exact ratio test and the counts that chance explains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lagesbild.model import ChangeVerdict
from lagesbild.stats.change import FALSE_FINDINGS, TOO_FEW_TO_JUDGE, p_values

FEWEST_YEARS, MOST_YEARS = 3, 5
OUTSIDE, OUTERMOST = 0.001, 3.291  # what lies outside the interval of the registered share, and its half width in standard errors


@dataclass(frozen=True)
class YearToDate:
    """This year's count, what the earlier years lead one to expect, the counts within chance, and the verdict."""

    events: float
    expected: float
    low: int  # the smallest and largest count of this year that the test would call no change
    high: int
    verdict: ChangeVerdict


def year_to_date(
    events: float, days: float, earlier_events: Sequence[float], earlier_days: Sequence[float], spread: float = 0.0
) -> YearToDate | None:
    """Compare a year so far with the mean of three to five earlier years up to the same day of the year.

    Exposure is days, so a leap year counts one more; the test is the exact conditional one for two Poisson rates with all
    earlier years as one. None with fewer than three earlier years.

    Where reports are registered late, a day counts as much as is registered of it (see `registration`), and `spread` is the
    standard error of the logarithm of this year's days against the earlier ones'. A change is then one that holds at both
    ends of their 99.9 % interval, at a level that is lower by the 0.1 % left outside (Berger & Boos 1994, J Am Stat Assoc
    89:1012); chance's band reaches from the lowest to the highest of these.
    """
    if not FEWEST_YEARS <= len(earlier_events) <= MOST_YEARS:
        return None
    before, exposure = float(np.sum(earlier_events)), float(np.sum(earlier_days))
    expected = before / exposure * days
    ends = (days,) if spread == 0 else (days * np.exp(-OUTERMOST * spread), days * np.exp(OUTERMOST * spread))
    level = FALSE_FINDINGS - (OUTSIDE if spread else 0)
    low = _edge_of_chance(before / exposure * ends[0], ends[0], before, exposure, level, side=-1)
    high = _edge_of_chance(before / exposure * ends[-1], ends[-1], before, exposure, level, side=1)
    return YearToDate(events, expected, low, high, _verdict(events, before, expected, low, high))


def _verdict(events: float, before: float, expected: float, low: int, high: int) -> ChangeVerdict:
    """A count outside chance's band has changed; inside it says how much could have been seen."""
    if events < low or events > high:
        return "increase" if events > expected else "decrease"
    return "too_uncertain" if events + before < TOO_FEW_TO_JUDGE else "no_clear_change"


def _edge_of_chance(expected: float, days: float, before: float, exposure: float, level: float, *, side: int) -> int:
    """The smallest (side -1) or largest count whose test against the earlier years gives no finding at a level."""

    def ordinary(count: int) -> bool:
        return bool(p_values([before], [exposure], [count], [days])[0] >= level)

    reach = 10 + int(10 * np.sqrt(expected + expected**2 / max(before, 1)))
    return _edge(ordinary, round(expected), max(round(expected) + side * reach, -1))


def _edge(ordinary: Callable[[int], bool], inside: int, outside: int) -> int:
    """The last ordinary count on the way from one inside to one outside, by halving."""
    if outside < 0:
        return 0 if ordinary(0) else _edge(ordinary, inside, 0)
    while abs(outside - inside) > 1:
        half = (inside + outside) // 2
        inside, outside = (half, outside) if ordinary(half) else (inside, half)
    return inside
