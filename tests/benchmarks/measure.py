"""What a bench says: both sides measured in turns in one process, and a table of goal and figure side by side.

Ratios are of processor time, all threads together: on a machine that others use too, the clock on the wall says little.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Line:
    """One figure of the table; without a goal it is told and not judged."""

    name: str
    figure: str
    goal: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """met, missed, or nothing where there is no goal."""
        return "" if self.met is None else "met" if self.met else "missed"


def at_least(name: str, figure: float, goal: float, note: str = "") -> Line:
    """A ratio that should not be below its goal."""
    return Line(name, f"{figure:.2f}x{note}", f">= {goal:g}x", figure >= goal)


def at_most(name: str, figure: float, goal: float, unit: str = "x", note: str = "") -> Line:
    """A figure that should not be above its goal."""
    return Line(name, f"{figure:.2f}{unit}{note}", f"<= {goal:g}{unit}", figure <= goal)


@dataclass(frozen=True)
class Spent:
    """The median seconds of one side: of all processors, and on the wall."""

    processor: float
    wall: float

    def __str__(self) -> str:
        return f"{self.processor:.2f} s ({self.wall:.2f} s on the wall)"


def in_turns(sides: Sequence[Callable[[], object]], rounds: int, warm: int = 1) -> list[Spent]:
    """What each side takes; in every round each side runs once, after rounds that only warm the caches."""
    spent: list[list[tuple[float, float]]] = [[] for _ in sides]
    for turn in range(warm + rounds):
        for side, seconds in zip(sides, spent, strict=True):
            began = time.process_time(), time.perf_counter()
            side()
            if turn >= warm:
                seconds.append((time.process_time() - began[0], time.perf_counter() - began[1]))
    return [Spent(*(median(part) for part in zip(*seconds, strict=True))) for seconds in spent]


def table(lines: list[Line]) -> str:
    """The figures below each other."""
    rows = [("measure", "goal", "figure", ""), *((line.name, line.goal, line.figure, line.verdict) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
