"""A statistical table as its source describes it: dimensions with codes and texts, and one cell for each combination."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CubeDimension:
    """One dimension: its identity and title in the file, its codes in order and what each code is called."""

    code: str
    title: str
    codes: list[str]
    labels: list[str]


@dataclass(frozen=True)
class Cube:
    """Cells in row-major order (the last dimension runs fastest); a cell is a number or the source's symbol as it stands."""

    title: str
    source: str
    dimensions: list[CubeDimension]
    cells: list[float | str]
    unit: str = ""
    notes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # everything else that the file says, for screening
