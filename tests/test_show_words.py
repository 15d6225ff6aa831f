"""Words become HTML once: nothing in them is markup, and a date is never broken over two lines."""

from __future__ import annotations

from lagesbild.show_words import html_words


def test_what_is_written_is_never_markup() -> None:
    assert html_words("<b>&") == "&lt;b&gt;&amp;"


def test_a_date_is_kept_together_and_nothing_else_is() -> None:
    assert html_words("till 2026-10-31, 16-84 år") == "till <span class=lb-day>2026-10-31</span>, 16-84 år"
    assert html_words("KS 12026-10-311") == "KS 12026-10-311"


def test_a_number_keeps_its_unit_on_its_line() -> None:
    assert html_words("från 31,2 till 25,6 procent i 14 områden") == (
        "från 31,2 till <span class=lb-day>25,6 procent</span> i <span class=lb-day>14 områden</span>"
    )
    assert html_words("0,8 per\u00a01\u00a0000 invånare") == "<span class=lb-day>0,8 per\u00a01\u00a0000</span> invånare"
