"""How much of a month is registered when it has a certain age: what earlier extracts held of what later ones held.

Reports are registered late, so the newest months of an extract are too low. Every pair of extracts that hold the same month
tells how much of what the later one holds the earlier one held: the reporting triangle of the actuaries. Looked at
backwards in time, a report known at age b was known at age a with the chance F(a)/F(b), whatever happens later. The
product of these chances over the steps of age is the share that is registered (Kalbfleisch & Lawless 1989, J Am Stat
Assoc 84:360; with steps of one month and one extract a month it is the chain ladder, Mack 1993, ASTIN Bull 23:213).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEWEST_MONTHS = 3  # so many months must have been seen through a step of age
LEVEL = 0.99  # the last two steps may not add more than this leaves, or it goes on beyond what has been seen
OLDEST = 12  # months; what is older is taken as registered
LEAST_STEP = 0.001  # what a step that seems to add nothing may still add
ROUNDS, SETTLED = 200, 1e-7  # of the self-consistent estimate
Z95 = 1.96


@dataclass(frozen=True)
class Completeness:
    """The share registered at age 0, 1, ... months, of what is registered in the end, and the standard error of its logarithm."""

    shares: NDArray[np.float64]
    spread: NDArray[np.float64]

    def share(self, ages: NDArray[np.int64]) -> NDArray[np.float64]:
        """The share at each age; older months than have been seen are taken as registered."""
        return np.append(self.shares, 1.0)[np.minimum(ages, len(self.shares))]

    def error(self, ages: NDArray[np.int64]) -> NDArray[np.float64]:
        """The standard error of the logarithm of the share at each age."""
        return np.append(self.spread, 0.0)[np.minimum(ages, len(self.spread))]

    def interval(self, ages: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """95 % limits of the share at each age, on the log scale and never above 1."""
        middle, reach = self.share(ages), np.exp(Z95 * self.error(ages))
        return middle / reach, np.minimum(middle * reach, 1.0)


def completeness(pairs: pd.DataFrame) -> Completeness | None:
    """Estimate the shares from pairs of extracts; None where too few months have been seen or the last steps still add.

    pairs: one row per month and two extracts in a row that hold it, with `early_age` < `late_age` (whole months from the
    end of the month), and `early` and `late`, how many reports each held. Reports that were taken out again count against
    those that came. The variance is the binomial one of the pairs, times the overdispersion of the months (at least 1).
    """
    seen = pairs[pairs["late"] > 0]
    reach = _reach(seen)
    used = seen[seen["late_age"] <= reach]
    if reach < 2 or used.empty:
        return None
    classes = used.groupby(["early_age", "late_age"], as_index=False)[["early", "late"]].sum()
    shares = _self_consistent(classes, reach)
    if shares[reach - 2] < LEVEL:
        return None
    variance = _variance(classes, shares) * _overdispersion(used, shares, len(classes))
    return Completeness(shares[:-1], np.sqrt(variance))


def _variance(classes: pd.DataFrame, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The variance of the logarithm of the share at each age, by the information about the steps that the pairs tell together.

    A pair tells the product of its steps only; what no pair tells of a single step is bounded by how much it seems to add.
    """
    step = np.arange(len(shares) - 1)
    inside = ((step >= classes["early_age"].to_numpy()[:, None]) & (step < classes["late_age"].to_numpy()[:, None])).astype(float)
    total = classes["late"].to_numpy(dtype=float)
    odds = (np.maximum(total - classes["early"].to_numpy(dtype=float), 0) + 0.5) / (total + 1)  # no pair is certain to add nothing
    adds = np.maximum(-np.diff(np.log(shares[::-1]))[::-1], LEAST_STEP)
    information = inside.T @ (inside * (total * (1 - odds) / odds)[:, None]) + np.diag(1 / (2 * adds) ** 2)
    after = np.triu(np.ones((len(step), len(step))))  # the steps from each age on
    return np.diag(after @ np.linalg.inv(information) @ after.T)


def _reach(pairs: pd.DataFrame) -> int:
    """The age, at most OLDEST, up to which every step of one month has been seen in enough months."""
    reach = 0
    early, late = pairs["early_age"].to_numpy(), pairs["late_age"].to_numpy()
    while reach < OLDEST and ((early <= reach) & (late > reach)).sum() >= FEWEST_MONTHS:
        reach += 1
    return reach


def _self_consistent(classes: pd.DataFrame, reach: int) -> NDArray[np.float64]:
    """Shares by age from 0 to `reach`, where the share is 1.

    A pair of extracts some months apart tells only that a report came between them; it is spread over the steps as the
    estimate itself says until the estimate no longer moves (Turnbull 1976, J R Stat Soc B 38:290).
    """
    first, last = classes["early_age"].to_numpy(), classes["late_age"].to_numpy()
    held = classes["early"].to_numpy(dtype=float)
    new = np.maximum(classes["late"].to_numpy(dtype=float) - held, 0.0)
    step = np.arange(reach)
    inside = (step >= first[:, None]) & (step < last[:, None])
    shares = np.linspace(0.9, 1.0, reach + 1)
    for _ in range(ROUNDS):
        gained = np.where(inside, np.diff(shares), 0.0)
        total = gained.sum(axis=1, keepdims=True)
        came = new[:, None] * np.divide(gained, total, out=inside / inside.sum(axis=1, keepdims=True), where=total > 0)
        late = came.sum(axis=0)
        risk = (np.where(inside, held[:, None], 0.0) + np.cumsum(came, axis=1) * inside).sum(axis=0)
        kept = np.divide(risk - late, risk, out=np.ones(reach), where=risk > 0)
        before, shares = shares, np.append(np.cumprod(kept[::-1])[::-1], 1.0)
        if np.abs(shares - before).max() < SETTLED:
            break
    return shares


def _overdispersion(pairs: pd.DataFrame, shares: NDArray[np.float64], classes: int) -> float:
    """How much more the months differ than chance alone explains (Pearson's statistic per degree of freedom), at least 1."""
    known = np.clip(shares[pairs["early_age"]] / shares[pairs["late_age"]], 1e-6, 1 - 1e-6)
    total = pairs["late"].to_numpy(dtype=float)
    variance = total * known * (1 - known) + 0.5  # the half keeps a month with nothing late from weighing without bound
    return max(1.0, float(((pairs["early"].to_numpy(dtype=float) - total * known) ** 2 / variance).sum()) / max(len(pairs) - classes, 1))
