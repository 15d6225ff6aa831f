"""The picture that a shared link shows: 1200 x 630 pixels with the municipality's name, the answer and its figure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lagesbild.charts import theme
from lagesbild.charts.printed_style import style

WIDTH, HEIGHT, DPI = 1200, 630, 100
LEFT, ROOM = 72, WIDTH - 144  # pixels
POINT = 72 / DPI  # points in a pixel


@dataclass(frozen=True)
class Card:
    """What stands on the picture; an empty text leaves its place empty."""

    place: str  # the municipality's name
    owner: str  # who speaks
    question: str
    answer: Sequence[str]  # one to three short lines
    figure: str  # the key figure with its unit
    comparison: str
    note: str  # for example that the data are invented


def png(card: Card) -> bytes:
    """The picture as PNG; the same bytes for the same card."""
    with style():
        sheet = Figure((WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=theme.PAPER)
        canvas = FigureCanvasAgg(sheet)
        bar = sheet.add_axes((0, 1 - 12 / HEIGHT, 1, 12 / HEIGHT))
        bar.set_facecolor(theme.PRIMARY)
        bar.set(xticks=[], yticks=[])
        _line(sheet, card.place, 92, 52, "semibold", theme.PRIMARY)
        _line(sheet, card.question, 138, 28, "normal", theme.MUTED)
        for n, part in enumerate(card.answer):
            _line(sheet, part, 226 + 76 * n, 68, "semibold", theme.INK)
        _line(sheet, card.figure, 470, 40, "semibold", theme.INK)
        _line(sheet, card.comparison, 512, 28, "normal", theme.MUTED)
        _line(sheet, "  ·  ".join(part for part in (card.owner, card.note) if part), 590, 24, "normal", theme.MUTED)
        into = io.BytesIO()
        canvas.print_png(into, metadata={"Software": None})
    return into.getvalue()


def _line(sheet: Figure, told: str, baseline: float, size: float, weight: str, colour: str) -> None:
    """One line of text, made smaller where it would not fit."""
    words = sheet.text(LEFT / WIDTH, 1 - baseline / HEIGHT, told, fontsize=size * POINT, fontweight=weight, color=colour)
    wide = words.get_window_extent(sheet.canvas.get_renderer()).width if told else 0  # type: ignore[attr-defined]
    if wide > ROOM:
        words.set_fontsize(size * POINT * ROOM / wide)
