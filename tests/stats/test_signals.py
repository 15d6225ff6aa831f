"""Which points are signals: one rule per point in a fixed order, ties and breaks end a pattern, unfinished months are not judged."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lagesbild.stats.control import Limits
from lagesbild.stats.signals import chance, marks, ruled, signals, spans
from lagesbild.stats.watch import control, stands_out, watch


def chart(n: int, mean: float = 30.0, reach: float = 15.0) -> Limits:
    """A flat chart: outer limits at mean -+ reach, near limits at two thirds of it."""
    flat = np.ones(n)
    near = reach * 2 / 3
    return Limits("xmr", flat * mean, flat * mean, flat * (mean - reach), flat * (mean + reach), flat * (mean - near), flat * (mean + near))


def rules(values: list[float]) -> list[str | None]:
    return list(ruled(marks(values, chart(len(values))))[0])


def months(values: list[float], first: str = "2021-01-01") -> pd.DataFrame:
    """Final, whole months."""
    starts = pd.date_range(first, periods=len(values), freq="MS")
    return pd.DataFrame(
        {"period_start": starts, "period_end": starts + pd.offsets.MonthEnd(0), "value": values, "complete": True, "preliminary": False}
    )


def test_a_point_on_the_limit_is_within_it() -> None:
    assert rules([45, 30, 30, 45.1, 15, 30, 30, 14.9]) == [None, None, None, "outside", None, None, None, "outside"]


def test_seven_that_rise_are_a_trend_and_a_tie_ends_it() -> None:
    assert rules([26, 27, 28, 29, 31, 32, 33]) == ["trend"] * 7
    assert rules([26, 27, 28, 29, 29, 32, 33]) == [None] * 7


def test_two_of_three_beyond_the_near_limit_on_the_same_side() -> None:
    assert rules([41, 30, 42, 30, 30]) == ["two_of_three", None, "two_of_three", None, None]
    assert rules([41, 30, 30, 42, 30]) == [None] * 5
    assert rules([41, 19, 30]) == [None] * 3


def test_seven_on_one_side_are_a_shift_and_a_point_on_the_centre_ends_it() -> None:
    assert rules([31, 33, 31, 34, 32, 31, 33, 29]) == ["shift"] * 7 + [None]
    assert rules([31, 33, 31, 30, 32, 31, 33, 32]) == [None] * 8


def test_outside_goes_before_trend_before_two_of_three_before_shift() -> None:
    assert rules([31, 32, 33, 34, 35, 36, 46]) == ["trend"] * 6 + ["outside"]
    assert rules([31, 33, 31, 41, 42, 31, 33]) == ["shift"] * 3 + ["two_of_three"] * 2 + ["shift"] * 2


def test_a_signal_tells_since_when() -> None:
    values = [29.0, 31, *[26, 27, 25, 28, 26, 27, 25, 26]]
    found = signals(values, chart(10), since=8)
    assert [(s.rule, s.side, s.first, s.last) for s in found] == [("shift", "below", 2, 9)]
    assert chance(found[0], values, chart(10), 3) == pytest.approx(3 * 2 / 2**8)


def test_limits_begin_anew_at_a_break_and_nothing_runs_across_it() -> None:
    low, high = [20.0, 23, 18, 25, 21, 19, 24, 22, 20, 23, 19, 22] * 2, [50.0, 53, 48, 55, 51, 49, 54, 52, 50, 53, 49, 52] * 2
    rows = control(months(low + high), [date(2023, 1, 1)])
    before, after = rows.iloc[:24], rows.iloc[24:]
    assert (before["limit_upper"] < min(high)).all() and (after["limit_lower"] > max(low)).all()
    assert set(rows["stretch"]) == {0, 1} and (rows["rule"] == "").all()
    assert (control(months(low + high), [])["rule"] != "").any(), "without the break the same months are signals"


@pytest.mark.parametrize("column", ["complete", "preliminary"])
def test_a_month_that_is_not_final_is_outside_every_verdict(column: str) -> None:
    rows = months([20.0, 23, 18, 25, 21, 19, 24, 22, 20, 23, 19, 22, 21, 20, 22, 99])
    assert control(rows, []).iloc[-1]["rule"] == "outside"
    rows.loc[15, column] = column == "preliminary"
    judged = control(rows, []).iloc[-1]
    assert judged["rule"] == "" and np.isnan(judged["limit_upper"]) and judged["stretch"] == -1


def test_a_missing_month_is_never_joined() -> None:
    rows = months([31.0, 32, 33, 34, 35, 36, 37, 38] * 3).drop(index=12).reset_index(drop=True)
    found = watch(rows, [])
    assert found is None, "eleven months since the gap are too few for limits"


def test_the_watched_months_do_not_make_their_own_limits() -> None:
    base = [20.0, 23, 18, 25, 21, 19, 24, 22, 20, 23, 19, 22] * 2
    quiet, loud = watch(months([*base, 21, 22, 20]), []), watch(months([*base, 60, 61, 60]), [])
    assert quiet is not None and loud is not None
    assert quiet.limits.upper[-1] == loud.limits.upper[-1] and not quiet.signals and loud.signals[0].rule == "outside"


def test_a_family_of_many_series_needs_firmer_signals() -> None:
    assert stands_out([[0.008], []]) == [[True], []]
    assert stands_out([[0.008], *[[] for _ in range(239)]])[0] == [False]
    assert stands_out([[0.00001, 0.4], *[[] for _ in range(239)]])[0] == [True, False]


def test_a_pattern_is_as_long_as_its_rule_says_though_a_firmer_rule_took_points_of_it() -> None:
    values = [30.0] * 20 + [36, 37, 60, 61, 36, 35, 37]  # seven above the mean, of which two are outside
    found = marks(values, chart(len(values)))
    assert ruled(found)[0][-7:] == ["shift", "shift", "outside", "outside", "shift", "shift", "shift"]
    assert spans(found)[-7:] == [(20, 26), (20, 26), (22, 23), (22, 23), (20, 26), (20, 26), (20, 26)]
    judged = control(months(values), [])
    assert judged["pattern_since"].iloc[-1] == judged["period_start"].iloc[20]
