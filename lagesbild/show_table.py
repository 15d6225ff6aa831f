"""Tables as real HTML: readable by screen readers, copyable, and scrolling inside themselves on a phone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lagesbild.charts.icons import icon, tone_of
from lagesbild.show_words import html_words
from lagesbild.texts import text

SHORT, LONG = 11, 40  # letters: up to the first a cell stays on one line, above the second it is a sentence
TALL = 16  # more rows than this scroll under a fixed head
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
    wide_only: Collection[str] = (),
    show_caption: bool = False,
    whole: bool = False,
) -> None:
    """Show a frame of finished Swedish words; the first column names the rows.

    numeric: columns set right-aligned. wide_only: columns left out below 640 px. Cells are text or `Cell`; absent ones an en dash.
    whole: a long table is a page's main content and does not scroll inside itself.
    The caption is always there for screen readers. A column named "=" or "+" is set as an operator between its neighbours.
    """
    names = [str(name) for name in frame.columns]
    kinds = {name: _kind(name, numeric, wide_only) for name in names}
    heads = "".join(f'<th scope="col"{_class(kinds[name])}>{escape(name)}</th>' for name in names)
    body = "".join(_row(row, names, kinds) for row in frame.itertuples(index=False, name=None))
    title = f'<caption class="{"" if show_caption else "lb-sr"}">{escape(caption)}</caption>'
    tall = " lb-tall" if len(frame) > TALL and not whole else ""
    label = escape(text("show.table.scrolls", caption=caption), quote=True)
    frame_open = f'<div class="lb lb-table{tall}" role="region" tabindex="0" aria-label="{label}">'
    st.html(f"{frame_open}<table>{title}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>")


def _kind(name: str, numeric: Collection[str], wide_only: Collection[str]) -> str:
    kinds = ["lb-op"] if name.strip() in _OPERATORS else ["lb-num"] if name in numeric else []
    return " ".join([*kinds, *(["lb-wide-only"] if name in wide_only else [])])


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
