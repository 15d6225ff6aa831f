"""Quantiles and tail areas of the distributions that intervals and tests rest on, as scipy's special functions give them.

`scipy.stats` gives the same numbers, but takes a second to load and a hundred times as long per call: pages and commands
ask for few values at a time. All functions take floats or arrays and broadcast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special


def normal_quantile(p: Any) -> Any:
    """The standard normal's value below which the share `p` lies."""
    return special.ndtri(p)


def normal_above(x: Any) -> Any:
    """The standard normal's share above `x`."""
    return special.ndtr(-np.asarray(x))


def t_quantile(p: Any, df: Any) -> Any:
    """Student's t with `df` degrees of freedom: the value below which the share `p` lies."""
    return np.where(np.asarray(p) == 0, -np.inf, special.stdtrit(df, p))  # the function itself gives +inf at 0


def t_below(x: Any, df: Any) -> Any:
    """Student's t: the share below `x`."""
    return special.stdtr(df, x)


def t_above(x: Any, df: Any) -> Any:
    """Student's t: the share above `x`."""
    return special.stdtr(df, -np.asarray(x))


def chi2_quantile(p: Any, df: Any) -> Any:
    """Chi square with `df` degrees of freedom: the value below which the share `p` lies."""
    return 2 * special.gammaincinv(np.asarray(df) / 2, p)


def chi2_above(x: Any, df: Any) -> Any:
    """Chi square: the share above `x`."""
    return special.chdtrc(df, x)


def beta_quantile(p: Any, a: Any, b: Any) -> Any:
    """The beta distribution's value below which the share `p` lies."""
    return special.betaincinv(a, b, p)


def gamma_quantile(p: Any, shape: Any, scale: Any) -> Any:
    """The gamma distribution's value below which the share `p` lies."""
    return scale * special.gammaincinv(shape, p)


def poisson_below(count: Any, mean: Any) -> Any:
    """The Poisson share of at most `count`."""
    return special.pdtr(count, mean)


def poisson_above(count: Any, mean: Any) -> Any:
    """The Poisson share of more than `count`; every outcome is more than -1."""
    return np.where(np.asarray(count) < 0, 1.0, special.pdtrc(count, mean))
