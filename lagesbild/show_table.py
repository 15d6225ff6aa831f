"""Tables as real HTML: readable by screen readers, copyable; on a phone a wide one is stacked, a row under its own heading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild.charts.icons import tone_of
from lagesbild.show_files import icon
from lagesbild.show_words import html_words
from lagesbild.texts import text

SHORT, LONG = 11, 40  # letters: up to the first a cell stays on one line, above the second it is a sentence
TALL = 16  # more rows than this scroll under a fixed head
NARROW = 49  # letters of 14 px on a phone of 390 px; a table that needs more is stacked there
FIRST, SENTENCE, BESIDE, ICON = 15, 34, 2, 3  # letters: the least first column, the room of a sentence, the space after a column, an icon
_OPERATORS = {"=", "+"}


@dataclass(frozen=True)
class Cell:
    """A cell with a status icon, whose word takes the icon's tone, or with a tone of its own: better, worse, muted, ink."""

    words: str
    icon: str = ""
    tone: str = ""


def data_table(
    frame: pd.DataFrame,
    *,
    caption: str,
    numeric: Collection[str] = (),
    show_caption: bool = False,
    whole: bool = False,
) -> None:
    """Show a frame of finished Swedish words; the first column names the rows.

    numeric: columns set right-aligned. Cells are text or `Cell`; absent ones an en dash.
    whole: a long table is a page's main content and does not scroll inside itself.
    The caption is always there for screen readers. A column named "=" or "+" is set as an operator between its neighbours.
    """
    names = [str(name) for name in frame.columns]
    kinds = {name: _kind(name, numeric) for name in names}
    heads = "".join(f'<th scope="col"{_class(kinds[name])}>{escape(name)}</th>' for name in names)
    body = "".join(_row(row, names, kinds) for row in frame.itertuples(index=False, name=None))
    title = f'<caption class="{"" if show_caption else "lb-sr"}">{escape(caption)}</caption>'
    tall = " lb-tall" if len(frame) > TALL and not whole else ""
    label = escape(text("show.table.scrolls", caption=caption), quote=True)
    stacked = narrowest(frame, numeric) > NARROW
    frame_open = f'<div class="lb lb-table{tall}{" lb-stack" if stacked else ""}" role="region" tabindex="0" aria-label="{label}">'
    st.html(
        f"{frame_open}<table{_labels(names) if stacked else ''}>{title}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def narrowest(frame: pd.DataFrame, numeric: Collection[str] = ()) -> int:
    """How many letters wide a table is when every cell is broken where it may be."""
    columns = [_narrowest(str(name), frame.iloc[:, at], str(name) in numeric) for at, name in enumerate(frame.columns)]
    return max(columns[0], FIRST) + sum(columns[1:]) + BESIDE * len(columns)


def _narrowest(name: str, cells: pd.Series, whole: bool) -> int:
    heads = (len(word) for word in name.split())
    return max(chain(heads, (_cell_letters(cell, whole) for cell in cells)), default=0)


def _cell_letters(value: Any, whole: bool) -> int:
    words = value.words if isinstance(value, Cell) else "" if pd.isna(value) else str(value)
    broken = max((len(word) for word in words.replace("_", " ").split()), default=0)
    letters = len(words) if whole or len(words) <= SHORT else SENTENCE if len(words) > LONG else broken
    return letters + (ICON if isinstance(value, Cell) and value.icon else 0)


def _labels(names: list[str]) -> str:
    """What each cell of a stacked row is called, told once for the whole table: the style sheet writes it before the cell."""
    told = (name.replace("\\", "\\\\").replace('"', '\\"') for name in names[1:])
    style = ";".join(f'--h{at}:"{words}"' for at, words in enumerate(told, 2))
    return f' style="{escape(style, quote=True)}"'


def _kind(name: str, numeric: Collection[str]) -> str:
    return "lb-op" if name.strip() in _OPERATORS else "lb-num" if name in numeric else ""


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _sized(kind: str, value: Any) -> str:
    """Short cells, such as dates, are never broken over two lines; sentences get room to be read."""
    length = len(value.words if isinstance(value, Cell) else str(value))
    size = "lb-short" if length <= SHORT else "lb-long" if length > LONG else ""
    return f"{kind} {size}".strip()


def _row(row: tuple[Any, ...], names: list[str], kinds: dict[str, str]) -> str:
    first = f'<th scope="row"{_class(kinds[names[0]])}>{_words(row[0])}</th>'
    rest = "".join(f"<td{_class(_sized(kinds[name], value))}>{_words(value)}</td>" for name, value in zip(names[1:], row[1:], strict=True))
    return f"<tr>{first}{rest}</tr>"


def _words(value: Any) -> str:
    if isinstance(value, Cell):
        tone = value.tone or (tone_of(value.icon) if value.icon else "")
        drawn = icon(value.icon, size=16) if value.icon else ""
        return f'<span class="lb-cell{f" lb-{tone}" if tone else ""}">{drawn}<span>{_breakable(value.words)}</span></span>'
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return "–"
    return _breakable(str(value))


def _breakable(words: str) -> str:
    """Words for a cell; a file's name may be broken at its underscores."""
    return html_words(words).replace("_", "_<wbr>")
