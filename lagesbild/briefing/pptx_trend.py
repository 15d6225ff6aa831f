"""A series over time as a native chart: true days, estimate and limits, gaps where nothing is joined, agreements behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape

from pptx.enum.chart import XL_CHART_TYPE

from lagesbild.briefing import measure, office, pptx_charts
from lagesbild.briefing.document import Point, TrendData
from lagesbild.briefing.pptx_parts import Box, Line, describe, rectangle, write
from lagesbild.charts import theme
from lagesbild.texts import number, text

YEAR = 365.25
BAND_TEXT = "#6B5B2A"
_X, _Y = 501, 502  # the axes' identities


@dataclass(frozen=True)
class Look:
    """How large a chart's parts are: axis texts and written values in points, line and point widths, and where the plot lies in it.

    lines, years: at most so many marks up and along; words: whether agreements, cuts and the earlier value are written.
    """

    axis: float = pptx_charts.FONT_SIZE
    label: float = 16
    line: float = 3
    limit: float = 1.25
    point: int = 8
    inner: tuple[float, float, float, float] = (0.07, 0.05, 0.9, 0.85)  # the same in every program, so that what lies behind fits
    lines: int = 5
    years: int = 9
    words: bool = True


WALL = Look()
SMALL = Look(9, 11, 2.25, 0.5, 3, (0.13, 0.08, 0.84, 0.7), 2, 3, words=False)
Row = tuple[str, date, float | None, float | None, float | None, Point | None]


@dataclass(frozen=True)
class Frame:
    """The chart's scales: first and last day, the step between marks in days, and the top of the values with its step."""

    first: float
    last: float
    days: float
    form: str
    top: float
    step: float

    def share(self, day: date) -> float:
        """Where a day lies between the first and the last, kept within them."""
        return min(1.0, max(0.0, (pptx_charts.serial(day) - self.first) / (self.last - self.first)))


def can_draw(data: TrendData) -> bool:
    """Whether there is anything to draw, and nothing below zero, where the axis begins."""
    values = [value for point in data.points for value in (point.value, point.lower) if value is not None]
    return bool(values) and min(values) >= 0


def add_trend(slide: Any, data: TrendData, box: Box, alt: str, look: Look = WALL) -> None:
    """Put the chart, and the agreements behind it, into a box of a slide."""
    rows, frame = rows_of(data), frame_of(data, look)
    file = pptx_charts.ChartFile(_xml(data, rows, frame, look), _workbook(data, rows))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box.edges, file)
    describe(shape, text("office.chart.trend"), alt)
    x, y, across, tall = look.inner
    left, top, width, height = box.left + x * box.width, box.top + y * box.height, across * box.width, tall * box.height
    for first, last, label in data.bands:
        start, end = frame.share(first), frame.share(last)
        if end > start:
            band = Box(left + start * width, top, (end - start) * width, height)
            current = last == max(last for _, last, _ in data.bands)
            rectangle(slide, band, theme.BAND if current else theme.BAND_EARLIER, text("office.chart.band"), behind=True)
            if look.words:
                _label(slide, band, label)
    for cut in data.cuts:
        if 0 < frame.share(cut) < 1:
            _cut(slide, left + frame.share(cut) * width, top, height, named=look.words)


def _cut(slide: Any, at: float, top: float, height: float, *, named: bool) -> None:
    """A line where the series is cut, with its word at the foot, where no agreement's name stands."""
    word = text("office.chart.cut")
    rectangle(slide, Box(at - 0.008, top, 0.016, height), theme.UNSURE, word)
    if named:
        write(slide, Box(at + 0.06, top + height - 0.26, measure.width_of(word, 11) + 0.1, 0.2), [Line(word, "muted")], 11, word)


def _label(slide: Any, band: Box, label: str) -> None:
    """An agreement's name within its band, on as many lines as it needs; none where the band is too narrow for a word."""
    room = Box(band.left + 0.07, band.top + 0.05, band.width - 0.14, 0.25)
    size = next((size for size in (13, 12, 11) if _widest(label, size) <= room.width), 0)
    if size:
        lines = measure.lines_of(label, size, room.width)  # broken here, since programs also break "2020–2023"
        write(slide, replace(room, height=len(lines) * 0.25), [Line("\n".join(lines), BAND_TEXT)], size, label)


def _widest(label: str, size: float) -> float:
    return max(measure.width_of(word, size) for word in label.split(" "))


def rows_of(data: TrendData) -> list[Row]:
    """The sheet's rows; an empty one lies between two points that no line may join."""
    rows: list[Row] = []
    before: Point | None = None
    for point in sorted(data.points, key=lambda point: point.at):
        if before and before.value is not None and point.value is not None and not joined(before, point, data.cuts):
            cut = next((cut for cut in data.cuts if before.at < cut <= point.at), before.at + (point.at - before.at) / 2)
            rows.append((text("office.chart.gap"), cut, None, None, None, None))
        lower, upper = (None, None) if point.value is None else (point.lower, point.upper)
        rows.append((office.clean(point.label), point.at, point.value, lower, upper, point))
        before = point
    return rows


def joined(before: Point, after: Point, cuts: Sequence[date]) -> bool:
    """Whether a line may join two neighbours: both firm, and no cut between them."""
    return before.firm and after.firm and not any(before.at < cut <= after.at for cut in cuts)


def frame_of(data: TrendData, look: Look = WALL) -> Frame:
    """Scales that hold every point, from the first one's year to the end of the agreement, and from zero."""
    days = [point.at for point in data.points]
    reach = (max(days) - min(days)).days or 365
    wished = [last for _, last, _ in data.bands if last > max(days)]
    end = max(days) + timedelta(days=max(120, round(reach * 0.09)))
    last = max([end, *[min(day + timedelta(days=1), end + timedelta(days=round(reach * 0.5))) for day in wished]])
    years = (last - min(days)).days / YEAR
    step = next(step for step in (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100) if years / step <= look.years)
    form = "yyyy" if step >= 1 else "[$-41D]mmm\\ yyyy"
    # The second of January: whole steps of 365.25 days then always fall within the right year.
    start = date(min(days).year - (min(days).year % round(step) if step >= 1 else 0), 1, 2)
    values = [value for point in data.points for value in (point.value, point.upper) if value is not None]
    top, unit = pptx_charts.ticks(max(values) * 1.12, look.lines)
    return Frame(pptx_charts.serial(start), pptx_charts.serial(last), step * YEAR, form, top, unit)


def _heads(data: TrendData) -> list[str]:
    own = data.name or text("office.chart.value")
    keys = ("lower", "upper", "base", "open")
    return [text("office.chart.period"), text("office.chart.day"), own, *[text(f"office.chart.{key}") for key in keys]]


def _cells(row: Row, data: TrendData) -> tuple[float | None, ...]:
    """A row's figures by column: firm value, limits, the level to compare with, and a value that is not firm."""
    base, point = _base(data), row[5]
    firm = point is None or point.firm
    level = base.value if base and row[1] >= base.at else None
    return (row[2] if firm else None, row[3], row[4], level, None if firm else row[2])


def _workbook(data: TrendData, rows: Sequence[Row]) -> bytes:
    form = pptx_charts.number_format(data.decimals)
    told = [[row[0], row[1], *_cells(row, data)] for row in rows]
    return pptx_charts.workbook(_heads(data), told, ("", "yyyy-mm-dd", *[form] * 5))


def _base(data: TrendData) -> Point | None:
    """The point that the latest is compared with, where no cut lies between them."""
    found = next((point for point in data.points if point.at == data.base and point.value is not None), None)
    latest = latest_of(data)
    if not found or not latest or found.at >= latest.at or any(found.at < cut <= latest.at for cut in data.cuts):
        return None
    return found


def latest_of(data: TrendData) -> Point | None:
    """The last firm point with a value, else the last one with a value."""
    told = sorted((point for point in data.points if point.value is not None), key=lambda point: point.at)
    firm = [point for point in told if point.firm]
    return (firm or told)[-1] if told else None


def _xml(data: TrendData, rows: Sequence[Row], frame: Frame, look: Look) -> str:
    form = pptx_charts.number_format(data.decimals)
    colour = theme.NEUTRAL if data.neutral else theme.PRIMARY
    alone = [i for i, row in enumerate(rows) if row[5] and not _neighbour(rows, i)]
    dashes = "".join(_dashed(i, colour) for i in alone)
    places = _places(data, frame, look)
    days = pptx_charts.numbers("B", [pptx_charts.serial(row[1]) for row in rows], "yyyy-mm-dd")
    told = ""
    for i, column in enumerate(("D", "E", "F", "C", "G")):  # what is drawn last lies on top
        values = [_cells(row, data)["CDEFG".index(column)] for row in rows]
        drawn = _line(column, colour, look) + (dashes if column in "DE" else "") + _labels(rows, places.get(column, {}), data, look)
        told += (
            (
                f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{pptx_charts.head(column, _heads(data)["ABCDEFG".index(column)])}{drawn}'
                f"<c:xVal>{days}</c:xVal><c:yVal>{pptx_charts.numbers(column, values, form)}</c:yVal>"
                '<c:smooth val="0"/></c:ser>'
            )
            if any(value is not None for value in values)
            else ""
        )
    axes = f'<c:axId val="{_X}"/><c:axId val="{_Y}"/>'
    scatter = f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{told}{axes}</c:scatterChart>'
    across = pptx_charts.value_axis(_X, _Y, "b", frame.first, frame.last, frame.days, frame.form, grid=False, size=look.axis)
    up = pptx_charts.value_axis(_Y, _X, "l", 0, frame.top, frame.step, pptx_charts.step_format(frame.step), grid=True, size=look.axis)
    return pptx_charts.chart_space(scatter + across + up, look.inner)


def _places(data: TrendData, frame: Frame, look: Look) -> dict[str, dict[Point, str]]:
    """At which points of which column a value is written: clear of the lines, above the base and below the latest."""
    base, latest = _base(data), latest_of(data)
    if not look.words:
        return {"C" if latest.firm else "G": {latest: "r"}} if latest else {}
    found: dict[str, dict[Point, str]] = {}
    if latest:
        low = latest.value if latest.lower is None else latest.lower
        under = low is not None and low > frame.top * 0.12 and (base is None or (base.value or 0) >= (latest.value or 0))
        column = ("D" if latest.lower is not None else "C") if under else ("E" if latest.upper is not None else "C")
        found.setdefault(column if latest.firm else "G", {})[latest] = "b" if under else "t"
    if base:
        above = not latest or (base.value or 0) >= (latest.value or 0)
        limit = "E" if above else "D"
        has = base.upper is not None if above else base.lower is not None
        found.setdefault(limit if has else "C", {})[base] = "t" if above else "b"
    return found


def _neighbour(rows: Sequence[Row], i: int) -> bool:
    """Whether a line goes from a row to the one before or after it."""
    return any(0 <= j < len(rows) and rows[j][2] is not None for j in (i - 1, i + 1))


def _line(column: str, colour: str, look: Look) -> str:
    """How a column is drawn: estimate, limits, the level to compare with, or hollow points that no line joins."""
    width, dash = {"C": (look.line, ""), "F": (1, "sysDot"), "G": (0, "")}.get(column, (look.limit, ""))
    mark = '<c:symbol val="none"/>'
    if column in "CG":
        inside = colour if column == "C" else pptx_charts.faded(colour, 0.25)
        mark = f'<c:symbol val="circle"/><c:size val="{look.point}"/>{_fill(inside, colour)}'
    ink = theme.INK if column == "F" else colour
    return f"{pptx_charts.line(ink if width else '', width, dash)}<c:marker>{mark}</c:marker>"


def _fill(fill: str, edge: str) -> str:
    return f'<c:spPr>{pptx_charts.solid(fill)}<a:ln w="19050">{pptx_charts.solid(edge)}</a:ln></c:spPr>'


def _dashed(i: int, colour: str) -> str:
    """The limit of a point that no line reaches, as a dash."""
    mark = f'<c:marker><c:symbol val="dash"/><c:size val="9"/>{_fill(colour, colour)}</c:marker>'
    return f'<c:dPt><c:idx val="{i}"/>{mark}<c:bubble3D val="0"/></c:dPt>'


def _labels(rows: Sequence[Row], wanted: dict[Point, str], data: TrendData, look: Look) -> str:
    """Written values at some points, above or right of them."""
    told = ""
    ink, size = pptx_charts.solid(theme.INK), round(look.label * 100)
    style = f'<a:rPr lang="{office.LANGUAGE}" sz="{size}" b="1">{ink}<a:latin typeface="Arial"/></a:rPr>'
    for i, row in enumerate(rows):
        if row[5] not in wanted:
            continue
        shown = escape(number(row[2], data.decimals) + pptx_charts.suffix_of(data.unit))
        rich = f"<c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{style}<a:t>{shown}</a:t></a:r></a:p></c:rich>"
        told += f'<c:dLbl><c:idx val="{i}"/><c:tx>{rich}</c:tx><c:dLblPos val="{wanted[row[5]]}"/>{_shown(1)}</c:dLbl>'
    return f"<c:dLbls>{told}{_shown(0)}</c:dLbls>" if told else ""


def _shown(value: int) -> str:
    off = "".join(f'<c:{what} val="0"/>' for what in ("showCatName", "showSerName", "showPercent", "showBubbleSize"))
    return f'<c:showLegendKey val="0"/><c:showVal val="{value}"/>{off}'
