"""Is a goal on its way? Status from the interval and the forecast, never from a point; pace required against pace so far.

Times are decimal years, values on the indicator's own scale, errors one standard error of a figure. Rules: statistics of
the project ("Goals"). A line is fitted with at least FEWEST_FOR_LINE figures since the last break, figures before the
agreement included; with fewer the pace from baseline to latest is drawn on to the deadline and labelled as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lagesbild.model_agreement import Direction, GoalStatus
from lagesbild.stats.change import FALSE_FINDINGS
from lagesbild.stats.distributions import normal_quantile, t_below, t_quantile
from lagesbild.stats.survey import Floats

FEWEST_FOR_LINE = 5
FEWEST_BEFORE_BASELINE = 3  # earlier figures, before a baseline can be called extreme
CONFIDENCE = 0.95
EXTREME = 0.90  # a baseline outside this prediction interval of the figures before it stands out
Method = Literal["line", "pace", "latest"]
Rule = Literal[
    "whole_interval", "forecast", "last_figure", "change_test", "no_later_figure", "break_between", "no_interval",
    "no_baseline", "no_figures", "no_direction", "activities",
]  # fmt: skip


@dataclass(frozen=True)
class Cuts:
    """From which probability a goal is called on track, and below which off track."""

    on_track: float = 0.8
    off_track: float = 0.2


@dataclass(frozen=True)
class Series:
    """The figures of a measure, oldest first, since the last break; arrays of shape (figures,)."""

    time: Floats  # middle of the wave or year
    value: Floats
    lower: Floats
    upper: Floats
    error: Floats  # NaN where the source gives nothing to compute it from


@dataclass(frozen=True)
class Forecast:
    """The value expected at a time, with its 95 % prediction interval and how probable it is to meet the target."""

    at: float
    value: float
    lower: float
    upper: float
    error: float
    df: float
    probability: float  # NaN without a target
    method: Method


@dataclass(frozen=True)
class Pace:
    """Change per year: from baseline to latest with its 95 % interval, and what the target requires, from the baseline and from now on."""

    observed: float
    lower: float
    upper: float
    required: float  # from the baseline on; NaN without a target
    remaining: float  # from the latest figure on; NaN without a target, or when no further figure is due


@dataclass(frozen=True)
class Progress:
    """A measure's status, the rule that gave it and the figures behind it; what does not apply is None."""

    status: GoalStatus
    rule: Rule
    forecast: Forecast | None = None
    pace: Pace | None = None
    extreme_baseline: bool = False


def judge(
    series: Series, baseline: int | None, direction: Direction, target: float | None, deadline: float | None, p_value: float,
    cuts: Cuts | None = None,
) -> Progress:  # fmt: skip
    """The status of one measure.

    `baseline` is its place in the series (None: not there). `p_value` is of the change from baseline to the latest
    figure, adjusted over its family; NaN where it could not be tested.
    """
    if not len(series.value):
        return Progress("not_measured", "no_figures")
    if baseline is None:
        return Progress("not_measured", "no_baseline")
    if baseline == len(series.value) - 1:
        return Progress("too_early", "no_later_figure", extreme_baseline=extreme(series, baseline))
    told = {"pace": pace(series, baseline, target, deadline), "extreme_baseline": extreme(series, baseline)}
    if direction == "none":
        return Progress("undetermined", "no_direction", **told)
    if target is None or deadline is None:
        return Progress(*_changed(series, baseline, direction, p_value), **told)
    if not np.isfinite(series.lower[-1]) or not np.isfinite(series.upper[-1]):
        return Progress("undetermined", "no_interval", **told)
    expected = forecast(series, baseline, direction, target, deadline)
    return Progress(*_towards(series, direction, target, expected, cuts or Cuts()), forecast=expected, **told)


def _changed(series: Series, baseline: int, direction: Direction, p_value: float) -> tuple[GoalStatus, Rule]:
    """Direction only: the tested change against the baseline, read the way that is wanted."""
    if not np.isfinite(p_value):
        return "undetermined", "no_interval"
    if p_value >= FALSE_FINDINGS:
        return "no_clear_change", "change_test"
    fell = bool(series.value[-1] < series.value[baseline])
    return "improved" if fell == (direction == "lower") else "worsened", "change_test"


def _towards(series: Series, direction: Direction, target: float, expected: Forecast, cuts: Cuts) -> tuple[GoalStatus, Rule]:
    """A number to reach: the whole interval beyond it, else how probable it is by the deadline."""
    low, high = (series.lower[-1], series.upper[-1]) if direction == "lower" else (-series.upper[-1], -series.lower[-1])
    aim = target if direction == "lower" else -target
    if high <= aim:
        return "reached", "whole_interval"
    if expected.method == "latest":  # no further figure is due: only what is measured counts
        return "off_track" if low > aim else "undetermined", "last_figure"
    if not np.isfinite(expected.probability):
        return "undetermined", "no_interval"
    if expected.probability >= cuts.on_track:
        return "on_track", "forecast"
    return "off_track" if expected.probability <= cuts.off_track else "undetermined", "forecast"


def due(latest: float, deadline: float) -> float:
    """When the last yearly figure is due by the deadline: whole years after the latest one."""
    return latest + max(0.0, np.floor(deadline - latest + 1e-9))


def forecast(series: Series, baseline: int, direction: Direction, target: float | None, deadline: float) -> Forecast:
    """What the last figure before the deadline will be: a line through all figures, the pace since the baseline, or the latest itself."""
    at = due(series.time[-1], deadline)
    if at <= series.time[-1]:
        value, error, df, method = series.value[-1], series.error[-1], np.inf, "latest"
    elif len(series.value) >= FEWEST_FOR_LINE:
        value, error, df = line_ahead(series.time, series.value, at, float(np.mean(np.nan_to_num(series.error) ** 2)))
        method = "line"
    else:
        value, error, method, df = *pace_ahead(series, baseline, at), "pace", np.inf
    half = error * t_quantile((1 + CONFIDENCE) / 2, df)
    chance = np.nan if target is None else beyond(value, error, df, target, direction)
    return Forecast(at, float(value), float(value - half), float(value + half), float(error), df, chance, method)  # pyright: ignore[reportArgumentType]


def line_ahead(time: Floats, value: Floats, at: float, sampling: float = 0.0) -> tuple[float, float, int]:
    """A straight line's prediction at a time: value, standard error and degrees of freedom.

    error^2 = s^2 (1 + 1/n + (at - mean)^2 / sum (t - mean)^2) + the sampling variance of a figure (R: predict(lm,
    interval = "prediction") with `sampling` 0).
    """
    x, y = np.asarray(time, dtype=float), np.asarray(value, dtype=float)
    centred, df = x - x.mean(), len(x) - 2
    spread = (centred**2).sum()
    slope = (centred * y).sum() / spread
    residual = y - y.mean() - slope * centred
    variance = (residual**2).sum() / df * (1 + 1 / len(x) + (at - x.mean()) ** 2 / spread) + sampling
    return float(y.mean() + slope * (at - x.mean())), float(np.sqrt(variance)), df


def pace_ahead(series: Series, baseline: int, at: float) -> tuple[float, float]:
    """The pace from baseline to latest drawn on to a time: value and standard error, nothing but sampling error in it."""
    start, end = series.time[baseline], series.time[-1]
    share = (at - start) / (end - start)
    value = series.value[baseline] + share * (series.value[-1] - series.value[baseline])
    return float(value), float(np.sqrt((1 - share) ** 2 * series.error[baseline] ** 2 + share**2 * series.error[-1] ** 2))


def beyond(value: float, error: float, df: float, target: float, direction: Direction) -> float:
    """The probability that a figure lies on the wanted side of the target, by Student's t."""
    if not np.isfinite(error):
        return float("nan")
    gap = target - value if direction == "lower" else value - target
    if error == 0:
        return float(gap >= 0)
    return float(t_below(gap / error, df))


def pace(series: Series, baseline: int, target: float | None, deadline: float | None) -> Pace:
    """Change per year from baseline to latest, and the change per year that the target asks for: at first, and of the years left."""
    years = series.time[-1] - series.time[baseline]
    observed = (series.value[-1] - series.value[baseline]) / years
    half = normal_quantile((1 + CONFIDENCE) / 2) * np.hypot(series.error[baseline], series.error[-1]) / years
    required = remaining = np.nan
    if target is not None and deadline is not None:
        last = due(series.time[-1], deadline)
        required = (target - series.value[baseline]) / (last - series.time[baseline])
        remaining = (target - series.value[-1]) / (last - series.time[-1]) if last > series.time[-1] else np.nan
    return Pace(float(observed), float(observed - half), float(observed + half), float(required), float(remaining))


def extreme(series: Series, baseline: int) -> bool:
    """Whether the baseline stands out from the figures before it: part of the later change is then likely to be a return to the usual.

    A new figure of the same kind would lie within mean ± t s sqrt(1 + 1/n) in 90 % of cases.
    """
    before = series.value[:baseline]
    if len(before) < FEWEST_BEFORE_BASELINE:
        return False
    usual = before.std(ddof=1) * np.sqrt(1 + 1 / len(before))
    return bool(abs(series.value[baseline] - before.mean()) > t_quantile((1 + EXTREME) / 2, len(before) - 1) * usual)
