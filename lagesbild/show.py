"""What pages are put together from: exhibit to Streamlit, and every component in one place."""

from __future__ import annotations

from lagesbild.show_chart import chart, map_chart, map_key, map_legend
from lagesbild.show_rows import (
    Card,
    Fact,
    VerdictRow,
    big_number,
    fact_columns,
    fact_list,
    opinion,
    problem_cards,
    receipt_equation,
    verdict_rows,
)
from lagesbild.show_shell import (
    empty_state,
    finding,
    heading,
    note,
    outward,
    page_links,
    rule,
    said,
    section,
    sheet,
    shell,
    small_title,
    source_line,
)
from lagesbild.show_table import Cell, data_table
from lagesbild.show_tools import address, terms, tools, within

__all__ = [
    "Card",
    "Cell",
    "Fact",
    "VerdictRow",
    "address",
    "big_number",
    "chart",
    "data_table",
    "empty_state",
    "fact_columns",
    "fact_list",
    "finding",
    "heading",
    "map_chart",
    "map_key",
    "map_legend",
    "note",
    "opinion",
    "outward",
    "page_links",
    "problem_cards",
    "receipt_equation",
    "rule",
    "said",
    "section",
    "sheet",
    "shell",
    "small_title",
    "source_line",
    "terms",
    "tools",
    "verdict_rows",
    "within",
]
