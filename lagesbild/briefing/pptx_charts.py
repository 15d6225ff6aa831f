"""What native charts share: the chart's XML with its numbers inside, the workbook behind "Redigera data", axes and their ticks."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from lagesbild.briefing import office
from lagesbild.charts import theme

FONT_SIZE = 13  # points, axis texts
SHEET = "Data"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_EPOCH = date(1899, 12, 30)  # day 0 of a workbook's calendar


class ChartFile:
    """A chart as python-pptx takes it: its XML, and the workbook that opens when somebody edits its data."""

    def __init__(self, xml: str, workbook: bytes) -> None:
        self.xml, self.xlsx_blob = xml, workbook

    def xml_bytes(self, _kind: Any) -> bytes:
        """The chart's XML."""
        return self.xml.encode("utf-8")


def serial(day: date) -> int:
    """A day as a workbook counts it."""
    return (day - _EPOCH).days


def workbook(heads: Sequence[str], rows: Sequence[Sequence[Any]], formats: Sequence[str], formulas: dict[int, str] | None = None) -> bytes:
    """A workbook of one sheet: heads and rows; formats are number formats by column, formulas text with {row} by column."""
    import xlsxwriter

    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(SHEET)
    styles = [book.add_format({"num_format": told} if told else {}) for told in formats]
    sheet.write_row(0, 0, [office.clean(head) for head in heads], book.add_format({"bold": True}))
    for i, row in enumerate(rows, start=1):
        for j, value in enumerate(row):
            if value is None:
                continue
            if formulas and j in formulas:
                sheet.write_formula(i, j, formulas[j].format(row=i + 1), styles[j], value)
            else:
                sheet.write_string(i, j, office.clean(value)) if isinstance(value, str) else sheet.write(i, j, value, styles[j])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(heads), 16)
    book.close()
    return into.getvalue()


def chart_space(plots: str, inner: tuple[float, float, float, float]) -> str:
    """The whole chart around its plots; inner: where the plot itself lies, as shares of the chart (left, top, width, height)."""
    places = "".join(f'<c:{side} val="{share:.5f}"/>' for side, share in zip("xywh", inner, strict=True))
    manual = f'<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{places}'
    area = f"<c:layout><c:manualLayout>{manual}</c:manualLayout></c:layout>{plots}<c:spPr><a:noFill/></c:spPr>"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}><c:date1904 val="0"/>'
        f'<c:lang val="{office.LANGUAGE}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{area}</c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{text_style(FONT_SIZE, theme.MUTED)}</c:chartSpace>"
    )


def text_style(size: float, colour: str, *, bold: bool = False) -> str:
    """The look of a chart's texts."""
    run = f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{solid(colour)}<a:latin typeface="Arial"/></a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{run}</a:pPr><a:endParaRPr lang="{office.LANGUAGE}"/></a:p></c:txPr>'


def solid(colour: str) -> str:
    """A fill."""
    return f'<a:solidFill><a:srgbClr val="{office.colour(colour)}"/></a:solidFill>'


def line(colour: str, points: float, dash: str = "") -> str:
    """A line's shape properties; without colour there is no line."""
    if not colour:
        return "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    style = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<c:spPr><a:ln w="{round(points * 12700)}" cap="rnd">{solid(colour)}{style}<a:round/></a:ln></c:spPr>'


def numbers(column: str, values: Sequence[float | None], form: str) -> str:
    """A column of the sheet with its numbers; what is absent is left out and drawn as a gap."""
    told = "".join(f'<c:pt idx="{i}"><c:v>{float(value)!r}</c:v></c:pt>' for i, value in enumerate(values) if value is not None)
    cache = f'<c:numCache><c:formatCode>{escape(form)}</c:formatCode><c:ptCount val="{len(values)}"/>{told}</c:numCache>'
    return f"<c:numRef><c:f>{SHEET}!${column}$2:${column}${len(values) + 1}</c:f>{cache}</c:numRef>"


def words(column: str, values: Sequence[str]) -> str:
    """A column of the sheet with its texts."""
    told = "".join(f'<c:pt idx="{i}"><c:v>{escape(office.clean(value))}</c:v></c:pt>' for i, value in enumerate(values))
    cache = f'<c:strCache><c:ptCount val="{len(values)}"/>{told}</c:strCache>'
    return f"<c:strRef><c:f>{SHEET}!${column}$2:${column}${len(values) + 1}</c:f>{cache}</c:strRef>"


def head(column: str, title: str) -> str:
    """A series' name, from the head row of its column."""
    cache = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(office.clean(title))}</c:v></c:pt></c:strCache>'
    return f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>{cache}</c:strRef></c:tx>"


def value_axis(
    own: int, other: int, place: str, low: float, high: float, step: float, form: str, *, grid: bool, crosses: str = "min",
    size: float = FONT_SIZE,
) -> str:  # fmt: skip
    """An axis of numbers or days."""
    rules = f"<c:majorGridlines>{line(theme.LINE, 0.75)}</c:majorGridlines>" if grid else ""
    bare = line("", 0) if grid else line(theme.UNSURE, 0.75)
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high:g}"/><c:min val="{low:g}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{place}"/>{rules}<c:numFmt formatCode="{escape(form, _QUOTED)}" sourceLinked="0"/>'
        f'<c:majorTickMark val="{"none" if grid else "out"}"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{bare}'
        f'{text_style(size, theme.MUTED)}<c:crossAx val="{other}"/><c:crosses val="{crosses}"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{step:g}"/></c:valAx>'
    )


_QUOTED = {'"': "&quot;"}


def number_format(decimals: int, suffix: str = "") -> str:
    """A number format of Office: spaces and commas come from the reader's own language."""
    body = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return f'{body}"{suffix}"' if suffix else body


def suffix_of(unit: str) -> str:
    """What stands after a value in a chart: the sign of per cent, and nothing for longer units, which the subtitle tells."""
    return "\u00a0%" if unit in ("%", "procent") else ""


def ticks(highest: float, lines: int = 5) -> tuple[float, float]:
    """A round top of an axis from zero, and the step between its lines."""
    if not highest > 0:
        return 1.0, 1.0
    rough = highest / lines
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)
    return math.ceil(round(highest / step, 6)) * step, step


def step_format(step: float, suffix: str = "") -> str:
    """The number format of an axis whose marks lie so far apart."""
    return number_format(0 if step == int(step) else len(f"{step:g}".split(".")[1]), suffix)


def faded(colour: str, rest: float = 0.4) -> str:
    """A colour on white with so much of it left."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * rest):02X}" for part in parts)
