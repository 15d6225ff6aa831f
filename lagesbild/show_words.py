"""Swedish words as HTML on a page: escaped, and with dates that are never broken over two lines."""

from __future__ import annotations

import re
from html import escape

_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def html_words(words: str) -> str:
    """The words as HTML; a browser would break a date such as 2026-11-22 at its hyphens, so each one is kept together."""
    return _DAY.sub(r"<span class=lb-day>\g<0></span>", escape(words))
