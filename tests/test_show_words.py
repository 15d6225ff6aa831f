"""Words become HTML once: nothing in them is markup, and a date is never broken over two lines."""

from __future__ import annotations

from lagesbild.show_words import html_words


def test_what_is_written_is_never_markup() -> None:
    assert html_words("<b>&") == "&lt;b&gt;&amp;"


def test_a_date_is_kept_together_and_nothing_else_is() -> None:
    assert html_words("till 2026-10-31, 16-84 år") == "till <span class=lb-day>2026-10-31</span>, 16-84 år"
    assert html_words("KS 12026-10-311") == "KS 12026-10-311"
