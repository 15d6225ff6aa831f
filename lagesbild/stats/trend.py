"""Has a rate grown or fallen over years? A Poisson line with the population as offset, and Kendall's rank test for few points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lagesbild.stats.distributions import normal_quantile, t_above, t_quantile

STILL = 1e-9  # an error of the slope below this is a series without any variation
LEAST_POINTS = 5  # with four points the smallest possible p-value of a rank test is 0.083


@dataclass(frozen=True)
class Trend:
    """Change per year as a factor (0.96 is four per cent less a year) with 95 % interval and two-sided p-value."""

    factor: float
    lower: float
    upper: float
    p_value: float
    slope: float  # log of the factor
    error: float
    dispersion: float  # Pearson's X2 / df


def poisson_trend(years: ArrayLike, counts: ArrayLike, base: ArrayLike, *, overdispersed: bool = True) -> Trend:
    """Log-linear trend of counts over time with the population as offset, from at least three points.

    years: the time of each point in years, on the calendar (2024.5 is in the middle of 2024), never 1..n; base: person-years,
    or days, > 0. Overdispersed: the error is scaled by Pearson's X2 and p comes from Student's t with n - 2 df, the interval
    too (McCullagh & Nelder 1989); without it the p-value is wrong by orders of magnitude where counts vary more than Poisson.
    """
    # Half a second, so only when asked; statsmodels.api would take three times that for what is not used here.
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.tools import add_constant

    x, y = np.asarray(years, dtype=float), np.asarray(counts, dtype=float)
    model = GLM(y, add_constant(x - x.mean()), family=Poisson(), offset=np.log(np.asarray(base, dtype=float)))
    fit = model.fit()
    dispersion = float(fit.pearson_chi2 / fit.df_resid)
    slope, error = float(fit.params[1]), float(fit.bse[1])
    p_value = float(fit.pvalues[1])
    if overdispersed:  # scaled here, for the library cannot scale by the nought of a series that never moved
        error *= float(np.sqrt(dispersion))
        p_value = float(2 * t_above(abs(slope) / error, len(x) - 2)) if error > STILL else 1.0
    half = error * float(t_quantile(0.975, len(x) - 2) if overdispersed else normal_quantile(0.975))
    factor, lower, upper = (float(np.exp(end)) for end in (slope, slope - half, slope + half))
    return Trend(factor, lower, upper, p_value, slope, error, dispersion)


def rank_trend(years: ArrayLike, values: ArrayLike) -> tuple[float, float]:
    """Kendall's tau of values against time and its two-sided p-value, exact where there are no ties."""
    from scipy.stats import kendalltau  # slow to load

    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    ties = len(np.unique(y)) < len(y)
    found = kendalltau(x, y, method="asymptotic" if ties else "exact")
    return float(found.statistic), float(found.pvalue)
