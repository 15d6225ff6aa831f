"""The tool row under every picture: table, picture, link, and how the figures were made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit

import pandas as pd
import streamlit as st

from lagesbild import show_address
from lagesbild.access import exported
from lagesbild.settings import settings
from lagesbild.swedish_csv import excel_csv
from lagesbild.texts import text

PNG_WIDTH = 6.9  # inches
KEPT = ("kommun", "bild")  # in the address of every internal page


@st.fragment
def tools(
    key: str,
    *,
    table: Callable[[], pd.DataFrame],
    file_name: str,
    definition: str = "",
    caveat: str = "",
    sql: Sequence[str] = (),
    picture: Callable[[], str | bytes] | None = None,
    reading: str = "",
) -> None:
    """Draw the tool row; file_name is without ending; table and picture (SVG) are asked for when somebody presses.

    reading: the kind of chart, a section of texts/sv/reading.toml. One fragment holds the row, so that opening a box of it runs
    nothing else, and a page sends one frame around it, not one around each box.
    """
    with st.container(key=f"tools_{key}", horizontal=True, vertical_alignment="center"):
        _file("table", f"csv_{key}", exported(lambda: excel_csv(table()), f"{file_name}.csv"), f"{file_name}.csv", "text/csv", "download")
        if picture is not None:
            _pictures(key, picture, file_name)
        _link(key)
        if reading or definition or sql:
            _how(key, reading, definition, caveat, sql)


def _pictures(key: str, picture: Callable[[], str | bytes], file_name: str) -> None:
    """The picture as a file: for programs that take any image, or sharp at every size."""
    box = st.popover(text("show.tools.picture"), type="tertiary", icon=":material/image:", key=f"picture_{key}", on_change="rerun")
    if box.open:
        with box:
            as_png = partial(_png, picture)
            _file("png", f"png_{key}", exported(as_png, f"{file_name}.png"), f"{file_name}.png", "image/png", "image")
            _file("svg", f"svg_{key}", exported(picture, f"{file_name}.svg"), f"{file_name}.svg", "image/svg+xml", "polyline")


def _png(picture: Callable[[], str | bytes]) -> bytes:
    """The picture as an image that every program opens, as wide as an A4 page's text and sharp in print."""
    from lagesbild.briefing.raster import png_of  # loads a compiler, which only this needs

    drawn = picture()
    return png_of(drawn.decode("utf-8") if isinstance(drawn, bytes) else drawn, PNG_WIDTH)


def _file(words: str, key: str, data: Callable[[], bytes | str], name: str, mime: str, icon: str) -> None:
    """A quiet button that hands out a file, which is made when somebody presses it."""
    label = text(f"show.tools.{words}")
    st.download_button(label, data, name, mime, key=key, type="tertiary", icon=f":material/{icon}:", on_click="ignore")


def address() -> str:
    """The page's address with its present choices: under the configured address of the zone, else as the browser has it."""
    bare = (st.context.url or "").split("?")[0]
    told = settings().internal_url if settings().zone == "internal" else settings().site_url
    if told:
        bare = told.rstrip("/") + urlsplit(bare).path
    chosen = show_address.told()
    return f"{bare}?{urlencode(chosen)}" if chosen else bare


def terms() -> str:
    """Where it is told under which terms the public figures may be used: the section on open data of the municipality's own pages."""
    parts = urlsplit(st.context.url or "")
    root = settings().site_url.rstrip("/") or f"{parts.scheme}://{parts.netloc}"
    code = dict(show_address.told()).get("kommun", "")
    return text("show.tools.terms_at", address=f"{root}/{code}/metod.html#data" if code else f"{root}/metod.html#data")


def within(href: str) -> str:
    """An address of another page that keeps which municipality and which frozen lägesbild is looked at."""
    asked = dict(parse_qsl(href.partition("?")[2]))
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params and name not in asked}
    return f"{href}{'&' if asked else '?'}{urlencode(kept)}" if kept and "://" not in href else href


def plain(words: str) -> str:
    """Words without any meaning to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|$:~-])", r"\\\1", words)


def _link(key: str) -> None:
    """The page's address to copy; written when somebody opens it."""
    box = st.popover(text("show.tools.link"), type="tertiary", icon=":material/link:", key=f"link_{key}", on_change="rerun")
    if box.open:
        with box:
            st.markdown(text("show.tools.link_how"))
            st.code(address(), language=None, wrap_lines=True)


def _how(key: str, reading: str, definition: str, caveat: str, sql: Sequence[str]) -> None:
    """How the chart is read, definition, what to keep in mind, and the very questions it answers; written when somebody opens it."""
    title = text("show.tools.reading" if reading else "show.tools.how")
    box = st.popover(title, type="tertiary", icon=":material/function:", key=f"how_{key}", on_change="rerun")
    if not box.open:
        return
    with box:
        if reading:
            st.markdown(f"**{text('reading.title')}**")
            st.markdown(text(f"reading.{reading}.words"))
        for title, words in (("definition", definition), ("caveat", caveat)):
            if words:
                st.markdown(f"**{text(f'show.tools.{title}')}**")
                st.markdown(plain(words))
        if sql:
            st.markdown(plain(text(f"show.tools.sql_how_{settings().zone}")))
            with st.expander(text("show.tools.sql")):
                for question in sql:
                    st.code(question, language="sql", wrap_lines=True)
