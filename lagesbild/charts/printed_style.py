"""The printed style: one font, fixed sizes in inches so that a point is a point, title above and source below."""

from __future__ import annotations

import io
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from lagesbild.charts import theme

FONTS = Path(__file__).parent / "fonts"
FULL = 6.9  # inches: the text width of an A4 page
NARROW = 5.0  # below this a picture stands in a column
NO_AXIS = 0.2  # inches: the room below a plot that its axis would have
MARGIN = 0.02  # inches left of the text
RC: dict[Any, Any] = {
    "font.family": "Source Sans Pro",
    "font.size": 9,
    "svg.fonttype": "path",
    "svg.hashsalt": "lagesbild",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": theme.UNSURE,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "text.color": theme.INK,
    "axes.labelcolor": theme.MUTED,
    "xtick.color": theme.MUTED,
    "ytick.color": theme.MUTED,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": theme.LINE,
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.6,
    "lines.markersize": 5,
    "hatch.linewidth": 0.6,
    "hatch.color": theme.UNSURE,
    "savefig.transparent": True,
}
_LOCK = threading.Lock()  # matplotlib's settings are global: one picture at a time


@contextmanager
def style() -> Iterator[None]:
    """The printed settings while a picture is made."""
    with _LOCK:
        known = {entry.fname for entry in font_manager.fontManager.ttflist}
        for path in sorted(FONTS.glob("*.ttf")):
            if str(path) not in known:
                font_manager.fontManager.addfont(str(path))
        with matplotlib.rc_context(RC):
            yield


class Sheet:
    """A figure with its words: finding, what is measured, and the source line; the rest is the plot. Inches throughout."""

    def __init__(
        self, plot_height: float, *, title: str, sub: str, source: str, left: float = 0.4, right: float = 0.5, below: float = 0.0,
        width: float = FULL,
    ) -> None:  # fmt: skip
        """`below`: inches left free between the years and the words at the foot, whose upper edge is `self.foot`."""
        heads, subs, foots = (textwrap.wrap(words, round(n * width / FULL)) for words, n in ((title, 76), (sub, 118), (source, 128)))
        top = 0.06 + 0.22 * len(heads) + 0.165 * len(subs) + 0.14
        self.foot = 0.14 * len(foots) + (0.1 if foots else 0.0)
        bottom = self.foot + 0.24 + below
        self.width, self.height = width, plot_height + top + bottom
        self.figure = Figure(figsize=(width, self.height))
        self.axes: Axes = self.figure.add_axes(
            (left / width, bottom / self.height, (width - left - right) / width, plot_height / self.height)
        )
        y = self._lines(heads, self.height - 0.06, 0.22, fontsize=12.5, fontweight=600)
        self._lines(subs, y, 0.165, fontsize=9, color=theme.MUTED)
        self._lines(foots, 0.14 * len(foots) + 0.01, 0.14, fontsize=7.5, color=theme.MUTED)

    def _lines(self, lines: list[str], y: float, step: float, **how: Any) -> float:
        for line in lines:
            self.figure.text(MARGIN / self.width, y / self.height, line, va="top", **how)
            y -= step
        return y

    def svg(self) -> str:
        """The finished picture as SVG text without a date, so that the bytes are the same every time."""
        into = io.StringIO()
        FigureCanvasSVG(self.figure).print_svg(into, metadata={"Date": None, "Creator": None})
        return into.getvalue()


def rows_across(axes: Axes, rows: int, positions: list[float], words: list[str], last: float) -> None:
    """Make a plot a list: one row for each place from the top, values across, upright grid lines and nothing else."""
    axes.set_xticks(positions, words)
    axes.set_xlim(0, last)
    axes.set_ylim(max(rows, 1) - 0.5, -0.5)
    axes.set_yticks([])
    axes.grid(axis="x")
    axes.spines["bottom"].set_visible(False)
