"""Do two instruments, say the police's survey and the municipality's own, tell the same? Never one joined line, only a verdict.

No evidence of a difference is not evidence of agreement, so both answers must be earned:

- level (same question, same scale, same time): `confirms` when the whole interval of the difference lies within the margin
  that is declared not to matter; otherwise `differs` when the difference is certain.
- direction (any scales, the same stretch of time): `confirms` when both changes are certain and go the same way; `differs`
  when both are certain and go opposite ways, or, on the same scale, when the changes certainly differ from each other.
- `not_comparable` in all other cases: declared so (another question, a break between), a figure or a base missing, or
  bases too small to tell.

"Certain" is Benjamini-Hochberg over the rows given together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lagesbild.model import InstrumentVerdict
from lagesbild.stats.change import FALSE_FINDINGS, adjusted
from lagesbild.stats.proportion import from_intervals, p_of_interval
from lagesbild.stats.survey import Floats
from lagesbild.stats.survey_change import Difference, family

LEVEL_MARGIN = 0.05  # five percentage points between two instruments' shares are not another picture


def level_verdicts(found: Difference, comparable: Sequence[bool], margin: float = LEVEL_MARGIN) -> list[InstrumentVerdict]:
    """One verdict per row on the difference between two instruments' figures; `margin` is on the figures' own scale."""
    sure = family(found, np.asarray(comparable, dtype=bool))
    close = (found.lower >= -margin) & (found.upper <= margin)
    return _words(np.isfinite(sure) & close, sure < FALSE_FINDINGS)


def direction_verdicts(
    first: Difference, second: Difference, comparable: Sequence[bool], *, same_scale: bool, opposite: bool = False
) -> list[InstrumentVerdict]:
    """One verdict per row on the two instruments' changes; `opposite` where more of the one means less of the other."""
    allowed, turn = np.asarray(comparable, dtype=bool), -1 if opposite else 1
    both = (family(first, allowed) < FALSE_FINDINGS) & (family(second, allowed) < FALSE_FINDINGS)
    alike = np.sign(first.value) == turn * np.sign(second.value)
    apart = (both & ~alike) | (same_scale & (adjusted(np.where(allowed, _p_apart(first, second, turn), np.nan)) < FALSE_FINDINGS))
    return _words(both & alike, apart)


def _p_apart(first: Difference, second: Difference, turn: int) -> Floats:
    """Two-sided p-values of equal changes, from the interval of their difference on the side where zero lies."""
    interval = (second.lower, second.upper) if turn > 0 else (-second.upper, -second.lower)
    gap = turn * second.value - first.value
    low, high = from_intervals(first.value, (first.lower, first.upper), turn * second.value, interval)
    judged = (family(first, np.isfinite(gap)) <= 1) & (family(second, np.isfinite(gap)) <= 1)
    return np.where(judged, p_of_interval(gap, low, high), np.nan)


def _words(same: NDArray[np.bool_], apart: NDArray[np.bool_]) -> list[InstrumentVerdict]:
    return ["confirms" if s else "differs" if a else "not_comparable" for s, a in zip(same, apart, strict=True)]
