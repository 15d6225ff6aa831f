"""Rows, lists and cards: a status is always a shape and a word, a value always has its uncertainty beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from lagesbild.charts.icons import tone_of
from lagesbild.show_files import icon
from lagesbild.show_tools import within
from lagesbild.show_words import html_words
from lagesbild.texts import number, text


@dataclass(frozen=True)
class VerdictRow:
    """One row of the situation: verdict, what, why, series and latest value. Empty strings leave their place empty."""

    icon: str  # a name in charts.icons.ICONS
    word: str
    title: str
    why: str
    spark: str = ""  # <img> from charts.sparkline
    value: str = ""
    half: str = ""  # "±1,2"
    note: str = ""  # under the value: unit, period or target
    href: str = ""  # where the title leads, as "trender?brott=..."
    label: str = ""  # what somebody thinks of it: in a few words, and then in their own
    said: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of a list in the right column."""

    icon: str
    words: str
    note: str = ""
    href: str = ""
    names: Sequence[tuple[str, str]] = ()  # what it is about, each with where it leads; before the note


@dataclass(frozen=True)
class Card:
    """One of at most three problems."""

    eyebrow: str
    title: str
    words: str


def verdict_rows(
    rows: Sequence[VerdictRow], *, title: str, series: str = "", value: str = "", under: Callable[[int], None] | None = None
) -> None:
    """The rows with their heads: `series` says what the small series span, `value` what the number is.

    under: draws what belongs under a row, given its number; the rows are then elements of their own.
    """
    heads = f"<p>{escape(series or text('show.rows.series'))}</p><p>{escape(value or text('show.rows.value'))}</p>"
    named = f"<h2>{escape(title)}</h2>" if title else "<i></i>"
    head = f'<div class="lb-row-head">{named}{heads}</div>'
    frame = f'<div class="lb lb-rows{"" if any(row.spark for row in rows) else " lb-no-series"}">'
    if under is None:
        st.html(f"{frame}{head}<ul>{''.join(_row(row) for row in rows)}</ul></div>")
        return
    st.html(f"{frame}{head}</div>")
    for at, row in enumerate(rows):
        st.html(f"{frame.replace('lb-rows', 'lb-rows lb-under', 1)}<ul>{_row(row)}</ul></div>")
        under(at)


def fact_list(facts: Sequence[Fact], *, title: str = "") -> None:
    """Short facts with icons between hairlines, under a section heading when a title is given."""
    st.html(f'<div class="lb">{_facts(facts, title)}</div>')


def fact_columns(lists: Mapping[str, Sequence[Fact]], under: Mapping[str, tuple[str, Sequence[Fact]]] | None = None) -> None:
    """Lists of short facts side by side, each under its title; below each other on a phone.

    under: a second list with a small heading of its own below the first one of a title.
    """
    below = {title: _facts(facts, named, small=True) for title, (named, facts) in (under or {}).items() if facts}
    columns = "".join(f"<div>{_facts(facts, title)}{below.get(title, '')}</div>" for title, facts in lists.items())
    st.html(f'<div class="lb lb-columns">{columns}</div>')


def _facts(facts: Sequence[Fact], title: str, *, small: bool = False) -> str:
    named = f'<h3 class="lb-small">{escape(title)}</h3>' if small else f'<h2 class="lb-section">{escape(title)}</h2>'
    above = named if title else ""
    lines = "".join(
        f"<li>{icon(fact.icon)}<div><p>{_link(fact.words, fact.href)}</p>"
        + (f'<p class="lb-note">{_note(fact)}</p>' if fact.note or fact.names else "")
        + "</div></li>"
        for fact in facts
    )
    return f'{above}<ul class="lb-facts">{lines}</ul>'


def problem_cards(cards: Sequence[Card]) -> None:
    """Up to three cards side by side, below each other on a phone."""
    drawn = "".join(
        f'<div><p class="lb-eyebrow">{escape(card.eyebrow)}</p><h3>{escape(card.title)}</h3><p>{escape(card.words)}</p></div>'
        for card in cards[:3]
    )
    st.html(f'<div class="lb lb-cards">{drawn}</div>')


def receipt_equation(read: int, stored: int, rejected: int, outside: int = 0) -> None:
    """A receipt's sum: rows in = stored + rejected, plus those of other municipalities where there are any."""
    terms = [_term(stored, "stored"), _term(rejected, "rejected", worse=rejected > 0)]
    if outside:
        terms.append(_term(outside, "outside"))
    st.html(f'<div class="lb lb-equation">{_term(read, "read")}<p>=</p>{"<p>+</p>".join(terms)}</div>')


def opinion(label: str, words: str) -> str:
    """What somebody thinks, set apart from what is measured; a day in it is never broken over two lines."""
    dated = re.sub(r"\d{4}-\d\d-\d\d", r'<span class="lb-date">\g<0></span>', escape(words))
    return f'<p class="lb-opinion"><b>{escape(label)}.</b> {dated}</p>'


def big_number(value: str, unit: str) -> None:
    """One large number with its unit."""
    st.html(f'<div class="lb"><p class="lb-big">{escape(value)}<span>{escape(unit)}</span></p></div>')


def _row(row: VerdictRow) -> str:
    half = f" <span>{escape(row.half)}</span>" if row.half else ""
    said = opinion(row.label, row.said) if row.label else ""
    return (
        '<li class="lb-row">'
        f'<p class="lb-status lb-{tone_of(row.icon)}">{icon(row.icon)}{escape(row.word)}</p>'
        f'<div class="lb-words"><p class="lb-what">{_link(row.title, row.href)}</p><p class="lb-why">{html_words(row.why)}</p>{said}</div>'
        f"<div>{row.spark}</div>"
        f'<div><p class="lb-number">{escape(row.value)}{half}</p><p class="lb-note">{escape(row.note)}</p></div>'
        "</li>"
    )


def _note(fact: Fact) -> str:
    return " ".join(filter(None, (", ".join(_link(*name) for name in fact.names), html_words(fact.note))))


def _term(rows: int, key: str, *, worse: bool = False) -> str:
    tone = ' class="lb-worse"' if worse else ""
    return f"<p{tone}><b>{escape(number(rows))}</b>{escape(text(f'show.receipt.{key}'))}</p>"


def _link(words: str, href: str) -> str:
    return f'<a href="{escape(within(href), quote=True)}" target="_self">{escape(words)}</a>' if href else escape(words)
