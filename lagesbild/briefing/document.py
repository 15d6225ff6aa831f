"""The document model of a briefing: what is said, shown and tabulated, in order; the three renderers write the same one.

Every part is finished text and finished figures: a renderer formats, it never computes, judges or words anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lagesbild.charts.icons import tone_of

Classification = Literal["internal", "public"]
Format = Literal["pdf", "docx", "pptx"]
Width = Literal["full", "half"]
OWN = ("comments", "decisions")  # the parts that hold somebody's own words


@dataclass(frozen=True)
class Mark:
    """A verdict as an icon (a name in charts.icons) and its word; the icon never stands alone."""

    icon: str
    word: str

    @property
    def tone(self) -> str:
        """Which text colour goes with it: better, worse, muted, primary or ink."""
        return tone_of(self.icon)


Cell = str | Mark


@dataclass(frozen=True)
class Said:
    """A paragraph. lede: large, under a heading; note: muted and small, for sources and how to read."""

    words: str
    style: Literal["body", "lede", "note"] = "body"


@dataclass(frozen=True)
class Points:
    """A list of sentences, numbered where their order is one of decisions."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """One large figure with what it is, from when to when, and what is certain about it."""

    value: str  # "27 %"
    words: str  # what it is, its interval and what it is compared with
    mark: Mark | None = None


@dataclass(frozen=True)
class KeyFigures:
    """Two or three figures side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Column:
    """A table's column: its heading, whether it holds numbers, and its share of the width."""

    title: str
    number: bool = False
    share: float = 1.0


@dataclass(frozen=True)
class Table:
    """Rows under headings; a cell is text or a verdict. caption: what the table is, for those who cannot see it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str


@dataclass(frozen=True)
class Point:
    """One period of a series in drawn units (per cent, per 1 000); firm: whole, final, and thus joined and judged."""

    at: date  # the period's middle
    label: str
    value: float | None
    lower: float | None
    upper: float | None
    firm: bool


@dataclass(frozen=True)
class TrendData:
    """The numbers behind a series, for a native chart; nothing is joined across a cut, a gap or into a point that is not firm.

    unit: words after a number; decimals: how values are written; bands: agreements as (first day, last day, label);
    neutral: crime that police work finds, drawn in ink; base: the day of the point that the latest is compared with.
    """

    points: tuple[Point, ...]
    unit: str
    decimals: int
    cuts: tuple[date, ...] = ()
    bands: tuple[tuple[date, date, str], ...] = ()
    neutral: bool = False
    name: str = ""
    base: date | None = None


@dataclass(frozen=True)
class Bar:
    """One area or question: its value with interval in drawn units; absent: why there is no value."""

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    mark: Mark | None = None
    absent: str = ""
    reference: float | None = None  # what this row is held against (the rest, or the earlier wave)


@dataclass(frozen=True)
class BarData:
    """The numbers behind a list of areas or questions, for a native chart, in the order to show (never by value)."""

    bars: tuple[Bar, ...]
    unit: str
    decimals: int
    reference: float | None = None  # one level for all rows: the whole municipality or the rest
    reference_words: str = ""


@dataclass(frozen=True)
class SeriesRow:
    """One of several small series. told: its figures in words, each with its verdict; through: its trend over all years, in a sentence.

    lead: it is among the few that are told of first.
    """

    name: str
    data: TrendData
    told: tuple[tuple[str, Mark], ...]
    through: str = ""
    lead: bool = False


@dataclass(frozen=True)
class SeriesData:
    """The numbers behind a list of small series, in the order to show."""

    rows: tuple[SeriesRow, ...]
    about: str = ""  # what is to be known of all the trends


@dataclass(frozen=True)
class Picture:
    """A picture with its words. draw(width in inches) gives SVG text without title and source, the same bytes every time.

    data: the same numbers for a native chart, where there is one; a map has none.
    """

    title: str  # the finding; empty where the section's title is it
    sub: str  # what is measured, unit, interval
    source: str
    alt: str
    draw: Callable[[float], str] = field(compare=False)
    data: TrendData | BarData | SeriesData | None = None
    mark: Mark | None = None  # the verdict under it


@dataclass(frozen=True)
class Beside:
    """Two columns on paper; one after the other in Word and on a narrow sheet. share: the left column's part of the width."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    words: str


Block = Said | Points | KeyFigures | Table | Picture | Beside | Heading


@dataclass(frozen=True)
class Section:
    """One part of a briefing under its own heading. new_page: it begins a page; slug: the part's name in the kind's file."""

    slug: str
    title: str
    blocks: tuple[Block, ...]
    lede: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class Document:
    """A whole briefing.

    title: the finding; eyebrow: kind, recipient and day; summary: at most eight sentences; place: municipality and police area;
    reach: build id and how far the data go, for the foot of every page; foot: parties, recipients, earlier report; where: a small
    map beside the summary; one_page: it is made to fill one page, and as slides its first section stands on the first one.
    """

    kind: str
    kind_title: str
    title: str
    eyebrow: str
    summary: tuple[str, ...]
    place: str
    classification: Classification
    day: date
    build: str
    reach: str
    sections: tuple[Section, ...]
    foot: str = ""
    logo: str = ""  # SVG text
    where: Picture | None = None
    one_page: bool = False


def own_sections(document: Document) -> list[Section]:
    """The sections with somebody's own words, after the first one."""
    return [section for section in document.sections[1:] if section.slug in OWN]


def blocks_of(document: Document) -> list[Block]:
    """Every block of a document in reading order, those in columns included."""
    return [block for section in document.sections for block in flat(section.blocks)]


def flat(blocks: tuple[Block, ...]) -> list[Block]:
    """Blocks in reading order with each pair of columns opened, the left one first."""
    found: list[Block] = []
    for block in blocks:
        found += [*flat(block.left), *flat(block.right)] if isinstance(block, Beside) else [block]
    return found
