"""Pictures on a page: the figure in the page's theme, with its sentence as text alternative, and the map's legend."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from html import escape
from typing import Any

import streamlit as st

from lagesbild.charts import interactive, theme
from lagesbild.charts.icons import svg_css
from lagesbild.texts import text

MAP_HEIGHT = 542  # on wide screens; the style sheet makes it lower on narrow ones


def chart(figure: Any, *, alt: str, key: str, clickable: bool = False, framed: bool = False) -> str | None:
    """Show a figure; alt is the sentence that says the same. Returns the area's code when one has just been clicked."""
    with st.container(key=f"map_{key}") if framed else nullcontext():
        return _plot(figure, alt, key, clickable)


def map_chart(figure: Any, *, alt: str, key: str) -> str | None:
    """Show the area map, framed and clickable; on narrow screens lower and with fewer names. Returns the area just clicked."""
    kept, named = (figure.layout.meta or {}).get("names_when_narrow", 0), len(figure.layout.annotations)
    st.html(_fewer_names(key, range(kept, named)))
    with st.container(key=f"areamap_{key}", height=MAP_HEIGHT, border=False):
        return _plot(figure, alt, key, clickable=True, height="stretch")


def _plot(figure: Any, alt: str, key: str, clickable: bool, height: Any = "content") -> str | None:
    if st.context.theme.type == "dark":
        figure = interactive.for_dark(figure)
    settings: dict[str, Any] = {"theme": None, "config": interactive.CONFIG, "alt": alt, "key": key, "height": height}
    if not clickable:
        st.plotly_chart(figure, **settings)
        return None
    picked = interactive.picked_area(st.plotly_chart(figure, on_select="rerun", selection_mode="points", **settings))
    # The browser keeps its selection: only a change of it is a click, or the map would overrule every later choice in a list.
    before = st.session_state.get(f"{key}_picked")
    st.session_state[f"{key}_picked"] = picked
    return picked if picked != before else None


def _fewer_names(key: str, left_out: range) -> str:
    """A rule that leaves out, on a narrow screen, the names that have no room there."""
    names = ", ".join(f'.st-key-areamap_{key} g.annotation[data-index="{index}"]' for index in left_out)
    rule = f"@media (max-width: 1100px) {{ {names} {{ display: none; }} }}" if names else ""
    return f'<div class="lb-style"></div><style>{rule}</style>'


def map_legend(title: str, classes: Sequence[float], unit: str, *, absent: bool = False) -> None:
    """The map's classes, and what the hatch means."""
    swatches = [(f"background:{_both(colour)}", words) for colour, words in interactive.class_words(classes, unit)]
    swatches.append((_pattern(_HATCH), text("show.legend.hatched")))
    if absent:
        swatches.append((_pattern(_DOTS), text("show.legend.absent")))
    drawn = "".join(f'<span><i style="{style}"></i>{escape(words)}</span>' for style, words in swatches)
    st.html(f'<div class="lb lb-legend"><b>{escape(title)}</b>{drawn}</div>')


def map_key(groups: Sequence[tuple[str, str, str]], note: str) -> None:
    """What a small map's outline, hatch and dots mean: (mark, what, which areas), and a note on its colours.

    Areas above and below the rest are outlined alike; "higher" and "lower" show which way by a triangle within the outline.
    """
    marks = {
        "higher": 'class="lb-out lb-out-up"', "lower": 'class="lb-out lb-out-down"',
        "hatch": f'style="{_pattern(_HATCH)}"', "dots": f'style="{_pattern(_DOTS)}"',
    }  # fmt: skip
    drawn = "".join(f"<li><i {marks[mark]}></i><span><b>{escape(what)}</b> {escape(names)}</span></li>" for mark, what, names in groups)
    st.html(f'<div class="lb"><ul class="lb-mapkey">{drawn}</ul><p class="lb-mapkey-note">{escape(note)}</p></div>')


_HATCH = f'<path d="M-1 5 5-1M-1 11 11-1M3 13 13 3" stroke="{theme.UNSURE}" stroke-width="1"/>'
_DOTS = f'<circle cx="3" cy="3" r="1" fill="{theme.UNSURE}"/><circle cx="8" cy="8" r="1" fill="{theme.UNSURE}"/>'


def _both(colour: str) -> str:
    return f"light-dark({colour},{theme.DARK.get(colour, colour)})"


def _pattern(drawing: str) -> str:
    tile = f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{drawing}</svg>'
    return f"background:url({svg_css(tile)})"
