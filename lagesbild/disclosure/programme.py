"""Linear programmes over what a reader knows, solved by HiGHS through scipy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
CLOSE = 1e-6


def lowest(
    objective: Floats, rows: csr_array, equal: Floats, upper: Floats | None = None, lower: Floats | None = None, whole: bool = False
) -> Floats | None:
    """The x >= lower (0) with rows @ x = equal that makes objective @ x smallest; None where there is none or no end.

    `whole` asks for whole numbers.
    """
    size = rows.shape[1]
    limits = Bounds(np.zeros(size) if lower is None else lower, np.full(size, np.inf) if upper is None else upper)
    bound = LinearConstraint(rows, equal, equal) if rows.shape[0] else None
    found = milp(objective, constraints=bound, bounds=limits, integrality=np.full(size, int(whole)), options={"presolve": True})
    return found.x if found.x is not None and found.status == 0 else None


def is_whole(x: Floats) -> bool:
    """Whether all numbers are whole."""
    return bool(np.all(np.abs(x - np.round(x)) < CLOSE))
