"""Opens an internal page whose work is as it is written now: what Plan and Råd show stands in goals, areas and briefings too."""

from __future__ import annotations

from dataclasses import replace

from lagesbild.show_page import Page, open_page
from lagesbild.written import as_written


def open_current(*, live: bool = False) -> Page:
    """Begin an internal page with the work as it is written now; a frozen lägesbild keeps its own."""
    page = open_page("internal", live=live)
    return page if page.frozen else replace(page, reader=as_written(page.reader, page.code))
