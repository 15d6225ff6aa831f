"""Sees that a workbook is almost one that is known by its title: the title is misspelt, has moved, or what stands around it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from lagesbild.intake.refusal import listed, shown
from lagesbild.intake.values import as_text, folded
from lagesbild.intake.workbook_reader import Grid, is_blank
from lagesbild.model import Format
from lagesbild.texts import text

if TYPE_CHECKING:
    from lagesbild.intake.recognise import Opened

ALIKE = 0.8  # difflib's ratio of the title's first words
DEEP = 12  # rows that a title may have moved down


def near_title(opened: Opened, formats: Iterable[Format]) -> tuple[str, ...]:
    """Three sentences: which format a workbook is like and what is wrong, how to mend it, and what it is known by; empty where none is."""
    for fmt in formats:
        marks = fmt.spec.get("recognise", {})
        if "title" not in marks or opened.family not in fmt.container.split():
            continue
        for grid in opened.sheets.values():
            if fault := _fault(grid, marks):
                name, found = fault
                words = {"title": fmt.title, "words": marks["title_words"], "found": found}
                needs = text("proposal.near.title_needs_source" if marks.get("texts") else "proposal.near.title_needs",
                             words=marks["title_words"], texts=listed(marks.get("texts", []), 5))  # fmt: skip
                return (text(f"proposal.near.title_{name}", **words), text(f"proposal.near.title_{name}_cure", **words), needs)
    return ()


def _fault(grid: Grid, marks: Mapping[str, Any]) -> tuple[str, str] | None:
    """(what is wrong, what was found) of a sheet that is nearly of the format."""
    first = [as_text(row[0]) if row else "" for row in grid[:DEEP]]
    at = next((n for n, words in enumerate(first) if re.search(marks["title"], words)), None)
    if at:
        return "moved", str(at + 1)
    if at == 0:
        return ("crowded", "") if len(grid) > 1 and not is_blank(grid[1]) else ("bare", listed(marks.get("texts", []), 5))
    alike = next((words for words in first if _alike(words, marks["title_words"])), "")
    return ("misspelt", shown(alike)) if alike else None


def _alike(words: str, wanted: str) -> bool:
    said, known = folded(words), folded(wanted)
    return bool(said) and SequenceMatcher(None, said[: len(known)], known).ratio() >= ALIKE
