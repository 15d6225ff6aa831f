"""Swedish words on a page: as HTML, where dates and numbers with their unit are never broken over two lines, and a field's label."""

from __future__ import annotations

import re
from html import escape

from lagesbild.texts import text

_NUMBER = r"[±+−]?\d[\d\u00a0.,]*"
_UNITS = "procentenheter|procent|områden|brottstyper|anmälda|svar|månader|serier|invånare|dagar|%"
_COUNTED = rf"{_NUMBER}(?:–{_NUMBER})? (?:{_UNITS}|(?:av|per)[ \u00a0]1[\d\u00a0]+)(?![\w\u00a0])"
_WHOLE = re.compile(rf"\b\d{{4}}-\d\d-\d\d\b|{_COUNTED}")


def html_words(words: str) -> str:
    """The words as HTML; a date such as 2026-11-22, "25 procent" and "0,8 per 1 000" are each kept on one line."""
    return _WHOLE.sub(r"<span class=lb-day>\g<0></span>", escape(words))


def asked_for(label: str, *, required: bool) -> str:
    """A form field's label, which says where it may not be left empty: the same words in every form."""
    return text("work_pages.required", field=label) if required else label
