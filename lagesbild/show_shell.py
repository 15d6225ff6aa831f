"""The frame around every page: style sheet, header, headings, source lines and designed empty states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from lagesbild.settings import today
from lagesbild.show_files import css_text, dense, icon
from lagesbild.show_words import html_words
from lagesbild.texts import long_day, text

_CURRENT = ' aria-current="page"'
LOGO = Path(__file__).parent / "assets" / "logo.svg"
_own_sheet = cache(dense)


def shell(municipality: str, *, example: bool = False, day: date | None = None) -> None:
    """Begin a page: logo and names in the header, the label of invented data and its day. The style sheet came with the empty page."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    st.logo(str(LOGO))
    st.html(f'<div class="lb-style"></div><style>:root{{--lb-place:{css_text(municipality)}}}</style>')
    if st.context.is_embedded:
        sheet("framed")
    if example:
        seen = text("show.shell.example_day", day=long_day(day or today(example=True)))
        st.html(f'<p class="lb lb-example"><span>{escape(text("show.shell.example"))}</span> <span>{escape(seen)}</span></p>')


def sheet(name: str) -> None:
    """The rules of one page's own parts, from assets/<name>.css, before the parts: other pages need not carry them."""
    st.html(f'<div class="lb-style"></div><style>{_own_sheet(name)}</style>')


def heading(eyebrow: str, title: str, lede: str = "") -> None:
    """The page's one h1: the finding, with where and when above it and one sentence below."""
    below = f'<p class="lb-lede">{html_words(lede)}</p>' if lede else ""
    st.html(f'<div class="lb"><p class="lb-eyebrow">{escape(eyebrow)}</p><h1>{html_words(title)}</h1>{below}</div>')


def section(title: str) -> None:
    """A small heading with an ink rule under it."""
    st.html(f'<div class="lb"><h2 class="lb-section">{escape(title)}</h2></div>')


def finding(title: str, sub: str = "", *, eyebrow: str = "") -> None:
    """The finding above a picture and, muted, what is measured, its unit and period."""
    above = f'<p class="lb-eyebrow">{escape(eyebrow)}</p>' if eyebrow else ""
    below = f'<p class="lb-sub">{html_words(sub)}</p>' if sub else ""
    st.html(f'<div class="lb">{above}<h2>{html_words(title)}</h2>{below}</div>')


def note(words: str) -> None:
    """A muted line, such as what a picture measures where the page's h1 is already its finding."""
    st.html(f'<div class="lb"><p class="lb-sub">{html_words(words)}</p></div>')


def said(words: str) -> None:
    """A sentence that carries weight, such as what a signal is."""
    st.html(f'<div class="lb"><p class="lb-said">{escape(words)}</p></div>')


def small_title(title: str, words: str, *, tone: str = "") -> None:
    """The name of one of many small pictures, and what it shows; tone: good, bad, neutral, or none for what is no finding."""
    kind = {"good": "lb-better", "bad": "lb-worse", "neutral": "lb-ink"}.get(tone, "")
    st.html(f'<div class="lb"><h3 class="lb-small">{escape(title)}</h3><p class="lb-sub {kind}">{escape(words)}</p></div>')


def source_line(words: str, *, foot: bool = False) -> None:
    """Source, n, data date and caveat under a picture; foot draws the page's last line with a rule above."""
    st.html(f'<div class="lb"><p class="lb-source{" lb-foot" if foot else ""}">{html_words(words)}</p></div>')


def page_links(label: str, links: Sequence[tuple[str, str, bool]]) -> None:
    """The way between the pages of a small menu: (address, name, whether it is this page)."""
    items = "".join(
        f'<li><a href="{escape(address)}" target="_self"{_CURRENT if here else ""}>{escape(name)}</a></li>' for address, name, here in links
    )
    st.html(f'<nav class="lb lb-views" aria-label="{escape(label)}"><ul>{items}</ul></nav>')


def outward(words: str, address: str) -> None:
    """A link that leaves the frame which the page stands in."""
    st.html(f'<p class="lb lb-source"><a href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a></p>')


def rule() -> None:
    """A hairline between two parts of a page."""
    st.html('<hr class="lb-rule">')


def empty_state(title: str, why: str, what_to_do: str = "", *, kind: str = "information") -> None:
    """Say what cannot be shown, why, and what to do; kind is an icon's name: information, withheld, late."""
    cure = f"<p>{escape(what_to_do)}</p>" if what_to_do else ""
    st.html(f'<div class="lb lb-empty">{icon(kind)}<div><h2>{escape(title)}</h2><p>{html_words(why)}</p>{cure}</div></div>')
