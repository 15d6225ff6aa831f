"""A sheet on one slide: what is said and done, what people answer, and what is reported with its course over the years.

The first section of a briefing that is made to fill one page. Its pictures become native charts; what the slide has no room for stands
in its notes, and words that are longer than their column go on on the next slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lagesbild.briefing import office, pptx_bars, pptx_trend, raster
from lagesbild.briefing.document import BarData, Block, Document, Heading, Picture, Points, Said, SeriesData, SeriesRow, flat, own_sections
from lagesbild.briefing.pptx_master import LEFT, RIGHT
from lagesbild.briefing.pptx_parts import Box, Line, fitting, needed, write
from lagesbild.charts.marks import swedish
from lagesbild.sentences import capital, counted, small
from lagesbild.texts import number, text

TOP = 1.78  # inches
SAID = (14, 13, 12, 11.5, 11, 10.5, 10, 9.5, 9)  # points: the words in the first column
OWN_SIZES, OWN_MOST = (12, 11, 10.5, 10), 1.25  # points and inches: somebody's own words under the two other columns
OWN_LEADS = 2  # series with a chart beside own words
TOLD = (11, 10.5, 10, 9.5, 9)  # the words beside a small series
NAMES = 10
ROW, AXIS = 0.19, 0.5  # inches: a bar with its name; the scale under the bars and the air around them
COLUMNS = ((LEFT, 3.15), (4.0, 4.55), (8.78, RIGHT - 8.78))  # left edge and width
OWN_WIDE = RIGHT - COLUMNS[1][0]
VERDICTS = 0.95  # what is certain beside a row of the second column
MAP, MAP_TOP, CHART, AIR = 1.35, 0.22, 1.5, 0.12
GAP, CLOSE = 0.4, 0.12  # lines between paragraphs: of the first column, and beside a small series


@dataclass(frozen=True)
class Sheet:
    """What stands on the slide: the words of the first column and the pictures of the two others.

    through: trends over all years, which stand after the summary where there is room for all of them.
    """

    summary: tuple[Line, ...]
    through: tuple[Line, ...]
    written: tuple[Line, ...]
    answers: Picture | None
    reports: Picture | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def sheet_of(document: Document) -> Sheet:
    """The summary and the first section of a document, by where its blocks stand."""
    blocks = flat(document.sections[0].blocks) if document.sections else []
    summary, through = (tuple(Line(sentence, sign="–") for sentence in told) for told in (document.summary, _through(blocks)))
    words: list[Line] = []
    notes: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            words.append(Line(block.words, bold=True, scale=1.1))
        elif isinstance(block, Points):
            words += [Line(item, sign="–") for item in block.items]
        elif isinstance(block, Said) and block.style != "note":
            words.append(Line(block.words))
        elif isinstance(block, Said):
            notes.append(block.words)
    pictures = [block for block in blocks if isinstance(block, Picture)]
    bars = [block for block in pictures if isinstance(block.data, BarData) and pptx_bars.can_draw(block.data)]
    series = next((block for block in pictures if isinstance(block.data, SeriesData) and block.data.rows), None)
    keys = [pptx_bars.key_of(block.data) for block in bars[:2] if isinstance(block.data, BarData)]
    told_of = [block.source for block in pictures if block.source and block is not series]
    dotted = [text("office.chart.dotted")] if series and _has_base(series.data) else []
    sources = tuple(dict.fromkeys(part for part in (*keys, *dotted, *told_of) if part))
    told = [line for block in pictures for line in _in_words(block)]
    return Sheet(summary, through, tuple(words), next(iter(bars), None), series or next(iter(bars[1:]), None), (*notes, *told), sources)


def _has_base(data: Any) -> bool:
    """Whether a leading series draws the level of the year that it is compared with."""
    return any(row.lead and row.data.base for row in data.rows)


def _through(blocks: Sequence[Block]) -> list[str]:
    """The trends over all years of the leading series, a sentence each, after what is to be known of all of them."""
    every = [block.data for block in blocks if isinstance(block, Picture) and isinstance(block.data, SeriesData)]
    rows = [row for data in every for row in data.rows]
    about = [data.about for data in every if data.about]
    return [*about, *(text("office.through", name=row.name, trend=small(row.through)) for row in rows if row.lead and row.through)]


@dataclass(frozen=True)
class Place:
    """A picture and where it stands."""

    png: bytes
    box: Box


def place_of(where: Picture | None, right: float) -> Place | None:
    """The small map over the words, with its right edge there; None for a subject without borders."""
    if where is None:
        return None
    png, wide, tall = raster.fitted(where.draw, 2.2, MAP, tall=True)
    return Place(png, Box(right - wide, MAP_TOP, wide, tall))


def add_words(slide: Any, sheet: Sheet, bottom: float) -> Sequence[Line]:
    """The first column: summary, what is done and what is promised; gives the words that have no room."""
    left, width = COLUMNS[0]
    room = bottom - TOP
    words = (*sheet.summary, *sheet.through, *sheet.written)
    if needed(words, SAID[-1], width, GAP) > room:
        words = (*sheet.summary, *sheet.written)
    box = Box(left, TOP, width, room)
    size, n = fitting(words, box, SAID, GAP)
    if words:
        write(slide, box, words[:n], size, text("office.style.summary"), gap=GAP)
    return words[n:]


def own_words(document: Document) -> tuple[Line, ...]:
    """Somebody's comments and proposals where they are short enough for the sheet itself, else nothing."""
    lines: list[Line] = []
    for section in own_sections(document):
        lines.append(Line(section.title, bold=True))
        for block in section.blocks:
            if isinstance(block, Said):
                lines.append(Line(block.words))
            elif isinstance(block, Points):
                lines += [Line(item, sign=str(i) if block.numbered else "–") for i, item in enumerate(block.items, start=1)]
    return tuple(lines) if needed(lines, OWN_SIZES[-1], OWN_WIDE, CLOSE) <= OWN_MOST else ()


def beyond(document: Document) -> Document:
    """The document without the own words that stand on the sheet."""
    placed = own_sections(document) if own_words(document) else []
    return replace(document, sections=tuple(section for section in document.sections if section not in placed))


def add_own_words(slide: Any, lines: Sequence[Line], bottom: float) -> float:
    """Own words at the foot of the second and third column; gives how far down those go now."""
    if not lines:
        return bottom
    size, _ = fitting(lines, Box(COLUMNS[1][0], 0, OWN_WIDE, OWN_MOST), OWN_SIZES, CLOSE)
    tall = needed(lines, size, OWN_WIDE, CLOSE)
    write(slide, Box(COLUMNS[1][0], bottom - tall, OWN_WIDE, tall), lines, size, lines[0].words, gap=CLOSE)
    return bottom - tall - AIR


def add_pictures(slide: Any, sheet: Sheet, bottom: float, leads: int | None = None) -> None:
    """The second and the third column; leads: how many series get a chart, None for all that lead."""
    columns = iter(COLUMNS[1:])
    for whole in (sheet.answers, sheet.reports):
        if whole is None:
            continue
        left, width = next(columns)
        shown = _shortened(whole, width, bottom)
        top = _head(slide, shown, left, width)
        box = Box(left, top, width, bottom - top)
        if isinstance(shown.data, SeriesData):
            _series(slide, shown.data, box, leads)
        elif isinstance(shown.data, BarData):
            chart = Box(left, top, width - VERDICTS - AIR, box.height)
            words = Box(left + width - VERDICTS, top, VERDICTS, box.height)
            data = replace(shown.data, reference_words="", decimals=0)  # what is measured says what the strokes are
            pptx_bars.add_bars(slide, data, data.bars, NAMES, chart, words, shown.alt, look=pptx_bars.SMALL)


def _shortened(shown: Picture, width: float, bottom: float) -> Picture:
    """Bars as many as have room with their names; those that are not certain stand back for the others, and it says how many do."""
    if not isinstance(shown.data, BarData):
        return shown
    told = shown.data.bars
    missing = len(told) - int((bottom - TOP - needed(_head_lines(shown), NAMES, width) - AXIS) / ROW)
    unsure = [bar for bar in told if bar.mark is None or bar.mark.tone == "muted"]
    if missing <= 0 or not unsure:
        return shown
    hidden = unsure[-missing - 1 :]  # one more for the line that says so
    kept = tuple(bar for bar in told if bar not in hidden)
    words = text("office.in_notes", n=counted(len(hidden), "rad", "rader"))
    return replace(shown, sub=f"{shown.sub} {capital(words)}", data=replace(shown.data, bars=kept))


def _head_lines(shown: Picture) -> list[Line]:
    return [Line(shown.title, bold=True, scale=1.4), Line(shown.sub, "muted")]


def _head(slide: Any, shown: Picture, left: float, width: float) -> float:
    """A picture's title and what is measured; gives where its drawing begins."""
    lines = _head_lines(shown)
    tall = needed(lines, NAMES, width)
    write(slide, Box(left, TOP, width, tall), lines, NAMES, shown.title or text("office.style.sub"))
    return TOP + tall + AIR


def _series(slide: Any, data: SeriesData, box: Box, most: int | None) -> None:
    """The leading series as charts with their words beside them, and what is certain about the others in words below."""
    drawn = [row for row in data.rows if row.lead and pptx_trend.can_draw(row.data)]
    first = sorted(drawn, key=lambda row: row.told[-1][1].tone == "muted")[:most]  # what has surely changed before what has not
    leads = [row for row in drawn if row in first]
    others = [Line(words, "muted") for words in _others([row for row in data.rows if row not in leads])]
    foot = needed(others, 10, box.width)
    each = (box.height - foot - AIR) / max(1, len(leads))
    for i, row in enumerate(leads):
        place = Box(box.left, box.top + i * each, CHART, min(each - AIR, 1.2))
        pptx_trend.add_trend(slide, row.data, place, f"{row.name}. {' '.join(words for words, _ in row.told)}", pptx_trend.SMALL)
        beside = Box(box.left + CHART + AIR, place.top, box.width - CHART - AIR, each - AIR / 2)
        lines = _told(row)
        size, n = fitting(lines, beside, TOLD, CLOSE)
        write(slide, beside, lines[:n], size, row.name, gap=CLOSE)
    if others:
        write(slide, Box(box.left, box.top + box.height - foot, box.width, foot), others, 10, text("office.style.note"))


def _told(row: SeriesRow) -> list[Line]:
    lines = [Line(row.name, bold=True, scale=1.1)]
    for words, mark in reversed(row.told):  # what has changed comes before what the area is like
        lines += [Line(words), Line(mark)]
    return lines


def _others(rows: Sequence[SeriesRow]) -> list[str]:
    """The names of some series by what is certain about their change: "Kan inte avgöras: rån, vapenbrott."."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(office.words_of(row.told[-1][1]), []).append(row.name)
    told = [text("office.others", verdict=verdict, names=", ".join(sorted(names, key=swedish))) for verdict, names in found.items()]
    return [" ".join(told)] if told else []


def _in_words(shown: Picture) -> list[str]:
    """A picture's figures as lines of text, for the notes."""
    lines = [" ".join(part for part in (f"{shown.title}.", shown.sub) if part)]
    if isinstance(shown.data, BarData):
        for bar in shown.data.bars:
            held = "" if bar.reference is None else text("office.held", value=number(bar.reference, shown.data.decimals))
            verdict = bar.mark.word if bar.mark else bar.absent
            lines.append(f"{pptx_bars.name_of(bar, shown.data)}{held}. {verdict}.")
    elif isinstance(shown.data, SeriesData):
        lines += [_row_in_words(row) for row in shown.data.rows]
    return ["\n".join([*lines, shown.source])]


def _row_in_words(row: SeriesRow) -> str:
    return " ".join(filter(None, (f"{row.name}:", *(f"{words}. {mark.word}." for words, mark in row.told), row.through)))
