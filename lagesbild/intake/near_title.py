"""Sees that a workbook is almost one that is known by its title: the title is misspelt, has moved, or what stands around it is gone.

A table that only has a title like it, or that says another municipality, is not to be mended: its sender is asked for the source's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from lagesbild.catalog_new import places
from lagesbild.intake.refusal import listed, shown
from lagesbild.intake.values import as_text, folded
from lagesbild.intake.workbook_reader import Grid, is_blank
from lagesbild.model import Format
from lagesbild.texts import text

if TYPE_CHECKING:
    from lagesbild.intake.recognise import Opened

ALIKE = 0.8  # difflib's ratio of the title's first words
DEEP = 12  # rows that a title may have moved down


def near_title(opened: Opened, formats: Iterable[Format], ours: str = "") -> tuple[str, ...]:
    """Three sentences: which format a workbook is like and what is wrong, how to mend it, and what it is known by; empty where none is.

    ours: the name of the municipality that the file is for, where it is known.
    """
    for fmt in formats:
        marks = fmt.spec.get("recognise", {})
        if "title" not in marks or opened.family not in fmt.container.split():
            continue
        for grid in opened.sheets.values():
            if fault := _fault(grid, marks):
                return _other(grid, fmt, ours) or _mended(fmt, *fault)
    return ()


def _mended(fmt: Format, name: str, found: str) -> tuple[str, ...]:
    """What is wrong with the title of a table that otherwise is of the format, and how to mend it."""
    marks = fmt.spec["recognise"]
    words = {"title": fmt.title, "words": marks["title_words"], "found": found}
    needs = text("proposal.near.title_needs_source" if marks.get("texts") else "proposal.near.title_needs",
                 words=marks["title_words"], texts=listed(marks.get("texts", []), 5))  # fmt: skip
    return (text(f"proposal.near.title_{name}", **words), text(f"proposal.near.title_{name}_cure", **words), needs)


def _other(grid: Grid, fmt: Format, ours: str) -> tuple[str, ...]:
    """What to say of a table that is laid out in another way or says another municipality; empty where neither is so."""
    said = next((words for row in grid[:DEEP] if row and (words := as_text(row[0]))), "")
    place = next((p for p in places().values() if p.name != ours and re.search(rf"\b{re.escape(p.name)}s?\b", said)), None)
    laid_out = _laid_out(grid, fmt)
    if laid_out and not (place and ours):
        return ()
    name = "unlike" if place is None else "elsewhere" if laid_out else "elsewhere_unlike"
    words = {"found": shown(said), "title": fmt.title, "place": f"{place.name} ({place.code})" if place else ""}
    cure = text("proposal.near.title_fetch", title=fmt.title)
    return (text(f"proposal.near.title_{name}", **words), cure, text("proposal.near.title_fetch_why"))


def _laid_out(grid: Grid, fmt: Format) -> bool:
    """Whether the columns are the format's: one of the units that it tells them apart by stands above them."""
    units = fmt.spec.get("units")
    return not units or any(as_text(cell) in units for row in grid[: 2 * DEEP] for cell in row)


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
