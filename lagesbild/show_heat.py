"""Questions against areas as a real table: colour only where the difference is certain, and every cell says itself in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from lagesbild.charts import theme
from lagesbild.charts.icons import both_themes, svg_uri
from lagesbild.kept import kept
from lagesbild.show_words import html_words
from lagesbild.texts import text

TONES = ("worse-strong", "worse", "better-strong", "better", "neutral-strong", "neutral", "unsure", "few")
SENTENCE = 44  # letters: where any value of a list is longer, all are read from the left, like any text
LEGEND = (
    ("worse", ("worse-strong", "worse")), ("better", ("better-strong", "better")), ("neutral", ("neutral-strong", "neutral")),
    ("unsure", ("unsure",)),
)  # fmt: skip


def heat_table(frame: pd.DataFrame, *, caption: str, selected: str | None = None) -> None:
    """Areas down, questions across.

    frame: name (the area), short_title (the question), cell (what stands in it), title (the same in a sentence), tone (of TONES).
    Areas keep the frame's order, questions the order in which they first come.
    """
    st.html(_markup(frame, caption, selected))


@kept
def _markup(frame: pd.DataFrame, caption: str, selected: str | None) -> str:
    questions = list(dict.fromkeys(frame["short_title"]))
    heads = "".join(f'<th scope="col"><span>{escape(question)}</span></th>' for question in questions)
    body = "".join(_row(str(name), rows, questions, name == selected) for name, rows in frame.groupby("name", sort=False))
    label = escape(text("show.table.scrolls", caption=caption), quote=True)
    return (
        f'<div class="lb lb-heat" role="region" tabindex="0" aria-label="{label}"><table><caption class="lb-sr">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(text("survey.heat.area"))}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(name: str, rows: pd.DataFrame, questions: Sequence[str], selected: bool) -> str:
    by_question = {row.short_title: row for row in rows.itertuples()}
    cells = "".join(_cell(by_question.get(question)) for question in questions)
    mark = ' class="lb-selected"' if selected else ""
    return f'<tr{mark}><th scope="row">{escape(name)}</th>{cells}</tr>'


def _cell(row: object) -> str:
    if row is None:
        return "<td>–</td>"
    tone, words, told = (str(getattr(row, key)) for key in ("tone", "cell", "title"))
    return f'<td class="lb-{tone}" title="{escape(told, quote=True)}">{escape(words)}</td>'


def heat_legend(points: int, tones: Iterable[str]) -> None:
    """What the colours mean, of certain ones those that the table has, and from how many percentage points they are strong."""
    used = {"unsure", *(tone.removesuffix("-strong") for tone in tones)}
    drawn = "".join(
        f"<span>{''.join(f'<i class=lb-{tone}></i>' for tone in looks)}{escape(text(f'survey.heat.{key}'))}</span>"
        for key, looks in LEGEND
        if key in used
    )
    st.html(f'<div class="lb lb-legend lb-heat-legend">{drawn}<span>{escape(text("survey.heat.strong", points=points))}</span></div>')


_MARKS = {"P": theme.PRIMARY, "B": theme.BETTER}
_BAR = '<rect x="2" y="5" width="40" height="8" fill="P" fill-opacity=".32"/><circle cx="22" cy="9" r="5" fill="P"/>'
_ARROW = '<path d="M37 9H16M20.5 5.5 15 9l5.5 3.5" fill="none" stroke="B" stroke-width="1.6"/><circle cx="8" cy="9" r="5" fill="B"/>'
_ARROW += '<path d="M38 3v12" stroke="B" stroke-width="2.2"/>'  # where the change started


def reading(wave: str, since: str) -> None:
    """How the picture of a wave's questions is read: a figure with its uncertainty, and an arrow where it has certainly changed."""
    keys = [(_BAR, text("survey.reading_value", wave=wave))] + ([(_ARROW, text("survey.reading_change", since=since))] if since else [])
    rows = "".join(f"<div><dt>{_drawn(drawing)}</dt><dd>{escape(words)}</dd></div>" for drawing, words in keys)
    st.html(f'<div class="lb"><dl class="lb-pairs lb-reading">{rows}</dl></div>')


def _drawn(drawing: str) -> str:
    for mark, colour in _MARKS.items():
        drawing = drawing.replace(f'="{mark}"', f'="{colour}"')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="44" height="18" viewBox="0 0 44 18">{drawing}</svg>'
    return f'<img src="{svg_uri(both_themes(svg))}" width="44" height="18" alt="">'


def fact_table(facts: Sequence[tuple[str, str]], *, title: str) -> None:
    """Labels and values between hairlines, under a section heading where a title is given."""
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{html_words(words)}</dd></div>" for label, words in facts)
    told = " lb-told" if any(len(words) > SENTENCE for _, words in facts) else ""
    above = f'<h2 class="lb-section">{escape(title)}</h2>' if title else ""
    st.html(f'<div class="lb">{above}<dl class="lb-pairs{told}">{rows}</dl></div>')
