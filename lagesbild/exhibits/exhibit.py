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
    place: str = ""  # whose figures they are, where the table does not say it row by row; else the whole municipality
    origin: str = ""  # the source, where the source line says something else

    def __post_init__(self) -> None:
        """Every picture of an exhibit is drawn once, however often it is shown."""
        drawn = {name: _once(value) for name, value in self.facts.items() if isinstance(value, partial)}
        object.__setattr__(self, "facts", self.facts | drawn)
        if self.figure is not None:
            object.__setattr__(self, "figure", _once(self.figure))


WHERE = ("exhibits.column.area", "exhibits.column.municipality", "exhibits.column.who", "revision.column.where")


def download(found: Exhibit) -> pd.DataFrame:
    """The table as it is downloaded: where it does not say so itself, with the place, and always with what it is and its source."""
    table = found.table.copy()
    if table.empty:
        return table
    if not {text(key) for key in WHERE} & set(table.columns):
        table.insert(0, text("exhibits.column.area"), found.place or text("exhibits.whole"))
    told = {
        "exhibits.column.subject": found.sub or found.heading,
        "exhibits.column.source": found.origin or found.source_line or text("exhibits.own_source"),
    }
    return table.assign(**{text(key): words for key, words in told.items() if words and text(key) not in table.columns})


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
