"""Areas or questions as a native chart: a bar is the interval, its change from dark to light the value, and the verdict stands beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE

from lagesbild.briefing import measure, office, pptx_charts
from lagesbild.briefing.document import Bar, BarData
from lagesbild.briefing.pptx_parts import Box, Line, describe, rectangle, write
from lagesbild.charts import theme
from lagesbild.texts import number, text

SIZES = (13, 12, 11)  # points: names beside the bars
WORDS_GAP = 0.15
FOOT, HEAD = 0.36, 0.3  # inches: the axis below, a common level's words above

Inner = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """How a list is drawn. axis: points, the axis texts; name: the share of the chart that names may take; lines: at most so many marks.

    sure_only: a row where nothing is certain has no words beside it.
    """

    axis: float = pptx_charts.FONT_SIZE
    name: float = 0.46
    lines: int = 5
    sure_only: bool = False


WALL = Look()
SMALL = Look(9, 0.72, 3, sure_only=True)
_CATS, _VALS = 601, 602
_DARK = {"better": theme.BETTER, "worse": theme.WORSE, "ink": theme.NEUTRAL, "muted": theme.UNSURE, "primary": theme.PRIMARY}


def can_draw(data: BarData) -> bool:
    """Whether there is a value to draw, and nothing below zero, where the bars begin."""
    values = [value for bar in data.bars for value in (bar.value, bar.lower) if value is not None]
    return bool(values) and min(values) >= 0


def parts_of(data: BarData, height: float, width: float) -> tuple[float, list[tuple[Bar, ...]]]:
    """The size of the names, and the rows in as many slides as they need, evenly filled; one slide where small names make it so."""
    fits = {size: _most(data, height, width, size) for size in SIZES}
    size = next((size for size in SIZES if fits[size] >= len(data.bars)), SIZES[0])
    slides = math.ceil(len(data.bars) / fits[size]) or 1
    each = math.ceil(len(data.bars) / slides) or 1
    return size, [data.bars[i : i + each] for i in range(0, len(data.bars), each)]


def _most(data: BarData, height: float, width: float, size: float) -> int:
    """How many rows find room on a slide."""
    room = WALL.name * width - 0.15
    lines = max((len(measure.lines_of(name_of(bar, data), size, room)) for bar in data.bars), default=1)
    return max(1, int((height - FOOT - HEAD) / (lines * size * measure.LINE / 72 + 0.05)))


def name_of(bar: Bar, data: BarData) -> str:
    """A row's name with its value, as it stands beside the bar."""
    name = office.clean(bar.name)
    return name if bar.value is None else f"{name}  {number(bar.value, data.decimals)}{pptx_charts.suffix_of(data.unit)}"


def key_of(data: BarData) -> str:
    """What the two tones of a bar are, in words; nothing where no bar has them."""
    return text("office.chart.tones") if any(bar.lower is not None and bar.upper is not None for bar in data.bars) else ""


def top_of(data: BarData, lines: int = 5) -> tuple[float, float]:
    """The end of the axis and its step, the same on every slide of one list."""
    values = [value for bar in data.bars for value in (bar.value, bar.upper, bar.reference) if value is not None]
    return pptx_charts.ticks(max([*values, data.reference or 0]) * 1.02, lines)


def add_bars(slide: Any, data: BarData, bars: Sequence[Bar], size: float, box: Box, words: Box, alt: str, *, look: Look = WALL) -> None:
    """Put the rows of one slide into a box, and what is certain about each into the box beside it."""
    names = [name_of(bar, data) for bar in bars]
    left = min(look.name * box.width, max(measure.width_of(name, size) for name in names) + 0.15)
    inner = (left / box.width, HEAD / box.height, (box.width - left - 0.2) / box.width, (box.height - FOOT - HEAD) / box.height)
    file = pptx_charts.ChartFile(_xml(data, bars, names, size, inner, look), _workbook(data, bars, names))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *box.edges, file)
    describe(shape, text("office.chart.bars"), alt)
    plot = Box(box.left + left, box.top + HEAD, box.width - left - 0.2, box.height - FOOT - HEAD)
    _levels(slide, data, bars, plot, look)
    row = plot.height / len(bars)
    lines = [_beside(bar, look) for bar in bars]
    widest = [line.words for line in lines if line.words]
    shown = next((s for s in (14, 13, 12, 11) if s * 1.3 <= row * 72 and all(_wide(told, s) <= words.width for told in widest)), 0)
    for i, (bar, line) in enumerate(zip(bars, lines, strict=True)):
        if line.words:
            room = Box(words.left, plot.top + i * row, words.width, row)
            fits = shown or next((s for s in (11, 10, 9) if measure.height_of(line.words, s, room.width, True) <= row), 8)
            write(slide, room, [line], fits, f"{text('office.style.verdict')}: {bar.name}", middle=True)


def _beside(bar: Bar, look: Look) -> Line:
    """What stands beside a row: its verdict, or why there is no value."""
    if bar.mark is None:
        return Line(bar.absent, "muted")
    return Line("" if look.sure_only and bar.mark.tone == "muted" else bar.mark)


def _wide(words: str, size: float) -> float:
    return measure.width_of(words, size, True)


def _levels(slide: Any, data: BarData, bars: Sequence[Bar], plot: Box, look: Look) -> None:
    """What the rows are held against: one line over all of them, else a stroke in each row."""
    top, _ = top_of(data, look.lines)
    row = plot.height / len(bars)
    if data.reference is not None and 0 <= data.reference <= top:
        at = plot.left + plot.width * data.reference / top
        rectangle(slide, Box(at - 0.012, plot.top, 0.024, plot.height), theme.INK, data.reference_words or text("office.chart.level"))
    for i, bar in enumerate(bars):
        if bar.reference is not None and 0 <= bar.reference <= top and data.reference is None:
            at = plot.left + plot.width * bar.reference / top
            rectangle(slide, Box(at - 0.018, plot.top + (i + 0.1) * row, 0.036, 0.8 * row), theme.INK, text("office.chart.level"))
    words = data.reference_words
    if words and (data.reference is not None or any(bar.reference is not None for bar in bars)):
        words = words if data.reference is not None else text("office.chart.stroke", words=words)
        wide = measure.width_of(words, 12) + 0.1
        at = plot.left + plot.width * (data.reference or 0) / top - wide / 2
        start = min(max(at, plot.left), max(plot.left, plot.left + plot.width - wide))
        write(slide, Box(start, plot.top - 0.26, wide, 0.22), [Line(words)], 12, words)


def _split(bar: Bar) -> tuple[float | None, float | None, float | None, float | None]:
    """A bar's pieces: to the lower limit, on to the value, on to the upper limit; else the value alone without interval."""
    if bar.value is None:
        return None, None, None, None
    if bar.lower is None or bar.upper is None:
        return None, None, None, bar.value
    return bar.lower, max(0.0, bar.value - bar.lower), max(0.0, bar.upper - bar.value), None


def _heads() -> list[str]:
    keys = ("name", "start", "dark", "light", "single", "value", "lower", "upper", "reference")
    return [text(f"office.chart.{key}") for key in keys]


def _workbook(data: BarData, bars: Sequence[Bar], names: Sequence[str]) -> bytes:
    """The sheet: the drawn pieces are formulas of the value and its limits, so that a changed figure moves its bar."""
    form = pptx_charts.number_format(data.decimals)
    rows = [[name, *_split(bar), bar.value, bar.lower, bar.upper, _held(bar, data)] for name, bar in zip(names, bars, strict=True)]
    formulas = {1: "=G{row}", 2: "=F{row}-G{row}", 3: "=H{row}-F{row}", 4: "=F{row}"}
    return pptx_charts.workbook(_heads(), rows, ("", *[form] * 8), formulas)


def _held(bar: Bar, data: BarData) -> float | None:
    return data.reference if bar.reference is None else bar.reference


def _xml(data: BarData, bars: Sequence[Bar], names: Sequence[str], size: float, inner: Inner, look: Look) -> str:
    form = pptx_charts.number_format(data.decimals)
    pieces = list(zip(*[_split(bar) for bar in bars], strict=True))
    tones = [_DARK[bar.mark.tone if bar.mark else "muted"] for bar in bars]
    looks = (
        ("B", "", lambda _: ""),
        ("C", theme.MUTED, lambda tone: pptx_charts.solid(tone)),
        ("D", theme.LINE, lambda tone: pptx_charts.solid(pptx_charts.faded(tone))),
        ("E", theme.PAPER, lambda tone: f'{pptx_charts.solid(theme.PAPER)}<a:ln w="15875">{pptx_charts.solid(tone)}</a:ln>'),
    )
    told = ""
    for i, ((column, plain, fill_of), values) in enumerate(zip(looks, pieces, strict=True)):
        if not any(value is not None for value in values):
            continue
        fill = f"<c:spPr>{pptx_charts.solid(plain)}</c:spPr>" if plain else "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        points = "".join(
            f'<c:dPt><c:idx val="{j}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{fill_of(tone)}</c:spPr></c:dPt>'
            for j, tone in enumerate(tones) if plain and values[j] is not None
        )  # fmt: skip
        told += (
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{pptx_charts.head(column, _heads()[i + 1])}{fill}'
            f'<c:invertIfNegative val="0"/>{points}'
            f"<c:cat>{pptx_charts.words('A', names)}</c:cat><c:val>{pptx_charts.numbers(column, values, form)}</c:val></c:ser>"
        )
    bar_chart = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{told}<c:gapWidth val="60"/>'
        f'<c:overlap val="100"/><c:axId val="{_CATS}"/><c:axId val="{_VALS}"/></c:barChart>'
    )
    top, step = top_of(data, look.lines)
    marks = pptx_charts.step_format(step, pptx_charts.suffix_of(data.unit))
    up = pptx_charts.value_axis(_VALS, _CATS, "b", 0, top, step, marks, grid=True, crosses="max", size=look.axis)
    return pptx_charts.chart_space(bar_chart + _names_axis(size) + up.replace("midCat", "between"), inner)


def _names_axis(size: float) -> str:
    return (
        f'<c:catAx><c:axId val="{_CATS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{pptx_charts.line(theme.UNSURE, 0.75)}{pptx_charts.text_style(size, theme.INK)}"
        f'<c:crossAx val="{_VALS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="40"/>'
        '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
