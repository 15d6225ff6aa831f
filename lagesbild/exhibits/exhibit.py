"""What every exhibit hands to a page, a file or a briefing: one judged frame and the words that go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from lagesbild.charts.interactive_template import finished
from lagesbild.kept import kept
from lagesbild.texts import day, text


@dataclass(frozen=True)
class Exhibit:
    """A finding with everything that belongs to it; drawing happens only when somebody asks."""

    slug: str
    heading: str  # the finding
    sub: str  # what is measured, unit, period
    sentence: str  # also the picture's text alternative
    source_line: str  # source, n, data date, caveat
    frame: pd.DataFrame  # judged rows
    table: pd.DataFrame  # the same rows with Swedish headings
    queries: tuple[str, ...]  # names in queries/read
    definition: str = ""
    caveat: str = ""
    figure: Callable[..., Any] | None = None  # plotly
    picture: Callable[[], str] | None = None  # printed SVG
    facts: dict[str, Any] = field(default_factory=dict)
    marks: pd.DataFrame = field(default_factory=pd.DataFrame)  # activities beside the series: see `activity_marks.judge`

    def __post_init__(self) -> None:
        """Every picture of an exhibit is drawn once, however often it is shown."""
        drawn = {name: _once(value) for name, value in self.facts.items() if isinstance(value, partial)}
        object.__setattr__(self, "facts", self.facts | drawn)
        if self.figure is not None:
            object.__setattr__(self, "figure", _once(self.figure))


def _once(draw: Callable[..., Any]) -> Callable[..., Any]:
    """The same drawing with its answers kept, each a figure that nobody changes any more."""
    return kept(lambda **wishes: finished(draw(**wishes)))


def source_line(rows: pd.DataFrame, *more: str, key: str = "exhibits.source") -> str:
    """Where the figures come from and how far they reach: source, data date, edition, then further short notes."""
    if rows.empty:
        return " ".join(more)
    newest = rows.loc[rows["data_date"].idxmax()]
    told = text(key, source=newest["source"], data_date=day(newest["data_date"]), vintage=newest["vintage"])
    return " ".join([told, *(part for part in more if part)])


def swedish_table(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The rows with Swedish headings: {column: key under exhibits.column}; last the day each figure was received, where known."""
    stamped = columns | ({"vintage": "vintage"} if "vintage" in rows else {})
    return pd.DataFrame({text(f"exhibits.column.{key}"): rows[name].to_numpy() for name, key in stamped.items()})
